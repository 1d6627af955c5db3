"""Rules as text: in, a rule in the notation of its table; out, its atoms, to be matched by machine.

A rule reads ``premise ; premise => conclusion``. A premise is a triple of variables (``?x``) and names (``owl:Class``,
with ``a`` for rdf:type and ``0`` and ``1`` for cardinalities), or one of
``?m in ?l`` (the list ?l has the member ?m), ``?a < ?b`` (each pair of them once),
``?x every ?l`` (?x has all types in ?l), ``?x path ?l ?y`` (the properties in ?l lead from ?x to ?y, in this order),
``?x agree ?l ?y`` (?x and ?y share a value of each property in ?l). The conclusion ``false`` is a contradiction.
"""

from __future__ import annotations

from dataclasses import dataclass

from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, XSD, BlankNode, Literal, Term
from kgtool.rdf.vocabulary import OWL

MEMBER = BlankNode("_: in ")  # stands between a list and each of its members; a label that no document can hold
_NAMESPACES = {"owl": OWL, "rdf": RDF, "rdfs": RDFS}
_CARDINALITY = IRI(XSD + "nonNegativeInteger")
_OVER_LISTS = {"every", "path", "agree"}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a rule."""

    name: str


Part = Variable | Term
Atom = tuple[Part, Part, Part]


@dataclass(frozen=True, slots=True)
class OverList:
    """A premise that becomes one triple or two for each member of a list."""

    word: str
    arguments: tuple[Variable, ...]
    list: Variable


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of OWL 2 RL/RDF: premises, and a conclusion; without one, the premises contradict each other."""

    name: str
    premises: tuple[Atom, ...]
    conclusion: Atom | None
    over_list: OverList | None = None
    pair: tuple[Variable, Variable] | None = None


def rules(name: str, text: str) -> tuple[Rule, ...]:
    """Return the rules of one name, one for each conclusion."""
    before, after = text.split("=>")
    premises: list[Atom] = []
    over_list: OverList | None = None
    pair: tuple[Variable, Variable] | None = None
    for premise in before.split(";"):
        words = premise.split()
        parts = [_part(word) for word in words]
        if words[1] in _OVER_LISTS:
            first, listed, *last = (part for part in parts if isinstance(part, Variable))
            over_list = OverList(words[1], (first, *last), listed)
        elif words[1] == "<":
            pair = (Variable(words[0]), Variable(words[2]))
        elif words[1] == "in":
            premises.append((parts[2], MEMBER, parts[0]))
        else:
            premises.append((parts[0], parts[1], parts[2]))
    conclusions = [None] if after.strip() == "false" else [_atom(part) for part in after.split(";")]
    return tuple(Rule(name, tuple(premises), conclusion, over_list, pair) for conclusion in conclusions)


def _atom(text: str) -> Atom:
    subject, predicate, value = (_part(word) for word in text.split())
    return subject, predicate, value


def _part(word: str) -> Part:
    if word.startswith("?"):
        return Variable(word)
    if word in {"0", "1"}:
        return Literal(word, _CARDINALITY)
    if word == "a":
        return RDF_TYPE
    prefix, _, local = word.partition(":")
    return IRI(_NAMESPACES.get(prefix, "") + local)
