"""The closure: in, asserted triples with their ontology; out, the inferred ones alone, contradictions, and reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from kgtool.rdf.collector import without_collector
from kgtool.rdf.terms import Triple
from kgtool.reasoning.reasoner import Reasoner
from kgtool.reasoning.reasons import Derivation, Reasons
from kgtool.reasoning.rules import RuleSet

Engine = Literal["kgtool", "owlrl"]


@dataclass(frozen=True)
class Closure:
    """What follows from asserted triples, none of them asserted; and why they contradict each other, if they do.

    The reasons are worked out when first asked for, by reasoner.
    """

    inferred: tuple[Triple, ...]
    contradictions: tuple[str, ...]
    reasoner: Callable[[], Reasoner] = field(default=lambda: Reasoner(()), repr=False, compare=False)

    @cached_property
    def reasons(self) -> Reasons:
        """Return what explains inferred triples: all derivations of each, and its shortest proof."""
        return self.reasoner().reasons

    def reason(self, triple: Triple) -> Derivation | None:
        """Return the rule and premises that end the shortest proof of a triple; None if it needs or has none."""
        return self.reasons.reason(triple)


def closure(asserted: Iterable[Triple], engine: Engine = "kgtool", rules: RuleSet = "rl") -> Closure:
    """Return what the rules infer (OWL 2 Profiles, section 4.3), sorted, without what no reader needs (see noise.py).

    The asserted triples include the ontology. The same triples in any order give the same closure. engine is this
    package's own or owlrl; rules are all of OWL 2 RL, or those of RDF Schema.
    """
    asserted = list(asserted)
    if engine == "owlrl":
        from kgtool.reasoning.owlrl_engine import expand

        inferred, contradictions = expand(asserted, rules)
        return Closure(inferred, contradictions, lambda: Reasoner(asserted, rules))
    with without_collector():
        reasoner = Reasoner(asserted, rules)
        return Closure(reasoner.inferred(), tuple(map(str, reasoner.contradictions())), lambda: reasoner)
