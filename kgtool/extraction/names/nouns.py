"""Nouns: in, sentences with their mentions; out, the agreements and initiatives that they name, as mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kgtool.extraction.cues import cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, NounMention, Organisation, OrgMention, WhoMention
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of, overlay
from kgtool.extraction.world import World
from kgtool.model import Span

_DETERMINER = "the|a|an|its|their|this|that|one|two|his|our|such a|another"
_COUNTED = re.compile(
    r"(?i)\b(?:more than|over|some|several|many|various|numerous|dozens of|other|any|no|such|similar"
    r"|\d+|three|four|five|six|seven|eight|nine|ten|\w+ty|hundred) $"
)
_DEFINITE = frozenset({"the", "this", "that"})
# "an agreement to …", "agreement was reached": that somebody agreed, not a document.
_NO_DOCUMENT = re.compile(r" (?:to |on |(?:was|has been|is) (?:also )?reached)")
_REACHED = re.compile(r"\b(?:reach|reached|reaching|c[ao]me to|coming to|arrived at|agreement to)\b")
_SIGNED = re.compile(r"\b(?:sign|signed|signing|signs|concluded|initialled|inked) (?:of )?$")


class NounFinder:
    """Finds the nouns for agreements and the names of initiatives."""

    def __init__(self, world: World) -> None:
        self.world = world
        tables = world.knowledge.lexicon.tables
        outcomes: dict[str, Any] = tables.get("outcomes", {})
        self._kind_of = {w.casefold(): kind for kind, words in outcomes.get("kinds", {}).items() for w in words}
        adjectives = alternatives(outcomes.get("adjectives", ["-"]))
        verbs = [
            w.upper() for t in ("signed", "agreed") for w in outcomes.get(t, {}).get("decrees", []) if " " not in w
        ]
        mention = any_of("DATE|ORG|DEMONYM|COUNTRY|CITY|WHO")
        pre = rf"(?:(?!{alternatives(verbs or ['-'])}\b)(?:{mention}(?:'s)?|[A-Z][\w-]*|{adjectives}))"
        self._agreement = cued(
            re.compile(
                rf"(?<![\w-])(?:(?P<det>(?i:{_DETERMINER})) )?(?P<pre>(?:{pre}[ -]){{0,12}}?)"
                rf"(?P<kind>(?i:{alternatives(self._kind_of)}))s?(?![\w-])(?: \([A-Za-z]{{2,5}}\))?"
            )
        )
        kinds: dict[str, list[str]] = tables.get("initiatives", {}).get("kinds", {})
        pairs = [(word, kind) for kind, words in kinds.items() for word in words]
        self._initiative_kinds = sorted(pairs, key=lambda pair: -len(pair[0]))
        self._bare = frozenset(word for word, _ in pairs)
        self._never = tuple(tables.get("initiatives", {}).get("not_names", []))
        self._lead = re.compile(rf"(?:{alternatives(tables.get('initiatives', {}).get('lead', ['-']))} )+")
        small = alternatives(tables.get("initiatives", {}).get("modifiers", ["-"]))
        self._initiative = cued(
            re.compile(
                rf"(?P<name>(?:(?:[A-Z][\w'-]*|&|and|of|for) ){{0,9}}[A-Z][\w'-]* (?:{small} )*"
                rf"{alternatives(w for w, _ in pairs)})(?![\w-])(?: \((?P<acronym>[A-Z][A-Za-z-]{{1,6}})\*?\))?"
            )
        )

    def run(self) -> None:
        """Add agreement and initiative mentions to world.mentions."""
        for sentence in self.world.layout.sentences:
            self._in_sentence(sentence)

    def _in_sentence(self, sentence: Sentence) -> None:
        """Add what a sentence names; a listed initiative stays unless it is part of a longer name found.

        A name within the words of an agreement ("2022 Joint Statement") belongs to them.
        """
        mentions = self.world.mentions[sentence.index]
        others = [m for m in mentions if m.kind != "INITIATIVE"]
        masked = Masked(self.world.levelled, sentence.span.start, sentence.span.end, others)
        initiatives = list(self._initiatives(masked))
        agreements = list(self._agreements(masked, [match.span() for match, _ in initiatives]))
        found = [m for _, m in initiatives if not any(a.span.covers(m.span) for a in agreements)] + agreements
        if not found:
            return
        spans = [m.span for m in found]
        listed = [m for m in mentions if isinstance(m, NounMention) and m.kind == "INITIATIVE"]
        found.extend(m for m in listed if not any(span.covers(m.span) for span in spans))
        self.world.mentions[sentence.index] = overlay(others, found)

    def _initiatives(self, masked: Masked) -> Iterator[tuple[re.Match[str], NounMention]]:
        for m in self._initiative.finditer(masked.string):
            lead = self._lead.match(masked.string, m.start(), m.end())
            start = lead.end() if lead else m.start()
            name = " ".join(masked.string[start : m.end("name")].split())
            if (
                " " not in name
                or name in self._bare
                or name.endswith(self._never)
                or self._is_document_name(masked.string, start, m.end("name"))
            ):
                continue
            kind = next(kind for word, kind in self._initiative_kinds if name.endswith(word))
            span, name_span = masked.span(start, m.end()), masked.span(start, m.end("name"))
            words, named = self.world.words(span), self.world.words(name_span)
            yield m, NounMention("INITIATIVE", span.start, span.end, words, kind, named)

    def _is_document_name(self, string: str, start: int, end: int) -> bool:
        """Return whether a name ends in a noun for a document: "Annual Work Programme" is no programme."""
        return any(m.end() == end for m in self._agreement.finditer(string, start, end))

    def _agreements(self, masked: Masked, taken: list[tuple[int, int]]) -> Iterator[NounMention]:
        for m in self._agreement.finditer(masked.string):
            within = any(s < m.end() and m.start() < e and not (m.start() <= s and e < m.end()) for s, e in taken)
            if within or not _is_document(masked.string, m):
                continue
            kind = self._kind_of[" ".join(m.group("kind").casefold().split())]
            span, name_span = masked.span(m.start(), m.end()), masked.span(m.start("pre"), m.end())
            words, named = self.world.words(span), self.world.words(name_span)
            definite = (m.group("det") or "").casefold() in _DEFINITE
            parties = [*self._named_in(masked, m), *self._hyphenated(m.group("pre"), span)]
            several = m.group().rstrip(")").endswith(("s", "memoranda")) and bool(
                _COUNTED.search(masked.string[: m.start()])
            )
            yield NounMention(
                "AGREEMENT",
                span.start,
                span.end,
                words,
                kind,
                named,
                definite=definite,
                parties=parties,
                several=several,
            )

    def _named_in(self, masked: Masked, m: re.Match[str]) -> list[Delegate]:
        """Return the organisations in a document's name ("the EPO-JPO work plan")."""
        found: list[Delegate] = []
        for x in masked.inside(m.start(), m.end()):
            if isinstance(x, OrgMention):
                found.append(Delegate(None, x.organisation, x.span))
            elif isinstance(x, WhoMention):
                found.extend(x.members)
        return found

    def _hyphenated(self, pre: str, span: Span) -> list[Delegate]:
        """Return the organisations whose acronyms a document's name joins by a hyphen."""
        words = next((w.split("-") for w in pre.split() if "-" in w.strip("-")), [])
        known = [o for w in words for o in self.world.organisations.values() if _is_named(o, w)]
        return [Delegate(None, o, span) for o in known] if len(known) == len(words) else []


def _is_named(organisation: Organisation, word: str) -> bool:
    return any(form == word for form, _ in organisation.names.get("acronym", []))


def _is_document(string: str, m: re.Match[str]) -> bool:
    """Return whether a noun names a document rather than the fact that somebody agreed."""
    if m.group("pre").startswith("No "):
        return False
    bare = not m.group("pre") and m.group("kind").casefold() == "agreement"
    article = bool(m.group("det")) and not _REACHED.search(string)
    if (
        bare
        and not article
        and not _SIGNED.search(string[: m.start()])
        and _NO_DOCUMENT.match(string[m.end() : m.end() + 30])
    ):
        return False
    return not string[: m.start()].endswith("mutual ")
