"""The report for test runners: in, findings; out, JUnit XML with a suite per shapes file and a case per shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.reports.finding import SYNTAX, UNFINISHED, Finding, Findings, Rule
from kgtool.validation.reports.words import about, rule_name

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHECKS = "checks"
_ENDS = {SYNTAX, UNFINISHED}


def report_junit(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield the report; a case fails if one of its findings makes the run fail, and other findings are its output."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings.findings:
        by_rule[finding.rule].append(finding)
    suites: dict[str, list[Rule]] = defaultdict(list)
    known = {rule.name: rule for rule in findings.rules}
    for name in sorted({*known, *by_rule}):
        rule = known.get(name) or Rule(name, _CHECKS)
        suites[rule.suite].append(rule)
    failing = {name for name, found in by_rule.items() if any(map(findings.fails, found))}
    errors = len(failing & _ENDS)
    cases = sum(len(rules) for rules in suites.values())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="kgtool" tests="{cases}" failures="{len(failing) - errors}" errors="{errors}">\n'
    for suite in sorted(suites):
        yield from _suite(suite, suites[suite], by_rule, failing, findings, prefixes)
    yield "</testsuites>\n"


def _suite(
    suite: str,
    rules: Sequence[Rule],
    by_rule: dict[str, list[Finding]],
    failing: set[str],
    findings: Findings,
    prefixes: Prefixes,
) -> Iterator[str]:
    errors = sum(rule.name in failing & _ENDS for rule in rules)
    failures = sum(rule.name in failing for rule in rules) - errors
    yield f'  <testsuite name={_attribute(suite)} tests="{len(rules)}" failures="{failures}" errors="{errors}">\n'
    for rule in rules:
        name = rule_name(rule.name, prefixes)
        title = f"{name}: {rule.label}" if rule.label else name
        yield f"    <testcase classname={_attribute(suite)} name={_attribute(title)}"
        found = by_rule.get(rule.name, [])
        if not found:
            yield "/>\n"
            continue
        yield ">\n"
        cut = sum(number for (cut_rule, _), number in findings.cut.items() if cut_rule == rule.name)
        yield from _outcome(rule, found, cut, rule.name in failing, prefixes)
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _outcome(rule: Rule, found: Sequence[Finding], cut: int, fails: bool, prefixes: Prefixes) -> Iterator[str]:
    lines = [_line(finding, prefixes) for finding in found]
    body = _clean("\n".join([*lines, f"… and {cut:,} that are not listed"] if cut else lines))
    if not fails:
        yield f"      <system-out>{escape(body)}</system-out>\n"
        return
    tag = "error" if rule.name in _ENDS else "failure"
    more = f" (and {len(found) + cut - 1:,} more)" if len(found) + cut > 1 else ""
    message = _attribute(found[0].message + more)
    kind = _attribute(max(finding.severity for finding in found).word)
    yield f"      <{tag} type={kind} message={message}>{escape(body)}</{tag}>\n"


def _line(finding: Finding, prefixes: Prefixes) -> str:
    said = about(finding, prefixes)
    quotes = "".join(f"\n    said in {quote.place}: “{quote.words}”" for quote in finding.quotes)
    where = f"{finding.place}: " if finding.place else ""
    return f"{where}{finding.severity.word}: {finding.message}{f' ({said})' if said else ''}{quotes}"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _clean(text: str) -> str:
    """Return text with what no XML document may hold replaced (XML 1.0, section 2.2)."""
    return _NOT_IN_XML.sub("\ufffd", text)
