"""Days from words: in, a date as a person writes it; out, the day that it stands for.

A word is a day (2023-05-31), a word such as today, or a period in EDTF level 0 (2023, 2023-05, 2021/2023), of which a
parameter that bounds a time takes its first or its last day (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import datetime
import re

WORDS = (
    "today",
    "yesterday",
    "tomorrow",
    "this-month",
    "last-month",
    "next-month",
    "this-year",
    "last-year",
    "next-year",
)
_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

Days = tuple[datetime.date, datetime.date]
"""The first and the last day of a period; the same day twice for a day."""


def days(word: str, today: datetime.date) -> Days | None:
    """Return the days that a word stands for, None if it stands for none."""
    if word in WORDS:
        return _relative(word, today)
    first, slash, last = word.partition("/")
    start, end = _edtf(first), _edtf(last) if slash else _edtf(first)
    return (start[0], end[1]) if start and end and start[0] <= end[1] else None


def _relative(word: str, today: datetime.date) -> Days:
    name, _, period = word.partition("-")
    step = {"last": -1, "next": 1}.get(name, 0)
    if period == "year":
        year = min(max(today.year + step, datetime.MINYEAR), datetime.MAXYEAR)
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    if period == "month":
        months = today.year * 12 + today.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    day = today + datetime.timedelta({"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return day, day


def _edtf(word: str) -> Days | None:
    found = _EDTF.fullmatch(word) if word.isascii() else None
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is not None and month is not None:
            return (datetime.date(year or 0, month, day),) * 2
        if month is not None:
            return _month(year or 0, month)
        return datetime.date(year or 0, 1, 1), datetime.date(year or 0, 12, 31)
    except ValueError:
        return None


def _month(year: int, month: int) -> Days:
    first = datetime.date(year, month, 1)
    last = first.replace(day=28)
    while (last + datetime.timedelta(1)).month == month:
        last += datetime.timedelta(1)
    return first, last
