"""kgtool show: in, the name of an entity; out, everything known of it."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.completing import entities as complete_entity
from kgtool.cli.session import Session, terminal_width, write


@click.command()
@click.argument("entity", metavar="ENTITY", shell_complete=complete_entity)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="The form of the answer.",
)
@click.option("--quotes", is_flag=True, help="Give the words of the documents below each entry.")
@click.option("--no-inference", is_flag=True, help="Leave out what is only inferred.")
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Use the Turtle in DIR in place of graph/facts and graph/evidence.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.pass_obj
def show(
    session: Session, entity: str, form: str, quotes: bool, no_inference: bool, data: Path | None, output: Path | None
) -> None:
    """Show everything known of an entity, in time order, with sources.

    ENTITY is an IRI, a CURIE such as person:hamano-koichi, a label, or any spelling that a document has. Where
    documents give values that cannot both be right, these come first. What only follows from other facts is marked.
    """
    from kgtool.answers.portrait import portrait
    from kgtool.answers.telling import WRITERS
    from kgtool.pipeline.known import entities

    project = session.project()
    known = entities(project.with_data(data) if data else project, inferred=not no_inference)
    found = portrait(known.lookup, known.find(entity), inferred=not no_inference)
    width = terminal_width() if output is None else None
    write(WRITERS[form](found, width, quotes), output)
