"""The description of a graph: in, its triples by part; out, what it is, in VoID and DCAT (W3C), as triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgtool.rdf.iris import encoded
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, BlankNode, Literal, Triple
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


@dataclass
class Counts:
    """What there is in triples: how many, what they are about and lead to, their classes and properties, documents.

    Terms are as N-Triples writes them: so a million triples are counted in a second.
    """

    triples: int = 0
    subjects: set[bytes] = field(default_factory=set)
    objects: set[bytes] = field(default_factory=set)
    classes: Counter[bytes] = field(default_factory=Counter)
    properties: Counter[bytes] = field(default_factory=Counter)
    documents: set[bytes] = field(default_factory=set)

    def add(self, lines: Iterable[bytes], vocabulary: Vocabulary) -> int:
        """Count lines of N-Triples, and return how many they are."""
        document, has_type = f"<{vocabulary('Document')}> .\n".encode(), f"<{RDF_TYPE}>".encode()
        parts = [line.split(b" ", 2) for line in lines]
        self.triples += len(parts)
        self.subjects.update(subject for subject, _, _ in parts)
        self.objects.update(value for _, _, value in parts)
        self.properties.update(predicate for _, predicate, _ in parts)
        self.classes.update(value for _, predicate, value in parts if predicate == has_type and value[:1] == b"<")
        self.documents.update(s for s, predicate, value in parts if value == document and predicate == has_type)
        return len(parts)


def described(
    base: str,
    title: str,
    parts: Mapping[str, Iterable[bytes]],
    vocabulary: Vocabulary,
    files: Mapping[str, str] | None = None,
) -> list[Triple]:
    """Return the description of a graph: counts of all and by class and property, its parts, and its sources.

    parts are lines of N-Triples; files are those that hold the graph, by name with their media type: the distributions
    of DCAT.
    """
    dataset, counts = IRI(f"{base}dataset"), Counts()
    sizes = {name: counts.add(lines, vocabulary) for name, lines in parts.items()}
    documents = sorted(map(_iri, counts.documents))
    found = [
        Triple(dataset, RDF_TYPE, IRI(f"{_VOID}Dataset")),
        Triple(dataset, RDF_TYPE, IRI(f"{_DCAT}Dataset")),
        Triple(dataset, IRI(f"{DCTERMS}title"), Literal.text(title, "en")),
        Triple(dataset, IRI(f"{_VOID}uriSpace"), Literal(base)),
        Triple(dataset, IRI(f"{_VOID}vocabulary"), IRI(vocabulary.namespace)),
        *_counts(dataset, counts),
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
    for name, size in sizes.items():
        part = IRI(f"{dataset}/{name}")
        found += [
            Triple(dataset, IRI(f"{_VOID}subset"), part),
            Triple(part, RDF_TYPE, IRI(f"{_VOID}Dataset")),
            Triple(part, IRI(f"{RDFS}label"), Literal.text(name, "en")),
            Triple(part, IRI(f"{_VOID}triples"), Literal.integer(size)),
        ]
    return found


def _counts(dataset: IRI, counts: Counts) -> Iterable[Triple]:
    yield Triple(dataset, IRI(f"{_VOID}triples"), Literal.integer(counts.triples))
    yield Triple(dataset, IRI(f"{_VOID}distinctSubjects"), Literal.integer(len(counts.subjects)))
    yield Triple(dataset, IRI(f"{_VOID}distinctObjects"), Literal.integer(len(counts.objects)))
    for link, key, count, found in (
        ("classPartition", "class", "entities", counts.classes),
        ("propertyPartition", "property", "triples", counts.properties),
    ):
        for number, (term, total) in enumerate(sorted(found.items())):
            node = BlankNode(f"_:{link}{number}")
            yield Triple(dataset, IRI(f"{_VOID}{link}"), node)
            yield Triple(node, IRI(f"{_VOID}{key}"), _iri(term))
            yield Triple(node, IRI(f"{_VOID}{count}"), Literal.integer(total))


def _iri(written: bytes) -> IRI:
    """Return an IRI that N-Triples has, with or without the end of the line behind it."""
    return IRI(written.decode()[1:].partition(">")[0])
