"""Records: in, the triples of facts and reference data; out, what is known of each entity that could be another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgtool.rdf.iris import slug, tail
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, RDFS_LABEL, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import SKOS_ALT_LABEL, SKOS_PREF_LABEL, Vocabulary

_SUBCLASS = IRI(RDFS + "subClassOf")
_FULL = frozenset({"preferred", "variant", "misspelling"})
_PARTIAL = frozenset({"family-name", "given-name"})


class Index:
    """Triples by subject and predicate, and the other way round."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._out: dict[Term, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._in: dict[Term, dict[IRI, list[Subject]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._out[triple.subject][triple.predicate].append(triple.object)
            if not isinstance(triple.object, Literal):
                self._in[triple.object][triple.predicate].append(triple.subject)

    def of(self, subject: Term, predicate: IRI) -> list[Term]:
        """Return the values of a property."""
        return self._out[subject].get(predicate, []) if subject in self._out else []

    def to(self, value: Term, predicate: IRI) -> list[Subject]:
        """Return what has a value."""
        return self._in[value].get(predicate, []) if value in self._in else []

    def to_literal(self, predicate: IRI, value: str) -> list[IRI]:
        """Return the resources that have a string for a property."""
        literal = Literal(value)
        return [s for s, said in self._out.items() if isinstance(s, IRI) and literal in said.get(predicate, ())]

    def described(self, subject: Term) -> Mapping[IRI, list[Term]]:
        """Return all that is said of a subject."""
        return self._out.get(subject, {})

    def into(self, value: Term) -> Mapping[IRI, list[Subject]]:
        """Return all that leads to a value."""
        return self._in.get(value, {})

    def linked(self, one: Term, other: Term) -> bool:
        """Return whether a triple leads from one to the other, in either direction."""
        return any(b in values for a, b in ((one, other), (other, one)) for values in self._out.get(a, {}).values())

    def follow(self, start: Term, path: str, own: Vocabulary) -> Iterator[Term]:
        """Yield where a path leads: own properties joined by /, ^ against their direction, :N cut to N characters."""
        path, _, length = path.partition(":")
        ends: list[Term] = [start]
        for step in path.split("/"):
            if step.startswith("^"):
                ends = [end for at in ends for end in self.to(at, own(step[1:]))]
            else:
                ends = [end for at in ends for end in self.of(at, own(step))]
        for end in ends:
            yield Literal(end.lexical[: int(length)]) if length and isinstance(end, Literal) else end


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an entity: names as words, acronyms, the documents that name it, where its paths lead."""

    iri: IRI
    name: str
    names: frozenset[tuple[str, ...]]
    acronyms: frozenset[str]
    documents: frozenset[str]
    listed: bool
    values: Mapping[str, frozenset[Term]]


def records(
    facts: Index, reference: Index, classes: set[IRI], paths: Mapping[str, list[str]], own: Vocabulary
) -> list[Record]:
    """Return the records of the instances of classes that documents or the reference data speak of, by IRI."""
    found = {s: None for index in (facts, reference) for cls in classes for s in index.to(cls, RDF_TYPE)}
    return [_record(iri, facts, reference, paths, own) for iri in sorted(found) if isinstance(iri, IRI)]


def subclasses(ontology: Index, cls: IRI) -> set[IRI]:
    """Return a class and all classes below it."""
    found: set[IRI] = set()
    waiting = [cls]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting += [below for below in ontology.to(current, _SUBCLASS) if isinstance(below, IRI)]
    return found


def _record(iri: IRI, facts: Index, reference: Index, paths: Mapping[str, list[str]], own: Vocabulary) -> Record:
    uses = facts.to(iri, own("nameOf"))
    kinds = {use: [tail(kind) for kind in facts.of(use, own("nameKind")) if isinstance(kind, IRI)] for use in uses}
    forms = [(word, kind) for use in uses for word in _words(facts, use, own("form")) for kind in kinds[use]]
    labels = [*_words(reference, iri, SKOS_PREF_LABEL), *_words(reference, iri, SKOS_ALT_LABEL)]
    full = [form for form, kind in forms if kind in _FULL] + labels
    full = full or [form for form, kind in forms if kind in _PARTIAL]
    acronyms = [form for form, kind in forms if kind == "acronym"] + _words(reference, iri, own("acronym"))
    values = {
        name: frozenset(end for path in of for index in (facts, reference) for end in index.follow(iri, path, own))
        for name, of in paths.items()
    }
    listed = bool(reference.of(iri, RDF_TYPE))
    label = (*_words(reference, iri, SKOS_PREF_LABEL), *sorted(_words(facts, iri, RDFS_LABEL)), tail(iri))[0]
    return Record(
        iri,
        label,
        frozenset(tuple(slug(form).split("-")) for form in full),
        frozenset(form.casefold() for form in acronyms),
        frozenset(str(document) for use in uses for document in facts.of(use, own("inDocument"))),
        listed,
        values,
    )


def _words(index: Index, subject: Term, predicate: IRI) -> list[str]:
    return [value.lexical for value in index.of(subject, predicate) if isinstance(value, Literal)]
