"""Exports: in, the triples of a graph; out, files that other tools read, the same bytes for the same triples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kgtool.answers.catalogue import suggestion
from kgtool.answers.export.flat import csv_text
from kgtool.answers.export.gexf import gexf_text
from kgtool.answers.export.graphml import graphml_text
from kgtool.answers.export.icalendar import calendar_text
from kgtool.answers.export.neo4j import neo4j_files
from kgtool.answers.export.property_graph import PropertyGraph, property_graph
from kgtool.answers.export.tables import table_files
from kgtool.errors import UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import FORMATS as RDF_FORMATS
from kgtool.rdf.store import dump
from kgtool.rdf.terms import Triple

FORMATS = (*RDF_FORMATS, "graphml", "gexf", "neo4j", "csv", "tables", "icalendar")
FOLDER_FORMATS = ("neo4j", "tables")

__all__ = ["FOLDER_FORMATS", "FORMATS", "PropertyGraph", "Scope", "export", "export_folder", "property_graph"]

_GRAPH_WRITERS: dict[str, Callable[[PropertyGraph], Iterator[str]]] = {
    "graphml": graphml_text,
    "gexf": gexf_text,
    "icalendar": calendar_text,
}
_FOLDER_WRITERS: dict[str, Callable[[PropertyGraph], dict[str, str]]] = {"neo4j": neo4j_files, "tables": table_files}


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a graph is wanted besides what is asserted."""

    inferred: bool = True
    evidence: bool = True


def export(triples: Iterable[Triple], form: str, prefixes: Prefixes) -> Iterator[bytes]:
    """Yield the bytes of a graph in a format that is one file; raises UsageError for any other format."""
    if form in RDF_FORMATS:
        yield dump({None: triples}, form, prefixes)
    elif form == "csv":
        yield from (piece.encode() for piece in csv_text(triples, prefixes))
    elif form in _GRAPH_WRITERS:
        yield from (piece.encode() for piece in _GRAPH_WRITERS[form](property_graph(triples, prefixes)))
    elif form in FOLDER_FORMATS:
        raise UsageError(f"{form} is a folder of files", hint="name the folder with -o FOLDER")
    else:
        hint = suggestion(form, FORMATS) or f"one of {', '.join(FORMATS)}"
        raise UsageError(f"no export format is called {form!r}", hint=hint)


def export_folder(triples: Iterable[Triple], form: str, prefixes: Prefixes) -> dict[str, str]:
    """Return the files, text by name, of a graph in a format that is a folder; raises UsageError for any other."""
    if form not in FOLDER_FORMATS:
        raise UsageError(f"{form!r} is not exported as a folder", hint=f"folders: {', '.join(FOLDER_FORMATS)}")
    return _FOLDER_WRITERS[form](property_graph(triples, prefixes))
