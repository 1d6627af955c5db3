"""Announced agreements: in, headings, labels, nouns and table cells that say what was agreed; out, each item of it.

"Decisions" above a list, "Two things were agreed:", "Decision: …", "a decision to extend the pilot was taken", a row of
a table that ends in "agreed".
"""

from __future__ import annotations

import re

from kgtool.extraction.acts.agreed_items import AgreedItems
from kgtool.extraction.acts.complements import Complements, Piece
from kgtool.extraction.acts.verbs import Verbs, verb_pattern
from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World

_DECISION = cued(
    re.compile(
        r"\b[Dd]ecision (?P<what>to [^.;,:]+?) (?:was|had been|has been) (?:also )?(?:made|taken|reached|adopted)\b"
    )
)


class AnnouncedFinder:
    """Finds what is agreed because the words above, before or beside it say so."""

    def __init__(self, world: World, verbs: Verbs, complements: Complements, items: AgreedItems) -> None:
        self.world = world
        self._verbs = verbs
        self._complements = complements
        self._items = items
        table = world.knowledge.lexicon.tables.get("outcomes", {})
        agreed, signed = table.get("agreed", {}), table.get("signed", {})
        self._acts = verb_pattern([*agreed.get("verbs", []), *agreed.get("joint", []), *signed.get("verbs", [])])
        self._heading = re.compile(agreed.get("heading", "(?!)"), re.IGNORECASE)
        self._label = re.compile(rf"\W*{alternatives(agreed.get('labels', ['-']))}(?: \w{{1,6}})?: ")
        meeting = rf"(?:{any_of('MEETING')}|(?:this|the|these|their|our) [a-z]+)"
        self._outcome = cued(re.compile(rf"^[\s*_-]*(?:{agreed.get('outcome', '(?!)')}) {meeting},? "))
        self._result = re.compile(rf"(?i)\W*(?:{agreed.get('result', '(?!)')})\W*")

    def is_heading(self, sentence: Sentence) -> bool:
        """Return whether a line is a heading that says so of what stands below it."""
        return sentence.block.kind == "heading" and bool(self._heading.search(self.world.words(sentence.span)))

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add what a sentence without a verb of agreement states as agreed."""
        self._decision(masked, sentence)
        self._under_heading(masked, sentence)

    def below(self, sentence: Sentence) -> bool:
        """Add the items of the list that "two things were agreed:" opens; return whether there is a list."""
        pieces = list(self._complements.list_items(sentence))
        for piece in pieces:
            item = self.world.sentence_at(piece.span.start)
            if item is not None and not self._items.is_none(self.world.words(item.span)):
                self._items.add(self._items.kind_in(item, piece.span), piece, [], sentence, "agreed-list")
        return bool(pieces)

    def row(self, sentence: Sentence) -> bool:
        """Add what a row of a table names whose last cell says that it was agreed; return whether a cell says so."""
        if sentence.block.kind != "cell" or not self._result.fullmatch(self.world.words(sentence.span)):
            return False
        row = [s for s in self.world.layout.sentences if s.block.kind == "cell" and s.block.row == sentence.block.row]
        named = next((s for s in row if len(self.world.words(s.span).split()) > 1), None)
        if row[-1] is sentence and named is not None and named is not sentence:
            piece = Piece(self.world.words(named.span), named.span)
            self._items.add(self._items.kind_in(named, named.span), piece, [], named, "agreed-row")
        return True

    def _decision(self, masked: Masked, sentence: Sentence) -> None:
        """Add what a noun says was decided: "a decision to extend the pilot was taken", "Decision: …"."""
        spans = [m.span("what") for m in _DECISION.finditer(masked.string) if self._verbs.is_fact(masked, m.start())]
        label = self._label.match(masked.string) or self._outcome.search(masked.string)
        if label is not None and not self._items.is_none(masked.string):
            spans.append((label.end(), len(masked.string.rstrip(" ."))))
        for start, end in spans:
            span = masked.span(start, end)
            self._items.add(
                self._items.kind_in(sentence, span), Piece(self.world.words(span), span), [], sentence, "agreed-noun"
            )

    def _under_heading(self, masked: Masked, sentence: Sentence) -> None:
        """Add an item of a list whose heading says that its items were agreed ("What was decided")."""
        if sentence.block.kind != "item" and not sentence.marker:
            return
        if any(a.span == sentence.span for a in self.world.agreements) or not self._is_headed(sentence):
            return
        text = masked.string.rstrip(" .;,")
        if self._items.is_none(text) or any(self._verbs.forms(masked, self._acts, facts_only=False)):
            return
        for piece in self._complements.items(masked, len(sentence.marker)):
            if not piece.position and len(piece.text.split()) > 1:
                self._items.add(self._items.kind_in(sentence, piece.span), piece, [], sentence, "agreed-heading")

    def _is_headed(self, sentence: Sentence) -> bool:
        """Return whether the line above the list that a sentence opens an item of says that it was agreed."""
        sentences = self.world.layout.sentences
        if not sentence.marker and sentence.index and sentences[sentence.index - 1].block is sentence.block:
            return False
        for before in reversed(sentences[: sentence.index]):
            if before.block.kind == "heading" and not before.marker:
                return bool(self._heading.search(self.world.words(before.span)))
            if before.block.kind != "item" and not before.marker:
                return False
        return False
