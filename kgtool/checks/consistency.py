"""Consistency: in, the contradictions that reasoning found; out, each in words, with its premises."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import RDF_TYPE, XSD_STRING, Literal, Term, Triple

_WORDS = {
    "eq-diff": "What is the same cannot be different",
    "prp-irp": "Nothing can have this property to itself",
    "prp-asyp": "This property cannot hold both ways",
    "prp-pdw": "Disjoint properties cannot hold of the same pair",
    "prp-adp": "Disjoint properties cannot hold of the same pair",
    "prp-npa": "This is asserted not to hold, and it does",
    "cls-nothing": "Nothing can be of the empty class",
    "cls-com": "Nothing can be of a class and of its complement",
    "cls-max": "There are more values than the class allows",
    "cax-dw": "Nothing can be of two disjoint classes",
    "cax-adc": "Nothing can be of two disjoint classes",
    "dt-not-type": "The literal has no value of the datatype",
    "dt-diff": "Literals of different values cannot be the same",
}
"""What the rules of OWL 2 RL that end in a contradiction say (OWL 2 Profiles, 4.3), by how their names begin."""


def contradictions(context: Context) -> Iterator[Found]:
    """Yield the contradictions, each about its first premise."""
    for contradiction in context.contradictions:
        rule, premises = contradiction.rule.strip(), contradiction.premises
        said = next((words for name, words in _WORDS.items() if rule.startswith(name)), "These cannot all be true")
        written = "; ".join(_sentence(triple, context.settings.prefixes) for triple in premises)
        words = f"{said}: {written} (rule {rule} of OWL 2 RL)."
        if premises:
            subject, predicate, value = premises[0]
            yield Found(words, subject, predicate, value, premises=premises)
        else:
            yield Found(words)


def _sentence(triple: Triple, prefixes: Prefixes) -> str:
    predicate = "a" if triple.predicate == RDF_TYPE else prefixes.compact(triple.predicate)
    return f"{prefixes.compact(triple.subject)} {predicate} {_written(triple.object, prefixes)}"


def _written(term: Term, prefixes: Prefixes) -> str:
    if isinstance(term, Literal):
        kind = "" if term.datatype == XSD_STRING or term.language else f" ({prefixes.compact(term.datatype)})"
        return f"“{term.lexical}”{kind}"
    return prefixes.compact(term)
