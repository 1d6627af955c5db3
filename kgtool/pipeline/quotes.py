"""Findings and documents: in, findings on extracted facts, and the evidence; out, findings with the passages quoted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from kgtool.checks import DocumentText
from kgtool.project import Settings
from kgtool.rdf.positions import Lines
from kgtool.rdf.positions_statements import Extent
from kgtool.rdf.terms import IRI, Literal, Term, Triple
from kgtool.rdf.vocabulary import (
    OA_END,
    OA_EXACT,
    OA_HAS_SOURCE,
    OA_START,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    Vocabulary,
)
from kgtool.validation.reports.finding import Finding, Place, Quote
from kgtool.validation.reports.paths import first_step

Documents = Callable[[str], DocumentText | None]
"""Gives a source document by its file name."""

_MOST = 3  # passages quoted for one finding


def quoted(
    findings: Iterable[Finding],
    document: Documents,
    settings: Settings,
    facts: Iterable[Triple],
    evidence: Iterable[Triple],
) -> list[Finding]:
    """Return findings with the passages that the facts in question came from; those on other things as they are."""
    findings = list(findings)
    if not any(finding.focus is not None for finding in findings):
        return findings
    grounds = _Grounds(document, settings, facts, evidence)
    return [replace(finding, quotes=grounds.quotes(finding)) if finding.focus else finding for finding in findings]


class _Grounds:
    """Which passages stand behind a triple or a node, and where they are in their documents."""

    def __init__(
        self, document: Documents, settings: Settings, facts: Iterable[Triple], evidence: Iterable[Triple]
    ) -> None:
        vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
        self._document = document
        source_file = vocabulary("sourceFile")
        self._files: dict[Term, Term] = {t.subject: t.object for t in facts if t.predicate == source_file}
        self._said: dict[Term, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in evidence:
            self._said[triple.subject][triple.predicate].append(triple.object)
        self._evidence = vocabulary("evidence")
        self._statements: dict[tuple[Term, Term], list[Term]] = defaultdict(list)
        for node, said in self._said.items():
            for subject in said.get(RDF_SUBJECT, ()):
                for predicate in said.get(RDF_PREDICATE, ()):
                    self._statements[subject, predicate].append(node)
        self._lines: dict[str, Lines] = {}

    def quotes(self, finding: Finding) -> tuple[Quote, ...]:
        """Return the passages behind the triple that a finding is about, else those behind its focus node."""
        nodes: list[Term] = []
        step = first_step(finding.path)
        if step is not None and finding.focus is not None:
            nodes = [
                node
                for node in self._statements.get((finding.focus, IRI(step[0])), ())
                if finding.value is None or finding.value in self._said[node].get(RDF_OBJECT, ())
            ]
        nodes = nodes or [term for term in (finding.focus, finding.value) if term in self._said]
        passages = [passage for node in nodes for passage in self._said[node].get(self._evidence, ())]
        passages += [node for node in nodes if OA_EXACT in self._said[node]]
        return tuple(quote for passage in sorted(set(passages), key=str)[:_MOST] if (quote := self._quote(passage)))

    def _quote(self, passage: Term) -> Quote | None:
        said = self._said.get(passage, {})
        document, start, end, exact = (
            next(iter(said.get(name, ())), None) for name in (OA_HAS_SOURCE, OA_START, OA_END, OA_EXACT)
        )
        if document is None or not isinstance(exact, Literal):
            return None
        file = self._files.get(document)
        name = file.lexical if isinstance(file, Literal) else str(document)
        known = self._document(name)
        if known is None:
            return Quote(Place(name), exact.lexical)
        lines = self._lines.setdefault(name, Lines(known.text))
        try:
            extent = Extent(int(start.lexical), int(end.lexical))  # type: ignore[union-attr]
            position = lines.position(extent)
        except (AttributeError, ValueError):
            return Quote(Place(known.shown), exact.lexical)
        return Quote(Place(known.shown, position, lines.text_of(position.line)), exact.lexical)
