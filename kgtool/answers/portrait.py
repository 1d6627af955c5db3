"""A portrait: in, an entity; out, everything that is known of it, in time order, with sources and disagreements.

A record is what one document says (a participation, an attestation); a bridge is a node without a name of its own,
such as a tenure, that only joins others. Both are told through what they lead to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kgtool.answers.lookup import Lookup, Source, When, written
from kgtool.rdf.store import Solutions
from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, XSD_STRING, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import DCTERMS, SKOS

_BRIDGES = 3  # how many nodes without a name may lie between an entity and a record


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing known: when, what, and who says so; without sources it is reference data, or inferred."""

    when: When | None
    text: str
    sources: tuple[Source, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling, what kind of name it is, and the documents that use it."""

    form: str
    kind: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A property for which documents give values that exclude each other: values, each with its documents."""

    property: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of an entity; entries with a time come first, in its order."""

    iri: IRI
    curie: str
    label: str
    classes: tuple[str, ...]
    names: tuple[Name, ...]
    entries: tuple[Entry, ...]
    disagreements: tuple[Disagreement, ...]


def portrait(lookup: Lookup, entity: IRI, *, inferred: bool = True) -> Portrait:
    """Return what is known of an entity, with what is inferred only where nothing asserted says as much."""
    painter = _Painter(lookup, entity)
    entries = [*painter.asserted(), *(painter.inferred() if inferred else ())]
    ordered = sorted(
        dict.fromkeys(entries),
        key=lambda e: (e.when is None, e.when or When("", "", ""), e.inferred, e.text, e.sources),
    )
    return Portrait(
        iri=entity,
        curie=lookup.prefixes.compact(entity),
        label=lookup.label(entity),
        classes=tuple(lookup.label(kind) for kind in lookup.classes(entity)),
        names=tuple(painter.names()),
        entries=tuple(ordered),
        disagreements=tuple(painter.disagreements()),
    )


class _Painter:
    """Gathers what is said of one entity."""

    def __init__(self, lookup: Lookup, entity: IRI) -> None:
        self._lookup = lookup
        self._entity = entity
        v = lookup.vocabulary
        # The class of a participation says its capacity.
        self._plumbing = {v(name) for name in ("inDocument", "evidence", "nameOf", "position", "capacity")}
        self._told: set[Term] = {entity}  # what asserted entries speak of

    @cached_property
    def _out(self) -> list[tuple[IRI, Term]]:
        found = self._select(f"SELECT ?p ?o {{ {written(self._entity)} ?p ?o }} ORDER BY ?p ?o")
        return [(p, o) for p, o in found if isinstance(p, IRI) and o is not None]

    @cached_property
    def _into(self) -> list[tuple[Subject, IRI]]:
        found = self._select(f"SELECT ?s ?p {{ ?s ?p {written(self._entity)} }} ORDER BY ?p ?s")
        return [(s, p) for s, p in found if isinstance(s, IRI) and isinstance(p, IRI)]

    def asserted(self) -> Iterator[Entry]:
        """Yield what is asserted: of the entity, by records that speak of it, and of what refers to it."""
        self._lookup.fetch([*(o for _, o in self._out), *(s for s, _ in self._into)])
        seen: set[Subject] = set()
        for predicate, value in self._out:
            if self._is_for_this(predicate) and not self._joins(value):
                yield self._plain(Triple(self._entity, predicate, value), value, predicate, "")
        for predicate, node in [*self._out, *((p, s) for s, p in self._into)]:
            if isinstance(node, IRI) and self._joins(node) and self._is_for_this(predicate):
                yield from self._records(node, self._entity, (), seen, _BRIDGES)
        for subject, predicate in self._into:
            if self._is_for_this(predicate) and not self._joins(subject) and not self._is_evidence(subject):
                yield self._plain(Triple(subject, predicate, self._entity), subject, predicate, "← ")

    def inferred(self) -> Iterator[Entry]:
        """Yield what is inferred about entities of which nothing asserted speaks."""
        asserted = {*self._out, *((p, s) for s, p in self._into)}
        out = ((Triple(self._entity, p, o), o, "") for p, os in self._lookup.about(self._entity).items() for o in os)
        about = self._lookup.about(self._entity)
        into = (
            (Triple(s, p, self._entity), s, "← ")
            for s, p in self._lookup.into(self._entity)
            if s not in about.get(p, ())  # symmetric: told once
        )
        for triple, other, arrow in (*out, *into):
            new = (triple.predicate, other) not in asserted and other not in self._told
            own = self._lookup.is_own(triple.predicate) and isinstance(other, IRI) and not self._joins(other)
            if new and own and not self._is_evidence(other):
                when = self._when_of(other)
                text = f"{arrow}{self._lookup.label(triple.predicate)}: {self._lookup.label(other)}"
                yield Entry(when, text, (), inferred=True)

    def names(self) -> Iterator[Name]:
        """Yield the spellings, those that most documents use first."""
        lookup, found = self._lookup, defaultdict[tuple[str, str], set[str]](set)
        for use, predicate in self._into:
            if predicate == lookup.vocabulary("nameOf"):
                kinds = [lookup.label(kind) for kind in lookup.values(use, "nameKind")]
                documents = {str(document) for document in lookup.values(use, "inDocument")}
                found[lookup.word(use, "form"), ", ".join(kinds)] |= documents
        for (form, kind), documents in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
            yield Name(form, kind, tuple(sorted(documents)))

    def disagreements(self) -> Iterator[Disagreement]:
        """Yield the properties for which two documents give values that cannot both be meant.

        Plain text is not compared, for two wordings need not contradict each other; times that overlap agree.
        """
        said: dict[IRI, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for predicate, value in self._out:
            if not (isinstance(value, Literal) and (value.datatype == XSD_STRING or value.language)):
                for statement in self._lookup.statements(Triple(self._entity, predicate, value)):
                    for document in self._lookup.values(statement, "inDocument"):
                        said[predicate][str(document)].add(value)
        for record, predicate in self._into:
            if predicate == self._lookup.vocabulary("statusOf"):
                for document in self._lookup.values(record, "inDocument"):
                    status = self._lookup.vocabulary("status")
                    said[status][str(document)].update(self._lookup.values(record, "status"))
        for predicate, by_document in sorted(said.items()):
            sets = list(by_document.values())
            apart = any(not self._agree(a, b) for n, a in enumerate(sets) for b in sets[n + 1 :])
            if apart:
                documents: dict[str, list[str]] = defaultdict(list)
                for stem, values in sorted(by_document.items()):
                    for value in sorted(values, key=str):
                        documents[self._lookup.label(value)].append(stem)
                told = tuple((label, tuple(found)) for label, found in sorted(documents.items()))
                yield Disagreement(self._lookup.label(predicate), told)

    def _agree(self, some: set[Term], others: set[Term]) -> bool:
        if some & others:
            return True
        times = [[self._lookup.time_of(t) for t in values if isinstance(t, IRI)] for values in (some, others)]
        if not all(times) or not any(self._is_time(t) for t in (*some, *others)):
            return False
        return any(a and b and a.earliest <= b.latest and b.earliest <= a.latest for a in times[0] for b in times[1])

    def _records(
        self, node: IRI, origin: Subject, parts: tuple[str, ...], seen: set[Subject], depth: int
    ) -> Iterator[Entry]:
        """Yield an entry for each record at or behind a node, with what lies on the way."""
        if node in seen or self._is_evidence(node) or self._is_name(node):
            return
        seen.add(node)
        lookup = self._lookup
        around = [(s, p) for s, p in lookup.into(node) if s != origin and not self._is_evidence(s)]
        own = (*self._parts(node, origin), *self._behind(node, seen))
        if lookup.is_record(node):
            links = [
                (subject, self._tell(subject))
                for subject, predicate in around
                if not self._joins(subject) and self._is_asserted(subject, predicate, node)
            ]
            kind = "/".join(lookup.label(c) for c in lookup.classes(node))
            pieces = dict.fromkeys([*(label for _, label in links), *parts, *own])
            when = self._when_of_record(node, [subject for subject, _ in links])
            yield Entry(when, " · ".join([kind, *pieces]), tuple(lookup.sources(node)), inferred=False)
            return
        found = False
        for subject, _ in around:
            if depth and isinstance(subject, IRI) and self._joins(subject):
                entries = list(self._records(subject, node, (*parts, *own), seen, depth - 1))
                found = found or bool(entries)
                yield from entries
        if not found and own and depth == _BRIDGES:
            yield Entry(None, " · ".join(own), (), inferred=False)

    def _behind(self, node: IRI, seen: set[Subject]) -> Iterator[str]:
        """Yield the parts of the bridges to which a node points, such as the post of a tenure."""
        for predicate, values in self._lookup.about(node).items():
            for value in values if self._is_for_this(predicate) else ():
                if isinstance(value, IRI) and value not in seen and value != self._entity and self._is_bridge(value):
                    yield from self._parts(value, self._entity)

    def _when_of(self, other: Term) -> When | None:
        """Return the time of something that is referred to; when it was founded is another matter."""
        if not isinstance(other, IRI):
            return None
        founded = {self._lookup.time_of(t) for t in self._lookup.values(other, "foundedTime") if isinstance(t, IRI)}
        when = self._lookup.time_of(other)
        return None if when in founded else when

    def _when_of_record(self, record: IRI, links: list[Subject]) -> When | None:
        """Return the time of a record: its own, or that of the event that has it or that it is of."""
        lookup = self._lookup
        events = [v for name in ("outcomeOf", "statusOf") for v in lookup.values(record, name)]
        times = [lookup.time_of(node) for node in (*links, *events) if isinstance(node, IRI)]
        own = None if events else lookup.time_of(record)
        return own or min((time for time in times if time), default=None) or self._when_of(self._entity)

    def _parts(self, node: IRI, origin: Subject) -> Iterator[str]:
        """Yield what is asserted of a record or bridge, but for what led here, its time and its plumbing."""
        for predicate, values in self._lookup.about(node).items():
            if not self._is_for_this(predicate) or predicate == RDF_TYPE:
                continue
            for value in values:
                shown = value not in (origin, self._entity) and not self._joins(value) and not self._is_time(value)
                if shown and self._is_asserted(node, predicate, value):
                    yield f"{self._lookup.label(predicate)}: {self._tell(value)}"

    def _plain(self, triple: Triple, other: Term, predicate: IRI, arrow: str) -> Entry:
        when = self._when_of(other)
        sources = tuple(s for st in self._lookup.statements(triple) for s in self._lookup.sources(st))
        text = f"{arrow}{self._lookup.label(predicate)}: {self._tell(other)}"
        return Entry(when, text, tuple(sorted(set(sources))), inferred=False)

    def _tell(self, term: Term) -> str:
        self._told.add(term)
        return self._lookup.label(term)

    def _is_asserted(self, subject: Subject, predicate: IRI, value: Term) -> bool:
        return self._lookup.holds(Triple(subject, predicate, value), inferred=False)

    def _is_for_this(self, predicate: IRI) -> bool:
        """Return whether a predicate says something: no plumbing, no name, no type, no alignment to others."""
        silent = (RDFS, RDF, SKOS, DCTERMS + "title", DCTERMS + "isReplacedBy")
        return predicate not in self._plumbing and not predicate.startswith(silent)

    def _joins(self, node: Term) -> bool:
        return isinstance(node, IRI) and (self._lookup.is_record(node) or self._is_bridge(node))

    def _is_bridge(self, node: IRI) -> bool:
        """Return whether a node has no name, is no time, and something is said of it in terms of the ontology."""
        said = self._lookup.about(node)
        own = any(self._lookup.is_own(t) for t in said.get(RDF_TYPE, ()))
        return (
            own
            and not self._is_time(node)
            and self._lookup.label(node) in (self._lookup.prefixes.compact(node), self._lookup.word(node, "postTitle"))
        )

    def _is_time(self, node: Term) -> bool:
        return isinstance(node, IRI) and bool(self._lookup.word(node, "earliest"))

    def _is_name(self, node: IRI) -> bool:
        return bool(self._lookup.word(node, "form"))

    def _is_evidence(self, node: Term) -> bool:
        v = self._lookup.vocabulary
        types = self._lookup.about(node).get(RDF_TYPE, ()) if isinstance(node, IRI) else ()
        return any(t in (v("Statement"), v("Passage")) for t in types)

    def _select(self, query: str) -> tuple[tuple[Term | None, ...], ...]:
        answer = self._lookup.store.query(query, inferred=False)
        assert isinstance(answer, Solutions)
        return answer.solutions
