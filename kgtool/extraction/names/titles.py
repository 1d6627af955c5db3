"""Titles: in, text and the lexicon's title words; out, the titles of office-holders as mentions.

A title is (modifier)* head, then what it is a title of as far as that is a field of work and no organisation
("Director of Patents"), then a second title that "and" joins to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from kgtool.extraction.cues import cued
from kgtool.extraction.entities import Mention, OrgMention, TitleMention
from kgtool.extraction.gazetteer import folded
from kgtool.extraction.lexicon import Lexicon, alternatives
from kgtool.model import Span

_BESIDE_NAME = re.compile(
    r",?\s+(?:of|at)\s+(?:the\s+)?[A-Z]|,?\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-ZÀ-Ž][\w-]+\s+[A-ZÀ-Ž]"
)
_BEHIND_NAME = re.compile(
    r"(?:,\s|,\s(?:a|an|the|its|one of its|then|the then)\s|\s\(|\b(?:[Ii]ts|as|is a|is an|is the)\s)$"
)
_TWO_NAMES = re.compile(r",?\s+[A-ZÀ-Ž][\w'’-]+\s+[A-ZÀ-Ž][\w'’-]+")
_ONE_OF = re.compile(r"\b(?:one of|both|all|(?:re-?)?elected|appointed|named|chosen|as)\s[^,;.]{0,30}$")
_OF_FIELD = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?=[^\W\d_])")
_GOES_ON = re.compile(
    r"(?P<comma>,\s+)(?=[^\W\d_])|,?\s+(?:and|&)\s+(?:the\s+)?|\s+(?:of|for|on|in)\s+(?:the\s+)?|\s*/\s*|\s+"
)
_BRACKET = re.compile(r"\s\([A-Z][\w &,/-]{1,60}\)")
_SPACE = re.compile(r"\s+")
_MINISTER = re.compile(r"\bMinister\b")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NO_NAME_BEHIND = re.compile(r"\s*(?:[,;.)(:–—]|$)|\s+(?:of|at|in|from|for|who|and|as|to|with|on|was|is|has)\b|\s+[-|]")


@cache
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    # The same names for every document: they are folded for the first.
    return frozenset(folded(n) for n in names)


@cache
def title_finder(lexicon: Lexicon) -> TitleFinder:
    """Return the finder of a lexicon's titles, made once for all documents."""
    return TitleFinder(lexicon)


