"""Facts as decided: in, what was extracted from a document and the decisions; out, the facts that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kgtool.model import Document, Fact
from kgtool.project import Settings
from kgtool.rdf.iris import Minter
from kgtool.rdf.terms import IRI, BlankNode, Literal, Term, Triple
from kgtool.review.additions import Additions
from kgtool.review.decisions import Decision


class Decided:
    """What curators have decided, ready to be applied to the facts of one document after another."""

    def __init__(self, decisions: Iterable[Decision], additions: Additions, settings: Settings) -> None:
        self._mint = Minter(settings.base)
        self._additions = additions
        self._current: dict[IRI, IRI] = {}
        self._wrong: set[IRI] = set()
        self._corrected: dict[IRI, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._added: dict[IRI, list[Decision]] = defaultdict(list)
        for decision in decisions:
            self._take(decision)

    def _take(self, decision: Decision) -> None:
        if decision.kept is not None:
            self._current[decision.decides[0]] = decision.kept
        elif decision.verdict == "wrong":
            self._wrong.update(decision.decides)
        elif decision.verdict == "added" and decision.source is not None:
            self._added[decision.source].append(decision)
        elif decision.verdict == "corrected" and decision.predicate is not None and decision.value is not None:
            for fact in decision.decides:
                self._corrected[fact][decision.predicate].append(decision.value)

    def facts(self, document: Document, extracted: Iterable[Fact]) -> tuple[Fact, ...]:
        """Return a document's facts: merged entities under one IRI, wrong ones left out, others corrected or added."""
        added = self._added.get(self._mint.document(document.stem), ())
        found = [*extracted, *(fact for d in added for fact in self._additions.facts(d, document))]
        if self._current:
            found = [_renamed(fact, self._current) for fact in found]
        if not (self._wrong or self._corrected):
            return tuple(found)
        standing = [stands for fact in found for stands in self._standing(fact, document)]
        return tuple(_with_what_is_left(found, standing, self._wrong))

    def _standing(self, fact: Fact, document: Document) -> Iterator[Fact]:
        """Yield what stands of a fact."""
        if fact.node is not None:
            if fact.node not in self._wrong:
                yield self._correct_node(fact, fact.node, document) if fact.node in self._corrected else fact
            return
        for triple in fact.triples:
            statement = self._mint.statement(document.stem, *triple)
            if statement in self._corrected:
                yield self._correct_triple(fact, triple, self._corrected[statement], document)
            elif statement not in self._wrong:
                yield replace(fact, triples=(triple,))

    def _correct_node(self, fact: Fact, node: IRI, document: Document) -> Fact:
        wanted = self._corrected[node]
        kept = [t for t in fact.triples if t.subject != node or t.predicate not in wanted]
        pairs = [self._additions.value(p, v, document) for p, values in wanted.items() for v in values]
        triples = (*kept, *(Triple(node, predicate, value) for predicate, value, _ in pairs))
        context = (*fact.context, *(triple for _, _, more in pairs for triple in more))
        return replace(fact, triples=triples, context=context, rule="corrected")

    def _correct_triple(self, fact: Fact, triple: Triple, wanted: Mapping[IRI, list[Term]], document: Document) -> Fact:
        predicate, values = next(iter(wanted.items()))
        _, value, more = self._additions.value(predicate, values[-1], document)
        corrected = Triple(triple.subject, predicate, value)
        return replace(fact, triples=(corrected,), context=(*fact.context, *more), rule="corrected")


def _renamed(fact: Fact, current: Mapping[IRI, IRI]) -> Fact:
    """Return a fact with the IRIs of those that stand for merged entities; the same fact where there is none."""

    def name(term: Term) -> Term:
        seen = set()
        while isinstance(term, IRI) and term in current and term not in seen:
            seen.add(term)
            term = current[term]
        return term

    def renamed(triple: Triple) -> Triple:
        subject, value = name(triple.subject), name(triple.object)
        assert isinstance(subject, IRI | BlankNode)
        return Triple(subject, triple.predicate, value)

    if not any(term in current for t in (*fact.triples, *fact.context) for term in (t.subject, t.object)):
        return fact
    return replace(fact, triples=tuple(map(renamed, fact.triples)), context=tuple(map(renamed, fact.context)))


def _with_what_is_left(before: list[Fact], standing: list[Fact], wrong: set[IRI]) -> Iterator[Fact]:
    """Yield the facts that stand; the last with what those that fell said besides of entities that are still named."""
    kept = {triple for fact in standing for triple in (*fact.triples, *fact.context)}
    named = {term for t in kept for term in (t.subject, t.object) if not isinstance(term, Literal)}
    lost = {t: None for fact in before for t in fact.context if t not in kept and t.object not in wrong}
    left = tuple(triple for triple in lost if triple.subject in named)
    yield from standing[:-1]
    yield from (replace(fact, context=(*fact.context, *left)) for fact in standing[-1:])
