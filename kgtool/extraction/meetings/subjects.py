"""Subjects: in, noun phrases for meetings that leave open whose they are; out, the phrases with the body that meets.

"The Forum's deputy heads had their 2023 meeting" says it by its subject, "the fifth meeting of the group" by a noun for
the Lisbon Group.
"""

from __future__ import annotations

import re
from typing import Any

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import MeetingMention, Organisation, OrgMention, WhoMention
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked
from kgtool.extraction.meetings.matching import is_body
from kgtool.extraction.meetings.names import Levels
from kgtool.extraction.world import World

_OWNER = 40  # "the committee's" is shorter.
_CLAUSE = 150  # A subject stands so near its meeting.


class Subjects:
    """Finds whose meeting a noun phrase is that does not say so itself."""

    def __init__(self, world: World, levels: Levels) -> None:
        self.world = world
        self._levels = levels
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {}).get("bodies", {})
        noun = alternatives(table.get("nouns", ["-"]))
        self._body = re.compile(rf"(?i)\b(?:of|by|under) (?:the|this|our|its|their) ({noun})$")
        self._owner = re.compile(rf"(?i)\b(?:the|this|our|its|their) ({noun})['’]s (?:the )?$")

    def complete(self, mention: MeetingMention, sentence: Sentence) -> None:
        """Add to a noun phrase the body, and the level, that its own noun or its subject tells."""
        if mention.organisations or mention.countries:
            return
        body = self._by_noun(mention)
        if body is not None:
            mention.organisations = [body]
        elif mention.ordinal and mention.determiner == "the" and not any(m.ordinal for m in self.world.meetings):
            self._by_sentence_before(mention, sentence)
        elif mention.determiner in {"their", "its", "our"} or (mention.ordinal and mention.head == "session"):
            self._by_subject(mention, sentence)

    def _by_noun(self, mention: MeetingMention) -> Organisation | None:
        """Return the body that "of the group" means: the one named last before whose name ends in that noun."""
        before = self.world.text[max(0, mention.start - _OWNER) : mention.start]
        noun = self._body.search(" ".join(mention.text.split())) or self._owner.search(before)
        if noun is None:
            return None
        ending = noun[1].casefold()
        named: list[tuple[int, Organisation]] = []
        for organisation in self.world.organisations.values():
            for kind, forms in organisation.names.items():
                if kind != "acronym" and any(f.casefold().endswith(ending) for f, _ in forms):
                    starts = [span.start for known in organisation.names.values() for _, span in known]
                    named.append((min(starts), organisation))
        earlier = [(start, o) for start, o in named if start < mention.start]
        return max(earlier, key=lambda pair: pair[0])[1] if earlier else None

    def _by_sentence_before(self, mention: MeetingMention, sentence: Sentence) -> None:
        """Take the only body that the sentence before names: "They meet in the Lisbon Group. The sixth meeting …"."""
        if not sentence.index or mention.head not in {"meeting", "session"}:
            return
        before = self.world.mentions[sentence.index - 1]
        named = [m.organisation for m in before if isinstance(m, OrgMention)]
        named += [d.organisation for m in before if isinstance(m, WhoMention) for d in m.members if d.organisation]
        bodies = list({id(o): o for o in named if is_body(o)}.values())
        mention.organisations = bodies if len(bodies) == 1 else []

    def _by_subject(self, mention: MeetingMention, sentence: Sentence) -> None:
        """Take forum and level from the subject of the sentence, else from the sentence before."""
        before = [m for m in self.world.mentions[sentence.index] if m.end <= mention.start]
        told = [m.meeting for m in before if isinstance(m, MeetingMention) and m.ordinal and m.meeting is not None]
        if mention.ordinal and told and told[-1].forum is not None:
            # "Its first meeting was in May, its second in June."
            mention.organisations, mention.level = [told[-1].forum], mention.level or told[-1].level
            return
        named_here = (m for m in before if isinstance(m, OrgMention) or (isinstance(m, WhoMention) and m.members))
        if sentence.index and not any(named_here) and mention.determiner in {"their", "its", "our"}:
            before = self.world.mentions[sentence.index - 1]
        delegates = [d for m in before if isinstance(m, WhoMention) for d in m.members if d.person is None]
        named = [d.organisation for d in delegates if d.organisation is not None]
        named += [m.organisation for m in before if isinstance(m, OrgMention)]
        mention.organisations = [o for o in named if is_body(o)][:1]
        for body in mention.organisations:
            mention.level = mention.level or self._levels.of(body.display)
        if not mention.level and mention.start > sentence.span.start:
            subject = Masked(self.world.levelled, sentence.span.start, mention.start, before)
            bodies = " ".join(m.text for m in before if m.kind in {"ORG", "WHO"} and mention.start - m.end < _CLAUSE)
            mention.level = self._levels.of(subject.string) or self._levels.of(bodies)
