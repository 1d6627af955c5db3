"""Kinds of meetings: in, meetings with their levels and who was there; out, the kind of each, by who meets.

A level that the name tells comes first, unless the text says who sits in the body; else it is decided by the sides, the
body that meets, and who came.
"""

from __future__ import annotations

import re

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention, Organisation, WhoMention
from kgtool.extraction.meetings.names import bare_name
from kgtool.extraction.parts.parts import HOSTING
from kgtool.extraction.world import World

# Who visits or calls, and nobody else, is at a visit or a call.
_OPEN = frozenset({"", "working-level", "assembly"})  # Levels that who sits in a body decides.
_SIDES = 2  # A bilateral meeting has so many sides.
_HEADLINES = 4  # A headline stands among the first so many sentences.
_HEADS = 3  # So many heads of offices make a meeting one of heads.
_BOTH = re.compile(
    r"(?i)\b(?:the two|both) (?:\w+ )?"
    r"(?:offices|sides|parties|agencies|institutions|authorities|institutes|delegations)\b"
)
_ASSEMBLY = re.compile(r"\b(?:(?:Administrative|Interstate|Governing|Supervisory|General) Council|Assembl(?:y|ies))\b")
_OF_TWO = re.compile(
    r"(?i)\b(?:visit|(?:phone|video|telephone|courtesy) call|conversation|video ?-?conference with)\b"
    r"|\b(?:call|video ?-?conference)$"
)


def decide_kind(world: World, meeting: Meeting) -> None:
    """Decide a meeting's kind by its level, else by who its sides are."""
    if meeting.kind:
        return
    told = _told_of_body(world, meeting) if meeting.level in _OPEN else ""
    level = told or meeting.level
    parties = [d.organisation for d in meeting.parties if d.organisation]
    people = [p.delegate.organisation for p in meeting.participations if p.delegate.person and p.delegate.organisation]
    people = people if parties or not (meeting.ordinal and level == "heads") else []
    if level == "bilateral" and not told and len({id(o) for o in [*parties, *people]}) > _SIDES:
        level = ""
    if level in {"", "working-level"} and _is_with_industry(meeting, parties):
        level = "industry"
    named = {id(o) for o in parties}
    # Whose meeting it is by its name decides, whoever else came.
    two = len(named) == _SIDES and all(o.kind != "forum" for o in parties)
    sides = named if two else named | {id(o) for o in people}
    if level in {"", "heads"} and meeting.forum is None and len(sides) == _SIDES:
        shared = level == "heads" and all(d.inherited for d in meeting.parties)
        level = "heads" if shared or re.search(r"\bHeads\b", meeting.name) else "bilateral"
    if not level and _have_heads_met(meeting):
        level = "heads"
    if not level and meeting.forum is None and len(parties) == 1 and " with " in meeting.name:
        level = "industry" if parties[0].kind == "industry-association" else "bilateral"
    if not level and meeting.forum is not None:
        level = _level_of_body(meeting.forum)
    if level == "heads" and meeting.forum is not None and _holds_others(world, meeting.forum):
        level = "other"
    if not level and (_OF_TWO.search(meeting.name) or _is_of_two(world, meeting)):
        level = "bilateral"
    if not level and meeting.level == "bilateral" and meeting.forum is None and len(named) == _SIDES:
        level = "bilateral"
    meeting.kind = level or ("working-level" if re.search(r"(?i)\bsession\b", meeting.name) else "other")


def _told_of_body(world: World, meeting: Meeting) -> str:
    """Return the kind of meetings of a body of which the text says who sits in it, empty where it does not say so."""
    if meeting.forum is None:
        return ""
    table = world.knowledge.lexicon.tables.get("meetings", {}).get("kinds", {})
    main = next((m for m in world.meetings if m.status == "held" and m.forum is not None), None)
    for line in world.layout.sentences[:_HEADLINES] if meeting is main else ():
        words = world.words(line.span)
        for kind, patterns in table.get("headline", {}).items():
            if line.block.kind in {"title", "heading"} and re.search("|".join(patterns), words, re.IGNORECASE):
                return str(kind)
    for kind, patterns in table.get("composition", {}).items():
        sits = cued(re.compile("|".join(patterns)))
        for sentence in world.layout.sentences:
            found = sits.search(world.text, sentence.span.start, sentence.span.end)
            if found and _is_named(world, sentence, meeting):
                return str(kind)
    return ""


