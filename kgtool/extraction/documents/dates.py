"""Dates: in, text and the lexicon's date words; out, date mentions with what is known of each.

What the words leave open ("last Thursday", "3 May") is settled by the context, elsewhere (date_resolution.py).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kgtool.extraction.lexicon import (
    NUMBER,
    NUMBERS_AND_ORDINALS,
    ORDINAL,
    Lexicon,
    alternatives,
    number_of,
    ordinal_of,
)

_FIRST_HALF_DAYS = 12  # In 29/09/2025 the first number can be no month.


@dataclass(frozen=True, slots=True)
class When:
    """A time as far as it is known: year, month, day (0 where unknown), the last day of a range, and bounds.

    `relative` names how the words place it ("rest-of-year", "day+1" …); a resolved time has none.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    last: tuple[int, int, int] = (0, 0, 0)
    relative: str = ""
    earliest: str = ""
    latest: str = ""

    @property
    def start(self) -> str:
        """Return the EDTF level 0 form (YYYY, YYYY-MM or YYYY-MM-DD), empty where not even the year is known."""
        return edtf(self.year, self.month, self.day)

    @property
    def end(self) -> str:
        """Return the EDTF form of the last day of a range, else an empty string."""
        return edtf(*self.last)

    def bounds(self) -> tuple[str, str]:
        """Return the first and the last possible day as YYYY-MM-DD (inclusive), empty where no year is known."""
        if not self.year:
            return "", ""
        first = date(self.year, self.month or 1, self.day or 1)
        y, m, d = self.last if self.last[0] else (self.year, self.month, self.day)
        last = date(y, m or 12, d or calendar.monthrange(y, m or 12)[1])
        return self.earliest or first.isoformat(), self.latest or last.isoformat()


