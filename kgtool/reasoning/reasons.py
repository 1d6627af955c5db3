"""Why a triple holds: in, a triple; out, the rules and premises that it follows from, and its shortest proof.

Nothing is recorded while the rules run: what could have led to a triple is looked up, backwards, when somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kgtool.rdf.terms import Literal, Triple
from kgtool.reasoning.datatypes import contains
from kgtool.reasoning.machine import Machine
from kgtool.reasoning.notation import MEMBER
from kgtool.reasoning.patterns import bind, solutions, unify
from kgtool.reasoning.program import compile_rules
from kgtool.reasoning.relations import Numbers, Relations, numbers_in, place


@dataclass(frozen=True, slots=True)
class Derivation:
    """One step to a triple: the rule, named as in OWL 2 Profiles, section 4.3, and its premises, data before axioms.

    Premises are in generalised RDF: the subject of one can be a literal. The triples that make up a list are left out.
    """

    rule: str
    premises: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple with the rule it follows by and the proofs of its premises; if asserted, with neither."""

    triple: Triple
    rule: str = ""
    premises: tuple[Proof, ...] = ()

    @property
    def height(self) -> int:
        """Return how many rules stand one upon the other; 0 for what is asserted."""
        return 1 + max((premise.height for premise in self.premises), default=0) if self.rule else 0


_Step = tuple[str, tuple[Numbers, ...]]


class Reasons:
    """Explains the triples of a closed machine."""

    def __init__(self, machine: Machine, asserted: Mapping[int, set[int]]) -> None:
        self.terms = machine.terms
        self.same_as = machine.same_as
        self.member = machine.terms.number(MEMBER)
        self._asserted = asserted
        self.relations, self.program = machine.relations, machine.program
        if machine.equality:
            self.relations = Relations(machine.terms.type, machine.written_out())
            self.program = compile_rules(machine.rules, self.relations, machine.terms)
            if self.program.types_as_pairs:
                self.relations.keep_types_as_pairs()
        self._steps: dict[Numbers, list[_Step]] = {}

    def derivations(self, triple: Triple) -> list[Derivation]:
        """Return all steps that lead to a triple, those from asserted premises first; none if it does not hold."""
        numbers = self._numbers(triple)
        return [self._derivation(step) for step in self.steps(numbers)] if numbers else []

    def reason(self, triple: Triple) -> Derivation | None:
        """Return the last step of the shortest proof of a triple; None if it is merely asserted, or does not hold."""
        numbers = self._numbers(triple)
        if numbers is None:
            return None
        best = min(self.steps(numbers), key=_Heights(self).of_step, default=None)
        return self._derivation(best) if best else None

    def proof(self, triple: Triple) -> Proof | None:
        """Return the proof of a triple in which fewest rules stand one upon the other; None if it does not hold."""
        numbers = self._numbers(triple)
        return _Heights(self).proof(numbers) if numbers and self.relations.has(numbers) else None

    def is_asserted(self, numbers: Numbers) -> bool:
        """Return whether a triple is asserted."""
        key, entry = place(numbers, self.terms.type)
        return entry in self._asserted.get(key, ())

    def triples(self, key: int, entries: Iterable[int]) -> Iterator[Numbers]:
        """Yield the triples of a relation."""
        return numbers_in(key, self.terms.type, entries)

    def steps(self, numbers: Numbers) -> list[_Step]:
        """Return the steps to a triple, as numbers; those with fewest premises that are not asserted first."""
        found = self._steps.get(numbers)
        if found is None:
            steps = dict.fromkeys(self._found(numbers)) if self.relations.has(numbers) else {}
            found = self._steps[numbers] = sorted(
                steps, key=lambda step: (sum(not self.is_asserted(p) for p in step[1]), len(step[1]), step)
            )
        return found

    def _found(self, numbers: Numbers) -> Iterator[_Step]:
        """Yield steps to a triple that holds, some of them perhaps twice."""
        has_type = self.terms.type
        for rule in self.program.concluding(numbers):
            binding = unify(rule.head, numbers, {}) if rule.head else None
            for solution in () if binding is None else solutions(rule.body, self.relations, binding):
                subject_to = [bind(pattern, solution) for pattern in rule.body if pattern[1] != self.member]
                if numbers not in subject_to:
                    yield rule.name, (*subject_to, *rule.axioms)
        key, entry = place(numbers, has_type)
        if key in self.program.datatypes:
            literal = self.terms.all()[entry]
            if isinstance(literal, Literal) and contains(str(self.terms.all()[~key]), literal):
                yield "dt-type2", ()
        if self.relations.of(self.same_as):
            yield from self._by_equality(numbers)

    def _by_equality(self, numbers: Numbers) -> Iterator[_Step]:
        """Yield steps by the rules about owl:sameAs of table 4."""
        subject, predicate, value = numbers
        same, equal_to = self.same_as, self.relations.forward(self.same_as)
        if predicate == same:
            yield "eq-sym", ((value, same, subject),)
            for between in equal_to.get(subject, set()) - {value}:
                yield "eq-trans", ((subject, same, between), (between, same, value))
            return
        for place_of, rule in enumerate(("eq-rep-s", "eq-rep-p", "eq-rep-o")):
            for other in equal_to.get(numbers[place_of], ()):
                said = (
                    other if place_of == 0 else subject,
                    other if place_of == 1 else predicate,
                    other if place_of == 2 else value,
                )
                if self.relations.has(said):
                    yield rule, (said, (other, same, numbers[place_of]))

    def _numbers(self, triple: Triple) -> Numbers | None:
        subject, predicate, value = (self.terms.known(term) for term in triple)
        return None if subject is None or predicate is None or value is None else (subject, predicate, value)

    def _derivation(self, step: _Step) -> Derivation:
        return Derivation(step[0], tuple(self.terms.triple(premise) for premise in step[1]))

    def proof_of(self, numbers: Numbers, step: _Step | None, premises: tuple[Proof, ...]) -> Proof:
        """Return the proof that ends in a step; without one, that of what is asserted."""
        return Proof(self.terms.triple(numbers), step[0] if step else "", premises)


