"""Lists of initiatives: in, a line that announces projects; out, an initiative for each line of the list below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.cues import CuedPattern
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Initiative,
    MeetingMention,
    Organisation,
    OrgMention,
    PersonMention,
    RoleMention,
    WhoMention,
)
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.world import World
from kgtool.model import Span

_LEAST = 2  # Fewer lines are no list.
_LONG = 140  # A line of a list has at most so many code points.
_WORDS = 9  # A name has at most so many words.
_END = re.compile(r"\s*(?:[:;(\[]|,|\s[-–—]\s|\.(?=\s|$))")
_NAME = re.compile(r"[A-Z\d]|[a-z]-?[A-Z]|an? (?=[a-z])")  # "A regional course for young examiners" names one too.
_ARTICLE = re.compile(r"an? ")
_OPENS = re.compile(r":\s*$")


def read_lists(world: World) -> None:
    """Add the initiatives that lines of a list name to the world; those known already get the kind announced."""
    table = world.knowledge.lexicon.tables.get("initiatives", {}).get("lists", {})
    kinds = [(kind, whole_words(words, re.IGNORECASE)) for kind, words in table.items()]
    for sentence in world.layout.sentences:
        kind = _announced(world, sentence, kinds)
        lines = list(_lines(world, sentence)) if kind else []
        # What announces a list itself heads a column or the next list.
        lines = [line for line in lines if not any(p.fullmatch(world.words(line.span)) for _, p in kinds)]
        if lines and lines[-1].block.kind == "heading" and _announced(world, lines[-1], kinds):
            lines.pop()
        names = [(line, name) for line in lines if (name := _name(world, line)) is not None]
        if len(names) >= _LEAST and len(names) == len(lines):
            for line, name in names:
                _add(world, kind, line, name)


def read_participants(world: World) -> None:
    """Give the first programme without parties those that a list names below "Which offices take part?"."""
    table = world.knowledge.lexicon.tables.get("initiatives", {})
    asks = re.compile(table.get("participants", "(?!)"), re.IGNORECASE)
    sentences = world.layout.sentences
    for sentence in sentences:
        if not asks.search(world.words(sentence.span)):
            continue
        listed: dict[int, tuple[Organisation, Span]] = {}
        for below in sentences[sentence.index + 1 :]:
            if below.block.kind not in {"item", "cell"} and (listed or below.index > sentence.index + _LEAST):
                break
            if below.block.kind in {"item", "cell"}:
                mentions = [m for m in world.mentions[below.index] if isinstance(m, WhoMention)]
                found = ((d.organisation, d.span) for m in mentions for d in m.members if d.organisation is not None)
                listed.update((id(o), (o, span)) for o, span in found if o.kind == "office")
        programme = next((i for i in world.initiatives if i.kind in {"programme", "pilot"} and not i.parties), None)
        if len(listed) > _LEAST and programme is not None:
            programme.parties = list(listed.values())


def _announced(world: World, sentence: Sentence, kinds: list[tuple[str, CuedPattern]]) -> str:
    """Return the kind of initiative that a heading, or a line ending in a colon, announces, empty where it does not."""
    words = world.words(sentence.span)
    if sentence.block.kind != "heading" and not _OPENS.search(words):
        return ""
    return next((kind for kind, pattern in kinds if pattern.search(words)), "")


def _lines(world: World, opening: Sentence) -> Iterator[Sentence]:
    """Yield the lines of the list that a line opens, all of one kind; of a table, the first cell of each row."""
    kind, row = "", -1
    for sentence in world.layout.sentences[opening.index + 1 :]:
        kind = kind or sentence.block.kind
        if sentence.block.kind != kind or not _is_line(world, sentence):
            return
        if kind != "cell" or sentence.block.row != row:
            yield sentence
        row = sentence.block.row


def _is_line(world: World, sentence: Sentence) -> bool:
    """Return whether a sentence is a whole short line that neither ends in a full stop nor opens a list itself."""
    whole = sentence.span.end - sentence.span.start >= sentence.block.span.end - sentence.block.span.start - 2
    ended = sentence.block.kind == "paragraph" and world.text[sentence.span.end - 1] == "."
    short = sentence.span.end - sentence.span.start <= _LONG
    return whole and short and not ended and not _OPENS.search(world.words(sentence.span))


def _name(world: World, line: Sentence) -> Span | None:
    """Return what a line names: its words up to the first mark, unless they name people, a meeting or an office."""
    start = line.span.start + len(line.marker)
    while start < line.span.end and world.text[start].isspace():
        start += 1
    if start >= line.span.end or not _NAME.match(world.text, start):
        return None
    end = _END.search(world.text, start, line.span.end)
    article = _ARTICLE.match(world.text, start)
    start = article.end() if article else start
    span = Span(start, end.start() if end and end.start() > start else line.span.end)
    inside = [m for m in world.mentions[line.index] if m.start < span.end]
    people = any(isinstance(m, MeetingMention | PersonMention | RoleMention) for m in inside)
    covered = any(isinstance(m, OrgMention | WhoMention) and m.end - m.start >= span.end - span.start for m in inside)
    return None if people or covered or len(world.words(span).split()) > _WORDS else span


def _add(world: World, kind: str, line: Sentence, name: Span) -> None:
    words = world.words(name).casefold()
    same = (i for i in world.initiatives if line.span.covers(i.span) or i.name.casefold() == words)
    known = next(same, None)
    if known is None:
        known = Initiative(kind, world.words(name), name)
        world.initiatives.append(known)
    # What its own words call it goes before what heads the list.
    if known.entity is None and known.kind not in {"system", "pilot"}:
        known.kind = kind
    behind = [m for m in world.mentions[line.index] if isinstance(m, WhoMention) and m.start >= name.end]
    if not known.parties:
        known.parties = [(d.organisation, d.span) for m in behind for d in m.members if d.organisation is not None]
