"""What a project's graph holds: in, its files; out, statistics of it as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgtool.pipeline.graph import Graph
from kgtool.project import Project
from kgtool.rdf.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kgtool.answers.stats import Stats


def statistics(project: Project) -> Stats:
    """Return the statistics of a project's facts and evidence."""
    from kgtool.answers.stats import stats

    graph, settings = Graph.of(project), project.settings
    return stats(graph.facts_triples, graph.evidence_triples, Vocabulary(settings.vocabulary, settings.concepts))
