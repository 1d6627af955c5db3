"""Literals as values: in, a literal; out, whether it is well-formed, and how it compares with another as SPARQL does.

SPARQL 1.1, section 17.3; XML Schema 1.1, part 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

from kgtool.rdf.terms import RDF_LANG_STRING, XSD, Literal, Term

Number = int | Decimal | float
Value = Number | str | bool | datetime | date | time

_UNBOUNDED: tuple[int | None, int | None] = (None, None)
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": _UNBOUNDED,
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_INTEGER = re.compile(r"\s*[+-]?[0-9]+\s*")
_DECIMAL = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
_FLOAT = re.compile(r"\s*(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)\s*")
_ZONE = r"(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})" + _ZONE + r"\s*")
_DATE_TIME = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?" + _ZONE + r"\s*")
_TIME = re.compile(r"\s*([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?" + _ZONE + r"\s*")


class Order(IntEnum):
    """How one value stands to another."""

    LESS = -1
    EQUAL = 0
    GREATER = 1


def well_formed(literal: Literal) -> bool:
    """Return whether the lexical form is one of the datatype; of a datatype that SPARQL does not know, any is."""
    reader = _READERS.get(literal.datatype)
    return reader is None or reader(literal.lexical) is not None


def order(one: Term, other: Term) -> Order | None:
    """Return how two terms compare by SPARQL's operators, None where these give an error, as for all but literals."""
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return None
    left, right = _comparable(one), _comparable(other)
    if left is None or right is None or left[0] != right[0]:
        return None
    first, second = left[1], right[1]
    try:
        if first == second:
            return Order.EQUAL
        if first < second:  # type: ignore[operator]  # equal families compare
            return Order.LESS
        return Order.GREATER if first > second else None  # type: ignore[operator]  # NaN is neither
    except TypeError:  # one has a time zone, the other has none
        return None


@lru_cache(maxsize=65536)
def _comparable(literal: Literal) -> tuple[str, Value] | None:
    """Return the family of values that a literal belongs to and its value."""
    reader = _READERS.get(literal.datatype)
    if reader is None or literal.datatype == RDF_LANG_STRING:
        return None
    value = reader(literal.lexical)
    if value is None:
        return None
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int | Decimal | float):
        return "number", value
    if literal.datatype == XSD + "date":
        zone = (_DATE.fullmatch(literal.lexical) or [None, None, None])[2]
        return ("zoned date" if zone else "date"), value
    return type(value).__name__, value


def _integer(bounds: tuple[int | None, int | None]) -> Callable[[str], Value | None]:
    low, high = bounds

    def read(lexical: str) -> Value | None:
        if not _INTEGER.fullmatch(lexical) or len(lexical) > 4000:
            return None
        value = int(lexical)
        return value if (low is None or value >= low) and (high is None or value <= high) else None

    return read


def _decimal(lexical: str) -> Value | None:
    return Decimal(lexical.strip()) if _DECIMAL.fullmatch(lexical) else None


def _float(lexical: str) -> Value | None:
    return float(lexical) if _FLOAT.fullmatch(lexical) else None


def _boolean(lexical: str) -> Value | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(lexical.strip())


def _date(lexical: str) -> Value | None:
    found = _DATE.fullmatch(lexical)
    try:
        if found is None:
            return None
        if found[2]:
            return datetime.fromisoformat(f"{found[1]}T00:00:00{found[2]}")
        return date.fromisoformat(found[1])
    except ValueError:
        return None


def _date_time(lexical: str) -> Value | None:
    found = _DATE_TIME.fullmatch(lexical)
    try:
        return datetime.fromisoformat(f"{found[1]}{(found[2] or '')[:7]}{found[3] or ''}") if found else None
    except ValueError:
        return None


def _time(lexical: str) -> Value | None:
    found = _TIME.fullmatch(lexical)
    try:
        return time.fromisoformat(f"{found[1]}{(found[2] or '')[:7]}{found[3] or ''}") if found else None
    except ValueError:
        return None


_READERS: dict[str, Callable[[str], Value | None]] = {
    RDF_LANG_STRING: str,
    XSD + "string": str,
    XSD + "decimal": _decimal,
    XSD + "float": _float,
    XSD + "double": _float,
    XSD + "boolean": _boolean,
    XSD + "date": _date,
    XSD + "dateTime": _date_time,
    XSD + "time": _time,
    **{XSD + name: _integer(bounds) for name, bounds in _INTEGERS.items()},
}


def integer_of(literal: Literal) -> int | None:
    """Return the value of a literal of xsd:integer or a type derived from it, None for any other."""
    reader = _READERS.get(literal.datatype)
    value = reader(literal.lexical) if reader is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def boolean_of(literal: Literal) -> bool | None:
    """Return the value of an xsd:boolean literal, None for any other."""
    return _boolean(literal.lexical) is True if literal.datatype == XSD + "boolean" and well_formed(literal) else None
