"""Standing agreements: in, sentences that take a document of two for granted; out, that document, where none is told.

"The workplan puts flesh on the memorandum between the two offices", "under our Memorandum of Understanding".
"""

from __future__ import annotations

import re

from kgtool.extraction.acts.actors import Actors
from kgtool.extraction.acts.signed import SignedFinder
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, NounMention
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World

_BETWEEN = re.compile(rf"{any_of('AGREEMENT')}[^.;:,]{{0,60}}? between (?:the )?(?P<who>{any_of('WHO')})")
_WITH = re.compile(rf"{any_of('AGREEMENT')} with (?:the )?(?P<who>{any_of('WHO')})")
_TWO = 2


class StandingFinder:
    """Finds documents that a text only refers to."""

    def __init__(self, world: World, actors: Actors, signed: SignedFinder) -> None:
        self.world = world
        self._actors = actors
        self._signed = signed
        table = world.knowledge.lexicon.tables.get("outcomes", {}).get("standing", {})
        self._under = re.compile(rf"(?:{table.get('under', '(?!)')}) $")
        self._open = re.compile(table.get("open", "(?!)"))
        self._to_come = re.compile(table.get("to_come", "(?!)"))
        self._ours = re.compile(r"(?i)(?:our|their|its)\b")

    def run(self) -> None:
        """Add the memoranda that sentences take for granted, unless what is known of their parties is told already."""
        for sentence in self.world.layout.sentences:
            if sentence.block.kind in {"title", "heading"}:
                continue
            masked = self.world.masked(sentence)
            for char, noun in masked.mentions.items():
                if isinstance(noun, NounMention) and noun.notation == "memorandum" and not noun.several:
                    self._refer(masked, sentence, masked.string.index(char), noun)

    def _refer(self, masked: Masked, sentence: Sentence, position: int, noun: NounMention) -> None:
        ours = self._ours.match(noun.text)
        if not (noun.definite or ours) or self._open.search(masked.string):
            return
        between, partner = _BETWEEN.match(masked.string, position), _WITH.match(masked.string, position)
        if between is not None and self._to_come.search(masked.string):
            return
        if between is None and not ((ours or partner) and self._under.search(masked.string[:position])):
            return
        delegates: list[Delegate] = []
        if between is not None:
            delegates = self._actors.agent(masked, position)
        elif partner is not None:
            delegates = self._signed.signers.with_publisher(masked, sentence, position)
        subject = self._signed.subject(masked, position, noun)
        if any(a.kind == noun.notation for a in self.world.agreements):
            return
        agreement = self._signed.add(sentence, noun, subject, delegates)
        agreement.rule = "standing"
        if not agreement.dated:
            agreement.meeting, agreement.when, agreement.when_span = None, type(agreement.when)(), None
        if len({id(o) for o, _ in agreement.parties}) != _TWO:
            self.world.agreements.remove(agreement)
