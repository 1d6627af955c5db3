"""Dates: in, text and the lexicon's date words; out, date mentions with what is known of each, and how they resolve."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from kgtool.extraction.lexicon import Lexicon, alternatives


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


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: where, the words, and what they say."""

    start: int
    end: int
    words: str
    when: When


# The forms that begin with a figure; no other needs to be tried where one stands.
_FIGURES_FIRST = frozenset({"iso", "isom", "dmy_range", "dm_dm", "dmy", "dotted", "slashed", "mspace", "y"})


class DateFinder:
    """Finds dates in English text by the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._months: dict[str, int] = {}
        for number, names in enumerate(lexicon.get("dates", "months"), 1):
            self._months.update(dict.fromkeys(names, number))
        self._relative = {w: r["means"] for r in lexicon.get("dates", "relative") for w in r["words"]}
        self._offsets: dict[str, int] = lexicon.tables.get("dates", {}).get("offsets", {})
        self._weekday = alternatives(lexicon.get("dates", "weekdays"))
        self._season = alternatives(lexicon.get("dates", "seasons"))
        self._part = alternatives(lexicon.get("dates", "parts"))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        month = f"(?:{alternatives(self._months)})\\b\\.?"
        day = r"(?:0?[1-9]|[12]\d|3[01])"
        nth = r"(?:\s?(?:st|nd|rd|th)\b)?"
        year = r"(?:19|20)\d\d"
        dash = r"\s*(?:-|–|—|to|and|until|till|through)\s*"
        weekday = f"(?:{self._weekday},?\\s+)?"
        forms = {
            "iso": rf"(?P<iso>{year}-\d\d-\d\d)(?:T[\d:.+Z-]+|\s+\d\d:\d\d(?::\d\d)?)?",
            "isom": rf"(?P<isom>{year}-(?:0[1-9]|1[0-2]))(?![-\d])",
            "dmy_range": rf"(?P<a_d>{day}){nth}{dash}(?P<a_d2>{day}){nth}\s+(?:of\s+)?(?P<a_m>{month})"
            rf",?\s*(?P<a_y>{year})?",
            "dm_dm": rf"(?P<g_d>{day}){nth}\s+(?P<g_m>{month}){dash}(?P<g_d2>{day}){nth}\s+(?P<g_m2>{month})"
            rf",?\s*(?P<g_y>{year})?",
            "mdy_range": rf"(?P<b_m>{month})\s+(?P<b_d>{day}){nth}{dash}(?:(?P<b_m2>{month})\s+)?(?P<b_d2>{day}){nth}"
            rf"(?!\d)(?:,?\s*(?P<b_y>{year}))?",
            "the_dmy": rf"the\s+(?P<j_d>{day}){nth}\s+(?:of\s+)?(?P<j_m>{month}),?(?:\s*(?P<j_y>{year}))?",
            "dmy": rf"(?P<c_d>{day}){nth}\s+(?:of\s+)?(?P<c_m>{month}),?(?:\s*(?P<c_y>{year}))?",
            "mdy": rf"(?P<d_m>{month})\s+(?P<d_d>{day}){nth}(?!\d)(?:,?\s*(?P<d_y>{year}))?",
            "my": rf"(?:{self._part}\s+)?(?P<e_m>{month}),?\s*(?:of\s+)?(?P<e_y>{year})",
            "dotted": rf"(?P<f_d>\d{{1,2}})\.(?P<f_m>\d{{1,2}})\.(?P<f_y>{year})",
            "slashed": rf"(?P<h_y>{year})[/.](?P<h_m>\d{{1,2}})[/.](?P<h_d>\d{{1,2}})",
            "mspace": rf"(?P<i_m>\d{{1,2}})\s(?P<i_d>{day}),\s?(?P<i_y>{year})",
            "season": rf"{self._season}\s+(?:of\s+)?(?P<s_y>{year})",
            "relative": rf"(?P<rel>{alternatives(self._relative)})",
            "offset": rf"(?P<off>{alternatives(self._offsets)})",
            "m": rf"(?P<l_m>{alternatives(n for n in self._months if len(n) > 3 or n == 'may')})",
            "y": rf"(?P<y>{year})(?!\s*(?:%|per cent|percent|applications|members|states))",
        }
        # A bare year stands last, so that every longer form wins over it.
        figures = "|".join(form for name, form in forms.items() if name in _FIGURES_FIRST)
        words = "|".join(form for name, form in forms.items() if name not in _FIGURES_FIRST)
        body = rf"(?=\d)(?:{figures})|(?!\d)(?:{words})"
        return re.compile(rf"(?<![\w/.-])(?:{weekday}(?:{body}))(?![\w])", re.IGNORECASE)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[DateMention]:
        """Return the dates of a stretch of text in order."""
        found = []
        for m in self._pattern.finditer(text, start, len(text) if end is None else end):
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
        for key in "cdj":
            if g[key + "_d"]:
                return _legal(When(int(g[key + "_y"] or 0), self._month(g[key + "_m"]), int(g[key + "_d"])))
        for key in "abg":
            if g[key + "_d"]:
                month = self._month(g[key + "_m"])
                last = self._month(g.get(key + "_m2")) or month
                year = int(g[key + "_y"] or 0)
                return _legal(When(year, month, int(g[key + "_d"]), (year, last, int(g[key + "_d2"]))))
        for key in "fhi":
            if g[key + "_d"]:
                return _legal(When(int(g[key + "_y"]), int(g[key + "_m"]), int(g[key + "_d"])))
        if g["e_m"]:
            return When(int(g["e_y"]), self._month(g["e_m"]))
        if g["s_y"] or g["y"]:
            return When(int(g["s_y"] or g["y"]))
        if g["rel"]:
            return When(relative=self._relative[" ".join(g["rel"].casefold().split())])
        if g["off"]:
            days = self._offsets[" ".join(g["off"].casefold().split())]
            return When(relative=f"day{days:+d}")
        # A month alone counts only with a capital: "may" and "march" are verbs too.
        return When(month=self._month(g["l_m"])) if g["l_m"] and g["l_m"][0].isupper() else None


def _legal(when: When) -> When | None:
    try:
        date(when.year or 2000, when.month or 1, when.day or 1)
        if when.last[1]:
            date(when.last[0] or 2000, when.last[1], when.last[2])
    except ValueError:
        return None
    return when


def with_year(when: When, year: int) -> When:
    """Return the time with a year filled in where it had none."""
    if when.year or when.relative:
        return when
    last = (year, *when.last[1:]) if when.last[1] else when.last
    return replace(when, year=year, last=last)


def resolve(when: When, issued: When | None, before: When | None, past: bool) -> When:
    """Return a time with what the context adds: the document's date for the year, the date before it for "a day later".

    issued is the document's own date, before the nearest date mentioned earlier, past whether the words speak of the
    past. What the context cannot settle stays open.
    """
    if when.relative:
        return _resolve_relative(when, issued, before)
    if when.year or not when.month:
        return when
    if issued and issued.year:
        later = issued.month and (when.month, when.day or 1) > (issued.month, issued.day or 31)
        return with_year(when, issued.year - 1 if past and later and when.month - issued.month > 3 else issued.year)
    return with_year(when, before.year) if before and before.year else when


def _resolve_relative(when: When, issued: When | None, before: When | None) -> When:
    kind = when.relative
    if kind.startswith("day"):
        if not before or not before.day or not before.year:
            return When()
        moved = date(before.year, before.month, before.day) + timedelta(days=int(kind[3:]))
        return When(moved.year, moved.month, moved.day)
    if not issued or not issued.year:
        issued = When(before.year) if before and before.year and kind.startswith("year") else None
    if issued is None:
        return When(relative=kind)
    if kind.startswith("year"):
        return When(issued.year + int(kind[4:]))
    if kind.startswith("month") and issued.month:
        months = issued.year * 12 + issued.month - 1 + int(kind[5:])
        return When(months // 12, months % 12 + 1)
    if kind.startswith("issued"):
        if not issued.day:
            return When()
        moved = date(issued.year, issued.month, issued.day) + timedelta(days=int(kind[6:]))
        return When(moved.year, moved.month, moved.day)
    first, last = issued.bounds()
    if kind == "rest-of-year":
        return When(issued.year, earliest=first, latest=f"{issued.year:04}-12-31")
    if kind in {"before", "recent"}:
        return When(issued.year, earliest=f"{issued.year:04}-01-01", latest=last)
    return When()
