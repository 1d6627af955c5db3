"""Reviewing: in, a project and what a curator says; out, decisions in graph/reference, which builds respect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgtool.errors import ProjectError, UsageError
from kgtool.extraction.lexicon import Lexicon
from kgtool.pipeline.changes import Change, apply, locked
from kgtool.pipeline.graph import Graph
from kgtool.project import Project
from kgtool.rdf.store import parse_file
from kgtool.rdf.terms import Triple
from kgtool.rdf.vocabulary import Vocabulary
from kgtool.review.additions import Additions
from kgtool.review.decisions import Decision, decisions_in
from kgtool.review.facts import Decided
from kgtool.review.questions import Asking, Question
from kgtool.review.recording import recorded, undone

_FILE = "graph/reference/decisions.ttl"


def decided(project: Project) -> Decided:
    """Return what curators have decided, to be applied to facts; raises SyntaxProblem for broken reference data."""
    return Decided(decisions(project), additions(project), project.settings)


def additions(project: Project) -> Additions:
    """Return what makes facts of what curators add."""
    return Additions(lambda: _ontology(project), project.settings)


def vocabulary(project: Project) -> Vocabulary:
    """Return the terms of a project's own vocabulary."""
    return Vocabulary(project.settings.vocabulary, project.settings.concepts)


def decisions(project: Project) -> list[Decision]:
    """Return all decisions in a project's reference data, in the order of their IRIs."""
    own = vocabulary(project)
    files = [path for path in project.reference_files if b"ReviewDecision" in path.read_bytes()]
    return decisions_in((triple for path in files for triple in parse_file(path)), own)


def questions(project: Project, graph: Graph) -> list[Question]:
    """Return what of a graph is not certain and not decided; raises SyntaxProblem for files that are broken."""
    table = Lexicon.load(project.root / "ontology" / "lexicon").tables.get("review", {})
    parts = (graph.ontology_triples, graph.reference_triples, graph.facts_triples, graph.evidence_triples)
    return Asking(table, project.settings).questions(*parts, decisions(project)) if table else []


def record(project: Project, decision: Decision) -> None:
    """Write a decision; raises UsageError if there is one by that name, ProjectError if it cannot be written."""
    if any(decision.iri == known.iri for known in decisions(project)):
        name = project.prefixes.compact(decision.iri)
        raise UsageError(f"this is decided already: {name}", hint=f"kgtool review undo {name} takes it back")
    path = project.root / _FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    _write(project, recorded(text, decision, vocabulary(project), project.prefixes))


def undo(project: Project, decision: Decision) -> None:
    """Take a decision back; raises ProjectError if it stands in another file than the one for decisions."""
    path = project.root / _FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    left = undone(text, decision, project.prefixes)
    if left == text or not _is_in(path, decision):
        where = [str(p) for p in project.reference_files if p != path and _is_in(p, decision)]
        raise ProjectError(
            "the decision is not in the file for decisions", where=", ".join(where), hint="edit it there"
        )
    _write(project, left)


def _is_in(path: Path, decision: Decision) -> bool:
    return any(triple.subject == decision.iri for triple in parse_file(path))


def _write(project: Project, text: str) -> None:
    with locked(project.cache):
        apply(Change({_FILE: text.encode()}), project.root, project.cache / "staging")


def _ontology(project: Project) -> Iterator[Triple]:
    for path in project.ontology_files:
        yield from parse_file(path)
