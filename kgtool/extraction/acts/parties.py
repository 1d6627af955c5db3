"""Parties: in, who acted and at which meeting; out, the organisations behind an act.

Those named come first, a forum by its members unless it is a body that decides for itself; else it is the meeting's
own, observers apart; else, of an act of two, the two last spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Agreement, Delegate, Meeting, Organisation, OrgMention, WhoMention
from kgtool.extraction.lexicon import whole_words
from kgtool.extraction.world import World
from kgtool.model import Span

Party = tuple[Organisation, Span]

_NO_PARTY = frozenset({"observer", "host", "presidency"})
_SIDES = frozenset({"office", "other", "industry-association", "international-organisation"})
_TWO = 2
_SMALL = 5  # A forum of so many members decides in its working groups as in its meetings.
_BACK = 4  # The two sides of an act were spoken of at most so many sentences before.


class Parties:
    """Tells the organisations behind an act."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._guest = whole_words(world.knowledge.lexicon.get("outcomes", "guests"))
        self._organ = whole_words(world.knowledge.lexicon.get("outcomes", "organs"))
        self._bodies = frozenset(w.casefold() for w in world.knowledge.lexicon.get("outcomes", "bodies"))

    def of(self, delegates: list[Delegate], meeting: Meeting | None, span: Span) -> list[Party]:
        """Return the organisations behind an act: those named, a forum by its members, else the meeting's own."""
        found: dict[int, Party] = {}
        if not delegates and meeting is not None:
            delegates = self._deciding(meeting, span)
            if not delegates:
                return self.at(meeting, span)
        alone = len({id(d.organisation) for d in delegates}) == 1
        for delegate in delegates:
            _put(found, ((o, delegate.span) for o in self._behind(delegate.organisation, alone)))
        return list(found.values())

    def at(self, meeting: Meeting, span: Span) -> list[Party]:
        """Return those who took part in a meeting, observers apart; its forum where nobody is named."""
        found: dict[int, Party] = {}
        if meeting.level == "bilateral":
            _put(found, ((d.organisation, d.span) for d in meeting.parties))
            if len(found) == _TWO:
                return list(found.values())
            found.clear()
        watching = {id(p.delegate.organisation) for p in meeting.participations if p.capacity == "observer"}
        taking_part = [p for p in meeting.participations if p.capacity not in _NO_PARTY]
        present = [p for p in taking_part if id(p.delegate.organisation) not in watching]
        sides = [(o, p.span) for p in present if (o := p.delegate.organisation) is not None]
        # An organ beside those who sit in it is no side of its own.
        _put(found, [side for side in sides if self._owner(side[0]) is side[0]])
        if len(found) < _TWO:
            _put(found, [(self._owner(o), span) for o, span in sides])
        for organisation, _ in list(found.values()):
            if organisation.kind == "other" and self._guest.search(organisation.display):
                del found[id(organisation)]
        _put(found, ((d.organisation, d.span) for d in meeting.parties))
        # Where members of the forum are named, who is none does not decide; a forum beside them is no party of its own.
        if meeting.forum is not None:
            own = {id(o) for o in self.world.members(meeting.forum)} & set(found)
            if len(own) > 1:
                return [party for key, party in found.items() if key in own]
        for organisation, _ in list(found.values()):
            members = {id(o) for o in self.world.members(organisation)} if organisation.kind == "forum" else set()
            offices = sum(1 for o, _ in found.values() if o.kind == "office")
            if len(members & set(found)) > 1 or (organisation.kind == "forum" and offices > 1):
                del found[id(organisation)]
        if len(found) < 2 and meeting.forum is not None and id(meeting.forum) not in found:
            _put(found, ((o, span) for o in self._behind(meeting.forum, True)))
        return list(found.values())

    def _deciding(self, meeting: Meeting, span: Span) -> list[Delegate]:
        """Return the body whose meeting it is, which decides for itself; none for a forum that its members are."""
        forum = meeting.forum
        if forum is None or meeting.level == "bilateral" or not self.is_body(forum):
            return []
        if self._owner(forum) is not forum:
            return [Delegate(None, forum, span)]
        # A body that no list knows is those who sat in it, where the text tells who did.
        sitting = {id(p.delegate.organisation) for p in meeting.participations if p.capacity not in _NO_PARTY}
        if forum.entity is None and len(sitting) > 1:
            return []
        return [Delegate(None, forum, span)]

    def is_body(self, organisation: Organisation | None) -> bool:
        """Return whether an organisation decides for itself, and not its members."""
        if organisation is None:
            return False
        if organisation.kind in {"working-group", "unit"}:
            return True
        names = [organisation.entity.label] if organisation.entity else []
        names += [form for forms in organisation.names.values() for form, _ in forms]
        return any(body in name.casefold() for name in names for body in self._bodies)

    def _behind(self, organisation: Organisation | None, alone: bool) -> list[Organisation]:
        """Return the members of a forum that stands alone, where the document names more than one; else itself."""
        if organisation is None:
            return []
        organisation = self._owner(organisation)
        if alone and organisation.kind == "working-group":
            return self._of_small_forum(organisation) or [organisation]
        forum = organisation.kind == "forum" and alone and not self.is_body(organisation)
        members = self.world.members(organisation) if forum else []
        return members if len(members) > 1 else [organisation]

    def _owner(self, body: Organisation) -> Organisation:
        """Return whose organ a body is that no list knows: of "the Administrative Council of X", X decides."""
        if body.entity is not None or not self._organ.search(body.display):
            return body
        whose = re.compile(rf"\b{re.escape(body.display)} of (?:the )?").search(self.world.levelled)
        if whose is None:
            return body
        forms = ((f, o) for o in self.world.organisations.values() for known in o.names.values() for f, _ in known)
        owners = [(f, o) for f, o in forms if self.world.levelled.startswith(f, whose.end())]
        return max(owners, key=lambda owner: len(owner[0]), default=("", body))[1]

    def _of_small_forum(self, group: Organisation) -> list[Organisation]:
        """Return the members of the forum that a working group is named for, where they are few."""
        name = f" {group.display} ".casefold()
        for forum in self.world.organisations.values():
            forms = (form for forms in forum.names.values() for form, _ in forms)
            if forum.kind == "forum" and any(f" {form.casefold()} " in name for form in forms):
                members = self.world.members(forum)
                if 1 < len(members) <= _SMALL:
                    return members
        return []

    def of_two(self, parties: list[Party], meeting: Meeting, sentence: Sentence) -> list[Party]:
        """Return the two of a meeting where one side alone is named."""
        two = self.at(meeting, sentence.span)
        return two if len(two) == 2 and any(parties[0][0] is o for o, _ in two) else parties

    def completed(self, parties: list[Party], meeting: Meeting | None, sentence: Sentence) -> list[Party]:
        """Return the parties of an act of two: with one side or none named, the meeting's two, else those spoken of."""
        named = {id(o) for o, _ in parties}
        # The session of a body has no two sides.
        if len(named) > 1 or (named and meeting is not None and self.is_body(meeting.forum)):
            return parties
        for two in ([self.at(meeting, sentence.span)] if meeting is not None else []) + [self._spoken_of(sentence)]:
            if len(two) == 2 and named <= {id(o) for o, _ in two}:
                return two
        return parties

    def _spoken_of(self, sentence: Sentence) -> list[Party]:
        """Return the two sides spoken of last, the publisher being one of them where only one other is named."""
        found: dict[int, Party] = {}
        sentences = self.world.layout.sentences
        for before in reversed(sentences[max(0, sentence.index - _BACK) : sentence.index + 1]):
            if before.block.kind == "heading" and before is not sentence:
                break
            for mention in self.world.mentions[before.index]:
                if isinstance(mention, OrgMention):
                    _put(found, [(mention.organisation, mention.span)])
                elif isinstance(mention, WhoMention):
                    _put(found, ((d.organisation, d.span) for d in mention.members))
            sides = [party for party in found.values() if party[0].kind in _SIDES]
            if len(sides) > 1:
                return sides
        sides = [party for party in found.values() if party[0].kind in _SIDES]
        publisher = self.world.publisher
        if len(sides) == 1 and publisher is not None and publisher is not sides[0][0]:
            return [(publisher, sides[0][1]), *sides]
        return sides


