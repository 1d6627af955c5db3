"""Blank nodes: in, triples with labels of any kind; out, the same triples with labels that follow from the triples.

Labels come from colour refinement: a node is known by what is said of it and of it is said, to the depth needed. Nodes
that this cannot tell apart keep the order of their labels in the input.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from kgtool.rdf.terms import BlankNode, Literal, Subject, Term, Triple


def relabelled(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples with each blank node labelled ``_:b0``, ``_:b1`` … in an order that the triples decide."""
    triples = list(triples)
    around: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in triples:
        for term in {triple.subject, triple.object}:
            if isinstance(term, BlankNode):
                around[term].append(triple)
    if not around:
        return triples
    colours = _refined(around)
    ordered = sorted(around, key=lambda node: (colours[node], node))
    labels = {node: BlankNode(f"_:b{number}") for number, node in enumerate(ordered)}

    def subject(term: Subject) -> Subject:
        return labels[term] if isinstance(term, BlankNode) else term

    return [Triple(subject(s), p, o if isinstance(o, Literal) else subject(o)) for s, p, o in triples]


def _refined(around: dict[BlankNode, list[Triple]]) -> dict[BlankNode, str]:
    """Return a colour for each blank node, refined until no round tells more nodes apart."""
    colours = dict.fromkeys(around, "")
    kinds = 1
    while True:
        colours = {node: _colour(node, triples, colours) for node, triples in around.items()}
        found = len(set(colours.values()))
        if found == kinds or found == len(colours):
            return colours
        kinds = found


def _colour(node: BlankNode, triples: list[Triple], colours: dict[BlankNode, str]) -> str:
    def seen(term: Term) -> str:
        if isinstance(term, BlankNode):
            return "self" if term == node else f"blank {colours[term]}"
        return "\x1e".join(term) if isinstance(term, Literal) else f"<{term}>"

    said = sorted("\x1f".join((seen(s), p, seen(o))) for s, p, o in triples)
    return hashlib.sha256("\x1d".join([colours[node], *said]).encode()).hexdigest()
