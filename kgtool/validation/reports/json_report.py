"""The report for programs: in, findings; out, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import BlankNode
from kgtool.validation.reports.finding import Finding, Findings, Place
from kgtool.validation.reports.words import full


def report_json(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield the report as JSON: `conforms`, `counts` and `results`, IRIs in full, what is unknown null."""
    head = {
        "conforms": findings.conforms,
        "status": findings.status,
        "counts": {name: sum(f.severity.word == name for f in findings.findings) for name in _SEVERITIES},
        "waived": findings.waived,
        "notes": findings.notes,
    }
    yield json.dumps(head, ensure_ascii=False, indent=2)[:-2]
    yield ',\n  "results": ['
    for number, (key, finding) in enumerate(findings.keyed()):
        yield ",\n    " if number else "\n    "
        yield json.dumps(_result(key, finding), ensure_ascii=False)
    yield "\n  ]\n}\n" if findings.findings else "]\n}\n"


_SEVERITIES = ("violation", "warning", "info")


def _result(key: str, finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.word,
        "shape": finding.rule,
        "shapeLabel": finding.rule_label or None,
        "component": finding.component or None,
        "focusNode": None if isinstance(finding.focus, BlankNode) else full(finding.focus),
        "focusLabel": finding.focus_label or None,
        "path": finding.path or None,
        "value": full(finding.value),
        "valueLabel": finding.value_label or None,
        "message": finding.message,
        **_place(finding.place),
        "evidence": [{**_place(quote.place), "quote": quote.words} for quote in finding.quotes],
        "related": [{**_place(place), "message": words} for words, place in finding.related],
        "fingerprint": key,
    }


def _place(place: Place | None) -> dict[str, object]:
    position = place.position if place else None
    numbers = position or (None,) * 4
    names = ("line", "column", "endLine", "endColumn")
    return {"file": place.file if place else None, **dict(zip(names, numbers, strict=True))}
