"""Comparing: in, the triples of two graphs; out, facts added, removed and changed, renames, and evidence that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass

from kgtool.answers.changes.renames import named_by_content, renames, replaced
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS_LABEL, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import (
    DCTERMS_TITLE,
    OA_END,
    OA_EXACT,
    OA_HAS_SOURCE,
    OA_START,
    SKOS_PREF_LABEL,
    Vocabulary,
)

_WORDS = ("edtf", "asWritten", "form", "titleAsWritten", "postTitle", "text", "claimText", "subject")


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed about one property of an entity: the values that are gone and those that are new."""

    predicate: IRI
    removed: tuple[Term, ...]
    added: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class EntityChanges:
    """What changed about an entity; change is added, removed or changed."""

    entity: Subject
    change: str
    properties: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Evidence that is now elsewhere: what it is evidence for, and its places before and after."""

    carrier: Subject
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """How two graphs differ: what was renamed, what changed in substance, where evidence moved, and every triple."""

    entities: tuple[EntityChanges, ...]
    renamed: tuple[tuple[Subject, Subject], ...]
    moves: tuple[Move, ...]
    removed: frozenset[Triple]
    added: frozenset[Triple]
    labels: dict[Term, str]

    def __bool__(self) -> bool:
        """Return whether the graphs differ at all."""
        return bool(self.removed or self.added)


def compare(before: Iterable[Triple], after: Iterable[Triple], vocabulary: Vocabulary) -> Changes:
    """Return how one graph differs from another; evidence is told apart from what it is evidence for."""
    old, new = set(named_by_content(before)), set(named_by_content(after))
    removed, added = frozenset(old - new), frozenset(new - old)
    if not removed and not added:
        return Changes((), (), (), removed, added, {})
    old_facts, new_facts = _facts(old, vocabulary), _facts(new, vocabulary)
    names = renames(old_facts, new_facts) if removed and added else {}
    gone = {replaced(triple, names) for triple in removed & old_facts} - new_facts
    come = (added & new_facts) - {replaced(triple, names) for triple in old_facts & removed}
    return Changes(
        entities=tuple(_by_entity(gone, come, {t.subject for t in old_facts}, {t.subject for t in new_facts})),
        renamed=tuple(sorted(names.items())),
        moves=tuple(_moves(old, new, names, vocabulary)),
        removed=removed,
        added=added,
        labels={**labels(old, vocabulary), **labels(new, vocabulary)},
    )


def labels(triples: Iterable[Triple], vocabulary: Vocabulary) -> dict[Term, str]:
    """Return words for what triples speak of: the curated label first, then a document's, then other words."""
    order = [SKOS_PREF_LABEL, RDFS_LABEL, DCTERMS_TITLE, *(vocabulary(word) for word in _WORDS)]
    rank = {predicate: number for number, predicate in enumerate(order)}
    found: dict[Term, tuple[int, str, str]] = {}
    for subject, predicate, value in triples:
        number = rank.get(predicate)
        if number is not None and isinstance(value, Literal):
            candidate = number, value.language, value.lexical
            found[subject] = min(found.get(subject, candidate), candidate)
    return {term: words for term, (_, _, words) in found.items()}


def _facts(triples: set[Triple], vocabulary: Vocabulary) -> set[Triple]:
    """Return the triples that are no evidence: neither about a passage or a statement nor a link to a passage."""
    kinds = (vocabulary("Passage"), vocabulary("Statement"))
    evidence = {t.subject for t in triples if t.predicate == RDF_TYPE and t.object in kinds}
    link = vocabulary("evidence")
    return {t for t in triples if t.subject not in evidence and t.predicate != link}


def _by_entity(
    gone: Set[Triple], come: Set[Triple], old_subjects: set[Subject], new_subjects: set[Subject]
) -> Iterable[EntityChanges]:
    found: dict[Subject, dict[IRI, tuple[list[Term], list[Term]]]] = defaultdict(lambda: defaultdict(lambda: ([], [])))
    for side, triples in enumerate((gone, come)):
        for subject, predicate, value in triples:
            found[subject][predicate][side].append(value)
    for entity in sorted(found):
        known = entity in old_subjects, entity in new_subjects
        change = {(True, False): "removed", (False, True): "added"}.get(known, "changed")
        properties = tuple(
            Changed(predicate, tuple(sorted(sides[0], key=str)), tuple(sorted(sides[1], key=str)))
            for predicate, sides in sorted(found[entity].items())
        )
        yield EntityChanges(entity, change, properties)


def _moves(old: set[Triple], new: set[Triple], names: dict[Subject, Subject], vocabulary: Vocabulary) -> Iterable[Move]:
    link = vocabulary("evidence")
    before, after = _places(old, link), _places(new, link)
    for carrier in sorted(before):
        now = names.get(carrier, carrier)
        if now in after and before[carrier] != after[now]:
            yield Move(now, before[carrier], after[now])


def _places(triples: set[Triple], link: IRI) -> dict[Subject, tuple[str, ...]]:
    """Return where the evidence of each statement or record is: document, offsets, and the words."""
    parts: dict[Term, dict[IRI, Term]] = defaultdict(dict)
    passages: dict[Subject, list[Term]] = defaultdict(list)
    for subject, predicate, value in triples:
        if predicate in (OA_HAS_SOURCE, OA_START, OA_END, OA_EXACT):
            parts[subject][predicate] = value
        elif predicate == link:
            passages[subject].append(value)
    shown = {
        node: " ".join(
            term.lexical if isinstance(term, Literal) else str(term)
            for key in (OA_HAS_SOURCE, OA_START, OA_END, OA_EXACT)
            if (term := part.get(key)) is not None
        )
        for node, part in parts.items()
    }
    return {carrier: tuple(sorted(shown.get(node, str(node)) for node in nodes)) for carrier, nodes in passages.items()}
