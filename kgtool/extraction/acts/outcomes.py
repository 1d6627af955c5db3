"""Outcomes: in, sentences with meetings and people; out, what was said, decided or done at each meeting.

The rules are the lexicon's (outcomes.toml): a kind of act with its verbs, what its object must be, and word orders of
its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kgtool.extraction.acts.actors import Actors, delegates_of
from kgtool.extraction.acts.complements import Complements, Piece
from kgtool.extraction.acts.parties import Parties, meeting_of_body
from kgtool.extraction.acts.verbs import Verbs, verb_pattern
from kgtool.extraction.cues import CuedPattern, CuedRules, cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Delegate, Meeting, NounMention, Outcome
from kgtool.extraction.lexicon import NUMBER, Lexicon, alternatives
from kgtool.extraction.masked import Masked, any_of, compile_rule
from kgtool.extraction.world import World
from kgtool.model import Span

_CLAUSE = re.compile(r"[.;:]|, where |, which |, and (?=the )")  # Where the clause of a passive verb begins.
_INVITED = re.compile(rf" (?:the )?({any_of('WHO')})")
_REQUEST = re.compile(rf"(?: by (?:the )?{any_of('WHO')})? to [^.;]+")
_TO_DO = re.compile(r"\bto \w+$")
_THEY = re.compile(r"(?i)they\b")
_LEAD = re.compile(r"(?i)(?:the|an?)\s+")
_NAME_END = re.compile(r",|\s+(?:which|that|to)\b")
_NEAR = 110  # A document that an item names stands within so many code points of its beginning.


@dataclass(frozen=True, slots=True)
class ActRule:
    """An act by kind: its verbs, what its object must be, and word orders of its own; split: a list is several."""

    kind: str
    verb: CuedPattern
    object: re.Pattern[str] | None
    inverted: tuple[CuedPattern, ...]
    split: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an act is read: its sentence, masked, and the meeting it is an act of."""

    masked: Masked
    sentence: Sentence
    meeting: Meeting | None


@cache
def _rules(lexicon: Lexicon) -> CuedRules[ActRule]:
    rules = [
        ActRule(
            a["kind"],
            verb_pattern(a["verbs"]),
            _object_pattern(a["object"]) if "object" in a else None,
            tuple(cued(compile_rule(p)) for p in a.get("inverted", [])),
            bool(a.get("split")),
        )
        for a in lexicon.tables.get("outcomes", {}).get("act", [])
    ]
    return CuedRules((rule, [rule.verb, *rule.inverted]) for rule in rules)


