"""What a build did: in, the parts that it did; out, a summary that can be kept as JSON and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: its name, where and what went wrong, and what to do; trace is for -v."""

    document: str
    where: str
    message: str
    hint: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A validation result in words: severity, label of the shape, label of what it is about, and message."""

    severity: str
    shape: str
    focus: str
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of a build.

    things counts entities that have a label, records counts what documents say of them, both by kind; seconds is wall
    time. changed lists files written and removed, or with --check those that differ.
    """

    title: str
    read: tuple[str, ...] = ()
    reused: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    facts: int = 0
    evidence: int = 0
    passages: int = 0
    things: Mapping[str, int] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)
    inferred: int = 0
    contradictions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    golden: int = 0
    differences: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Return whether every document was read, nothing is violated, and every golden answer was found."""
        violated = any(finding.severity == "violation" for finding in self.findings)
        return not (self.failed or self.contradictions or violated or self.differences)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Summary:
        """Return the summary that was kept as JSON; raises TypeError, KeyError or ValueError for anything else."""
        values: dict[str, Any] = {k: tuple(value) if isinstance(value, list) else value for k, value in found.items()}
        values["failed"] = tuple(Failure(**failure) for failure in values["failed"])
        values["findings"] = tuple(Finding(**finding) for finding in values["findings"])
        return cls(**values)
