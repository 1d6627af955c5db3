"""Where triples stand: in, an RDF file's text and the terms looked for; out, lines and columns.

Only statements that can hold something to point to are read this way, for it takes longer than parsing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal as OneOf
from typing import NamedTuple

from kgtool.rdf.positions_parts import parts, subject_parts
from kgtool.rdf.positions_statements import Extent, LocatedTriple, located_triples
from kgtool.rdf.terms import IRI, Term, Triple

READABLE = frozenset({"turtle", "trig", "ntriples", "nquads"})
"""The syntaxes in which the place of every triple is known."""


class Position(NamedTuple):
    """Where something stands: lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of a text, each ended by a line feed, a carriage return or both."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        position = 0
        if "\r" in text:
            for line in text.splitlines(keepends=True):
                position += len(line)
                if line.endswith(("\n", "\r")):
                    self._starts.append(position)
        else:
            self._starts += accumulate(len(line) + 1 for line in text.split("\n")[:-1])

    def position(self, extent: Extent) -> Position:
        """Return lines and columns of an extent of the text."""
        line, column = self.at(extent.start)
        return Position(line, column, *self.at(extent.end))

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in code points, which may be the text's length."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def text_of(self, line: int) -> str:
        """Return a line by its number, without its end; an empty text for one that is not there."""
        if not 0 < line <= len(self._starts):
            return ""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")


@dataclass(slots=True)
class Places:
    """Where the triples about some terms stand in one file; of several places of a thing, the first counts."""

    lines: Lines
    subjects: dict[Term, Extent] = field(default_factory=dict)
    objects: dict[Term, Extent] = field(default_factory=dict)
    properties: dict[tuple[Term, IRI], LocatedTriple] = field(default_factory=dict)
    triples: dict[Triple, LocatedTriple] = field(default_factory=dict)

    def triple(self, triple: Triple, part: OneOf["subject", "predicate", "object"] = "object") -> Position | None:
        """Return where a term of a triple stands."""
        located = self.triples.get(triple)
        if located is None:
            return None
        extents = {"subject": located.subject, "predicate": located.predicate, "object": located.object}
        return self.lines.position(extents[part])

    def property(self, subject: Term, predicate: IRI) -> Position | None:
        """Return where a subject first has a property: the place of its name."""
        located = self.properties.get((subject, predicate))
        return self.lines.position(located.predicate) if located else None

    def subject(self, term: Term) -> Position | None:
        """Return where a term first is a subject."""
        extent = self.subjects.get(term)
        return self.lines.position(extent) if extent else None

    def object(self, term: Term) -> Position | None:
        """Return where a term first is an object."""
        extent = self.objects.get(term)
        return self.lines.position(extent) if extent else None


def places(text: str, wanted: Set[Term], scope: str = "", base: str = "") -> Places:
    """Return where the triples that hold one of the wanted terms, as subject or object, stand in a text.

    scope is that with which the text was parsed. What is kept grows with what is wanted, not with the text.
    """
    within = None if base else parts(text, wanted)
    return _places(Lines(text), located_triples(text, scope, base, within), wanted, wanted)


def subject_places(text: str, wanted: Set[Term], scope: str = "") -> Places:
    """Return where the triples that have one of the wanted terms as subject stand in a text; objects stay unknown."""
    within = subject_parts(text, wanted)
    return _places(Lines(text), located_triples(text, scope, "", within), wanted, frozenset())


def _places(lines: Lines, triples: Iterable[LocatedTriple], subjects: Set[Term], objects: Set[Term]) -> Places:
    found = Places(lines)
    for located in triples:
        subject, predicate, value = located.triple
        of_subject, of_object = subject in subjects, value in objects
        if of_subject:
            found.subjects.setdefault(subject, located.subject)
            found.properties.setdefault((subject, predicate), located)
        if of_object:
            found.objects.setdefault(value, located.object)
        if of_subject or of_object:
            found.triples.setdefault(located.triple, located)
    return found
