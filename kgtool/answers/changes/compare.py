"""Comparing: in, the triples of two graphs; out, facts added, removed and changed, renames, and evidence that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from itertools import groupby

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
_PLACE = dict.fromkeys((OA_HAS_SOURCE, OA_START, OA_END, OA_EXACT))  # in this order, and quick to look up


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


def compare(
    before: Iterable[Triple], after: Iterable[Triple], vocabulary: Vocabulary, background: Iterable[Triple] = ()
) -> Changes:
    """Return how one graph differs from another; evidence is told apart from what it is evidence for.

    background has labels for what neither graph has them for; it is read only where a property is without one.
    """
    old, new = set(named_by_content(before)), set(named_by_content(after))
    removed, added = frozenset(old - new), frozenset(new - old)
    if not removed and not added:
        return Changes((), (), (), removed, added, {})
    # Most triples are the same: what is looked for among all of them is only what concerns the others.
    link = vocabulary("evidence")
    old_evidence, new_evidence = _evidence(old, vocabulary), _evidence(new, vocabulary)
    lost = {t for t in removed if t[1] != link and t[0] not in old_evidence}
    won = {t for t in added if t[1] != link and t[0] not in new_evidence}
    names: dict[Subject, Subject] = {}
    if lost and won:
        old_only, new_only = _only(lost, new), _only(won, old)
        names = renames(
            [t for t in _around(old, old_only) if t.predicate != link and t.subject not in old_evidence],
            [t for t in _around(new, new_only) if t.predicate != link and t.subject not in new_evidence],
            old_only,
            new_only,
        )
    renamed = {replaced(triple, names) for triple in lost} if names else lost
    gone, come = renamed - new, won - renamed
    entities = {subject for side in (gone, come) for subject, _, _ in side}
    known = [{s for s, p, _ in side if s in entities and p != link} for side in (old, new)]
    moves = tuple(_moves(old, new, removed | added, names, link))
    shown = {move.carrier for move in moves}.union(*gone, *come)
    labels = {**_labels(old, shown, vocabulary), **_labels(new, shown, vocabulary)}
    if any(predicate not in labels for side in (gone, come) for _, predicate, _ in side):
        labels = {**_labels(background, shown, vocabulary), **labels}
    return Changes(
        entities=tuple(_by_entity(gone, come, *known)),
        renamed=tuple(sorted(names.items())),
        moves=moves,
        removed=removed,
        added=added,
        labels=labels,
    )


def _only(triples: Iterable[Triple], others: Iterable[Triple]) -> set[Subject]:
    """Return the IRIs of which the triples say something and the others nothing."""
    subjects: set[Subject] = {subject for subject, _, _ in triples if type(subject) is IRI}
    return subjects - {subject for subject, _, _ in others if subject in subjects} if subjects else subjects


def _around(triples: Iterable[Triple], nodes: Set[Term]) -> list[Triple]:
    """Return the triples about some nodes and to them."""
    return [t for t in triples if t[0] in nodes or t[2] in nodes] if nodes else []


def _labels(triples: Iterable[Triple], shown: Set[Term], vocabulary: Vocabulary) -> dict[Term, str]:
    """Return words for what is shown: the curated label first, then a document's, then other words."""
    order = [SKOS_PREF_LABEL, RDFS_LABEL, DCTERMS_TITLE, *(vocabulary(word) for word in _WORDS)]
    rank = {predicate: number for number, predicate in enumerate(order)}
    found: dict[Term, tuple[int, str, str]] = {}
    for subject, predicate, value in triples:
        if predicate in rank and subject in shown and isinstance(value, Literal):
            candidate = rank[predicate], value.language, value.lexical
            found[subject] = min(found.get(subject, candidate), candidate)
    return {term: words for term, (_, _, words) in found.items()}


def _evidence(triples: Set[Triple], vocabulary: Vocabulary) -> set[Subject]:
    """Return the passages and statements."""
    kinds = (vocabulary("Passage"), vocabulary("Statement"))
    return {subject for subject, predicate, value in triples if predicate == RDF_TYPE and value in kinds}


def _by_entity(
    gone: Set[Triple], come: Set[Triple], old_subjects: set[Subject], new_subjects: set[Subject]
) -> Iterable[EntityChanges]:
    found: dict[tuple[Subject, IRI], tuple[list[Term], list[Term]]] = {}
    for side, triples in enumerate((gone, come)):
        for subject, predicate, value in triples:
            key = subject, predicate
            (found.get(key) or found.setdefault(key, ([], [])))[side].append(value)
    for entity, about in groupby(sorted(found), key=lambda key: key[0]):
        known = entity in old_subjects, entity in new_subjects
        change = {(True, False): "removed", (False, True): "added"}.get(known, "changed")
        properties = (Changed(key[1], *map(_sorted, found[key])) for key in about)
        yield EntityChanges(entity, change, tuple(properties))


def _sorted(values: list[Term]) -> tuple[Term, ...]:
    return tuple(sorted(values, key=_by_form) if len(values) > 1 else values)


def _by_form(value: Term) -> tuple[str, ...]:
    return ("", *value) if isinstance(value, Literal) else (value,)


def _moves(
    old: Set[Triple], new: Set[Triple], changed: Set[Triple], names: dict[Subject, Subject], link: IRI
) -> Iterable[Move]:
    """Yield what has its evidence elsewhere now; changed are the triples that only one of the graphs has."""
    passages = {s for s, p, _ in changed if p in _PLACE}
    linked = [[t for t in side if t[1] == link] for side in (old, new)]
    carriers = {s for s, p, _ in changed if p == link}
    carriers |= {s for links in linked for s, _, passage in links if passage in passages}
    if carriers:
        before, after = (_places(side, links, carriers) for side, links in zip((old, new), linked, strict=True))
        for carrier in sorted(before):
            now = names.get(carrier, carrier)
            if now in after and before[carrier] != after[now]:
                yield Move(now, before[carrier], after[now])


def _places(
    triples: Iterable[Triple], links: Iterable[Triple], carriers: Set[Subject]
) -> dict[Subject, tuple[str, ...]]:
    """Return where the evidence of each statement or record is: document, offsets, and the words."""
    passages: dict[Subject, list[Term]] = defaultdict(list)
    for carrier, _, passage in links:
        if carrier in carriers:
            passages[carrier].append(passage)
    wanted = {node for nodes in passages.values() for node in nodes}
    parts: dict[Term, dict[IRI, Term]] = defaultdict(dict)
    for subject, predicate, value in triples:
        if predicate in _PLACE and subject in wanted:
            parts[subject][predicate] = value
    shown = {
        node: " ".join(
            term.lexical if isinstance(term, Literal) else str(term)
            for key in _PLACE
            if (term := part.get(key)) is not None
        )
        for node, part in parts.items()
    }
    return {carrier: tuple(sorted(shown.get(node, str(node)) for node in nodes)) for carrier, nodes in passages.items()}