class OutcomeFinder:
    """Fires the act rules over a document."""

    def __init__(self, world: World, verbs: Verbs, actors: Actors, complements: Complements) -> None:
        self.world = world
        self._verbs = verbs
        self._actors = actors
        self._complements = complements
        table = world.knowledge.lexicon.tables.get("outcomes", {})
        self._rules = _rules(world.knowledge.lexicon)
        counted = alternatives(table.get("enumeration", {}).get("counted", ["-"]))
        self._counted = re.compile(rf"(?i)\s*{NUMBER}(?: \w+){{0,2}} {counted}\s*")
        self._last: tuple[int, Meeting | None] = (-1, None)

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add the outcomes that a sentence states to the world."""
        for rule in self._rules.of(masked.string):
            self._act(rule, _Place(masked, sentence, self.world.focus_in(sentence)))

    def _act(self, rule: ActRule, place: _Place) -> None:
        string = place.masked.string
        inverted = [m for pattern in rule.inverted for m in pattern.finditer(string)]
        for m in inverted:
            by, to = delegates_of(place.masked.get(m, "by")), delegates_of(place.masked.get(m, "to"))
            self._put(rule, place, m.end(), by, to)
        # A statement is delivered even where it is announced in the future tense.
        for verb, passive in self._verbs.forms(place.masked, rule.verb, facts_only=rule.kind != "delivered"):
            if any(m.start() <= verb.start() < m.end() for m in inverted):
                continue
            if passive:
                self._put_passive(rule, place, verb)
            else:
                place = self._put_active(rule, place, verb)

    # ---- active
    def _put_active(self, rule: ActRule, place: _Place, verb: re.Match[str]) -> _Place:
        """Add what a verb has for its object; return the place with the meeting that the act was found to be of."""
        masked, sentence = place.masked, place.sentence
        subject = self._actors.subject(masked, verb.start())
        place = _Place(masked, sentence, self._meeting(sentence, subject))
        self._last = (sentence.index, place.meeting)
        rest = masked.string[verb.end() :]
        if rule.object is not None and not rule.object.match(rest.lstrip()):
            return place
        to: list[Delegate] = []
        if rule.kind == "invited":
            invited = _INVITED.match(rest)
            to = delegates_of(masked.mentions.get(invited.group(1))) if invited else []
            if not to:
                return place
        self._put(rule, place, verb.end(), subject, to)
        return place

    def _meeting(self, sentence: Sentence, subject: list[Delegate]) -> Meeting | None:
        """Return the meeting of an act: a forum's own; that of the sentence before, for "they"; else the focus."""
        start = sentence.span.start
        if not subject and self._last[0] == sentence.index - 1 and _THEY.match(self.world.text[start : start + 5]):
            return self._last[1]
        return meeting_of_body(self.world, subject, self.world.focus_in(sentence))

    def _put(self, rule: ActRule, place: _Place, start: int, by: list[Delegate], to: list[Delegate]) -> None:
        if place.meeting is None:
            return
        if rule.kind == "discussed" and _TO_DO.search(place.masked.string[:start]):
            by = []
        for piece in self._pieces(rule, place, start):
            if any(o.kind == rule.kind and o.text_span == piece.span for o in self.world.outcomes):
                continue
            if rule.kind == "delivered" and (not by or self._has_delivered(by[0], place)):
                continue
            if piece.position:
                self._document_in(rule, piece.span, place)
            outcome = self._add(rule.kind, rule.kind, piece, place, by)
            outcome.addressee = to[0] if to else None
            if rule.kind == "invited":
                outcome.about = self.world.meeting_after(place.sentence, piece.span.start, place.meeting)

    def _pieces(self, rule: ActRule, place: _Place, start: int) -> list[Piece]:
        pieces = self._complements.of(place.masked, start, place.sentence)
        if rule.split and len(pieces) == 1 and not pieces[0].position:
            parts = list(self._complements.parts(place.masked, start, len(place.masked.string.rstrip(" ."))))
            return parts if len(parts) > 2 else pieces
        return pieces

    def _has_delivered(self, speaker: Delegate, place: _Place) -> bool:
        """Return whether a speaker's statement at a meeting is known: it is told in many words."""
        spoken = (o for o in self.world.outcomes if o.kind == "delivered" and o.meeting is place.meeting and o.by)
        return any(o.by[0].person is speaker.person for o in spoken)

    # ---- passive
    def _put_passive(self, rule: ActRule, place: _Place, verb: re.Match[str]) -> None:
        """Add the subject of a passive verb, or the items it announces ("three points were noted:")."""
        if place.meeting is None:
            return
        string = place.masked.string
        start = max((m.end() for m in _CLAUSE.finditer(string[: verb.start()])), default=0)
        subject = self._verbs.subject(string[start : verb.start()])
        if self._counted.fullmatch(subject) and string.rstrip().endswith(":"):
            for piece in self._complements.list_items(place.sentence):
                self._document_in(rule, piece.span, place)
                self._add(rule.kind, rule.kind + "-list", piece, place, [])
            return
        if len(subject.split()) < 2 or (rule.object is not None and not rule.object.search(subject)):
            return
        by = self._actors.agent(place.masked, verb.end())
        if rule.kind == "delivered" and (not by or self._has_delivered(by[0], place)):
            return
        start += len(subject) - len(subject.lstrip())
        end = start + len(subject.strip())
        request = _REQUEST.match(string[verb.end() :]) if rule.kind == "requested" else None
        span = place.masked.span(start, verb.end() + request.end() if request else end)
        self._add(rule.kind, rule.kind + "-passive", Piece(self.world.words(span), span), place, by)

    # ---- records
    def _add(self, kind: str, rule: str, piece: Piece, place: _Place, by: list[Delegate]) -> Outcome:
        outcome = Outcome(
            kind,
            piece.text,
            place.sentence.span,
            piece.span,
            by,
            meeting=place.meeting,
            position=piece.position,
            rule=rule,
        )
        self.world.outcomes.append(outcome)
        return outcome

    def _document_in(self, rule: ActRule, span: Span, place: _Place) -> None:
        """Add a roadmap or plan that is listed among what a meeting acknowledged as agreed there."""
        item = self.world.sentence_at(span.start)
        if rule.kind != "acknowledged" or place.meeting is None or item is None:
            return
        nouns = (m for m in self.world.mentions[item.index] if isinstance(m, NounMention) and m.kind == "AGREEMENT")
        near = (m for m in nouns if span.start <= m.start < span.start + _NEAR)
        head = next((m for m in near if m.notation != "other"), None)
        if head is None or any(c in self.world.text[span.start : head.start] for c in ",;:"):
            return
        lead = _LEAD.match(self.world.text[span.start : span.end])
        stop = _NAME_END.search(self.world.text[head.end : item.span.end])
        subject = Span(span.start + (lead.end() if lead else 0), head.end + (stop.start() if stop else 0))
        parties = Parties(self.world).of([], place.meeting, place.sentence.span)
        words = self.world.words(subject)
        agreement = Agreement(head.notation, words, item.span, subject, parties, rule="listed-document")
        agreement.implicit = True
        agreement.meeting, agreement.when = place.meeting, place.meeting.when
        agreement.when_span = (place.meeting.when_spans or [item.span])[-1]
        self.world.agreements.append(agreement)


def _object_pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:an? |the |his |her |its )?(?:\w+ )?{alternatives(words)}")
