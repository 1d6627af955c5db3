"""Portraits on paper: in, a portrait; out, its text for the terminal, in Markdown, or as JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from itertools import groupby
from textwrap import wrap

from kgtool.answers.lookup import Source, grouped_by
from kgtool.answers.portrait import Entry, Name, Portrait
from kgtool.rdf.iris import tail

_WHEN = 12
_QUOTE = 160


def text_lines(portrait: Portrait, width: int | None = None, *, quotes: bool = False) -> Iterator[str]:
    """Yield a portrait for the terminal; width is in columns, quotes adds the words behind each entry."""
    yield f"{portrait.label}\n{', '.join([*portrait.classes, portrait.curie])}\n"
    if portrait.names:
        yield "\nNames\n"
        yield from (f"  {_name(name)}\n" for name in portrait.names)
    if portrait.disagreements:
        yield "\nDocuments disagree\n"
        for disagreement in portrait.disagreements:
            yield f"  {disagreement.property}\n"
            yield from (f"    {value}  [{_stems(documents)}]\n" for value, documents in disagreement.values)
    for title, entries in _sections(portrait):
        yield f"\n{title}\n"
        for entry in entries:
            yield from _entry(entry, (width or 100) - 2, quotes)


def markdown_lines(portrait: Portrait, *, quotes: bool = False) -> Iterator[str]:
    """Yield a portrait in Markdown."""
    yield f"# {_plain(portrait.label)}\n\n{', '.join(portrait.classes)} · `{portrait.curie}`\n"
    if portrait.names:
        yield "\n## Names\n\n"
        yield from (f"- {_plain(_name(name))}\n" for name in portrait.names)
    if portrait.disagreements:
        yield "\n## Documents disagree\n\n"
        for disagreement in portrait.disagreements:
            told = "; ".join(f"{_plain(value)} ({_stems(documents)})" for value, documents in disagreement.values)
            yield f"- {disagreement.property}: {told}\n"
    for title, entries in _sections(portrait):
        yield f"\n## {title}\n\n"
        for entry in entries:
            when = f"**{entry.when.edtf}** " if entry.when else ""
            yield f"- {when}{_plain(entry.text)} — {_whence(entry)}\n"
            if quotes:
                yield from (f"  > {_plain(' '.join(source.quote.split()))}\n" for source in entry.sources)


def json_text(portrait: Portrait) -> Iterator[str]:
    """Yield a portrait as a JSON object with the fields of Portrait."""
    yield json.dumps(dataclasses.asdict(portrait), ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[Portrait, int | None, bool], Iterator[str]]] = {
    "text": lambda portrait, width, quotes: text_lines(portrait, width, quotes=quotes),
    "markdown": lambda portrait, _, quotes: markdown_lines(portrait, quotes=quotes),
    "json": lambda portrait, _, __: json_text(portrait),
}


def _sections(portrait: Portrait) -> Iterator[tuple[str, list[Entry]]]:
    for title, entries in groupby(portrait.entries, lambda entry: "In time order" if entry.when else "Without a date"):
        yield title, list(entries)


def _entry(entry: Entry, width: int, quotes: bool) -> Iterator[str]:
    when = entry.when.edtf if entry.when else ""
    column = _WHEN if entry.when else 0
    indent = " " * column
    first = f"{when:<{column}}" if len(when) < column else f"{when}  " if when else ""
    told = first + f"{entry.text}  [{_whence(entry)}]"
    for line in wrap(told, width, subsequent_indent=indent + "  ", break_on_hyphens=False):
        yield f"  {line}\n"
    if quotes:
        for source in entry.sources:
            words = f"“{' '.join(source.quote.split())}”"
            yield from (f"  {line}\n" for line in wrap(words, width, initial_indent=indent, subsequent_indent=indent))


def _whence(entry: Entry) -> str:
    if entry.inferred:
        return "inferred"
    return "; ".join(_places(sources) for sources in grouped_by(entry.sources).values()) or "reference data"


def _places(sources: list[Source]) -> str:
    return f"{tail(sources[0].document)} " + ", ".join(f"{source.start}–{source.end}" for source in sources)


def _name(name: Name) -> str:
    return f"“{name.form}” ({name.kind}; {_stems(name.documents)})"


def _stems(documents: tuple[str, ...]) -> str:
    return ", ".join(map(tail, documents))


def _plain(text: str) -> str:
    """Return text that Markdown takes for text."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in text)
