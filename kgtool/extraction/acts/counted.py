"""Counted parties: in, acts of "the ten offices"; out, the ten that the text names together.

They are sought where the text counts them, in the section, in each list or table, and in the whole text, and must be
just so many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Organisation, OrgMention, WhoMention
from kgtool.extraction.lexicon import NUMBER, alternatives, number_of
from kgtool.extraction.world import World

_LEAST = 3  # Two are told otherwise.
_KINDS = (frozenset({"office"}), frozenset({"office", "international-organisation"}), frozenset({"office", "other"}))


class CountedParties:
    """Tells who "the ten offices" are."""

    def __init__(self, world: World) -> None:
        self.world = world
        table = world.knowledge.lexicon.tables.get("outcomes", {}).get("counted", {})
        nouns, verbs = alternatives(table.get("nouns", ["-"])), alternatives(table.get("verbs", ["-"]))
        self._group = cued(
            re.compile(rf"(?i)\b(?:the|all|these|of the) (?P<number>{NUMBER}) (?:[\w-]+ ){{0,2}}?(?:{nouns}|{verbs})\b")
        )
        self._watching = re.compile(table.get("watching", "(?!)"), re.IGNORECASE)

    def complete(self) -> None:
        """Give what a counted group agreed its parties, unless as many are known."""
        for agreement in self.world.agreements:
            number = self._number(agreement)
            known = {id(o) for o, _ in agreement.parties}
            if number < _LEAST or len(known) == number:
                continue
            found = self.of(number, self.world.sentence_at(agreement.span.start))
            if found:
                agreement.parties, agreement.implicit = [(o, agreement.span) for o in found], False

    def of(self, number: int, sentence: Sentence | None) -> list[Organisation]:
        """Return the organisations named together that are so many, none where nothing fits."""
        for group in [*self._so_counted(number), *self._groups(sentence)]:
            for kinds in _KINDS:
                chosen = [o for o in group if o.kind in kinds]
                if len(chosen) == number:
                    return chosen
        return []

    def _number(self, agreement: Agreement) -> int:
        """Return how many an act says did it, 0 where it does not."""
        words = self.world.words(agreement.span)
        m = self._group.search(words)
        return number_of(m.group("number")) or 0 if m is not None else 0

    def _so_counted(self, number: int) -> Iterator[list[Organisation]]:
        """Yield those that one sentence names and counts: "the five offices are A, B, C, D and E"."""
        for sentence in self.world.layout.sentences:
            m = self._group.search(self.world.words(sentence.span))
            if m is not None and number_of(m.group("number")) == number:
                yield self._named([sentence])

    def _groups(self, sentence: Sentence | None) -> Iterator[list[Organisation]]:
        sentences = self.world.layout.sentences
        if sentence is not None:
            heading = next((s.index for s in reversed(sentences[: sentence.index]) if s.block.kind == "heading"), 0)
            yield self._named(sentences[heading : sentence.index + 1])
        for listed, lines in groupby(sentences, key=lambda s: s.block.kind in {"item", "cell"}):
            if listed:
                yield self._named(list(lines))
        yield self._named(sentences)

    def _named(self, sentences: Sequence[Sentence]) -> list[Organisation]:
        """Return the organisations that sentences name, once each, but for those who only watch."""
        found: dict[int, Organisation] = {}
        watching = [s.block for s in sentences if self._watching.search(self.world.words(s.span))]
        rows = {block.row for block in watching if block.kind == "cell"}
        for sentence in sentences:
            cell = sentence.block.kind == "cell"
            if sentence.block.row in rows if cell else self._watching.search(self.world.words(sentence.span)):
                continue
            for mention in self.world.mentions[sentence.index]:
                if isinstance(mention, OrgMention):
                    found.setdefault(id(mention.organisation), mention.organisation)
                elif isinstance(mention, WhoMention):
                    members = (d.organisation for d in mention.members if d.organisation is not None)
                    found.update((id(o), o) for o in members if id(o) not in found)
        return list(found.values())
