"""Units: in, the organisations named in each sentence; out, which unit belongs to which department or office."""

from __future__ import annotations

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Organisation, OrgMention
from kgtool.extraction.world import World


def attach_units(world: World) -> None:
    """Give every unit its parent: in an address the next larger name, in a sentence the office named before it."""
    mentions = [(s, m) for s in world.layout.sentences for m in world.mentions[s.index] if isinstance(m, OrgMention)]
    for position, (sentence, mention) in enumerate(mentions):
        unit = mention.organisation
        if unit.kind != "unit" or unit.parent is not None:
            continue
        follower = mentions[position + 1] if position + 1 < len(mentions) else None
        alone = _only_names(world, sentence)
        if follower and follower[1].organisation is not unit and alone and _address(world, mention, follower[1]):
            unit.parent, unit.parent_span = follower[1].organisation, mention.span
            continue
        before = [
            m
            for s, m in mentions[:position]
            if s is sentence and m.organisation.kind in {"office", "international-organisation"}
        ]
        owner: Organisation | None = before[-1].organisation if before else None
        if owner is not None:
            unit.parent, unit.parent_span = owner, sentence.span


def _only_names(world: World, sentence: Sentence) -> bool:
    """Return whether a line has nothing but names of organisations, as in an address."""
    rest = world.text[sentence.span.start : sentence.span.end]
    for mention in reversed(world.mentions[sentence.index]):
        rest = rest[: mention.start - sentence.span.start] + rest[mention.end - sentence.span.start :]
    return not any(c.isalnum() for c in rest)


def _address(world: World, one: OrgMention, other: OrgMention) -> bool:
    """Return whether two names stand together as lines or parts of an address."""
    between = world.text[one.end : other.start]
    return between.strip(" ,\r\n\t") == "" and len(between) < 12
