"""kgtool stats: in, the project's graph; out, what it holds in numbers, and on what that rests."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from kgtool.cli.session import Session, write

if TYPE_CHECKING:
    from kgtool.answers.stats import Coverage, Stats
    from kgtool.rdf.prefixes import Prefixes


@click.command()
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="The form."
)
@click.pass_obj
def stats(session: Session, form: str) -> None:
    """Count what the graph holds.

    Instances by class, triples by property, the share that has evidence, and the documents behind it.
    """
    from kgtool.pipeline.uses import statistics

    project = session.project()
    found = statistics(project)
    if form == "json":
        write([json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2), "\n"], None)
    else:
        write(_lines(found, project.prefixes), None)


def _lines(found: Stats, prefixes: Prefixes) -> Iterator[str]:
    yield f"{found.triples:,} facts (triples), {found.evidence_triples:,} triples of evidence\n"
    yield f"With evidence: {_share(found.nodes)} records, {_share(found.statements)} statements\n"
    yield from _table("Instances by class", found.classes, prefixes)
    yield from _table("Triples by property", found.properties, prefixes)
    yield "\nDocuments\n"
    for document in found.documents:
        yield f"  {document.title or document.source} ({document.source}, sha256 {document.sha256[:12]}…)\n"
        yield f"    {document.facts:,} facts from {document.passages:,} passages\n"


def _share(coverage: Coverage) -> str:
    return f"{coverage.with_evidence:,} of {coverage.total:,} ({coverage.share:.0%})"


def _table(title: str, counts: Mapping[str, int], prefixes: Prefixes) -> Iterator[str]:
    yield f"\n{title}\n"
    for iri, number in counts.items():
        yield f"  {number:>7,}  {prefixes.compact(iri)}\n"
