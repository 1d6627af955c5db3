"""What is known: in, a project; out, its graph ready to be looked up, by IRI or by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kgtool.answers.entities import Entities
from kgtool.answers.lookup import Lookup
from kgtool.answers.run import Queryable
from kgtool.pipeline.graph import Graph
from kgtool.project import Project
from kgtool.rdf.terms import IRI
from kgtool.rdf.vocabulary import Vocabulary

if TYPE_CHECKING:
    from kgtool.answers.why import Explainer


def entities(project: Project, *, inferred: bool = True) -> Entities:
    """Return the entities of a project's graph; raises KgtoolError for files that cannot be used."""
    return entities_of(project, Graph.of(project).store(inferred=inferred))


def entities_of(project: Project, store: Queryable) -> Entities:
    """Return the entities in a store, named with the project's prefixes and language."""
    settings = project.settings
    vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
    return Entities(Lookup(store, project.prefixes, vocabulary, settings.language))


def explainer(project: Project) -> tuple[Entities, Explainer]:
    """Return the entities of a project's graph, and what explains what is said of them."""
    from kgtool.answers.why import Explainer

    graph = Graph.of(project)
    known = entities_of(project, graph.store())
    files = {path.name: path for path in project.documents}

    @cache
    def text_of(document: IRI) -> str:
        from kgtool.errors import KgtoolError
        from kgtool.reading import read

        path = files.get(known.lookup.word(document, "sourceFile"))
        try:
            return read(path).text if path else ""
        except KgtoolError:
            return ""  # its sentences are known all the same, only not what stands around them

    return known, Explainer(known, lambda: graph.closure.reasons, text_of)
