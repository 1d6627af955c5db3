"""Signed agreements: in, sentences with nouns for documents; out, the agreements that somebody signed or adopted."""

from __future__ import annotations

import re
from dataclasses import replace

from kgtool.extraction.acts.actors import Actors, delegates_of
from kgtool.extraction.acts.agreement_times import set_own_day, set_time
from kgtool.extraction.acts.parties import Parties, meeting_of_body
from kgtool.extraction.acts.signers import ANOTHER, Signers
from kgtool.extraction.acts.signings import Signing, Signings
from kgtool.extraction.acts.verbs import Verbs
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Delegate, NounMention, TimeMention
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World
from kgtool.model import Span

_SUBJECT = re.compile(
    rf"(?: \([^)]*\))?(?: {any_of('DATE')}(?=[\"*_]*(?:[.,;:)]| |$)))?"
    rf"(?: (?:on|of|for|to|concerning|regarding|about|relating to|in the field of|in|that comprises|comprising) "
    rf"(?!(?:which|be |{any_of('DATE')}))[^.;,:]*?(?= as follows| and \w+ed\b"
    rf"| with (?:the )?{any_of('WHO|COUNTRY')}| between | was | were | has | have "
    rf"| by {any_of('WHO')}| on {any_of('DATE')}| in {any_of('DATE')}| at | (?:signed|issued|adopted|concluded)\b"
    rf"| for {any_of('DATE')}|[,.;:]|$))?"
)
_LEAD = re.compile(r"(?i)(?:the|a|an|its|their|this|that|one|two|his|our)\s+")
# "the Executive Programme, a work plan in four tracks", "and a second one between A and B".
_APPOSITION = re.compile(rf"{any_of('AGREEMENT')}[^.;:,]{{0,50}}, $")
_ELLIPSIS = re.compile(r"(?:;|, and|,) with [^;:]{3,90}, $")
_FOR = re.compile(rf"\bfor (?:the )?(?P<who>{any_of('WHO')})")  # "It was signed by A for B."
_UNDER = re.compile(r"\b(?:under|building on|based on|on the basis of|in line with|within) $")
_SPEAKER = re.compile(r"\W*(?:[A-Z][\w. ]{0,24}: )?(?:Yes\W+)?")
_NOTHING = re.compile(r"(?i)\b(?:no|not|none|nothing|never|only a draft|draft)\b")
_PARTIES = re.compile(
    rf"[\s*_-]{{0,3}}(?:(?P<group>{any_of('WHO')})|(?:[Tt]he )?(?:[Pp]arties|[Ss]ignatories|[Ss]igned by))"
    rf"(?: (?:to|of) (?:it|this|the|{any_of('AGREEMENT')})(?: \w+)?)?(?: are| were|:) (?:the )?(?P<who>{any_of('WHO')})"
)
_ONE_EACH = re.compile(rf"\bwith (?:the )?{any_of('WHO')}[^.;]*\bwith (?:the )?{any_of('WHO')}|respectively")
_EACH = re.compile(rf"{any_of('DATE')}(?:, {any_of('DATE')})*,? and (?:in )?{any_of('DATE')},? respectively")
_EARLIER = re.compile(
    rf"{any_of('AGREEMENT')}[^.;]{{0,80}}? (?:replac|renew|supersed|succeed|follow|extend|prolong|updat)\w+ "
    rf"(?P<that>(?:that|the one|an earlier one) (?:of|from|dated|signed (?:in|on))) (?P<date>{any_of('DATE')})"
)
_PERFECT = re.compile(r"\b(?:had|have|has) (?:\w+ly |already |also |both )?$")
_DEFINITE = re.compile(r"(?i)\b(?:the|this|that)\s+(?:\w+\s+)?$")
_OF_YEAR = re.compile(r"\s+(?:of|from|dated|signed in)\s+(?:\w+\s+){0,2}\d")
_KIND = re.compile(
    r"(?i)(?:memorandum|memoranda|mou|moc|agreement|statement|declaration|plan|workplan|roadmap|protocol)s?"
)
_NEAR = 200  # What is said of an agreement apart from it stands within so many code points after it.
_BILATERAL = frozenset({"memorandum", "other"})


