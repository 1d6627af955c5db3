"""Patterns of triples: in, patterns and relations; out, the numbers that the variables can stand for.

A pattern is a triple of numbers; negative ones are variables. This is the plain way of matching, one solution at a
time, for what is asked seldom: compiling axioms, and explaining. What is asked of every triple is compiled (plans.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgtool.reasoning.relations import MASK, SHIFT, Numbers, Relations

Pattern = tuple[int, int, int]
Binding = dict[int, int]


def solutions(patterns: Sequence[Pattern], relations: Relations, known: Binding) -> Iterator[Binding]:
    """Yield the bindings of all variables under which all patterns are there."""
    if not patterns:
        yield known
        return
    bound = [bind(pattern, known) for pattern in patterns] if known else patterns
    # The pattern that leaves least open comes next; of equals, the first.
    chosen = min(range(len(bound)), key=lambda place: _cost(bound[place])) if len(bound) > 1 else 0
    rest = [*patterns[:chosen], *patterns[chosen + 1 :]]
    for found in _matches(bound[chosen], relations):
        binding = unify(bound[chosen], found, known)
        if binding is None:
            continue
        if rest:
            yield from solutions(rest, relations, binding)
        else:
            yield binding


def bind(pattern: Pattern, binding: Binding) -> Pattern:
    """Return a pattern with its bound variables replaced."""
    subject, predicate, value = pattern
    return binding.get(subject, subject), binding.get(predicate, predicate), binding.get(value, value)


def unify(pattern: Pattern, numbers: Numbers, known: Binding) -> Binding | None:
    """Return the binding under which a pattern is a triple; None if there is none."""
    binding = known.copy()
    for part, number in zip(pattern, numbers, strict=True):
        if (part if part >= 0 else binding.setdefault(part, number)) != number:
            return None
    return binding


def _cost(pattern: Pattern) -> int:
    subject, predicate, value = pattern
    return 2 * (subject < 0) + 2 * (value < 0) + 8 * (predicate < 0)


def _matches(pattern: Pattern, relations: Relations) -> Iterator[Numbers]:
    subject, predicate, value = pattern
    has_type = relations.has_type
    if predicate == has_type and value >= 0:
        instances = relations.of(~value)
        if subject >= 0:
            return iter([pattern] if subject in instances else ())
        return ((instance, has_type, value) for instance in list(instances))
    if predicate == has_type:  # what are the types of this? asked by explanations only
        classes = [~key for key, entries in relations.sets.items() if key < 0 and (subject < 0 or subject in entries)]
        return (
            (instance, has_type, found)
            for found in classes
            for instance in ([subject] if subject >= 0 else relations.of(~found))
        )
    if predicate < 0:
        raise ValueError("a pattern with an unknown predicate cannot be matched")
    if subject >= 0 and value >= 0:
        return iter([pattern] if subject << SHIFT | value in relations.of(predicate) else ())
    if subject >= 0:
        return ((subject, predicate, found) for found in list(relations.forward(predicate).get(subject, ())))
    if value >= 0:
        return ((found, predicate, value) for found in list(relations.backward(predicate).get(value, ())))
    return ((entry >> SHIFT, predicate, entry & MASK) for entry in list(relations.of(predicate)))
