"""Nouns: in, sentences with their mentions; out, the agreements and initiatives that they name, as mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kgtool.extraction.entities import Mention, NounMention
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of, cover
from kgtool.extraction.world import World


class NounFinder:
    """Finds the nouns for agreements and the names of initiatives."""

    def __init__(self, world: World) -> None:
        self.world = world
        lexicon = world.knowledge.lexicon
        kinds: dict[str, list[str]] = lexicon.tables.get("outcomes", {}).get("kinds", {})
        self._kind_of = {w.casefold(): kind for kind, words in kinds.items() for w in words}
        pre = rf"(?:{any_of('DATE|ORG|DEMONYM|COUNTRY')}(?:'s)?|[A-Z][\w-]*|new|second|first|bilateral|trilateral|joint|tripartite)"
        self._agreement = re.compile(
            rf"(?<![\w-])(?:(?P<det>(?i:the|a|an|its|their|this|that|one|two|his|our)) )?(?P<pre>(?:{pre}[ -])*?)(?P<kind>(?i:{alternatives(self._kind_of)}))s?(?![\w-])(?: \([A-Za-z]{{2,5}}\))?"
        )
        table: dict[str, Any] = lexicon.tables.get("initiatives", {})
        self._initiative_kinds = [(w, kind) for kind, words in table.get("kinds", {}).items() for w in words]
        self._initiative_kinds.sort(key=lambda pair: -len(pair[0]))
        heads = alternatives(w for w, _ in self._initiative_kinds)
        self._initiative = re.compile(
            rf"(?P<name>(?:(?:[A-Z][\w'-]*|&|and|of|for) )*[A-Z][\w'-]* (?:(?:search|examination|exchange|training|and|&) )*{heads})(?![\w-])(?: \((?P<acronym>[A-Z][A-Za-z-]{{1,6}})\*?\))?"
        )

    def run(self) -> None:
        """Add agreement and initiative mentions to world.mentions."""
        for sentence in self.world.layout.sentences:
            mentions = self.world.mentions[sentence.index]
            masked = Masked(
                self.world.text, sentence.span.start, sentence.span.end, [m for m in mentions if m.kind != "INITIATIVE"]
            )
            found = list(self._found(masked))
            if found:
                taken = [m for m in mentions if m.kind == "INITIATIVE"]
                spans = [(f.start, f.end) for f in found]
                found.extend(m for m in taken if not any(s <= m.start and m.end <= e for s, e in spans))
                # A name within the words of an agreement ("2022 Joint Statement") belongs to them.
                spans = [(f.start, f.end) for f in found]
                kept = [
                    m
                    for m in mentions
                    if m.kind != "INITIATIVE" and not any(s < m.end and m.start < e for s, e in spans)
                ]
                self.world.mentions[sentence.index] = cover([*kept, *found])

    def _found(self, masked: Masked) -> Iterator[Mention]:
        taken: list[tuple[int, int]] = []
        for m in self._initiative.finditer(masked.string):
            start = m.start()
            lead = re.match(r"(?:The|A|An|This|In|On|Under|With|For) ", masked.string[start : m.end()])
            start += lead.end() if lead else 0
            name = masked.string[start : m.end("name")]
            if len(name.split()) < 2:
                continue
            kind = next(kind for word, kind in self._initiative_kinds if name.endswith(word))
            span = masked.span(start, m.end())
            name_span = masked.span(start, m.end("name"))
            taken.append((m.start(), m.end()))
            yield NounMention(
                "INITIATIVE",
                span.start,
                span.end,
                masked_text(self.world, span.start, span.end),
                kind,
                masked_text(self.world, name_span.start, name_span.end),
            )
        for m in self._agreement.finditer(masked.string):
            if any(s < m.end() and m.start() < e for s, e in taken):
                continue
            if (
                not m.group("pre")
                and re.match(
                    r" (?:to |on |(?:was|has been|is) (?:also )?reached)", masked.string[m.end() : m.end() + 30]
                )
                and m.group("kind").casefold() == "agreement"
            ):
                continue
            if masked.string[: m.start()].endswith("mutual "):
                continue
            kind = self._kind_of[" ".join(m.group("kind").casefold().split())]
            span = masked.span(m.start(), m.end())
            start = masked.at(m.start("pre"))
            yield NounMention(
                "AGREEMENT",
                span.start,
                span.end,
                masked_text(self.world, span.start, span.end),
                kind,
                masked_text(self.world, start, span.end),
                definite=(m.group("det") or "").casefold() in {"the", "this", "that"},
            )


def masked_text(world: World, start: int, end: int) -> str:
    """Return a stretch of the document's text with its white space folded."""
    return " ".join(world.text[start:end].split())