class SignedFinder:
    """Finds documents that were signed, adopted or issued."""

    def __init__(self, world: World, verbs: Verbs, actors: Actors) -> None:
        self.world = world
        self._actors = actors
        self._parties = Parties(world)
        table = world.knowledge.lexicon.tables.get("outcomes", {})
        self._signings = Signings(table.get("signed", {}), table.get("bodies", []), verbs)
        self._treaty = re.compile(table.get("signed", {}).get("treaties", "(?!)"))
        self.signers = Signers(actors, self._signings.verb)

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add the agreements that a sentence says were signed to the world."""
        self._it(masked, sentence)
        self._named_apart(masked, sentence)
        last: list[Delegate] = []
        for char, noun in masked.mentions.items():
            if not isinstance(noun, NounMention) or noun.kind != "AGREEMENT":
                continue
            position = masked.string.index(char)
            if self._treaty.match(noun.text):
                continue
            if noun.several and not _ONE_EACH.search(masked.string, position):
                continue
            if _APPOSITION.search(masked.string[:position]):
                continue
            signing = self._signings.of(masked, position) or self._of_context(masked, sentence, position)
            clause = _ELLIPSIS.search(masked.string, 0, position) if signing is None and last else None
            subject = self.subject(masked, position, noun)
            if signing is not None:
                delegates = self.signers.of(masked, sentence, position, noun, signing)
                # "They adopted a work plan under the memorandum of 2019": of the same two.
                delegates = last = delegates or (last if _UNDER.search(masked.string[:position]) else [])
            elif clause is not None:
                # "With A it signed a memorandum; with B, a roadmap": the same side, another partner.
                delegates = [last[0], *self._actors.partners(masked, clause.start(), position)]
            else:
                continue
            known = self._known(noun, subject, delegates)
            if known is None and signing is not None and self._is_background(masked, signing):
                self._background(self.add(sentence, noun, subject, delegates))
            elif known is None:
                for sides in self.signers.apart(masked, position, noun, delegates):
                    agreement = self.add(sentence, noun, subject, sides)
                    set_own_day(self.world, agreement, self.signers.beside(masked, position, sides, delegates))
                    self._each(masked, position, agreement)
                self._another(masked, sentence, position, noun, delegates[:1])
                self._earlier(masked, sentence, position, noun)
            elif not known.dated:
                set_time(self.world, known, sentence, known.meeting)

    def _of_context(self, masked: Masked, sentence: Sentence, position: int) -> Signing | None:
        """Return what the sentences before say of a document: it answers a question, or is one of two papers signed."""
        for before in reversed(self.world.layout.sentences[max(0, sentence.index - 2) : sentence.index]):
            papers = self._signings.of_papers(self.world.masked(before), masked, position)
            if papers is not None and before.block is sentence.block:
                return papers
        return self._answer(masked, sentence, position)

    def _answer(self, masked: Masked, sentence: Sentence, position: int) -> Signing | None:
        """Return that a question is answered by a document: "Was anything adopted? - A joint statement, yes."."""
        before = self.world.masked(self.world.layout.sentences[sentence.index - 1]).string if sentence.index else ""
        asked = before.rstrip().endswith("?") and self._signings.verb.search(before)
        if not asked or not _SPEAKER.fullmatch(masked.string, 0, position) or _NOTHING.search(masked.string):
            return None
        return Signing(position, position + 1, "passive")

    def _is_background(self, masked: Masked, signing: Signing) -> bool:
        """Return whether a document is one that somebody "had signed" or "has signed", as a clause about it says."""
        return signing.voice == "clause" and bool(_PERFECT.search(masked.string, 0, signing.start))

    def _background(self, agreement: Agreement) -> None:
        """Take the meeting and its day from what "they had signed": it was there before."""
        if not agreement.dated:
            agreement.rule = "standing"
            agreement.meeting, agreement.when, agreement.when_span = None, When(), None

    def _each(self, masked: Masked, position: int, agreement: Agreement) -> None:
        """Add those of "two agreements signed in 1996 and 2005 respectively": one for each date."""
        m = _EACH.search(masked.string, position)
        dates = [d for d in masked.inside(*m.span()) if isinstance(d, TimeMention)] if m is not None else []
        for number, date in enumerate(dates):
            own = replace(agreement, parties=list(agreement.parties)) if number else agreement
            own.when, own.when_span, own.dated = date.when, date.span, True
            if number:
                self.world.agreements.append(own)

    def _another(
        self, masked: Masked, sentence: Sentence, position: int, noun: NounMention, side: list[Delegate]
    ) -> None:
        """Add "and a second one between A and B": of the same kind, between others."""
        for m in ANOTHER.finditer(masked.string, position):
            delegates = self._actors.agent(masked, m.end()) if masked.string.startswith("between", m.end()) else []
            partners = self._actors.partners(masked, m.end(), m.end() + 60) if not delegates else []
            if partners:
                delegates = [*(side or self._actors.own_side(masked, sentence, position)), *partners]
            if len(delegates) > 1 or partners:
                agreement = self.add(sentence, noun, self.subject(masked, position, noun), delegates)
                set_own_day(self.world, agreement, masked.inside(m.end(), len(masked.string)))

    def _earlier(self, masked: Masked, sentence: Sentence, position: int, noun: NounMention) -> None:
        """Add the one before, of the same parties, that a document takes the place of: "replaces that of 2015"."""
        m = _EARLIER.match(masked.string, position)
        date = masked.get(m, "date") if m is not None else None
        if m is None or not isinstance(date, TimeMention):
            return
        span = masked.span(m.start("that"), m.end())
        earlier = replace(self.world.agreements[-1], subject=f"{noun.name} of {self.world.words(date.span)}")
        earlier.subject_span, earlier.meeting = span, None
        earlier.when, earlier.when_span, earlier.dated = date.when, date.span, True
        self.world.agreements.append(earlier)

    def _it(self, masked: Masked, sentence: Sentence) -> None:
        """Add the document that "it was signed on …" means: the last one named before, or say who signed it."""
        found = self._signings.of_it(masked)
        if found is None:
            return
        verb, active = found
        delegates = self._actors.subject(masked, verb.start()) if active else self._actors.agent(masked, verb.end())
        delegates = [*delegates, *(d for m in _FOR.finditer(masked.string) for d in delegates_of(masked.get(m, "who")))]
        for before in reversed(self.world.layout.sentences[max(0, sentence.index - 2) : sentence.index + active]):
            context = self.world.masked(before)
            stop = verb.start() if before is sentence else len(context.string)
            nouns = [m for m in context.inside(0, stop) if isinstance(m, NounMention) and m.kind == "AGREEMENT"]
            if not nouns or before.block is not sentence.block:
                continue
            position = context.string.index(context.slot(nouns[-1]))
            subject = self.subject(context, position, nouns[-1])
            delegates = delegates or self.signers.with_publisher(context, before, position)
            known = self._known(nouns[-1], subject, [])
            if known is None:
                self.add(sentence, nouns[-1], subject, delegates)
            return

    def _named_apart(self, masked: Masked, sentence: Sentence) -> None:
        """Give the agreement before "the parties to it are A, B and C" these parties."""
        m = _PARTIES.match(masked.string)
        last = self.world.agreements[-1] if m is not None and self.world.agreements else None
        group = masked.get(m, "group") if m is not None else None
        if group is not None and not group.text.casefold().endswith(("parties", "signatories")):
            return
        if m is None or last is None or not 0 < sentence.span.start - last.span.end < _NEAR:
            return
        mentions = masked.inside(m.start("who"), len(masked.string))
        delegates = [d for x in mentions for d in delegates_of(x)]
        last.parties, last.implicit = self._parties.of(delegates, None, sentence.span), False

    def add(self, sentence: Sentence, noun: NounMention, subject: Span, delegates: list[Delegate]) -> Agreement:
        meeting = meeting_of_body(self.world, delegates, self.world.focus_in(sentence))
        parties = self._parties.of(delegates, meeting, noun.span)
        agreement = Agreement(noun.notation, self.world.words(subject), sentence.span, subject, parties, rule="signed")
        agreement.implicit = not delegates
        set_time(self.world, agreement, sentence, meeting)
        if (noun.notation in _BILATERAL or agreement.meeting is None) and len({id(o) for o, _ in parties}) < 2:
            agreement.parties = self._parties.completed(parties, agreement.meeting, sentence)
            agreement.implicit = agreement.implicit and agreement.parties is parties
        elif len(delegates) == 1 and parties and parties[0][0].kind == "office" and agreement.meeting is not None:
            agreement.parties = self._parties.of_two(parties, agreement.meeting, sentence)
        self.world.agreements.append(agreement)
        return agreement

    def _known(self, noun: NounMention, subject: Span, delegates: list[Delegate]) -> Agreement | None:
        """Return the agreement that a noun means: the same words, the same long name, or "the Memorandum" again."""
        words = self.world.words(subject).casefold()
        again = words == noun.name.casefold() and self._is_bare(noun)
        sides = {id(d.organisation) for d in delegates}
        for agreement in reversed(self.world.agreements):
            if agreement.kind != noun.notation:
                continue
            if agreement.subject_span.start < noun.end <= agreement.subject_span.end:
                return agreement
            parties = {id(o) for o, _ in agreement.parties}
            if sides and sides == parties and _KIND.fullmatch(agreement.subject):
                agreement.subject, agreement.subject_span = self.world.words(subject), subject
                agreement.span = self.world.quote(subject)
                return agreement
            same = (len(words.split()) > 2 or noun.definite) and agreement.subject.casefold() == words
            alone = sum(1 for a in self.world.agreements if a.kind == noun.notation) == 1
            if (same and sides <= parties) or (again and (alone or sides <= parties)):
                return agreement
        return None

    def _is_bare(self, noun: NounMention) -> bool:
        """Return whether a noun only takes up what was told ("the Memorandum"), not "the memorandum of 2019"."""
        text = self.world.text
        definite = noun.definite or _DEFINITE.search(text[max(0, noun.start - 20) : noun.start])
        return bool(definite and _KIND.fullmatch(noun.name) and not _OF_YEAR.match(text, noun.end))

    def subject(self, masked: Masked, position: int, noun: NounMention) -> Span:
        """Return the noun with what says what it is about ("on cooperation in training")."""
        tail = _SUBJECT.match(masked.string[position + 1 :])
        whole = masked.span(position, position + 1 + (tail.end() if tail else 0))
        lead = _LEAD.match(self.world.text[noun.start : noun.end])
        end = whole.end
        while self.world.text[end - 1] in "*_\"'”’ ":
            end -= 1
        return Span(noun.start + (lead.end() if lead else 0), end)
