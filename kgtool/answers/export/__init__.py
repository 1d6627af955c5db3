"""Exports: in, the triples of a graph; out, files that other tools read, the same bytes for the same triples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgtool.answers.catalogue import suggestion
from kgtool.answers.export.flat import csv_text
from kgtool.answers.export.framing import framed
from kgtool.answers.export.gexf import gexf_text
from kgtool.answers.export.graphml import graphml_text
from kgtool.answers.export.icalendar import calendar_text
from kgtool.answers.export.jsonld import jsonld_text
from kgtool.answers.export.labelled import labelled_turtle
from kgtool.answers.export.neo4j import neo4j_files
from kgtool.answers.export.openrefine import openrefine_text
from kgtool.answers.export.parquet import parquet_files
from kgtool.answers.export.property_graph import PropertyGraph, property_graph
from kgtool.answers.export.references import References
from kgtool.answers.export.tables import table_files
from kgtool.errors import UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import FORMATS as RDF_FORMATS
from kgtool.rdf.store import dump
from kgtool.rdf.terms import Triple

FOLDER_FORMATS = ("neo4j", "tables", "parquet")
FORMATS = (*RDF_FORMATS, "graphml", "gexf", "csv", "openrefine", "icalendar", *FOLDER_FORMATS)

__all__ = ["FOLDER_FORMATS", "FORMATS", "PropertyGraph", "Scope", "export", "export_folder", "property_graph"]

_GRAPH_WRITERS: dict[str, Callable[[PropertyGraph], Iterator[str]]] = {
    "graphml": graphml_text,
    "gexf": gexf_text,
    "icalendar": calendar_text,
}
_FOLDER_WRITERS: dict[str, Callable[[PropertyGraph], dict[str, bytes]]] = {
    "neo4j": neo4j_files,
    "tables": table_files,
    "parquet": parquet_files,
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a graph is wanted besides what is asserted; labels in Turtle's comments; a file with a JSON-LD frame."""

    inferred: bool = True
    evidence: bool = True
    labels: bool = False
    frame: Path | None = None


def export(
    triples: Iterable[Triple],
    form: str,
    prefixes: Prefixes,
    *,
    evidence: Iterable[Triple] = (),
    labels: bool = False,
    frame: Path | None = None,
) -> Iterator[bytes]:
    """Yield the bytes of a graph in a format that is one file; raises UsageError for any other format.

    evidence are the triples of passages and statements, which formats that are no RDF attach to what they are evidence
    for; with labels, Turtle bears labels in comments; frame is a file with the shape that JSON-LD should have.
    """
    if form == "turtle" and labels:
        yield labelled_turtle(triples, prefixes).encode()
    elif form == "jsonld" and frame:
        yield framed("".join(jsonld_text(triples, prefixes)), frame).encode()
    elif form == "jsonld":
        yield from (piece.encode() for piece in jsonld_text(triples, prefixes))
    elif form in RDF_FORMATS:
        yield dump({None: triples}, form, prefixes)
    elif form == "csv":
        yield from (piece.encode() for piece in csv_text(triples, prefixes))
    elif form == "openrefine":
        yield from (piece.encode() for piece in openrefine_text(triples, prefixes, References(evidence)))
    elif form in _GRAPH_WRITERS:
        graph = property_graph(triples, prefixes, References(evidence))
        yield from (piece.encode() for piece in _GRAPH_WRITERS[form](graph))
    elif form in FOLDER_FORMATS:
        raise UsageError(f"{form} is a folder of files", hint="name the folder with -o FOLDER")
    else:
        hint = suggestion(form, FORMATS) or f"one of {', '.join(FORMATS)}"
        raise UsageError(f"no export format is called {form!r}", hint=hint)


def export_folder(
    triples: Iterable[Triple], form: str, prefixes: Prefixes, *, evidence: Iterable[Triple] = ()
) -> dict[str, bytes]:
    """Return the files, content by name, of a graph in a format that is a folder; raises UsageError for any other."""
    if form not in FOLDER_FORMATS:
        raise UsageError(f"{form!r} is not exported as a folder", hint=f"folders: {', '.join(FOLDER_FORMATS)}")
    return _FOLDER_WRITERS[form](property_graph(triples, prefixes, References(evidence)))
