"""Literals among numbered terms: in, numbers; out, which are literals, of which datatype, and which are ill-typed.

dt-type2 and dt-not-type of table 8: https://www.w3.org/TR/owl2-profiles/#tab-rules-dt-rl
"""

from __future__ import annotations

from collections.abc import Collection

from kgtool.rdf.terms import Literal
from kgtool.reasoning.datatypes import contains, is_ill_typed
from kgtool.reasoning.relations import Sets, Terms


def instances(terms: Terms, datatypes: Collection[int], start: int = 0) -> Sets:
    """Return the literals among terms from a number on, by the keys of the datatypes that have their value."""
    names = [(key, str(terms.all()[~key])) for key in datatypes]
    found: Sets = {key: set() for key in datatypes}
    if not names:
        return found
    for number, term in enumerate(terms.all()[start:], start):
        if isinstance(term, Literal):
            for key, name in names:
                if contains(name, term):
                    found[key].add(number)
    return found


def ill_typed(terms: Terms, start: int = 0) -> list[int]:
    """Return the literals among the terms from a number on whose lexical form their datatype does not have."""
    return [
        number
        for number, term in enumerate(terms.all()[start:], start)
        if isinstance(term, Literal) and is_ill_typed(term)
    ]
