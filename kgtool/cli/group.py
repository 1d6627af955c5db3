"""The command ``kgtool`` itself: in, its words; out, the command that they name, whose module is imported only then."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from kgtool.cli.session import Session

COMMANDS = {
    "init": "init",
    "build": "build",
    "extract": "extract",
    "reason": "reason",
    "validate": "validate",
    "format": "format",
    "query": "query",
    "queries": "queries",
    "export": "export",
    "show": "show",
    "explain": "explain",
    "diff": "diff",
    "review": "review",
    "stats": "stats",
}
"""The commands in the order of their use, each with the module that holds it under its own name."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that one command does not wait for another."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"kgtool.cli.{COMMANDS[cmd_name]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the words name; raises click.UsageError that names the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command is called {name!r}{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--project",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The project folder; without it, the one around the working directory.",
)
@click.option("-v", "--verbose", is_flag=True, help="Tell what is being done, and list everything that is found.")
@click.option("-q", "--quiet", is_flag=True, help="Tell errors only.")
@click.version_option(package_name="kgtool", message="%(prog)s %(version)s")
@click.pass_obj
def kgtool(session: Session, folder: Path | None, verbose: bool, quiet: bool) -> None:
    """Turn documents into a checked knowledge graph that answers questions with evidence.

    A project is a folder that holds ontology/, graph/, shapes/ and queries/.

    Exit status: 0 done and nothing found; 1 something found that should stop a pipeline; 2 could not run.
    """
    if verbose and quiet:
        raise click.UsageError("-v and -q contradict each other")
    session.folder, session.verbosity = folder, int(verbose) - int(quiet)
