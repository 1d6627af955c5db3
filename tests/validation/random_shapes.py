"""Random data and shapes: in, nothing; out, Hypothesis strategies of Turtle that both engines can check.

What is left out, because pySHACL does otherwise than the specification or than SPARQL, is listed in DIFFERENCES.
"""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

# What is left out: why pySHACL's results cannot be compared there.
DIFFERENCES = {
    "inverse of a sequence or of an alternative": "pySHACL follows an inverted sequence in the order of its parts, "
    "SPARQL 1.1, section 9.1, in reverse order",
    "several values of sh:in, sh:hasValue, sh:equals …": "pySHACL writes the values in a message in the order of a "
    "hash set, which differs from run to run",
    "sh:lessThan with IRIs": "pySHACL compares IRIs as strings; to SPARQL, IRIs have no order (section 17.3)",
    "order of values of different types": "pySHACL orders them by rdflib; to SPARQL, comparing them is an error, "
    "and so a violation",
    "language ranges of several subtags": "pySHACL compares the first subtag or all; SPARQL's langMatches, prefixes",
    "sh:minLength 0": "pySHACL lets blank nodes pass; SHACL, section 4.4.1, does not",
    "blank nodes that lead to themselves": "how deep pySHACL describes them depends on what it described before",
    "shapes that refer to themselves": "left to pySHACL itself",
}

