"""What is missing: in, a triple that does not hold; out, the use of a rule that comes nearest, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kgtool.rdf.terms import IRI, Triple
from kgtool.rdf.vocabulary import OWL
from kgtool.reasoning.patterns import Binding, Pattern, bind, solutions, unify
from kgtool.reasoning.program import DataRule
from kgtool.reasoning.reasons import Derivation, Reasons
from kgtool.reasoning.relations import Numbers

SOMETHING = IRI("urn:kgtool:something")
"""Stands in a missing premise for what any term could be."""

_NOTHING = IRI(f"{OWL}Nothing")
_MOST = 50  # ways in which one rule is tried


def nearest(reasons: Reasons, triple: Triple) -> tuple[Derivation, tuple[Triple, ...]] | None:
    """Return the step that would conclude a triple if least of it were not missing, and the premises that are.

    None if no rule could conclude it. Of steps that lack as much, the one that begins with a premise that holds.
    """
    terms, found = reasons.terms, [(reasons.terms.number(term)) for term in triple]
    goal: Numbers = (found[0], found[1], found[2])
    best: tuple[tuple[float, bool, str], Derivation, tuple[Triple, ...]] | None = None
    for rule in reasons.program.concluding(goal):
        binding = unify(rule.head, goal, {}) if rule.head else None
        for held, premises in _tried(rule, binding, reasons) if binding is not None else ():
            shown = [_shown(premise, reasons) for premise in premises]
            missing = tuple(each for each, holds in zip(shown, held, strict=True) if not holds)
            step = Derivation(rule.name, (*shown, *(terms.triple(axiom) for axiom in rule.axioms)))
            far = (len(missing) / len(premises), not held[0], str(step))
            is_absurd = any(premise.object == _NOTHING for premise in shown)
            if triple not in shown and not is_absurd and (best is None or far < best[0]):
                best = far, step, missing
    return (best[1], best[2]) if best else None


def _tried(rule: DataRule, binding: Binding, reasons: Reasons) -> Iterator[tuple[tuple[bool, ...], list[Pattern]]]:
    """Yield which premises hold, and all of them, for the bindings under which most do."""
    places = range(len(rule.body))
    for size in range(len(rule.body) - 1, -1, -1):
        tried = 0
        for chosen in combinations(places, size):
            if any(bind(rule.body[place], binding)[1] < 0 for place in chosen):
                continue
            for solution in solutions([rule.body[place] for place in chosen], reasons.relations, binding):
                yield tuple(place in chosen for place in places), [bind(pattern, solution) for pattern in rule.body]
                tried += 1
                if tried == _MOST:
                    return
        if tried:
            return


def _shown(pattern: Pattern, reasons: Reasons) -> Triple:
    subject, predicate, value = (SOMETHING if part < 0 else reasons.terms.all()[part] for part in pattern)
    return Triple(subject, predicate, value)  # type: ignore[arg-type]  # generalised RDF
