"""Names of meetings: in, sentences with their mentions; out, the noun phrases for meetings, with what each says.

"the 3rd annual meeting of the Harbour Forum": a determiner, words before the noun, the noun, and what follows "of",
"between", "among", "with" or "under". Which meeting is meant is settled elsewhere (meetings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kgtool.extraction.cues import CuedPattern, cued
from kgtool.extraction.documents.dates import When
from kgtool.extraction.entities import (
    Entity,
    MeetingMention,
    Mention,
    Organisation,
    OrgMention,
    PlaceMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.lexicon import ORDINAL, ROMAN, Lexicon, alternatives, ordinal_of, whole_words
from kgtool.extraction.masked import Masked, any_of, overlay
from kgtool.extraction.meetings.marks import CALL, marks_of
from kgtool.extraction.world import World

_DETERMINER = "the|a|an|this|that|these|their|its|our|his|each|no|any|two|three|four|five|six|seven"
_DANGLING = re.compile(r"(?:,? (?:of|and|the|its|their|from|with|to|by|at)|[ ,(])+$")
_JOINT = re.compile(r"(?: (?:of|between|among|with|under|the|to|by|at|from|,|and))+ ?$")
_ORDINAL = re.compile(rf"(?<![\w-])(?:(?i:{ORDINAL})|{ROMAN})(?![\w-])")
# "the first meeting in six years" is not the first of its series.
_SINCE = re.compile(
    r",? (?:(?:in|for|since) (?:\w+ (?:years|decades)|.{0,3}a decade|on )|(?:(?:of|in|for) )?(?:the|this) year\b)"
)
_ORDINAL_BEHIND = re.compile(
    rf"(?i)(?: in the series)?, (?:(?:the|its|their|our) )?({ORDINAL})"
    rf"(?: (?:of its kind|in (?:the|this) series|so far|to date|in a row|in its history|since [^.;,]{{3,60}}))?[,.;)]"
)
# "The meeting is held for the sixth time": "for the first time" may be of anything else.
TIMES = re.compile(rf"[^.;]{{0,40}}\bfor (?:already )?the (?!first\b)((?i:{ORDINAL})) time\b")
_EDITION = re.compile(rf"\b(?:(?i:{ORDINAL}|(?:19|20)\d\d|the|annual|next|last|previous)|{ROMAN})(?!\w)")
_NUMBERED = re.compile(rf"\b(?:(?i:{ORDINAL}|(?:19|20)\d\d|the|next|last|previous)|{ROMAN})(?!\w),?")
_LEADING = re.compile(
    r"^(?:(?:[Tt]his|[Ll]ast|[Nn]ext) year['’]s"
    r"|[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Tt]hese|[Tt]heir|[Ii]ts|[Oo]ur|[Hh]is|[Ee]ach) "
)
_OBJECT = re.compile(rf" (?:the|an?|his|her|its|their|those|these|all|with|up|{any_of('WHO|PERSON|ORG')})")
# "This bilateral PPH": no noun.
_NOUN = re.compile(
    r" (?!(?:with|between|of|was|is|were|had|on|in|at|and|which|that|to)\b)"
    rf"(?:\w|{any_of('ORG|WHO|AGREEMENT|INITIATIVE')})"
)
_DAY_JOINT = re.compile(r",? (?:of|in|on)? ?$")
_VISIT = "visit"
_BY = frozenset({"", "video", "phone", "telephone", "web"})  # What "conference" and "call" have before them.
_MOST = 40  # No name has so many words before its noun.
_CROWD = 3  # More members than this are participants in a list, no part of a meeting's name.


def name_of(mention: MeetingMention) -> str:
    """Return the name that a noun phrase gives a meeting: without quotation marks and the word that opens it."""
    return _LEADING.sub("", " ".join(mention.text.split()).strip('"“” '))


def is_numbered(name: str) -> bool:
    """Return whether a meeting's name has its number in it."""
    return _ORDINAL.search(name) is not None


def bare_name(name: str) -> str:
    """Return a meeting's name without its number, year and "the"."""
    return " ".join(_EDITION.sub("", name).strip(" ,").split())


def edition_of(name: str) -> str:
    """Return a meeting's name without what tells one edition from another: number, year, "next"."""
    return " ".join(_NUMBERED.sub("", name).strip(" ,").split())


@cache
def levels_of(lexicon: Lexicon) -> Levels:
    """Return the levels that a lexicon tells, made once."""
    return Levels(lexicon.tables.get("meetings", {}))