def meeting_of_body(world: World, delegates: list[Delegate], meeting: Meeting | None) -> Meeting | None:
    """Return where an act was done: what a body did as such, it did at its own meeting, whichever is spoken of."""
    body = delegates[0].organisation if len(delegates) == 1 and delegates[0].person is None else None
    if body is None or body.kind not in {"forum", "working-group", "unit"} or (meeting and meeting.forum is body):
        return meeting
    own = [m for m in world.meetings if m.forum is body and m.status == "held" and m.level != "industry"]
    return own[0] if len(own) == 1 else meeting


def _two_offices(world: World, parties: list[Party], span: Span) -> list[Party]:
    """Return the two offices that a text is about, where an act names one of them or none."""
    if len(parties) > 1 or any(o.kind != "office" for o, _ in parties):
        return parties
    counts: dict[int, tuple[Organisation, int]] = {}
    for sentence in world.layout.sentences:
        here: dict[int, Party] = {}
        for mention in world.mentions[sentence.index]:
            if isinstance(mention, OrgMention):
                _put(here, [(mention.organisation, mention.span)])
            elif isinstance(mention, WhoMention):
                _put(here, ((d.organisation, d.span) for d in mention.members))
        for key, (organisation, _) in here.items():
            counts[key] = (organisation, counts.get(key, (organisation, 0))[1] + 1)
    often = [o for o, number in counts.values() if o.kind == "office" and number > 1]
    if len(often) != 2 or any(o is not often[0] and o is not often[1] for o, _ in parties):
        return parties
    return [(o, span) for o in often]


