"""The trace: in, the world of a document stage by stage, and its facts; out, how each sentence became facts.

A fact names the rule that made it; what a stage finds is what mentions there are after it and were not before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgtool.extraction.entities import (
    Delegate,
    GroupMention,
    MeetingMention,
    Mention,
    NounMention,
    OrgMention,
    PersonMention,
    PlaceMention,
    RoleMention,
    TimeMention,
    TitleMention,
    WhoMention,
)
from kgtool.extraction.facts.iris import EntityIris
from kgtool.extraction.world import World
from kgtool.model import Fact, Span
from kgtool.rdf.iris import Minter


@dataclass(frozen=True, slots=True)
class Traced:
    """A mention: the stage that found it, the rule if it has a name, its kind, where, its words and its links.

    A link is the CURIE of an entity, or says what else the mention stands for.
    """

    stage: str
    rule: str
    kind: str
    span: Span
    text: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """A sentence, or a passage outside of all: its number (0 for none), what it is, its words, mentions and facts."""

    number: int
    span: Span
    kind: str
    text: str
    mentions: tuple[Traced, ...]
    facts: tuple[Fact, ...]


class Trace:
    """Hears what each stage has found, and tells it sentence by sentence."""

    def __init__(self) -> None:
        self._found: list[tuple[str, int, Mention]] = []
        self._known: set[int] = set()

    def see(self, stage: str, world: World) -> None:
        """Note the mentions that a stage has added to the world."""
        for index, mentions in world.mentions.items():
            for mention in mentions:
                if id(mention) not in self._known:  # held in _found, so that no other takes its id
                    self._known.add(id(mention))
                    self._found.append((stage, index, mention))

    def sentences(self, world: World, facts: Iterable[Fact]) -> Iterator[TracedSentence]:
        """Yield the sentences of a document in order, then passages that are none, each with the facts it says.

        A fact with several passages stands at the first.
        """
        links = _Links(world)
        by_sentence: dict[int, list[Fact]] = defaultdict(list)
        elsewhere: dict[Span, list[Fact]] = defaultdict(list)
        for fact in facts:
            first = fact.evidence.spans[0]
            sentence = world.sentence_at(first.start)
            (elsewhere[first] if sentence is None else by_sentence[sentence.index]).append(fact)
        mentions: dict[int, list[Traced]] = defaultdict(list)
        for stage, index, mention in self._found:
            mentions[index].append(links.traced(stage, mention))
        for s in world.layout.sentences:
            found = (tuple(mentions[s.index]), tuple(by_sentence[s.index]))
            yield TracedSentence(s.index + 1, s.span, s.block.kind, world.words(s.span), *found)
        for span, said in sorted(elsewhere.items()):
            yield TracedSentence(0, span, "metadata", world.words(span), (), tuple(said))


class _Links:
    """What the mentions of a world stand for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._iris = EntityIris(world, Minter(world.knowledge.base))
        self._short = world.knowledge.settings.prefixes.compact

    def traced(self, stage: str, mention: Mention) -> Traced:
        rule = mention.rule if isinstance(mention, RoleMention) else ""
        words = self._world.words(mention.span)
        return Traced(stage, rule, mention.kind, mention.span, words, tuple(self._links(mention)))

    def _links(self, mention: Mention) -> Iterator[str]:
        match mention:
            case OrgMention():
                yield self._short(self._iris.organisation(mention.organisation))
            case PlaceMention():
                yield self._short(mention.entity.iri)
            case PersonMention():
                yield self._short(self._iris.person(mention.person))
            case TitleMention():
                yield from (word for word, so in (("acting", mention.acting), ("heads", mention.head)) if so)
            case TimeMention():
                yield f"{mention.when.start}/{mention.when.end}" if mention.when.end else mention.when.start
            case RoleMention():
                yield self._delegate(mention.delegate)
            case WhoMention() | GroupMention():
                yield from map(self._delegate, mention.members)
            case NounMention():
                yield self._short(mention.entity.iri) if mention.entity else mention.notation
            case MeetingMention():
                if mention.meeting is not None and mention.meeting.slug:
                    yield self._short(self._iris.meeting(mention.meeting))

    def _delegate(self, delegate: Delegate) -> str:
        agent = self._short(self._iris.agent(delegate) or "")
        office = delegate.organisation if delegate.person is not None else None
        return f"{agent} of {self._short(self._iris.organisation(office))}" if office is not None else agent
