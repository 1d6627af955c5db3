"""Levels: in, a profile file with ``LEVEL rule`` on each line; out, the level of each rule that it names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from kgtool.errors import ProjectError, SyntaxProblem
from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import SYNTAX, Finding

_LEVELS: dict[str, Severity | None] = {
    "violation": Severity.VIOLATION,
    "error": Severity.VIOLATION,
    "warning": Severity.WARNING,
    "warn": Severity.WARNING,
    "info": Severity.INFO,
    "none": None,
    "off": None,
}
Levels = Mapping[str, Severity | None]


def read_levels(path: Path, rules: Collection[str], prefixes: Prefixes) -> dict[str, Severity | None]:
    """Return the levels that a file gives to rules: names of checks, and shapes as CURIEs or IRIs; None turns one off.

    Empty lines and comments (#) are passed over. Raises SyntaxProblem that names the line, and ProjectError.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise ProjectError(
            f"the profile cannot be read: {problem}", where=str(path), hint="save it as UTF-8"
        ) from problem
    found: dict[str, Severity | None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 2 or words[0].lower() not in _LEVELS:
            hint = f"write LEVEL RULE with one of {', '.join(_LEVELS)}"
            raise SyntaxProblem("not a level and a rule", source=path, line=number, hint=hint)
        found[_rule(words[1], rules, prefixes, path, number)] = _LEVELS[words[0].lower()]
    return found


def _rule(word: str, rules: Collection[str], prefixes: Prefixes, path: Path, line: int) -> str:
    expanded = str(prefixes.expand(word)) if ":" in word else word
    if expanded in rules and expanded != SYNTAX:
        return expanded
    tails = [rule for rule in rules if rule.endswith((f"#{word}", f"/{word}"))]
    if len(tails) == 1:
        return tails[0]
    near = get_close_matches(word, list(rules), n=1)
    hint = f"did you mean {near[0]}?" if near else "the JUnit report lists all rules"
    raise SyntaxProblem(f"no rule is called {word!r}", source=path, line=line, hint=hint)


def levelled(findings: Iterable[Finding], levels: Levels) -> Iterator[Finding]:
    """Yield findings at the levels of their rules, without those that are turned off."""
    for finding in findings:
        level = levels.get(finding.rule, finding.severity)
        if level is not None:
            yield finding if level is finding.severity else replace(finding, severity=level)
