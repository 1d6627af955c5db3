"""Delete and rederive: in, a closed machine and triples to take back; out, the machine closed without them.

First all that may rest on what is taken back goes, then what follows from the rest without it comes back; see Gupta,
Mumick and Subrahmanian, Maintaining Views Incrementally (SIGMOD 1993), section 7.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgtool.rdf.terms import Literal
from kgtool.reasoning.datatypes import contains
from kgtool.reasoning.machine import Machine
from kgtool.reasoning.plans import plan
from kgtool.reasoning.relations import Sets, merged


def retract(machine: Machine, taken: Mapping[int, set[int]], asserted: Mapping[int, set[int]]) -> Sets | None:
    """Take triples back, given what stays asserted; return what is gone, or None if the closure must be made afresh.

    That is so where axioms or equal terms are concerned.
    """
    if machine.equality or machine.program.types_as_pairs:
        return None
    gone = _resting_on(machine, taken, asserted)
    if machine.has_axioms(gone):
        return None
    machine.relations.remove(gone)
    back: Sets = {}
    for key, entries in gone.items():
        for rule in machine.program.by_head.get(key, ()):
            if rule.body and rule.head:
                found = plan((rule.head, *rule.body), rule.head, machine.terms.type).run(entries, machine.relations)
                back[key] = back.get(key, set()) | found
    returned = machine.add(back) if any(back.values()) else {}
    if returned is None:
        return None
    return {key: left for key, entries in gone.items() if (left := entries - returned.get(key, set()))}


def _resting_on(machine: Machine, taken: Mapping[int, set[int]], asserted: Mapping[int, set[int]]) -> Sets:
    """Return all that some chain of rules leads to from triples, but for what holds without any rule."""
    gone: Sets = {}
    delta = {key: entries & machine.relations.of(key) for key, entries in taken.items()}
    while any(delta.values()):
        new: Sets = {}
        for key, entries in delta.items():
            if entries:
                fresh = _without_support(machine, key, entries, asserted) - gone.get(key, set())
                if fresh:
                    new[key] = fresh
        gone = merged(gone, new)
        delta = machine.follow(new)
    return gone


def _without_support(machine: Machine, key: int, entries: set[int], asserted: Mapping[int, set[int]]) -> set[int]:
    """Return entries that are neither asserted nor true by an axiom or a literal's value alone."""
    left = entries - asserted.get(key, set()) - machine.program.facts.get(key, set())
    if key in machine.program.datatypes:
        names = machine.terms.all()
        datatype = str(names[~key])
        return {
            entry
            for entry in left
            if not (isinstance(literal := names[entry], Literal) and contains(datatype, literal))
        }
    return left
