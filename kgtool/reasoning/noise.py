"""Which inferred triples are kept: in, triples; out, those that a reader of the graph could want.

All of what is left out follows from the rules too; it is left out because it says nothing about the things that the
graph is about, or is no RDF 1.1 at all:

- triples with a literal as subject or a blank node as predicate (generalised RDF; dt-type2, prp-rng, prp-inv1 …);
- membership in an unnamed class expression, and all else about blank nodes;
- what is said of the built-in vocabularies (prp-ap, cls-thing, cls-nothing1, dt-type1, and scm-cls of owl:Nothing);
- that something is an owl:Thing, a class or a property;
- domains and ranges handed down, and two names for one class or property (scm-dom1 to scm-rng2, scm-eqc2, scm-eqp2);
- reflexive triples: subclass and subproperty of itself (scm-cls, scm-op, scm-dp), the same as itself (eq-ref).

Never inferred, because readers want literals as their documents write them: that literals of equal value are the same
(dt-eq), that others are not (dt-diff; those said to be the same are a contradiction), and what would follow from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, XSD, BlankNode, Term, Triple
from kgtool.rdf.turtle import ntriples_term
from kgtool.rdf.vocabulary import OWL, OWL_SAME_AS
from kgtool.reasoning.relations import MASK, SHIFT, Terms

_BUILT_IN = (RDF, RDFS, OWL, XSD)
_HIERARCHY = {RDFS + "subClassOf", RDFS + "subPropertyOf"}
_SCHEMA = {OWL + "equivalentClass", OWL + "equivalentProperty", RDFS + "domain", RDFS + "range"}
_UNIVERSAL = {OWL + "Thing", OWL + "Nothing"}


def worth_keeping(triple: Triple) -> bool:
    """Return whether an inferred triple is about the things of the graph, or their class and property hierarchy."""
    subject, predicate, value = triple
    return (
        _is_told_of(subject)
        and _is_telling(predicate)
        and not isinstance(value, BlankNode)
        and (predicate != RDF_TYPE or not str(value).startswith(_BUILT_IN))
        and (predicate not in _HIERARCHY or value not in _UNIVERSAL)
        and (predicate not in _REFLEXIVE or subject != value)
    )


_REFLEXIVE = {*_HIERARCHY, OWL_SAME_AS}


def _is_told_of(subject: Term) -> bool:
    return isinstance(subject, IRI) and not subject.startswith(_BUILT_IN)


def _is_telling(predicate: Term) -> bool:
    return isinstance(predicate, IRI) and predicate not in _SCHEMA


def kept(sets: Mapping[int, set[int]], terms: Terms) -> tuple[Triple, ...]:
    """Return the triples of relations that are worth keeping, sorted by their N-Triples.

    The same policy, but each term is looked at once.
    """
    names, has_type = terms.all(), terms.type
    chosen = _chosen(sets, terms)
    used = {has_type, *(~key if key < 0 else key for key in chosen)}
    for key, entries in chosen.items():
        used.update(entries if key < 0 else [part for entry in entries for part in (entry >> SHIFT, entry & MASK)])
    ordered = sorted(used, key=lambda number: _in_order(names[number]))
    rank = {number: place for place, number in enumerate(ordered)}
    places: list[int] = []  # a triple's place as one number, which is compared in one step
    for key, entries in chosen.items():
        if key < 0:
            same = rank[has_type] << SHIFT | rank[~key]
            places += [rank[entry] << 2 * SHIFT | same for entry in entries]
        else:
            same = rank[key] << SHIFT
            places += [rank[entry >> SHIFT] << 2 * SHIFT | same | rank[entry & MASK] for entry in entries]
    ranked: list[Any] = [names[number] for number in ordered]  # generalised RDF has been left out
    return tuple(
        [
            Triple(ranked[place >> 2 * SHIFT], ranked[place >> SHIFT & MASK], ranked[place & MASK])
            for place in sorted(places)
        ]
    )


def _chosen(sets: Mapping[int, set[int]], terms: Terms) -> dict[int, list[int]]:
    """Return the entries of relations that are worth keeping."""
    names, reflexive = terms.all(), {terms.known(IRI(term)) for term in _REFLEXIVE}
    told, fit = [_is_told_of(name) for name in names], [type(name) is not BlankNode for name in names]
    chosen: dict[int, list[int]] = {}
    for key, entries in sets.items():
        if not _may_be_kept(key, terms):
            continue
        if key < 0:
            chosen[key] = [entry for entry in entries if told[entry]]
        elif key in reflexive:
            pairs = ((entry, (entry >> SHIFT, key, entry & MASK)) for entry in entries)
            chosen[key] = [entry for entry, triple in pairs if worth_keeping(terms.triple(triple))]
        else:
            chosen[key] = [entry for entry in entries if told[entry >> SHIFT] and fit[entry & MASK]]
    return chosen


def _in_order(term: Term) -> str:
    """Return a term's N-Triples, by which triples are sorted."""
    return f"<{term}>" if type(term) is IRI else ntriples_term(term)


def _may_be_kept(key: int, terms: Terms) -> bool:
    """Return whether a relation can hold triples worth keeping; rdf:type is kept by class."""
    if key >= 0:
        return key != terms.type and _is_telling(terms.all()[key])
    name = terms.all()[~key]
    return isinstance(name, IRI) and not name.startswith(_BUILT_IN)
