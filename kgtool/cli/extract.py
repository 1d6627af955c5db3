"""kgtool extract: in, documents anywhere; out, their facts and evidence as Turtle."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgtool.cli.session import Session, print_error, write


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write DIR/facts/NAME.ttl, DIR/evidence/NAME.ttl and, unless it is text or Markdown, DIR/text/NAME.txt.",
)
@click.option(
    "--trace", is_flag=True, help="Show in place of Turtle how each sentence became facts: mentions, links, rules."
)
@click.pass_obj
def extract(session: Session, paths: tuple[Path, ...], folder: Path | None, trace: bool) -> int:
    """Extract facts and evidence from documents.

    PATH is a file, a folder of files, or - for stdin: text, Markdown, HTML, PDF or DOCX. Exits 1 if some documents
    cannot be read while others were.
    """
    from kgtool.pipeline.documents import Extracted, Extractor, as_turtle, documents_in, extracted, write_files

    stdin = sys.stdin.buffer.read() if Path("-") in paths else None
    project = session.project()
    files = documents_in(path for path in paths if path != Path("-"))
    found = extracted(Extractor(project, traces=trace), files, stdin)
    done: list[Extracted] = []
    failed = 0
    for result in found:
        if isinstance(result, Extracted):
            session.tell(f"read {result.name}")
            done.append(result)
        else:
            failed += 1
            print_error(result.message, where=result.where, hint=result.hint)
            session.tell(result.trace)
    if not done:
        return 2
    if folder:
        write_files(done, folder)
        session.note(f"{len(done)} documents extracted to {folder}" + (f", {failed} not readable" if failed else ""))
    if trace:
        from kgtool.cli.tracing import trace_lines

        for document in done:
            write(trace_lines(document, project, sys.stdout), None)
    elif not folder:
        write(as_turtle(done, project.prefixes), None)
    return 1 if failed else 0
