"""Rows: in, table rows and lists under lines that head them; out, whose the people in them are.

The head of a column, another cell of the row or the line above the entries names the organisation.
"""

from __future__ import annotations

import re

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Mention,
    Organisation,
    OrgMention,
    Person,
    PersonMention,
    PlaceMention,
    Role,
    RoleMention,
    TitleMention,
)
from kgtool.extraction.world import World

_LABEL = 90  # A line that heads entries is shorter than this.
_UNDER = 12  # An entry stands at most so many lines under the line that heads it.


class RowReader:
    """Reads the rows of tables and the lines that head entries."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._capacities = frozenset(world.knowledge.lexicon.get("titles", "capacities"))

    def read_rows(self) -> None:
        """Give the people of each table row the title and the organisation in its other cells."""
        rows: dict[int, list[Sentence]] = {}
        for sentence in self.world.layout.sentences:
            if sentence.block.row >= 0:
                rows.setdefault(sentence.block.row, []).append(sentence)
        before: tuple[int, Organisation | None] = (0, None)
        heads: dict[int, Organisation | None] = {}
        for number, cells in enumerate(rows.values()):
            if number == 0:
                heads = {n: self._only_organisation(c) for n, c in enumerate(cells)}
            for position, cell in enumerate(cells):
                self._under_head(cell, heads.get(position) if len(cells) == len(heads) and number else None)
            organisation = next((o for c in cells if (o := self._only_organisation(c))), None)
            width = len({c.block.span for c in cells})
            if organisation is None and width < before[0]:
                organisation = before[1]  # The cell of the row before spans this one too.
            elif width:
                before = width, organisation
            self._read_row(cells, organisation)

    def _under_head(self, cell: Sentence, organisation: Organisation | None) -> None:
        """Give the people of a cell the organisation that the head of its column names."""
        for person in self.people(cell) if organisation else ():
            person.roles = [r for r in person.roles if r.title not in self._capacities]
            if not person.organisation:
                person.roles.insert(0, Role("", False, organisation, person.span, rule="row"))

    def _read_row(self, cells: list[Sentence], organisation: Organisation | None) -> None:
        named = [p for c in cells for p in self.people(c)]
        alone = [c for c in cells if len(self.people(c)) == 1 and self._is_only(c, "PERSON|ROLE")]
        titles = [m for c in cells for m in self.world.mentions[c.index][:1] if isinstance(m, TitleMention)]
        if len(alone) == 1 and titles and titles[0].start > alone[0].span.start:
            person = self.people(alone[0])[0]
            if not any(r.title and any(c.span.covers(r.span) for c in cells) for r in person.roles):
                title = titles[0]
                span = self.world.quote(title.span)
                role = Role(title.title, title.acting, organisation, span, title.head, "row")
                person.roles = [role, *(r for r in person.roles if r.title)]
        for person in named if organisation else ():
            for role in person.roles:
                if any(c.span.covers(role.span) for c in cells):
                    role.organisation = role.organisation or organisation
            if not person.roles:
                person.roles.append(Role("", False, organisation, person.span, rule="row"))

    def people(self, sentence: Sentence) -> list[Person]:
        """Return the people that a sentence names, in order."""
        found = (person_of(m) for m in self.world.mentions[sentence.index])
        return [p for p in found if p is not None]

    def _is_only(self, sentence: Sentence, kinds: str) -> bool:
        mentions = self.world.mentions[sentence.index]
        rest = self.world.text[sentence.span.start : sentence.span.end]
        for mention in reversed(mentions):
            rest = rest[: mention.start - sentence.span.start] + rest[mention.end - sentence.span.start :]
        return bool(mentions) and mentions[0].kind in kinds.split("|") and len(re.findall(r"\w\w", rest)) < 3

    # ---- lines that head others
    def _only_organisation(self, sentence: Sentence) -> Organisation | None:
        """Return the organisation of a line or cell that opens with it and names nobody."""
        mentions = self.world.mentions[sentence.index]
        if self.people(sentence) or sentence.span.end - sentence.span.start > _LABEL:
            return None
        first = next((m for m in mentions if isinstance(m, OrgMention)), None)
        if first is not None:
            return first.organisation
        country = next((m for m in mentions if isinstance(m, PlaceMention) and m.kind == "COUNTRY"), None)
        return self.of_country(country) if country is not None and self._is_only(sentence, "COUNTRY") else None

    def of_country(self, mention: PlaceMention) -> Organisation | None:
        """Return the office that a country's name stands for, if the document names it otherwise."""
        office = self.world.office_of(mention.entity)
        return office if office is not None and office.names else None

    def heading(self, sentence: Sentence) -> Organisation | None:
        """Return the organisation that the nearest short line above an entry names, None where it names none."""
        mentions = self.world.mentions[sentence.index]
        first = next((m for m in mentions if person_of(m) is not None), None)
        lead = self.world.text[sentence.span.start : first.start] if first is not None else "x" * _LABEL
        if len(re.sub(r"\W", "", lead)) > 8 or (self._nth(sentence) and not sentence.marker):
            return None
        for index in range(sentence.index - 1, max(-1, sentence.index - _UNDER), -1):
            above = self.world.layout.sentences[index]
            words = self.world.words(above.span)
            if self.people(above):
                if len(words) > 2 * _LABEL:
                    return None
                continue
            return self._only_organisation(above) if len(words) < _LABEL and words[-1] not in ".;" else None
        return None

    def _nth(self, sentence: Sentence) -> bool:
        """Return whether a sentence is not the first of its block."""
        return sentence.span.start - sentence.block.span.start > 3


def person_of(mention: Mention) -> Person | None:
    """Return the person that a mention names, None where it names none."""
    if isinstance(mention, RoleMention):
        return mention.delegate.person
    return mention.person if isinstance(mention, PersonMention) else None
