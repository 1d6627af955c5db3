"""Where findings come from: in, findings and the RDF files that were checked; out, findings with file, line and column.

A wrong value is at its triple, a missing one at the first line of its subject, and what was inferred at its premises.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kgtool.rdf.positions import READABLE, Lines, Places, Position, places, subject_places
from kgtool.rdf.positions_statements import Extent
from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, RDF_TYPE, BlankNode, Literal, Term, Triple
from kgtool.validation.reports.finding import Finding, Part, Place
from kgtool.validation.reports.paths import first_step

LARGEST = 64_000_000
"""The largest file, in bytes, in which positions are looked up; of a larger one only the file is named."""

Premises = Callable[[Triple], Sequence[Triple]]
"""Gives the asserted triples that an inferred one follows from."""

_LONG = 1_000_000  # bytes from which a file's statements are read at once, for finding its words takes as long
_MOST = 10  # places told beside that of the finding itself
_RUN = re.compile(rb"[A-Za-z0-9]+")
_SCOPE = re.compile(r"_:(.*)b[0-9]+")


@dataclass(frozen=True, slots=True)
class Source:
    """An RDF file that was checked: its name as shown, bytes, syntax, and the scope of its blank nodes."""

    shown: str
    data: bytes
    syntax: str
    scope: str

    def triples(self) -> list[Triple]:
        """Return the triples of the file; raises SyntaxProblem."""
        return parse(self.data, self.syntax, source=self.shown, scope=self.scope)


def located(
    findings: Iterable[Finding], sources: Sequence[Source], premises: Premises = lambda triple: ()
) -> list[Finding]:
    """Return findings with their places, as far as a source holds them; of several sources, the first counts."""
    findings = list(findings)
    waiting = [finding for finding in findings if finding.place is None and finding.focus is not None]
    if not waiting:
        return findings
    because = {
        finding: [each for triple in finding.premises or _triples(finding) for each in (triple, *premises(triple))]
        for finding in waiting
    }
    terms: set[Term] = {finding.focus for finding in waiting if finding.focus is not None}
    for triple in (triple for finding in waiting for triple in (*because[finding], *_triples(finding))):
        terms.add(triple.subject)
        if isinstance(triple.object, BlankNode):  # is known by its label, which only the whole file tells
            terms.add(triple.object)
    index = _Index(sources, terms)
    return [
        _located(finding, index, because.get(finding, ()))
        if finding.place is None and finding.focus is not None
        else finding
        for finding in findings
    ]


def _located(finding: Finding, index: _Index, because: Sequence[Triple]) -> Finding:
    place, exact = index.place(finding)
    if (exact and not finding.premises) or not because:
        return replace(finding, place=place)
    found = dict.fromkeys(at for triple in because if (at := index.place_of_triple(triple)))
    if found and not exact:
        place = min(found, key=index.rank)
    if finding.premises:
        related = [("contradicts", at) for at in found if at != place]
    else:
        related = [("follows from", at) for at in found]
    return replace(finding, place=place, related=(*finding.related, *related[:_MOST]))


def _triples(finding: Finding) -> Iterator[Triple]:
    """Yield the triple that a finding is about, if it has a value at one step of its focus node."""
    step = first_step(finding.path)
    if step is None or finding.path.count("<") != 1 or finding.value is None or finding.focus is None:
        return
    subject, value = (finding.value, finding.focus) if step[1] else (finding.focus, finding.value)
    if not isinstance(subject, Literal):
        yield Triple(subject, IRI(step[0]), value)


class _Index:
    """Finds the sources that can hold a term, and reads the positions of each but once."""

    def __init__(self, sources: Sequence[Source], terms: Iterable[Term]) -> None:
        self._sources = sources
        self._by_term: dict[Term, list[int]] = {}
        self._wanted: dict[int, set[Term]] = defaultdict(set)
        self._read: dict[tuple[int, bool], Places] = {}
        self._lines: dict[int, Lines] = {}
        self._assign(set(terms))

    def _assign(self, terms: set[Term]) -> None:
        runs = {term: _runs(term) for term in terms}
        wanted = frozenset().union(*runs.values())
        holders: dict[bytes, set[int]] = defaultdict(set)
        unknown: set[int] = set()  # what they hold
        for number, source in enumerate(self._sources):
            if len(source.data) >= _LONG and source.syntax in READABLE:
                unknown.add(number)
                continue
            for run in wanted.intersection(_RUN.findall(source.data)):
                holders[run].add(number)
            if b"\\u" in source.data or b"\\U" in source.data:
                unknown.add(number)
        everywhere = set(range(len(self._sources)))
        scopes = {source.scope: number for number, source in enumerate(self._sources)}
        for term in terms:
            if isinstance(term, BlankNode):
                scope = _SCOPE.fullmatch(term)
                found = {scopes[scope[1]]} if scope and scope[1] in scopes else set()
            elif runs[term]:
                found = set.intersection(*(holders[run] for run in runs[term])) | unknown
            else:
                found = everywhere
            self._by_term[term] = sorted(found)
            for number in found:
                self._wanted[number].add(term)

    def place(self, finding: Finding) -> tuple[Place | None, bool]:
        """Return where a finding is best seen, and whether that is its very triple or needs none."""
        assert finding.focus is not None
        triples = list(_triples(finding))
        if triples and (at := self.place_of_triple(triples[0], finding.part)):
            return at, True
        exact = not triples
        step = first_step(finding.path)
        numbers = self._by_term[finding.focus]
        if step is not None and not step[1] and finding.value is not None:
            at = self._first(numbers, lambda found: found.property(finding.focus, IRI(step[0])))  # type: ignore[arg-type]
            if at:
                return at, exact
        return self._subject(finding.focus, numbers), exact

    def _subject(self, focus: Term, numbers: Sequence[int]) -> Place | None:
        return (
            self._first(numbers, lambda found: found.subject(focus) if found.property(focus, RDF_TYPE) else None)
            or self._first(numbers, lambda found: found.subject(focus))
            or self._first(numbers, lambda found: found.object(focus), objects=True)
            or next(self._mentions(focus, numbers), None)
        )

    def rank(self, place: Place) -> int:
        """Return how far back in the order of the sources the file of a place is."""
        return next(number for number, source in enumerate(self._sources) if source.shown == place.file)

    def place_of_triple(self, triple: Triple, part: Part = "object") -> Place | None:
        """Return where a term of a triple is written, None if no source asserts it."""
        return self._first(self._by_term.get(triple.subject, ()), lambda found: found.triple(triple, part))

    def _first(
        self, numbers: Iterable[int], look: Callable[[Places], Position | None], *, objects: bool = False
    ) -> Place | None:
        for number in numbers:
            found = self._places(number, objects=objects)
            position = look(found) if found else None
            if found and position:
                return Place(self._sources[number].shown, position, found.lines.text_of(position.line))
        return None

    def _places(self, number: int, *, objects: bool = False) -> Places | None:
        """Return where terms are subjects in a source, or objects too, which takes longer; None without positions."""
        source = self._sources[number]
        if source.syntax not in READABLE or len(source.data) > LARGEST:
            return None
        if (number, objects) not in self._read:
            read = places if objects else subject_places
            text = source.data.decode("utf-8", "replace")
            self._read[number, objects] = read(text, self._wanted[number], source.scope)
        return self._read[number, objects]

    def _mentions(self, term: Term, numbers: Sequence[int]) -> Iterator[Place]:
        """Yield, for files whose syntax has no positions, the first place where the term's name is written."""
        for number in numbers:
            source = self._sources[number]
            if self._places(number) is not None or isinstance(term, BlankNode):
                continue
            if len(source.data) > LARGEST:
                yield Place(source.shown)
                continue
            text = source.data.decode("utf-8", "replace")
            for written in _ways_to_write(term):
                start = text.find(written)
                if start >= 0:
                    lines = self._lines.setdefault(number, Lines(text))
                    position = lines.position(Extent(start, start + len(written)))
                    yield Place(source.shown, position, lines.text_of(position.line))
                    break


def _ways_to_write(term: Term) -> tuple[str, ...]:
    if isinstance(term, Literal):
        return (term.lexical,)
    tail = re.split(r"[/#:]", term)[-1]
    return (str(term), f":{tail}", f"/{tail}", f"#{tail}", tail) if tail else (str(term),)


def _runs(term: Term) -> frozenset[bytes]:
    """Return what a file must hold if it holds an IRI: letters and digits of its last part, which need no escape."""
    if isinstance(term, Literal | BlankNode):
        return frozenset()
    return frozenset(_RUN.findall(re.split(r"[/#:]", term)[-1].encode()))


def sources_of(
    files: Mapping[str, bytes], role: str, shown: Callable[[str], str], syntax: Callable[[str], str]
) -> list[Source]:
    """Return the sources of one role, with the scopes under which the graph parses them: role and number."""
    return [
        Source(shown(name), data, syntax(name), f"{role}{number}")
        for number, (name, data) in enumerate(sorted(files.items()))
    ]
