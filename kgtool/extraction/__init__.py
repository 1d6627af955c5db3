"""Extraction: in, a document and what the project knows; out, the facts that the document states, each with its evidence.

document → layout → mentions → people → phrases → nouns → meetings → participations → acts → claims → settled → facts
"""

from __future__ import annotations

from dataclasses import dataclass

from kgtool.extraction.acts import ActFinder
from kgtool.extraction.claims import ClaimFinder, InitiativeFinder
from kgtool.extraction.facts import FactMaker
from kgtool.extraction.knowledge import Knowledge
from kgtool.extraction.layout import lay_out
from kgtool.extraction.meetings import MeetingFinder
from kgtool.extraction.mentions import MentionFinder
from kgtool.extraction.metadata import MetadataFinder
from kgtool.extraction.nouns import NounFinder
from kgtool.extraction.participations import ParticipationFinder
from kgtool.extraction.people import PeopleFinder
from kgtool.extraction.phrases import PhraseFinder
from kgtool.extraction.settle import Settler
from kgtool.extraction.units import attach_units
from kgtool.extraction.world import World
from kgtool.model import Document, Fact
from kgtool.reading.language import language_of

__all__ = ["Extraction", "Knowledge", "extract"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one document: its facts, and the world they were made from."""

    facts: tuple[Fact, ...]
    world: World


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """Return the facts of a document.

    The same document and knowledge give the same facts, in the same order, on every machine.
    """
    world = World(document, lay_out(document, knowledge.lexicon), knowledge)
    for sentence in world.layout.sentences:
        world.dates.extend(knowledge.dates.find(document.text, sentence.span.start, sentence.span.end))
    metadata_finder = MetadataFinder(world)
    metadata = metadata_finder.run()
    MentionFinder(world).run()
    attach_units(world)
    metadata_finder.finish(metadata)
    PeopleFinder(world).run()
    PhraseFinder(world).run()
    NounFinder(world).run()
    MeetingFinder(world).run()
    settler = Settler(world)
    settler.before_participations()
    ParticipationFinder(world).run()
    acts = ActFinder(world)
    acts.run()
    InitiativeFinder(world).run()
    claims = ClaimFinder(world)
    claims.run()
    settler.run()
    declared = document.metadata.get("language")
    language = document.text[declared.start : declared.end] if declared else language_of(document.text)
    facts = FactMaker(world, metadata, claims, acts.visions, knowledge.settings, language).run()
    return Extraction(tuple(facts), world)
