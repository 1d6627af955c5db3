"""kgtool queries: in, the project's canned queries; out, a list of them."""

from __future__ import annotations

from pathlib import Path

import click

from kgtool.cli.session import Session, terminal_width, write


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "table", "csv", "tsv", "json", "xml", "markdown", "turtle", "openapi")),
    default="text",
    show_default=True,
    help="The list's form; turtle is the vocabulary of SIB's sparql-examples, openapi OpenAPI 3.1.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.pass_obj
def queries(session: Session, form: str, output: Path | None) -> None:
    """List the canned queries by topic.

    For each its name, its question, its parameters with their types, those in brackets optional, and an example.
    kgtool query NAME --help explains one.
    """
    from kgtool.answers import guide
    from kgtool.answers.catalogue import load_all
    from kgtool.answers.results import render
    from kgtool.pipeline.asking import examples, listed
    from kgtool.rdf.turtle import serialise

    project = session.project()
    known, settings = load_all(project.queries), project.settings
    if form == "text":
        pieces = guide.topics_lines(known.values(), examples(project), terminal_width())
    elif form == "turtle":
        triples = guide.turtle_triples(known.values(), settings.base, examples(project))
        pieces = iter([serialise(triples, project.prefixes)])
    elif form == "openapi":
        pieces = iter([guide.openapi_text(known.values(), settings.title, _version())])
    else:
        pieces = render(listed(known), form, project.prefixes, terminal_width())
    write(pieces, output)


def _version() -> str:
    from importlib.metadata import version

    return version("kgtool")
