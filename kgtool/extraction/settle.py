"""Settling: in, everything found in a document; out, meetings that are complete, apart from one another, and named.

Kinds, series and slugs are decided here, once all is known; lists of counterparts become bilateral meetings; what is
neither dated nor attended nor hosted is no meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.dates import When
from kgtool.extraction.entities import (
    Delegate,
    Entity,
    Meeting,
    MeetingMention,
    NounMention,
    Organisation,
    Participation,
    PlaceMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction import meetings
from kgtool.extraction.layout import Sentence
from kgtool.extraction.participations import add, same_delegate
from kgtool.extraction.world import World
from kgtool.model import Span
from kgtool.rdf.iris import slug

_COUNTERPARTS = re.compile(
    r"(?i)\b(?:held|had|having|holds?|hold)\b[^.;:]{0,60}\bbilateral (?:meetings|talks)\b|\bbilateral (?:meetings|talks)\b[^.;:]{0,40}\b(?:with|were held|had)\b|\bmet with the heads of\b"
)


class Settler:
    """Makes the meetings of a world complete."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._series: dict[str, str] = world.knowledge.lexicon.tables.get("meetings", {}).get("series", {})

    def before_participations(self) -> None:
        """Turn lists of counterparts into bilateral meetings, which the rules of participation then leave alone."""
        for sentence in self.world.layout.sentences:
            self._counterparts(sentence)

    def run(self) -> None:
        """Complete, sort out and name the meetings."""
        self._signings()
        self._reached_bilaterally()
        self._editions()
        for meeting in self.world.meetings:
            self._principals(meeting)
            self._kind(meeting)
            self._parties(meeting)
        self._bound_by_upcoming()
        self._by_dateline()
        self._year_of_report()
        self.world.meetings[:] = [m for m in self.world.meetings if self._is_anchored(m)]
        for meeting in self.world.meetings:
            self._forum_of_industry(meeting)
            self._mode(meeting)
            self._series_of(meeting)
        self._slugs()

    # ---- counterparts
    def _counterparts(self, sentence: Sentence) -> None:
        text = " ".join(self.world.text[sentence.span.start : sentence.span.end].split())
        found = _COUNTERPARTS.search(text)
        if not found:
            return
        parent = self._parent(sentence)
        own, listed = self._sides(sentence)
        if not own or len(listed) < 3:
            return
        taken = {id(d.organisation) for m in self.world.meetings for d in m.parties if m.level == "bilateral"}
        for position, (delegate, span) in enumerate(listed, 1):
            if id(delegate.organisation) in taken or delegate.organisation is own[0].organisation:
                continue
            meeting = Meeting(
                f"bilateral meeting {own[0].organisation.display if own[0].organisation else ''} - {self.world.text[span.start : span.end]}",
                span,
                "bilateral",
                "bilateral",
            )
            meeting.parties = [own[0], Delegate(delegate.person, delegate.organisation, span, unnamed_title="listed")]
            meeting.status, meeting.status_span = "held", sentence.span
            meeting.position = position
            if parent is not None:
                meeting.partof, meeting.partof_span = parent, sentence.span
                meeting.place = parent.place
                if parent.when.year:
                    meeting.when, meeting.when_spans, meeting.when_words = (
                        When(parent.when.year, parent.when.month),
                        list(parent.when_spans),
                        parent.when_words,
                    )
            for side in [*own, delegate]:
                meeting.participations.append(
                    Participation(
                        side, "participant", self._within(span if side is delegate else sentence.span), "counterparts"
                    )
                )
            self.world.meetings.append(meeting)

    def _within(self, span: Span) -> Span:
        return self.world.quote(span)

    def _parent(self, sentence: Sentence) -> Meeting | None:
        assemblies = [m for m in self.world.meetings if m.level == "assembly"]
        focus = self.world.focus.get(sentence.index)
        return focus if focus in assemblies else (assemblies[0] if assemblies else None)

    def _sides(self, sentence: Sentence) -> tuple[list[Delegate], list[tuple[Delegate, Span]]]:
        """Return who held the meetings and, in order, with whom: listed in the sentence or in the items after it."""
        mentions = self.world.mentions[sentence.index]
        lists = [m for m in mentions if isinstance(m, WhoMention)]
        long = next((m for m in lists if len(m.members) > 2 and (m is not lists[0] or len(lists) == 1)), None)
        own_mention = next((m for m in lists if m is not long and m.members), None)
        own = [d for d in own_mention.members if d.organisation] if own_mention else []
        if not own:
            named = next((m for m in mentions if isinstance(m, MeetingMention) and m.plural and m.organisations), None)
            own = [Delegate(None, named.organisations[0], named.span)] if named else []
        if long is not None:
            return own, [(d, d.span) for d in long.members]
        listed: list[tuple[Delegate, Span]] = []
        for follower in self.world.layout.sentences[sentence.index + 1 :]:
            if follower.block.kind in {"heading", "title"} or (follower.block.kind == "paragraph" and listed):
                break
            found = [m for m in self.world.mentions[follower.index] if isinstance(m, WhoMention | PlaceMention)]
            if (
                follower.block.kind not in {"item", "cell"}
                and sum(len(m.members) if isinstance(m, WhoMention) else 1 for m in found) < 3
            ):
                break
            for mention in found:
                if isinstance(mention, WhoMention):
                    listed.extend((d, d.span) for d in mention.members)
                else:
                    office = self.world.office_of(mention.entity)
                    if office is not None:
                        office.name("country-name", " ".join(mention.text.split()), mention.span)
                        listed.append((Delegate(None, office, mention.span, unnamed_title="country"), mention.span))
        return own, listed

    # ---- signings
    def _signings(self) -> None:
        """Two people who sign for their offices, outside another meeting, meet to sign."""
        for agreement in self.world.agreements:
            if agreement.rule != "signed" or agreement.meeting is not None or not agreement.when.day:
                continue
            sentence = self.world.sentence_at(agreement.span.start)
            if sentence is None or any(
                isinstance(m, MeetingMention) and m.meeting for m in self.world.mentions[sentence.index]
            ):
                continue
            noun = next(
                (
                    m
                    for m in self.world.mentions[sentence.index]
                    if isinstance(m, NounMention) and m.kind == "AGREEMENT"
                ),
                None,
            )
            signers = [
                m
                for m in self.world.mentions[sentence.index]
                if isinstance(m, WhoMention) and any(d.person for d in m.members)
            ]
            people = [d for m in signers for d in m.members if d.person and d.organisation]
            if noun is None or len({id(d.organisation) for d in people}) < 2:
                continue
            name = f"signing of the {noun.name}" if not noun.name.startswith("signing") else noun.name
            meeting = Meeting(
                name,
                agreement.span,
                "signing",
                "signing",
                when=agreement.when,
                status="held",
                status_span=agreement.span,
            )
            meeting.when_spans = [agreement.when_span] if agreement.when_span else []
            for delegate in people:
                add(meeting, Participation(delegate, "participant", agreement.span, "signs"))
            agreement.meeting = meeting
            self.world.meetings.append(meeting)

    def _editions(self) -> None:
        """Meetings that share all but their number are of one series, and of one kind."""
        for meeting in self.world.meetings:
            for other in self.world.meetings:
                if (
                    other is not meeting
                    and meeting.ordinal
                    and other.ordinal
                    and meetings.bare_name(meeting.name) == meetings.bare_name(other.name)
                    and not meeting.parties
                    and not meeting.level
                ):
                    meeting.level, meeting.forum = other.level, meeting.forum or other.forum
                    meeting.parties = [
                        Delegate(None, d.organisation, d.span, unnamed_title="inherited") for d in other.parties
                    ]

    def _reached_bilaterally(self) -> None:
        """What two parties signed while they met apart was signed at their own meeting."""
        for agreement in self.world.agreements:
            sides = {id(o) for o, _ in agreement.parties}
            for meeting in self.world.meetings:
                if (
                    meeting.level == "bilateral"
                    and meeting.partof is not None
                    and meeting.partof is agreement.meeting
                    and sides == {id(d.organisation) for d in meeting.parties}
                ):
                    agreement.meeting, agreement.when, agreement.when_span = (
                        meeting,
                        meeting.when,
                        (meeting.when_spans or [None])[0],
                    )

    # ---- one meeting
    def _principals(self, meeting: Meeting) -> None:
        """Who was stood in for did not attend; an office represented by a person has no record of its own."""
        absent = [p.principal for p in meeting.participations if p.principal is not None]
        meeting.participations[:] = [
            p for p in meeting.participations if not any(same_delegate(p.delegate, a) for a in absent)
        ]
        observers = {
            id(p.delegate.organisation)
            for p in meeting.participations
            if p.delegate.person is None and p.capacity == "observer"
        }
        for p in meeting.participations:
            if (
                p.delegate.person is not None
                and p.capacity == "participant"
                and id(p.delegate.organisation) in observers
            ):
                p.capacity = "observer"
        represented = {id(p.delegate.organisation) for p in meeting.participations if p.delegate.person}
        meeting.participations[:] = [
            p
            for p in meeting.participations
            if p.delegate.person
            or p.capacity in {"host", "presidency"}
            or id(p.delegate.organisation) not in represented
        ]

    def _kind(self, meeting: Meeting) -> None:
        if meeting.kind:
            return
        people = [p for p in meeting.participations if p.delegate.person]
        sides = {id(d.organisation) for d in meeting.parties if d.organisation} | {
            id(p.delegate.organisation) for p in people if p.delegate.organisation
        }
        level = meeting.level
        kinds = {d.organisation.kind for d in meeting.parties if d.organisation}
        if not level and "industry-association" in kinds and kinds - {"industry-association"}:
            level = "industry"
        if level in {"", "heads"} and meeting.forum is None and len(sides) == 2:
            level = "heads" if re.search(r"\bHeads\b", meeting.name) else "bilateral"
        if not level and meeting.forum is not None:
            level = "working-level" if meeting.forum.kind == "working-group" else "heads"
        meeting.kind = level or ("working-level" if re.search(r"(?i)\bsession\b", meeting.name) else "other")

    def _parties(self, meeting: Meeting) -> None:
        """Named parties of a meeting take part, each by its person or for itself."""
        if meeting.level == "assembly" or meeting.kind == "assembly":
            return
        for party in meeting.parties:
            if (
                party.unnamed_title == "inherited"
                or party.organisation is None
                or party.organisation.kind == "forum"
                and meeting.forum is party.organisation
            ):
                continue
            if party.organisation.kind == "forum" and any(
                p.delegate.organisation in self.world.members(party.organisation)
                for p in meeting.participations
                if p.delegate.organisation
            ):
                continue
            if any(
                p.delegate.organisation is party.organisation and p.capacity not in {"host", "presidency"}
                for p in meeting.participations
            ):
                continue
            meeting.participations.append(
                Participation(
                    Delegate(None, party.organisation, party.span),
                    "participant",
                    self.world.quote(party.span),
                    "named-party",
                )
            )

    def _bound_by_upcoming(self) -> None:
        """A meeting of an undated report was over before one that the same report calls upcoming."""
        coming = [m for m in self.world.meetings if m.status == "scheduled" and m.when.month]
        for meeting in self.world.meetings:
            if meeting.status != "held" or meeting.when.month or not meeting.when.year:
                continue
            for other in coming:
                if other.when.year == meeting.when.year:
                    first, _ = meeting.when.bounds()
                    _, last = other.when.bounds()
                    meeting.when = When(meeting.when.year, earliest=first, latest=last)
                    meeting.when_spans = [*meeting.when_spans, *other.when_spans[:1]]
                    meeting.when_words = meeting.when_words or "recently"

    def _by_dateline(self) -> None:
        """An undated meeting told right after a dateline ("Geneva, 7 October 2015.") took place there and then."""
        for meeting in self.world.meetings:
            sentence = self.world.sentence_at(meeting.span.start)
            if meeting.when.year or meeting.status != "held" or sentence is None or not sentence.index:
                continue
            line = self.world.layout.sentences[sentence.index - 1]
            dates = [
                m for m in self.world.mentions[line.index] if isinstance(m, TimeMention) and m.when.day and m.when.year
            ]
            places = [m for m in self.world.mentions[line.index] if isinstance(m, PlaceMention) and m.kind == "CITY"]
            if line.block is sentence.block and dates and line.span.end - line.span.start < 45:
                meeting.when, meeting.when_spans = dates[0].when, [dates[0].span]
                meeting.place = meeting.place or (places[0] if places else None)

    def _year_of_report(self) -> None:
        """An undated meeting that is reported beside a dated one took place in its year; no more is known."""
        dated = next((m for m in self.world.meetings if m.when.year and m.status == "held" and m.when_spans), None)
        for meeting in self.world.meetings:
            if (
                dated is not None
                and not meeting.when.year
                and meeting.status == "held"
                and meeting.participations
                and meeting.partof is None
            ):
                meeting.when, meeting.when_spans = When(dated.when.year), [meeting.span, *dated.when_spans[:1]]

    def _is_anchored(self, meeting: Meeting) -> bool:
        if meeting.kind == "other" and not meeting.when.month and not meeting.participations and not meeting.ordinal:
            return False
        return bool(meeting.when.year or meeting.when.relative or meeting.participations or meeting.ordinal)

    def _mode(self, meeting: Meeting) -> None:
        if meeting.mode == "virtual" and meeting.place is not None and meeting.position == 0:
            meeting.place = None
        if not meeting.mode and meeting.place is not None:
            meeting.mode = "in-person"
            meeting.mode_span = meeting.place.span

    def _series_of(self, meeting: Meeting) -> None:
        if meeting.series or meeting.kind in {"signing", "industry"}:
            return
        if meeting.kind not in {"heads", "deputy-heads", "assembly", "working-level"} or (
            meeting.forum is None and len(meeting.parties) != 2
        ):
            if meeting.ordinal:
                meeting.series = meetings.bare_name(meeting.name)
            return
        if meeting.forum is not None:
            written = meeting.forum.names.get("acronym", [])
            short = (
                written[0][0]
                if written
                else meeting.forum.entity.acronyms[0]
                if meeting.forum.entity and meeting.forum.entity.acronyms
                else meeting.forum.display
            )
            pattern = self._series.get(meeting.kind, "{forum}")
            meeting.series = pattern.format(forum=short)
        elif meeting.kind in {"heads", "deputy-heads"} and len(meeting.parties) == 2:
            meeting.series = self._series.get(meeting.kind, "{forum}").format(
                forum="-".join(sorted(self._side_names(meeting)))
            )

    # ---- names
    def _forum_of_industry(self, meeting: Meeting) -> None:
        """Industry meets a forum: the one among those present, else the only one the document speaks of."""
        if meeting.kind != "industry" or meeting.forum is not None:
            return
        present = [
            d.organisation
            for d in [*meeting.parties, *(p.delegate for p in meeting.participations)]
            if d.organisation and d.organisation.kind == "forum"
        ]
        named = [o for o in self.world.organisations.values() if o.kind == "forum" and o.names]
        meeting.forum = present[0] if present else named[0] if len(named) == 1 else None

    def _slugs(self) -> None:
        taken: dict[str, Meeting] = {}
        for meeting in self.world.meetings:
            base = self._base(meeting)
            for candidate in self._candidates(base, meeting):
                if candidate not in taken:
                    taken[candidate] = meeting
                    meeting.slug = candidate
                    break

    def _candidates(self, base: str, meeting: Meeting) -> Iterator[str]:
        year = f"{meeting.when.year:04}" if meeting.when.year else (str(meeting.ordinal) if meeting.ordinal else "")
        first = f"{base}-{year}" if year else f"{base}-{slug(self.world.document.stem)}"
        if meeting.series or not meeting.when.month:
            yield first
        if meeting.when.month:
            yield f"{base}-{meeting.when.start}"
        yield from (f"{first}-{n}" for n in range(2, 200))

    def _base(self, meeting: Meeting) -> str:
        if meeting.series and meeting.forum is not None:
            suffix = {"assembly": "assemblies", "working-level": "meeting"}.get(meeting.kind, meeting.kind)
            return f"{_short(meeting.forum)}-{suffix}"
        if meeting.series:
            return "-".join([*sorted(self._sides_of(meeting)), meeting.kind])
        sides = sorted(
            {_short(p.delegate.organisation) for p in meeting.participations if p.delegate.organisation}
            | {_short(d.organisation) for d in meeting.parties if d.organisation}
        )
        if meeting.kind == "bilateral" and sides:
            return "-".join(["bilateral", *sides[:3]])
        if meeting.forum is not None:
            return f"{_short(meeting.forum)}-{meeting.kind}"
        if meeting.kind in {"signing", "bilateral", "industry"} and sides:
            return "-".join([meeting.kind, *sides[:2]])
        return slug(re.sub(r"\b(?:19|20)\d\d\b", "", meeting.name))[:60].strip("-")

    def _side_names(self, meeting: Meeting) -> Iterator[str]:
        for party in meeting.parties:
            organisation = party.organisation
            if organisation is not None:
                place = (
                    self.world.knowledge.entities.get(organisation.entity.place)
                    if organisation.entity and organisation.entity.place
                    else None
                )
                yield place.label if place is not None else organisation.display

    def _sides_of(self, meeting: Meeting) -> Iterator[str]:
        for party in meeting.parties:
            organisation = party.organisation
            if organisation is not None:
                entity: Entity | None = organisation.entity
                yield entity.place.rsplit("/", 1)[-1] if entity and entity.place else organisation.slug


def _short(organisation: Organisation | None) -> str:
    return organisation.slug if organisation is not None else ""


__all__ = ["Settler", "WhoMention"]
