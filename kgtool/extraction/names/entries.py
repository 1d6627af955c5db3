"""Entries: in, lines made alike that stand together; out, the name in each, and the title and organisation beside it.

"Norway | Director General | Ola Nordmann", line after line: what stands between the same marks in each, and is no title
and no organisation, is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Organisation, OrgMention, PlaceMention, Role, RoleMention, TitleMention
from kgtool.extraction.masked import FIRST_SLOT
from kgtool.extraction.world import World
from kgtool.model import Span

_LEAST = 3  # Fewer lines alike are no list.
_WORDS = 7  # A name has at most so many words, the small ones counted.
_LONG = 170  # An entry is shorter than so many code points.
_ANCHORS = ("ORG", "TITLE", "COUNTRY", "DATE", "INITIATIVE")
_MARK = re.compile(rf"\s*(?:[,;:/|()\[\]•·*†]|(?<=\s)-(?=\s)|^\W*[-*•]\s|[{FIRST_SLOT}-\uf8ff])+\s*")


def entries_of(
    world: World, made_like_one: re.Pattern[str], honorific: re.Pattern[str], never: frozenset[str]
) -> dict[int, Span]:
    """Return the name in each line, by its number, that is an entry of a list of people.

    made_like_one is what names are made like, honorific what may stand before one, never the words of none.
    """
    found: dict[int, Span] = {}
    run: list[tuple[Sentence, Span | None]] = []
    for sentence in [*world.layout.sentences, None]:
        if sentence is not None and _may_be_entry(world, sentence):
            run.append((sentence, _name(world, sentence, made_like_one, honorific, never)))
            continue
        named = [(line, name) for line, name in run if name is not None]
        if len(named) >= _LEAST and 3 * len(named) >= 2 * len(run):
            found.update({line.index: name for line, name in named})
        run = []
    found.update(_in_columns(world, made_like_one, honorific, never))
    return found


def _in_columns(
    world: World, made_like_one: re.Pattern[str], honorific: re.Pattern[str], never: frozenset[str]
) -> Iterator[tuple[int, Span]]:
    """Yield the names in those columns of tables in which people are known already, counted from either side."""
    cells = [s for s in world.layout.sentences if s.block.row >= 0]
    peopled: set[tuple[int, int]] = set()
    unsure: list[tuple[Sentence, Span, set[tuple[int, int]]]] = []
    table, end = 0, -1
    for _, group in groupby(cells, key=lambda s: s.block.row):
        row = list(group)
        table += row[0].index != end + 1
        end = row[-1].index
        anchored = any(m.kind in {"ORG", "COUNTRY", "TITLE"} for c in row for m in world.mentions[c.index])
        for number, cell in enumerate(row):
            places = {(table, number), (table, number - len(row))}
            if any(m.kind == "PERSON" for m in world.mentions[cell.index]):
                peopled |= places
            elif anchored and (name := _name(world, cell, made_like_one, honorific, never)) is not None:
                unsure.append((cell, name, places))
    yield from ((cell.index, name) for cell, name, places in unsure if places & peopled)


def read_entries(world: World) -> None:
    """Give those whom entries name the title and the organisation that stand beside them."""
    for index in world.entries:
        mentions = world.mentions[index]
        people = [m for m in mentions if isinstance(m, RoleMention) and m.delegate.person is not None]
        title = next((m for m in mentions if isinstance(m, TitleMention)), None)
        if len(people) != 1 or title is None or people[0].delegate.person is None:
            continue
        delegate, person = people[0].delegate, people[0].delegate.person
        organisation = delegate.organisation or _organisation(world, index)
        delegate.organisation = organisation
        if not any(role.title for role in person.roles):
            person.roles[:] = [r for r in person.roles if r.organisation is not organisation]
            span = world.layout.sentences[index].span
            person.roles.insert(0, Role(title.title, title.acting, organisation, span, title.head))


def _may_be_entry(world: World, sentence: Sentence) -> bool:
    """Return whether a line of its own names an organisation, a country or a title."""
    if sentence.span.end - sentence.span.start > _LONG or sentence.block.row >= 0:
        return False
    alone = sentence.block.span.end - sentence.block.span.start <= sentence.span.end - sentence.span.start + 2
    return alone and any(m.kind in {"ORG", "COUNTRY", "TITLE"} for m in world.mentions[sentence.index])


def _name(
    world: World, sentence: Sentence, made_like_one: re.Pattern[str], honorific: re.Pattern[str], never: frozenset[str]
) -> Span | None:
    """Return the one piece of a line, between its marks, that is made like a name; None for none or several."""
    masked = world.masked(sentence, *_ANCHORS)
    names: list[Span] = []
    for start, end in _pieces(masked.string):
        lead = honorific.match(masked.string, start, end)
        start = lead.end() if lead else start
        piece = masked.string[start:end]
        words = piece.split()
        if made_like_one.fullmatch(piece) and 1 < len(words) <= _WORDS and never.isdisjoint(words):
            names.append(masked.span(start, end))
    return names[0] if len(names) == 1 else None


def _pieces(string: str) -> Iterator[tuple[int, int]]:
    at = 0
    for mark in [*_MARK.finditer(string), None]:
        end = mark.start() if mark is not None else len(string.rstrip(" .;,"))
        if end > at:
            yield at, end
        at = mark.end() if mark is not None else end


def _organisation(world: World, index: int) -> Organisation | None:
    """Return the organisation that a line names, else the office of its country."""
    for mention in world.mentions[index]:
        if isinstance(mention, OrgMention):
            return mention.organisation
    for mention in world.mentions[index]:
        if isinstance(mention, PlaceMention) and mention.kind == "COUNTRY":
            return world.office_named(mention)
    return None
