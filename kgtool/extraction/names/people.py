"""People: in, sentences with their titles and organisations masked; out, person mentions, each bound to one record.

A name is believed where a title, an honorific, the reference data or a name hint stands by it; a single name only where
it is part of a name believed already, or a title stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Mention, Person, PersonMention, PlaceMention
from kgtool.extraction.gazetteer import folded
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of, overlay
from kgtool.extraction.names.cards import has_card
from kgtool.extraction.names.entries import entries_of
from kgtool.extraction.names.forms import folded_tokens, is_end_of, may_be
from kgtool.extraction.names.neighbours import what_follows
from kgtool.extraction.names.spellings import bind_spellings
from kgtool.extraction.world import World
from kgtool.model import Span

_UPPER = r"A-ZÀ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_WORD = rf"(?:(?:[{_UPPER}][a-z]?\.-?)+|[{_UPPER}](?:[^\W\d_]|['’-](?=[^\W\d_]))+(?!\.[{_UPPER}]))"
_COORDINATE = re.compile(r"(?:,| and|, and|;)\s+$")
_PLACED = re.compile(r"\b(?:in|at|to|from|near|of)\s+(?:the\s+)?$")
_IN = re.compile(r"\b(?:in|near)\s+$")
_GOES_ON = re.compile(r" [A-Z][a-zà-ÿ]+(?![\w.])")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PIECE = re.compile(r"\S+")
_MASKED = ("ORG", "TITLE", "COUNTRY", "DATE", "INITIATIVE")


class PeopleFinder:
    """Finds the people of a document."""

    def __init__(self, world: World) -> None:
        self.world = world
        lexicon = world.knowledge.lexicon
        table = lexicon.tables.get("mentions", {}).get("people", {})
        honorifics = lexicon.get("titles", "honorifics")
        self._believed: list[str] = []
        particles = "|".join(map(re.escape, table.get("particles", ["-"])))
        self._name = re.compile(rf"{_WORD}(?:[ \n]+(?:(?:{particles})[ \n]+){{0,3}}(?:{_WORD}))*")
        self._never = frozenset(table.get("never", []))
        self._titles = frozenset(h.rstrip(".") for h in honorifics)
        self._fields = frozenset(lexicon.get("titles", "fields"))
        honorific = rf"{alternatives(honorifics or ['-'])}\.?\s+(?:h\.c\.\s+)?"
        self._honorific = re.compile(honorific + "$")
        self._leading = re.compile(honorific)
        self._said = re.compile(rf"\s+(?:also\s+|then\s+)?{alternatives(table.get('said', ['-']))}\b")
        title, org = any_of("TITLE"), any_of("ORG|COUNTRY")
        by = alternatives(lexicon.get("mentions", "people").get("by", ["-"]))
        self._before = re.compile(
            r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Oo]ur)\s+(?:\w+ )?(?:counterpart|predecessor|successor|colleague)"
            rf"(?:\s+(?:at|from|of|in)\s+(?:the\s+)?{org})?,?\s+$|"
            rf"\b{by}\s+by\s+$|\b(?:chairmanship|leadership|presidency|guidance)\s+of\s+$|{title},?\s+(?:the\s+)?$|{title}\s+(?:of|at)\s+(?:the\s+)?{org},?\s+$"
            rf"|{title}\s+of\s+the\s+[A-Z]\w+,\s+$"
            rf"|{title}\s+(?:of|at)\s+(?:the\s+)?{org}\s+(?:is|was|became|remains)\s+$|\bnew {title}:\s+$"
        )
        self._owner = re.compile(rf"{org}(?:'s|\s?[:-])\s+$")
        self._entitled = re.compile(
            rf",\s+(?:who [^.;]{{3,60}} and\s+)?(?:who is\s+|the\s+|its\s+)*{title},?\s+(?:(?:of|at)\s|{org})"
            rf"|,\s+who is\s+(?:the\s+)?{title}"
        )
        self._byline = re.compile(rf"(?:{'|'.join(table.get('bylines', ['(?!)']))})\s*:?\s+$")
        self._entry = re.compile(rf"\W*(?:[Tt]he\s+)?{org}(?:\s*\([^)]*\))?\s?[:|-]")
        self._opens = re.compile(rf"{org}\s*\(\s*$")
        self._joined = re.compile(rf"\s+(?:from|of|for|representing)\s+(?:the\s+)?{org}")
        self._after = what_follows(title, org, any_of("ORG"))

    def run(self) -> None:
        """Add person mentions to world.mentions: names that stand on their own first, then parts of those."""
        for sentence in self.world.layout.sentences:
            self._add(sentence, list(self._strong(sentence)))
        self.world.entries = entries_of(self.world, self._name, self._leading, self._never)
        for index, span in self.world.entries.items():
            sentence = self.world.layout.sentences[index]
            if not any(isinstance(m, PersonMention) for m in self.world.mentions[index]):
                self._add(sentence, [self._mention(span, self.world.words(span).split())])
        for sentence in self.world.layout.sentences:
            self._add(sentence, list(self._partial(sentence)))
        bind_spellings(self.world)

    def _add(self, sentence: Sentence, found: list[Mention]) -> None:
        """Add names; a city's name inside a person's name is no city."""
        if found:
            self.world.mentions[sentence.index] = overlay(self.world.mentions[sentence.index], found)

    def _candidates(self, masked: Masked) -> Iterator[tuple[int, int, list[str]]]:
        """Yield (start, end, words) of runs of name-like words, without honorifics and words that are never names."""
        for m in self._name.finditer(masked.string):
            start, end = self._without_honorifics(masked.string, *m.span())
            end -= 2 if masked.string[start:end].endswith("'s") else 0
            run: list[re.Match[str]] = []
            for word in _PIECE.finditer(masked.string, start, end):
                first = run[0].group() if run else ""
                if not self._excluded(word.group()) or self._is_name_he(masked.string, word, end, first):
                    run.append(word)
                elif run:
                    yield run[0].start(), run[-1].end(), [w.group() for w in run]
                    run = []
            if run:
                yield run[0].start(), run[-1].end(), [w.group() for w in run]

    def _without_honorifics(self, string: str, start: int, end: int) -> tuple[int, int]:
        lead = self._leading.match(string, start, end)
        while lead and lead.end() < end:
            start = lead.end()
            lead = self._leading.match(string, start, end)
        return start, end

    def _is_name_he(self, string: str, word: re.Match[str], end: int, first: str) -> bool:
        """Return whether a short word such as "He" is a family name, or "Bay" a given one: a title follows."""
        if len(word.group()) < 4 and folded(first) in self.world.knowledge.family_names:
            return bool(self._after.match(string[word.end() :]))
        following = string[word.end() : end].split()[:1]
        return (
            len(word.group()) < 4
            and bool(following)
            and folded(word.group()) in self.world.knowledge.family_names
            and not self._excluded(following[0])
            and bool(self._after.match(string[end:]))
        )

    def _excluded(self, word: str) -> bool:
        return (
            word in self._never
            or word.rstrip(".") in self._titles
            or (word.isupper() and word.title() in self._never)
            or (word.isupper() and len(word) > 1 and word in self._acronyms)
        )

    @cached_property
    def _common(self) -> frozenset[str]:
        """Return words that the document also writes small: they are no names."""
        return frozenset(t for t in re.findall(r"(?<![\w])[a-zà-ÿ][\w'-]+", self.world.text))

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        return frozenset(f for o in self.world.organisations.values() for f, _ in o.names.get("acronym", []))

    def _strong(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the names in a sentence that something beside them shows to be names."""
        headline = sentence.block.kind in {"heading", "title"}
        mentions = self.world.mentions[sentence.index]
        masked = self.world.masked(sentence, *_MASKED)
        card = has_card(self.world, sentence)
        entry = card or self._entry.match(masked.string) or self._leading.search(masked.string)
        if headline and not any(m.kind == "TITLE" for m in mentions) and not entry:
            return
        joined = 0
        cities = [m for m in mentions if isinstance(m, PlaceMention) and m.kind == "CITY"]
        for start, end, words in self._candidates(masked):
            if len(words) > 6 or all(w in self._fields for w in words):
                continue
            if self._byline.search(masked.string[:start]):
                continue
            titled = self._is_titled(masked.string[:start])
            titled = titled or (len(words) > 1 and self._is_labelled(masked.string[:start], masked.string[end:]))
            described = self._is_described(masked.string[:start], masked.string[end:], words)
            in_city = any(c.start <= masked.at(start) and masked.at(end - 1) < c.end for c in cities)
            # "Jane Roe from Canada, Abc Def from France": what stands alike is alike.
            alike = len(words) > 1 and bool(self._joined.match(masked.string, end))
            somewhere = _IN.search(masked.string[:start]) is not None and not described
            if ((in_city or somewhere) and not titled) or not self._believe(
                words, titled, described or card or (alike and joined > 0)
            ):
                continue
            joined += alike
            # "the Office's Green Growth Portal": a capitalised noun goes on with what is no name.
            if _GOES_ON.match(masked.string, end):
                continue
            if len(words) == 1 and (
                headline or not self._stands_alone(words, titled, masked.string[:start], masked.string[end:])
            ):
                continue
            self._believed.append(masked.string[start:end])
            yield self._mention(masked.span(start, end), words)

    def _is_titled(self, left: str) -> bool:
        return bool(self._before.search(left) or self._honorific.search(left))

    def _is_labelled(self, left: str, right: str) -> bool:
        """Return whether an organisation or country owns a name: "WIPO's Jane Roe", "Canada: …", "France (…)"."""
        return bool(self._owner.search(left) or (self._opens.search(left) and right.startswith(")")))

    def _is_described(self, left: str, right: str, words: list[str]) -> bool:
        """Return whether a title follows, another name goes before, or a known name does what people do."""
        if self._after.match(right):
            return True
        if len(words) < 2:
            return False
        if _COORDINATE.search(left) and self._ends_in_name(left):
            return True
        first, knowledge = folded(words[0]), self.world.knowledge
        return bool(self._said.match(right)) and (first in knowledge.family_names or first in knowledge.given_names)

    def _stands_alone(self, words: list[str], titled: bool, left: str, right: str) -> bool:
        """Return whether a single word is a whole name: no part of one believed already, and a title follows."""
        if self._match(words) is not None:
            return False
        alone = self._entitled.match(right) and not _PLACED.search(left) and folded(words[0]) not in self._common
        return titled or _CAMEL.search(words[0]) is not None or bool(alone)

    def _ends_in_name(self, left: str) -> bool:
        bare = _COORDINATE.sub("", left)
        return any(bare.endswith(name) for name in self._believed[-4:])

    def _believe(self, words: list[str], titled: bool, described: bool) -> bool:
        keys = [folded(w.strip(".")) for w in words]
        families, given = self.world.knowledge.family_names, self.world.knowledge.given_names
        if titled:
            return True
        if all(w.isupper() for w in words):
            # What is written in capitals only is a headline's as often as a person's.
            return described and any(k in given or k in families for k in keys)
        if described or len(words) < 2:
            return described
        if len(words) <= 3 and any(k in given for k in keys) and all(k not in self._common for k in keys):
            return True
        if self.world.knowledge.people.lookup(" ".join(words)):
            return True
        if len(words) <= 4 and keys[0] in given and all(w[0].isupper() for w in words):
            return True
        return len(words) <= 3 and keys[0] in families and keys[-1] in given

    def _partial(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield the names in a sentence that are part of one believed already, or another form of it."""
        masked = self.world.masked(sentence, *_MASKED, "PERSON")
        for start, end, words in self._candidates(masked):
            person = self._match(words)
            if person is None:
                continue
            left, right = masked.string[:start], masked.string[end:]
            short = len(words) == 1 and len(words[0]) < 4 and _has_token(person, words[0])
            if short and not (self._is_titled(left) or self._said.match(right)):
                continue
            span = masked.span(start, end)
            self._note(person, words, span)
            yield PersonMention("PERSON", span.start, span.end, self.world.text[span.start : span.end], person)

    def _match(self, words: list[str]) -> Person | None:
        """Return the person a shorter or respelt form stands for, if exactly one fits."""
        keys = [folded(w.strip(".")) for w in words]
        fitting = [p for p in self.world.people if may_be(keys, folded_tokens(p.tokens))]
        return fitting[0] if len(fitting) == 1 else None

    def _mention(self, span: Span, words: list[str]) -> Mention:
        glued = words[0] if len(words) == 1 and _CAMEL.search(words[0]) else ""
        if glued:
            words = _CAMEL.split(glued)
        person = self._match(words) if len(words) > 1 else None
        surface = " ".join(words)
        if person is None or len(words) > len(person.tokens):
            tokens = tuple(words)
            first = self._family_first(tokens)
            known = self.world.knowledge.people.lookup(surface)
            person = Person(surface, span, tokens, tokens[0] if first else tokens[-1], first, partial=len(words) == 1)
            person.entity = known[0].entity if len({f.entity.iri for f in known}) == 1 else None
            self.world.people.append(person)
        else:
            self._note(person, words, span)
        if glued:
            person.forms.append((glued, "variant", span))
        return PersonMention("PERSON", span.start, span.end, self.world.text[span.start : span.end], person)

    def _family_first(self, tokens: tuple[str, ...]) -> bool:
        capitals = [t.isupper() and len(t) > 1 for t in tokens]
        if any(capitals) and not all(capitals):
            return capitals[0]
        first, last = folded(tokens[0]), folded(tokens[-1])
        families = self.world.knowledge.family_names
        given = self.world.knowledge.given_names
        if first in families:
            return not (first in given and last in families and last not in given)
        return last in given and first not in given

    def _note(self, person: Person, words: list[str], span: Span) -> None:
        """Keep another form of a person's name with what kind of form it is."""
        form = " ".join(words)
        if any(form.casefold() == known.casefold() for known in (person.name, *(f for f, _, _ in person.forms))):
            return
        if len(words) == 1:
            family = folded(words[0]) == folded(person.family) or folded(words[0]) in self.world.knowledge.family_names
            kind = "family-name" if family or not person.family_first else "given-name"
        else:
            kind = "family-name" if is_end_of(words, person.tokens) else "variant"
        person.forms.append((form, kind, span))


def _has_token(person: Person, word: str) -> bool:
    return word.casefold() in {t.casefold() for t in person.tokens}
