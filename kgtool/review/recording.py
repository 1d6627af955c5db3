"""Recording: in, the text of the file of decisions and a decision; out, the text with it, or without it again."""

from __future__ import annotations

from kgtool.rdf.layout import formatted
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, Literal, Triple
from kgtool.rdf.turtle import TermWriter, serialise
from kgtool.rdf.vocabulary import DCTERMS_IS_REPLACED_BY, SKOS_PREF_LABEL, Vocabulary
from kgtool.review.decisions import Decision

HEAD = """\
# What curators have decided about doubtful identities and facts; kgtool review records it here and undoes it.
# A replaced entity leads to the one that stands for it. Everything here may also be edited by hand.
"""


def recorded(text: str, decision: Decision, own: Vocabulary, prefixes: Prefixes) -> str:
    """Return the text with a decision added, in the canonical layout; raises SyntaxProblem for a broken text."""
    return formatted(f"{text or HEAD}\n{serialise(decision.triples(own), prefixes)}", prefixes)


def undone(text: str, decision: Decision, prefixes: Prefixes) -> str:
    """Return the text without a decision, in the canonical layout; raises SyntaxProblem for a broken text."""
    blocks = formatted(text, prefixes).rstrip("\n").split("\n\n")
    left = [block for block in blocks if _subject(block) != _written(decision.iri, prefixes)]
    if decision.kept is not None:
        gone = [Triple(decision.decides[0], DCTERMS_IS_REPLACED_BY, decision.kept)]
        gone.append(Triple(decision.decides[0], SKOS_PREF_LABEL, Literal(decision.label)))
        left = [_without(block, gone, prefixes) for block in left]
    return formatted("\n\n".join(block for block in left if block) + "\n", prefixes)


def _subject(block: str) -> str:
    """Return the first line of a block that is no comment: what it is about."""
    return next((line for line in block.splitlines() if not line.startswith("#")), "")


def _written(iri: IRI, prefixes: Prefixes) -> str:
    return TermWriter(prefixes).term(iri)


def _without(block: str, gone: list[Triple], prefixes: Prefixes) -> str:
    """Return a block without triples of its subject; an empty text where nothing is left of it."""
    if _subject(block) != _written(IRI(gone[0].subject), prefixes):
        return block
    writer = TermWriter(prefixes)
    lines = {f"    {writer.term(t.predicate)} {writer.term(t.object)} ;" for t in gone}
    left = [line for line in block.splitlines() if line not in lines]
    return "\n".join(left) if any(line.endswith(" ;") for line in left) else ""
