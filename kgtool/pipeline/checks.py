"""What a graph is like: in, a graph; out, what it holds, what the shapes find, and which golden answers differ."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable

from kgtool.pipeline.graph import Graph
from kgtool.pipeline.state import golden_folder
from kgtool.pipeline.summary import Finding, Summary
from kgtool.project import Project
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import RDFS_LABEL, Literal, Term, Triple


def checked(
    project: Project, graph: Graph, tell: Callable[[str], None], known: tuple[Finding, ...] | None = None
) -> Summary:
    """Return the summary of a graph; known are the findings, where they are known already."""
    tell("reasoning")
    closure = graph.closure
    if known is None:
        tell("validating")
        known = _findings(project, graph, tell)
    tell("asking the golden questions")
    golden, differences = _golden(project, graph)
    kinds = _Kinds(project, graph.facts_triples)
    return Summary(
        title=project.settings.title,
        facts=len(graph.facts_triples),
        evidence=len(graph.evidence_triples),
        passages=kinds.count(graph.evidence_triples)["passage"],
        things=dict(kinds.things),
        records=dict(kinds.records),
        inferred=len(closure.inferred),
        contradictions=closure.contradictions,
        findings=known,
        golden=golden,
        differences=differences,
    )


def _findings(project: Project, graph: Graph, tell: Callable[[str], None]) -> tuple[Finding, ...]:
    from kgtool.pipeline.validation import gate

    found = gate(project, graph, datetime.date.today(), tell)
    return tuple(
        Finding(
            severity=finding.severity.word,
            shape=finding.rule_label or project.prefixes.compact(finding.rule),
            focus=finding.focus_label or _short(finding.focus, project.prefixes),
            message=finding.message,
        )
        for finding in sorted(found.findings, key=lambda finding: -finding.severity)
    )


def _short(term: Term | None, prefixes: Prefixes) -> str:
    if term is None:
        return ""
    return term.lexical if isinstance(term, Literal) else prefixes.compact(term)


def _golden(project: Project, graph: Graph) -> tuple[int, tuple[str, ...]]:
    """Return how many golden answers there are, and in words where the graph answers otherwise."""
    from kgtool.answers.golden import differences, load_golden

    golden = load_golden(golden_folder(project))
    store = graph.store()
    found = differences(golden, store, project.queries, project.prefixes)
    return len(golden.questions), tuple(str(difference) for difference in found)


class _Kinds:
    """Facts counted by kind, the part of an IRI that follows the project's base: things, and records of documents."""

    def __init__(self, project: Project, facts: Iterable[Triple]) -> None:
        self._base = project.settings.base
        facts = list(facts)
        in_document = project.settings.vocabulary + "inDocument"
        said = {triple.subject for triple in facts if triple.predicate == in_document}
        labelled = {triple.subject for triple in facts if triple.predicate == RDFS_LABEL}
        self.records = self._counted(said)
        self.things = self._counted(labelled - said)

    def count(self, triples: Iterable[Triple]) -> Counter[str]:
        """Return how many subjects of each kind triples have."""
        return self._counted({triple.subject for triple in triples})

    def _counted(self, subjects: Iterable[Term]) -> Counter[str]:
        names = (str(subject).removeprefix(self._base) for subject in subjects if str(subject).startswith(self._base))
        return Counter(name.partition("/")[0] for name in names)
