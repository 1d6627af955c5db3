"""kgtool reason: in, the project's graph; out, what follows from it, in Turtle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgtool.cli.session import Session, write

if TYPE_CHECKING:
    from kgtool.reasoning import Engine, RuleSet


@click.command()
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Use the Turtle in DIR in place of graph/facts and graph/evidence.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.option(
    "--reasoner",
    "--engine",
    "engine",
    type=click.Choice(["kgtool", "owlrl"]),
    default="kgtool",
    help="What infers: kgtool's own engine, or owlrl, much slower, to compare with.",
)
@click.option(
    "--rules",
    type=click.Choice(["rl", "rdfs"]),
    default="rl",
    show_default=True,
    help="By which rules: all of OWL 2 RL, or those of RDF Schema.",
)
@click.pass_obj
def reason(session: Session, data: Path | None, output: Path | None, engine: Engine, rules: RuleSet) -> int:
    """Write what follows from the graph.

    Premises are ontology, facts, and the reference data on what these mention; only inferred triples are written.
    Exits 1 if the facts contradict the ontology.
    """
    from kgtool.pipeline.graph import Graph
    from kgtool.rdf.turtle import serialise

    project = session.project()
    closure = Graph.of(project.with_data(data) if data else project, engine, rules).closure
    write([serialise(closure.inferred, project.prefixes)], output)
    for contradiction in closure.contradictions:
        session.note(f"contradiction: {contradiction}")
    return 1 if closure.contradictions else 0
