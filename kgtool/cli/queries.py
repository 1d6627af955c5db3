"""kgtool queries: in, the project's canned queries; out, a list of them."""

from __future__ import annotations

import click

from kgtool.cli.session import Session, terminal_width, write


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "csv", "tsv", "json", "xml", "markdown")),
    default="table",
    show_default=True,
    help="The list's form.",
)
@click.pass_obj
def queries(session: Session, form: str) -> None:
    """List the canned queries.

    For each its name, its parameters with their types, those in brackets optional, its tags and its question.
    """
    from kgtool.answers.catalogue import load_all
    from kgtool.answers.results import render
    from kgtool.pipeline.asking import listed

    project = session.project()
    write(render(listed(load_all(project.queries)), form, project.prefixes, terminal_width()), None)
