"""The command line: in, words; out, data on stdout, everything else on stderr, and an exit status.

0: done and nothing found; 1: an answer that should stop a pipeline; 2: could not run.
"""

from __future__ import annotations

import gc
import os
import sys

import click

from kgtool.cli.session import Session, kgtool_error, print_error
from kgtool.errors import KgtoolError


def main() -> None:
    """Run kgtool with the words of the command line and end the process with its status."""
    # Triples are many and lasting, and hardly ever in a circle: looking for circles often takes a quarter of the time.
    gc.set_threshold(100_000, 50, 100)
    status = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = _reader_gone()
    except OSError as problem:
        print_error(f"the output cannot be written: {problem.strerror}", where="stdout")
        status = 2
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  # Python flushes once more at its end
    sys.exit(status)


def run(words: list[str]) -> int:
    """Run kgtool with words and return the exit status; problems are told on stderr."""
    from kgtool.cli.group import kgtool

    session = Session()
    if "_KGTOOL_COMPLETE" in os.environ:
        from click.shell_completion import add_completion_class

        from kgtool.cli.bash import WholeWords

        add_completion_class(WholeWords)
    try:
        status = kgtool.main(args=words, prog_name="kgtool", standalone_mode=False, obj=session)
        return status if isinstance(status, int) else 0
    except click.UsageError as problem:
        command = problem.ctx.command_path if problem.ctx else "kgtool"
        print_error(problem.format_message(), hint=f"{command} --help shows how to use it")
    except click.ClickException as problem:
        print_error(problem.format_message())
    except KgtoolError as problem:
        kgtool_error(problem)
        session.trace()
    except BrokenPipeError:
        return _reader_gone()
    except (KeyboardInterrupt, click.Abort):
        print_error("interrupted")
        return 130
    except OSError as problem:
        print_error(problem.strerror or str(problem), where=str(problem.filename or ""))
        session.trace()
    except Exception as problem:
        said = " ".join(str(problem).split())
        hint = "this is a fault of kgtool: please report it with the command; -v shows where it happened"
        print_error(f"an unexpected {type(problem).__name__}: {said}", hint=hint)
        session.trace()
    return 2


def _reader_gone() -> int:
    """Return the status for output that nobody reads any more (``| head``), and keep Python from complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
