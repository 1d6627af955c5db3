"""Initiatives: in, sentences with nouns and agreements; out, initiatives named or announced, and what each is.

Agreements get their descriptions here too: an initiative that an agreement is about has the agreement's parties.
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.entities import Agreement, Initiative, NounMention
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.world import World
from kgtool.model import Span

_CLAUSE = re.compile(r",?\s+(?=which |that |whose )")
_NOTE = re.compile(r"\*?\)?\s*(?::\s*| - | is |, which |(?:,| as) (?=an? ))")
_MARKER = re.compile(r"(?:(?<=\s)|(?<=^))\(?(?:i{1,3}|iv|v|[a-d]|\d)\)\s+")
_JOINT = re.compile(r"(?:[\s;.,]|(?<=\s)and)+$")  # What joins an item of a list to the next.


class InitiativeFinder:
    """Finds initiatives: named ones, those a list announces, and what is said of each."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("initiatives", {})
        self._announces = [(kind, whole_words(words)) for kind, words in table.get("announces", {}).items()]
        self._item_name = re.compile(table.get("item_name", "(?!)"))
        self._launch = re.compile(table.get("launch", "(?!)"), re.IGNORECASE)

    def run(self) -> None:
        """Add initiatives to the world and descriptions to agreements."""
        for sentence in self.world.layout.sentences:
            if sentence.block.kind != "title":
                for mention in self.world.mentions[sentence.index]:
                    if isinstance(mention, NounMention) and mention.kind == "INITIATIVE":
                        self._named(mention, sentence)
            self._announced(sentence)
        for agreement in self.world.agreements:
            if agreement.kind != "agreed-item":
                self._describe(agreement)
                self._share_parties(agreement)

    # ---- agreements
    def _share_parties(self, agreement: Agreement) -> None:
        """Give an initiative that an agreement is about the agreement's parties."""
        start, end = agreement.subject_span.start, agreement.subject_span.end
        for initiative in self.world.initiatives:
            if start <= initiative.span.start < end and not initiative.parties:
                initiative.parties = list(agreement.parties)

    def _describe(self, agreement: Agreement) -> None:
        """Describe an agreement by its relative clause, and by later sentences of its paragraph about "the roadmap"."""
        sentence = self.world.sentence_at(agreement.subject_span.start)
        if sentence is None:
            return
        name_end = agreement.subject_span.end
        clause = _CLAUSE.match(self.world.text[name_end : sentence.span.end])
        if clause:
            span = Span(name_end + clause.end(), sentence.span.end)
            agreement.descriptions.append((self.world.words(span), span))
        for later in self.world.layout.sentences[sentence.index + 1 :]:
            if later.block is not sentence.block:
                break
            nouns = (m for m in self.world.mentions[later.index] if isinstance(m, NounMention))
            if any(m.definite and m.notation == agreement.kind for m in nouns):
                agreement.descriptions.append((self.world.words(later.span), later.span))

    # ---- named
    def _named(self, mention: NounMention, sentence: Sentence) -> None:
        """Add a named initiative, once for all its names, with what the sentence says it is."""
        initiative = self._known(mention)
        if initiative is None:
            initiative = Initiative(mention.notation, mention.name, mention.span, mention.entity)
            self.world.initiatives.append(initiative)
        after = self.world.text[mention.end : sentence.span.end]
        note = _NOTE.match(after)
        if note and len(after.split()) > 5:
            span = Span(mention.end + note.end(), sentence.span.end)
            words = self.world.words(span)
            if all(words != known for known, _ in initiative.descriptions):
                initiative.descriptions.append((words, span))

    def _known(self, mention: NounMention) -> Initiative | None:
        for initiative in self.world.initiatives:
            listed = mention.entity is not None and initiative.entity is mention.entity
            if listed or _bare(mention.name) == _bare(initiative.name):
                return initiative
        return None

    # ---- announced
    def _announced(self, sentence: Sentence) -> None:
        """Add the items of "two new projects …: (i) A shared register of …; (ii) …" as initiatives."""
        stretch = self.world.text[sentence.span.start : sentence.span.end]
        for kind, pattern in self._announces:
            found = pattern.search(stretch)
            marks = list(_MARKER.finditer(stretch, found.end())) if found else []
            if len(marks) < 2:
                continue
            stops = [*(mark.start() for mark in marks[1:]), len(stretch)]
            for mark, stop in zip(marks, stops, strict=True):
                named = self._item_name.match(stretch, mark.end(), stop)
                if named:
                    self._add(kind, sentence, *named.span("name"), len(_JOINT.sub("", stretch[:stop])))

    def _add(self, kind: str, sentence: Sentence, start: int, name_end: int, end: int) -> None:
        """Add an initiative given by offsets in its sentence; one launched is so at the focus."""
        first = sentence.span.start
        span, whole = Span(first + start, first + name_end), Span(first + start, first + max(end, name_end))
        initiative = Initiative(kind, self.world.words(span), span)
        initiative.descriptions.append((self.world.words(whole), whole))
        meeting = self.world.focus.get(sentence.index)
        if meeting is not None and self._launch.search(self.world.words(sentence.span)):
            initiative.launched, initiative.launched_span = meeting, sentence.span
        self.world.initiatives.append(initiative)


def _bare(name: str) -> str:
    """Return a name's letters only, "programme" as "program"."""
    return re.sub(r"\W", "", name).casefold().removesuffix("me")
