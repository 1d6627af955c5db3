"""Signings: in, agreements that somebody signed; out, the meetings at which two signed, where no other is told of."""

from __future__ import annotations

import re

from kgtool.extraction.entities import (
    Agreement,
    Delegate,
    Meeting,
    MeetingMention,
    NounMention,
    Participation,
    WhoMention,
)
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.meetings.discourse import Passing
from kgtool.extraction.meetings.matching import times_clash
from kgtool.extraction.parts.parts import add
from kgtool.extraction.world import World


def meet_to_sign(world: World) -> None:
    """Make a meeting of two who sign outside another meeting: on a day of their own, or in its margins."""
    margins = whole_words(world.knowledge.lexicon.get("meetings", "margins"), re.IGNORECASE)
    passing = Passing(world)
    for agreement in world.agreements:
        sentence = world.sentence_at(agreement.span.start)
        if agreement.rule != "signed" or not agreement.when.day or sentence is None:
            continue
        aside = margins.search(world.text, sentence.span.start, sentence.span.end) is not None
        at, mentions = agreement.meeting, world.mentions[sentence.index]
        if at is not None and not aside and not times_clash(agreement.when, at.when):
            continue
        named = [m for m in mentions if isinstance(m, MeetingMention) and m.meeting and not passing.has(sentence, m)]
        if any(not aside or m.meeting.level == "signing" for m in named if m.meeting is not None):
            continue
        noun = next((m for m in mentions if isinstance(m, NounMention) and m.kind == "AGREEMENT"), None)
        delegates = [d for m in mentions if isinstance(m, WhoMention) for d in m.members]
        signers = [d for d in delegates if d.person and d.organisation]
        if len({id(d.organisation) for d in signers}) < 2:
            signers = [Delegate(None, o, span) for o, span in agreement.parties] if at is not None else []
        if noun is not None and len({id(d.organisation) for d in signers}) == 2:
            agreement.meeting = _signing(agreement, noun, signers)
            world.meetings.append(agreement.meeting)


def _signing(agreement: Agreement, noun: NounMention, signers: list[Delegate]) -> Meeting:
    name = noun.name if noun.name.startswith("signing") else f"signing of the {noun.name}"
    meeting = Meeting(name, agreement.span, "signing", "signing", when=agreement.when)
    meeting.status, meeting.status_span = "held", agreement.span
    meeting.when_spans = [agreement.when_span] if agreement.when_span else []
    for signer in signers:
        add(meeting, Participation(signer, "participant", agreement.span, "signs"))
    return meeting


def sign_bilaterally(world: World) -> None:
    """Move what two parties signed to the meeting that they held apart."""
    for agreement in world.agreements:
        sides = {id(o) for o, _ in agreement.parties}
        for meeting in world.meetings:
            apart = meeting.level == "bilateral" and meeting.partof is not None
            if not apart or meeting.partof is not agreement.meeting:
                continue
            if sides == {id(d.organisation) for d in meeting.parties}:
                agreement.meeting, agreement.when = meeting, meeting.when
                agreement.when_span = meeting.when_spans[0] if meeting.when_spans else None
