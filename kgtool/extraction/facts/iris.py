"""IRIs of one document's entities: in, records; out, the IRI that each has, the same whenever it is asked for."""

from __future__ import annotations

from kgtool.extraction.entities import Agreement, Delegate, Meeting, Organisation, Person
from kgtool.extraction.world import World
from kgtool.rdf.iris import Minter, digest, slug
from kgtool.rdf.terms import IRI

_FEW = 3  # Up to so many parties name what they signed; the meeting of a forum names what more of them agreed.


class EntityIris:
    """Gives each record its IRI: the reference data's, else one minted from what is known of it."""

    def __init__(self, world: World, mint: Minter) -> None:
        self._world = world
        self._mint = mint
        self._agreements: dict[int, IRI] = {}

    def organisation(self, organisation: Organisation) -> IRI:
        """Return an organisation's IRI."""
        return self._world.iri_of(organisation)

    def person(self, person: Person) -> IRI:
        """Return a person's IRI, the one that stays where records were merged."""
        iri = person.entity.iri if person.entity else self._mint.person(person.name)
        return self._world.knowledge.current(iri)

    def agent(self, delegate: Delegate) -> IRI | None:
        """Return the IRI of the person, else of the organisation, that a delegate is."""
        if delegate.person is not None:
            return self.person(delegate.person)
        return self.organisation(delegate.organisation) if delegate.organisation is not None else None

    def meeting(self, meeting: Meeting) -> IRI:
        """Return a meeting's IRI."""
        return self._world.knowledge.current(self._mint.iri("meeting", meeting.slug))

    def few(self, agreement: Agreement) -> list[IRI]:
        """Return the parties of an agreement where they are few enough to name it."""
        parties = [self.organisation(o) for o, _ in agreement.parties]
        return parties if len(parties) <= _FEW else []

    def agreement(self, agreement: Agreement) -> IRI:
        """Return an agreement's IRI; two that nothing tells apart are numbered.

        What a document is about is worded in many ways; who signed it, and when, is not. An item has no more than its
        words.
        """
        if id(agreement) not in self._agreements:
            self._agreements[id(agreement)] = self._free(agreement)
        return self._agreements[id(agreement)]

    def _free(self, agreement: Agreement) -> IRI:
        meeting = agreement.meeting
        forum = meeting.slug if meeting is not None and len(agreement.parties) > _FEW else ""
        by_words = agreement.kind == "agreed-item" or not agreement.parties
        more = [
            forum,
            "" if forum else agreement.when.start,
            digest(slug(agreement.subject)) if by_words else "",
        ]
        iri = self._mint.agreement(agreement.kind, self.few(agreement), *more)
        twin = 2
        while iri in self._agreements.values():
            iri = self._mint.agreement(agreement.kind, self.few(agreement), *more, str(twin))
            twin += 1
        return iri