_HIGHEST = 1000  # no proof is sought above this height


class _Heights:
    """How many rules must stand one upon the other to prove a triple; sought with a limit that grows step by step."""

    def __init__(self, reasons: Reasons) -> None:
        self._reasons = reasons
        self._reached: dict[Numbers, int] = {}
        self._missed: dict[Numbers, int] = {}

    def of(self, numbers: Numbers) -> int:
        """Return the height of the lowest proof of a triple."""
        return next((limit for limit in range(_HIGHEST) if self._is_within(numbers, limit)), _HIGHEST)

    def of_step(self, step: _Step) -> int:
        """Return the height of the lowest proof that ends in a step."""
        return 1 + max(map(self.of, step[1]), default=0)

    def proof(self, numbers: Numbers) -> Proof | None:
        """Return the lowest proof of a triple."""
        height = self.of(numbers)
        if height == _HIGHEST:
            return None
        if height == 0:
            return self._reasons.proof_of(numbers, None, ())
        step = next(step for step in self._reasons.steps(numbers) if self._step_is_within(step, height))
        premises = (self.proof(premise) for premise in step[1])
        return self._reasons.proof_of(numbers, step, tuple(premise for premise in premises if premise))

    def _is_within(self, numbers: Numbers, limit: int) -> bool:
        if self._reasons.is_asserted(numbers) or self._reached.get(numbers, _HIGHEST) <= limit:
            return True
        if limit == 0 or self._missed.get(numbers, 0) >= limit:
            return False
        if any(self._step_is_within(step, limit) for step in self._reasons.steps(numbers)):
            self._reached[numbers] = limit
            return True
        self._missed[numbers] = limit
        return False

    def _step_is_within(self, step: _Step, limit: int) -> bool:
        return all(self._is_within(premise, limit - 1) for premise in step[1])
