"""Statistics: in, the facts and the evidence of a graph; out, counts, how much of it has evidence, and its sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Term, Triple
from kgtool.rdf.vocabulary import (
    DCTERMS_TITLE,
    OA_HAS_SOURCE,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    Vocabulary,
)


@dataclass(frozen=True, slots=True)
class DocumentStats:
    """One source: the facts that rest on it, the passages that say them, and the digest of the file read."""

    document: str
    title: str
    source: str
    sha256: str
    facts: int
    passages: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many facts of a sort there are, and for how many of them a passage says so."""

    total: int
    with_evidence: int

    @property
    def share(self) -> float:
        """Return the share with evidence, from 0 to 1; 1 of nothing."""
        return self.with_evidence / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Stats:
    """What a graph holds: instances by class, triples by property, sources, and coverage by evidence."""

    triples: int
    evidence_triples: int
    classes: dict[str, int]
    properties: dict[str, int]
    documents: tuple[DocumentStats, ...]
    nodes: Coverage
    statements: Coverage


def stats(facts: Iterable[Triple], evidence: Iterable[Triple], vocabulary: Vocabulary) -> Stats:
    """Return the statistics of a graph.

    nodes covers the n-ary nodes, which carry their evidence themselves; statements covers the statements about
    triples, which count as covered if the triple is among the facts and a passage says so.
    """
    said, proof = set(facts), set(evidence)
    has_evidence = {t.subject for t in proof if t.predicate == vocabulary("evidence")}
    in_document = vocabulary("inDocument")
    nodes = {t.subject for t in said if t.predicate == in_document}
    stated = _statements(proof)
    grounded = {statement for statement, triple in stated.items() if triple in said and statement in has_evidence}
    return Stats(
        triples=len(said),
        evidence_triples=len(proof),
        classes=_counted(str(t.object) for t in said if t.predicate == RDF_TYPE),
        properties=_counted(str(t.predicate) for t in said),
        documents=tuple(_documents(said, proof, vocabulary)),
        nodes=Coverage(len(nodes), len(nodes & has_evidence)),
        statements=Coverage(len(stated), len(grounded)),
    )


def _statements(proof: set[Triple]) -> dict[Term, Triple]:
    parts: dict[Term, dict[IRI, Term]] = defaultdict(dict)
    for subject, predicate, value in proof:
        if predicate in (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT):
            parts[subject][predicate] = value
    return {
        statement: Triple(part[RDF_SUBJECT], part[RDF_PREDICATE], part[RDF_OBJECT])  # type: ignore[arg-type]
        for statement, part in parts.items()
        if len(part) == 3
    }


def _documents(said: set[Triple], proof: set[Triple], vocabulary: Vocabulary) -> Iterable[DocumentStats]:
    in_document = vocabulary("inDocument")
    facts = Counter(t.object for t in said | proof if t.predicate == in_document)
    passages = Counter(t.object for t in proof if t.predicate == OA_HAS_SOURCE)
    about: dict[Term, dict[IRI, str]] = defaultdict(dict)
    for subject, predicate, value in sorted(said, key=str):
        if isinstance(value, Literal):
            about[subject].setdefault(predicate, value.lexical)
    documents = {t.subject for t in said if t.predicate == RDF_TYPE and t.object == vocabulary("Document")}
    for document in sorted(documents):
        known = about[document]
        yield DocumentStats(
            document=str(document),
            title=known.get(DCTERMS_TITLE, ""),
            source=known.get(vocabulary("sourceFile"), ""),
            sha256=known.get(vocabulary("sha256"), ""),
            facts=facts[document],
            passages=passages[document],
        )


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))
