"""Reasoning: in, asserted triples with their ontology; out, what follows from them by OWL 2 RL, and why."""

from kgtool.reasoning.closure import Closure, Engine, closure
from kgtool.reasoning.contradictions import Contradiction
from kgtool.reasoning.reasoner import Change, Reasoner
from kgtool.reasoning.reasons import Derivation, Proof, Reasons
from kgtool.reasoning.rules import RuleSet

__all__ = [
    "Change",
    "Closure",
    "Contradiction",
    "Derivation",
    "Engine",
    "Proof",
    "Reasoner",
    "Reasons",
    "RuleSet",
    "closure",
]
