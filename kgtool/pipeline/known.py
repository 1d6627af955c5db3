"""What is known: in, a project; out, its graph ready to be looked up, by IRI or by name."""

from __future__ import annotations

from kgtool.answers.entities import Entities
from kgtool.answers.lookup import Lookup
from kgtool.pipeline.graph import Graph
from kgtool.project import Project
from kgtool.rdf.store import Store
from kgtool.rdf.vocabulary import Vocabulary


def entities(project: Project, *, inferred: bool = True) -> Entities:
    """Return the entities of a project's graph; raises KgtoolError for files that cannot be used."""
    return entities_of(project, Graph.of(project).store(inferred=inferred))


def entities_of(project: Project, store: Store) -> Entities:
    """Return the entities in a store, named with the project's prefixes and language."""
    settings = project.settings
    vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
    return Entities(Lookup(store, project.prefixes, vocabulary, settings.language))
