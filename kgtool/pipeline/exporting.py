"""Exports of a project: in, its graph and what of it is wanted; out, files for other tools, and what describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgtool.answers.export import Scope, export, export_folder
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.premises import mentioned
from kgtool.project import Project
from kgtool.rdf.terms import Triple
from kgtool.rdf.vocabulary import Vocabulary


def exported(project: Project, form: str, scope: Scope | None = None) -> Iterator[bytes]:
    """Yield a project's graph in a format that is one file; raises UsageError for any other."""
    scope = scope or Scope()
    if form == "void":
        from kgtool.answers.export.description import described
        from kgtool.rdf.turtle import serialise

        graph, settings = Graph.of(project), project.settings
        vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
        parts = {"asserted": graph.asserted, "inferred": graph.closure.inferred if scope.inferred else ()}
        found = described(settings.base, settings.title, parts, vocabulary)
        return iter([serialise(found, project.prefixes).encode()])
    return export(_wanted(project, form, scope), form, project.prefixes)


def exported_folder(project: Project, form: str, scope: Scope | None = None) -> dict[str, str]:
    """Return a project's graph in a format that is a folder, as text by file name; raises UsageError for any other."""
    return export_folder(_wanted(project, form, scope or Scope()), form, project.prefixes)


def _wanted(project: Project, form: str, scope: Scope) -> Iterable[Triple]:
    """Return what a format should hold.

    RDF holds everything that queries see, so that they give the same answers elsewhere; other formats, which are for
    looking at, hold the entities and what holds between them, without evidence and ontology.
    """
    from kgtool.rdf.store import FORMATS

    graph = Graph.of(project)
    inferred = graph.closure.inferred if scope.inferred else ()
    if form in FORMATS:
        parts = [graph.ontology_triples, graph.reference_triples, graph.facts_triples]
        parts += [graph.evidence_triples] if scope.evidence else []
        return [*dict.fromkeys(triple for part in parts for triple in part), *inferred]
    entities = dict.fromkeys((*graph.facts_triples, *mentioned(graph.reference_triples, graph.facts_triples)))
    subjects = {triple.subject for triple in entities}
    return [*entities, *(triple for triple in inferred if triple.subject in subjects)]
