"""Names of initiatives: in, sentences; out, initiatives that words around them name, though no list knows them.

"A pilot called Baltic Desk", "the project 'Open Register'", "CADOPAT, the system through which …", "the common citation
pilot", and task forces, which are working groups and initiatives at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from kgtool.extraction.cues import CuedRules, cued
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import MeetingMention, NounMention
from kgtool.extraction.lexicon import Lexicon, alternatives
from kgtool.extraction.world import World

_CAPITAL = r"(?:[A-Z]|[a-z]-?(?=[A-Z])|\d+(?=[A-Za-z-]))[\w+&'’.-]*"
_CODE = r"[A-Z]{1,6}-?\d{1,3}"
# A name that no word is: capitals within, a plus behind ("AfrIPI", "ARISE+"); an acronym.
_COINED = r"(?:[A-Z][a-z]+[A-Z]\w*\+?|[A-Za-z]{3,}\+|[A-Z]{4,}\+?)"
_JOINT = r"(?:of|for|and|the|de|du|des|y|&)"
_PROPER = rf"{_CAPITAL}(?: (?:{_JOINT} )?{_CAPITAL}){{0,7}}"  # Each word is bounded by a space: no two ways to read it.
_QUOTED = re.compile(r"\"(?P<name>[A-Z][\w'()/&-]*(?: [\w'()/&-]+){1,9})\"")
_SEVERAL = 2


class _Patterns:
    """The patterns for names of initiatives, from a lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        table: dict[str, Any] = lexicon.tables.get("initiatives", {})
        nouns: dict[str, list[str]] = table.get("nouns", {})
        self.kind_of = {w.casefold(): kind for kind, words in nouns.items() for w in words}
        any_noun = alternatives(self.kind_of or ["-"])
        noun = f"(?P<noun>(?i:{any_noun}))"
        called = alternatives(table.get("called", ["-"]))
        vague = alternatives(table.get("vague", ["-"]))
        small = rf"(?!(?:{vague})\b)[a-z][\w&-]*"
        quoted = r"(?:[\"*_]{1,2}|(?<!\w)')(?P<name>[A-Z0-9][^\"*_.;:']{2,60})(?:[\"*_]{1,2}|'(?!\w))"
        tools = alternatives(table.get("tools", ["-"]))
        about = alternatives(table.get("about", ["-"]))
        subjects = alternatives([*table.get("small", ["-"]), *table.get("about", []), *table.get("subjects", [])])
        patterns = [
            # the project "Open Register", a pilot called Baltic Desk
            re.compile(rf"\b{noun}s?,?(?: (?:is |was |to be |which is |that is )?{called})?(?: the)? {quoted}"),
            re.compile(rf"\b{noun}[^.;:]{{0,80}}?,? (?:to be )?{called} (?:the )?\"?(?P<name>{_PROPER})"),
            # the "Open Register" project
            re.compile(rf"{quoted} (?:\w+ )?{noun}\b"),
            # CADOPAT, the system through which; ARISE+ IPR, its cooperation programme with
            re.compile(
                rf"(?<![\w-])(?P<name>{_PROPER})[\"*_]{{0,2}}(?:, | \([^)]*\),? )"
                rf"(?:the|a|an|its|our|their|which is (?:the|a|an)) (?:{small} ){{0,3}}{noun}"
                r"(?= (?:with|through|for|of|by|that|which|under|to|run|in|between|on|where)\b)"
            ),
            # Portal PPH, our filing system
            re.compile(
                rf"(?<![\w-])(?P<name>{_PROPER})[\"*_]{{0,2}}, (?:its|our|their) (?:{small} ){{0,3}}{noun}(?=[,.;])"
            ),
            # a pilot, One Counter, which; a new project, Indexing of Non-Traditional Trademarks, under
            re.compile(
                rf"(?i:\b(?:a|an|the|one|another|its|their|our))(?: (?:new|joint|small|first|second|common))? {noun}, "
                rf"(?P<name>{_PROPER})(?=,|\.(?:\s|$)|;| \()"
            ),
            # the projects CP8 (…) and CP9 (…)
            re.compile(rf"\b{noun}s? (?P<name>{_CODE})\b"),
            re.compile(rf"\b{noun}s {_CODE}(?: \([^)]*\))?,? and (?P<name>{_CODE})\b"),
            # the new POLite+ system, under the AfrIPI project
            re.compile(rf"\b(?i:the|its|their|our)(?: new)? (?P<name>{_COINED}) {noun}\b(?<![A-Z])(?! of\b)"),
            # a regional database of trade marks
            re.compile(
                rf"\b(?i:an?|the) (?P<name>(?:regional|common|shared|joint|central|single) (?P<noun>{tools})"
                r" (?:of|for) [a-z][\w-]*(?: [a-z][\w-]*)?)(?=[,.;:]|$| (?:was|were|is|has|had|will|to|that|which)\b)"
            ),
            # a pilot for automatic classification, Class-AI, starts
            re.compile(rf"\b[Aa] {noun} (?:for|on|of) [a-z][\w -]{{3,60}}, (?P<name>{_PROPER}),"),
            # the exchange scheme between A and B
            re.compile(
                rf"\b(?i:the|their|its|an?) (?:new |joint )?(?P<name>(?P<noun>{about}))"
                r"(?= between | ha(?:s|ve) (?:run|lived))"
            ),
            # the BRICS examiner training programme
            re.compile(rf"\b[Tt]he (?P<name>[A-Z]{{3,}}(?:-[A-Z]{{3,}})? (?:[a-z]+ )?(?P<noun>{about}))(?![\w-])"),
            # the programme Women Invent
            re.compile(
                rf"\b[Tt]he {noun} (?P<name>(?!(?i:{any_noun})){_CAPITAL}(?: {_CAPITAL}){{1,4}})"
                r"(?=,|\.(?:\s|$)| (?:is|was|has|had|starts|started|begins|began|runs|ran|helps|offers|supports)\b)"
            ),
            # their pilot on classification by machine learning (CLASSBOT)
            re.compile(rf"\b{noun} (?:for|on|of) [a-z][\w -]{{3,60}} \((?P<name>{_COINED})\)"),
        ]
        own = alternatives(table.get("no_tool", ["-"]))
        named = rf"(?P<name>(?!{own}\b)(?:{_CAPITAL} ){{1,4}}(?P<noun>{tools}))"
        self.tool = cued(re.compile(rf"(?<![\w-]){named}(?![\w-])"))
        pilots = alternatives(table.get("small", ["-"]))
        self.small = cued(
            re.compile(rf"\b(?:[Tt]he|[Tt]heir|[Ii]ts|this) (?P<name>(?:{small} ){{1,4}}(?P<noun>{pilots}))(?![\w-])")
        )
        self.names = CuedRules((p, [p]) for p in [*map(cued, patterns), self.tool, self.small])
        end = r"(?=[,.;:]|$| (?:between|with|will|was|is|has|in|from|which|that|to|at|by|until|start|begin)(?:s|ed)?\b)"
        self.about = cued(
            re.compile(
                rf"\b(?P<det>(?i:the|their|this|an?)) (?:new |joint )?(?P<name>"
                rf"(?P<noun>{subjects}) (?:on|(?<!project )for) (?:the )?"
                rf"[A-Za-z][\w-]*(?: [a-z][\w-]*){{0,6}}?){end}"
            )
        )
        self.begun = re.compile(table.get("begun", "(?!)"))
        self.proposed = re.compile(r"\b[Pp]roposals? (?:of|for|to)\b[^.;:]*$")
        self.never = tuple(table.get("not_names", []))
        self.task_force = cued(
            re.compile(
                r"(?<![\w-])(?P<name>(?:(?:[A-Z][\w/&-]*|\d{1,2}) (?:(?:and|of) )?){0,6}Task Force"
                rf"(?: (?:on|for) (?:the )?{_PROPER})?)(?![\w-])"
            )
        )
        self.lead = re.compile(rf"(?:{alternatives(table.get('lead', ['-']))} )+")
        plural = alternatives(f"{w}s" for w, kind in self.kind_of.items() if kind in {"project", "pilot", "programme"})
        self.plural = cued(re.compile(rf"\b{plural}\b"))
        # "two new projects, one on filings in bad faith and one on invoices"
        self.one_on = cued(
            re.compile(
                rf"(?:{plural}[^.;:]{{0,20}}, |, | and )(?:one|the other|another|a second|a third) "
                r"(?P<name>on [a-z][\w-]*(?: (?!and\b)[a-z][\w-]*){0,5})"
            )
        )
        self.dropped = re.compile(table.get("dropped", "(?!)"))
        self.begun_after = re.compile(table.get("begun_after", "(?!)"))

    def kind(self, m: re.Match[str]) -> str:
        """Return the kind of initiative that the noun of a match, or its last word, tells: "exchange scheme"."""
        noun = m.group("noun").casefold()
        return self.kind_of.get(noun) or self.kind_of.get(noun.split()[-1], "other")


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    return _Patterns(lexicon)


