"""The report for GitHub Actions: in, findings; out, workflow commands that annotate lines, and a summary in Markdown.

GitHub keeps ten annotations of each kind a step, and a summary of at most 1 MiB.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Findings
from kgtool.validation.reports.words import about, one_line, rule_name, total

ANNOTATIONS = 10
SUMMARY_ROWS, SUMMARY_CHARACTERS = 500, 250_000
_COMMANDS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report_github(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield a workflow command per finding, as many as GitHub keeps, then what was cut and the total as plain lines."""
    told: Counter[Severity] = Counter()
    for finding in findings.findings:
        told[finding.severity] += 1
        if told[finding.severity] <= ANNOTATIONS:
            yield _command(finding, prefixes)
    for severity, number in sorted(told.items(), reverse=True):
        if number > ANNOTATIONS:
            yield f"{number - ANNOTATIONS} more of severity {severity.word} are not annotated: see the summary\n"
    yield from (f"{_data(note)}\n" for note in findings.notes)
    yield f"kgtool: {total(findings)}\n"


def github_summary(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield the step summary: the total and a table of findings, cut where GitHub would refuse it."""
    yield f"### kgtool validate\n\n{total(findings)}\n\n"
    if not findings.findings:
        return
    yield "| severity | where | what | rule |\n|---|---|---|---|\n"
    size = 0
    for number, finding in enumerate(findings.findings):
        if number == SUMMARY_ROWS or size > SUMMARY_CHARACTERS:
            yield f"\n… and {len(findings.findings) - number:,} more.\n"
            return
        row = _row(finding, prefixes)
        size += len(row)
        yield row


def _row(finding: Finding, prefixes: Prefixes) -> str:
    said, where = about(finding, prefixes), str(finding.place or "")
    quotes = "".join(f"<br>said in {_cell(str(quote.place))}: “{_cell(quote.words)}”" for quote in finding.quotes[:3])
    what = _cell(finding.message) + (f"<br>{_cell(said)}" if said else "") + quotes
    return f"| {finding.severity.word} | {_cell(where)} | {what} | {_cell(rule_name(finding.rule, prefixes))} |\n"


def _cell(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~&@])", lambda found: f"&#{ord(found[0])};", one_line(text))


def _command(finding: Finding, prefixes: Prefixes) -> str:
    properties = {"title": finding.rule_label or rule_name(finding.rule, prefixes)}
    if finding.place:
        properties["file"] = finding.place.file
        if finding.place.position:
            line, column, end_line, end_column = finding.place.position
            properties |= {"line": str(line), "endLine": str(end_line)}
            if line == end_line:  # GitHub takes columns only within a line
                properties |= {"col": str(column), "endColumn": str(end_column)}
    said = about(finding, prefixes)
    lines = [finding.message, *([said] if said else ())]
    lines += [f"said in {quote.place}: “{quote.words}”" for quote in finding.quotes]
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(chr(10).join(lines))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
