"""Signed agreements: in, sentences with nouns for documents; out, the agreements that somebody signed or adopted."""

from __future__ import annotations

import re

from kgtool.extraction.acts.actors import Actors
from kgtool.extraction.acts.agreement_times import set_time
from kgtool.extraction.acts.parties import Parties, meeting_of_body
from kgtool.extraction.acts.signings import Signing, Signings
from kgtool.extraction.acts.verbs import Verbs
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Delegate, NounMention
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World
from kgtool.model import Span

_NOUN = re.compile(any_of("AGREEMENT"))
_SUBJECT = re.compile(
    rf"(?: \([^)]*\))?(?: {any_of('DATE')}(?=[\"*_]*(?:[.,;:)]| |$)))?"
    rf"(?: (?:on|of|for|to|concerning|regarding|about|relating to|in the field of|in|that comprises|comprising) "
    rf"(?!(?:which|be |{any_of('DATE')}))[^.;,:]*?(?= as follows| and \w+ed\b"
    rf"| with (?:the )?{any_of('WHO|COUNTRY')}| between | was | were | has | have "
    rf"| by {any_of('WHO')}| on {any_of('DATE')}| in {any_of('DATE')}| at | signed\b| for {any_of('DATE')}|[,.;:]|$))?"
)
_LEAD = re.compile(r"(?i)(?:the|a|an|its|their|this|that|one|two|his|our)\s+")
_BETWEEN = re.compile(rf"{any_of('AGREEMENT')}[^.;:]{{0,80}}?\b(?:between|among) ")
# "the Executive Programme, a work plan in four tracks", "and a second one between A and B".
_APPOSITION = re.compile(rf"{any_of('AGREEMENT')}[^.;:,]{{0,50}}, $")
_ANOTHER = re.compile(
    r"(?:\band|,|;) (?:a second|a third|another|a similar|a further|one more)(?: one)? (?=between |with )"
    r"|\band (?:the one|the other|one) (?=between |with )"
)
_ELLIPSIS = re.compile(r"(?:;|, and|,) with [^;:]{3,90}, $")
_BILATERAL = frozenset({"memorandum", "other"})


