"""Lists: in, sentences with roles and organisations; out, lists of them, and groups named before.

"A, B and C" is one mention with three delegates; "both offices" is one whose delegates the meeting will tell; "she" is
the person spoken of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    GroupMention,
    Mention,
    OrgMention,
    Person,
    PersonMention,
    PlaceMention,
    RoleMention,
    WhoMention,
)
from kgtool.extraction.lexicon import alternatives, number_of, whole_words
from kgtool.extraction.masked import KINDS, Masked, absorb, any_of, cover
from kgtool.extraction.world import World
from kgtool.model import Span

_OFFICE_OF = (
    "(?:(?:[Tt]he )?(?:(?:IP|patent|intellectual property|industrial property|trade ?marks?|national) )*"
    "(?:offices?|authority|institute|agency) of (?:the )?)?"
)
_NO_DELEGATION = "(?! (?:delegation|team) by )"
_ONE = any_of("ROLE|PERSON|ORG|COUNTRY")
_ITEM = f"(?:[Tt]he |[Aa]lso |[Bb]oth )?{_OFFICE_OF}{_ONE}{_NO_DELEGATION}(?: [Oo]ffices?| as well)?"
_KINGDOM = "(?:(?:the )?Kingdom of )?"
_AND = rf"(?:,? and (?:also )?(?:by )?{_KINGDOM}|,? as well as (?:by )?|, {_KINGDOM}|; and |; | & | / )"
_LIST = re.compile(rf"{_ITEM}(?:{_AND}{_ITEM})*")
_MALE = frozenset({"he", "him", "Mr", "Sir", "Shri", "Lord"})
_CALLED = re.compile(r"\b(Mr|Sir|Shri|Lord|Ms|Mrs|Miss|Mme|Madam|Dame|Lady|Smt)\b")
_LED = re.compile(r"(?:offices?|authority|institute|agency) of ")
_WHO_KINDS = frozenset({"ROLE", "PERSON", "ORG", "COUNTRY", "GROUP"})
_COUNTS = {"both": 2}
# Behind "her" as an object; before anything else it says whose something is.
_OBJECT = re.compile(
    r"(?:[.,;:)]|$| (?:in|on|at|to|and|for|there|with|during|by|from|as|again|before|after|about|that)\b)"
)
_ENTRY = 40  # Whoever an entry of a list names stands so near its beginning.
_BACK = 4  # "He" may be a person named in so many sentences, its own included.


class ListFinder:
    """Finds lists of delegates, groups and pronouns."""

    def __init__(self, world: World) -> None:
        self.world = world
        groups = world.knowledge.lexicon.tables.get("phrases", {}).get("groups", {})
        pronouns = whole_words(groups.get("pronouns", [])).pattern
        self._group = re.compile(f"(?:{groups.get('pattern', '(?!)')})|{pronouns}")
        self._singular = whole_words(groups.get("singular", []))
        self._solo = re.compile(rf"(?i:{alternatives(groups.get('solo', ['-']))})\s+(?:the\s+)?$")
        self._offices_of = re.compile(rf"(?:{'|'.join(groups.get('offices_of', ['(?!)']))}) (?:the )?$")
        self._delegation_of = re.compile(rf"(?:{'|'.join(groups.get('delegation_of', ['(?!)']))}) (?:the )?$")
        self._states_do = re.compile(rf"(?:{'|'.join(groups.get('states_do', ['(?!)']))}) (?:the )?$")
        self._long_name = re.compile(rf"(?:{'|'.join(groups.get('long_names', ['(?!)']))}) $")
        cues = "|".join(groups.get("states_meet", ["(?!)"]))
        self._states_meet = re.search(cues, world.text) is not None
        self._owners = tuple(groups.get("owners", []))
        self._kinds = [(kind, frozenset(nouns)) for kind, nouns in groups.get("kinds", {}).items()]

    @cached_property
    def _titled(self) -> dict[int, bool]:
        """Return, for people who are called Mr or Ms somewhere, whether it is Mr."""
        found: dict[int, bool] = {}
        for mentions in self.world.mentions.values():
            for mention in mentions:
                person = mention.person if isinstance(mention, PersonMention) else None
                person = mention.delegate.person if isinstance(mention, RoleMention) else person
                called = _CALLED.search(self.world.text, max(0, mention.start - 5), mention.end) if person else None
                if called is not None:
                    found.setdefault(id(person), called.group(1) in _MALE)
        return found

    def run(self) -> None:
        """Add who and group mentions to world.mentions, in the place of what they are made of."""
        for sentence in self.world.layout.sentences:
            self._groups(sentence)
            self._lists(sentence)
        self._resolve()

    # ---- groups
    def _groups(self, sentence: Sentence) -> None:
        # "Both commissioners" is a group, though a title stands in it.
        masked = self.world.masked(sentence, *(k for k in KINDS if k != "TITLE"))
        found: list[Mention] = []
        for m in self._group.finditer(masked.string):
            span = masked.span(m.start(), m.end())
            found.append(GroupMention("GROUP", span.start, span.end, self._text(span)))
        for m in self._singular.finditer(masked.string):
            if m.group() == "her" and not _OBJECT.match(masked.string, m.end()):
                continue
            person = self._antecedent(sentence, masked.at(m.start()), m.group().casefold() in _MALE)
            if person is not None:
                span = masked.span(m.start(), m.end())
                delegate = Delegate(person, person.organisation, span)
                found.append(RoleMention("ROLE", span.start, span.end, self._text(span), delegate))
        if found:
            self.world.mentions[sentence.index] = cover([*self.world.mentions[sentence.index], *found])

    def _antecedent(self, sentence: Sentence, offset: int, male: bool) -> Person | None:
        """Return the person that "he" or "she" is: the last one named in the sentence, else the first in one before.

        A "Mr" is no "she".
        """
        for index in range(sentence.index, max(-1, sentence.index - _BACK), -1):
            before = [m for m in self.world.mentions[index] if m.start < offset]
            people = [d.person for m in before for d in _delegates(m) if d.person]
            people = [p for p in people if id(p) not in self._titled or self._titled[id(p)] is male]
            if people:
                return people[0] if index != sentence.index else people[-1]
        return None

    def _text(self, span: Span) -> str:
        return self.world.text[span.start : span.end]

    # ---- what groups stand for
    def _resolve(self) -> None:
        """Give "the six associations" the last six of them that the text lists before; the meeting tells all others."""
        lists: list[list[Delegate]] = []
        run: list[Delegate] = []
        for sentence in self.world.layout.sentences:
            whos = [m for m in self.world.mentions[sentence.index] if isinstance(m, WhoMention)]
            entry = len(whos) == 1 and len(whos[0].members) == 1 and whos[0].start - sentence.span.start < _ENTRY
            if entry:
                run = [*run, *whos[0].members]
            elif whos or sentence.block.kind != "cell":
                run = []
            for who in whos:
                if not who.members:
                    who.members = self._antecedents(who.text, lists)
                elif len(who.members) > 1:
                    lists.append(who.members)
            if entry and len(run) > 1:
                lists.append(run)

    def _antecedents(self, words: str, lists: list[list[Delegate]]) -> list[Delegate]:
        """Return the members of the last list that has as many of the kind as a group's words say."""
        number = next((n for w in words.split() if (n := _COUNTS.get(w.casefold()) or number_of(w))), None)
        noun = words.split()[-1].casefold()
        kinds = next((kinds for kinds in self._kinds if noun in kinds[1]), None)
        if number is None or kinds is None:
            return []
        for members in reversed(lists):
            fitting = _of_kind(members, kinds[0])
            if len(fitting) == number:
                return fitting
        return []

    # ---- lists
    def _lists(self, sentence: Sentence) -> None:
        masked = self.world.masked(sentence)
        found: list[Mention] = []
        for m in _LIST.finditer(masked.string):
            found.extend(self._list(masked, m))
        for x in self.world.mentions[sentence.index]:
            if isinstance(x, GroupMention):
                found.append(WhoMention("WHO", x.start, x.end, x.text, []))
        self.world.mentions[sentence.index] = absorb(self.world.mentions[sentence.index], found)

    def _list(self, masked: Masked, m: re.Match[str]) -> Iterator[WhoMention]:
        """Yield the list that a match is, and what stands at its head but is no part of it."""
        before = masked.string[: m.start()]
        inside = [x for x in masked.inside(m.start(), m.end()) if x.kind in _WHO_KINDS]
        if len(inside) > 1 and self._solo.search(before):
            first = inside.pop(0)
            yield from (WhoMention("WHO", first.start, first.end, first.text, [d]) for d in self._members([first]))
        if any(x.kind in {"ROLE", "PERSON"} for x in inside):
            while inside and inside[0].kind == "COUNTRY":
                inside.pop(0)
        offices = bool(self._offices_of.search(before))
        named = bool(self._delegation_of.search(before) or self._long_name.search(before))
        named = named or (self._states_meet and bool(self._states_do.search(before)))
        only = all(x.kind == "COUNTRY" for x in inside)
        states = named or (self._states_meet and only and not offices)
        least = 1 if named or _LED.search(m.group()) else 2 if offices else 3
        if only and len(inside) < least:
            return
        twice = _named_twice(inside)
        if twice:
            span = Span(inside[0].start, inside[twice - 1].end)
            yield WhoMention("WHO", span.start, span.end, self._text(span), list(self._members(inside[:twice])))
            inside = inside[twice:]
        members = list(self._members(inside, states))
        if members:
            span = Span(inside[0].start, max(inside[-1].end, masked.span(m.start(), m.end()).end))
            yield WhoMention("WHO", span.start, span.end, self._text(span), members)

    def _members(self, inside: list[Mention], states: bool = False) -> Iterator[Delegate]:
        """Yield who a list names; a country's name stands for its office, in a list of delegations for the State."""
        for position, mention in enumerate(inside):
            if position and self._is_owner(inside[position - 1], mention):
                continue
            if isinstance(mention, RoleMention):
                yield mention.delegate
            elif isinstance(mention, PersonMention):
                yield Delegate(mention.person, mention.person.organisation, mention.span)
            elif isinstance(mention, OrgMention):
                yield Delegate(None, mention.organisation, mention.span)
            elif isinstance(mention, PlaceMention):
                office = self.world.state_of(mention.entity) if states else self.world.office_of(mention.entity)
                if office is not None:
                    office.name("country-name", self.world.words(mention.span), mention.span)
                    yield Delegate(None, office, mention.span)

    def _is_owner(self, one: Mention, other: Mention) -> bool:
        """Return whether a ministry after a comma says only where the office before it belongs."""
        if not isinstance(one, OrgMention) or not isinstance(other, OrgMention) or other.organisation.kind != "other":
            return False
        return other.text.startswith(self._owners) and self.world.text[one.end : other.start].strip() == ","


def _named_twice(inside: list[Mention]) -> int:
    """Return where a list of two begins that one and the same organisation only seems to make, 0 where none does.

    "After the founding of the Forum, the Forum has …": the second name opens a clause of its own.
    """
    for position in range(len(inside) - 1, 0, -1):
        one, other = inside[position - 1], inside[position]
        if isinstance(one, OrgMention) and isinstance(other, OrgMention) and one.organisation is other.organisation:
            return position
    return 0


def _delegates(mention: Mention) -> list[Delegate]:
    if isinstance(mention, RoleMention):
        return [mention.delegate]
    return mention.members if isinstance(mention, WhoMention) else []


def _of_kind(members: list[Delegate], kind: str) -> list[Delegate]:
    """Return the members of a list that a noun for a kind of organisation, for people or for either can mean."""
    if kind == "person":
        return [d for d in members if d.person is not None]
    fitting = [d for d in members if d.organisation is not None and kind in {"any", d.organisation.kind}]
    return [Delegate(None, d.organisation, d.span) for d in fitting] if len(fitting) == len(members) else []
