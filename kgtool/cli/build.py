"""kgtool build: in, the project; out, its graph brought up to date, and a summary."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kgtool.cli.session import Session, print_error, workers_option, write

if TYPE_CHECKING:
    from kgtool.reasoning import Engine


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if the graph differs from a build's.")
@click.option(
    "--reasoner",
    "--engine",
    "engine",
    type=click.Choice(["kgtool", "owlrl"]),
    default="kgtool",
    help="What infers: kgtool's own engine, or owlrl, much slower, to compare with.",
)
@workers_option
@click.pass_obj
def build(session: Session, only_check: bool, engine: Engine, workers: int) -> int:
    """Build the graph from the documents and check it.

    Documents become facts and evidence; then come inference, validation and the golden answers. Only what has changed
    is done again. Exits 1 if a document cannot be read, a shape is violated or a golden answer differs.
    """
    from kgtool.cli.summary import summary_lines
    from kgtool.pipeline.build import Reading, check
    from kgtool.pipeline.build import build as build_graph

    with session.progress() as progress:
        reading = Reading(workers, progress)
        summary = (check if only_check else build_graph)(session.project(), session.tell, engine, reading)
    for failure in summary.failed:
        print_error(failure.message, where=failure.where, hint=failure.hint)
        session.tell(failure.trace)
    if session.verbosity >= 0:
        write(summary_lines(summary, sys.stdout, check=only_check, everything=session.verbosity > 0), None)
    return 0 if summary.is_clean and not (only_check and summary.changed) else 1
