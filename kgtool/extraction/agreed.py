"""Agreed items: in, sentences in which somebody agrees; out, what was agreed, item by item, and visions agreed."""

from __future__ import annotations

import re

from kgtool.extraction.actors import Actors, delegates_of
from kgtool.extraction.agreement_times import set_time
from kgtool.extraction.complements import Complements, Piece
from kgtool.extraction.entities import Agreement, Delegate
from kgtool.extraction.layout import Sentence
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.verbs import Verbs, verb_pattern
from kgtool.extraction.world import World

_DOCUMENT = re.compile(rf"\s*(?:on |upon )?(?:the |an? |its )?{any_of('AGREEMENT')}")  # As an object: it was signed.
_IMPERSONAL = re.compile(r"(?i)it (?:was|has been) $")
_AGENT = re.compile(rf"\s*by (?:the )?({any_of('WHO')})\s*")
_PRONOUN = re.compile(r"(?i)\s*(?:it|this|that)\s*")


class AgreedFinder:
    """Finds what was agreed without a document to sign."""

    def __init__(self, world: World, verbs: Verbs, actors: Actors, complements: Complements) -> None:
        self.world = world
        self._verbs = verbs
        self._actors = actors
        self._complements = complements
        table = world.knowledge.lexicon.tables.get("outcomes", {})
        self._agreed = verb_pattern(table.get("agreed", {}).get("verbs", []))
        noun = table.get("vision", {}).get("noun", "(?!)")
        self._opens_vision = re.compile(rf"(?:an? )?{noun}\b")
        self._vision = re.compile(rf"\b{noun}\b")

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add what a sentence says was agreed to the world: the first verb that is a fact takes the rest."""
        taken = 0
        for verb in self._agreed.finditer(masked.string):
            if verb.start() < taken or not self._is_agreement(masked, verb):
                continue
            if not self._is_passive(masked, verb):
                self._active(masked, sentence, verb)
                return
            if any(a.span == sentence.span and a.rule == "signed" for a in self.world.agreements):
                continue
            if masked.string[verb.end() :].strip(" .").startswith(("by", "that", "to", "on")):
                self._active(masked, sentence, verb)
                return
            taken = self._passive(masked, sentence, verb)

    def _is_agreement(self, masked: Masked, verb: re.Match[str]) -> bool:
        """Return whether a verb states that something was agreed; what has a document for its object was signed."""
        if not self._verbs.is_fact(masked, verb.start()):
            return False
        impersonal = masked.string[: verb.start()].rstrip().endswith("It was")
        return impersonal or not _DOCUMENT.match(masked.string[verb.end() :])

    def _is_passive(self, masked: Masked, verb: re.Match[str]) -> bool:
        impersonal = _IMPERSONAL.search(masked.string[: verb.start()])
        return self._verbs.is_passive(masked, verb.start()) and not impersonal

    def _active(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> None:
        """Add what follows "agreed to", or "it was agreed by … that"."""
        delegates, start = self._who(masked, verb)
        delegates = [*delegates, *self._actors.partners(masked, 0, verb.start())]
        for piece in self._complements.of(masked, start, sentence):
            if len(piece.text.split()) > 1:
                kind = "vision" if self._opens_vision.match(piece.text) else "agreed-item"
                self._add(kind, piece, delegates, sentence, "agreed")

    def _who(self, masked: Masked, verb: re.Match[str]) -> tuple[list[Delegate], int]:
        """Return who agreed, and where what they agreed begins."""
        agent = _AGENT.match(masked.string[verb.end() :])
        if agent:
            return delegates_of(masked.mentions.get(agent.group(1))), verb.end() + agent.end()
        mutual = "mutual" in verb.group().casefold()
        return [] if mutual else self._actors.subject(masked, verb.start()), verb.end()

    def _passive(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> int:
        """Add the subject of "was agreed"; return where to go on: behind the sentence unless it is only a pronoun."""
        start = max(masked.string.rfind(c, 0, verb.start()) for c in ".;:") + 1
        subject = self._verbs.subject(masked.string[start : verb.start()])
        if not subject.strip() or _PRONOUN.fullmatch(subject):
            return verb.end()
        lead = len(subject) - len(subject.lstrip())
        span = masked.span(start + lead, start + len(subject.rstrip()))
        piece = Piece(self.world.words(span), span)
        kind = "vision" if self._vision.search(piece.text) else "agreed-item"
        agreement = self._add(kind, piece, self._actors.agent(masked, verb.end()), sentence, "agreed-passive")
        if kind == "vision":
            items = self._complements.items(masked, verb.end())
            agreement.aims = [(i.text, i.span) for i in items if i.position]
        return len(masked.string)

    def _add(self, kind: str, piece: Piece, delegates: list[Delegate], sentence: Sentence, rule: str) -> Agreement:
        meeting = self.world.focus_in(sentence)
        parties = self._actors.parties(delegates, meeting, sentence.span)
        agreement = Agreement(kind, piece.text, sentence.span, piece.span, parties, position=piece.position, rule=rule)
        set_time(self.world, agreement, sentence, meeting)
        self.world.agreements.append(agreement)
        return agreement
