"""Facts: in, the settled world of a document; out, Facts, each with its evidence; a quote never leaves its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.extraction.acts.claims import ClaimFinder
from kgtool.extraction.acts.visions import Focus
from kgtool.extraction.documents.metadata import Metadata
from kgtool.extraction.entities import Organisation
from kgtool.extraction.facts.agreements import agreement_facts, vision_facts
from kgtool.extraction.facts.claims import claim_facts, initiative_facts
from kgtool.extraction.facts.document import document_facts, topic_facts
from kgtool.extraction.facts.meetings import meeting_facts
from kgtool.extraction.facts.organisations import organisation_facts
from kgtool.extraction.facts.outcomes import outcome_fact
from kgtool.extraction.facts.people import person_facts
from kgtool.extraction.facts.writer import FactWriter
from kgtool.extraction.world import World
from kgtool.model import Fact
from kgtool.project import Settings

__all__ = ["facts_of"]


def facts_of(
    world: World, metadata: Metadata, claims: ClaimFinder, focuses: list[Focus], settings: Settings, language: str
) -> Iterator[Fact]:
    """Yield every fact of a document; `language` is its ISO 639-1 code, "und" where it is not known."""
    write = FactWriter(world, settings)
    for organisation in world.organisations.values():
        _adopt(world, organisation)
    yield from document_facts(write, metadata, language)
    for organisation in world.organisations.values():
        if organisation.names:
            yield from organisation_facts(write, organisation)
    for person in world.people:
        yield from person_facts(write, person)
    for meeting in world.meetings:
        yield from meeting_facts(write, meeting)
    for agreement in world.agreements:
        yield from agreement_facts(write, agreement)
    yield from vision_facts(write, focuses, claims.foundings, metadata)
    for outcome in world.outcomes:
        yield outcome_fact(write, outcome)
    for initiative in world.initiatives:
        yield from initiative_facts(write, initiative)
    yield from claim_facts(write, claims)
    yield from topic_facts(write)


def _adopt(world: World, organisation: Organisation) -> None:
    """Let an organisation that curators decided to be a listed one be of its class and kind."""
    entity = world.knowledge.entities.get(world.iri_of(organisation))
    if entity is not None and entity is not organisation.entity:
        organisation.entity = entity
        organisation.cls, organisation.kind = entity.cls, entity.kind or organisation.kind
