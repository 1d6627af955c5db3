"""Discourse: in, the meeting named last in each sentence; out, the one that each sentence speaks of.

What is named in passing ("the previous meeting had been held in Oslo") is spoken of in that sentence alone, and a new
section goes on about the meeting that the document reports, unless it names another.
"""

from __future__ import annotations

import re

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Meeting, MeetingMention
from kgtool.extraction.masked import level
from kgtool.extraction.world import World

_IT = re.compile(
    r"It (?:was|had been) (?:jointly |co-)?(?:chaired|hosted|held|attended|opened|presided|organi[sz]ed|led)\b"
)
_NEAR = 40  # The verb of which a meeting is the object stands so near before it.
_LEAD = 3  # In so many sentences a report has named what it is of.
_LABEL = re.compile(r"[^:]{2,40}: *\S")  # "Chair: Jane Roe" goes on with what is told.
_NUMBERED = re.compile(r"\d{1,2}[.)]")
_LISTS = frozenset({"heading", "title", "caption"})  # Blocks of which several in a row are entries of a list.


class Passing:
    """Tells which meetings are named only beside what a sentence tells: by its tense, or the words before them."""

    def __init__(self, world: World) -> None:
        self.world = world
        table = world.knowledge.lexicon.tables.get("participation", {}).get("passing", {})
        self._tense = re.compile("|".join(table.get("tense", [])) or "(?!)")
        self._before = re.compile(rf"(?:{'|'.join(table.get('before', ['(?!)']))}) (?:the )?$")

    def has(self, sentence: Sentence, mention: MeetingMention) -> bool:
        """Return whether a sentence names a meeting in passing."""
        lead = " ".join(self.world.text[sentence.span.start : mention.start].split()) + " "
        after = level(self.world.text[mention.start : min(sentence.span.end, mention.end + 2 * _NEAR)])
        clause = lead[-_NEAR:] + after
        return bool(self._tense.search(clause) or self._before.search(lead))


def settle_focus(world: World) -> None:
    """Set the focus of each sentence anew, once all meetings are known."""
    passing_by = Passing(world)
    named = dict(world.focus)
    reported: Meeting | None = None
    spoken: Meeting | None = None
    since = 0
    for sentence in world.layout.sentences:
        last = named.get(sentence.index)
        if last is None:
            continue
        mention = _mention(world, sentence, last)
        changed = last is not named.get(sentence.index - 1)
        told = mention is not None or (changed and sentence.span.start <= last.span.start < sentence.span.end)
        passing = mention is not None and passing_by.has(sentence, mention)
        later = last.status == "scheduled" and spoken is not None and spoken.status in {"", "held"}
        if told and not ((passing or later) and spoken is not None):
            spoken = last
            # The report may begin with who received whom, and name the meeting then.
            fuller = reported is not None and sentence.index - since <= _LEAD and _weight(last) > _weight(reported)
            if last.status in {"", "held"} and (reported is None or fuller):
                reported, since = last, since if fuller else sentence.index
        elif changed and not told:
            spoken = last
        elif reported is not None and (_opens_section(world, sentence) or _is_numbered(world, sentence)):
            spoken = reported
        aside = told and (passing or later) and spoken is not None
        world.focus[sentence.index] = last if told and not aside else spoken or last
        before = named.get(sentence.index - 1)
        if before is not None and mention is None and _IT.match(world.text, sentence.span.start, sentence.span.end):
            # "It was chaired by …": what the sentence before told of, even in passing.
            world.focus[sentence.index] = _last_named(world, sentence.index - 1) or world.focus[sentence.index]


def _last_named(world: World, index: int) -> Meeting | None:
    """Return the meeting that a sentence names last."""
    named = (m.meeting for m in reversed(world.mentions[index]) if isinstance(m, MeetingMention))
    return next((m for m in named if m is not None), None)


def _opens_section(world: World, sentence: Sentence) -> bool:
    """Return whether a sentence is a heading, or a caption, that stands alone among other text and labels nothing."""
    sentences = world.layout.sentences
    if sentence.block.kind == "heading" and _LABEL.match(world.text, sentence.span.start, sentence.span.end):
        return False
    if sentence.block.kind not in {"heading", "caption"} or not sentence.index:
        return False
    if sentence.block.kind == "caption":
        return sentences[sentence.index - 1].block.kind != "caption"
    after = sentences[sentence.index + 1].block.kind if sentence.index + 1 < len(sentences) else "paragraph"
    return not {sentences[sentence.index - 1].block.kind, after} & _LISTS


def _weight(meeting: Meeting) -> int:
    """Return how much a meeting is one that a document reports: numbered, of a forum, not of two sides alone."""
    return bool(meeting.ordinal) + bool(meeting.forum) + (meeting.level != "bilateral")


def _is_numbered(world: World, sentence: Sentence) -> bool:
    """Return whether a numbered paragraph begins that is no item of a list announced by a colon."""
    sentences = world.layout.sentences
    if not _NUMBERED.fullmatch(sentence.marker) or sentence.index < 1:
        return False
    before = sentences[sentence.index - 1]
    announced = world.text[before.span.start : before.span.end].rstrip().endswith((":", ";"))
    return before.block is not sentence.block and not announced and _NUMBERED.fullmatch(before.marker) is None


def _mention(world: World, sentence: Sentence, meeting: Meeting) -> MeetingMention | None:
    """Return where a sentence names a meeting."""
    named = (m for m in world.mentions[sentence.index] if isinstance(m, MeetingMention) and m.meeting is meeting)
    return next(named, None)
