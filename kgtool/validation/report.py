"""The report of a validation: in, validation results; out, the same in order (SHACL, section 3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kgtool.rdf.terms import Subject, Term
from kgtool.rdf.turtle import ntriples_term


class Severity(IntEnum):
    """How bad a validation result is; a greater value is worse."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def word(self) -> str:
        """Return the severity as command line and reports write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One thing that does not conform: which shape says so, about which focus node, at which path and value.

    shape is the IRI of the shape, or of the nearest shape around one without an IRI; component is the local name of the
    constraint component; path is written as a SPARQL property path, empty if none. Labels are empty where unknown.
    """

    severity: Severity
    shape: Subject
    component: str
    focus: Term
    path: str
    value: Term | None
    message: str
    shape_label: str = ""
    focus_label: str = ""
    value_label: str = ""

    @property
    def order(self) -> tuple[int | str, ...]:
        """Return what results are sorted by: worst first, then shape, focus node, path and value."""
        value = "" if self.value is None else ntriples_term(self.value)
        return (-self.severity, self.shape, ntriples_term(self.focus), self.path, value, self.component, self.message)


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a validation, sorted, each once; none means that the data conform."""

    results: tuple[ValidationResult, ...]

    @property
    def conforms(self) -> bool:
        """Return whether there is no result, of whatever severity (SHACL, section 3.6.1)."""
        return not self.results

    def count(self, severity: Severity) -> int:
        """Return the number of results of a severity."""
        return sum(result.severity is severity for result in self.results)

    def at_least(self, severity: Severity) -> list[ValidationResult]:
        """Return the results of a severity or worse."""
        return [result for result in self.results if result.severity >= severity]
