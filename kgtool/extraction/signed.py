"""Signed agreements: in, sentences with nouns for documents; out, the agreements that somebody signed or adopted."""

from __future__ import annotations

import re

from kgtool.extraction.actors import Actors
from kgtool.extraction.agreement_times import set_time
from kgtool.extraction.entities import Agreement, Delegate, NounMention
from kgtool.extraction.layout import Sentence
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.verbs import Verbs, verb_pattern
from kgtool.extraction.world import World
from kgtool.model import Span

_NOUN = any_of("AGREEMENT")
_NO_OBJECT = re.compile(rf"[.;:]|{_NOUN}(?! and )|\b(?:that|to|which)\b")  # Between a verb and a noun: no object.
_PARTICIPLE = re.compile(rf"{_NOUN}(?: \([^)]*\))?,? ")  # "the memorandum, signed by …"
_SUBJECT = re.compile(
    rf"(?: \([^)]*\))?(?: (?:on|of|for|concerning|regarding|about|in the field of|in|that comprises|comprising) "
    rf"(?!(?:which|{any_of('DATE')}))[^.;,:]*?(?= as follows| and \w+ed\b"
    rf"| with (?:the )?{any_of('WHO|COUNTRY')}| between | was | were | has "
    rf"| by {any_of('WHO')}| on {any_of('DATE')}| in {any_of('DATE')}| at |[,.;:]|$))?"
)
_LEAD = re.compile(r"(?i)(?:the|a|an|its|their|this|that|one|two|his|our)\s+")


class SignedFinder:
    """Finds documents that were signed, adopted or issued."""

    def __init__(self, world: World, verbs: Verbs, actors: Actors) -> None:
        self.world = world
        self._verbs = verbs
        self._actors = actors
        table = world.knowledge.lexicon.tables.get("outcomes", {})
        self._purpose = re.compile(table.get("signed", {}).get("purpose", "(?!)"))
        self._signed = verb_pattern(table.get("signed", {}).get("verbs", []))

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add the agreements that a sentence says were signed to the world."""
        for char, noun in masked.mentions.items():
            if not isinstance(noun, NounMention) or noun.kind != "AGREEMENT":
                continue
            position = masked.string.index(char)
            verb, passive = self._verb_of(masked, position)
            fact = verb is not None and self._verbs.is_fact(masked, verb.start())
            if verb is None:
                # Who met to sign, signed.
                verb = self._purpose.search(masked.string[:position])
                fact = verb is not None
            if verb is not None and fact and not self._is_known(noun):
                delegates = self._signers(masked, position, noun, verb, passive)
                self._add(sentence, noun, self._subject(masked, position, noun), delegates)

    def _add(self, sentence: Sentence, noun: NounMention, subject: Span, delegates: list[Delegate]) -> None:
        meeting = self.world.focus_in(sentence)
        agreement = Agreement(
            noun.notation,
            self.world.words(subject),
            sentence.span,
            subject,
            self._actors.parties(delegates, meeting, noun.span),
            rule="signed",
        )
        set_time(self.world, agreement, sentence, meeting)
        self.world.agreements.append(agreement)

    def _signers(
        self, masked: Masked, position: int, noun: NounMention, verb: re.Match[str], passive: bool
    ) -> list[Delegate]:
        """Return who signed: subject or agent, those it is between, and partners, with whom the publisher signs."""
        if passive or "between" in masked.string[position : position + 30]:
            delegates = self._actors.agent(masked, position)
        else:
            delegates = self._actors.subject(masked, verb.start())
        reach = self._reach(masked, max(position, verb.end() - 1))
        partners = self._actors.partners(masked, min(position, verb.start()), reach)
        if partners and not delegates and self.world.publisher is not None:
            delegates = [Delegate(None, self.world.publisher, noun.span)]
        return [*delegates, *partners]

    def _reach(self, masked: Masked, position: int) -> int:
        """Return where what is said of an agreement ends: at the next one, the next verb, or the full stop."""
        stops = [m.start() for m in re.compile(_NOUN).finditer(masked.string, position + 1)]
        stops += [m.start() for m in self._signed.finditer(masked.string, position + 1)]
        stop = masked.string.find(". ", position)
        return min([*stops, stop if stop > 0 else len(masked.string)])

    def _is_known(self, noun: NounMention) -> bool:
        return any(
            a.subject_span.start <= noun.start < a.subject_span.end and a.kind == noun.notation
            for a in self.world.agreements
        )

    def _verb_of(self, masked: Masked, position: int) -> tuple[re.Match[str] | None, bool]:
        """Return the verb whose object the noun is, and whether it is passive."""
        string = masked.string
        verbs = self._signed.finditer(string, 0, position)
        before = [m for m in verbs if not self._verbs.is_passive(masked, m.start())]
        if before:
            between = string[before[-1].end() : position]
            if len(between) < 70 and not _NO_OBJECT.search(between):
                return before[-1], False
        for m in self._signed.finditer(string, position):
            between = string[position : m.start()]
            if len(between) > 160 or re.search(r"[.;]", between):
                break
            if self._verbs.is_passive(masked, m.start()) or _PARTICIPLE.fullmatch(between):
                return m, True
        return None, False

    def _subject(self, masked: Masked, position: int, noun: NounMention) -> Span:
        """Return the noun with what says what it is about ("on cooperation in training")."""
        tail = _SUBJECT.match(masked.string[position + 1 :])
        whole = masked.span(position, position + 1 + (tail.end() if tail else 0))
        lead = _LEAD.match(self.world.text[noun.start : noun.end])
        return Span(noun.start + (lead.end() if lead else 0), whole.end)
