"""RDF syntaxes: in, a file or text in one of them; out, triples; and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kgtool.errors import ProjectError, SyntaxProblem, UsageError
from kgtool.rdf.collector import without_collector
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store.border import FromOxigraph, KeepingLabels, ToOxigraph
from kgtool.rdf.store.refusals import check_text
from kgtool.rdf.terms import IRI, Triple

FORMATS = {
    "turtle": ".ttl",
    "ntriples": ".nt",
    "nquads": ".nq",
    "trig": ".trig",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
}
_SYNTAXES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_WITH_GRAPHS = {"nquads", "trig", "jsonld"}
_BLANK = (b"_:", b"[", b"(")  # what a blank node of Turtle begins with
_OTHER_SUFFIXES = {".xml": "rdfxml", ".owl": "rdfxml", ".json": "jsonld"}
_POSITION = re.compile(r"^Parser error (?:at|between) line \d+.*?: ", re.DOTALL)


def format_of(path: Path) -> str:
    """Return the name of the syntax that a file's suffix stands for; raises UsageError for any other suffix."""
    by_suffix = {suffix: name for name, suffix in FORMATS.items()} | _OTHER_SUFFIXES
    name = by_suffix.get(path.suffix.lower())
    if name is None:
        raise UsageError("not a suffix of an RDF file", where=str(path), hint=f"known: {', '.join(by_suffix)}")
    return name


def parse(data: bytes | str, syntax: str = "turtle", *, source: str = "-", scope: str = "") -> list[Triple]:
    """Return the triples of RDF text, in order, whatever graph they are in.

    scope begins the labels of blank nodes, to keep those of several sources apart. Raises SyntaxProblem.
    """
    border = FromOxigraph(scope)
    with _reading(data, syntax, source), without_collector():
        return [border.triple(quad) for quad in ox.parse(data, _SYNTAXES[syntax])]


def load(store: ox.Store, data: bytes, syntax: str, source: str) -> None:
    """Add the triples of RDF text to the default graph of a store, whatever graph they are in; raises SyntaxProblem."""
    with _reading(data, syntax, source):
        if syntax in _WITH_GRAPHS:
            quads = ox.parse(data, _SYNTAXES[syntax])
            store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        else:
            store.load(data, _SYNTAXES[syntax])


@contextmanager
def _reading(data: bytes | str, syntax: str, source: str) -> Iterator[None]:
    """Turn the complaints of the parser into ours, and keep what it would choke on from it."""
    check_text(data, syntax, source)
    try:
        yield
    except MemoryError as problem:  # the parser's buffer is of 16 MiB
        raise SyntaxProblem(
            "a single term or statement is longer than 16 MiB", source=source, line=1, hint="divide it"
        ) from problem
    except SyntaxError as problem:
        said = _POSITION.sub("", problem.msg).strip()
        if said == "Unexpected end of file":
            said = "what begins here is not closed before the end of the file"
        elif "LoadDocumentCallback" in said:
            said = "a context is elsewhere, and nothing is fetched"
        raise SyntaxProblem(
            said,
            source=source,
            line=problem.lineno or 0,
            column=problem.offset or 0,
            hint="save the file as UTF-8" if "UTF-8" in said else f"correct the {syntax} there",
        ) from problem


def ntriples(data: bytes, syntax: str, *, source: str = "-", scope: str = "") -> bytes:
    """Return the triples of RDF text as N-Triples, without their becoming terms: that is ten times as fast.

    Blank nodes are labelled as parse labels them. Raises SyntaxProblem.
    """
    check_text(data, syntax, source)
    try:
        written = ox.serialize(ox.parse(data, _SYNTAXES[syntax]), format=ox.RdfFormat.N_QUADS) or b""
    except (MemoryError, SyntaxError):
        written = b"_:"  # parse says what is wrong
    has_none = syntax == "turtle" and not any(sign in data for sign in _BLANK)
    if (not has_none and b"_:" in written) or syntax in _WITH_GRAPHS:
        return dump({None: parse(data, syntax, source=source, scope=scope)}, "ntriples", Prefixes({}))
    return written


def parse_file(path: Path, scope: str = "") -> list[Triple]:
    """Return the triples of a file in the syntax of its suffix; raises SyntaxProblem and ProjectError."""
    syntax = format_of(path)
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise ProjectError(
            f"the file cannot be read: {problem.strerror}", where=str(path), hint="check its name and permissions"
        ) from problem
    return parse(data, syntax, source=str(path), scope=scope)


def parse_files(paths: Iterable[Path]) -> list[Triple]:
    """Return the triples of files, each triple once, blank nodes of different files kept apart."""
    found: dict[Triple, None] = {}
    for number, path in enumerate(paths):
        found.update(dict.fromkeys(parse_file(path, scope=f"f{number}")))
    return list(found)


def dump(graphs: Mapping[IRI | None, Iterable[Triple]], syntax: str, prefixes: Prefixes) -> bytes:
    """Return graphs by name (None is the default graph) in a syntax, sorted; the same triples give the same bytes.

    A syntax without graphs holds the triples of them all. Turtle is in kgtool's own layout.
    """
    if syntax not in _WITH_GRAPHS:
        merged = dict.fromkeys(triple for triples in graphs.values() for triple in triples)
        graphs = {None: merged}
        if syntax == "turtle":
            from kgtool.rdf.turtle import serialise  # here, for a query that shows a table needs none of it

            return serialise(merged, prefixes).encode()
    border = ToOxigraph()
    quads: list[ox.Quad] = []
    for name in sorted(graphs, key=lambda name: name or ""):
        graph = ox.DefaultGraph() if name is None else border.iri(name)
        quads += sorted((border.quad(triple, graph) for triple in set(graphs[name])), key=str)
    known = None if syntax in {"ntriples", "nquads"} else prefixes.namespaces
    return ox.serialize(quads, format=_SYNTAXES[syntax], prefixes=known) or b""


def canonical(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples with the labels of RDF Dataset Canonicalization (RDFC-1.0), in any order."""
    border, everything = ToOxigraph(), ox.DefaultGraph()
    dataset = ox.Dataset(border.quad(triple, everything) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    back = KeepingLabels()
    return [back.triple(quad) for quad in dataset]
