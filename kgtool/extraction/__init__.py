"""Extraction: in, a document and what the project knows; out, the facts that it states, each with its evidence.

Its rooms in the order of work: documents (layout, dates, metadata) → names (organisations, people, roles, lists) →
meetings → parts (who took part) → acts (signed, agreed, said, begun) → facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kgtool.extraction.acts.claims import ClaimFinder
from kgtool.extraction.acts.counted import CountedParties
from kgtool.extraction.acts.finder import find_acts
from kgtool.extraction.acts.initiatives import InitiativeFinder
from kgtool.extraction.acts.parties import complete as complete_agreements
from kgtool.extraction.documents.layout import lay_out
from kgtool.extraction.documents.metadata import MetadataFinder
from kgtool.extraction.facts import facts_of
from kgtool.extraction.knowledge import Knowledge
from kgtool.extraction.meetings.counterparts import find_counterparts
from kgtool.extraction.meetings.discourse import settle_focus
from kgtool.extraction.meetings.finder import MeetingFinder
from kgtool.extraction.meetings.settle import settle
from kgtool.extraction.names.lists import ListFinder
from kgtool.extraction.names.mentions import MentionFinder
from kgtool.extraction.names.nouns import NounFinder
from kgtool.extraction.names.people import PeopleFinder
from kgtool.extraction.names.roles import RoleFinder
from kgtool.extraction.names.units import attach_units
from kgtool.extraction.names.unlisted_places import find_unlisted_places
from kgtool.extraction.parts.participations import ParticipationFinder
from kgtool.extraction.trace import Trace
from kgtool.extraction.world import World
from kgtool.model import Document, Fact
from kgtool.reading.language import language_of

# What pages set for a space, such as the no-break space; one for one, so that offsets stay.
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000", " "))

__all__ = ["Extraction", "Knowledge", "extract"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one document: its facts, and the world they were made from."""

    facts: tuple[Fact, ...]
    world: World


def extract(document: Document, knowledge: Knowledge, trace: Trace | None = None) -> Extraction:
    """Return the facts of a document; a trace is told what each stage finds.

    The same document and knowledge give the same facts, in the same order, on every machine.
    """
    document = replace(document, text=document.text.translate(_SPACES))
    world = World(document, lay_out(document, knowledge.lexicon), knowledge)
    seen = trace.see if trace else _unseen
    for sentence in world.layout.sentences:
        world.dates.extend(knowledge.dates.find(document.text, sentence.span.start, sentence.span.end))
    metadata_finder = MetadataFinder(world)
    metadata = metadata_finder.run()
    MentionFinder(world).run()
    attach_units(world)
    metadata_finder.finish(metadata)
    seen("mentions", world)
    PeopleFinder(world).run()
    seen("people", world)
    RoleFinder(world).run()
    seen("roles", world)
    ListFinder(world).run()
    seen("lists", world)
    NounFinder(world).run()
    find_unlisted_places(world)
    MeetingFinder(world).run()
    settle_focus(world)
    seen("meetings", world)
    # The rules of participation leave alone what is a bilateral meeting already.
    find_counterparts(world)
    ParticipationFinder(world).run()
    focuses = find_acts(world)
    InitiativeFinder(world).run()
    claims = ClaimFinder(world)
    claims.run()
    settle(world)
    complete_agreements(world)
    CountedParties(world).complete()
    facts = facts_of(world, metadata, claims, focuses, knowledge.settings, _language(document))
    return Extraction(tuple(facts), world)


def _unseen(stage: str, world: World) -> None:
    """Let a stage pass that nobody traces."""


def _language(document: Document) -> str:
    """Return a document's language, without its region: declared, else told by its words."""
    declared = document.metadata.get("language")
    code = re.match("[A-Za-z]{2,3}(?![A-Za-z])", document.text[declared.start : declared.end]) if declared else None
    return code.group().lower() if code else language_of(document.text)
