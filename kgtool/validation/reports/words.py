"""Findings in words: in, terms, paths and counts; out, how the formats for people write them."""

from __future__ import annotations

import re

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import XSD_STRING, Literal, Term
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Findings

NOUNS = {Severity.VIOLATION: "violation", Severity.WARNING: "warning", Severity.INFO: "note"}
_LONGEST = 120  # characters of a literal that are shown in passing
_IRI = re.compile(r"<([^<>]*)>")


def short(term: Term, prefixes: Prefixes) -> str:
    """Return a term for a person: a CURIE, or a literal in quotes with its datatype unless that is a string."""
    if isinstance(term, Literal):
        kind = "" if term.datatype == XSD_STRING or term.language else f" ({prefixes.compact(term.datatype)})"
        return f"“{one_line(term.lexical, _LONGEST)}”{kind}"
    return prefixes.compact(term)


def full(term: Term | None) -> str | None:
    """Return an IRI or a lexical form as it is, None for nothing."""
    if term is None:
        return None
    return term.lexical if isinstance(term, Literal) else str(term)


def labelled(term: Term, label: str, prefixes: Prefixes) -> str:
    """Return a term for a person with its label, if it has one."""
    return f"{short(term, prefixes)} ({label})" if label else short(term, prefixes)


def about(finding: Finding, prefixes: Prefixes) -> str:
    """Return what a finding is about in one line: focus node, path and value; empty for a finding on a file."""
    parts = [] if finding.focus is None else [labelled(finding.focus, finding.focus_label, prefixes)]
    if finding.path:
        parts.append(path_in_words(finding.path, prefixes))
    if finding.value is not None and finding.value != finding.focus:
        parts.append(labelled(finding.value, finding.value_label, prefixes))
    return one_line(" → ".join(parts))


def path_in_words(path: str, prefixes: Prefixes) -> str:
    """Return a property path with CURIEs for IRIs."""
    return _IRI.sub(lambda iri: prefixes.compact(iri[1]), path)


def rule_name(rule: str, prefixes: Prefixes) -> str:
    """Return the name of a rule: the word for a check, a shape's CURIE, or the last part of its IRI without prefix."""
    name = prefixes.compact(rule)
    return re.split(r"[/#]", name.rstrip("/#"))[-1] if name == rule else name


def one_line(text: str, limit: int = 400) -> str:
    """Return text on one line, control characters and all, cut where it is too long to read."""
    cut = len(text) > limit
    text = text[: limit - 1] if cut else text
    line = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return f"{line}…" if cut else line


def total(findings: Findings) -> str:
    """Return the sentence that counts the findings."""
    counts = [(findings.count(severity), noun) for severity, noun in NOUNS.items()]
    said = ", ".join(f"{count:,} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count)
    if findings.waived:
        return f"{said or 'Everything else conforms'} ({findings.waived:,} waived)."
    return f"{said or 'Everything conforms'}."
