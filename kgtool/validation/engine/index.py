"""The index: in, triples; out, what follows a predicate forwards and backwards, and the instances of a class.

A predicate is indexed when it is first asked for, so that shapes pay for the predicates that they name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, Subject, Term, Triple

RDF_FIRST = IRI(RDF + "first")
RDF_REST = IRI(RDF + "rest")
RDF_NIL = IRI(RDF + "nil")
RDFS_SUB_CLASS_OF = IRI(RDFS + "subClassOf")

Adjacency = Mapping[Term, Collection[Term]]


class _Following(dict[Term, list[Term]]):
    """What follows each term; nothing follows one that is not there."""

    def __missing__(self, node: Term) -> tuple[Term, ...]:
        return ()


class Index:
    """Triples by predicate, each triple once."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        self._by_predicate: dict[IRI, dict[Triple, None]] = defaultdict(dict)
        self._forward: dict[IRI, _Following] = {}
        self._backward: dict[IRI, _Following] = {}
        self._instances: dict[Term, frozenset[Term]] = {}
        self.extend(triples)

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add triples."""
        by_predicate, forward, backward = self._by_predicate, self._forward, self._backward
        for triple in triples:
            subject, predicate, value = triple
            known = by_predicate[predicate]
            if (forward or backward) and triple not in known:
                if predicate in forward:
                    forward[predicate].setdefault(subject, []).append(value)
                if predicate in backward:
                    backward[predicate].setdefault(value, []).append(subject)
            known[triple] = None
        self._instances.clear()

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take triples away; those that are not there are passed over."""
        for triple in triples:
            subject, predicate, value = triple
            if triple in self._by_predicate.get(predicate, ()):
                del self._by_predicate[predicate][triple]
                for index, one, other in ((self._forward, subject, value), (self._backward, value, subject)):
                    if predicate in index:
                        index[predicate][one].remove(other)
                        if not index[predicate][one]:
                            del index[predicate][one]
        self._instances.clear()

    def __contains__(self, triple: Triple) -> bool:
        return triple in self._by_predicate.get(triple.predicate, ())

    def __iter__(self) -> Iterator[Triple]:
        """Yield each triple once."""
        for triples in self._by_predicate.values():
            yield from triples

    @property
    def predicates(self) -> Collection[IRI]:
        """Return the predicates that some triple has."""
        return [predicate for predicate, triples in self._by_predicate.items() if triples]

    def forward(self, predicate: IRI) -> Adjacency:
        """Return the objects of each subject, none for what is no subject."""
        found = self._forward.get(predicate)
        if found is None:
            found = self._forward[predicate] = _Following()
            for subject, _, value in self._by_predicate.get(predicate, ()):
                values = found.get(subject)
                if values is None:
                    found[subject] = [value]
                else:
                    values.append(value)
        return found

    def backward(self, predicate: IRI) -> Adjacency:
        """Return the subjects of each object, none for what is no object."""
        found = self._backward.get(predicate)
        if found is None:
            found = self._backward[predicate] = _Following()
            for subject, _, value in self._by_predicate.get(predicate, ()):
                subjects = found.get(value)
                if subjects is None:
                    found[value] = [subject]
                else:
                    subjects.append(subject)
        return found

    def objects(self, subject: Term, predicate: IRI) -> Collection[Term]:
        """Return the objects of a subject."""
        return self.forward(predicate)[subject]

    def subjects(self, predicate: IRI, value: Term) -> Collection[Term]:
        """Return the subjects of an object."""
        return self.backward(predicate)[value]

    def about(self, subject: Term) -> Iterator[tuple[IRI, Term]]:
        """Yield the predicates and objects of a subject."""
        for predicate in list(self._by_predicate):
            for value in self.forward(predicate).get(subject, ()):
                yield predicate, value

    def items(self, head: Term) -> list[Term]:
        """Return the members of an RDF list; one that runs in a circle is read once round."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != RDF_NIL and head not in seen:
            seen.add(head)
            members += list(self.objects(head, RDF_FIRST))[:1]
            rest = list(self.objects(head, RDF_REST))
            if not rest:
                break
            head = rest[0]
        return members

    def instances(self, of: Term) -> frozenset[Term]:
        """Return the SHACL instances of a class: of it or of a class below it (SHACL, section 1.1)."""
        found = self._instances.get(of)
        if found is None:
            typed, below = self.backward(RDF_TYPE), self.backward(RDFS_SUB_CLASS_OF)
            classes: dict[Term, None] = {of: None}
            waiting: list[Term] = [of]
            while waiting:
                for narrower in below.get(waiting.pop(), ()):
                    if narrower not in classes:
                        classes[narrower] = None
                        waiting.append(narrower)
            found = frozenset(thing for each in classes for thing in typed.get(each, ()))
            self._instances[of] = found
        return found


def subject_terms(terms: Iterable[Term]) -> list[Subject]:
    """Return the terms that a triple can be about."""
    return [term for term in terms if isinstance(term, Subject)]
