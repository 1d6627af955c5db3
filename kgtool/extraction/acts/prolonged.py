"""Prolonged initiatives: in, sentences with initiatives; out, agreements of those who carry one on or begin one.

"A and B extended their Patent Prosecution Highway for three years", "the pilot programme has been prolonged".
"""

from __future__ import annotations

import re

from kgtool.extraction.acts.actors import Actors
from kgtool.extraction.acts.agreement_times import set_time
from kgtool.extraction.acts.parties import Parties
from kgtool.extraction.acts.verbs import Verbs, verb_pattern
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Delegate
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World

_INITIATIVE = any_of("INITIATIVE")
_OBJECT = (
    rf"(?:\s(?:the|their|its|this|both|a|an|joint|existing|current|bilateral|so-called|\w+ing|[\"*_]|{any_of('ORG|WHO|DATE')}"
    rf"(?:'s)?))*?\s[\"*_]*(?P<what>{_INITIATIVE})"
)
_SUBJECT = re.compile(
    rf"(?P<what>{_INITIATIVE})(?:[^.;:]{{0,70}}?|, [^.;:]{{0,120}},[^.;:,]{{0,30}})"
    rf"(?:{any_of('INITIATIVE')}[^.;:]{{0,20}}?)?$"
)
_REST = re.compile(r"[^.;:,]*")
_TWO = 2


class ProlongedFinder:
    """Finds initiatives that their parties agreed to carry on."""

    def __init__(self, world: World, verbs: Verbs, actors: Actors) -> None:
        self.world = world
        self._verbs = verbs
        self._actors = actors
        self._parties = Parties(world)
        table = world.knowledge.lexicon.tables.get("outcomes", {}).get("prolonged", {})
        things = alternatives(table.get("objects", ["-"]))
        small = rf" (?:the|their|its)(?P<thing> (?:[\w&-]+ ){{0,4}}?{things})\b"
        self._object = re.compile(rf"{_OBJECT}|{small}")
        self._prolonged = verb_pattern(table.get("verbs", []), decrees=table.get("decrees", []))

        self._signed = re.compile(
            rf"\b(?:signed|concluded|agreed on|agreed to) (?:the|this|its) {alternatives(table.get('nouns', ['-']))}\b"
        )

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add what a sentence says was carried on, unless it is told as agreed already."""
        for verb, passive in self._verbs.forms(masked, self._prolonged):
            what = self._what(masked, verb, passive)
            if what is None or any(a.span == sentence.span for a in self.world.agreements):
                continue
            renewers = self._renewers(sentence) if passive else []
            if passive:
                delegates = self._actors.agent(masked, what) or renewers
            else:
                delegates = self._actors.subject(masked, verb.start(), sentence)
                delegates = [*delegates, *self._actors.partners(masked, verb.end(), len(masked.string))]
            self._add(masked, sentence, verb, what, delegates, passive, bool(renewers))

    def _renewers(self, sentence: Sentence) -> list[Delegate]:
        """Return who, as the next sentence tells, "signed the renewal"."""
        after = self.world.layout.sentences[sentence.index + 1 : sentence.index + 2]
        masked = self.world.masked(after[0]) if after and after[0].block is sentence.block else None
        m = self._signed.search(masked.string) if masked is not None else None
        return self._actors.subject(masked, m.start(), after[0]) if masked is not None and m is not None else []

    def _what(self, masked: Masked, verb: re.Match[str], passive: bool) -> int | None:
        """Return where the initiative stands that a verb has for its object, or, in the passive, for its subject."""
        pattern = _SUBJECT.search(masked.string[: verb.start()]) if passive else None
        m = pattern or (None if passive else self._object.match(masked.string, verb.end()))
        if m is None:
            return None
        return m.start("what") if m.group("what") else m.start("thing")

    def _add(
        self,
        masked: Masked,
        sentence: Sentence,
        verb: re.Match[str],
        what: int,
        delegates: list[Delegate],
        passive: bool,
        signed: bool,
    ) -> None:
        meeting = self.world.focus_in(sentence)
        parties = self._parties.of(delegates, meeting, sentence.span)
        if len({id(o) for o, _ in parties}) < _TWO:
            parties = self._parties.completed(parties, meeting, sentence)
        if len({id(o) for o, _ in parties}) < _TWO and not (meeting and delegates):
            return
        first = what if passive else verb.end()
        rest = _REST.match(masked.string, verb.end() if passive else what)
        span = masked.span(first, rest.end() if rest else what + 1)
        words = self.world.words(span)
        lead = len(words) - len(words.lstrip())
        span = type(span)(span.start + lead, span.end)
        agreement = Agreement("other", words.strip(), sentence.span, span, parties, rule="prolonged")
        agreement.implicit = not delegates
        set_time(self.world, agreement, sentence, meeting)
        at = agreement.meeting
        many = len(parties) > _TWO or (at is not None and at.forum is not None and at.level != "bilateral")
        if many and not signed:
            agreement.kind = "agreed-item"
        self.world.agreements.append(agreement)
