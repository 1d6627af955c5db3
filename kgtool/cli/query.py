"""kgtool query: in, a canned query or SPARQL; out, the answer in the format wanted."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kgtool.cli.completing import NAMED
from kgtool.cli.completing import parameters as complete_parameter
from kgtool.cli.completing import queries as complete_query
from kgtool.cli.session import Session, terminal_width, write

if TYPE_CHECKING:
    from kgtool.pipeline.asking import Asked
    from kgtool.rdf.store import QueryResult, SolutionStream
    from kgtool.rdf.terms import IRI

Found = TypeVar("Found")

FORMATS = (
    *("table", "csv", "tsv", "json", "xml", "markdown"),
    *("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"),
)


class CannedHelp(click.Command):
    """A command whose help, after the name of a canned query, is that of the query."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after the command, and keep the first one at hand for the help."""
        ctx.meta[NAMED] = args[0] if args and not args[0].startswith("-") else None
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help of the canned query named before --help, else that of the command."""
        name = ctx.meta[NAMED]
        if name is None:
            super().format_help(ctx, formatter)
            return
        from kgtool.answers.catalogue import find
        from kgtool.answers.guide import help_lines
        from kgtool.pipeline.asking import examples

        session = ctx.find_object(Session)
        assert session is not None
        project = session.project()
        formatter.write("".join(help_lines(find(project.queries, name), examples(project), formatter.width)))


@click.command(cls=CannedHelp)
@click.argument("query", metavar="NAME|FILE.rq|-", shell_complete=complete_query)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    help="A value for a parameter; repeatable.",
    shell_complete=complete_parameter,
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
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint in place of the project's graph.")
@click.option("--allow-service", is_flag=True, help="Let SERVICE in the query ask other endpoints.")
@click.option("--allow-update", is_flag=True, help="Let an update change the graph of the --endpoint.")
@click.option("--with-evidence", is_flag=True, help="Add document, passage and offsets to each solution of a SELECT.")
@click.option("--limit", metavar="N", type=click.IntRange(min=0), help="Give the first N solutions only.")
@click.option("--iris", is_flag=True, help="Show IRIs (as CURIEs) in tables, not labels.")
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
    endpoint: str | None,
    allow_service: bool,
    allow_update: bool,
    with_evidence: bool,
    limit: int | None,
    iris: bool,
    timeout: float | None,
    output: Path | None,
) -> None:
    """Answer a question to the graph.

    It is a canned query by name (kgtool queries lists them, kgtool query NAME --help explains one), SPARQL in a file,
    or SPARQL from stdin (-).

    Without inference for a query that is tagged "asserted". A parameter that is an IRI may be written PREFIX:NAME, or
    as any name that the entity has in the graph; a date as YYYY-MM-DD, a word such as today or last-year, or a period
    as 2023-05. SPARQL may use the project's prefixes undeclared.
    """
    import time

    from kgtool.answers.results import render
    from kgtool.pipeline.asking import asked, updated
    from kgtool.rdf.store import Solutions, SolutionStream

    words = dict(_pair(parameter) for parameter in parameters)
    given = sys.stdin.buffer.read() if query == "-" else None
    project = session.project()
    if allow_update and endpoint is None:
        raise click.UsageError(
            "--allow-update is for an --endpoint: the project's own graph is made from its documents"
        )
    if allow_update and endpoint and updated(project, query, endpoint, given=given, timeout=timeout):
        session.note("updated")
        return
    answer = asked(
        project.with_data(data) if data else project,
        query,
        words,
        given=given,
        inferred=not no_inference,
        timeout=timeout,
        endpoint=endpoint,
        evidence=with_evidence,
        services=allow_service,
    )
    result, width = answer.result, terminal_width() if output is None else None
    count = Count()
    if isinstance(result, SolutionStream):
        result = SolutionStream(result.variables, count.through(result.solutions, limit))
    elif isinstance(result, Solutions):
        result = Solutions(result.variables, tuple(count.through(iter(result.solutions), limit)))
    elif isinstance(result, list):
        result = list(count.through(iter(result), limit))
    if form in (None, "table") and isinstance(result, SolutionStream):
        result = result.collected()
    name = project.prefixes.compact if iris or form not in (None, "table") else labels(answer, result)
    write(render(result, form, project.prefixes, width, name), output)
    seconds = time.perf_counter() - answer.started
    noun = "triple" if isinstance(result, list) else "solution"
    session.note(f"{'answered' if isinstance(result, bool) else count.told(noun)} in {seconds:.2f} s")
    for hint in answer.hints:
        session.note(hint)


class Count:
    """Counts what goes through, up to a limit."""

    def __init__(self) -> None:
        self.number = 0
        self.is_cut = False

    def through(self, found: Iterator[Found], limit: int | None) -> Iterator[Found]:
        """Yield what is found, no more than the limit."""
        for each in found:
            if self.number == limit:
                self.is_cut = True
                return
            self.number += 1
            yield each

    def told(self, noun: str) -> str:
        """Return the count in words."""
        return f"{self.number:,} {noun}{'' if self.number == 1 else 's'}{', the first of more,' if self.is_cut else ''}"


def labels(answer: Asked, result: QueryResult | SolutionStream) -> Callable[[IRI], str]:
    """Return what names the IRIs of an answer by their labels, asked for all at once."""
    lookup = answer.entities.lookup
    if not isinstance(result, bool | list):
        lookup.fetch_labels(term for solution in result.solutions for term in solution if term is not None)
    return cache(lookup.label)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{parameter!r} is not NAME=VALUE", param_hint="-p")
    return name, value