class SignedFinder:
    """Finds documents that were signed, adopted or issued."""

    def __init__(self, world: World, verbs: Verbs, actors: Actors) -> None:
        self.world = world
        self._actors = actors
        self._parties = Parties(world)
        table = world.knowledge.lexicon.tables.get("outcomes", {})
        self._signings = Signings(table.get("signed", {}), table.get("bodies", []), verbs)

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add the agreements that a sentence says were signed to the world."""
        self._it(masked, sentence)
        last: list[Delegate] = []
        for char, noun in masked.mentions.items():
            if not isinstance(noun, NounMention) or noun.kind != "AGREEMENT" or noun.several:
                continue
            position = masked.string.index(char)
            if _APPOSITION.search(masked.string[:position]):
                continue
            signing = self._signings.of(masked, position)
            clause = _ELLIPSIS.search(masked.string, 0, position) if signing is None and last else None
            subject = self._subject(masked, position, noun)
            if signing is not None:
                delegates = last = self._signers(masked, sentence, position, noun, signing)
            elif clause is not None:
                # "With A it signed a memorandum; with B, a roadmap": the same side, another partner.
                delegates = [last[0], *self._actors.partners(masked, clause.start(), position)]
            else:
                continue
            if not self._is_known(noun, subject):
                self._add(sentence, noun, subject, delegates)
                self._another(masked, sentence, position, noun, subject)

    def _another(self, masked: Masked, sentence: Sentence, position: int, noun: NounMention, subject: Span) -> None:
        """Add "and a second one between A and B": of the same kind, between others."""
        for m in _ANOTHER.finditer(masked.string, position):
            delegates = self._actors.agent(masked, m.end()) if masked.string.startswith("between", m.end()) else []
            partners = self._actors.partners(masked, m.end(), m.end() + 60) if not delegates else []
            if partners:
                delegates = [*self._actors.own_side(masked, sentence, position), *partners]
            if len(delegates) > 1 or partners:
                self._add(sentence, noun, Span(subject.start, subject.end), delegates)

    def _it(self, masked: Masked, sentence: Sentence) -> None:
        """Add the document that "it was signed on …" means: the last one named before, unless it is known."""
        verb = self._signings.of_it(masked)
        if verb is None:
            return
        for before in reversed(self.world.layout.sentences[max(0, sentence.index - 2) : sentence.index]):
            nouns = [
                m for m in self.world.mentions[before.index] if isinstance(m, NounMention) and m.kind == "AGREEMENT"
            ]
            if nouns and before.block is sentence.block:
                context = self.world.masked(before)
                position = next(context.string.index(c) for c, m in context.mentions.items() if m is nouns[-1])
                subject = self._subject(context, position, nouns[-1])
                if not self._is_known(nouns[-1], subject):
                    delegates = self._actors.agent(masked, verb.end())
                    self._add(sentence, nouns[-1], subject, delegates)
                return

    def _add(self, sentence: Sentence, noun: NounMention, subject: Span, delegates: list[Delegate]) -> None:
        meeting = meeting_of_body(self.world, delegates, self.world.focus_in(sentence))
        parties = self._parties.of(delegates, meeting, noun.span)
        agreement = Agreement(noun.notation, self.world.words(subject), sentence.span, subject, parties, rule="signed")
        agreement.implicit = not delegates
        set_time(self.world, agreement, sentence, meeting)
        if noun.notation in _BILATERAL and len({id(o) for o, _ in parties}) < 2:
            agreement.parties = self._parties.completed(parties, agreement.meeting, sentence)
            agreement.implicit = agreement.implicit and agreement.parties is parties
        elif len(delegates) == 1 and parties and parties[0][0].kind == "office" and agreement.meeting is not None:
            agreement.parties = self._parties.of_two(parties, agreement.meeting, sentence)
        self.world.agreements.append(agreement)

    def _signers(
        self, masked: Masked, sentence: Sentence, position: int, noun: NounMention, signing: Signing
    ) -> list[Delegate]:
        """Return who signed: those it is between, subject or agent, and partners, with whom the publisher signs."""
        between = _BETWEEN.match(masked.string, position)
        if between is not None:
            delegates = self._actors.agent(masked, between.end() - len("between "))
            if delegates:
                return delegates
        if len(noun.parties) > 1:
            return list(noun.parties)
        if signing.voice == "passive":
            delegates = self._actors.agent(masked, position)
        elif signing.voice == "clause":
            clause = masked.string[position : signing.start]
            named = self._actors.subject(masked, signing.start, sentence)
            delegates = named if re.search(any_of("WHO"), clause) else []
        else:
            delegates = self._actors.subject(masked, signing.start, sentence)
        reach = self._reach(masked, max(position, signing.end - 1))
        start = min(position, signing.start)
        partners = self._actors.partners(masked, start, reach) or self._leading_partners(masked, start)
        sides = {id(d.organisation) for d in partners}
        if partners and {id(d.organisation) for d in delegates} <= sides:
            delegates = self._actors.own_side(masked, sentence, signing.start)
        known = {id(d.organisation) for d in delegates}
        return [*delegates, *(d for d in partners if id(d.organisation) not in known)]

    def _leading_partners(self, masked: Masked, verb: int) -> list[Delegate]:
        """Return those of "With A, it signed …": named before the verb, where the sentence opens so."""
        return self._actors.partners(masked, 0, verb) if re.match(r"\W*(?:Also )?[Ww]ith ", masked.string) else []

    def _reach(self, masked: Masked, position: int) -> int:
        """Return where what is said of an agreement ends: at the next one, the next verb, or the full stop."""
        stops = [m.start() for m in _NOUN.finditer(masked.string, position + 1)]
        stops += [m.start() for m in self._signings.verb.finditer(masked.string, position + 1)]
        stops += [m.start() for m in _ANOTHER.finditer(masked.string, position + 1)]
        stop = masked.string.find(". ", position)
        return min([*stops, stop if stop > 0 else len(masked.string)])

    def _is_known(self, noun: NounMention, subject: Span) -> bool:
        """Return whether the same words, or a document of the same long name, are an agreement already."""
        words = self.world.words(subject).casefold()
        return any(
            a.kind == noun.notation
            and (
                a.subject_span.start <= noun.start < a.subject_span.end
                or (len(words.split()) > 2 and a.subject.casefold() == words)
            )
            for a in self.world.agreements
        )

    def _subject(self, masked: Masked, position: int, noun: NounMention) -> Span:
        """Return the noun with what says what it is about ("on cooperation in training")."""
        tail = _SUBJECT.match(masked.string[position + 1 :])
        whole = masked.span(position, position + 1 + (tail.end() if tail else 0))
        lead = _LEAD.match(self.world.text[noun.start : noun.end])
        end = whole.end
        while self.world.text[end - 1] in "*_\"'”’ ":
            end -= 1
        return Span(noun.start + (lead.end() if lead else 0), end)
