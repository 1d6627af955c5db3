"""Why: in, a triple; out, the sentences that say it, or how it follows from triples that sentences say."""

from kgtool.answers.why.explanation import Explainer, Explanation
from kgtool.answers.why.proofs import Proof, Prover, Step
from kgtool.answers.why.writers import WRITERS

__all__ = ["WRITERS", "Explainer", "Explanation", "Proof", "Prover", "Step"]
