"""Records of agreed items: in, words that were agreed and who agreed; out, agreements with parties, meeting and day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.acts.agreement_times import set_time
from kgtool.extraction.acts.complements import Piece
from kgtool.extraction.acts.parties import Parties, meeting_of_body
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Delegate, Meeting, MeetingMention, NounMention, WhoMention
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.world import World
from kgtool.model import Span

_TWO = re.compile(r"(?i)(?:the two|both|these two)\b")
_AT = re.compile(r"(?i)\b(?:at|during|in)\s+(?:the\s+)?$")


class AgreedItems:
    """Adds what was agreed to the world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._parties = Parties(world)
        agreed = world.knowledge.lexicon.tables.get("outcomes", {}).get("agreed", {})
        self._undecided = re.compile(rf"(?i)\b{alternatives(agreed.get('undecided', ['-']))}(?!\w)")
        self._procedural = re.compile(
            rf"(?i)\W*(?:(?:the|its|their|an?) )?(?:[\w-]+ ){{0,3}}?{alternatives(agreed.get('procedural', ['-']))}\b"
        )

    def is_none(self, words: str) -> bool:
        """Return whether words say that something was not agreed, or name what only runs a meeting ("the minutes")."""
        return bool(self._undecided.search(words) or self._procedural.match(words))

    def is_procedural(self, words: str) -> bool:
        """Return whether words name what only runs a meeting ("the minutes", "the invitation")."""
        return bool(self._procedural.match(words))

    def kind_in(self, sentence: Sentence, span: Span) -> str:
        """Return the kind of the document that an item names at its beginning, else that of an agreed item."""
        mentions: Iterator[NounMention] = (
            m for m in self.world.mentions[sentence.index] if isinstance(m, NounMention) and m.kind == "AGREEMENT"
        )
        head = next(mentions, None)
        return head.notation if head is not None and head.start - span.start < 3 else "agreed-item"

    def _meeting(self, sentence: Sentence, piece: Piece, delegates: list[Delegate]) -> Meeting | None:
        """Return where something was agreed: not the meeting that was agreed on, which its own words name."""
        own = self.world.sentence_at(piece.span.start) or sentence
        named = [m for m in self.world.mentions[own.index] if isinstance(m, MeetingMention) and m.meeting is not None]
        agreed_on = [
            m.meeting
            for m in named
            if piece.span.covers(m.span) and not _AT.search(self.world.text[max(0, m.start - 12) : m.start])
        ]
        apart = [m.meeting for m in named if not piece.span.covers(m.span)]
        agreed_on = [m for m in agreed_on if all(m is not other for other in apart)]
        meeting = self.world.focus_in(sentence)
        index = sentence.index
        while meeting is not None and any(meeting is m for m in agreed_on) and index:
            index -= 1
            meeting = self.world.focus.get(index)
        return meeting_of_body(self.world, delegates, meeting)

    def add(self, kind: str, piece: Piece, delegates: list[Delegate], sentence: Sentence, rule: str) -> Agreement:
        meeting = self._meeting(sentence, piece, delegates)
        parties = self._parties.of(delegates, meeting, sentence.span)
        agreement = Agreement(kind, piece.text, sentence.span, piece.span, parties, position=piece.position, rule=rule)
        agreement.implicit = not delegates
        set_time(self.world, agreement, sentence, meeting)
        two = not delegates and any(
            isinstance(m, WhoMention) and not m.members and _TWO.match(m.text) and not piece.span.covers(m.span)
            for m in self.world.mentions[sentence.index]
        )
        if not parties or (two and len({id(o) for o, _ in parties}) != 2):
            agreement.parties = self._parties.completed([], agreement.meeting, sentence) or parties
            agreement.implicit = not agreement.parties
        elif len(parties) == 1 and parties[0][0].kind == "office" and agreement.meeting is not None:
            agreement.parties = self._parties.of_two(parties, agreement.meeting, sentence)
        self.world.agreements.append(agreement)
        return agreement