class TitleFinder:
    """Finds titles of office-holders by the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.tables.get("titles", {})
        acting: list[str] = table.get("acting_modifiers", [])
        self._acting = frozenset(w.casefold() for w in acting)
        self._heads = frozenset(table.get("head_titles", []))
        self._implies: dict[str, str] = table.get("implies", {})
        self._fields = frozenset(w.casefold() for w in table.get("fields", []))
        nouns: dict[str, list[str]] = lexicon.tables.get("phrases", {}).get("nouns", {})
        self._nouns = frozenset(word for words in nouns.values() for word in words)
        self._given = _folded(tuple(lexicon.get("person-names", "given")))
        modifiers, heads = table.get("modifiers", ["-"]), table.get("heads", ["-"])
        suffix = "(?:" + "|".join(p.replace(" ", r"\s+") for p in table.get("suffixes", ["(?!)"])) + ")?"
        self._plurals: dict[str, str] = table.get("plurals", {})
        heads = [*heads, *self._plurals]
        small_acting = alternatives([w.lower() for w in acting] or ["-"])
        core = (
            rf"(?:{small_acting}\s+)?(?:{alternatives(modifiers)}[\s-]+)*"
            rf"{alternatives(heads)}(?P<plural>s)?(?![\w]){suffix}(?!-[A-Z]|['’]s\s+(?:Office|Cabinet|Bureau))"
        )
        formula = "|".join(p.replace(" ", r"\s+") for p in table.get("acting", ["(?!)"]))
        self._core = cued(re.compile(rf"(?P<formula>(?:{formula})\s+)?(?<![\w-])(?P<title>{core})"))
        self._second = re.compile(rf"(?:(?P<comma>,)\s+|\s+and\s+){core}")
        capitals = [*modifiers, *table.get("small_modifiers", [])]
        small = alternatives([w.lower() for w in capitals] + [w.capitalize() for w in table.get("small_modifiers", [])])
        weak: list[str] = table.get("weak_heads", [])
        small_heads = alternatives({*table.get("small_heads", ["-"]), *weak, *(w.lower() for w in weak)})
        self._small = cued(
            re.compile(
                rf"(?P<formula>(?:{formula})\s+)?(?<![\w-])(?P<title>(?:{small}[\s-]+)*{small_heads}(?P<plural>s)?(?![\w-]){suffix})"
            )
        )
        self._suffix = re.compile(rf"(?:{'|'.join(table.get('acting_suffixes', ['(?!)']))})$")
        honorifics = lexicon.get("titles", "honorifics")
        self._honorifics = frozenset(h.casefold().rstrip(".") for h in honorifics)
        self._office_words = frozenset(table.get("office_words", []))
        self._bodies = frozenset(table.get("bodies", []))
        self._modified = re.compile(
            f"{alternatives(m for m in modifiers if m.casefold() not in self._acting)}[\\s-]", re.IGNORECASE
        )

    def end_of(self, text: str, start: int, end: int) -> int | None:
        """Return where the title that stands at a place ends, without what it is a title of; None where none stands."""
        found = self._core.match(text, start, end)
        return found.end() if found else None

    def ends_before(self, text: str, at: int, start: int) -> bool:
        """Return whether a title and a comma stand right before a place ("Director, Design Division")."""
        if not text[max(start, at - 2) : at].startswith(","):
            return False
        return any(m.end() == at - 2 for m in self._core.finditer(text, max(start, at - 60), at))

    def find(self, text: str, span: Span, mentions: Sequence[Mention]) -> Iterator[TitleMention]:
        """Yield the titles in a stretch of text whose organisations and countries are known."""
        stops = [m.start for m in mentions if self._stops(m, text)]
        yield from self._capital(text, span, stops)
        for m in self._small.finditer(text, span.start, span.end):
            if self._stands_by_name(text, m, span):
                yield self._mention(text, m, self._tail_end(text, m.end(), span.end, stops))

    def _stands_by_name(self, text: str, m: re.Match[str], span: Span) -> bool:
        """Return whether a title that is also a common word stands where a name or an organisation makes it a title."""
        if _BEHIND_NAME.search(text, max(span.start, m.start() - 16), m.start()) and not m.group("plural"):
            return True
        following = _TWO_NAMES.match(text, m.end(), span.end)
        if m.group("plural") or m.group("title").split()[-1][0].isupper():
            first = following.group().split()[0] if following else ""
            return folded(first) in self._given or bool(
                _ONE_OF.search(text, max(span.start, m.start() - 44), m.start())
            )
        return bool(following or _BESIDE_NAME.match(text, m.end(), span.end))

    def _capital(self, text: str, span: Span, stops: list[int]) -> Iterator[TitleMention]:
        at = span.start
        while m := self._core.search(text, at, span.end):
            at = m.end()
            if (m.group("plural") or self._several(m)) and not self._is_of_one(text, m, span):
                continue
            end = self._tail_end(text, m.end(), span.end, stops)
            end = self._with_further(text, m.start(), end, span.end, stops)
            end = self._bracket_end(text, end, span.end)
            if not re.compile(r"\s*:").match(text, end):
                yield self._mention(text, m, end)
            at = end

    def _with_further(self, text: str, start: int, end: int, stop: int, stops: list[int]) -> int:
        """Return where the last of several titles ends that one person has: "A, B and C" are one, "A, B" are not."""
        at, sure, of_state = end, end, _MINISTER.search(text, start, end) is not None
        while (further := self._second.match(text, at, stop)) and not further.group("plural"):
            # A minister is no officer of an office: "President and Minister Roe" are two people.
            if not of_state and _MINISTER.search(further.group()):
                break
            at = self._tail_end(text, further.end(), stop, stops)
            sure = sure if further.group("comma") else at
        return sure

    def _mention(self, text: str, m: re.Match[str], end: int) -> TitleMention:
        first, several = text[m.start("title") : m.end("title")], self._several(m)
        if several:
            first = first.removesuffix(several) + self._plurals[several]
        elif m.group("plural"):
            cut = m.end("plural") - m.start("title")
            first = first[: cut - 1] + first[cut:]
        title = " ".join((first + text[m.end("title") : end]).split())
        words = " ".join([*(m.group("formula") or "").split(), title])
        acting = bool(m.group("formula") or self._suffix.search(title)) or title.split()[0].casefold() in self._acting
        head = self._is_head(title if title[0].isupper() else title.title())
        implied, plural = self._implied(title), bool(m.group("plural") or several)
        return TitleMention("TITLE", m.start(), end, text[m.start() : end], words, acting, head, implied, plural)

    def _several(self, m: re.Match[str]) -> str:
        """Return the plural of a title of several words that a title ends in ("Directors General"), else nothing."""
        return next((p for p in self._plurals if m.group("title").endswith(p)), "")

    def _is_of_one(self, text: str, m: re.Match[str], span: Span) -> bool:
        """Return whether a plural is the title of each of two names, of "one of" several or of those elected."""
        two = "Head" not in m.group("title") and _TWO_NAMES.match(text, m.end(), span.end)
        return bool(two or _ONE_OF.search(text, max(span.start, m.start() - 44), m.start()))

    # ---- what it is a title of
    def _stops(self, mention: Mention, text: str) -> bool:
        """Return whether a title ends before a mention: an organisation, or a country that no field follows."""
        if isinstance(mention, OrgMention):
            return mention.organisation.kind != "unit" or "(" in mention.text
        following = _WORD.match(text, mention.end + 1)
        word = following.group() if following is not None else ""
        field = self._is_field(word)
        return mention.kind == "DATE" or (mention.kind in {"COUNTRY", "DEMONYM"} and not field)

    def _tail_end(self, text: str, start: int, end: int, stops: list[int]) -> int:
        """Return where "of Patents" behind a title ends: at what is no field of work; a name may follow at once."""
        position = bisect_left(stops, start)
        end = min(end, stops[position]) if position < len(stops) else end
        link = _OF_FIELD.match(text, start, end) or self._field_at_once(text, start, end)
        at = sure = start
        while link and (word := _WORD.match(text, link.end(), end)):
            if word.group().casefold() in self._honorifics - self._fields:
                return at
            if word.group() in self._bodies:
                return start
            known = word.group().casefold() in self._fields
            if not known and (link.groupdict().get("comma") or not self._may_be_field(word.group())):
                break
            at = word.end()
            sure = at if known else sure
            link = _GOES_ON.match(text, at, end)
        words = text[start:at].split()
        if sure == start or (len(words) < 4 and words[-1].casefold() in self._nouns):
            return start
        return at if _NO_NAME_BEHIND.match(text, at) else sure

    def _bracket_end(self, text: str, at: int, end: int) -> int:
        """Return where "(Law and Finance)" behind a title ends: fields of work in brackets belong to it."""
        bracket = _BRACKET.match(text, at, end)
        words = _WORD.findall(bracket.group()) if bracket else []
        return bracket.end() if bracket and all(w.casefold() in self._fields or w == "and" for w in words) else at

    def _field_at_once(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the space before a field of work that stands right behind a title ("Director Classification")."""
        space = _SPACE.match(text, start, end)
        word = _WORD.match(text, space.end(), end) if space else None
        return space if word is not None and word.group()[0].isupper() and self._is_field(word.group()) else None

    def _is_field(self, word: str) -> bool:
        return word.casefold() in self._fields and word not in self._office_words

    def _may_be_field(self, word: str) -> bool:
        return word[0].isupper() and folded(word) not in self._given

    def _is_head(self, title: str) -> bool:
        first, _, rest = title.partition(" ")
        bare = rest if first.casefold() in self._acting else title
        return bare in self._heads and not self._modified.match(title)

    def _implied(self, title: str) -> str:
        return next((office for words, office in self._implies.items() if words in title), "")
