"""kgtool validate: in, the project's graph or RDF files; out, what the shapes find in them."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.session import Session, write

FORMATS = ("text", "json", "turtle")


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--shapes",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Check against the shapes in this file or folder in place of the project's.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The report's form."
)
@click.option(
    "--fail-on",
    type=click.Choice(("violation", "warning", "info", "none")),
    default="violation",
    show_default=True,
    help="Exit 1 for findings as severe as this, or more.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.pass_obj
def validate(
    session: Session, paths: tuple[Path, ...], shapes: Path | None, form: str, fail_on: str, output: Path | None
) -> int:
    """Check the graph against the shapes (SHACL).

    PATH is an RDF file or a folder of Turtle to check in place of graph/facts and graph/evidence. Ontology and
    reference data are part of what is checked. Exits 1 for findings as severe as --fail-on.
    """
    from kgtool.pipeline.uses import report
    from kgtool.validation import FORMATS as WRITERS
    from kgtool.validation import Severity

    project = session.project()
    found = report(project, paths, shapes)
    write([WRITERS[form](found, project.prefixes)], output)
    return 1 if fail_on != "none" and found.at_least(Severity[fail_on.upper()]) else 0
