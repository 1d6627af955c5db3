"""Resolution of dates: in, a time as the words have it and its context; out, the time itself, as far as it is known."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from kgtool.extraction.documents.dates import When

_AHEAD = 3  # What a report tells as past may, by its bare month, still be so many months ahead of the report.


def with_year(when: When, year: int) -> When:
    """Return the time with a year filled in where it had none."""
    if when.year or when.relative or not year:
        return when
    last = (year, *when.last[1:]) if when.last[1] else when.last
    return replace(when, year=year, last=last)


def resolve(when: When, issued: When | None, before: When | None, past: bool) -> When:
    """Return a time with what the context adds: the document's date for the year, the date before it for "a day later".

    issued is the document's own date, before the nearest date mentioned earlier, past whether the words speak of the
    past. What the context cannot settle stays open.
    """
    if when.relative:
        return _resolve_relative(when, issued, before, past)
    if when.year or not when.month:
        return when
    if issued and issued.year:
        return with_year(when, _year_beside(when, issued, past))
    return with_year(when, before.year) if before and before.year else when


def _year_beside(when: When, issued: When, past: bool) -> int:
    """Return the year of a day or month named without one: past before the report, to come after it."""
    later = issued.month and (when.month, when.day or 1) > (issued.month, issued.day or 31)
    if past:
        return issued.year - 1 if later and when.month - issued.month > _AHEAD else issued.year
    return issued.year + 1 if issued.month and when.month < issued.month else issued.year


def _resolve_relative(when: When, issued: When | None, before: When | None, past: bool) -> When:
    kind = when.relative
    if kind.startswith("day"):
        return _moved(before, int(kind[3:]))
    if kind.startswith("after"):
        return When(before.year + int(kind[5:]), before.month) if before and before.year else When()
    if kind == "same-year":
        return When(before.year) if before and before.year else When()
    if not issued or not issued.year:
        issued = When(before.year) if before and before.year and kind.startswith("year") else None
    if issued is None:
        return When(relative=kind)
    which, _, told = kind.partition("-")
    if told.startswith("month:"):
        return _month(int(told[6:]), which, issued)
    if told.startswith("weekday:"):
        number, day = map(int, told[8:].split(":"))
        return _weekday(number, day, which, issued, past)
    if kind.startswith("year"):
        return When(issued.year + int(kind[4:]))
    if kind.startswith("month") and issued.month:
        months = issued.year * 12 + issued.month - 1 + int(kind[5:])
        return When(months // 12, months % 12 + 1)
    if kind.startswith("issued"):
        return _moved(issued, int(kind[6:]))
    first, last = issued.bounds()
    if kind == "rest-of-year":
        return When(issued.year, earliest=first, latest=f"{issued.year:04}-12-31")
    if kind in {"before", "recent"}:
        return When(issued.year, earliest=f"{issued.year:04}-01-01", latest=last)
    return When()


def _moved(when: When | None, days: int) -> When:
    """Return the day so many days after a time's last, or before its first; nothing where no day is known."""
    if not when or not when.day or not when.year:
        return When()
    last = date(*when.last) if when.last[0] and days > 0 else date(when.year, when.month, when.day)
    moved = last + timedelta(days=days)
    return When(moved.year, moved.month, moved.day)


def _month(month: int, which: str, issued: When) -> When:
    """Return "last March", "this July" or "next May", counted from the document's own month."""
    if which.endswith("year"):
        return When(issued.year + {"last": -1, "next": 1}.get(which[:4], 0), month)
    if which == "last":
        return When(issued.year - (bool(issued.month) and month >= issued.month), month)
    if which == "next":
        return When(issued.year + (bool(issued.month) and month <= issued.month), month)
    return When(issued.year, month)


def _weekday(number: int, day: int, which: str, issued: When, past: bool) -> When:
    """Return "last Thursday", "on Thursday (25)": the nearest such day before the document's date, or after it."""
    if not issued.day:
        return When()
    today = date(issued.year, issued.month, issued.day)
    back = which == "last" or (which == "this" and past)
    nearest = (today.weekday() - number) % 7 if back else (number - today.weekday()) % 7
    if not nearest and which != "this":
        nearest = 7
    found = today - timedelta(days=nearest) if back else today + timedelta(days=nearest)
    if day and found.day != day:
        return _numbered(day, number, today, back)
    return When(found.year, found.month, found.day)


def _numbered(day: int, number: int, today: date, back: bool) -> When:
    """Return the nearest day of that number that falls on that weekday, within a few months."""
    for months in range(4):
        at = today.year * 12 + today.month - 1 + (-months if back else months)
        year, month = divmod(at, 12)
        if day <= calendar.monthrange(year, month + 1)[1] and date(year, month + 1, day).weekday() == number:
            return When(year, month + 1, day)
    return When()
