"""The property graph: in, triples; out, nodes with classes and attributes, and edges with a type, sorted.

Each subject, and each IRI that something points to, is a node; a literal is an attribute of its node, and a triple
between nodes is an edge. Classes are kept as classes, not as nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import RDF_TYPE, RDFS_LABEL, BlankNode, Literal, Subject, Triple
from kgtool.rdf.vocabulary import DCTERMS_TITLE, SKOS_PREF_LABEL

_LABELS = (RDFS_LABEL, SKOS_PREF_LABEL, DCTERMS_TITLE)


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, the CURIEs of its classes, a label for people, and texts by the CURIE of the property."""

    iri: str
    classes: tuple[str, ...]
    label: str
    attributes: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An edge: the IRIs of its ends and the CURIE of the property."""

    source: str
    type: str
    target: str


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes sorted by IRI, edges sorted by ends and type, and the names of all attributes, sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    attributes: tuple[str, ...]


def property_graph(triples: Iterable[Triple], prefixes: Prefixes) -> PropertyGraph:
    """Return triples as a property graph; several values of an attribute are sorted, and a language tag is dropped."""
    classes: dict[Subject, set[str]] = defaultdict(set)
    texts: dict[Subject, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    labels: dict[Subject, list[tuple[int, str]]] = defaultdict(list)
    ends: set[Subject] = set()
    edges: set[Edge] = set()
    for subject, predicate, value in triples:
        ends.add(subject)
        if isinstance(value, Literal):
            texts[subject][prefixes.compact(predicate)].add(value.lexical)
            if predicate in _LABELS:
                labels[subject].append((_LABELS.index(predicate), value.lexical))
        elif predicate == RDF_TYPE:
            classes[subject].add(_name(value, prefixes))
        else:
            ends.add(value)
            edges.add(Edge(str(subject), prefixes.compact(predicate), str(value)))
    nodes = tuple(
        Node(
            iri=str(end),
            classes=tuple(sorted(classes[end])),
            label=min(labels[end])[1] if labels[end] else _name(end, prefixes),
            attributes={name: tuple(sorted(values)) for name, values in sorted(texts[end].items())},
        )
        for end in sorted(ends)
    )
    names = sorted({name for node in nodes for name in node.attributes})
    return PropertyGraph(nodes, tuple(sorted(edges)), tuple(names))


def _name(term: Subject, prefixes: Prefixes) -> str:
    return str(term) if isinstance(term, BlankNode) else prefixes.compact(term)
