"""The OWL 2 RL profile: in, the ontology; out, the axioms that are outside it (OWL 2 Profiles, section 4.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, XSD, Literal, Term, Triple
from kgtool.rdf.vocabulary import OWL

# 4.2.1, Data Types
_SUPPORTED = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language Name
    NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
_DATATYPES: frozenset[Term] = frozenset(
    IRI(name)
    for name in (
        *(XSD + name for name in _SUPPORTED.split()),
        *(RDF + name for name in ("PlainLiteral", "XMLLiteral", "langString")),
        RDFS + "Literal",
    )
)
_FORBIDDEN = {
    IRI(OWL + name)
    for name in (
        *("ReflexiveProperty", "cardinality", "disjointUnionOf", "hasSelf", "minCardinality"),
        *("minQualifiedCardinality", "qualifiedCardinality", "onDatatype", "datatypeComplementOf"),
    )
}


def _owl(name: str) -> IRI:
    return IRI(OWL + name)


_THING, _CLASS = _owl("Thing"), _owl("Class")
_SUBCLASS, _DOMAIN, _RANGE = (IRI(RDFS + name) for name in ("subClassOf", "domain", "range"))


def outside(context: Context) -> Iterator[Found]:
    """Yield the triples of the ontology that make it more than OWL 2 RL."""
    return _Ontology(context.ontology).faults()


class _Ontology:
    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = list(triples)
        self._said: dict[Term, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in self._triples:
            self._said[triple.subject][triple.predicate].append(triple.object)

    def faults(self) -> Iterator[Found]:
        for triple in self._triples:
            fault = self._fault(triple)
            if fault:
                yield Found.at(f"Outside OWL 2 RL: {fault}.", triple)

    def _fault(self, triple: Triple) -> str:
        subject, predicate, value = triple
        for term in (predicate, value):
            if term in _FORBIDDEN:
                return f"owl:{str(term).removeprefix(OWL)} is not allowed"
        if predicate == _SUBCLASS:
            if not self.is_sub(subject):
                return "this class expression may not be a subclass (4.2.3)"
            return "" if self.is_super(value) else "this class expression may not be a superclass (4.2.3)"
        if predicate == _owl("equivalentClass"):
            fits = self.is_equivalent(subject) and self.is_equivalent(value)
            return "" if fits else "this class expression may not be in an equivalence (4.2.3)"
        if predicate == _owl("disjointWith"):
            return "" if self.is_sub(subject) and self.is_sub(value) else "this class expression may not be disjoint"
        if predicate == _DOMAIN:
            return "" if self.is_super(value) else "this class expression may not be a domain"
        if predicate == _RANGE:
            return self._range_fault(subject, value)
        if predicate == RDF_TYPE and value == _owl("DatatypeProperty"):
            both = _owl("ObjectProperty") in self._said[subject][RDF_TYPE]
            return "one property is both an object and a datatype property" if both else ""
        return ""

    def _range_fault(self, subject: Term, value: Term) -> str:
        if _owl("DatatypeProperty") in self._said[subject][RDF_TYPE]:
            return "" if value in _DATATYPES else "this datatype is not of the profile (4.2.1)"
        return "" if value in _DATATYPES or self.is_super(value) else "this class expression may not be a range"

    def is_name(self, node: Term) -> bool:
        """Return whether a node names a class; one of another ontology need not be declared here."""
        return isinstance(node, IRI) and node != _THING

    def is_sub(self, node: Term) -> bool:
        """Return whether a class expression may stand on the left (4.2.3, subClassExpression)."""
        if self.is_name(node):
            return True
        said = self._said.get(node, {})
        for boolean in ("intersectionOf", "unionOf"):
            for head in said.get(_owl(boolean), ()):
                return all(map(self.is_sub, self._members(head)))
        if _owl("oneOf") in said or _owl("hasValue") in said:
            return True
        fillers = said.get(_owl("someValuesFrom"), [])
        return bool(fillers) and all(filler in _DATATYPES or self._is_filler(filler) for filler in fillers)

    def _is_filler(self, node: Term) -> bool:
        return node == _THING or self.is_sub(node)

    def is_super(self, node: Term) -> bool:
        """Return whether a class expression may stand on the right (4.2.3, superClassExpression)."""
        said = self._said.get(node, {})
        if self.is_name(node) or _owl("hasValue") in said:
            return True
        for head in said.get(_owl("intersectionOf"), ()):
            return all(map(self.is_super, self._members(head)))
        for negated in said.get(_owl("complementOf"), ()):
            return self.is_sub(negated)
        for filler in said.get(_owl("allValuesFrom"), ()):
            return filler in _DATATYPES or self.is_super(filler)
        for limit in ("maxCardinality", "maxQualifiedCardinality"):
            for number in said.get(_owl(limit), ()):
                small = isinstance(number, Literal) and number.lexical in {"0", "1"}
                return small and all(map(self._is_filler, said.get(_owl("onClass"), ())))
        return False

    def is_equivalent(self, node: Term) -> bool:
        """Return whether a class expression may stand in an equivalence (4.2.3, equivClassExpression)."""
        said = self._said.get(node, {})
        if self.is_name(node) or _owl("hasValue") in said:
            return True
        heads = said.get(_owl("intersectionOf"), [])
        return bool(heads) and all(map(self.is_equivalent, self._members(heads[0])))

    def _members(self, head: Term) -> Iterator[Term]:
        seen: set[Term] = set()
        while head in self._said and head not in seen:
            seen.add(head)
            yield from self._said[head].get(IRI(RDF + "first"), ())
            head = next(iter(self._said[head].get(IRI(RDF + "rest"), ())), IRI(RDF + "nil"))
