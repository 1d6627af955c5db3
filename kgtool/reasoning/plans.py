"""Premises compiled to Python: in, a rule, beginning with what new triples match; out, a function to its conclusions.

Rules of one shape (all property chains of two steps, say) share one function: the numbers of their relations and terms
are its arguments. So that there are few functions, and each does its work in one set comprehension.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from kgtool.reasoning.patterns import Pattern
from kgtool.reasoning.relations import MASK, SHIFT, Relations

Run = Callable[[set[int], Relations, tuple[int, ...]], set[Any]]
# In a shape, a number is a variable if negative, else the place of a constant. Subject, key of the relation, object;
# a pattern about the instances of a class has no object.
ShapedPattern = tuple[int, int, int | None]
Entry = tuple[int, int | None]  # an entry of a relation: subject and object, or an instance
Shape = tuple[tuple[ShapedPattern, ...], Entry | None, tuple[int, int] | None, bool]


class Plan(NamedTuple):
    """A compiled rule; run on entries of one relation, it returns entries of another, or all variables' values."""

    function: Run
    constants: tuple[int, ...]

    def run(self, entries: set[int], relations: Relations) -> set[Any]:
        """Return what follows from entries with the help of what is in the relations; to be read only."""
        return self.function(entries, relations, self.constants)


def plan(
    patterns: Sequence[Pattern],
    head: Pattern | None,
    has_type: int,
    *,
    pair: tuple[int, int] | None = None,
    differ: bool = False,
) -> Plan:
    """Return the plan for entries that match the first pattern; of the others, the most bound always comes next.

    Without a head, the result holds tuples of the values of the variables -1, -2, …. With differ, the subject of the
    conclusion is never its object.
    """
    constants: list[int] = []
    variables: dict[int, int] = {}

    def part(number: int) -> int:
        if number < 0:
            return variables.setdefault(number, -1 - len(variables)) if head is not None else number
        constants.append(number)
        return len(constants) - 1

    def shaped(pattern: Pattern) -> ShapedPattern:
        subject, predicate, value = pattern
        if predicate == has_type and value >= 0:
            constants.append(~value)
            return part(subject), len(constants) - 1, None
        constants.append(predicate)
        key = len(constants) - 1
        return part(subject), key, part(value)

    body = tuple(shaped(pattern) for pattern in _ordered(patterns, has_type))
    shape_pair = (variables.get(pair[0], pair[0]), variables.get(pair[1], pair[1])) if pair else None
    entry: Entry | None = None
    if head is not None:
        subject, predicate, value = head
        entry = part(subject), None if predicate == has_type and value >= 0 else part(value)
    return Plan(_function((body, entry, shape_pair, differ)), tuple(constants))


def _ordered(patterns: Sequence[Pattern], has_type: int) -> list[Pattern]:
    """Return patterns in the order in which to match them, beginning with the first."""
    ordered, rest = [patterns[0]], list(patterns[1:])
    while len(rest) > 1:
        bound = {number for pattern in ordered for number in pattern if number < 0}

        def open_parts(pattern: Pattern, bound: set[int] = bound) -> tuple[int, bool]:
            free = {number for number in pattern if number < 0} - bound
            constant = pattern[0] >= 0 or (pattern[2] >= 0 and pattern[1] != has_type)
            return len(free), len(free) == 1 and not constant and not bound & set(pattern)

        best = min(rest, key=open_parts)
        rest.remove(best)
        ordered.append(best)
    return ordered + rest


@cache
def _function(shape: Shape) -> Run:
    """Return the function that does what a shape says."""
    space: dict[str, Any] = {}
    exec(_source(shape), space)  # the text is made of the numbers in the shape and nothing else
    function: Run = space["run"]
    return function


def _source(shape: Shape) -> str:
    """Return the Python text of a shape's function.

    For prp-trp and new pairs x, y: ``{x << 32 | z for d in new for x in [d >> 32] for y in [d & MASK] for z in
    forward.get(y, ())}``. CPython makes a plain assignment of ``for x in [d >> 32]``.
    """
    body, head, pair, differ = shape
    setup: list[str] = []
    steps = ["for d in new"]
    bound: set[int] = set()
    uses = Counter(part for pattern in body for part in (pattern[0], pattern[2]))
    uses.update(head or list(uses))  # without a conclusion, all variables are asked for
    uses.update(pair or ())

    def name(number: int) -> str:
        if number < 0:
            return f"x{-number}"
        line = f"c{number} = constants[{number}]"
        if line not in setup:
            setup.append(line)
        return f"c{number}"

    def take(number: int, expression: str) -> None:
        """Bind a variable that is used again to the value of an expression or, if that is known, compare them."""
        if number in bound or number >= 0:
            steps.append(f"if {name(number)} == {expression}")
        elif uses[number] > 1:
            steps.append(f"for {name(number)} in [{expression}]")
            bound.add(number)

    def source(place: int, kind: str, key: int) -> str:
        setup.append(f"r{place} = relations.{kind}(constants[{key}])")
        return f"r{place}"

    subject, _, value = body[0]
    if value is None:
        take(subject, "d")
    else:
        take(subject, f"d >> {SHIFT}")
        take(value, f"d & {MASK}")
    for place, (subject, key, value) in enumerate(body[1:]):
        if value is None:
            known = subject in bound or subject >= 0
            steps.append(f"{'if' if known else 'for'} {name(subject)} in {source(place, 'of', key)}")
            bound.add(subject)
        elif (subject in bound or subject >= 0) and (value in bound or value >= 0):
            steps.append(f"if {name(subject)} << {SHIFT} | {name(value)} in {source(place, 'of', key)}")
        elif subject in bound or subject >= 0:
            steps.append(f"for {name(value)} in {source(place, 'forward', key)}.get({name(subject)}, ())")
            bound.add(value)
        elif value in bound or value >= 0:
            steps.append(f"for {name(subject)} in {source(place, 'backward', key)}.get({name(value)}, ())")
            bound.add(subject)
        else:
            steps.append(f"for e{place} in {source(place, 'of', key)}")
            take(subject, f"e{place} >> {SHIFT}")
            take(value, f"e{place} & {MASK}")
    if pair:
        steps.append(f"if {name(pair[0])} < {name(pair[1])}")
    if head is None:
        result = f"({''.join(f'{name(number)}, ' for number in sorted(bound, reverse=True) if number < 0)})"
    elif head[1] is None:
        result = name(head[0])
    else:
        result = f"{name(head[0])} << {SHIFT} | {name(head[1])}"
        if differ:
            steps.append(f"if {name(head[0])} != {name(head[1])}")
    if len(body) == 1 and head == (body[0][0], body[0][2]) and _all_variables(body[0]):
        return "def run(new, relations, constants): return new"
    lines = [*setup, f"return {{{result} {' '.join(steps)}}}"]
    return "\n".join(["def run(new, relations, constants):", *(f"    {line}" for line in lines)])


def _all_variables(pattern: ShapedPattern) -> bool:
    subject, _, value = pattern
    return subject < 0 and (value is None or (value < 0 and value != subject))