def _of_their_own(world: World, agreement: Agreement) -> Meeting | None:
    """Return the one meeting that the two of an agreement held, if nothing says that it was another."""
    named = {id(o) for o, _ in agreement.parties}
    at = agreement.meeting
    if (
        len(named) != 2
        or agreement.implicit
        or agreement.rule == "standing"
        or (at is not None and (at.level == "bilateral" or at.kind == "signing"))
    ):
        return None
    own = [m for m in world.meetings if m.status == "held" and {id(d.organisation) for d in m.parties} == named]
    if len(own) != 1 or (agreement.dated and not _overlap(agreement.when, own[0].when)):
        return None
    return own[0]


def _overlap(one: When, other: When) -> bool:
    """Return whether two known times have a day in common."""
    first, last = one.bounds()
    begin, end = other.bounds()
    return bool(first and begin) and first <= end and begin <= last


def complete(world: World) -> None:
    """Give what was reached at a meeting, and names neither parties nor day itself, those of the meeting, now whole."""
    parties = Parties(world)
    for agreement in world.agreements:
        agreement.meeting = meeting = _of_their_own(world, agreement) or agreement.meeting
        if meeting is None:
            agreement.parties = _two_offices(world, agreement.parties, agreement.span)
            continue
        if agreement.implicit:
            found = parties.of([], meeting, agreement.span)
            agreement.parties = found if len(found) > 1 else agreement.parties or found
        if meeting.forum is None or meeting.level == "bilateral":
            agreement.parties = _two_offices(world, agreement.parties, agreement.span)
        if not agreement.dated and meeting.when.year:
            agreement.when, agreement.when_span = meeting.when, (meeting.when_spans or [agreement.span])[-1]


def _put(found: dict[int, Party], more: Iterable[tuple[Organisation | None, Span]]) -> None:
    for organisation, span in more:
        if organisation is not None:
            found.setdefault(id(organisation), (organisation, span))
