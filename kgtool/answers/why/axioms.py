"""Axioms: in, the triples of an ontology; out, what each property and class follows from, ready to be searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, Term, Triple
from kgtool.rdf.vocabulary import OWL

_FIRST, _REST = IRI(RDF + "first"), IRI(RDF + "rest")
_Pairs = dict[IRI, list[tuple[Term, Term]]]


@dataclass(frozen=True, slots=True)
class Axioms:
    """What the ontology says; each mapping leads from what can be concluded to what it follows from."""

    sub_properties: dict[IRI, list[IRI]]
    inverses: dict[IRI, list[IRI]]
    symmetric: frozenset[Term]
    transitive: frozenset[Term]
    chains: dict[IRI, list[tuple[IRI, ...]]]
    sub_classes: dict[IRI, list[IRI]]
    domain_of: dict[IRI, list[IRI]]
    range_of: dict[IRI, list[IRI]]
    values: dict[tuple[IRI, Term], list[IRI]]

    @classmethod
    def of(cls, ontology: Iterable[Triple]) -> Axioms:
        """Return the axioms among the triples of an ontology."""
        by_predicate: _Pairs = defaultdict(list)
        for subject, predicate, value in ontology:
            by_predicate[predicate].append((subject, value))
        types = by_predicate[RDF_TYPE]
        inverses = by_predicate[IRI(OWL + "inverseOf")]
        equal_properties = by_predicate[IRI(OWL + "equivalentProperty")]
        equal_classes = by_predicate[IRI(OWL + "equivalentClass")]
        sub_classes = [*by_predicate[IRI(RDFS + "subClassOf")], *equal_classes, *_turned(equal_classes)]
        return cls(
            sub_properties=_named(
                _turned([*by_predicate[IRI(RDFS + "subPropertyOf")], *equal_properties, *_turned(equal_properties)])
            ),
            inverses=_named([*inverses, *_turned(inverses)]),
            symmetric=frozenset(s for s, kind in types if kind == OWL + "SymmetricProperty"),
            transitive=frozenset(s for s, kind in types if kind == OWL + "TransitiveProperty"),
            chains=_chains(by_predicate),
            sub_classes=_named(_turned(sub_classes)),
            domain_of=_named(_turned(by_predicate[IRI(RDFS + "domain")])),
            range_of=_named(_turned(by_predicate[IRI(RDFS + "range")])),
            values=_values(by_predicate, sub_classes),
        )


def _turned(pairs: Iterable[tuple[Term, Term]]) -> list[tuple[Term, Term]]:
    return [(value, subject) for subject, value in pairs]


def _named(pairs: Iterable[tuple[Term, Term]]) -> dict[IRI, list[IRI]]:
    found: dict[IRI, list[IRI]] = defaultdict(list)
    for one, other in pairs:
        if isinstance(one, IRI) and isinstance(other, IRI) and one != other:
            found[one].append(other)
    return {one: sorted(set(others)) for one, others in found.items()}


def _chains(by_predicate: _Pairs) -> dict[IRI, list[tuple[IRI, ...]]]:
    first, rest = dict(by_predicate[_FIRST]), dict(by_predicate[_REST])
    found: dict[IRI, list[tuple[IRI, ...]]] = defaultdict(list)
    for subject, node in by_predicate[IRI(OWL + "propertyChainAxiom")]:
        links: list[IRI] = []
        while node in first:
            link = first[node]
            if isinstance(link, IRI):
                links.append(link)
            node = rest[node]
        if isinstance(subject, IRI):
            found[subject].append(tuple(links))
    return dict(found)


def _values(by_predicate: _Pairs, sub_classes: Iterable[tuple[Term, Term]]) -> dict[tuple[IRI, Term], list[IRI]]:
    """Return the classes whose instances all have a value of a property (owl:hasValue)."""
    on_property = dict(by_predicate[IRI(OWL + "onProperty")])
    wanted = dict(by_predicate[IRI(OWL + "hasValue")])
    found: dict[tuple[IRI, Term], list[IRI]] = defaultdict(list)
    for named, restriction in sub_classes:
        if restriction in wanted and isinstance(named, IRI):
            predicate = on_property.get(restriction)
            if isinstance(predicate, IRI):
                found[predicate, wanted[restriction]].append(named)
    return dict(found)
