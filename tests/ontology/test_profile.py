"""In: the ontology as RDF. Out: whether it keeps to the OWL 2 RL profile and to the DL restrictions behind it.

Section numbers are those of "OWL 2 Web Ontology Language Profiles" (second edition), unless another
document is named.
"""

from collections.abc import Callable, Iterator

import pytest
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

# 4.2.1; xsd:date is no datatype of OWL 2 at all, which is one reason why dates have no range.
SUPPORTED = """
    decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language Name
    NCName NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp
"""
DATATYPES: set[Node] = {RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal}
DATATYPES |= {URIRef(f"http://www.w3.org/2001/XMLSchema#{name}") for name in SUPPORTED.split()}
# 4.2.2 to 4.2.5 leave these out; imports are left out by the project.
FORBIDDEN = {
    OWL.ReflexiveProperty,
    OWL.cardinality,
    OWL.disjointUnionOf,
    OWL.hasSelf,
    OWL.imports,
    OWL.minCardinality,
    OWL.minQualifiedCardinality,
    OWL.qualifiedCardinality,
    OWL.onDatatype,
    OWL.datatypeComplementOf,
}
# Structural Specification, section 11.2: only simple properties may bear these.
SIMPLE_ONLY = (
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
)


def is_class_name(graph: Graph, node: Node) -> bool:
    return isinstance(node, URIRef) and node != OWL.Thing and (node, RDF.type, OWL.Class) in graph


def members(graph: Graph, head: Node) -> list[Node]:
    return list(Collection(graph, head))


def is_subclass_expression(graph: Graph, node: Node) -> bool:
    """Tell whether a class expression may stand on the left (4.2.3, subClassExpression)."""
    if is_class_name(graph, node):
        return True
    for boolean in (OWL.intersectionOf, OWL.unionOf):
        for head in graph.objects(node, boolean):
            return all(is_subclass_expression(graph, member) for member in members(graph, head))
    if (node, OWL.oneOf, None) in graph or (node, OWL.hasValue, None) in graph:
        return True
    fillers = list(graph.objects(node, OWL.someValuesFrom))
    return bool(fillers) and all(
        filler == OWL.Thing or filler in DATATYPES or is_subclass_expression(graph, filler) for filler in fillers
    )


def is_superclass_expression(graph: Graph, node: Node) -> bool:
    """Tell whether a class expression may stand on the right (4.2.3, superClassExpression)."""
    if is_class_name(graph, node) or (node, OWL.hasValue, None) in graph:
        return True
    for head in graph.objects(node, OWL.intersectionOf):
        return all(is_superclass_expression(graph, member) for member in members(graph, head))
    for negated in graph.objects(node, OWL.complementOf):
        return is_subclass_expression(graph, negated)
    for filler in graph.objects(node, OWL.allValuesFrom):
        return filler in DATATYPES or is_superclass_expression(graph, filler)
    for limit in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
        for number in graph.objects(node, limit):
            fillers = graph.objects(node, OWL.onClass)
            return str(number) in {"0", "1"} and all(
                filler == OWL.Thing or is_subclass_expression(graph, filler) for filler in fillers
            )
    return False


def is_equivalent_expression(graph: Graph, node: Node) -> bool:
    """Tell whether a class expression may stand in an equivalence (4.2.3, equivClassExpression)."""
    if is_class_name(graph, node) or (node, OWL.hasValue, None) in graph:
        return True
    heads = list(graph.objects(node, OWL.intersectionOf))
    return bool(heads) and all(is_equivalent_expression(graph, member) for member in members(graph, heads[0]))


def class_faults(graph: Graph) -> Iterator[str]:
    for left, right in graph.subject_objects(RDFS.subClassOf):
        if not is_subclass_expression(graph, left):
            yield f"subClassOf: {left} may not stand on the left"
        if not is_superclass_expression(graph, right):
            yield f"subClassOf: {right} may not stand on the right"
    for left, right in graph.subject_objects(OWL.equivalentClass):
        if not (is_equivalent_expression(graph, left) and is_equivalent_expression(graph, right)):
            yield f"equivalentClass: {left} and {right}"
    for left, right in graph.subject_objects(OWL.disjointWith):
        if not (is_subclass_expression(graph, left) and is_subclass_expression(graph, right)):
            yield f"disjointWith: {left} and {right}"
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for head in graph.objects(axiom, OWL.members):
            for member in members(graph, head):
                if not is_subclass_expression(graph, member):
                    yield f"AllDisjointClasses: {member}"


def property_faults(graph: Graph) -> Iterator[str]:
    for subject, domain in graph.subject_objects(RDFS.domain):
        if not is_superclass_expression(graph, domain):
            yield f"domain of {subject}: {domain}"
    for subject, target in graph.subject_objects(RDFS.range):
        if (subject, RDF.type, OWL.DatatypeProperty) in graph:
            if target not in DATATYPES:
                yield f"range of {subject}: {target}"
        elif not is_superclass_expression(graph, target):
            yield f"range of {subject}: {target}"
    for subject in set(graph.subjects(RDF.type, OWL.DatatypeProperty)):
        if (subject, RDF.type, OWL.ObjectProperty) in graph:
            yield f"{subject} is both an object and a datatype property"


