"""The summary of a build for a person: in, a summary; out, its lines, one topic each, aligned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from textwrap import wrap
from typing import TextIO

from kgtool.cli.session import nearer, styled
from kgtool.pipeline.summary import Finding, Summary

_LABEL = 13
_WIDTH = 96
_SHOWN = 4
# The kinds of IRIs that are minted for entities, where their names are not yet words for a person.
_SINGULARS = {"status": "status report", "stated": "stated date", "time": "period", "name": "use of a name"}
_PLURALS = {"person": "people", "series": "series", "use of a name": "uses of names"}


def summary_lines(summary: Summary, stream: TextIO, *, check: bool, everything: bool) -> Iterator[str]:
    """Yield the lines of a summary; check says that nothing was written, everything that no list is cut short."""
    colour = partial(styled, stream=stream)
    shown = None if everything else _SHOWN
    yield f"{colour(summary.title, bold=True)}\n\n"
    for label, lines in (
        ("documents", _documents(summary)),
        ("facts", [_counted(summary.facts, "triple"), _by_kind(summary.things), _by_kind(summary.records)]),
        ("evidence", [f"{_counted(summary.evidence, 'triple')}, {_counted(summary.passages, 'passage')} quoted"]),
        ("inferred", [_counted(summary.inferred, "triple"), *summary.contradictions]),
        ("validation", _validation(summary.findings, shown)),
        ("golden", _golden(summary, shown)),
        ("files", _files(summary, check, shown)),
        ("time", [f"{summary.seconds:.1f} s"]),
    ):
        wrapped = [piece for line in lines if line for piece in _wrapped(line)]
        for number, line in enumerate(wrapped):
            yield f"  {colour((label if number == 0 else '').ljust(_LABEL), dim=True)}{line}\n"
    yield "\n" + (_next(summary, check) if summary.is_clean else colour(_verdict(summary), fg="red", bold=True)) + "\n"


def _documents(summary: Summary) -> list[str]:
    parts = [(summary.read, "read"), (summary.reused, "unchanged"), (summary.removed, "removed")]
    words = [f"{len(names)} {word}" for names, word in parts if names]
    lines = [", ".join(words)] if words else []
    lines += [f"removed: {', '.join(summary.removed)}, with its facts"] if summary.removed else []
    lines += [f"not readable: {failure.document}, so that the graph holds nothing of it" for failure in summary.failed]
    return lines or ["none"]


def _by_kind(counts: Mapping[str, int]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(_counted(number, kind) for kind, number in ordered)


def _counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where that is due."""
    noun = _SINGULARS.get(noun, noun)
    if number != 1:
        noun = _PLURALS.get(noun) or (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")
    return f"{number:,} {noun}"


def _validation(findings: tuple[Finding, ...], shown: int | None) -> list[str]:
    counts = [(sum(f.severity == severity for f in findings), severity) for severity in ("violation", "warning")]
    counts.append((sum(finding.severity == "info" for finding in findings), "note"))
    lines = [", ".join(_counted(number, word) for number, word in counts if number) or "everything conforms"]
    lines += [f"{finding.severity}: {finding.message} [{finding.focus}]" for finding in findings[:shown]]
    return [*lines, *_more(findings, shown)]


def _golden(summary: Summary, shown: int | None) -> list[str]:
    if not summary.golden:
        return ["no questions"]
    right = summary.golden - len(summary.differences)
    lines = [f"{right} of {summary.golden} answers as expected"]
    for difference in summary.differences[:shown]:
        question, *details = nearer(difference).splitlines()
        lines += [question, *(details[:1] if shown else details)]
    return [*lines, *_more(summary.differences, shown)]


def _files(summary: Summary, check: bool, shown: int | None) -> list[str]:
    if not summary.changed:
        return ["up to date"]
    verb = "differ from what a build writes" if check else "written or removed"
    return [f"{len(summary.changed)} {verb}", *summary.changed[: None if check else 0 if shown else None]]


def _more(items: tuple[object, ...], shown: int | None) -> list[str]:
    left = len(items) - (shown or len(items))
    return [f"… and {left} more: -v lists them all"] if left > 0 else []


def _wrapped(line: str) -> Iterable[str]:
    """Return a line in pieces that fit, what follows the first indented as the line is."""
    indent = line[: len(line) - len(line.lstrip())] + "  "
    return wrap(line, _WIDTH - _LABEL, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _verdict(summary: Summary) -> str:
    violations = sum(finding.severity == "violation" for finding in summary.findings)
    parts = [
        (len(summary.failed), "unreadable document"),
        (len(summary.contradictions), "contradiction"),
        (violations, "violation"),
        (len(summary.differences), "different golden answer"),
    ]
    where = " kgtool validate shows where." if violations or summary.contradictions else ""
    return "Not as it should be: " + ", ".join(_counted(number, noun) for number, noun in parts if number) + "." + where


def _next(summary: Summary, check: bool) -> str:
    if check:
        return "Run kgtool build and commit graph/." if summary.changed else "The graph is what a build writes."
    return "Next: kgtool queries lists what can be asked; kgtool query NAME asks it."
