"""Imports: in, the ontology; out, what it imports that no file of the project declares, for nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.terms import IRI, RDF_TYPE
from kgtool.rdf.vocabulary import OWL

_IMPORTS, _ONTOLOGY, _VERSION = IRI(OWL + "imports"), IRI(OWL + "Ontology"), IRI(OWL + "versionIRI")


def absent(context: Context) -> Iterator[Found]:
    """Yield imports of an ontology that is in none of the files, by its IRI or version IRI (OWL 2, section 3.4)."""
    here = {triple.subject for triple in context.ontology if (triple.predicate, triple.object) == (RDF_TYPE, _ONTOLOGY)}
    versions = {triple.object for triple in context.ontology if triple.predicate == _VERSION}
    for triple in context.ontology:
        if triple.predicate == _IMPORTS and triple.object not in here and triple.object not in versions:
            yield Found.at(f"<{triple.object}> is imported, but no file in ontology/ declares it.", triple)
