"""kgtool query: in, a canned query or SPARQL; out, the answer in the format wanted."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgtool.cli.session import Session, terminal_width, write

FORMATS = (
    *("table", "csv", "tsv", "json", "xml", "markdown"),
    *("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"),
)


@click.command()
@click.argument("query", metavar="NAME|FILE.rq|-")
@click.option(
    "-p", "--parameter", "parameters", metavar="NAME=VALUE", multiple=True, help="A value for a parameter; repeatable."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="The answer's form: table for SELECT and ASK, turtle for CONSTRUCT and DESCRIBE if not given.",
)
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Use the Turtle in DIR in place of graph/facts and graph/evidence.",
)
@click.option("--no-inference", is_flag=True, help="Ask the asserted triples only.")
@click.option(
    "--timeout", metavar="SECONDS", type=click.FloatRange(min=0, min_open=True), help="Give up after so many seconds."
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.pass_obj
def query(
    session: Session,
    query: str,
    parameters: tuple[str, ...],
    form: str | None,
    data: Path | None,
    no_inference: bool,
    timeout: float | None,
    output: Path | None,
) -> None:
    """Answer a question to the graph.

    It is a canned query by name, SPARQL in a file, or SPARQL from stdin (-).

    Without inference for a query that is tagged "asserted". A parameter that is an IRI may be written PREFIX:NAME, and
    SPARQL may use the project's prefixes undeclared.
    """
    from kgtool.answers.results import render
    from kgtool.pipeline.asking import answer

    words = dict(_pair(parameter) for parameter in parameters)
    given = sys.stdin.buffer.read() if query == "-" else None
    project = session.project()
    asked = project.with_data(data) if data else project
    result = answer(asked, query, words, given=given, inferred=not no_inference, timeout=timeout)
    width = terminal_width() if output is None else None
    write(render(result, form, project.prefixes, width), output)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{parameter!r} is not NAME=VALUE", param_hint="-p")
    return name, value
