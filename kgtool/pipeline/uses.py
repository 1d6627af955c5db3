"""What a project's graph is good for: in, its files; out, reports, exports and statistics of it as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kgtool.errors import UsageError
from kgtool.pipeline.digests import contents
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.premises import mentioned
from kgtool.project import Project, files_under
from kgtool.rdf.terms import Triple
from kgtool.rdf.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kgtool.answers.stats import Stats
    from kgtool.validation import Report


def report(project: Project, paths: Sequence[Path] = (), shapes: Path | None = None) -> Report:
    """Return what shapes find in a project's graph, or in the RDF files (also below folders) given in its place.

    Ontology and reference data are always part of what is checked; shapes is a file or folder in place of the
    project's own. Raises KgtoolError for files that cannot be used.
    """
    from kgtool.validation import load_shapes, validate

    graph = Graph.of(project)
    if paths:
        graph = replace(graph, facts=contents(_rdf_files(paths), project.root), evidence={})
    loaded = load_shapes(_rdf_files([shapes]) if shapes else project.shapes_files)
    return validate(graph.asserted, graph.closure.inferred if loaded.closure else (), loaded)


def exported(project: Project, form: str) -> Iterator[bytes]:
    """Yield a project's graph in a format that is one file; raises UsageError for any other."""
    from kgtool.answers.export import export

    return export(_for_export(project, form), form, project.prefixes)


def exported_folder(project: Project, form: str) -> dict[str, str]:
    """Return a project's graph in a format that is a folder, as text by file name; raises UsageError for any other."""
    from kgtool.answers.export import export_folder

    return export_folder(_for_export(project, form), form, project.prefixes)


def statistics(project: Project) -> Stats:
    """Return the statistics of a project's facts and evidence."""
    from kgtool.answers.stats import stats

    graph, settings = Graph.of(project), project.settings
    return stats(graph.facts_triples, graph.evidence_triples, Vocabulary(settings.vocabulary, settings.concepts))


def _for_export(project: Project, form: str) -> Iterable[Triple]:
    """Return what a format should hold.

    RDF holds everything that queries see, so that they give the same answers elsewhere; other formats, which are for
    looking at, hold the entities and what holds between them, without evidence and ontology.
    """
    from kgtool.rdf.store import FORMATS

    graph = Graph.of(project)
    if form in FORMATS:
        return [*graph.asserted, *graph.closure.inferred]
    entities = dict.fromkeys((*graph.facts_triples, *mentioned(graph.reference_triples, graph.facts_triples)))
    subjects = {triple.subject for triple in entities}
    return [*entities, *(triple for triple in graph.closure.inferred if triple.subject in subjects)]


def _rdf_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files among paths, and the Turtle files below the folders among them; raises UsageError for none."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise UsageError("no such file or folder", where=str(path), hint="check the path")
        below = files_under(path, ".ttl") if path.is_dir() else [path]
        if not below:
            raise UsageError("no Turtle file in this folder", where=str(path), hint="name a file or another folder")
        found.update(dict.fromkeys(below))
    return [path.resolve() for path in found]
