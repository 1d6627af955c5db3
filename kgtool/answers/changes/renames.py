"""Renames: in, two graphs; out, which things of the one are things of the other under another IRI.

A thing that is only in the one is known by all that is said of it and that points to it. If that is what is said of
one thing that is only in the other, the two are one. Blank nodes are compared in the same way.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgtool.rdf.terms import BlankNode, Literal, Subject, Term, Triple

_ROUNDS = 4


def renames(
    before: Iterable[Triple], after: Iterable[Triple], gone: set[Subject], come: set[Subject]
) -> dict[Subject, Subject]:
    """Return what each renamed IRI of one graph is called in the other; what cannot be told apart is left out.

    gone are the IRIs of which only the one graph says something, come those of the other; before and after hold the
    triples about them and to them.
    """
    old_colours, new_colours = _colours(before, gone), _colours(after, come)
    by_colour: dict[str, list[Subject]] = defaultdict(list)
    for node, colour in new_colours.items():
        by_colour[colour].append(node)
    old_by_colour: dict[str, list[Subject]] = defaultdict(list)
    for node, colour in old_colours.items():
        old_by_colour[colour].append(node)
    return {
        nodes[0]: by_colour[colour][0]
        for colour, nodes in sorted(old_by_colour.items())
        if len(nodes) == 1 and len(by_colour[colour]) == 1
    }


def named_by_content(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples with blank nodes labelled by what is said of them, so that equal ones are equal anywhere.

    Nodes of which the very same is said keep the order that they have in the graph.
    """
    triples = list(triples)
    blank: set[Subject] = {term for t in triples for term in (t.subject, t.object) if isinstance(term, BlankNode)}
    if not blank:
        return triples
    labels: dict[Subject, Subject] = {}
    seen: dict[str, int] = defaultdict(int)
    for node, colour in sorted(_colours(triples, blank).items(), key=lambda item: (item[1], item[0])):
        seen[colour] += 1
        labels[node] = BlankNode(f"_:{colour[:16]}n{seen[colour]}")
    return [replaced(t, labels) if t.subject in labels or t.object in labels else t for t in triples]


def replaced(triple: Triple, names: Mapping[Subject, Subject]) -> Triple:
    """Return a triple with other names for its subject and object."""
    subject, predicate, value = triple
    return Triple(
        names.get(subject, subject), predicate, value if isinstance(value, Literal) else names.get(value, value)
    )


def _colours(triples: Iterable[Triple], nodes: set[Subject]) -> dict[Subject, str]:
    """Return a colour for each node, the same for nodes of which the same is said, whatever their own names."""
    around: dict[Subject, list[Triple]] = {node: [] for node in nodes}
    for triple in triples:
        subject, _, value = triple
        if subject in around:
            around[subject].append(triple)
        if value != subject and not isinstance(value, Literal) and value in around:
            around[value].append(triple)
    colours: dict[Subject, str] = dict.fromkeys(nodes, "")

    def shown(term: Term, node: Subject) -> str:
        if isinstance(term, Literal):
            return "\x1e".join(term)
        return "self" if term == node else f"node {colours[term]}" if term in colours else f"<{term}>"

    for _ in range(_ROUNDS):
        colours = {
            node: hashlib.sha256(
                "\x1d".join(sorted("\x1f".join((shown(s, node), p, shown(o, node))) for s, p, o in said)).encode()
            ).hexdigest()
            for node, said in around.items()
        }
    return colours
