"""The header of a query file: in, its ``#+`` comments; out, summary, description, tags, defaults and choices.

The comments hold the part of YAML that grlc's own examples use: keys, folded text, lists and lists of one-key
mappings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from kgtool.errors import SyntaxProblem

_KEY = re.compile(r"(?P<key>\w[\w-]*):(?:\s+(?P<value>.*))?$")
_NAME = re.compile(r"[?_]*(?P<name>\w+):(?:\s+(?P<value>.*))?$")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says; named gives the line at which it first speaks of a parameter."""

    summary: str
    description: str
    tags: tuple[str, ...]
    defaults: dict[str, str] = field(default_factory=dict)
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


def read_header(text: str, path: Path) -> Header:
    """Return the header of a query; raises SyntaxProblem with the line at fault, and if there is no summary."""
    sections = _sections(text, path)
    summary = _folded(sections.get("summary", []))
    if not summary:
        raise SyntaxProblem(
            "the query does not say what it asks", source=path, line=1, hint="begin with #+ summary: …?"
        )
    defaults: dict[str, str] = {}
    choices: dict[str, list[str]] = {}
    named: dict[str, int] = {}
    for line in sections.get("defaults", []):
        name, value = _pair(line, path)
        if not value:
            raise SyntaxProblem(f"the default of {name} is missing", source=path, line=line.number)
        defaults[name] = value
        named.setdefault(name, line.number)
    current = ""
    for line in sections.get("enumerate", []):
        if _NAME.match(_item(line, path)):
            current, value = _pair(line, path)
            choices[current] = [word.strip() for word in value.strip("[]").split(",") if word.strip()]
            named.setdefault(current, line.number)
        elif current:
            choices[current].append(_item(line, path))
        else:
            raise SyntaxProblem("a value without a parameter", source=path, line=line.number, hint="write #+   - name:")
    return Header(
        summary=summary,
        description=_folded(sections.get("description", [])),
        tags=tuple(_item(line, path) for line in sections.get("tags", [])),
        defaults=defaults,
        choices={name: tuple(values) for name, values in choices.items()},
        named=named,
    )


def _sections(text: str, path: Path) -> dict[str, list[_Line]]:
    """Return the lines below each key; what stands on the key's own line comes first."""
    sections: dict[str, list[_Line]] = {}
    current: list[_Line] | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.startswith("#+"):
            continue
        body = raw[2:].rstrip()
        stripped = body.strip()
        key = _KEY.match(stripped) if len(body) - len(body.lstrip()) <= 1 else None
        if key:
            current = sections.setdefault(key["key"], [])
            if key["value"]:
                current.append(_Line(number, key["value"]))
        elif current is None and stripped:
            raise SyntaxProblem(
                "a header line without a key", source=path, line=number, hint="begin with #+ summary: …?"
            )
        elif stripped and current is not None:
            current.append(_Line(number, stripped))
    return sections


def _folded(lines: list[_Line]) -> str:
    return " ".join(line.text for line in lines if line.text not in {">", "|", ">-", "|-"})


def _item(line: _Line, path: Path) -> str:
    if not line.text.startswith("- "):
        raise SyntaxProblem("not an item of a list", source=path, line=line.number, hint="write #+   - value")
    return line.text[2:].strip()


def _pair(line: _Line, path: Path) -> tuple[str, str]:
    found = _NAME.match(_item(line, path))
    if not found:
        raise SyntaxProblem("not a name and a value", source=path, line=line.number, hint="write #+   - name: value")
    return found["name"], (found["value"] or "").strip()
