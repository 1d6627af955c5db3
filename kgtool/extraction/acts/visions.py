"""Visions: in, sentences with a forum's aims; out, aims and forum of each vision, and earlier focuses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kgtool.extraction.acts.actors import Actors
from kgtool.extraction.acts.complements import Complements
from kgtool.extraction.acts.parties import Parties
from kgtool.extraction.acts.verbs import verb_pattern
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Organisation, WhoMention
from kgtool.extraction.masked import Masked
from kgtool.extraction.world import World
from kgtool.model import Span

_QUOTED = re.compile(r"\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Focus:
    """What a forum set out to do for its first years, as a vision without a name, and the words for those years."""

    vision: Agreement
    period: Span


class VisionFinder:
    """Completes visions that were agreed, and finds what came before them."""

    def __init__(self, world: World, actors: Actors, complements: Complements) -> None:
        self.world = world
        self._actors = actors
        self._complements = complements
        table = world.knowledge.lexicon.tables.get("outcomes", {}).get("vision", {})
        self._aims = verb_pattern(table.get("aims", []))
        self._period = re.compile(table.get("period", "(?!)"))
        self.focuses: list[Focus] = []

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Give visions their forum and aims; keep what the sentence says a forum focused on."""
        visions = [a for a in self.world.agreements if a.kind == "vision"]
        for vision in visions:
            if vision.forum is None:
                vision.forum = _forum_in(masked) or (vision.meeting.forum if vision.meeting else None)
            if not vision.aims and vision.span == sentence.span:
                items = self._complements.items(masked, 0)
                vision.aims = [(i.text, i.span) for i in items if i.position]
        verb, period = self._aims.search(masked.string), self._period.search(masked.string)
        if verb is not None and period is not None:
            self._focus(masked, sentence, verb, masked.span(period.start(), period.end()))

    def _focus(self, masked: Masked, sentence: Sentence, verb: re.Match[str], period: Span) -> None:
        quoted = _QUOTED.search(masked.string, verb.end())
        start = quoted.start(1) if quoted else verb.end()
        end = quoted.end(1) if quoted else len(masked.string.rstrip(" ."))
        if not masked.string[start:end].strip():
            return
        subject = self._actors.subject(masked, verb.start())
        parties = Parties(self.world).of(subject, None, sentence.span)
        vision = Agreement("", "", sentence.span, masked.span(start, end), parties, rule="focus")
        vision.forum = _first_forum(d.organisation for d in subject)
        vision.aims = [(p.text, p.span) for p in self._complements.parts(masked, start, end)]
        self.focuses.append(Focus(vision, period))


def _forum_in(masked: Masked) -> Organisation | None:
    whos = (m for m in masked.mentions.values() if isinstance(m, WhoMention))
    return _first_forum(d.organisation for m in whos for d in m.members)


def _first_forum(organisations: Iterable[Organisation | None]) -> Organisation | None:
    return next((o for o in organisations if o is not None and o.kind == "forum"), None)
