"""Contradictions: in, relations closed under the rules; out, the premises of each rule whose conclusion is false."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgtool.rdf.terms import RDFS, Literal, Triple
from kgtool.rdf.turtle import ntriples_term
from kgtool.rdf.vocabulary import OWL
from kgtool.reasoning.datatypes import contains, differ
from kgtool.reasoning.patterns import bind
from kgtool.reasoning.plans import plan
from kgtool.reasoning.program import DataRule, relation_key
from kgtool.reasoning.reasons import Reasons
from kgtool.reasoning.relations import Numbers, Relations


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Premises that cannot all be true, and the rule that says so, named as in OWL 2 Profiles, section 4.3."""

    rule: str
    premises: tuple[Triple, ...]

    def __str__(self) -> str:
        """Return the rule, a colon and the premises in N-Triples on one line."""
        return f"{self.rule}: " + " ".join(" ".join(map(ntriples_term, triple)) + " ." for triple in self.premises)


Found = tuple[str, tuple[Numbers, ...]]


def contradictions_in(reasons: Reasons, new: Mapping[int, set[int]] | None = None) -> Iterator[Found]:
    """Yield the contradictions among triples; given those that are new, only those that have a part in it."""
    for rule in reasons.program.rules:
        if rule.head is None:
            yield from _broken(rule, reasons, new)
    for key in reasons.program.datatypes:
        yield from _outside(key, reasons, new)


def ill_typed_uses(numbers: Iterable[int], reasons: Reasons, asserted: Mapping[int, set[int]]) -> Iterator[Found]:
    """Yield one contradiction for each asserted triple with a literal among those that have no value (dt-not-type)."""
    wrong = set(numbers)
    for key, entries in asserted.items() if wrong else ():
        if key >= 0:
            for subject, predicate, value in reasons.triples(key, entries):
                if value in wrong:
                    yield "dt-not-type", ((subject, predicate, value),)


def _broken(rule: DataRule, reasons: Reasons, new: Mapping[int, set[int]] | None) -> Iterator[Found]:
    """Yield the premises of a rule that are there."""
    relations, has_type = reasons.relations, reasons.relations.has_type
    if not rule.body:
        yield rule.name, rule.axioms
        return
    keys = [relation_key(pattern, has_type) for pattern in rule.body]
    if not all(map(relations.of, keys)) or _are_disjoint(rule, keys, relations):
        return
    variables = sorted({part for pattern in rule.body for part in pattern if part < 0}, reverse=True)
    within = relations.sets if new is None else new
    positions = [position for position, key in enumerate(keys) if within.get(key)]
    if new is None:
        positions = [min(positions, key=lambda position: len(relations.of(keys[position])))]
    for position in positions:
        first = (rule.body[position], *rule.body[:position], *rule.body[position + 1 :])
        for values in plan(first, None, has_type, pair=rule.pair).run(within[keys[position]], relations):
            binding = dict(zip(variables, values, strict=True))
            data = (bind(pattern, binding) for pattern in rule.body if pattern[1] != reasons.member)
            yield rule.name, (*data, *rule.axioms)


def _are_disjoint(rule: DataRule, keys: Sequence[int], relations: Relations) -> bool:
    """Return whether a rule looks for an instance of two classes that share none (cax-dw, cax-adc, cls-com)."""
    if len(keys) != 2 or keys[0] >= 0 or keys[1] >= 0 or rule.body[0][0] != rule.body[1][0]:
        return False
    return relations.of(keys[0]).isdisjoint(relations.of(keys[1]))


def _outside(key: int, reasons: Reasons, new: Mapping[int, set[int]] | None) -> Iterator[Found]:
    """Yield the reasons why a literal should be of a datatype that does not have its value (dt-not-type).

    Those that their own datatype does not have are told elsewhere (ill_typed_uses).
    """
    names = reasons.terms.all()
    datatype = str(names[~key])
    for entry in (reasons.relations.sets if new is None else new).get(key, ()):
        literal = names[entry]
        if isinstance(literal, Literal) and literal.datatype != datatype and not contains(datatype, literal):
            yield "dt-not-type", ((entry, reasons.terms.type, ~key),)


def different_values(reasons: Reasons) -> Iterator[Found]:
    """Yield literals that are said to be the same but have different values (dt-diff with eq-diff1)."""
    names = reasons.terms.all()
    for one, predicate, other in reasons.triples(reasons.same_as, reasons.relations.of(reasons.same_as)):
        first, second = names[one], names[other]
        if one < other and isinstance(first, Literal) and isinstance(second, Literal) and differ(first, second):
            yield "dt-diff", ((one, predicate, other),)


def presented(found: Found, reasons: Reasons) -> Contradiction:
    """Return a contradiction in terms, data before axioms; for a premise about a literal stand those it follows from.

    However the triples were numbered, the result is the same.
    """
    premises: set[Triple] = set()
    for premise in (_upright(p, reasons) for p in found[1]):
        steps = [step[1] for step in reasons.steps(premise) if step[1]] if _is_about_literal(premise, reasons) else []
        causes = [[reasons.terms.triple(cause) for cause in step] for step in steps]
        premises.update(
            min(causes, key=lambda step: sorted(map(_order, step)), default=[reasons.terms.triple(premise)])
        )
    return Contradiction(found[0], tuple(sorted(premises, key=_order)))


def _upright(premise: Numbers, reasons: Reasons) -> Numbers:
    """Return a premise that two are the same with the name first that sorts first: it holds either way round."""
    subject, predicate, value = premise
    known = reasons.terms.all()
    if predicate != reasons.same_as or any(isinstance(known[n], Literal) for n in (subject, value)):
        return premise
    first, second = sorted((subject, value), key=lambda number: str(known[number]))
    return first, predicate, second


def _is_about_literal(premise: Numbers, reasons: Reasons) -> bool:
    return isinstance(reasons.terms.all()[premise[0]], Literal)


def _order(triple: Triple) -> tuple[bool, tuple[str, ...]]:
    """Return a sort key that puts axioms last."""
    words = tuple(map(ntriples_term, triple))
    return any(word.startswith((f"<{OWL}", f"<{RDFS}")) for word in words[1:]), words


def holds(found: Found, reasons: Reasons) -> bool:
    """Return whether all premises of a contradiction are there."""
    return all(reasons.relations.has(premise) for premise in found[1])
