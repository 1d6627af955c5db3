"""The report for code scanning: in, findings; out, SARIF 2.1.0 (OASIS Standard, 27 March 2020).

GitHub shows 5,000 results of a run, the worst first, and reads at most 1,000 related locations of a result.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import BlankNode
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Findings, Place, Rule
from kgtool.validation.reports.words import about, full, rule_name

RESULTS, RELATED = 5_000, 100
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report_sarif(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield the report as a SARIF log of one run, with the findings that were left out counted in a notification."""
    kept = sorted(findings.keyed(), key=lambda keyed: -keyed[1].severity)[:RESULTS]
    names = {finding.rule for _, finding in kept}
    rules = {rule.name: rule for rule in findings.rules}
    ordered = sorted(names)
    number = {name: index for index, name in enumerate(ordered)}
    run = {
        "tool": {
            "driver": {
                "name": "kgtool",
                **_version(),
                "rules": [_rule(rules.get(name) or Rule(name, ""), prefixes) for name in ordered],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(findings, len(kept))],
        "results": [_result(key, finding, number[finding.rule], prefixes) for key, finding in kept],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)
    yield "\n"


def _version() -> dict[str, str]:
    try:
        return {"version": version("kgtool")}
    except PackageNotFoundError:
        return {}


def _rule(rule: Rule, prefixes: Prefixes) -> dict[str, object]:
    name = rule_name(rule.name, prefixes)
    described: dict[str, object] = {"id": name, "shortDescription": {"text": rule.label or name}}
    if rule.help:
        described["fullDescription"] = {"text": rule.help}
        described["help"] = {"text": rule.help}
    if rule.name.startswith(("http://", "https://")):
        described["helpUri"] = rule.name
    return described


def _invocation(findings: Findings, kept: int) -> dict[str, object]:
    notes = list(findings.notes)
    left = len(findings.findings) - kept
    if left:
        notes.append(f"{left:,} further findings, the least severe, are left out: code scanning shows {RESULTS:,}")
    notifications = [{"level": "note", "message": {"text": note}} for note in notes]
    notifications += [{"level": "error", "message": {"text": finding.message}} for finding in findings.ends]
    return {"executionSuccessful": not findings.broken, "toolExecutionNotifications": notifications}


def _result(key: str, finding: Finding, number: int, prefixes: Prefixes) -> dict[str, object]:
    said = about(finding, prefixes)
    result: dict[str, object] = {
        "ruleId": rule_name(finding.rule, prefixes),
        "ruleIndex": number,
        "level": "error" if finding.ends_the_run else _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} ({said})" if said else finding.message},
        "partialFingerprints": {"kgtool/v1": key, "primaryLocationLineHash": key},
    }
    if finding.focus is not None:
        result["properties"] = _properties(finding)
    if finding.place:
        location: dict[str, object] = {"physicalLocation": _physical(finding.place)}
        if finding.focus is not None and not isinstance(finding.focus, BlankNode):
            location["logicalLocations"] = [{"fullyQualifiedName": full(finding.focus), "kind": "resource"}]
        result["locations"] = [location]
    related = [(f"said here: “{quoted.words}”", quoted.place) for quoted in finding.quotes] + list(finding.related)
    if related:
        result["relatedLocations"] = [
            {"id": index, "physicalLocation": _physical(place), "message": {"text": words}}
            for index, (words, place) in enumerate(related[:RELATED], 1)
        ]
    return result


def _properties(finding: Finding) -> dict[str, str]:
    """Return what SARIF has no place for, as the JSON report names it."""
    said = {
        "shape": finding.rule,
        "component": finding.component,
        "focusNode": "" if isinstance(finding.focus, BlankNode) else full(finding.focus),
        "focusLabel": finding.focus_label,
        "path": finding.path,
        "value": full(finding.value),
        "valueLabel": finding.value_label,
    }
    return {name: text for name, text in said.items() if text}


def _physical(place: Place) -> dict[str, object]:
    file = place.file.replace("\\", "/")
    artifact: dict[str, object] = {"uri": quote(file, safe="/~")}
    if not file.startswith("/"):
        artifact["uriBaseId"] = "%SRCROOT%"
    located: dict[str, object] = {"artifactLocation": artifact}
    if place.position:
        line, column, end_line, end_column = place.position
        region: dict[str, object] = {"startLine": line, "startColumn": column}
        region |= {"endLine": end_line, "endColumn": end_column}
        located["region"] = region
    return located
