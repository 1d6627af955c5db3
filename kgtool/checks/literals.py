"""Literals: in, the data; out, those whose lexical form their datatype does not have (XSD 1.1 Part 2, section 3)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.terms import IRI, XSD, Literal

_YEAR, _ZONE = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})", r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DURATION_TIME = r"T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?"
_FORMS = {
    "boolean": r"true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "double": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    "date": rf"(?P<y>{_YEAR})-(?P<m>{_MONTH})-(?P<d>{_DAY}){_ZONE}",
    "dateTime": rf"(?P<y>{_YEAR})-(?P<m>{_MONTH})-(?P<d>{_DAY})T{_TIME}{_ZONE}",
    "time": rf"{_TIME}{_ZONE}",
    "gYear": rf"{_YEAR}{_ZONE}",
    "gYearMonth": rf"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": rf"--{_MONTH}{_ZONE}",
    "gMonthDay": rf"--(?P<m>{_MONTH})-(?P<d>{_DAY}){_ZONE}",
    "gDay": rf"---{_DAY}{_ZONE}",
    "duration": rf"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:{_DURATION_TIME})?",
    "dayTimeDuration": rf"-?P(?=[0-9T])(?:[0-9]+D)?(?:{_DURATION_TIME})?",
    "yearMonthDuration": r"-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?",
    "hexBinary": r"(?:[0-9a-fA-F]{2})*",
    "base64Binary": r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "normalizedString": r"[^\t\n\r]*",
    "token": r"(?:[^\s]+(?: [^\s]+)*)?",
    "language": r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "NMTOKEN": r"[\w.:·-]+",
    "Name": r"[^\W\d][\w.:·-]*|:[\w.:·-]*",
    "NCName": r"[^\W\d][\w.·-]*",
}
_FORMS["float"] = _FORMS["double"]
_FORMS["dateTimeStamp"] = _FORMS["dateTime"].removesuffix("?")
_LIMITS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in (("long", 64), ("int", 32), ("short", 16))},
    "byte": (-128, 127),
    **{f"unsigned{name}": (0, 2**bits - 1) for name, bits in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))},
}
_COMPILED = {IRI(XSD + name): re.compile(form) for name, form in _FORMS.items()}
_INTEGER = re.compile(r"[+-]?[0-9]+")
_KEEPS_SPACE = {IRI(XSD + "normalizedString")}


def ill_typed(context: Context) -> Iterator[Found]:
    """Yield triples whose literal is illegal for its datatype; what has an unknown datatype is left alone."""
    illegal = {
        literal
        for literal in context.objects
        if isinstance(literal, Literal) and literal.datatype.startswith(XSD) and not is_legal(literal)
    }
    for triple in (*context.asserted(), *context.shapes) if illegal else ():
        literal = triple.object
        if isinstance(literal, Literal) and literal in illegal:
            name = literal.datatype.removeprefix(XSD)
            shown = literal.lexical if len(literal.lexical) <= 60 else f"{literal.lexical[:59]}…"
            yield Found.at(f"“{shown}” is no xsd:{name}.", triple)


def is_legal(literal: Literal) -> bool:
    """Return whether a literal's lexical form is one of its datatype, white space around it aside."""
    lexical = literal.lexical if literal.datatype in _KEEPS_SPACE else literal.lexical.strip(" \t\n\r")
    limits = _LIMITS.get(literal.datatype.removeprefix(XSD))
    if limits is not None:
        return bool(_INTEGER.fullmatch(lexical)) and _is_within(lexical, *limits)
    form = _COMPILED.get(literal.datatype)
    if form is None:
        return True
    found = form.fullmatch(lexical)
    return found is not None and _is_day(found)


def _is_within(lexical: str, least: int | None, most: int | None) -> bool:
    if least is None and most is None:
        return True
    sign, digits = lexical.startswith("-"), lexical.lstrip("+-").lstrip("0") or "0"
    if len(digits) > 20:  # beyond every limit but an open one; int() would take its time over millions of digits
        return least is None if sign else most is None
    number = -int(digits) if sign else int(digits)
    return (least is None or least <= number) and (most is None or number <= most)


def _is_day(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    if "d" not in parts:
        return True
    month, day = int(parts["m"]), int(parts["d"])
    if month != 2:
        return day <= calendar.monthrange(2001, month)[1]
    year = parts.get("y")
    return day <= (29 if year is None or _is_leap(int(year[-4:])) else 28)


def _is_leap(last_digits: int) -> bool:
    """Return whether a year is a leap year; its last four digits decide, for 400 divides 10,000."""
    return calendar.isleap(last_digits)
