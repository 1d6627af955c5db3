"""Parties of initiatives: in, a name in its sentence; out, the organisations that the sentence says take part in it."""

from __future__ import annotations

import re

from kgtool.extraction.acts.actors import Actors, delegates_of
from kgtool.extraction.acts.parties import Parties, Party
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, NounMention, WhoMention
from kgtool.extraction.masked import Masked, compile_rule
from kgtool.extraction.world import World


class InitiativeParties:
    """Tells whose an initiative is."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._parties = Parties(world)
        table = world.knowledge.lexicon.tables.get("initiatives", {})
        self._after = [compile_rule(rf"\W*(?:\([^)]*\))?,? ?{p}") for p in table.get("parties_after", [])]
        self._partner = compile_rule(rf"\W*(?:\([^)]*\))?{table.get('parties_partner', '(?!)')}")
        self._own = compile_rule(rf"\W*(?:\([^)]*\))?{table.get('parties_own', '(?!)')}")
        self._before = [compile_rule(p) for p in table.get("parties_before", [])]
        self._it = compile_rule(table.get("parties_it", "(?!)"))
        self._actors = Actors(world)

    def of(self, mention: NounMention, sentence: Sentence) -> list[Party]:
        """Return the organisations that take part in an initiative: those named after it, else who began it."""
        masked = self.world.masked(sentence)
        start, end = _place(masked, mention)
        for pattern in self._after:
            m = pattern.match(masked.string, end)
            if m is not None:
                return self._behind(self._named(masked, m), sentence)
        joined = self._joined(mention)
        if joined:
            return joined
        if self._own.match(masked.string, end) and self.world.publisher is not None:
            return [(self.world.publisher, mention.span)]
        before = next((m for p in self._before if (m := p.search(masked.string[:start])) is not None), None)
        delegates = delegates_of(masked.get(before, "who")) if before is not None else []
        partner = self._partner.match(masked.string, end)
        partners = self._named(masked, partner) if partner is not None else self._of_it(sentence)
        if partner is not None and partner.group("own"):
            delegates = self._last(masked, start)
        if partners and not delegates:
            delegates = self._actors.own_side(masked, sentence, start)
        return self._behind([*delegates, *partners], sentence) if before is not None or partners else []

    def _joined(self, mention: NounMention) -> list[Party]:
        """Return the offices whose acronyms a name joins by a hyphen ("the EPO-JPO pilot")."""
        words = mention.name.split()[0].split("-")
        known = {f: o for o in self.world.organisations.values() for f, _ in o.names.get("acronym", [])}
        return [(known[w], mention.span) for w in words] if len(words) > 1 and all(w in known for w in words) else []

    def _named(self, masked: Masked, m: re.Match[str]) -> list[Delegate]:
        """Return whom a pattern found: a list, or the offices of countries ("with Chile and Uruguay")."""
        return delegates_of(masked.get(m, "who")) or self._actors.countries(masked, m.start("who"))

    def _of_it(self, sentence: Sentence) -> list[Delegate]:
        """Return the partners that the next sentence tells: "It works with A and with B"."""
        after = self.world.layout.sentences[sentence.index + 1 : sentence.index + 2]
        masked = self.world.masked(after[0]) if after else None
        m = self._it.match(masked.string) if masked is not None else None
        return self._actors.partners(masked, m.start("with"), len(masked.string)) if masked and m else []

    def _last(self, masked: Masked, end: int) -> list[Delegate]:
        """Return who is named last before a place: whose "its" is."""
        found = [m for m in masked.inside(0, end) if isinstance(m, WhoMention) and m.members]
        return list(found[-1].members) if found else []

    def _behind(self, delegates: list[Delegate], sentence: Sentence) -> list[Party]:
        """Return the organisations behind delegates; of a group that names nobody, the two spoken of."""
        meeting = self.world.focus_in(sentence)
        if delegates:
            return self._parties.of(delegates, None, sentence.span)
        return self._parties.completed([], meeting, sentence)


def _place(masked: Masked, mention: NounMention) -> tuple[int, int]:
    """Return where a name stands in a masked sentence, whose mentions it need not be."""
    start = next((i for i in range(len(masked.string)) if masked.at(i) >= mention.start), 0)
    end = next((i for i in range(start, len(masked.string)) if masked.at(i) >= mention.end), len(masked.string))
    return start, end
