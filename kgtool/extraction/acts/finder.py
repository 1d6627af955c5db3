"""Acts: in, sentences with meetings, people and agreements; out, what was signed, agreed, said or done.

A verb of the lexicon (outcomes.toml) opens an act; who did it stands before it (active) or after "by" (passive), else
it is the parties of the meeting. Negated, planned or expected acts are none.
"""

from __future__ import annotations

from kgtool.extraction.acts.actors import Actors
from kgtool.extraction.acts.agreed import AgreedFinder
from kgtool.extraction.acts.complements import Complements
from kgtool.extraction.acts.outcomes import OutcomeFinder
from kgtool.extraction.acts.prolonged import ProlongedFinder
from kgtool.extraction.acts.signed import SignedFinder
from kgtool.extraction.acts.standing import StandingFinder
from kgtool.extraction.acts.statements import find_statement
from kgtool.extraction.acts.verbs import Verbs
from kgtool.extraction.acts.visions import Focus, VisionFinder
from kgtool.extraction.world import World


def find_acts(world: World) -> list[Focus]:
    """Add agreements and outcomes to the world; return what fora are said to have focused on at first."""
    verbs, actors, complements = Verbs(world.knowledge.lexicon), Actors(world), Complements(world)
    signed = SignedFinder(world, verbs, actors)
    agreed = AgreedFinder(world, verbs, actors, complements)
    visions = VisionFinder(world, actors, complements)
    prolonged = ProlongedFinder(world, verbs, actors)
    outcomes = OutcomeFinder(world, verbs, actors, complements)
    for sentence in world.layout.sentences:
        if sentence.block.kind == "title":
            continue
        masked = world.masked(sentence)
        signed.read(masked, sentence)
        agreed.read(masked, sentence)
        prolonged.read(masked, sentence)
        visions.read(masked, sentence)
        outcomes.read(masked, sentence)
    StandingFinder(world, actors, signed).run()
    find_statement(world)
    return visions.focuses
