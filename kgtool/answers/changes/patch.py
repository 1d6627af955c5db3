"""The patch: in, how two graphs differ; out, the SPARQL update that makes one the other (SPARQL 1.1 Update)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgtool.answers.changes.compare import Changes
from kgtool.answers.parameters import sparql_term
from kgtool.errors import UsageError
from kgtool.rdf.terms import BlankNode, Triple


def patch(changes: Changes) -> Iterator[str]:
    """Yield the update, which applied to the first graph gives the second, renames and evidence included.

    Raises UsageError if a blank node is part of what changed: no DELETE DATA can name it (section 3.1.3.2).
    """
    for triple in (*changes.removed, *changes.added):
        if any(isinstance(term, BlankNode) for term in triple):
            raise UsageError(
                "what changed holds blank nodes, which no patch can name",
                hint="compare facts, which have none, or use another --format",
            )
    parts = [("DELETE DATA", changes.removed), ("INSERT DATA", changes.added)]
    yield " ;\n".join(f"{verb} {{\n{''.join(_lines(triples))}}}" for verb, triples in parts if triples) + "\n"


def _lines(triples: Iterable[Triple]) -> list[str]:
    return sorted(f"  {' '.join(sparql_term(term) for term in triple)} .\n" for triple in triples)