def _is_named(world: World, sentence: Sentence, meeting: Meeting) -> bool:
    """Return whether a sentence names a meeting, its body, or another meeting of that body."""
    for mention in world.mentions[sentence.index]:
        told = mention.meeting if isinstance(mention, MeetingMention) else None
        if told is not None and (told is meeting or told.forum is meeting.forum):
            return True
        if isinstance(mention, WhoMention) and any(d.organisation is meeting.forum for d in mention.members):
            return True
    return False


def _is_of_two(world: World, meeting: Meeting) -> bool:
    """Return whether a sentence that names a meeting, and no other group, speaks of "the two offices" there."""
    for sentence in world.layout.sentences:
        mentions = world.mentions[sentence.index]
        if any(isinstance(m, MeetingMention) and m.meeting is meeting for m in mentions):
            return bool(_BOTH.search(world.text, sentence.span.start, sentence.span.end))
    return False


def _is_with_industry(meeting: Meeting, parties: list[Organisation]) -> bool:
    """Return whether industry is one of two sides, or most of those who came for somebody."""
    parts = [p for p in meeting.participations if p.capacity not in {"observer", *HOSTING}]
    came = [o for p in parts if (o := p.delegate.organisation) is not None]
    sides = {id(o): o.kind for o in [*parties, *came]}
    industry = sum(kind == "industry-association" for kind in sides.values())
    return bool(industry) and (len(sides) == 2 or industry > max(1, len(sides) / 2)) and industry < len(sides)


def _have_heads_met(meeting: Meeting) -> bool:
    """Return whether most of those who came are heads of their offices, and three or more of them."""
    came = [*meeting.parties, *(p.delegate for p in meeting.participations if p.capacity != "observer")]
    people = list({id(d.person): d for d in came if d.person is not None}.values())
    heads = {id(d.organisation) for d in people if d.person and any(r.head for r in d.person.roles)}
    return len(heads) >= _HEADS and 2 * len(heads) > len(people)


def _level_of_body(body: Organisation) -> str:
    """Return the level that meetings of a body are at, as far as its kind and name tell."""
    if _ASSEMBLY.search(body.display):
        return "assembly"
    if body.kind == "working-group" or re.search(r"\bCommittee\b", body.display):
        return "working-level"
    return "heads" if body.kind == "forum" else ""


def align_kinds(world: World) -> None:
    """Give an edition of which nothing tells the kind that of another edition of its name."""
    for meeting in (m for m in world.meetings if m.ordinal and m.kind == "other" and not m.level):
        numbered = (m for m in world.meetings if m.ordinal and m is not meeting)
        alike = (m for m in numbered if same_but_for_number(meeting, m) or (m.forum and m.forum is meeting.forum))
        meeting.kind = next((m.kind for m in alike if m.kind != "other"), meeting.kind)


def _holds_others(world: World, forum: Organisation) -> bool:
    """Return whether a forum's own meetings are of no kind of their own, whoever comes."""
    names = world.knowledge.lexicon.tables.get("meetings", {}).get("kinds", {}).get("other", [])
    return not {*(forum.entity.acronyms if forum.entity else ()), forum.display}.isdisjoint(names)


def find_forum_of_industry(world: World, meeting: Meeting) -> None:
    """Let industry meet a forum: the one among those present, else the only one the document speaks of."""
    if meeting.kind != "industry" or meeting.forum is not None:
        return
    delegates = [*meeting.parties, *(p.delegate for p in meeting.participations)]
    present = [d.organisation for d in delegates if d.organisation and d.organisation.kind == "forum"]
    named = [o for o in world.organisations.values() if o.kind == "forum" and o.names]
    meeting.forum = present[0] if present else named[0] if len(named) == 1 else None


def same_but_for_number(meeting: Meeting, other: Meeting) -> bool:
    """Return whether names differ in their number only; a bare "session" is one of the session named in full."""
    bare, full = bare_name(meeting.name), bare_name(other.name)
    return bare == full or (" " not in bare and full.startswith(f"{bare} of ") and other.forum is not None)