HEAD = """
@prefix : <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NODES = (":a", ":b", ":c", "_:x", "_:y")
CLASSES = (":K", ":L", ":M")
PROPERTIES = (":p", ":q", ":r")
NUMBERS = ("1", "2", "3", "1.5", '"7"^^xsd:int', "2.5e0")
LITERALS = (
    *NUMBERS,
    '"a"',
    '"b c"',
    '"a"@en',
    '"b"@de-AT',
    '"c"@en',
    "true",
    '"maybe"^^xsd:boolean',
    '"2024-05-06"^^xsd:date',
    '"2024-13-06"^^xsd:date',
    '"2024-05-06T07:08:09Z"^^xsd:dateTime',
    '"x"^^xsd:integer',
)

nodes, classes, properties = st.sampled_from(NODES), st.sampled_from(CLASSES), st.sampled_from(PROPERTIES)
iris = st.sampled_from(NODES[:3])
counts = st.integers(0, 3)


@st.composite
def data(draw: st.DrawFn) -> str:
    """Return a graph over few nodes, classes and properties; :n has numbers only, :s strings only."""
    lines = [f"{draw(classes)} rdfs:subClassOf {draw(classes)} ." for _ in range(draw(st.integers(0, 2)))]
    lines += [f"{draw(nodes)} a {draw(classes)} ." for _ in range(draw(st.integers(1, 5)))]
    literal = st.sampled_from(LITERALS)
    links = st.one_of(st.tuples(iris, properties, st.one_of(nodes, literal)), st.tuples(nodes, properties, literal))
    lines += [" ".join((*draw(links), ".")) for _ in range(draw(st.integers(0, 12)))]
    numbers = st.sampled_from(NUMBERS)
    lines += [f"{draw(nodes)} {draw(st.sampled_from((':n', ':m')))} {draw(numbers)} ." for _ in range(draw(counts))]
    return HEAD + "\n".join(lines)


@cache
def paths() -> st.SearchStrategy[str]:
    """Return the strategy of property paths; an inverse is of a property only."""
    simple = st.one_of(properties, properties.map(lambda each: f"[ sh:inversePath {each} ]"))

    def longer(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pair = st.lists(part, min_size=2, max_size=3).map(lambda parts: f"( {' '.join(parts)} )")
        repeated = st.sampled_from(("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"))
        return st.one_of(
            pair,
            pair.map(lambda parts: f"[ sh:alternativePath {parts} ]"),
            st.tuples(repeated, part).map(lambda both: f"[ sh:{both[0]} {both[1]} ]"),
        )

    return st.recursive(simple, longer, max_leaves=3)


@cache
def node_constraints(depth: int) -> st.SearchStrategy[str]:
    """Return the strategy of a parameter with its value that any shape can have."""
    literal = st.sampled_from(LITERALS)
    plain: list[st.SearchStrategy[str]] = [
        classes.map(lambda each: f"sh:class {each}"),
        st.sampled_from(("string", "integer", "decimal", "boolean", "date", "dateTime", "int", "double")).map(
            lambda each: f"sh:datatype xsd:{each}"
        ),
        st.sampled_from(("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")).map(
            lambda each: f"sh:nodeKind sh:{each}"
        ),
        st.tuples(st.sampled_from(("minLength", "maxLength")), st.integers(1, 3)).map(
            lambda both: f"sh:{both[0]} {both[1]}"
        ),
        st.sampled_from(("a", "^b", "E.ample", "[0-9]$")).map(lambda each: f'sh:pattern "{each}"'),
        st.sampled_from(("a", "^B", "E.AMPLE")).map(lambda each: f'sh:pattern "{each}" ; sh:flags "i"'),
        st.sampled_from(('"en"', '"de"', '"en" "de"')).map(lambda each: f"sh:languageIn ( {each} )"),
        st.one_of(iris, literal).map(lambda each: f"sh:in ( {each} )"),
        st.one_of(iris, literal).map(lambda each: f"sh:hasValue {each}"),
        properties.map(lambda each: f"sh:equals {each}"),
        properties.map(lambda each: f"sh:disjoint {each}"),
    ]
    if depth:
        inner = shapes_in(depth - 1)
        several = st.lists(inner, min_size=1, max_size=3).map(" ".join)
        plain += [
            inner.map(lambda each: f"sh:not {each}"),
            st.tuples(st.sampled_from(("and", "or", "xone")), several).map(lambda both: f"sh:{both[0]} ( {both[1]} )"),
            node_shapes_in(depth - 1).map(lambda each: f"sh:node {each}"),
            property_shapes_in(depth - 1).map(lambda each: f"sh:property {each}"),
        ]
    return st.one_of(plain)


@cache
def property_constraints(depth: int) -> st.SearchStrategy[str]:
    """Return the strategy of a parameter with its value that a property shape can have."""
    limits = st.tuples(st.sampled_from(("minCount", "maxCount")), counts)
    own: list[st.SearchStrategy[str]] = [
        limits.map(lambda both: f"sh:{both[0]} {both[1]}"),
        st.just("sh:uniqueLang true"),
    ]
    if depth:
        qualified = st.tuples(shapes_in(depth - 1), st.sampled_from(("Min", "Max")), counts, st.booleans())
        own.append(
            qualified.map(
                lambda all_: (
                    f"sh:qualifiedValueShape {all_[0]} ; sh:qualified{all_[1]}Count {all_[2]}"
                    + (" ; sh:qualifiedValueShapesDisjoint true" if all_[3] else "")
                )
            )
        )
    return st.one_of(node_constraints(depth), *own)


def _distinct(constraints: list[str]) -> str:
    """Return constraints of which each parameter has one value."""
    return " ; ".join({each.split()[0]: each for each in constraints}.values())


@cache
def number_shapes() -> st.SearchStrategy[str]:
    """Return the strategy of property shapes that compare numbers."""
    bounds = st.tuples(
        st.sampled_from(("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")), st.sampled_from(NUMBERS)
    )
    return st.one_of(
        bounds.map(lambda both: f"[ sh:path :n ; sh:{both[0]} {both[1]} ]"),
        st.sampled_from(("lessThan", "lessThanOrEquals")).map(lambda each: f"[ sh:path :n ; sh:{each} :m ]"),
    )


@cache
def node_shapes_in(depth: int) -> st.SearchStrategy[str]:
    """Return the strategy of node shapes without a name."""
    return st.lists(node_constraints(depth), min_size=1, max_size=2).map(lambda each: f"[ {_distinct(each)} ]")


@cache
def property_shapes_in(depth: int) -> st.SearchStrategy[str]:
    """Return the strategy of property shapes without a name."""
    constraints = st.lists(property_constraints(depth), min_size=1, max_size=2).map(_distinct)
    general = st.tuples(paths(), constraints).map(lambda both: f"[ sh:path {both[0]} ; {both[1]} ]")
    return st.one_of(general, number_shapes())


@cache
def shapes_in(depth: int) -> st.SearchStrategy[str]:
    """Return the strategy of shapes without a name."""
    return st.one_of(node_shapes_in(depth), property_shapes_in(depth))


@cache
def _many_on_nodes() -> st.SearchStrategy[str]:
    return st.lists(node_constraints(2), max_size=3).map(_distinct)


@cache
def _many_on_properties() -> st.SearchStrategy[str]:
    return st.lists(property_constraints(2), max_size=3).map(_distinct)


_TARGETS = st.one_of(
    classes.map(lambda each: f"sh:targetClass {each}"),
    iris.map(lambda each: f"sh:targetNode {each}"),
    st.sampled_from(('"a"', "1")).map(lambda each: f"sh:targetNode {each}"),
    properties.map(lambda each: f"sh:targetSubjectsOf {each}"),
    properties.map(lambda each: f"sh:targetObjectsOf {each}"),
)
_SPARQL = st.sampled_from(
    (
        "SELECT $this ?value { $this <https://example.org/p> ?value FILTER isIRI(?value) }",
        "SELECT $this ?value { $this <https://example.org/p> ?value . FILTER NOT EXISTS { ?value a ?any } }",
        "SELECT $this (COUNT(?o) AS ?n) { $this <https://example.org/q> ?o } GROUP BY $this HAVING (COUNT(?o) > 1)",
        "SELECT $this ?path ?value { $this ?path ?value FILTER isLiteral(?value) }",
    )
)


@st.composite
def shapes(draw: st.DrawFn) -> str:
    """Return a shapes graph of one to three named shapes, at times with a SPARQL constraint."""
    written: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        target = draw(_TARGETS)
        parts = [target]
        if draw(st.booleans()):
            parts += [f"sh:path {draw(paths())}", draw(_many_on_properties())]
        else:
            parts.append(draw(_many_on_nodes()))
        if draw(st.booleans()):
            parts.append(f'sh:message "Message {number}"')
        if draw(st.booleans()):
            parts.append(f"sh:severity sh:{draw(st.sampled_from(('Info', 'Warning', 'Violation')))}")
        if draw(st.integers(0, 3)) == 0:
            parts.append(f'sh:sparql [ sh:message "At {{?value}}, {{$n}}" ; sh:select "{draw(_SPARQL)}" ]')
        if draw(st.integers(0, 5)) == 0:
            closed = "sh:closed true ; sh:ignoredProperties ( rdf:type :p )"
            parts.append(closed)
        kind = "sh:PropertyShape" if any(part.startswith("sh:path") for part in parts) else "sh:NodeShape"
        written.append(f":S{number} a {kind} ; {' ; '.join(part for part in parts if part)} .")
    return HEAD + "\n".join(written)
