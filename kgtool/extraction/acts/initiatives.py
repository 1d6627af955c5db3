"""Initiatives: in, sentences with nouns and agreements; out, initiatives named or announced, and what each is.

Agreements get their descriptions here too: an initiative that an agreement is about has the agreement's parties.
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.acts.initiative_lists import read_lists, read_participants
from kgtool.extraction.acts.initiative_names import InitiativeNames
from kgtool.extraction.acts.initiative_parties import InitiativeParties
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Entity, Initiative, NounMention
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.masked import level
from kgtool.extraction.world import World
from kgtool.model import Span

_CLAUSE = re.compile(r",?\s+(?=which |that |whose )")
_NOTE = re.compile(r"\*?\)?\s*(?::\s*| - | is |, which |(?:,| as) (?=an? ))")
_MARKER = re.compile(r"(?:(?<=\s)|(?<=^))\(?(?:i{1,3}|iv|v|[a-d]|\d)\)\s+")
_QUOTES = frozenset({"“", '"', "‘", "«", "*", "**", "_"})
_APPOSED = re.compile(r"([\w-]+)\**, (?:the|a|an) $")
_ON = re.compile(r"\bon(?: an?| the)?$")
_NEAR = 9  # "a memorandum on the exchange of examiners"
_SIDES = 2
_AFTER = 90  # What tells that one runs stands within so many code points after its name.
_JOINT = re.compile(r"(?:[\s;.,]|(?<=\s)and)+$")  # What joins an item of a list to the next.


class InitiativeFinder:
    """Finds initiatives: named ones, those a list announces, and what is said of each."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("initiatives", {})
        self._announces = [(kind, whole_words(words)) for kind, words in table.get("announces", {}).items()]
        self._item_name = re.compile(table.get("item_name", "(?!)"))
        self._names = InitiativeNames(world)
        self._parties = InitiativeParties(world)
        self._generic = frozenset(table.get("generic", []))
        self._thought_of = re.compile(rf"(?:{'|'.join(table.get('thought_of', ['(?!)']))})\W*$")
        self._pilot_before = re.compile(table.get("pilot_before", "(?!)"))
        self._pilot_after = re.compile(table.get("pilot_after", "(?!)"))
        self._begun = re.compile(table.get("begun", "(?!)"))
        self._activity = re.compile(table.get("activity", "(?!)"))
        self._begun_after = re.compile(table.get("begun_after", "(?!)"))
        self._launch = re.compile(table.get("launch", "(?!)"), re.IGNORECASE)

    def run(self) -> None:
        """Add initiatives to the world and descriptions to agreements."""
        for sentence in self.world.layout.sentences:
            if sentence.block.kind != "title":
                found = [m for m in self.world.mentions[sentence.index] if isinstance(m, NounMention)]
                listed = [m for m in found if m.kind == "INITIATIVE"]
                for mention in self._merged(listed, list(self._names.find(sentence))):
                    self._named(mention, sentence)
            self._announced(sentence)
        read_lists(self.world)
        read_participants(self.world)
        for agreement in self.world.agreements:
            self._share_parties(agreement)
            if agreement.kind != "agreed-item":
                self._describe(agreement)

    def _merged(self, listed: list[NounMention], named: list[NounMention]) -> list[NounMention]:
        """Return the initiatives of a sentence: what words call one by name tells its kind, and names it."""
        for one in named:
            for other in listed:
                if one.span == other.span and other.entity is None:
                    other.notation = one.notation
        # "The Twinning Project 'Open Register'": the name is what is quoted.
        text = self.world.text
        kept = [
            x for x in listed if not any(text[x.end : m.start].strip(" ,") in _QUOTES for m in named if m.start > x.end)
        ]
        kept = [x for x in kept if not self._is_of_organisation(x)]
        # "The ASPEC AIM pilot": a longer name is another one than the listed name within.
        kept = [x for x in kept if not any(self._is_longer(m, x) for m in named)]
        return [*kept, *(m for m in named if not any(_overlap(m, x) for x in kept))]

    def _is_longer(self, named: NounMention, listed: NounMention) -> bool:
        """Return whether a name has more than generic words around a listed one ("ASPEC AIM pilot")."""
        around = [w for w in named.name.split() if w not in listed.name.split() and w.casefold() not in self._generic]
        return named.span.covers(listed.span) and bool(around)

    def _is_of_organisation(self, mention: NounMention) -> bool:
        """Return whether a name says only what the organisation before it is ("PROSUR, the … Cooperation System")."""
        before = self.world.text[max(0, mention.start - 40) : mention.start]
        apposed = _APPOSED.search(before)
        return apposed is not None and any(
            apposed.group(1) == form
            for o in self.world.organisations.values()
            for forms in o.names.values()
            for form, _ in forms
        )

    # ---- agreements
    def _share_parties(self, agreement: Agreement) -> None:
        """Give an initiative that an agreement is about the agreement's parties."""
        start, end = agreement.subject_span.start, agreement.subject_span.end
        for initiative in self.world.initiatives:
            two = len(agreement.parties) == _SIDES and not agreement.implicit
            first = two and start <= initiative.span.start < end
            if first or (any(start <= s.start < end for s in initiative.spans) and not initiative.parties):
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
        """Add a named initiative, once for all its names, with what the sentence says it is and whose."""
        mention.entity = mention.entity or self._listed(mention)
        if self._is_thought_of(mention, sentence):
            return
        initiative = self._known(mention)
        if initiative is None:
            initiative = Initiative(mention.notation, mention.name, mention.span, mention.entity)
            self.world.initiatives.append(initiative)
        elif initiative.entity is not None and initiative.name in initiative.entity.acronyms and " " in mention.name:
            initiative.name, initiative.span = mention.name, mention.span
        elif (
            mention.notation == "pilot" and "pilot" not in initiative.name.casefold() and initiative.entity is not None
        ):
            initiative.kind, initiative.name, initiative.span = "pilot", mention.name, mention.span
        if initiative.kind in {"programme", "system"} and self._is_pilot(mention, sentence):
            initiative.kind = "pilot"
        initiative.spans.append(mention.span)
        initiative.parties = initiative.parties or self._parties.of(mention, sentence)
        after = level(self.world.text[mention.end : sentence.span.end])
        note = _NOTE.match(after)
        if note and len(after.split()) > 5:
            span = Span(mention.end + note.end(), sentence.span.end)
            words = self.world.words(span)
            if all(words != known for known, _ in initiative.descriptions):
                initiative.descriptions.append((words, span))

    def _is_pilot(self, mention: NounMention, sentence: Sentence) -> bool:
        """Return whether the words around a programme's name call it a pilot."""
        before = self.world.text[max(sentence.span.start, mention.start - 50) : mention.start]
        after = self.world.text[mention.end : min(sentence.span.end, mention.end + 70)]
        return bool(self._pilot_before.search(before) or self._pilot_after.match(after))

    def _listed(self, mention: NounMention) -> Entity | None:
        """Return the listed initiative that a name means, but for generic words."""
        words = [w for w in mention.name.split() if w.casefold() not in self._generic]
        forms = self.world.knowledge.gazetteer.lookup(" ".join(words))
        return next((f.entity for f in forms if f.entity.cls == "Initiative"), None)

    def _is_thought_of(self, mention: NounMention, sentence: Sentence) -> bool:
        """Return whether a listed programme is only spoken of ("a PPH", "a proposal of PPH")."""
        if mention.entity is None or mention.notation not in {"programme", "pilot"}:
            return False
        before = " ".join(self.world.text[sentence.span.start : mention.start].split())
        after = self.world.text[mention.end : min(mention.end + _AFTER, sentence.span.end)]
        if self._begun_after.search(after):
            return False
        # "The exchange of examiners" is an activity, which is a programme only once it is begun.
        activity = bool(self._activity.match(mention.name))
        if (
            activity
            and _ON.search(before)
            and any(
                isinstance(m, NounMention) and m.kind == "AGREEMENT" and 0 <= mention.start - m.end < _NEAR
                for m in self.world.mentions[sentence.index]
            )
        ):
            return True
        return (activity or bool(self._thought_of.search(before))) and not self._begun.search(before)

    def _known(self, mention: NounMention) -> Initiative | None:
        """Return the initiative that a name means: the same but for generic words, or a listed one with a qualifier."""
        keys = self._keys(mention.name, mention.entity)
        for initiative in self.world.initiatives:
            if (mention.notation == "task-force") != (initiative.kind == "task-force"):
                continue
            listed = mention.entity is not None and initiative.entity is mention.entity
            others = self._keys(initiative.name, initiative.entity)
            alike = (mention.notation == "system") == (initiative.kind == "system")
            qualified = _qualifies(mention, initiative.name, keys, others) or _qualifies(
                initiative, mention.name, others, keys
            )
            if listed or keys & others or (alike and qualified):
                return initiative
        return None

    def _keys(self, name: str, entity: Entity | None) -> set[frozenset[str]]:
        names = [name, *([entity.label, *entity.acronyms] if entity else [])]
        words = (
            [w for w in re.split(r"[\W_]+", n.casefold().replace("-", "")) if w not in self._generic] for n in names
        )
        return {frozenset(w) for w in words if w}

    # ---- announced
    def _announced(self, sentence: Sentence) -> None:
        """Add the items of "two new projects …: (i) A shared register of …; (ii) …" as initiatives."""
        stretch = self.world.levelled[sentence.span.start : sentence.span.end]
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


def _overlap(one: NounMention, other: NounMention) -> bool:
    return one.start < other.end and other.start < one.end


def _qualifies(
    listed: NounMention | Initiative, longer: str, keys: set[frozenset[str]], others: set[frozenset[str]]
) -> bool:
    """Return whether a longer name is a listed initiative's with a qualifier before it ("PPH", "the BRICS PPH")."""
    if listed.entity is None or not any(key < other for key in keys for other in others):
        return False
    words = [w for w in longer.casefold().replace("-", "").split() if any(w in other for other in others)]
    return not words or any(words[-1] in key for key in keys)
