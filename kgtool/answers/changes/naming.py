"""Words for changes: in, how two graphs differ; out, names for what changed, and one line that sums it up."""

from __future__ import annotations

from collections import Counter
from functools import cache

from kgtool.answers.changes.compare import Changes
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import BlankNode, Literal, Term


class Names:
    """Words for terms: a label where there is one, else the CURIE."""

    def __init__(self, changes: Changes, prefixes: Prefixes) -> None:
        self._labels = changes.labels
        self._compact = cache(prefixes.compact)

    def of(self, term: Term) -> str:
        """Return the label of an IRI, else its CURIE; of a literal its text in quotes."""
        if isinstance(term, Literal):
            return f"“{term.lexical}”" + (f"@{term.language}" if term.language else "")
        return self._labels.get(term) or self.curie(term)

    def curie(self, term: Term) -> str:
        """Return the CURIE of an IRI."""
        return str(term) if isinstance(term, BlankNode | Literal) else self._compact(term)

    def both(self, term: Term) -> str:
        """Return the label and, where that is another, the CURIE."""
        label = self.of(term)
        curie = "" if isinstance(term, Literal) else self.curie(term)
        return label if curie in ("", label) else f"{label}  {curie}"


def summary(changes: Changes) -> str:
    """Return how many entities changed in which way, on one line."""
    if not changes:
        return "no difference"
    counts = Counter(entity.change for entity in changes.entities)
    parts = [f"{counts[kind]} {kind}" for kind in ("added", "removed", "changed") if counts[kind]]
    parts += [f"{len(changes.renamed)} renamed"] if changes.renamed else []
    parts += [f"evidence moved for {len(changes.moves)}"] if changes.moves else []
    triples = f"{len(changes.removed)} triples less, {len(changes.added)} more"
    return f"{', '.join(parts) or 'only evidence differs'} ({triples})"
