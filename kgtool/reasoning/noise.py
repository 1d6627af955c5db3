"""Which inferred triples are kept: in, a triple; out, whether a reader of the graph could want it.

All of what is left out follows from the rules too; it is left out because it says nothing about the things that the
graph is about, or is no RDF 1.1 at all.
"""

from __future__ import annotations

from kgtool.rdf.terms import RDF, RDF_TYPE, RDFS, XSD, BlankNode, Literal, Triple
from kgtool.rdf.vocabulary import OWL, OWL_SAME_AS

_BUILT_IN = (RDF, RDFS, OWL, XSD)
_HIERARCHY = {RDFS + "subClassOf", RDFS + "subPropertyOf"}
# scm-eqc, scm-eqp, scm-dom, scm-rng: domains and ranges handed down, and two names for one class.
_SCHEMA = {OWL + "equivalentClass", OWL + "equivalentProperty", RDFS + "domain", RDFS + "range"}
_UNIVERSAL = {OWL + "Thing", OWL + "Nothing"}


def worth_keeping(triple: Triple) -> bool:
    """Return whether an inferred triple is about the things of the graph, or their class and property hierarchy."""
    subject, predicate, value = triple
    if isinstance(subject, BlankNode) or isinstance(value, BlankNode):
        return False  # membership in an unnamed class expression; the engine's error nodes; nodes of lists
    if subject.startswith(_BUILT_IN):
        return False  # axiomatic: owl:Thing is a class, xsd:date is a datatype (cls-thing, prp-ap, dt-type1)
    if predicate in _SCHEMA:
        return False
    if isinstance(value, Literal):
        return True
    if predicate in _HIERARCHY:
        return subject != value and value not in _UNIVERSAL  # scm-cls, scm-op: reflexive, or under owl:Thing
    if predicate == RDF_TYPE:
        return not value.startswith(_BUILT_IN)  # everything is an owl:Thing; classes are classes (scm-*, cax-sco)
    return predicate != OWL_SAME_AS or subject != value  # eq-ref
