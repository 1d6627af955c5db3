"""Signers: in, a document and the words that say that it was signed; out, who signed it."""

from __future__ import annotations

import re

from kgtool.extraction.acts.actors import Actors, delegates_of
from kgtool.extraction.acts.signings import Signing
from kgtool.extraction.cues import CuedPattern
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, Mention, NounMention
from kgtool.extraction.masked import Masked, any_of

_NOUN = re.compile(any_of("AGREEMENT"))
_BETWEEN = re.compile(rf"{any_of('AGREEMENT')}[^.;:]{{0,80}}?\b(?:between|among) ")
# "Memorandum signed: Ann Roe and Mira Solberg"
_WITH = re.compile(rf"\b(?:with|and) (?:the )?(?P<who>{any_of('WHO')})")
_COLON = re.compile(rf": (?P<who>{any_of('WHO')})")
# "MARS, Director Ann Roe: memorandum signed": whom the publisher signed with heads the line.
_HEAD = re.compile(rf"\W*(?P<who>{any_of('WHO')})[^:;.]*:\W*$")
ANOTHER = re.compile(
    r"(?:\band|,|;) (?:a second|a third|another|a similar|a further|one more)(?: one)? (?=between |with )"
    r"|\band (?:the one|the other|one) (?=between |with )"
)


class Signers:
    """Tells who is behind a document."""

    def __init__(self, actors: Actors, verb: CuedPattern) -> None:
        self._actors = actors
        self._verb = verb

    def of(
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
        if signing.voice == "papers":
            return []
        if signing.voice == "passive":
            colon = _COLON.match(masked.string, signing.end)
            delegates = delegates_of(masked.get(colon, "who")) if colon is not None else []
            delegates = delegates or self._actors.agent(masked, position) or self._at_head(masked, sentence, position)
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

    def _at_head(self, masked: Masked, sentence: Sentence, position: int) -> list[Delegate]:
        """Return the publisher and whoever heads the line of a list that ends in a document."""
        m = _HEAD.match(masked.string, 0, position) if sentence.block.kind in {"item", "cell"} else None
        heads = delegates_of(masked.get(m, "who")) if m is not None else []
        return [*self._actors.own_side(masked, sentence, position), *heads] if heads else []

    def _leading_partners(self, masked: Masked, verb: int) -> list[Delegate]:
        """Return those of "With A, it signed …": named before the verb, where the sentence opens so."""
        return self._actors.partners(masked, 0, verb) if re.match(r"\W*(?:Also )?[Ww]ith ", masked.string) else []

    def _reach(self, masked: Masked, position: int) -> int:
        """Return where what is said of an agreement ends: at the next one, the next verb, or the full stop."""
        stops = [m.start() for m in _NOUN.finditer(masked.string, position + 1)]
        stops += [m.start() for m in self._verb.finditer(masked.string, position + 1)]
        stops += [m.start() for m in ANOTHER.finditer(masked.string, position + 1)]
        stop = masked.string.find(". ", position)
        return min([*stops, stop if stop > 0 else len(masked.string)])

    def with_publisher(self, masked: Masked, sentence: Sentence, position: int) -> list[Delegate]:
        """Return the publisher and those whom a document is with, as far as one is named."""
        partners = self._actors.partners(masked, position, self._reach(masked, position))
        return [*self._actors.own_side(masked, sentence, position), *partners] if partners else []

    def apart(
        self, masked: Masked, position: int, noun: NounMention, delegates: list[Delegate]
    ) -> list[list[Delegate]]:
        """Return who is behind each of "four bilateral plans, with A, with B and with C": one, and each of these."""
        respectively = noun.text.rstrip(")").endswith(("s", "memoranda")) and "respectively" in masked.string[position:]
        counted = noun.several or noun.text.casefold().startswith("two ")
        if not counted and not respectively and "bilateral" not in noun.name:
            return [delegates]
        partners = self._actors.partners(masked, position, self._reach(masked, position))
        own = [d for d in delegates if all(d.organisation is not p.organisation for p in partners)]
        return [[*own, partner] for partner in partners] if own and len(partners) > 1 else [delegates]

    def beside(self, masked: Masked, position: int, sides: list[Delegate], everybody: list[Delegate]) -> list[Mention]:
        """Return what stands between the partner of one of several documents and the next partner."""
        if len(sides) == len(everybody):
            return []
        partner = sides[-1].organisation
        partners = list(_WITH.finditer(masked.string, position))
        for m, after in zip(partners, [*(n.start() for n in partners[1:]), len(masked.string)], strict=True):
            if any(d.organisation is partner for d in delegates_of(masked.get(m, "who"))):
                return masked.inside(m.end(), after)
        return []
