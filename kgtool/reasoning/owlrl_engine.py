"""The closure by owlrl, to compare with: in, asserted triples; out, what it infers and how it words contradictions.

owlrl follows the rules except for prp-key (it compares all but the last property), eq-diff2, eq-diff3 and prp-adp (it
passes over the last member of each list) and those about the values of literals.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from kgtool.rdf.rdflib_border import from_rdflib, to_rdflib
from kgtool.rdf.terms import Literal, Triple
from kgtool.rdf.turtle import ntriples_term
from kgtool.reasoning.noise import worth_keeping
from kgtool.reasoning.rules import RuleSet

if TYPE_CHECKING:
    import rdflib


def expand(asserted: Iterable[Triple], rules: RuleSet = "rl") -> tuple[tuple[Triple, ...], tuple[str, ...]]:
    """Return what follows, sorted, without noise, and the contradictions."""
    graph = to_rdflib(asserted)
    before = set(graph)
    contradictions = _expand(graph, rules)
    inferred = [triple for triple in from_rdflib(set(graph) - before) if worth_keeping(triple)]
    if rules == "rdfs":  # its RDFS replaces literals by others that it takes for equal: 1 by true, too
        said = {(triple.subject, triple.object) for triple in from_rdflib(before)}
        inferred = [each for each in inferred if not isinstance(each.object, Literal) or each[::2] in said]
    return tuple(sorted(inferred, key=_order)), tuple(sorted(contradictions))


def _order(triple: Triple) -> tuple[str, ...]:
    return tuple(ntriples_term(term) for term in triple)


def _expand(graph: rdflib.Graph, rules: RuleSet) -> set[str]:
    """Add what follows to a graph and return the engine's words for each contradiction."""
    from owlrl import DatatypeHandling

    # The engine checks lexical forms by converters that it swaps in for the whole process.
    DatatypeHandling.use_Alt_lexical_conversions()
    try:
        engine = _rules(rules)(graph, axioms=False, daxioms=False)
        engine.closure()
    finally:
        DatatypeHandling.use_RDFLib_lexical_conversions()
    return set(engine.error_messages)


@cache
def _rules(rules: RuleSet) -> Any:
    """Return the engine's rules, less what cannot add anything; that takes a fifth of the time.

    Left out is eq-ref, which no other rule needs. And each rule is triggered by an axiom (a triple of the vocabularies
    of RDFS and OWL, owl:sameAs among them) and then looks for the data that it applies to: other triples trigger none.
    """
    from owlrl import OWLRL_Semantics, RDFS_Semantics
    from rdflib import OWL, RDF, RDFS

    if rules == "rdfs":
        return partial(RDFS_Semantics, rdfs=True)
    same_as, has_type = OWL.sameAs, RDF.type
    axioms = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
    owl = str(OWL)
    built_in = (owl, str(RDF), str(RDFS))

    class TriggeredRules(OWLRL_Semantics):  # type: ignore[misc]  # owlrl has no types
        def store_triple(self, triple: tuple[Any, Any, Any]) -> None:
            subject, predicate, value = triple
            if predicate != same_as or subject != value:
                super().store_triple(triple)

        def rules(self, triple: tuple[Any, Any, Any], cycle: int) -> None:
            _, predicate, value = triple
            triggers = str(value).startswith(built_in) if predicate == has_type else predicate in axioms
            if triggers or predicate.startswith(owl):
                super().rules(triple, cycle)

    return TriggeredRules
