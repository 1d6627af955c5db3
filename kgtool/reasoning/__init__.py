"""Reasoning: in, asserted triples with their ontology; out, what follows from them under the OWL 2 RL rules."""

from kgtool.reasoning.closure import Closure, closure

__all__ = ["Closure", "closure"]
