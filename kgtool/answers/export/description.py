"""The description of a graph: in, its triples by part; out, what it is, in VoID and DCAT (W3C), as triples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from kgtool.rdf.iris import encoded
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, Literal, Triple
from kgtool.rdf.vocabulary import DCTERMS, Vocabulary

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_VOID, _DCAT, _PROV = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://www.w3.org/ns/prov#"


MEDIA_TYPES = {
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "icalendar": "text/calendar",
    "parquet": "application/vnd.apache.parquet",
}
"""Formats by name that are no CSV, with their media types."""


NAMESPACES = {"dcat": _DCAT, "prov": _PROV, "void": _VOID}
"""The prefixes of the vocabularies of descriptions."""

# A line of N-Triples up to its predicate or, where that is rdf:type, up to the class.
_TERM = re.compile(rb"[^ ]++ (<%b> <[^ ]++|[^ ]++) .*+\n" % re.escape(RDF_TYPE.encode()))


class Counts:
    """What there is in triples: how many, of which properties and classes, and the documents they come from.

    They come as N-Triples: so a million are counted in a third of a second.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.triples = 0
        self.documents: set[IRI] = set()
        self._terms: Counter[bytes] = Counter()
        self._document = f" <{RDF_TYPE}> <{vocabulary('Document')}> .\n".encode()

    def add(self, lines: bytes) -> None:
        """Count whole lines of N-Triples."""
        terms = _TERM.findall(lines)
        self.triples += len(terms)
        self._terms.update(terms)
        end = lines.find(self._document)
        while end >= 0:
            self.documents.add(_iri(lines[lines.rfind(b"\n", 0, end) + 1 : end]))
            end = lines.find(self._document, end + 1)

    @property
    def classes(self) -> dict[IRI, int]:
        """Return how many instances each class has."""
        return {_iri(kind): count for term, count in self._terms.items() for _, kind in [_split(term)] if kind}

    @property
    def properties(self) -> dict[IRI, int]:
        """Return how many triples each property has."""
        found: Counter[IRI] = Counter()
        for term, count in self._terms.items():
            found[_iri(_split(term)[0])] += count
        return dict(found)


def described(
    base: str,
    title: str,
    parts: Mapping[str, Counts],
    vocabulary: Vocabulary,
    prefixes: Prefixes,
    files: Mapping[str, str] | None = None,
) -> list[Triple]:
    """Return the description of a graph: counts of all and by class and property, its parts, and its sources.

    parts are counted; files are those that hold the graph, by name with their media type: the distributions of DCAT.
    """
    dataset, counts = IRI(f"{base}dataset"), parts.values()
    documents = sorted({document for part in counts for document in part.documents})
    found = [
        Triple(dataset, RDF_TYPE, IRI(f"{_VOID}Dataset")),
        Triple(dataset, RDF_TYPE, IRI(f"{_DCAT}Dataset")),
        Triple(dataset, IRI(f"{DCTERMS}title"), Literal.text(title, "en")),
        Triple(dataset, IRI(f"{_VOID}uriSpace"), Literal(base)),
        Triple(dataset, IRI(f"{_VOID}vocabulary"), IRI(vocabulary.namespace)),
        Triple(dataset, IRI(f"{_VOID}triples"), Literal.integer(sum(part.triples for part in counts))),
        *_partitions(dataset, "class", "entities", _summed(part.classes for part in counts), prefixes),
        *_partitions(dataset, "property", "triples", _summed(part.properties for part in counts), prefixes),
        *(Triple(dataset, IRI(f"{_PROV}wasDerivedFrom"), document) for document in documents),
    ]
    for name, media_type in (files or {}).items():
        distribution = IRI(f"{dataset}/distribution/{encoded(name)}")
        found += [
            Triple(dataset, IRI(f"{_DCAT}distribution"), distribution),
            Triple(distribution, RDF_TYPE, IRI(f"{_DCAT}Distribution")),
            Triple(distribution, IRI(f"{DCTERMS}title"), Literal(name)),
            Triple(distribution, IRI(f"{_DCAT}mediaType"), IRI(f"{_MEDIA_TYPES}{media_type}")),
        ]
    for name, counted in parts.items():
        part = IRI(f"{dataset}/{name}")
        found += [
            Triple(dataset, IRI(f"{_VOID}subset"), part),
            Triple(part, RDF_TYPE, IRI(f"{_VOID}Dataset")),
            Triple(part, IRI(f"{RDFS}label"), Literal.text(name, "en")),
            Triple(part, IRI(f"{_VOID}triples"), Literal.integer(counted.triples)),
        ]
    return found


def _partitions(dataset: IRI, kind: str, count: str, found: Mapping[IRI, int], prefixes: Prefixes) -> Iterable[Triple]:
    for term, total in sorted(found.items()):
        part = IRI(f"{dataset}/{kind}/{encoded(prefixes.compact(term))}")
        yield Triple(dataset, IRI(f"{_VOID}{kind}Partition"), part)
        yield Triple(part, IRI(f"{_VOID}{kind}"), term)
        yield Triple(part, IRI(f"{_VOID}{count}"), Literal.integer(total))


def _summed(counts: Iterable[Mapping[IRI, int]]) -> dict[IRI, int]:
    found: Counter[IRI] = Counter()
    for each in counts:
        found.update(each)
    return dict(found)


def _split(term: bytes) -> tuple[bytes, bytes]:
    """Return a predicate and, where there is one, a class."""
    predicate, _, kind = term.partition(b" ")
    return predicate, kind


def _iri(written: bytes) -> IRI:
    """Return an IRI that N-Triples has."""
    return IRI(written.decode()[1:-1])