class Levels:
    """The levels of meetings (heads, deputy-heads, assembly …) by the words that tell them."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._patterns = [(t["kind"], whole_words(t["words"], re.IGNORECASE)) for t in table.get("level", [])]

    def of(self, words: str) -> str:
        """Return the first level of the lexicon whose words occur, else an empty string."""
        return next((kind for kind, pattern in self._patterns if pattern.search(words)), "")

    def has(self, level: str, words: str) -> bool:
        """Return whether words of that level occur."""
        return any(kind == level and pattern.search(words) for kind, pattern in self._patterns)


class MeetingNameFinder:
    """Finds the noun phrases for meetings."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._levels = levels_of(world.knowledge.lexicon)
        uncounted = table.get("uncounted", [])
        self._plural = frozenset(h for h in table.get("heads", []) if h.endswith("s") and h not in uncounted)
        self._pattern = _compile(world.knowledge.lexicon)
        self._void = [v for v in table.get("void", []) if " " in v]
        self._numbered = frozenset(table.get("numbered", []))
        self._ways = marks_of(world.knowledge.lexicon)
        self._paid = re.compile(rf"(?i)(?<!\w){alternatives(table.get('paid', ['-']))} $")
        self._way = re.compile(rf"(?i)(?<!\w){alternatives(table.get('way', ['-']))} (?:{_DETERMINER} )?$")

    def run(self) -> None:
        """Add meeting mentions to world.mentions.

        A list that merely ends in a meeting's name, or begins in its tail, gives way only for what the name covers.
        """
        for sentence in self.world.layout.sentences:
            found = list(self._find(self.world.masked(sentence)))
            if found:
                self.world.mentions[sentence.index] = overlay(self.world.mentions[sentence.index], found)

    def _find(self, masked: Masked) -> Iterator[MeetingMention]:
        for m in self._pattern.finditer(masked.string):
            end = m.end("head") + len(_DANGLING.sub("", m.group("post")))
            end = _before_participants(masked, m, _before_day(masked, m, end))
            unnumbered = m.group("head").casefold() in self._numbered and not _ORDINAL.search(m.group("pre"))
            if end and not unnumbered and not self._is_way(masked.string, m) and not _is_verb(masked.string, m):
                yield self._mention(masked, m, end)

    def _year(self, when: When) -> int:
        """Return the year of a time in a name, "last year's" counted from the document's own."""
        if not when.relative.startswith("year"):
            return when.year
        return int(self.world.day[:4]) + int(when.relative[4:]) if self.world.day else 0

    def _is_way(self, string: str, m: re.Match[str]) -> bool:
        """Return whether a noun says how people met ("by videoconference") or belongs to a verb ("paid a visit")."""
        if _VISIT in self._ways.of(m.group("head")) and self._paid.search(string[max(0, m.start() - 30) : m.start()]):
            return True
        pre = m.group("pre").strip().casefold()
        called = pre in _BY and CALL in self._ways.of(f"{m.group('pre')}{m.group('head')}")
        return called and bool(self._way.search(string[max(0, m.start() - 30) : m.start("pre")]))

    def _mention(self, masked: Masked, m: re.Match[str], end: int) -> MeetingMention:
        span = masked.span(m.start(), end)
        inner = masked.inside(m.start(), end)
        ordinal, pre = _number(masked.string, m)
        head = next((v for v in self._void if masked.string[: m.end("head")].endswith(v)), m.group("head").casefold())
        times = [x.when for x in inner if isinstance(x, TimeMention)]
        places = [x for x in inner if isinstance(x, PlaceMention)]
        return MeetingMention(
            "MEETING",
            span.start,
            span.end,
            self.world.text[span.start : span.end],
            head,
            pre,
            ordinal,
            next((y for t in times if (y := self._year(t))), 0),
            (m.group("det") or "").casefold(),
            head in self._plural,
            _organisations(inner),
            _countries(places),
            self._levels.of(self.world.words(span)),
            months=tuple(t.month for t in times if t.month and not t.day),
            place=next((p for p in reversed(places) if p.kind == "CITY"), None),
        )


