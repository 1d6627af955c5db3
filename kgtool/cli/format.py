"""kgtool format: in, Turtle files; out, the same files in the canonical layout."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgtool.cli.session import Session, nearer, write

if TYPE_CHECKING:
    from kgtool.project import Project


@click.command("format")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is not in the canonical layout.")
@click.pass_obj
def format(session: Session, paths: tuple[Path, ...], check: bool) -> int:  # noqa: A001
    """Lay out Turtle files in the one canonical way.

    PATH is a Turtle file, a folder of them, or - for stdin to stdout; without it, the files of ontology, shapes and
    reference data. Comments stay at the head of the file, or before the statement that they belong to.
    """
    from kgtool.rdf.layout import safely_formatted

    project = session.project()
    differ = 0
    for path in _files(project, paths):
        text = _text(path)
        wanted = safely_formatted(text, project.prefixes, "stdin" if str(path) == "-" else str(path))
        if str(path) == "-" and not check:
            write([wanted], None)
        elif wanted != text:
            differ += 1
            session.note(f"{'not in the canonical layout' if check else 'laid out'}: {nearer(str(path))}")
            if not check:
                write([wanted], path)
    return int(check and differ > 0)


def _files(project: Project, paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files that are meant; raises UsageError for a path that does not exist."""
    from kgtool.errors import UsageError
    from kgtool.project import files_under

    if not paths:
        yield from (*project.ontology_files, *project.reference_files, *project.shapes_files)
    for path in paths:
        if path.is_dir():
            yield from files_under(path, ".ttl")
        elif str(path) == "-" or path.is_file():
            yield path
        else:
            raise UsageError("no such file or folder", where=str(path), hint="check the path")


def _text(path: Path) -> str:
    """Return the text of a file, or of stdin; raises SyntaxProblem for what is not UTF-8."""
    from kgtool.errors import SyntaxProblem

    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise SyntaxProblem("not UTF-8", source=path, line=line, hint="save the file as UTF-8") from problem