def chains(graph: Graph) -> dict[Node, list[list[Node]]]:
    found: dict[Node, list[list[Node]]] = {}
    for head, chain in graph.subject_objects(OWL.propertyChainAxiom):
        found.setdefault(head, []).append(members(graph, chain))
    return found


def composite(graph: Graph) -> set[Node]:
    """Return the properties that are not simple (Structural Specification, section 11.1)."""
    found = set(chains(graph)) | set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    while True:
        more = {wider for name in found for wider in graph.objects(name, RDFS.subPropertyOf)}
        for twin in (OWL.inverseOf, OWL.equivalentProperty):
            more |= {other for name in found for other in graph.objects(name, twin)}
            more |= {other for name in found for other in graph.subjects(twin, name)}
        if more <= found:
            return found
        found |= more


def chain_faults(graph: Graph) -> Iterator[str]:
    complex_ones = composite(graph)
    for kind in SIMPLE_ONLY:
        for subject in graph.subjects(RDF.type, kind):
            if subject in complex_ones:
                yield f"{subject} is not simple, so it may not be a {kind}"
    for pair in graph.subject_objects(OWL.propertyDisjointWith):
        yield from (f"{name} is not simple, so it may not be disjoint" for name in pair if name in complex_ones)
    above = {name: {link for chain in lists for link in chain} for name, lists in chains(graph).items()}
    for name in above:
        reached, waiting = set[Node](), set(above[name])
        while waiting:
            link = waiting.pop()
            if link not in reached:
                reached.add(link)
                waiting |= above.get(link, set()) | set(graph.subjects(RDFS.subPropertyOf, link))
        if name in reached:
            yield f"{name} depends on itself through its chain"


def blank_node_faults(graph: Graph) -> Iterator[str]:
    """Yield blank nodes that are neither restrictions nor lists nor disjointness axioms."""
    for node in {term for triple in graph for term in triple if isinstance(term, BNode)}:
        kinds = set(graph.objects(node, RDF.type))
        if not kinds & {OWL.Restriction, OWL.AllDisjointClasses} and (node, RDF.first, None) not in graph:
            yield f"blank node with {sorted(str(p) for p in graph.predicates(node, None))}"


def faults(graph: Graph) -> list[str]:
    """Return why a graph is not in the profile; nothing means that it is."""
    used = {term for _, predicate, value in graph for term in (predicate, value) if term in FORBIDDEN}
    found = [f"{term} is not allowed" for term in sorted(map(str, used))]
    for check in (class_faults, property_faults, chain_faults, blank_node_faults):
        found += check(graph)
    return found


def test_ontology_is_in_the_profile(ontology: Graph) -> None:
    assert faults(ontology) == []


def test_nothing_is_imported(ontology: Graph) -> None:
    assert (None, OWL.imports, None) not in ontology


BAD = {
    "a union in a range": ":p a owl:ObjectProperty ; rdfs:range [ a owl:Class ; owl:unionOf ( :A :B ) ] .",
    "a union on the right": ":A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :A :B ) ] .",
    "existence on the right": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .",
    "a value restriction on the left": "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :A ]"
    " rdfs:subClassOf :B .",
    "a minimum": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 1 ] .",
    "at most two": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 2 ] .",
    "a reflexive property": ":p a owl:ReflexiveProperty .",
    "an import": ":o owl:imports <https://www.w3.org/ns/org> .",
    "everything as a superclass": ":A rdfs:subClassOf owl:Thing .",
    "an undeclared class": ":A rdfs:subClassOf :Undeclared .",
    "a date as a range": ":d a owl:DatatypeProperty ; rdfs:range xsd:date .",
    "two sorts of property": ":p a owl:ObjectProperty, owl:DatatypeProperty .",
    "a recursive chain": ":p owl:propertyChainAxiom ( :q :p ) .",
    "a chain through a subproperty": ":p owl:propertyChainAxiom ( :q :r ) . :s rdfs:subPropertyOf :r ."
    " :s owl:propertyChainAxiom ( :p :q ) .",
    "a transitive asymmetric property": ":p a owl:TransitiveProperty, owl:AsymmetricProperty .",
    "a disjoint chain": ":p owl:propertyChainAxiom ( :q :r ) ; owl:propertyDisjointWith :s .",
    "a needless blank node": ":A rdfs:seeAlso [ rdfs:label 'x' ] .",
}
GOOD = {
    "a value on either side": "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ] rdfs:subClassOf :A ."
    " :B rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ] .",
    "existence on the left": "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ]"
    " rdfs:subClassOf :A .",
    "at most one": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
    "a chain": ":p owl:propertyChainAxiom ( :q :r ) .",
    "a number as a range": ":d a owl:DatatypeProperty ; rdfs:range xsd:integer .",
}
CLASSES = ":A a owl:Class . :B a owl:Class .\n"


@pytest.mark.parametrize("case", BAD)
def test_checker_rejects(case: str, parse: Callable[[str, str], Graph]) -> None:
    assert faults(parse(case, CLASSES + BAD[case]))


@pytest.mark.parametrize("case", GOOD)
def test_checker_accepts(case: str, parse: Callable[[str, str], Graph]) -> None:
    assert faults(parse(case, CLASSES + GOOD[case])) == []
