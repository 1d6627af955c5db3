"""Exports of a project: in, its graph and what of it is wanted; out, files for other tools, and what describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from kgtool.answers.export import Scope, export, export_folder
from kgtool.answers.export.description import MEDIA_TYPES, described
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.premises import mentioned
from kgtool.project import Project
from kgtool.rdf.iris import Minter
from kgtool.rdf.store import FORMATS as RDF_FORMATS
from kgtool.rdf.store.syntax import dump, format_of, ntriples
from kgtool.rdf.terms import IRI, Triple
from kgtool.rdf.vocabulary import Vocabulary

_WITH_GRAPHS = ("nquads", "trig")


def exported(project: Project, form: str, scope: Scope | None = None) -> Iterator[bytes]:
    """Yield a project's graph in a format that is one file; raises UsageError for any other.

    N-Quads and TriG hold the facts and the evidence of a document in a graph with its IRI, what is inferred in one with
    that of the part (see description), and ontology and reference data in the default graph.
    """
    graph, scope = Graph.of(project), scope or Scope()
    if form == "void":
        return iter([_description(project, graph, scope)])
    if form == "ntriples":
        return _lines(graph, scope)
    if form in _WITH_GRAPHS:
        return iter([dump(_graphs(project, graph, scope), form, project.prefixes)])
    triples, evidence = _wanted(graph, form, scope), graph.evidence_triples if scope.evidence else ()
    return export(triples, form, project.prefixes, evidence=evidence, labels=scope.labels)


def exported_folder(project: Project, form: str, scope: Scope | None = None) -> dict[str, bytes]:
    """Return a project's graph in a format that is a folder, content by file name; raises UsageError for any other.

    void.ttl in it describes the graph.
    """
    graph, scope = Graph.of(project), scope or Scope()
    evidence = graph.evidence_triples if scope.evidence else ()
    files = export_folder(_wanted(graph, form, scope), form, project.prefixes, evidence=evidence)
    return {**files, "void.ttl": _description(project, graph, scope, dict.fromkeys(files, form))}


def description_beside(project: Project, form: str, scope: Scope, file: Path) -> tuple[Path, bytes]:
    """Return the description that goes with an exported file, and the name of the file to write it to."""
    return file.with_name(f"{file.name}.void.ttl"), _description(project, Graph.of(project), scope, {file.name: form})


def _description(project: Project, graph: Graph, scope: Scope, files: Mapping[str, str] | None = None) -> bytes:
    from kgtool.rdf.turtle import serialise

    settings = project.settings
    vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
    asserted = b"".join(_lines(graph, replace(scope, inferred=False)))
    inferred = dump({None: graph.closure.inferred}, "ntriples", graph.prefixes) if scope.inferred else b""
    parts = {"asserted": asserted.splitlines(keepends=True), "inferred": inferred.splitlines(keepends=True)}
    named = {name: MEDIA_TYPES.get(form, "text/csv") for name, form in (files or {}).items()}
    return serialise(described(settings.base, settings.title, parts, vocabulary, named), project.prefixes).encode()


def _lines(graph: Graph, scope: Scope) -> Iterator[bytes]:
    """Yield the graph as N-Triples, file by file, each triple once; triples need not become terms on the way."""
    roles = [(graph.ontology, "o"), (graph.reference, "r"), (graph.facts, "f")]
    roles += [(graph.evidence, "e")] if scope.evidence else []
    seen: set[bytes] = set()
    for files, role in roles:
        for number, (name, data) in enumerate(sorted(files.items())):
            path = graph.root / name
            text = ntriples(data, format_of(path), source=str(path), scope=f"{role}{number}")
            lines, known = text.splitlines(keepends=True), len(seen)
            is_new = seen.isdisjoint(lines)
            new = lines if is_new else [line for line in lines if line not in seen]
            seen.update(new)
            is_new = is_new and len(seen) - known == len(lines)  # no line is there twice
            yield text if is_new else b"".join(dict.fromkeys(new))
    if scope.inferred:
        yield dump({None: graph.closure.inferred}, "ntriples", graph.prefixes)


def _graphs(project: Project, graph: Graph, scope: Scope) -> Mapping[IRI | None, Iterable[Triple]]:
    base = project.settings.base
    found: dict[IRI | None, list[Triple]] = {None: [*graph.ontology_triples, *graph.reference_triples]}
    for files, role in ((graph.facts, "f"), (graph.evidence, "e"))[: 1 + scope.evidence]:
        for name, triples in graph.by_file(files, role):
            found.setdefault(Minter(base).document(PurePath(name).stem), []).extend(triples)
    if scope.inferred:
        found[IRI(f"{base}dataset/inferred")] = list(graph.closure.inferred)
    return found


def _wanted(graph: Graph, form: str, scope: Scope) -> Iterable[Triple]:
    """Return what a format should hold.

    RDF holds everything that queries see, so that they give the same answers elsewhere; other formats, which are for
    looking at, hold the entities and what holds between them, without ontology.
    """
    inferred = graph.closure.inferred if scope.inferred else ()
    if form in RDF_FORMATS:
        parts = [graph.ontology_triples, graph.reference_triples, graph.facts_triples]
        parts += [graph.evidence_triples] if scope.evidence else []
        return [*dict.fromkeys(triple for part in parts for triple in part), *inferred]
    entities = dict.fromkeys((*graph.facts_triples, *mentioned(graph.reference_triples, graph.facts_triples)))
    subjects = {triple.subject for triple in entities}
    return [*entities, *(triple for triple in inferred if triple.subject in subjects)]