class InitiativeNames:
    """Finds names of initiatives by the words around them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._patterns = _patterns(world.knowledge.lexicon)

    def find(self, sentence: Sentence) -> Iterator[NounMention]:
        """Yield the initiatives that a sentence names, as mentions, in order of the rules."""
        text = self.world.levelled[sentence.span.start : sentence.span.end]
        named = False
        for _, m in self._patterns.names.finditer(text):
            if not self._patterns.proposed.search(text[: m.start("name")]):
                named = True
                yield from self._mention(sentence, m, self._patterns.kind(m))
        for m in self._patterns.about.finditer(text):
            definite = m.group("det").casefold() in {"the", "their", "this"}
            begun = self._patterns.begun.search(text, 0, m.start()) or self._patterns.begun_after.search(text, m.end())
            if not named and (definite or begun):
                yield from self._mention(sentence, m, self._patterns.kind(m))
        for m in self._patterns.one_on.finditer(text):
            yield from self._mention(sentence, m, self._counted_in(sentence), f"{self._noun_in(sentence)} ")
        for m in self._patterns.task_force.finditer(text):
            yield from self._mention(sentence, m, "task-force")
        series = list(_QUOTED.finditer(text))
        kind = self._counted_in(sentence) if len(series) >= _SEVERAL else ""
        for m in series if kind else []:
            yield from self._mention(sentence, m, kind)

    def _counted_in(self, sentence: Sentence) -> str:
        """Return the kind of the projects that a paragraph speaks of before a sentence quotes their names."""
        return self._patterns.kind_of.get(self._noun_in(sentence), "")

    def _noun_in(self, sentence: Sentence) -> str:
        found = list(self._patterns.plural.finditer(self.world.levelled, sentence.block.span.start, sentence.span.end))
        return found[-1].group().rstrip("s") if found else ""

    def _mention(self, sentence: Sentence, m: re.Match[str], kind: str, noun: str = "") -> Iterator[NounMention]:
        start, end = m.span("name")
        lead = self._patterns.lead.match(m.string, start, end)
        start = lead.end() if lead else start
        name = m.string[start:end].rstrip(" .,'’-")
        end = start + len(name)
        named = any(name == form for o in self.world.organisations.values() for f in o.names.values() for form, _ in f)
        first = sentence.span.start
        meeting = any(
            isinstance(x, MeetingMention) and first + start <= x.start < first + end
            for x in self.world.mentions[sentence.index]
        )
        if (
            meeting
            or not kind
            or self._patterns.dropped.match(m.string, end)
            or name.endswith(self._patterns.never)
            or len(name) < 3
            or (kind != "task-force" and named)
            or name in {"Task Force"}
        ):
            return
        words = noun + " ".join(self.world.text[first + start : first + end].split())
        yield NounMention("INITIATIVE", first + start, first + end, words, kind, words)
