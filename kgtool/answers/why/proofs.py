"""Proofs for people: in, a triple; out, how it follows from asserted ones, its rules and axioms in words.

What follows from what is for the reasoner to say (kgtool.reasoning). Here its steps are put into words, and a step that
only says that something belongs to a nameless class is told with the step that rests on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kgtool.answers.lookup import Lookup
from kgtool.rdf.terms import RDF_TYPE, RDFS, BlankNode, Term, Triple
from kgtool.rdf.vocabulary import OWL
from kgtool.reasoning import Derivation, Reasons
from kgtool.reasoning import Proof as Reasoned
from kgtool.reasoning.nearest import nearest

_AXIOMS = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}


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
    """Tells proofs of a reasoner, which is made when something inferred is first asked about."""

    def __init__(self, lookup: Lookup, reasons: Callable[[], Reasons]) -> None:
        self._lookup = lookup
        self._reasons = reasons

    def proof(self, triple: Triple) -> Proof | None:
        """Return the proof in which fewest rules stand one upon the other; None if there is none."""
        if self._lookup.holds(triple, inferred=False):
            return Proof(triple, None, ())
        found = self._reasons().proof(triple)
        return self._told(found) if found else None

    def proofs(self, triple: Triple) -> list[Proof]:
        """Return a proof for each way to conclude a triple, the shortest first; of an asserted one, that it is."""
        shortest = self.proof(triple)
        if shortest is None or shortest.step is None:
            return [shortest] if shortest else []
        reasons = self._reasons()
        found = [shortest]
        for step in reasons.derivations(triple):
            premises = [reasons.proof(premise) for premise in step.premises]
            proved = tuple(premise for premise in premises if premise and not _uses(premise, triple))
            if len(proved) == len(premises):
                found.append(self._told(Reasoned(triple, step.rule, proved)))
        return sorted(dict.fromkeys(found), key=lambda proof: proof.size)

    def missing(self, triple: Triple) -> tuple[Step, tuple[Triple, ...]] | None:
        """Return the use of a rule that comes nearest to concluding a triple, and its premises that do not hold."""
        found = nearest(self._reasons(), triple)
        if found is None:
            return None
        step, missing = found
        data = tuple(premise for premise in step.premises if not _is_axiom(premise)) or step.premises
        return Step(step.rule, self._words(step, triple, data), data), missing

    def _told(self, proof: Reasoned) -> Proof:
        if not proof.rule:
            return Proof(proof.triple, None, ())
        premises = list(_named(proof.premises))
        data = [premise for premise in premises if not _is_axiom(premise.triple)] or premises
        told = tuple(self._told(premise) for premise in data)
        triples = tuple(premise.triple for premise in told)
        step = Derivation(proof.rule, tuple(premise.triple for premise in premises))
        return Proof(proof.triple, Step(proof.rule, self._words(step, proof.triple, triples), triples), told)

    def _words(self, step: Derivation, goal: Triple, data: tuple[Triple, ...]) -> str:
        """Return the axiom of a step in words."""
        name, predicate, value = self._lookup.label, goal.predicate, goal.object
        links = [premise.predicate for premise in data]
        match step.rule:
            case "prp-spo1" | "prp-eqp1" | "prp-eqp2":
                return f"whatever is “{name(links[0])}” is “{name(predicate)}”"
            case "prp-inv1" | "prp-inv2":
                return f"“{name(predicate)}” is the inverse of “{name(links[0])}”"
            case "prp-symp":
                return f"“{name(predicate)}” holds both ways"
            case "prp-trp" | "scm-sco" | "scm-spo":
                return f"“{name(predicate)}” is transitive"
            case "prp-spo2":
                return f"“{name(predicate)}” is " + ", then ".join(f"“{name(link)}”" for link in links)
            case "cax-sco" | "cax-eqc1" | "cax-eqc2" if predicate == RDF_TYPE:
                return f"every {name(data[0].object)} is a {name(value)}"
            case "prp-dom":
                return f"what has “{name(links[0])}” is a {name(value)}"
            case "prp-rng":
                return f"what is the value of “{name(links[0])}” is a {name(value)}"
            case "cls-hv1":
                return f"every {name(data[0].object)} has “{name(predicate)}” {name(value)}"
        axioms = [premise for premise in step.premises if _is_axiom(premise) and not _is_nameless(premise)]
        return " and ".join(" ".join(map(self._shown, axiom)) for axiom in axioms) or "the ontology says so"

    def _shown(self, term: Term) -> str:
        return self._lookup.label(term)


def _named(premises: tuple[Reasoned, ...]) -> Iterator[Reasoned]:
    """Yield premises, those of what makes something an instance of a nameless class in its place."""
    for premise in premises:
        of_nameless = premise.triple.predicate == RDF_TYPE and isinstance(premise.triple.object, BlankNode)
        if of_nameless and premise.rule:
            yield from _named(premise.premises)
        else:
            yield premise


def _uses(proof: Reasoned, triple: Triple) -> bool:
    return proof.triple == triple or any(_uses(premise, triple) for premise in proof.premises)


def _is_axiom(triple: Triple) -> bool:
    is_declaration = triple.predicate == RDF_TYPE and str(triple.object).startswith(OWL)
    return triple.predicate in _AXIOMS or triple.predicate.startswith(OWL) or is_declaration


def _is_nameless(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
