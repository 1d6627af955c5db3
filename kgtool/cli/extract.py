"""kgtool extract: in, documents anywhere; out, their facts and evidence as Turtle."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgtool.cli.session import Session, print_error, workers_option, write

if TYPE_CHECKING:
    from kgtool.pipeline.documents import Extracted
    from kgtool.pipeline.summary import Failure
    from kgtool.project import Project


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
@workers_option
@click.pass_obj
def extract(session: Session, paths: tuple[Path, ...], folder: Path | None, trace: bool, workers: int) -> int:
    """Extract facts and evidence from documents.

    PATH is a file, a folder of files, or - for stdin: text, Markdown, HTML, PDF or DOCX. Exits 1 if some documents
    cannot be read while others were.
    """
    from kgtool.pipeline.documents import Extracted, as_turtle, write_files
    from kgtool.pipeline.unfinished import clear

    project = session.project()
    results = list(_results(session, project, paths, workers, trace))
    done = [result for result in results if isinstance(result, Extracted)]
    for failure in (result for result in results if not isinstance(result, Extracted)):
        print_error(failure.message, where=failure.where, hint=failure.hint)
        session.tell(failure.trace)
    if not done:
        return 2
    failed = len(results) - len(done)
    if folder:
        write_files(done, folder)
        session.note(f"{len(done)} documents extracted to {folder}" + (f", {failed} not readable" if failed else ""))
    if trace:
        from kgtool.cli.tracing import trace_lines

        for document in done:
            write(trace_lines(document, project, sys.stdout), None)
    elif not folder:
        write(as_turtle(done, project.prefixes), None)
    clear(project.cache)
    return 1 if failed else 0


def _results(
    session: Session, project: Project, paths: tuple[Path, ...], workers: int, trace: bool
) -> Iterator[Extracted | Failure]:
    """Yield what is extracted from each document; of many, what a run has done that was killed is not done again."""
    from kgtool.pipeline.documents import Extractor, documents_in, extracted, from_stdin
    from kgtool.pipeline.state import digest_of_knowledge
    from kgtool.pipeline.unfinished import Unfinished

    stdin = sys.stdin.buffer.read() if Path("-") in paths else None
    files = documents_in(path for path in paths if path != Path("-"))
    lasting = len(files) > 1 and not trace
    unfinished = Unfinished(project.cache, digest_of_knowledge(project)) if lasting else None
    extractor = Extractor(project, traces=trace, unfinished=unfinished)
    with session.progress() as progress:
        for number, result in enumerate(extracted(extractor, files, workers), 1):
            session.tell(f"read {files[number - 1].name}")
            progress(number, len(files))
            yield result
    if stdin is not None:
        yield from_stdin(extractor, stdin)
