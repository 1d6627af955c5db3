"""The property graph: in, triples; out, nodes with classes and attributes, and edges with a type, sorted.

Each subject, and each IRI that something points to, is a node; a literal is an attribute of its node, and a triple
between nodes is an edge. Classes are kept as classes, not as nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kgtool.answers.export.references import Reference, References
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import RDF_TYPE, RDFS_LABEL, BlankNode, Literal, Subject, Triple
from kgtool.rdf.vocabulary import DCTERMS_TITLE, SKOS_PREF_LABEL

_NEVER = ("", "")
_OTHER_TIMES = {"foundedTime", "statedTime"}  # when something began, or what a page bears: not when it is
_LABELS = (RDFS_LABEL, SKOS_PREF_LABEL, DCTERMS_TITLE)


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, the CURIEs of its classes, a label for people, and texts by the CURIE of the property.

    start and end are the first and the last day of its time, empty where none is known.
    """

    iri: str
    classes: tuple[str, ...]
    label: str
    attributes: dict[str, tuple[str, ...]]
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An edge: the IRIs of its ends, the CURIE of the property, the days on which both its ends are, and the passages
    that say so.
    """

    source: str
    type: str
    target: str
    start: str = ""
    end: str = ""
    references: tuple[Reference, ...] = ()

    @property
    def evidence(self) -> dict[str, tuple[str, ...]]:
        """Return documents, places and quotes of the passages by these names; nothing where there are none."""
        if not self.references:
            return {}
        return {
            "document": tuple(dict.fromkeys(reference.document for reference in self.references)),
            "passage": tuple(reference.place for reference in self.references),
            "quote": tuple(reference.quote for reference in self.references),
        }


EVIDENCE = ("document", "passage", "quote")
"""The names under which edges bear their evidence."""


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes sorted by IRI, edges sorted by ends and type, and the names of all attributes, sorted."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    attributes: tuple[str, ...]


def property_graph(
    triples: Iterable[Triple], prefixes: Prefixes, references: References | None = None
) -> PropertyGraph:
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
            behind = references.of(Triple(subject, predicate, value)) if references else ()
            edges.add(Edge(str(subject), prefixes.compact(predicate), str(value), references=behind))
    times = _times(texts, edges)
    nodes = tuple(
        Node(
            iri=str(end),
            classes=tuple(sorted(classes[end])),
            label=min(labels[end])[1] if labels[end] else _name(end, prefixes),
            attributes={name: tuple(sorted(values)) for name, values in sorted(texts[end].items())},
            start=times.get(str(end), _NEVER)[0],
            end=times.get(str(end), _NEVER)[1],
        )
        for end in sorted(ends)
    )
    names = sorted({name for node in nodes for name in node.attributes})
    return PropertyGraph(nodes, tuple(sorted(_timed(edge, times) for edge in edges)), tuple(names))


def _times(texts: dict[Subject, dict[str, set[str]]], edges: Iterable[Edge]) -> dict[str, tuple[str, str]]:
    """Return the first and the last day of nodes: their own, or else those of the one time that they point to."""
    spans: dict[str, tuple[str, str]] = {}
    for node, said in texts.items():
        ends = {name.rpartition(":")[2]: values for name, values in said.items()}
        if "earliest" in ends and "latest" in ends:
            spans[str(node)] = min(ends["earliest"]), max(ends["latest"])
    pointed: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.target in spans and edge.type.rpartition(":")[2] not in _OTHER_TIMES:
            pointed[edge.source].add(edge.target)
    found = {
        node: (min(spans[t][0] for t in times), max(spans[t][1] for t in times)) for node, times in pointed.items()
    }
    return {**found, **spans}


def _timed(edge: Edge, times: dict[str, tuple[str, str]]) -> Edge:
    known = [times[node] for node in (edge.source, edge.target) if node in times]
    if not known:
        return edge
    start, end = max(first for first, _ in known), min(last for _, last in known)
    return replace(edge, start=start, end=end) if start <= end else edge


def _name(term: Subject, prefixes: Prefixes) -> str:
    return str(term) if isinstance(term, BlankNode) else prefixes.compact(term)
