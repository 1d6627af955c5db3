"""Entities of one document: in, nothing; out, the records that mentions point to while a document is read.

Records are filled as reading goes on; facts are made from them at the end. What no list knows is a record of its own
(NIL), never an empty name.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kgtool.extraction.documents.dates import When
from kgtool.model import Span
from kgtool.rdf.terms import IRI


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity of the reference data: its IRI, class and kind, and what else the lists say."""

    iri: IRI
    cls: str
    kind: str
    label: str
    acronyms: tuple[str, ...] = ()
    code: str = ""
    place: IRI | None = None
    country: IRI | None = None
    members: tuple[IRI, ...] = ()
    successor: IRI | None = None
    former: bool = False
    founded: str = ""


@dataclass(eq=False, slots=True)
class Organisation:
    """An organisation as the document has it."""

    slug: str
    kind: str
    cls: str
    entity: Entity | None = None
    names: dict[str, list[tuple[str, Span]]] = field(default_factory=dict)
    parent: Organisation | None = None
    parent_span: Span | None = None
    stated: bool = True

    @property
    def code(self) -> str:
        """Return the WIPO ST.3 code, empty where none is known."""
        return self.entity.code if self.entity else ""

    def name(self, kind: str, form: str, span: Span) -> None:
        """Note a form under which the document names the organisation."""
        forms = self.names.setdefault(kind, [])
        if all(form != known for known, _ in forms):
            forms.append((form, span))

    @property
    def display(self) -> str:
        """Return the fullest name the document has."""
        for kind in ("preferred", "acronym", "country-name", "short"):
            if self.names.get(kind):
                return self.names[kind][0][0]
        return self.entity.label if self.entity else self.slug


@dataclass(eq=False, slots=True)
class Person:
    """A person as the document has him or her: the full name first, every other form with its kind."""

    name: str
    span: Span
    tokens: tuple[str, ...]
    family: str
    family_first: bool
    forms: list[tuple[str, str, Span]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    partial: bool = False
    entity: Entity | None = None

    @property
    def organisation(self) -> Organisation | None:
        """Return the organisation of the first role."""
        return next((r.organisation for r in self.roles if r.organisation), None)


@dataclass(eq=False, slots=True)
class Role:
    """A title that a person is said to have in an organisation; rule is the name of what found it."""

    title: str
    acting: bool
    organisation: Organisation | None
    span: Span
    head: bool = False
    rule: str = "role"


@dataclass(slots=True)
class Mention:
    """A stretch of text that stands for something; kind is one of masked.KINDS."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return Span(self.start, self.end)


@dataclass(slots=True)
class OrgMention(Mention):
    """An organisation named, by full name, acronym, both, or its country."""

    organisation: Organisation


@dataclass(slots=True)
class PlaceMention(Mention):
    """A city or a country (or the adjective of one); `country` is the country a city was named with."""

    entity: Entity
    country: Entity | None = None


@dataclass(slots=True)
class PersonMention(Mention):
    """A person named."""

    person: Person


@dataclass(slots=True)
class TitleMention(Mention):
    """A title: as written, whether acting, whether it makes its holder the head of an office; plural of several."""

    title: str
    acting: bool
    head: bool
    implies: str = ""
    plural: bool = False


@dataclass(slots=True)
class TimeMention(Mention):
    """A date or a word for a time, as far as the sentence itself tells."""

    when: When


@dataclass(slots=True)
class Delegate:
    """Who somebody is: a person, an organisation, or a person who stands for an organisation."""

    person: Person | None
    organisation: Organisation | None
    span: Span
    inherited: bool = False


@dataclass(slots=True)
class RoleMention(Mention):
    """A person with title and organisation in one phrase; rule is the name of the rule that read it, if one did."""

    delegate: Delegate
    rule: str = ""


@dataclass(slots=True)
class WhoMention(Mention):
    """One or more delegates in one phrase."""

    members: list[Delegate]


@dataclass(slots=True)
class GroupMention(Mention):
    """Words for a group named before: "both offices", "the five offices", "the two commissioners"."""

    members: list[Delegate] = field(default_factory=list)


@dataclass(slots=True)
class NounMention(Mention):
    """An agreement or an initiative named: what kind it is, under which name, whose, and whether it is any number."""

    notation: str
    name: str
    entity: Entity | None = None
    definite: bool = False
    parties: list[Delegate] = field(default_factory=list)
    several: bool = False


@dataclass(eq=False, slots=True)
class Meeting:
    """A meeting as the document has it; every value carries the spans that say it."""

    name: str
    span: Span
    kind: str = ""
    level: str = ""
    forum: Organisation | None = None
    series: str = ""
    series_span: Span | None = None
    ordinal: int = 0
    ordinal_span: Span | None = None
    when: When = field(default_factory=When)
    when_spans: list[Span] = field(default_factory=list)
    when_words: str = ""
    place: PlaceMention | None = None
    mode: str = ""
    mode_span: Span | None = None
    status: str = ""
    status_span: Span | None = None
    parties: list[Delegate] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    partof: Meeting | None = None
    partof_span: Span | None = None
    position: int = 0
    slug: str = ""


@dataclass(slots=True)
class Participation:
    """Somebody's part in a meeting: chair, host, presidency, observer, head-of-delegation or participant."""

    delegate: Delegate
    capacity: str
    span: Span
    rule: str
    principal: Delegate | None = None


@dataclass(slots=True)
class MeetingMention(Mention):
    """A noun phrase for a meeting with what it says; `meeting` once it is resolved."""

    head: str
    pre: str
    ordinal: int
    year: int
    determiner: str
    plural: bool
    organisations: list[Organisation]
    countries: list[Entity]
    level: str
    meeting: Meeting | None = None
    months: tuple[int, ...] = ()
    place: PlaceMention | None = None


@dataclass(eq=False, slots=True)
class Agreement:
    """Something agreed, adopted, signed or issued; implicit: its parties are the meeting's; dated: by its own words."""

    kind: str
    subject: str
    span: Span
    subject_span: Span
    parties: list[tuple[Organisation, Span]] = field(default_factory=list)
    meeting: Meeting | None = None
    when: When = field(default_factory=When)
    when_span: Span | None = None
    position: int = 0
    aims: list[tuple[str, Span]] = field(default_factory=list)
    descriptions: list[tuple[str, Span]] = field(default_factory=list)
    forum: Organisation | None = None
    rule: str = ""
    implicit: bool = False
    dated: bool = False


@dataclass(eq=False, slots=True)
class Outcome:
    """Something said, decided or done at a meeting."""

    kind: str
    text: str
    span: Span
    text_span: Span
    by: list[Delegate] = field(default_factory=list)
    addressee: Delegate | None = None
    about: Meeting | None = None
    meeting: Meeting | None = None
    position: int = 0
    rule: str = ""


@dataclass(eq=False, slots=True)
class Initiative:
    """A project, programme, pilot, task force or system."""

    kind: str
    name: str
    span: Span
    entity: Entity | None = None
    parties: list[tuple[Organisation, Span]] = field(default_factory=list)
    descriptions: list[tuple[str, Span]] = field(default_factory=list)
    launched: Meeting | None = None
    launched_span: Span | None = None
    spans: list[Span] = field(default_factory=list)
