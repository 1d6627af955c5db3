"""Blank nodes: in, triples with labels of any kind; out, the same triples with labels that follow from the triples.

Labels come from colour refinement: a node is known by what is said of it and of it is said, to the depth needed. Nodes
that this cannot tell apart are labelled by RDF Dataset Canonicalization (RDFC-1.0: https://www.w3.org/TR/rdf-canon/),
unless so many of them hang together that this would take too long, or keep the order of their labels in the input.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from kgtool.rdf.terms import BlankNode, Literal, Term, Triple

_MOST = 4  # blank nodes alike around another: RDFC-1.0 tries all their orders


def canonically_relabelled(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples with labels as relabelled gives them, but the same whatever the labels were; in any order."""
    triples = list(triples)
    around = _around(triples)
    if not around:
        return triples
    colours = _refined(around)
    alike = {node for node, number in _numbered(colours).items() if number > 1}
    if alike and all(len(_neighbours(each, around) & alike) <= _MOST for each in alike):
        from kgtool.rdf.store import canonical  # here, for it is seldom that nodes are alike

        triples = canonical(triples)
    return relabelled(triples)


def relabelled(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples, in order, with each blank node labelled ``_:b0``, ``_:b1`` … in an order that they decide.

    Nodes that are alike keep the order of their labels.
    """
    triples = list(triples)
    around = _around(triples)
    if not around:
        return triples
    colours = _refined(around)
    ordered = sorted(around, key=lambda node: (colours[node], node))
    labels = {node: BlankNode(f"_:b{number}") for number, node in enumerate(ordered)}

    def renamed(term: Any) -> Any:
        return labels[term] if type(term) is BlankNode else term

    return [
        Triple(renamed(triple[0]), triple[1], renamed(triple[2]))
        if BlankNode in (type(triple[0]), type(triple[2]))
        else triple
        for triple in triples
    ]


def _around(triples: Iterable[Triple]) -> dict[BlankNode, list[Triple]]:
    """Return the triples that name each blank node."""
    around: dict[BlankNode, list[Triple]] = defaultdict(list)
    for triple in triples:
        subject, _, value = triple
        if type(subject) is BlankNode:
            around[subject].append(triple)
        if type(value) is BlankNode and value != subject:
            around[value].append(triple)
    return around


def _numbered(colours: dict[BlankNode, str]) -> dict[BlankNode, int]:
    """Return how many nodes have the colour of each."""
    numbers = Counter(colours.values())
    return {node: numbers[colour] for node, colour in colours.items()}


def _neighbours(node: BlankNode, around: dict[BlankNode, list[Triple]]) -> set[Term]:
    return {term for subject, _, value in around[node] for term in (subject, value)} - {node}


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
