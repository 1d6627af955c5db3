"""The datatypes of OWL 2 RL: in, a literal; out, its value, and whether that is in a datatype's value space.

XML Schema 1.1 part 2, and OWL 2 Profiles, section 4.2.2 with table 8; xsd:date too, which dates in documents need.
https://www.w3.org/TR/owl2-profiles/#tab-rules-dt-rl
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from kgtool.rdf.terms import RDF, RDFS, XSD, Literal

Value = tuple[object, ...]  # the primitive datatype, then what tells its values apart

_WHOLE = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_DOUBLE = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_ZONE = r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE = re.compile(r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})" + _ZONE)
_DATE_TIME = re.compile(
    r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})T"
    r"(?:([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)" + _ZONE
)
_ANY_TEXT = {XSD + "string", RDF + "langString"}
# Whole numbers by their bounds, both of them inclusive.
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "nonPositiveInteger": (None, 0),
    "positiveInteger": (1, None),
    "negativeInteger": (None, -1),
    **{name: (-(2**bits), 2**bits - 1) for name, bits in (("long", 63), ("int", 31), ("short", 15), ("byte", 7))},
    **{f"unsigned{name}": (0, 2**bits - 1) for name, bits in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))},
}
_NAME = r"[^\W\d][\w.\-·]*"
# Strings by the form that they have; the strings of a datatype are among those of xsd:string.
_STRINGS = {
    "string": re.compile(r".*", re.DOTALL),
    "normalizedString": re.compile(r"[^\t\n\r]*"),
    "token": re.compile(r"(?:[^\t\n\r ]+(?: [^\t\n\r ]+)*)?"),
    "language": re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
    "Name": re.compile(r"[:_]?" + _NAME.replace(r"\w.", r"\w.:") + "|[:_]"),
    "NCName": re.compile(r"_?" + _NAME + "|_"),
    "NMTOKEN": re.compile(r"[\w.\-:·]+"),
}
_OTHERS = {
    "boolean": re.compile(r"true|false|0|1"),
    "hexBinary": re.compile(r"(?:[0-9a-fA-F]{2})*"),
    "base64Binary": re.compile(r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}[=] ?=|(?:[A-Za-z0-9+/] ?){3}=)?"),
    "anyURI": re.compile(r"[^\s<>\"{}|\\^`]*"),
}


_KNOWN = frozenset(
    {RDFS + "Literal", RDF + "PlainLiteral", RDF + "langString"}
    | {XSD + name for name in (*_BOUNDS, *_STRINGS, *_OTHERS, "decimal", "float", "double")}
    | {XSD + name for name in ("date", "dateTime", "dateTimeStamp")}
)


def is_known(datatype: str) -> bool:
    """Return whether a datatype is one whose values are known here."""
    return datatype in _KNOWN


def contains(datatype: str, literal: Literal) -> bool:
    """Return whether a datatype's value space is known to hold the value of a literal (dt-type2)."""
    found = value(literal)
    if found is None:
        return literal.datatype == datatype and not is_known(datatype)
    if datatype in {RDFS + "Literal", literal.datatype}:
        return True
    primitive, *parts = found
    if datatype in {RDF + "PlainLiteral", RDF + "langString"}:
        return primitive == "string" and (datatype == RDF + "PlainLiteral" or bool(parts[1]))
    name = datatype.removeprefix(XSD)
    if name in _BOUNDS:
        return primitive == "decimal" and _is_within(parts[0], _BOUNDS[name])
    if name in _STRINGS:
        return primitive == "string" and not parts[1] and bool(_STRINGS[name].fullmatch(str(parts[0])))
    if name == "dateTimeStamp":
        return primitive == "dateTime" and bool(re.search(_ZONE.rstrip("?") + "$", str(parts[0])))
    return primitive == name


def is_ill_typed(literal: Literal) -> bool:
    """Return whether a literal's lexical form has no value in its datatype (RDF 1.1 Concepts, section 3.3)."""
    return literal.datatype not in _ANY_TEXT and is_known(literal.datatype) and value(literal) is None


def differ(one: Literal, other: Literal) -> bool:
    """Return whether two literals are known to have different values (dt-diff)."""
    first, second = value(one), value(other)
    return first is not None and second is not None and first != second


@cache
def _name(datatype: str) -> str:
    return datatype.removeprefix(XSD)


def value(literal: Literal) -> Value | None:
    """Return the value of a literal; None if its datatype is unknown or does not have its lexical form."""
    text, datatype = literal.lexical, literal.datatype
    if datatype.startswith(RDF) and datatype in {RDF + "langString", RDF + "PlainLiteral"}:
        return "string", text, literal.language.lower()
    if not datatype.startswith(XSD):
        return None
    name = _name(datatype)
    if name in _STRINGS:
        return ("string", text, "") if _STRINGS[name].fullmatch(text) else None
    if name in _BOUNDS:
        number = int(text) if _WHOLE.fullmatch(text) else None
        return ("decimal", Decimal(number)) if number is not None and _is_within(number, _BOUNDS[name]) else None
    if name == "decimal":
        return ("decimal", Decimal(text)) if _DECIMAL.fullmatch(text) else None
    if name in {"float", "double"}:
        return (name, float(text) if "NaN" not in text else text) if _DOUBLE.fullmatch(text) else None
    if name == "boolean":
        return ("boolean", text in {"true", "1"}) if _OTHERS[name].fullmatch(text) else None
    if name in {"date", "dateTime", "dateTimeStamp"}:
        return _time(name, text)
    other = _OTHERS.get(name)
    return (name, text) if other and other.fullmatch(text) else None


def _is_within(number: object, bounds: tuple[int | None, int | None]) -> bool:
    least, most = bounds
    return (
        isinstance(number, int | Decimal)
        and number == int(number)
        and (least is None or number >= least)
        and (most is None or number <= most)
    )


def _time(name: str, text: str) -> Value | None:
    """Return the value of a date or a time; two of different time zones or spellings are taken for different values."""
    found = (_DATE if name == "date" else _DATE_TIME).fullmatch(text)
    if not found or (name == "dateTimeStamp" and not found[found.lastindex or 0].endswith(("Z", ":00", ":30", ":45"))):
        return None
    year = int(found[1])
    try:
        date(year if 0 < year < 10000 else 2000 + year % 400, int(found[2]), int(found[3]))
    except ValueError:
        return None
    return "dateTime" if name != "date" else "date", text
