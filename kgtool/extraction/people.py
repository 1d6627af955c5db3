"""People: in, sentences with their titles and organisations masked; out, person mentions, each bound to one record.

A name is believed where a title, an honorific, the reference data or a name hint stands by it; a single name only where
it is part of a name believed already, or a title stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property

from kgtool.extraction.entities import Mention, Person, PersonMention, PlaceMention
from kgtool.extraction.knowledge import folded
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of, cover
from kgtool.extraction.world import World
from kgtool.model import Span

_UPPER = r"A-ZÀ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_WORD = rf"(?:[{_UPPER}](?:[^\W\d_]|['’-](?=[^\W\d_]))+|[{_UPPER}]\.)"
_COORDINATE = re.compile(r"(?:,| and|, and|;)\s+$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class PeopleFinder:
    """Finds the people of a document."""

    def __init__(self, world: World) -> None:
        self.world = world
        lexicon = world.knowledge.lexicon
        particles = "|".join(map(re.escape, lexicon.get("mentions", "people").get("particles", ["-"])))
        self._believed: list[str] = []
        self._name = re.compile(rf"{_WORD}(?:[ \n]+(?:(?:{particles})[ \n]+)?(?:{_WORD}))*")
        self._never = frozenset(lexicon.get("mentions", "people").get("never", []))
        self._titles = frozenset(h.rstrip(".") for h in lexicon.get("titles", "honorifics"))
        self._honorific = re.compile(rf"(?:{alternatives(lexicon.get('titles', 'honorifics'))})\.?\s+(?:h\.c\.\s+)?$")
        self._leading = re.compile(rf"(?:{alternatives(lexicon.get('titles', 'honorifics'))})\.?\s+(?:h\.c\.\s+)?")
        self._said = re.compile(
            rf"\s+(?:also\s+|then\s+)?{alternatives(lexicon.get('mentions', 'people').get('said', ['-']))}\b"
        )
        title, org = any_of("TITLE"), any_of("ORG|COUNTRY")
        self._before = re.compile(rf"{title},?\s+(?:the\s+)?$|{title}\s+(?:of|at)\s+(?:the\s+)?{org},?\s+$")
        self._after = re.compile(
            rf"\s*(?:,|\(|-|–)\s*(?:then\s+|the then\s+|at that time\s+|currently\s+|the\s+|a\s+|its\s+|one of [^,;.]{{0,40}}|(?:the\s+)?{org}(?:'s)?\s+)?(?:(?:new|current|then)\s+)?{title}"
            rf"|\s*\(\s*(?:the\s+)?{org}|\s+for\s+(?:the\s+)?{any_of('ORG')}|\s*,\s*of which [^,;.]{{0,20}}{title}|,?\s+(?:who is |as )(?:the\s+)?(?:{org}'s\s+)?{title}|\s+of (?:the )?{any_of('ORG')}"
        )

    def run(self) -> None:
        """Add person mentions to world.mentions: names that stand on their own first, then parts of those."""
        for sentence in self.world.layout.sentences:
            self._add(sentence, list(self._strong(sentence)))
        for sentence in self.world.layout.sentences:
            self._add(sentence, list(self._partial(sentence)))
        self._spellings()

    def _add(self, sentence: Sentence, found: list[Mention]) -> None:
        if not found:
            return
        spans = [(m.start, m.end) for m in found]
        # A city's name inside a person's name is no city.
        kept = [m for m in self.world.mentions[sentence.index] if not any(s < m.end and m.start < e for s, e in spans)]
        self.world.mentions[sentence.index] = cover([*kept, *found])

    def _masked(self, sentence: Sentence, kinds: tuple[str, ...]) -> Masked:
        return Masked(
            self.world.text,
            sentence.span.start,
            sentence.span.end,
            [m for m in self.world.mentions[sentence.index] if m.kind in kinds],
        )

    def _candidates(self, masked: Masked) -> Iterator[tuple[int, int, list[str]]]:
        """Yield (start, end, words) of runs of name-like words, without honorifics and words that are never names."""
        for m in self._name.finditer(masked.string):
            start, end = m.span()
            lead = self._leading.match(masked.string, start, end)
            while lead and lead.end() < end:
                start = lead.end()
                lead = self._leading.match(masked.string, start, end)
            end -= 2 if masked.string[start:end].endswith("'s") else 0
            pieces = [(w.start(), w.end()) for w in re.finditer(r"\S+", masked.string[start:end])]
            run: list[tuple[int, int]] = []
            for a, b in [*pieces, (-1, -1)]:
                word = masked.string[start + a : start + b] if a >= 0 else ""
                following = masked.string[start + b : end].split()[:1]
                # "He" is a family name where another name and a title follow.
                named_he = (
                    a >= 0
                    and folded(word) in self.world.knowledge.family_names
                    and len(word) < 4
                    and bool(following)
                    and not self._excluded(following[0])
                    and bool(self._after.match(masked.string[end:]))
                )
                if a >= 0 and (named_he or not self._excluded(word)):
                    run.append((start + a, start + b))
                    continue
                if run:
                    yield run[0][0], run[-1][1], [masked.string[x:y] for x, y in run]
                run = []

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
        if sentence.block.kind in {"heading", "title"} and not any(
            m.kind == "TITLE" for m in self.world.mentions[sentence.index]
        ):
            return
        masked = self._masked(sentence, ("ORG", "TITLE", "COUNTRY", "DATE", "INITIATIVE"))
        cities = {
            m.start: m for m in self.world.mentions[sentence.index] if isinstance(m, PlaceMention) and m.kind == "CITY"
        }
        for start, end, words in self._candidates(masked):
            if len(words) > 6:
                continue
            left, right = masked.string[:start], masked.string[end:]
            titled = bool(self._before.search(left)) or bool(self._honorific.search(left))
            described = bool(self._after.match(right)) or (
                len(words) > 1 and bool(_COORDINATE.search(left)) and self._ends_in_name(left)
            )
            acting = (
                len(words) > 1
                and bool(self._said.match(right))
                and (
                    folded(words[0]) in self.world.knowledge.family_names
                    or folded(words[0]) in self.world.knowledge.given_names
                )
            )
            described = described or acting
            span = masked.span(start, end)
            if (
                all(
                    any(c.start <= masked.at(start) and masked.at(end - 1) < c.end for c in cities.values())
                    for _ in words
                )
                and not titled
            ):
                continue
            if not self._believe(words, titled, described):
                continue
            if len(words) == 1 and self._match(words):
                continue
            if len(words) == 1 and sentence.block.kind in {"heading", "title"}:
                continue
            if len(words) == 1 and not titled and not _CAMEL.search(words[0]):
                continue
            self._believed.append(masked.string[start:end])
            yield self._mention(span, words)

    def _ends_in_name(self, left: str) -> bool:
        bare = _COORDINATE.sub("", left)
        return any(bare.endswith(name) for name in self._believed[-4:])

    def _believe(self, words: list[str], titled: bool, described: bool) -> bool:
        if titled or described:
            return True
        if len(words) < 2:
            return False
        keys = [folded(w.strip(".")) for w in words]
        known = self.world.knowledge.people.lookup(" ".join(words))
        hints = self.world.knowledge.family_names, self.world.knowledge.given_names
        if 2 <= len(words) <= 3 and any(k in hints[1] for k in keys) and all(k not in self._common for k in keys):
            return True
        return (
            bool(known)
            or (len(words) <= 4 and keys[0] in hints[1] and all(w[0].isupper() for w in words))
            or (len(words) in (2, 3) and keys[0] in hints[0] and keys[-1] in hints[1])
        )

    def _partial(self, sentence: Sentence) -> Iterator[Mention]:
        masked = self._masked(sentence, ("ORG", "TITLE", "COUNTRY", "DATE", "INITIATIVE", "PERSON"))
        for start, end, words in self._candidates(masked):
            person = self._match(words)
            if person is None:
                continue
            left, right = masked.string[:start], masked.string[end:]
            if (
                len(words) == 1
                and words[0].casefold() in {t.casefold() for t in person.tokens}
                and len(words[0]) < 4
                and not (self._before.search(left) or self._honorific.search(left) or self._said.match(right))
            ):
                continue
            span = masked.span(start, end)
            self._note(person, words, span)
            yield PersonMention("PERSON", span.start, span.end, self.world.text[span.start : span.end], person)

    def _match(self, words: list[str]) -> Person | None:
        """Return the person a shorter or respelt form stands for, if exactly one fits."""
        keys = [folded(w.strip(".")) for w in words]
        fitting = []
        for person in self.world.people:
            tokens = [folded(t) for t in person.tokens]
            if sorted(keys) == sorted(tokens) or (len(keys) < len(tokens) and all(k in tokens for k in keys)):
                fitting.append(person)
            elif (
                len(keys) == len(tokens)
                and len(keys) > 1
                and all(any(t == k or (len(k) == 1 and t.startswith(k)) for t in tokens) for k in keys)
            ):
                fitting.append(person)
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
        if form == person.name or any(form == f for f, _, _ in person.forms):
            return
        if len(words) == 1:
            family = folded(words[0]) == folded(person.family) or folded(words[0]) in self.world.knowledge.family_names
            kind = "family-name" if family or not person.family_first else "given-name"
        else:
            kind = "variant"
        person.forms.append((form, kind, span))

    def _spellings(self) -> None:
        """Bind names one typing error apart with the same title to one person; the form used more often leads."""
        for person in list(self.world.people):
            for other in list(self.world.people):
                if person is other or person not in self.world.people or other not in self.world.people:
                    continue
                if _one_slip(person.name, other.name) and len(person.tokens) > 1:
                    self._merge(person, other)

    def _merge(self, person: Person, other: Person) -> None:
        counts = {
            p: sum(
                1 for ms in self.world.mentions.values() for m in ms if isinstance(m, PersonMention) and m.person is p
            )
            for p in (person, other)
        }
        known = self.world.knowledge.people.lookup(other.name) and not self.world.knowledge.people.lookup(person.name)
        keep, drop = (
            (other, person)
            if known
            or (counts[other] > counts[person])
            or (counts[other] == counts[person] and other.span.start > person.span.start)
            else (person, other)
        )
        keep.forms.append((drop.name, "misspelling", drop.span))
        keep.forms.extend(f for f in drop.forms if f not in keep.forms)
        for mentions in self.world.mentions.values():
            for m in mentions:
                if isinstance(m, PersonMention) and m.person is drop:
                    m.person = keep
        self.world.people.remove(drop)


def _one_slip(one: str, other: str) -> bool:
    """Return whether two names of several words differ by about one letter."""
    a, b = folded(one), folded(other)
    if a == b or abs(len(a) - len(b)) > 1 or len(a) < 8 or len(a.split()) != len(b.split()):
        return False
    differing = [(x, y) for x, y in zip(a.split(), b.split(), strict=True) if x != y]
    return (
        len(differing) == 1
        and min(map(len, differing[0])) >= 4
        and SequenceMatcher(None, *differing[0]).ratio() >= 0.75
    )
