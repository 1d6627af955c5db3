"""The report for a person: in, findings; out, text by file, with source line and caret as compilers have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unicodedata import combining, east_asian_width

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Findings, Place, Rule
from kgtool.validation.reports.words import about, one_line, rule_name, total

_COLOURS = {Severity.VIOLATION: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_BOLD, _DIM, _GREEN = "1", "2", "1;32"
_WIDTH = 120
_TAB = 4
_Paint = Callable[[str, str], str]


def report_text(findings: Findings, prefixes: Prefixes, *, colour: bool = False) -> Iterator[str]:
    """Yield the report in lines; colour is for terminals. What a rule is for is told at its first finding."""
    paint = _painted if colour else _plain
    rules = {rule.name: rule for rule in findings.rules}
    for finding in findings.findings:
        yield from (f"{line}\n" for line in _lines(finding, rules.pop(finding.rule, None), prefixes, paint))
        yield "\n"
    yield from (f"note: {note}\n" for note in findings.notes)
    worst = max((finding.severity for finding in findings.findings), default=None)
    yield f"{paint(total(findings), _COLOURS[worst] if worst else _GREEN)}\n"


def _painted(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m"


def _plain(text: str, code: str) -> str:
    return text


def _lines(finding: Finding, rule: Rule | None, prefixes: Prefixes, paint: _Paint) -> Iterator[str]:
    where = f"{paint(one_line(str(finding.place)), _BOLD)}: " if finding.place else ""
    severity = paint(finding.severity.word, _COLOURS[finding.severity])
    name = paint(f"[{rule_name(finding.rule, prefixes)}]", _DIM)
    yield f"{where}{severity}: {one_line(finding.message)} {name}"
    position = finding.place.position if finding.place else None
    margin = " " * len(str(position.line if position else ""))
    if finding.place and position and finding.place.source:
        yield from _excerpt(finding.place, _COLOURS[finding.severity], paint)
    for line in _notes(finding, rule, prefixes):
        yield f"{margin} {paint('=', _DIM)} {line}"


def _notes(finding: Finding, rule: Rule | None, prefixes: Prefixes) -> Iterator[str]:
    said = about(finding, prefixes)
    if said:
        yield said
    kind = f" ({finding.component})" if finding.component else ""
    if finding.rule_label or kind:
        yield f"rule: {one_line(finding.rule_label)}{kind}".replace(":  (", ": (")
    if rule is not None and rule.help:
        yield f"{'why' if ':' in finding.rule else 'help'}: {one_line(rule.help)}"
    for quote in finding.quotes:
        yield f"said in {quote.place}: “{one_line(quote.words)}”"
    for words, place in finding.related:
        source = one_line(place.source.strip(), _WIDTH)
        yield f"{words} {place}" + (f": {source}" if source else "")


def _excerpt(place: Place, code: str, paint: _Paint) -> Iterator[str]:
    """Yield the source line and a line with carets below what is meant, tabs widened, a long line cut around it."""
    assert place.position is not None
    position = place.position
    end = position.end_column if position.end_line == position.line else len(place.source) + 1
    cut = max(0, position.column - 1 - _WIDTH // 2) if len(place.source) > _WIDTH else 0
    shown = place.source[cut : cut + _WIDTH]
    before, meant = shown[: position.column - 1 - cut], shown[position.column - 1 - cut : end - 1 - cut]
    number = str(position.line)
    dots, more = "…" if cut else "", "…" if len(place.source) > cut + _WIDTH else ""
    yield f"{paint(f'{number} |', _DIM)} {dots}{_printable(shown)}{more}"
    carets = "^" * max(1, _width(meant))
    yield f"{paint(' ' * len(number) + ' |', _DIM)} {' ' * (len(dots) + _width(before))}{paint(carets, code)}"


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " * (_TAB if c == "\t" else 1) for c in text)


def _width(text: str) -> int:
    """Return the columns that a terminal gives to a text: two to a wide character, none to a combining one."""
    text = _printable(text)
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
