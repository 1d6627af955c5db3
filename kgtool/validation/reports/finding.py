"""Findings: in, validation results, checks and their places; out, one kind of value that every format writes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal as OneOf
from typing import NamedTuple

from kgtool.rdf.positions import Position
from kgtool.rdf.terms import BlankNode, Literal, Term, Triple
from kgtool.rdf.turtle import ntriples_term
from kgtool.validation.report import Severity, ValidationResult

RULES = "urn:kgtool:rule#"
"""What begins the IRI of a named rule that is no shape."""

SYNTAX = "syntax"
"""The rule that a file which cannot be parsed breaks."""

UNFINISHED = "unfinished"
"""The rule that whatever else keeps a validation from coming to its end breaks."""


Part = OneOf["subject", "predicate", "object"]
"""Which term of a triple is meant."""


class Place(NamedTuple):
    """A place in a file: the file as it is shown, where in it (None if only the file is known), and the line there."""

    file: str
    position: Position | None = None
    source: str = ""

    @property
    def order(self) -> tuple[str, int, int]:
        """Return what places are sorted by."""
        line, column = self.position[:2] if self.position else (0, 0)
        return self.file, line, column

    def __str__(self) -> str:
        return ":".join([self.file, *(map(str, self.position[:2]) if self.position else ())])


class Quote(NamedTuple):
    """A passage that an extracted fact came from: where it stands in the document, and its words."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What findings can break: a shape or a named check; suite is the file of the shape, or the family of checks.

    name is the shape's IRI, or a word for a check.
    """

    name: str
    suite: str
    label: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; focus and what follows it are those of a SHACL validation result.

    rule is the IRI of a shape or the name of a check; related are further places with words that say what they are.
    premises are the triples that contradict each other, if the finding is that; part is the term of the triple that
    the finding points to.
    """

    severity: Severity
    rule: str
    message: str
    rule_label: str = ""
    component: str = ""
    focus: Term | None = None
    path: str = ""
    value: Term | None = None
    focus_label: str = ""
    value_label: str = ""
    place: Place | None = None
    quotes: tuple[Quote, ...] = ()
    related: tuple[tuple[str, Place], ...] = ()
    premises: tuple[Triple, ...] = ()
    part: Part = "object"

    @classmethod
    def of(cls, result: ValidationResult) -> Finding:
        """Return the finding that a validation result is, without a place."""
        return cls(
            severity=result.severity,
            rule=str(result.shape),
            message=result.message,
            rule_label=result.shape_label,
            component=result.component,
            focus=result.focus,
            path=result.path,
            value=result.value,
            focus_label=result.focus_label,
            value_label=result.value_label,
        )

    @property
    def order(self) -> tuple[object, ...]:
        """Return what findings are sorted by: file, line, column, then worst first, rule and what it is about."""
        place = self.place.order if self.place else ("", 0, 0)
        terms = (_text(self.focus), self.path, _text(self.value))
        return (*place, -self.severity, self.rule, self.component, *terms, self.message)

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what a waiver names a finding by."""
        return self.rule, self.focus, self.path, self.value

    @property
    def ends_the_run(self) -> bool:
        """Return whether nothing more could be found out, so that the run is not complete."""
        return self.rule in {SYNTAX, UNFINISHED}

    @property
    def key(self) -> str:
        """Return a digest of what the finding is, whatever its severity, its words and the line it moved to."""
        where = self.place.source.strip() if self.place else ""
        terms = [where if isinstance(term, BlankNode) else _text(term) for term in (self.focus, self.value)]
        if self.focus is None:
            terms.append(f"{self.place.file if self.place else ''} {self.message}")
        return hashlib.sha256("\x1f".join([self.rule, self.component, self.path, *terms]).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of a run, sorted; the rules that were applied; how many findings a waiver covers.

    fail_on is the severity that makes the run fail, None for none; cut is how many findings of a rule and severity are
    counted only.
    """

    findings: tuple[Finding, ...]
    rules: tuple[Rule, ...] = ()
    waived: int = 0
    fail_on: Severity | None = Severity.VIOLATION
    cut: Mapping[tuple[str, Severity], int] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding], rules: Iterable[Rule] = ()) -> Findings:
        """Return findings sorted, each once."""
        return cls(tuple(sorted(set(findings), key=lambda finding: finding.order)), tuple(rules))

    @property
    def conforms(self) -> bool:
        """Return whether nothing was found."""
        return not self.findings

    @property
    def ends(self) -> list[Finding]:
        """Return the findings that ended the run: files that could not be parsed, or what else kept it from its end."""
        return [finding for finding in self.findings if finding.ends_the_run]

    @property
    def broken(self) -> bool:
        """Return whether something ended the run, so that it is not complete."""
        return bool(self.ends)

    @property
    def notes(self) -> tuple[str, ...]:
        """Return in words what the run left out."""
        return tuple(
            f"{number:,} further findings of severity {severity.word} on {rule} are counted, not listed"
            for (rule, severity), number in sorted(self.cut.items())
        )

    @property
    def status(self) -> int:
        """Return the exit status of a command that found this: 0, 1 or 2."""
        if self.broken:
            return 2
        return int(any(map(self.fails, self.findings)) or any(map(self._reaches, (each for _, each in self.cut))))

    def fails(self, finding: Finding) -> bool:
        """Return whether a finding makes the run fail."""
        return finding.ends_the_run or self._reaches(finding.severity)

    def _reaches(self, severity: Severity) -> bool:
        return self.fail_on is not None and severity >= self.fail_on

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity, those that are not listed among them."""
        cut = sum(number for (_, each), number in self.cut.items() if each is severity)
        return cut + sum(finding.severity is severity for finding in self.findings)

    def keyed(self) -> Iterator[tuple[str, Finding]]:
        """Yield findings with their keys, made unique by a number where several are alike."""
        seen: Counter[str] = Counter()
        for finding in self.findings:
            key = finding.key
            seen[key] += 1
            yield f"{key}:{seen[key]}", finding


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return ntriples_term(term) if isinstance(term, Literal) else str(term)
