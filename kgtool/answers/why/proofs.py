"""Proofs: in, a triple; out, how it follows from asserted triples by the rules of OWL 2 RL, the shortest proof first.

The graph holds all that follows already, so a rule is read backwards: a step is right if its premises are in the graph.
Rules and their names: OWL 2 Profiles, section 4.3, tables 4 to 9 (https://www.w3.org/TR/owl2-profiles/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kgtool.answers.lookup import Lookup
from kgtool.answers.why.axioms import Axioms
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, BlankNode, Literal, Subject, Term, Triple

_DEEPEST = 12
_SUBCLASS, _SUBPROPERTY = IRI(RDFS + "subClassOf"), IRI(RDFS + "subPropertyOf")


@dataclass(frozen=True, slots=True)
class Step:
    """One use of a rule: its name in OWL 2 RL, the axiom that it rests on in words, and the triples that it needs."""

    rule: str
    axiom: str
    premises: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple with the step that concludes it and the proofs of its premises; an asserted triple needs no step."""

    triple: Triple
    step: Step | None
    premises: tuple[Proof, ...]

    @property
    def size(self) -> int:
        """Return how many steps the proof takes."""
        return (self.step is not None) + sum(premise.size for premise in self.premises)


class Prover:
    """Finds proofs in a store that holds asserted and inferred triples."""

    def __init__(self, lookup: Lookup, axioms: Axioms) -> None:
        self._lookup = lookup
        self._axioms = axioms

    def proofs(self, triple: Triple) -> list[Proof]:
        """Return a proof for each way to conclude a triple, the shortest first; of an asserted one, that it is."""
        if self._is_asserted(triple):
            return [Proof(triple, None, ())]
        for depth in range(1, _DEEPEST):
            found = [
                Proof(triple, step, tuple(proofs))
                for step in self.steps(triple)
                if (proofs := self._all(step.premises, depth - 1, (triple,)))
            ]
            if found:
                return sorted(dict.fromkeys(found), key=lambda proof: proof.size)
        return []

    def steps(self, goal: Triple) -> Iterator[Step]:
        """Yield the uses of a rule that conclude a triple from triples in the graph."""
        for step in self.candidates(goal):
            if goal not in step.premises and all(self._lookup.holds(premise) for premise in step.premises):
                yield step

    def candidates(self, goal: Triple) -> Iterator[Step]:
        """Yield the uses of a rule that would conclude a triple, whether or not their premises are in the graph.

        Where a premise speaks of something in between, that is something in the graph.
        """
        subject, predicate, value = goal
        axioms, name = self._axioms, self._lookup.label
        for other in axioms.sub_properties.get(predicate, ()):
            axiom = f"whatever is “{name(other)}” is “{name(predicate)}”"
            yield Step("prp-spo1", axiom, (Triple(subject, other, value),))
        for kind in axioms.values.get((predicate, value), ()):
            axiom = f"every {name(kind)} has “{name(predicate)}” {name(value)}"
            yield Step("cls-hv1", axiom, (Triple(subject, RDF_TYPE, kind),))
        if isinstance(value, IRI | BlankNode):
            yield from self._between_things(subject, predicate, value)

    def missing(self, goal: Triple) -> tuple[Step, tuple[Triple, ...]] | None:
        """Return the use of a rule that comes nearest to concluding a triple, and its premises that do not hold."""
        tried = [(step, tuple(p for p in step.premises if not self._lookup.holds(p))) for step in self._near(goal)]

        def far(found: tuple[Step, tuple[Triple, ...]]) -> tuple[float, bool, str]:
            step, missing = found
            return len(missing) / len(step.premises), step.premises[0] in missing, str(step)

        return min(tried, key=far, default=None)

    def _near(self, goal: Triple) -> Iterator[Step]:
        yield from self.candidates(goal)
        for chain in self._axioms.chains.get(goal.predicate, ()):
            yield from self._broken(goal, chain)

    def _between_things(self, subject: Subject, predicate: IRI, value: Subject) -> Iterator[Step]:
        axioms, name = self._axioms, self._lookup.label
        for other in axioms.inverses.get(predicate, ()):
            axiom = f"“{name(predicate)}” is the inverse of “{name(other)}”"
            yield Step("prp-inv", axiom, (Triple(value, other, subject),))
        if predicate in axioms.symmetric:
            axiom = f"“{name(predicate)}” holds both ways"
            yield Step("prp-symp", axiom, (Triple(value, predicate, subject),))
        if predicate in axioms.transitive or predicate in (_SUBCLASS, _SUBPROPERTY):
            axiom = f"“{name(predicate)}” is transitive"
            for middle in self._nodes(subject, predicate):
                if middle not in (subject, value):
                    yield Step("prp-trp", axiom, (Triple(subject, predicate, middle), Triple(middle, predicate, value)))
        for chain in axioms.chains.get(predicate, ()):
            axiom = f"“{name(predicate)}” is " + ", then ".join(f"“{name(link)}”" for link in chain)
            for premises in self._paths(subject, chain, value):
                yield Step("prp-spo2", axiom, premises)
        if predicate == RDF_TYPE and isinstance(value, IRI):
            yield from self._types(subject, value)

    def _types(self, subject: Subject, kind: IRI) -> Iterator[Step]:
        axioms, name = self._axioms, self._lookup.label
        for other in axioms.sub_classes.get(kind, ()):
            yield Step("cax-sco", f"every {name(other)} is a {name(kind)}", (Triple(subject, RDF_TYPE, other),))
        for predicate in axioms.domain_of.get(kind, ()):
            for value in self._lookup.about(subject).get(predicate, ())[:1]:
                axiom = f"what has “{name(predicate)}” is a {name(kind)}"
                yield Step("prp-dom", axiom, (Triple(subject, predicate, value),))
        for predicate in axioms.range_of.get(kind, ()):
            axiom = f"what is the value of “{name(predicate)}” is a {name(kind)}"
            linked = [node for node, link in self._lookup.into(subject) if link == predicate]
            for node in linked[:1]:
                yield Step("prp-rng", axiom, (Triple(node, predicate, subject),))

    def _paths(self, start: Subject, chain: tuple[IRI, ...], end: Subject) -> Iterator[tuple[Triple, ...]]:
        """Yield the triples of each way along a chain of properties."""
        if len(chain) == 1:
            yield (Triple(start, chain[0], end),)
            return
        for middle in self._nodes(start, chain[0]):
            for rest in self._paths(middle, chain[1:], end):
                if all(self._lookup.holds(triple) for triple in rest):
                    yield (Triple(start, chain[0], middle), *rest)

    def _broken(self, goal: Triple, chain: tuple[IRI, ...]) -> Iterator[Step]:
        """Yield a chain of two as far as it goes: from the subject, and from the object backwards."""
        if len(chain) != 2 or isinstance(goal.object, Literal):
            return
        name = self._lookup.label
        axiom = f"“{name(goal.predicate)}” is " + ", then ".join(f"“{name(link)}”" for link in chain)
        starts = self._nodes(goal.subject, chain[0])
        ends = [node for node, link in self._lookup.into(goal.object) if link == chain[1]]
        unknown: list[Subject] = [IRI("urn:kgtool:something")]
        for middle in [*starts, *ends] or unknown:
            premises = (Triple(goal.subject, chain[0], middle), Triple(middle, chain[1], goal.object))
            yield Step("prp-spo2", axiom, premises)

    def _all(self, triples: tuple[Triple, ...], depth: int, path: tuple[Triple, ...]) -> list[Proof]:
        """Return the shortest proof of each triple within a depth; none if one of them has none."""
        found: list[Proof] = []
        for triple in triples:
            proof = self._prove(triple, depth, path)
            if proof is None:
                return []
            found.append(proof)
        return found

    def _prove(self, triple: Triple, depth: int, path: tuple[Triple, ...]) -> Proof | None:
        if self._is_asserted(triple):
            return Proof(triple, None, ())
        if depth == 0 or triple in path:
            return None
        proofs = (
            Proof(triple, step, tuple(premises))
            for step in self.steps(triple)
            if (premises := self._all(step.premises, depth - 1, (*path, triple)))
        )
        return min(proofs, key=lambda proof: proof.size, default=None)

    def _is_asserted(self, triple: Triple) -> bool:
        return self._lookup.holds(triple, inferred=False)

    def _nodes(self, subject: Subject, predicate: IRI) -> list[Subject]:
        values: list[Term] = self._lookup.about(subject).get(predicate, [])
        return [value for value in values if isinstance(value, IRI | BlankNode)]
