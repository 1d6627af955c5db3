"""kgtool explain: in, a triple or its beginning; out, why the graph says so."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kgtool.cli.completing import entities as complete_entity
from kgtool.cli.session import Session, styled, terminal_width, write


@click.command()
@click.argument("subject", shell_complete=complete_entity)
@click.argument("predicate", required=False)
@click.argument("value", metavar="[OBJECT]", required=False, shell_complete=complete_entity)
@click.option("--all", "every_proof", is_flag=True, help="Give every way to conclude it, not only the shortest.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "markdown", "mermaid")),
    default="text",
    show_default=True,
    help="The form of the answer.",
)
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Use the Turtle in DIR in place of graph/facts and graph/evidence.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.pass_obj
def explain(
    session: Session,
    subject: str,
    predicate: str | None,
    value: str | None,
    every_proof: bool,
    form: str,
    data: Path | None,
    output: Path | None,
) -> int:
    """Explain why the graph says something.

    What is asserted is explained by the sentences that say it, with the words marked; what is inferred by a proof down
    to what is asserted. With SUBJECT alone, or SUBJECT and PREDICATE, everything that is said so is explained.

    SUBJECT and OBJECT are IRIs, CURIEs, labels or spellings; PREDICATE may be a local name of the ontology. Exits 1 if
    the triple does not hold, and says what is missing.
    """
    from kgtool.answers.why import WRITERS
    from kgtool.errors import UsageError
    from kgtool.pipeline.known import explainer
    from kgtool.rdf.terms import Triple

    project = session.project()
    entities, why = explainer(project.with_data(data) if data else project)
    thing = entities.find(subject)
    link = why.predicate(predicate) if predicate else None
    if link and value is not None:
        triples = [Triple(thing, link, why.value(value, thing, link))]
    else:
        triples = why.about(thing, link)
    if not triples:
        hint = "kgtool show ENTITY tells what is known of it"
        raise UsageError(f"nothing is said of {subject!r}" + (f" with {predicate!r}" if predicate else ""), hint=hint)
    explanations = [why.explain(triple, every_proof=every_proof) for triple in triples]

    def mark(words: str) -> str:
        plain = output is not None or not sys.stdout.isatty()
        return f"[{words}]" if plain else styled(words, sys.stdout, bold=True)

    write(WRITERS[form](explanations, entities.lookup, mark, terminal_width() or 100), output)
    return 0 if all(explanation.holds for explanation in explanations) else 1
