"""RDF lists: in, relations; out, the members of each list in them, in order."""

from __future__ import annotations

from kgtool.rdf.terms import IRI, RDF
from kgtool.rdf.vocabulary import OWL
from kgtool.reasoning.relations import Relations, Terms


def lists_in(relations: Relations, terms: Terms) -> dict[int, tuple[int, ...]]:
    """Return the members of every well-formed list that begins where no other goes on (RDF Schema 1.1, section 5.2).

    A member with names that owl:sameAs makes one stands under the first of them.
    """
    same = relations.forward(terms.number(IRI(OWL + "sameAs")))
    first = relations.forward(terms.number(IRI(RDF + "first")))
    rest = relations.forward(terms.number(IRI(RDF + "rest")))
    end = terms.number(IRI(RDF + "nil"))
    later = {following for following_all in rest.values() for following in following_all}
    known = terms.all()
    found: dict[int, tuple[int, ...]] = {end: ()}
    for head in first.keys() - later:
        members: list[int] = []
        node, seen = head, {end}
        while node not in seen and len(rest.get(node, ())) == 1 and _is_one(first.get(node, set()), same):
            seen.add(node)
            members.append(min(first[node], key=lambda name: str(known[name])))
            (node,) = rest[node]
        if node == end:
            found[head] = tuple(members)
    return found


def _is_one(names: set[int], same: dict[int, set[int]]) -> bool:
    """Return whether there is one name, or all are names of one thing."""
    return bool(names) and (len(names) == 1 or names - {min(names)} <= same.get(min(names), set()))
