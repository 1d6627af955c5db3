"""The description of a graph: in, its triples by part; out, what it is, in VoID and DCAT (W3C), as triples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

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


def described(
    base: str,
    title: str,
    parts: Mapping[str, Iterable[Triple]],
    vocabulary: Vocabulary,
    files: Mapping[str, str] | None = None,
) -> list[Triple]:
    """Return the description of a graph: counts of all and by class and property, its parts, and its sources.

    files are those that hold the graph, by name with their media type: the distributions of DCAT.
    """
    dataset = IRI(f"{base}dataset")
    by_part = {name: list(triples) for name, triples in parts.items()}
    everything = [triple for triples in by_part.values() for triple in triples]
    documents = sorted(
        {t.subject for t in everything if t.predicate == RDF_TYPE and t.object == vocabulary("Document")}
    )
    found = [
        Triple(dataset, RDF_TYPE, IRI(f"{_VOID}Dataset")),
        Triple(dataset, RDF_TYPE, IRI(f"{_DCAT}Dataset")),
        Triple(dataset, IRI(f"{DCTERMS}title"), Literal.text(title, "en")),
        Triple(dataset, IRI(f"{_VOID}uriSpace"), Literal(base)),
        Triple(dataset, IRI(f"{_VOID}vocabulary"), IRI(vocabulary.namespace)),
        *_counts(dataset, everything),
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
    for name, triples in by_part.items():
        part = IRI(f"{dataset}/{name}")
        found += [
            Triple(dataset, IRI(f"{_VOID}subset"), part),
            Triple(part, RDF_TYPE, IRI(f"{_VOID}Dataset")),
            Triple(part, IRI(f"{RDFS}label"), Literal.text(name, "en")),
            Triple(part, IRI(f"{_VOID}triples"), Literal.integer(len(triples))),
        ]
    return found


def _counts(dataset: IRI, triples: list[Triple]) -> Iterable[Triple]:
    yield Triple(dataset, IRI(f"{_VOID}triples"), Literal.integer(len(triples)))
    yield Triple(dataset, IRI(f"{_VOID}distinctSubjects"), Literal.integer(len({t.subject for t in triples})))
    yield Triple(dataset, IRI(f"{_VOID}distinctObjects"), Literal.integer(len({t.object for t in triples})))
    classes = Counter(t.object for t in triples if t.predicate == RDF_TYPE and isinstance(t.object, IRI))
    properties = Counter(t.predicate for t in triples)
    for link, key, count, counts in (
        ("classPartition", "class", "entities", sorted(classes.items(), key=str)),
        ("propertyPartition", "property", "triples", sorted(properties.items())),
    ):
        for number, (term, total) in enumerate(counts):
            node = BlankNode(f"_:{link}{number}")
            assert isinstance(term, IRI)
            yield Triple(dataset, IRI(f"{_VOID}{link}"), node)
            yield Triple(node, IRI(f"{_VOID}{key}"), term)
            yield Triple(node, IRI(f"{_VOID}{count}"), Literal.integer(total))