@cache
def _compile(lexicon: Lexicon) -> CuedPattern:
    table: dict[str, Any] = lexicon.tables.get("meetings", {})
    slot, city, date = any_of("ORG|COUNTRY|DEMONYM|DATE|WHO|INITIATIVE"), any_of("CITY"), any_of("DATE")
    body = any_of("ORG|COUNTRY|DEMONYM|WHO")
    small, stop = alternatives(table.get("modifiers", ["-"])), alternatives(table.get("stop", ["-"]))
    before = (
        table.get("named_level", "(?!)"),
        rf"{city}(?=[ -])",
        rf"(?:(?i:{ORDINAL})|{ROMAN}),?(?=[ -])",
        rf"{slot}(?:'s)?(?:\s*[-–&/]\s*{slot})?",
        rf"(?<![\w]){small}(?!\w)",
        rf"(?!(?:{stop}|OF|THE|AND|IN|AT|ON|FOR|WITH|BY|FROM)(?!\w))[A-Z][\w'-]*",
        r"\"",
        r"and(?= [A-Z])",
        r"with(?= [A-Z\ue000-\uf8ff])",
    )
    heads = alternatives([*table.get("heads", ["-"]), *table.get("void", [])])
    reports = alternatives(table.get("reports", ["-"]))
    follower = alternatives(table.get("followers", ["-"]))
    behind = (
        rf"\"{body}[,.]?\"",
        rf"{body}(?! (?:as (?:the )?(?:host|chair|observer)|{reports}))(?:'s)?",
        rf"{follower}(?!\w)",
        rf"(?!{stop}(?!\w))[A-Z][\w'-]*",
        r"\(",
        r"\)",
    )
    title = rf"(?!{stop}(?!\w))[A-Z][\w'-]+"
    pre, token = "|".join(before), f"(?:{'|'.join(behind)})"
    of_it = rf"(?: (?:of|between|among|with|under|OF|BETWEEN|AMONG|WITH|UNDER) {token}(?:(?:,? and |, | ){token})*)"
    users = rf"(?: for (?:the )?{alternatives(table.get('users', ['-']))}(?!\w))"
    about = rf"(?: (?:on|for|to) (?:the )?{title}(?: (?:(?:and|of|the|a|an|in|for|on|with) ){{0,3}}{title})*)"
    when = rf"(?: (?:of|in) {date}(?!,? and {date}))?"
    house = alternatives(table.get("houses", ["-"]))
    # Who visits whom stands behind "to" and "by".
    visit = r"(?:(?<=[Vv]isit)|(?<=[Vv]isits)|(?<=[Cc]all)|(?<=[Cc]alls))"
    guest = rf"(?: (?:to|by|of|from|at) (?:(?:the|an?) )?(?:[a-z-]+ )?(?:delegation (?:of|from) )?(?:the )?{body})+"
    pattern = re.compile(
        rf"(?<![\w-])(?:(?P<det>(?i:{_DETERMINER})) )?(?P<pre>(?:(?:{pre})[ -]){{0,{_MOST}}})"
        rf"(?P<head>(?i:{heads}))(?!\w| {house})"
        rf"(?P<post>(?:{of_it}|{about}|{users})*{when}(?:{visit}{guest})?)"
    )
    return cued(pattern)


def _before_day(masked: Masked, m: re.Match[str], end: int) -> int:
    """Return where a name ends, given where its words do: before a day, which is no part of it."""
    last = masked.mentions.get(masked.string[end - 1])
    if isinstance(last, TimeMention) and last.when.day and end - 1 > m.end("head"):
        return m.start() + len(_DAY_JOINT.sub("", masked.string[m.start() : end - 1]))
    return end


def _is_verb(string: str, m: re.Match[str]) -> bool:
    """Return whether what looks like a noun is a verb ("after meeting the users") or an idiom ("in session")."""
    if m.group("head") == "bilateral" and _NOUN.match(string, m.end("head")):
        return True
    if m.group("det") or m.group("pre"):
        return False
    before, after = string[max(0, m.start() - 8) : m.start()], string[m.end("head") : m.end("head") + 8]
    if m.group("head") == "session":
        return before.endswith("in ")
    return m.group("head") in {"meeting", "signing", "gathering"} and bool(_OBJECT.match(after))


def _before_participants(masked: Masked, m: re.Match[str], end: int) -> int:
    """Return where a name ends, given where its words do: before people and long lists; 0 where that leaves no noun."""
    for position in range(m.start(), end):
        mention = masked.mentions.get(masked.string[position])
        if not isinstance(mention, WhoMention):
            continue
        if len(mention.members) > _CROWD or any(d.person for d in mention.members):
            if position < m.end("head"):
                return 0
            return m.start() + len(_JOINT.sub("", masked.string[m.start() : position].rstrip()))
    return end


def _number(string: str, m: re.Match[str]) -> tuple[int, str]:
    """Return the ordinal that a noun phrase has, 0 where it has none, and the words before its noun."""
    pre = m.group("pre")
    before = _ORDINAL.search(pre)
    since = any(_SINCE.match(string[at : at + 25]) for at in (m.end("head"), m.end()))
    if before and not since:
        return ordinal_of(before.group()) or 0, pre
    if before:
        return 0, pre.replace(f"{before.group()} ", "")
    if "inaugural" in pre.casefold():
        return 1, pre
    behind = _ORDINAL_BEHIND.match(string[m.end() : m.end() + 90])
    behind = behind or TIMES.match(string, m.end())
    return (ordinal_of(behind.group(1)) or 0) if behind else 0, pre


def _organisations(inner: list[Mention]) -> list[Organisation]:
    found: list[Organisation] = []
    for mention in inner:
        if isinstance(mention, OrgMention):
            found.append(mention.organisation)
        elif isinstance(mention, WhoMention):
            found.extend(d.organisation for d in mention.members if d.organisation)
    return found


def _countries(places: list[PlaceMention]) -> list[Entity]:
    return [p.entity for p in places if p.kind != "CITY"]
