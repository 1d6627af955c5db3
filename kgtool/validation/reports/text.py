"""The report for a person: in, findings; out, text by file, with source line and caret as compilers have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Findings, Place
from kgtool.validation.reports.words import about, one_line, rule_name, total

_COLOURS = {Severity.VIOLATION: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_WIDTH = 120
_TAB = 4
_Paint = Callable[[str, str], str]


def report_text(findings: Findings, prefixes: Prefixes, *, colour: bool = False) -> Iterator[str]:
    """Yield the report in lines; colour is for terminals."""
    paint = _painted if colour else _plain
    for file, group in groupby(findings.findings, key=lambda finding: finding.place.file if finding.place else ""):
        yield f"{paint(file or 'no file', '1')}\n"
        for finding in group:
            yield from (f"{line}\n" for line in _lines(finding, prefixes, paint))
        yield "\n"
    yield from (f"note: {note}\n" for note in findings.notes)
    yield f"{total(findings)}\n"


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(text: str, code: str) -> str:
    return text


def _lines(finding: Finding, prefixes: Prefixes, paint: _Paint) -> Iterator[str]:
    position = finding.place.position if finding.place else None
    where = f"{position.line}:{position.column}: " if position else ""
    name = rule_name(finding.rule, prefixes)
    severity = paint(finding.severity.word, _COLOURS[finding.severity])
    yield f"  {where}{severity}: {one_line(finding.message)} {paint(f'[{name}]', '2')}"
    if finding.place and position and finding.place.source:
        yield from _excerpt(finding.place, paint)
    said = about(finding, prefixes)
    label = f"{finding.rule_label}: " if finding.rule_label else ""
    if said or label:
        yield f"    {paint('=', '2')} {label}{said}".rstrip(": ")
    for quote in finding.quotes:
        yield f"    {paint('=', '2')} said in {quote.place}: “{one_line(quote.words)}”"
    for words, place in finding.related:
        yield f"    {paint('=', '2')} {words}: {place}"


def _excerpt(place: Place, paint: _Paint) -> Iterator[str]:
    """Yield the source line and a line with carets below what is meant, tabs widened, a long line cut around it."""
    assert place.position is not None
    position = place.position
    end = position.end_column if position.end_line == position.line else len(place.source) + 1
    cut = max(0, position.column - 1 - _WIDTH // 2) if len(place.source) > _WIDTH else 0
    shown = place.source[cut : cut + _WIDTH]
    before, meant = shown[: position.column - 1 - cut], shown[position.column - 1 - cut : end - 1 - cut]
    gutter = str(position.line)
    dots = "…" if cut else ""
    yield f"    {paint(f'{gutter} |', '2')} {dots}{_wide(shown)}"
    carets = "^" * max(1, len(_wide(meant)))
    yield f"    {paint(' ' * len(gutter) + ' |', '2')} {' ' * len(dots + _wide(before))}{paint(carets, '1;31')}"


def _wide(text: str) -> str:
    return "".join(c if c.isprintable() else " " * (_TAB if c == "\t" else 1) for c in text)
