"""Questions: in, what documents say, what is known and decided; out, what a curator should look at, with reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from kgtool.project import Settings
from kgtool.rdf.iris import digest, tail
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Term, Triple
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
from kgtool.review.decisions import Decision
from kgtool.review.identities import Pair, likely_pairs
from kgtool.review.records import Index, records, subclasses


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: its IRI's last part, half-open code points, and what stands there."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a curator should decide: whether entities are the same, the first to be kept, or whether a fact is right.

    kind is same or fact; score says how sure it is, from 0 to 1; says tells each entity, or the fact, in words.
    """

    id: str
    kind: str
    about: tuple[str, ...]
    says: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]
    quotes: tuple[Quote, ...]


def to_json(questions: Iterable[Question]) -> str:
    """Return questions as the JSON of the file that keeps them."""
    return json.dumps([asdict(question) for question in questions], ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> list[Question]:
    """Return the questions of a file; raises ValueError, TypeError or KeyError for anything else."""
    found: list[dict[str, Any]] = json.loads(text)
    return [
        Question(
            **{
                **question,
                "about": tuple(question["about"]),
                "says": tuple(question["says"]),
                "reasons": tuple(question["reasons"]),
                "quotes": tuple(Quote(**quote) for quote in question["quotes"]),
            }
        )
        for question in found
    ]


class Asking:
    """Finds the questions of a graph; the table is the lexicon's (review.toml)."""

    def __init__(self, table: Mapping[str, Any], settings: Settings) -> None:
        self._table = table
        self._own = Vocabulary(settings.vocabulary, settings.concepts)
        self._short = settings.prefixes.compact

    def questions(
        self,
        ontology: Iterable[Triple],
        reference: Iterable[Triple],
        facts: Iterable[Triple],
        evidence: Iterable[Triple],
        decisions: Iterable[Decision],
    ) -> list[Question]:
        """Return what is not decided yet: identities first, then facts, each the surest first."""
        graph = _Graph(Index(ontology), Index(reference), Index(facts), Index(evidence))
        decided = [frozenset((*d.decides, *([d.kept] if d.kept else []))) for d in decisions]
        found = [*self._identities(graph, decided), *self._doubts(graph, set().union(*decided))]
        return sorted(found, key=lambda question: (question.kind != "same", -question.score, question.about))

    def _identities(self, graph: _Graph, decided: list[frozenset[IRI]]) -> Iterator[Question]:
        def apart(one: IRI, other: IRI) -> bool:
            known = (graph.reference, graph.facts)
            return any(index.linked(one, other) for index in known) or any({one, other} <= both for both in decided)

        for identity in self._table.get("identity", []):
            classes = subclasses(graph.ontology, self._own(identity["class"]))
            known = records(graph.facts, graph.reference, classes, identity.get("paths", {}), self._own)
            for pair in likely_pairs(known, identity["signs"], identity["ask"], identity["by"], apart):
                yield self._same(graph, pair)

    def _same(self, graph: _Graph, pair: Pair) -> Question:
        about = (pair.kept.iri, pair.other.iri)
        says = tuple(f"{self._short(r.iri)} “{r.name}”, {_counted(r.documents)}" for r in (pair.kept, pair.other))
        reasons = tuple(self._table.get("reasons", {}).get(sign, sign) for sign in pair.signs)
        quotes = tuple(quote for entity in about for quote in graph.quotes(self._names(graph, entity), self._own)[:1])
        return Question(digest("same", *sorted(about)), "same", about, says, pair.score, reasons, quotes)

    def _names(self, graph: _Graph, entity: IRI) -> list[Term]:
        return sorted(graph.facts.to(entity, self._own("nameOf")), key=str)

    def _doubts(self, graph: _Graph, decided: set[IRI]) -> Iterator[Question]:
        for name, doubt in sorted(self._table.get("doubt", {}).items()):
            for fact in sorted(graph.evidence.to_literal(self._own("doubt"), name)):
                if fact in decided:
                    continue
                quotes = tuple(graph.quotes([fact], self._own))
                says = tuple(self._said(graph, fact))
                yield Question(digest("fact", fact), "fact", (fact,), says, doubt["score"], (doubt["reason"],), quotes)

    def _said(self, graph: _Graph, fact: IRI) -> Iterator[str]:
        """Yield what a fact says: a triple, or what leads to a node and what it has."""
        whole = [graph.evidence.of(fact, part) for part in (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT)]
        if all(whole):
            yield " ".join(self._word(values[0]) for values in whole)
            return
        for predicate, subjects in sorted(graph.facts.into(fact).items()):
            yield from (f"{self._word(subject)} {self._word(predicate)}" for subject in sorted(subjects, key=str))
        for predicate, values in sorted(graph.facts.described(fact).items()):
            if predicate not in (RDF_TYPE, self._own("inDocument")):
                yield from (f"{self._word(predicate)} {self._word(value)}" for value in sorted(values, key=str))

    def _word(self, term: Term) -> str:
        if isinstance(term, Literal):
            return f"“{term.lexical}”"
        return tail(term) if term.startswith(self._own.namespace) else self._short(term)


@dataclass(frozen=True, slots=True)
class _Graph:
    ontology: Index
    reference: Index
    facts: Index
    evidence: Index

    def quotes(self, carriers: Iterable[Term], own: Vocabulary) -> list[Quote]:
        """Return the passages behind facts, in the order of the documents and of the text."""
        passages = {passage for carrier in carriers for passage in self.evidence.of(carrier, own("evidence"))}
        found = []
        for passage in passages:
            source, start, end, exact = (
                next(iter(self.evidence.of(passage, part)), Literal(""))
                for part in (OA_HAS_SOURCE, OA_START, OA_END, OA_EXACT)
            )
            if all(isinstance(part, Literal) for part in (start, end, exact)) and isinstance(source, IRI):
                found.append((tail(source), int(start.lexical), int(end.lexical), exact.lexical))  # type: ignore[union-attr]
        return [Quote(*quote) for quote in sorted(found)]


def _counted(documents: Iterable[str]) -> str:
    number = len(list(documents))
    return f"{number} document{'' if number == 1 else 's'}"
