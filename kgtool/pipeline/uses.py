"""What a project's graph is good for: in, its files; out, exports and statistics of it as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kgtool.pipeline.graph import Graph
from kgtool.pipeline.premises import mentioned
from kgtool.project import Project
from kgtool.rdf.terms import Triple
from kgtool.rdf.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kgtool.answers.stats import Stats


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