def edtf(year: int, month: int = 0, day: int = 0) -> str:
    """Return a date in EDTF level 0 (ISO 8601-2:2019): year, year and month, or full date."""
    if not year:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def months_of(year: int, first: int, last: int) -> When:
    """Return a part of a year, a quarter or a half, as its bounds: EDTF level 0 has no form between year and month."""
    end = calendar.monthrange(year, last)[1]
    return When(year, earliest=f"{year:04}-{first:02}-01", latest=f"{year:04}-{last:02}-{end:02}")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: where, the words, and what they say."""

    start: int
    end: int
    words: str
    when: When


_WORD = re.compile(r"\w+")
# The forms that begin with a figure; no other needs to be tried where one stands.
_FIGURES_FIRST = frozenset(
    {"iso", "isom", "dmy_range", "dm_dm", "dmy", "dotted", "dashed", "slashed", "slash_year", "mspace", "y"}
)


class DateFinder:
    """Finds dates in English text by the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months: dict[str, int] = {}
        for number, names in enumerate(lexicon.get("dates", "months"), 1):
            self._months.update(dict.fromkeys(names, number))
        self._relative = {w: r["means"] for r in lexicon.get("dates", "relative") for w in r["words"]}
        self._offsets: dict[str, int] = lexicon.tables.get("dates", {}).get("offsets", {})
        self._weekdays: dict[str, int] = {}
        for number, names in enumerate(lexicon.get("dates", "weekdays")):
            self._weekdays.update(dict.fromkeys(names, number))
        self._seasons: list[str] = lexicon.get("dates", "seasons")
        self._parts_of_year: dict[str, int] = lexicon.tables.get("dates", {}).get("parts_of_year", {})
        self._parts: list[str] = lexicon.get("dates", "parts")
        self._part = alternatives(self._parts)

    @cached_property
    def _openings(self) -> frozenset[str]:
        """Return the words that a date may begin with, where it does with none in figures: no other is tried."""
        forms = (
            *("the", "last", "this", "next", *NUMBERS_AND_ORDINALS, *self._seasons, *self._parts_of_year),
            *(*self._parts, *self._months, *self._weekdays, *self._relative, *self._offsets),
        )
        return frozenset(word for form in forms for word in _WORD.findall(form.casefold())[:1])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        month = f"(?:{alternatives(self._months)})\\b\\.?"
        nth = r"(?:\s?(?:st|nd|rd|th)\b)?"
        year = r"(?:19|20)\d\d"
        spelt = r"two\s+thousand(?:\s+and)?(?:\s+[a-z]+(?:-[a-z]+)?)|twenty\s+[a-z]+(?:-[a-z]+)?"
        until = r"\s*(?:-|–|—|to|until|till|through)\s*(?:the\s+)?"
        dash = r"\s*(?:-|–|—|to|and|&|until|till|through)\s*(?:the\s+)?"
        named = alternatives(w for w in self._weekdays if len(w) > 5)
        named_or_short = alternatives(self._weekdays)
        weekday = f"(?:{named_or_short}\\b\\.?,?\\s+(?:the\\s+)?)?"
        bracket = f"(?:\\s?\\(\\s?{named_or_short}\\.?\\s?\\))?"
        part_of_year = alternatives(self._parts_of_year)

        def day(group: str) -> str:
            return rf"(?P<{group}>0?[1-9]|[12]\d|3[01]){nth}{bracket}"

        forms = {
            "iso": rf"(?P<iso>{year}-\d\d-\d\d)(?:T[\d:.+Z-]+|\s+\d\d:\d\d(?::\d\d)?)?",
            "isom": rf"(?P<isom>{year}-(?:0[1-9]|1[0-2]))(?![-\d])",
            "dmy_range": rf"{day('a_d')}(?:,\s+\d\d?){{0,3}},?{dash}{weekday}{day('a_d2')}"
            rf"\s+(?:of\s+)?(?P<a_m>{month}),?\s*(?P<a_y>{year})?",
            "dm_dm": rf"{day('g_d')}\s+(?P<g_m>{month}),?\s*(?P<g_y1>{year})?{until}{weekday}{day('g_d2')}"
            rf"\s+(?P<g_m2>{month}),?\s*(?P<g_y>{year})?",
            "mdy_mdy": rf"(?P<j_m>{month})\s+{day('j_d')}(?:,\s*(?P<j_y1>{year}))?,?"
            rf"{until}{weekday}(?P<j_m2>{month})\s+{day('j_d2')}(?!\d)(?:,?\s*(?P<j_y>{year}))?",
            "mdy_range": rf"(?P<b_m>{month})\s+{day('b_d')}(?:,\s+\d\d?(?!\d)){{0,3}},?"
            rf"{dash}{weekday}{day('b_d2')}(?!\d)(?:,?\s*(?P<b_y>{year}))?",
            "the_dmy": rf"the\s+{day('x_d')}\s+(?:of\s+)?(?P<x_m>{month}),?(?:\s*(?P<x_y>{year}))?{bracket}",
            "dmy": rf"{day('c_d')}\s+(?:of\s+)?(?P<c_m>{month}),?(?:\s*(?P<c_y>{year}))?{bracket}",
            "mdy": rf"(?P<d_m>{month})\s+(?:the\s+)?{day('d_d')}(?!\d)(?:,?\s*(?P<d_y>{year}))?",
            "worded": rf"(?:the\s+)?(?P<w_d>{ORDINAL})(?:\s+day)?\s+of\s+(?P<w_m>{month})"
            rf"(?:,?\s+(?:of\s+|in\s+the\s+year\s+)?(?:(?P<w_y>{year})|(?P<w_s>{spelt})))?",
            "my": rf"(?:{self._part}[\s-]+)?(?P<e_m>{month}),?\s*(?:of\s+)?(?P<e_y>{year})",
            "dotted": rf"(?P<f_d>\d{{1,2}})\.(?P<f_m>\d{{1,2}})\.(?P<f_y>{year})",
            "dashed": rf"(?P<o_d>\d{{2}})-(?P<o_m>\d{{2}})-(?P<o_y>{year})",
            "slashed": rf"(?P<h_y>{year})(?P<h_s>[/.]|\.\s)(?P<h_m>\d{{1,2}})(?P=h_s)(?P<h_d>\d{{1,2}})"
            rf"(?:\.?{bracket})?",
            "slash_year": rf"(?P<k_d>\d{{1,2}})/(?P<k_m>\d{{1,2}})/(?P<k_y>{year})",
            "mspace": rf"(?P<i_m>\d{{1,2}})\s(?P<i_d>0?[1-9]|[12]\d|3[01]),\s?(?P<i_y>{year})",
            "part": rf"(?:the\s+)?(?P<p_p>{part_of_year})\s+(?:of\s+)?(?P<p_y>{year})",
            "season": rf"(?:{self._part}[\s-]+)?{alternatives(self._seasons)}\s+(?:of\s+)?(?P<s_y>{year})",
            "month_at": rf"(?P<n_w>last|this|next|this\s+past|this\s+coming)\s+(?P<n_m>{alternatives(self._months)})\b",
            "month_of": rf"(?P<t_m>{alternatives(self._months)})\s+of\s+(?P<t_w>this|last|next)\s+year",
            "relative": rf"(?P<rel>{alternatives(self._relative)})",
            "offset": rf"(?P<off>{alternatives(self._offsets)})",
            "counted": rf"(?P<q_n>{NUMBER})\s+days\s+(?P<q_w>later|afterwards|after|earlier|before)",
            "weekday": rf"(?:(?P<v_w>last|this|next|this\s+past|this\s+coming)\s+)?(?P<v_n>{named})\b"
            r"(?!\s+(?:to|and|until|-|–)\b)(?:\s*\(\s?(?P<v_d>\d{1,2})(?:st|nd|rd|th)?\s?\))?",
            "m": rf"(?P<l_m>{alternatives(n for n in self._months if len(n) > 3 or n == 'may')})",
            "part_y": rf"{self._part}[\s-]+(?P<z_y>{year})(?!/\d)",
            "y": rf"(?P<y>{year})(?!\s*(?:%|per cent|percent|applications|members|states)|/\d)",
        }
        # A bare year stands last, so that every longer form wins over it.
        figures = "|".join(form for name, form in forms.items() if name in _FIGURES_FIRST)
        words = "|".join(form for name, form in forms.items() if name not in _FIGURES_FIRST)
        body = rf"(?=\d)(?:{figures})|(?!\d)(?:{words})"
        return re.compile(rf"(?<![\w/.-])(?:{weekday}(?:{body}))(?![\w])", re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
        """Return the dates of a stretch of text in order."""
        found: list[DateMention] = []
        end = len(text) if end is None else end
        at, openings = start, self._openings
        for word in _WORD.finditer(text, start, end):
            opening = word.group()
            if not (opening.casefold() in openings or opening[0].isdecimal()) or word.start() < at:
                continue
            m = self._pattern.match(text, word.start(), end)
            if m is None:
                continue
            at = m.end()
            when = self._read(m)
            if when is not None:
                found.append(DateMention(m.start(), m.end(), m.group(), when))
        return found

    def _month(self, word: str | None) -> int:
        return self._months.get((word or "").casefold().rstrip("."), 0)

    def _read(self, m: re.Match[str]) -> When | None:
        g = m.groupdict()
        if g["iso"] or g["isom"]:
            year, month, day = map(int, (g["iso"] or g["isom"] + "-0").split("-"))
            return _legal(When(year, month, day))
        for key in "cdx":
            if g[key + "_d"]:
                return _legal(When(int(g[key + "_y"] or 0), self._month(g[key + "_m"]), int(g[key + "_d"])))
        for key in "abgj":
            if g[key + "_d"]:
                return self._range(g, key)
        for key in "fhiok":
            if g[key + "_d"]:
                return _numeric(int(g[key + "_y"]), int(g[key + "_m"]), int(g[key + "_d"]))
        if g["w_d"]:
            year = int(g["w_y"] or 0) or _spelt_year(g["w_s"] or "")
            return _legal(When(year, self._month(g["w_m"]), ordinal_of(g["w_d"]) or 0))
        if g["e_m"]:
            return When(int(g["e_y"]), self._month(g["e_m"]))
        if g["p_y"]:
            first, last = divmod(self._parts_of_year[_plain(g["p_p"])], 100)
            return months_of(int(g["p_y"]), first, last)
        if g["s_y"] or g["z_y"] or g["y"]:
            return When(int(g["s_y"] or g["z_y"] or g["y"]))
        return self._placed(g)

    def _range(self, g: dict[str, str | None], key: str) -> When | None:
        month = self._month(g[key + "_m"])
        last = self._month(g.get(key + "_m2")) or month
        year = int(g[key + "_y"] or 0)
        first = int(g.get(key + "_y1") or 0) or (year - 1 if year and last < month else year)
        return _legal(When(first, month, int(g[key + "_d"] or 0), (year, last, int(g[key + "_d2"] or 0))))

    def _placed(self, g: dict[str, str | None]) -> When | None:
        """Return a time that the words place against another."""
        if g["rel"]:
            return When(relative=self._relative[_plain(g["rel"])])
        if g["off"]:
            return When(relative=f"day{self._offsets[_plain(g['off'])]:+d}")
        if g["t_m"]:
            return When(relative=f"{_plain(g['t_w'])}year-month:{self._month(g['t_m'])}")
        if g["q_n"]:
            sign = -1 if _plain(g["q_w"]) in {"earlier", "before"} else 1
            return When(relative=f"day{sign * (number_of(g['q_n']) or 0):+d}")
        if g["n_m"]:
            return When(relative=f"{_which(g['n_w'])}-month:{self._month(g['n_m'])}") if _capital(g["n_m"]) else None
        if g["v_n"]:
            number = f"{self._weekdays[g['v_n'].casefold()]}:{g['v_d'] or 0}"
            return When(relative=f"{_which(g['v_w'])}-weekday:{number}") if _capital(g["v_n"]) else None
        # A month alone counts only with a capital: "may" and "march" are verbs too.
        return When(month=self._month(g["l_m"])) if g["l_m"] and _capital(g["l_m"]) else None


def _plain(words: str | None) -> str:
    return " ".join((words or "").casefold().split())


def _capital(word: str) -> bool:
    return word[0].isupper()


def _which(word: str | None) -> str:
    """Return which of several a word before a weekday or month means: last, next, or this, the nearest."""
    return {"this past": "last", "this coming": "next", "": "this"}.get(_plain(word), _plain(word))


def _spelt_year(words: str) -> int:
    """Return the year of "two thousand and twenty-four" or "twenty twenty-four", 0 where the words are none."""
    rest = re.sub(r"(?i)^(?:two\s+thousand(?:\s+and)?|twenty)\s+", "", words.strip())
    return 2000 + (number_of(rest) or 0) if words else 0


def _numeric(year: int, month: int, day: int) -> When | None:
    """Return a date in figures; the month stands first only where nothing else makes a date of it."""
    return _legal(When(year, day, month) if month > _FIRST_HALF_DAYS >= day else When(year, month, day))


def _legal(when: When) -> When | None:
    try:
        date(when.year or 2000, when.month or 1, when.day or 1)
        if when.last[1]:
            date(when.last[0] or 2000, when.last[1], when.last[2])
    except ValueError:
        return None
    return when
