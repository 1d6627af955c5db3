"""References: in, the triples of evidence; out, the passages that say a triple, or that a record rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kgtool.rdf.iris import tail
from kgtool.rdf.terms import IRI, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import OA_END, OA_EXACT, OA_HAS_SOURCE, OA_START, RDF_OBJECT, RDF_PREDICATE, RDF_SUBJECT

_EVIDENCE = "evidence"  # the local name of the link to a passage


class Reference(NamedTuple):
    """A passage: the IRI of its document, its place there in code points (half-open), and its words."""

    document: str
    start: int
    end: int
    quote: str

    @property
    def place(self) -> str:
        """Return document and place in short."""
        return f"{tail(self.document)} {self.start}-{self.end}"


class References:
    """The passages behind triples: those of its statements and, of a triple about a record, those of the record."""

    def __init__(self, evidence: Iterable[Triple]) -> None:
        said: dict[Term, dict[IRI, Term]] = defaultdict(dict)
        links: list[tuple[Subject, Term]] = []
        for subject, predicate, value in evidence:
            if predicate.rpartition("#")[2].rpartition("/")[2] == _EVIDENCE:
                links.append((subject, value))
            else:
                said[subject][predicate] = value
        self._of: dict[object, set[Reference]] = defaultdict(set)
        for carrier, passage in links:
            part = said.get(passage, {})
            values = [part.get(key) for key in (OA_START, OA_END, OA_EXACT)]
            document, (start, end, quote) = part.get(OA_HAS_SOURCE), values
            if isinstance(start, Literal) and isinstance(end, Literal) and isinstance(quote, Literal):
                stated = said.get(carrier, {})
                triple = tuple(stated.get(key) for key in (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT))
                reference = Reference(str(document), int(start.lexical), int(end.lexical), quote.lexical)
                self._of[carrier if None in triple else triple].add(reference)

    def of(self, triple: Triple) -> tuple[Reference, ...]:
        """Return the passages behind a triple, in order of document and place."""
        direct = self._of.get(tuple(triple))
        behind = direct or self._of.get(triple.subject) or self._of.get(triple.object) or ()
        return tuple(sorted(behind))
