"""Additions: in, a triple that a curator adds, with the words that say it; out, a fact as extraction would have it.

What the ontology derives by a chain of two links (chairedBy: hasChairing, then participant) is said through the node
between them, of the class that the first link leads to and with the values that this class has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kgtool.extraction.documents.dates import When
from kgtool.extraction.facts.writer import time_span
from kgtool.model import Document, Evidence, Fact, Span
from kgtool.project import Settings
from kgtool.rdf.iris import Minter, tail
from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, RDFS_LABEL, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import OWL, Vocabulary
from kgtool.review.decisions import Decision

EDTF = IRI("http://id.loc.gov/datatypes/edtf/EDTF-level0")
"""The datatype of a time in a decision: it becomes a time span of the document."""

_CHAIN, _RANGE, _SUBCLASS = IRI(OWL + "propertyChainAxiom"), IRI(RDFS + "range"), IRI(RDFS + "subClassOf")
_ON, _HAS_VALUE = IRI(OWL + "onProperty"), IRI(OWL + "hasValue")
_FIRST, _REST = IRI(RDF + "first"), IRI(RDF + "rest")
_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:/(\d{4})(?:-(\d\d))?(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Chain:
    """How a property is derived: the first link, the class that it leads to, what each of these has, the last link."""

    first: IRI
    between: IRI
    has: tuple[tuple[IRI, Term], ...]
    last: IRI


class Additions:
    """Makes facts of what curators add; the ontology is asked for only when something is added."""

    def __init__(self, ontology: Callable[[], Iterable[Triple]], settings: Settings) -> None:
        self._ontology = ontology
        self._mint = Minter(settings.base)
        self._own = Vocabulary(settings.vocabulary, settings.concepts)
        self._language = settings.language

    @cached_property
    def _said(self) -> dict[Subject, dict[IRI, list[Term]]]:
        said: dict[Subject, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in self._ontology():
            said[triple.subject][triple.predicate].append(triple.object)
        return said

    def facts(self, decision: Decision, document: Document) -> Iterator[Fact]:
        """Yield the fact that a decision adds; none where the document no longer has the words that say it."""
        span = quoted(document, decision.quote)
        subject, predicate, value = decision.subject, decision.predicate, decision.value
        if span is None or subject is None or predicate is None or value is None:
            return
        chain, evidence = self.chain(predicate), Evidence((span,))
        if predicate == RDF_TYPE:
            yield self._named(subject, value, document, evidence)
        elif chain is None:
            predicate, value, more = self.value(predicate, value, document)
            yield Fact(evidence, (Triple(subject, predicate, value),), None, more, "added")
        elif isinstance(value, IRI):
            node = self.node(chain, document.stem, subject, value)
            pairs = [
                (RDF_TYPE, chain.between),
                (self._own("inDocument"), self._mint.document(document.stem)),
                (chain.last, value),
                *chain.has,
            ]
            link = (Triple(subject, chain.first, node),)
            yield Fact(evidence, tuple(Triple(node, p, o) for p, o in pairs), node, link, "added")

    def _named(self, entity: IRI, cls: Term, document: Document, evidence: Evidence) -> Fact:
        """Return the fact that a document names an entity by the words of the evidence; its class goes with it."""
        span = evidence.spans[0]
        form = " ".join(document.text[span.start : span.end].split())
        node = self._mint.name(document.stem, entity, form, "preferred")
        pairs: list[tuple[IRI, Term]] = [
            (RDF_TYPE, self._own("NameUse")),
            (self._own("nameOf"), entity),
            (self._own("form"), Literal(form)),
            (self._own("nameKind"), self._own.concept("name", "preferred")),
            (self._own("inDocument"), self._mint.document(document.stem)),
        ]
        context = (Triple(entity, RDF_TYPE, cls), Triple(entity, RDFS_LABEL, Literal.text(form, self._language)))
        return Fact(evidence, tuple(Triple(node, p, o) for p, o in pairs), node, context, "added")

    def node(self, chain: Chain, stem: str, subject: IRI, value: IRI) -> IRI:
        """Return the IRI of the node between two that a chain links: where it has a capacity, as extraction does."""
        capacity = next((tail(o) for p, o in chain.has if p == self._own("capacity") and isinstance(o, IRI)), "")
        if capacity:
            return self._mint.participation(stem, subject, value, capacity)
        return self._mint.hashed(tail(chain.between).lower(), stem, subject, chain.first, value)

    def chain(self, predicate: IRI) -> Chain | None:
        """Return how the ontology derives a property by two links, if it does."""
        for head in self._said.get(predicate, {}).get(_CHAIN, ()):
            first, last = self._list_of_two(head)
            ranges = [r for r in self._said.get(first, {}).get(_RANGE, ()) if isinstance(r, IRI)] if first else []
            if first and last and ranges:
                return Chain(first, ranges[0], tuple(self._values(ranges[0])), last)
        return None

    def _list_of_two(self, head: Term) -> tuple[IRI | None, IRI | None]:
        members: list[Term] = []
        while not isinstance(head, Literal) and _FIRST in self._said.get(head, {}):
            members.append(self._said[head][_FIRST][0])
            head = self._said[head][_REST][0]
        links = [member for member in members if isinstance(member, IRI)]
        return (links[0], links[1]) if len(links) == len(members) == 2 else (None, None)

    def _values(self, cls: IRI) -> Iterator[tuple[IRI, Term]]:
        """Yield what every member of a class has: its owl:hasValue restrictions."""
        for parent in self._said.get(cls, {}).get(_SUBCLASS, ()):
            restriction = {} if isinstance(parent, Literal) else self._said.get(parent, {})
            for predicate in restriction.get(_ON, ()):
                for value in restriction.get(_HAS_VALUE, ()):
                    if isinstance(predicate, IRI):
                        yield predicate, value

    def value(self, predicate: IRI, value: Term, document: Document) -> tuple[IRI, Term, tuple[Triple, ...]]:
        """Return a property with its value, and what goes with it: of a time, the time span."""
        when = when_of(value.lexical) if isinstance(value, Literal) and value.datatype == EDTF else None
        if when is None:
            return predicate, value, ()
        node, triples = time_span(self._mint, self._own, document.stem, when, "")
        return predicate, node, triples

    def is_time(self, predicate: IRI) -> bool:
        """Return whether a property leads to a time."""
        return self._own("TimeSpan") in self._said.get(predicate, {}).get(_RANGE, ())

    def is_declared(self, predicate: IRI) -> bool:
        """Return whether the ontology declares a property."""
        return bool(self._said.get(predicate, {}).get(RDF_TYPE))


def when_of(edtf: str) -> When | None:
    """Return the time that an EDTF level 0 date or interval is; None for what is none."""
    m = _EDTF.fullmatch(edtf)
    if m is None:
        return None
    year, month, day, *end = (int(part or 0) for part in m.groups())
    when = When(year, month, day, (end[0], end[1], end[2])) if m.group(4) else When(year, month, day)
    try:
        return when if when.bounds()[0] <= when.bounds()[1] else None
    except ValueError:
        return None  # no such day


def quoted(document: Document, quote: str) -> Span | None:
    """Return where a document has a quote, white space folded; None if it has not."""
    found = re.search(r"\s+".join(map(re.escape, quote.split())), document.text) if quote.strip() else None
    return Span(found.start(), found.end()) if found else None
