"""What all commands share: in, the words before the command; out, the project, and words for a person on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from kgtool.errors import KgtoolError
    from kgtool.project import Project


Progress = Callable[[int, int], None]
"""Hears how many of how many documents are done."""
_LASTING = 1.0  # seconds after which a person wants to know how far the work is

workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    default=1,
    help="Read documents in N processes at once; the result is the same. Worth it from some hundred documents on.",
)


@dataclass
class Session:
    """One run of kgtool: where the project is, if that was said, and how much to tell (-1, 0 or 1)."""

    folder: Path | None = None
    verbosity: int = 0

    def project(self) -> Project:
        """Return the project named, or the one around the working directory; raises ProjectError."""
        from kgtool.project import Project

        return Project.load(self.folder.resolve()) if self.folder else Project.find(Path())

    def tell(self, doing: str) -> None:
        """Say with -v what is being done."""
        if self.verbosity > 0:
            click.echo(doing, err=True)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Give what is to be told how many of how many documents are read: it shows a bar on a terminal.

        Only work that lasts has one, and neither -q nor -v, whose lines tell as much.
        """
        from time import monotonic

        started, shown = monotonic(), sys.stderr.isatty() and self.verbosity == 0
        with ExitStack() as stack:
            bars: list[Any] = []

            def progress(done: int, of: int) -> None:
                if not bars and shown and monotonic() - started > _LASTING:
                    bars.append(stack.enter_context(click.progressbar(length=of, label="reading", file=sys.stderr)))
                for bar in bars:
                    bar.update(done - bar.pos)

            yield progress

    def note(self, text: str) -> None:
        """Say something that is not asked for but good to know, unless -q."""
        if self.verbosity >= 0:
            click.echo(text, err=True)

    def trace(self) -> None:
        """Show with -v where the present error happened."""
        if self.verbosity > 0:
            import traceback

            click.echo(traceback.format_exc(), err=True, nl=False)


def kgtool_error(problem: KgtoolError) -> None:
    """Tell an error of kgtool on stderr."""
    print_error(problem.message, where=problem.where, hint=problem.hint)


def print_error(message: str, *, where: str = "", hint: str = "") -> None:
    """Tell on stderr what went wrong, where, and what to do next."""
    click.echo(f"{styled('kgtool: error:', sys.stderr, fg='red', bold=True)} {message}", err=True)
    if where:
        click.echo(f"  at {nearer(where)}", err=True)
    if hint:
        click.echo(f"  {hint}", err=True)


def styled(text: str, stream: TextIO, *, fg: str | None = None, bold: bool = False, dim: bool = False) -> str:
    """Return text in colour if the stream is a terminal and NO_COLOR is not set (no-color.org)."""
    if os.environ.get("NO_COLOR") or not stream.isatty():
        return text
    return click.style(text, fg=fg, bold=bold or None, dim=dim or None)


def terminal_width() -> int | None:
    """Return the columns of the terminal that stdout is; None if it is none, so that lines may be as long as needed."""
    return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else None


def write(pieces: Iterable[str | bytes], target: Path | None) -> None:
    """Write data in UTF-8 to stdout, or at once to a file; raises ProjectError if the file cannot be written."""
    data = (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    if target is None or str(target) == "-":
        # A buffer of its own: answers come in many small pieces, and stdout may have none.
        with open(sys.stdout.fileno(), "wb", closefd=False) as stdout:
            stdout.writelines(data)
        return
    from kgtool.pipeline.changes import cannot_write

    if target.exists() and not target.is_file():  # a pipe or a device is no file to be put in the place of another
        try:
            with target.open("wb") as stream:
                stream.writelines(data)
        except OSError as problem:
            raise cannot_write(problem, target) from problem
        return
    target = Path(os.path.realpath(target))  # of a link, what it leads to
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.writelines(data)
        part.replace(target)
    except OSError as problem:
        raise cannot_write(problem, target) from problem
    finally:
        part.unlink(missing_ok=True)


def nearer(where: str) -> str:
    """Return a place as seen from the working directory, if it is below it."""
    return where.removeprefix(f"{Path.cwd()}{os.sep}")
