"""Facts of meetings: in, a meeting as a document has it; out, kind, names, status, series, time, place, parts."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.extraction.entities import Meeting, Participation, PlaceMention
from kgtool.extraction.facts.writer import FactWriter
from kgtool.model import Fact
from kgtool.rdf.terms import IRI, Literal, Term, Triple

# The class of a participation and the property that links it to its meeting, by capacity.
_PART = {
    "chair": ("Chairing", "hasChairing"),
    "host": ("Hosting", "hasHosting"),
    "presidency": ("PresidencyHolding", "hasPresidency"),
    "observer": ("Observing", "hasObserving"),
    "head-of-delegation": ("DelegationLeading", "hasDelegationLeading"),
    "participant": ("Attending", "hasAttending"),
}
_OTHER_PART = ("Participation", "hasParticipation")  # of a capacity that the lexicon adds
_WITHOUT_CAPACITY = frozenset({"host", "presidency"})


def meeting_facts(write: FactWriter, meeting: Meeting) -> Iterator[Fact]:
    """Yield the facts of one meeting."""
    iri = write.iri.meeting(meeting)
    context = write.typed(iri, "Meeting", meeting.name)
    kind = write.own.concept("meeting", meeting.kind)
    yield write.direct(iri, "kind", kind, [meeting.span], "meeting-kind", context)
    if meeting.position:
        yield write.name(iri, write.world.words(meeting.span), "short", meeting.span)
    else:
        yield write.name(iri, meeting.name, "preferred", meeting.span)
    yield _status(write, meeting, iri)
    yield from _series(write, meeting, iri)
    yield from _time_and_place(write, meeting, iri)
    yield from _part_of(write, meeting, iri)
    yield from _two_parties(write, meeting, iri)
    for participation in meeting.participations:
        yield from _participation(write, participation, iri)


def _status(write: FactWriter, meeting: Meeting, iri: IRI) -> Fact:
    pairs: list[tuple[str, Term | None]] = [
        ("statusOf", iri),
        ("status", write.own.concept("status", meeting.status or "held")),
    ]
    node = write.mint.status(write.stem, iri)
    return write.node(node, "StatusReport", [meeting.status_span or meeting.span], pairs, "status")


def _series(write: FactWriter, meeting: Meeting, iri: IRI) -> Iterator[Fact]:
    if meeting.series and meeting.series_span is not None:
        year = f"-{meeting.when.year:04}"
        base = meeting.slug.rsplit(year, 1)[0] if meeting.when.year else meeting.slug.rsplit("-", 1)[0]
        series = write.mint.iri("series", base)
        context = write.typed(series, "MeetingSeries", meeting.series)
        if meeting.forum is not None:
            forum = write.iri.organisation(meeting.forum)
            context = (*context, Triple(series, write.own("partOfForum"), forum))
        yield write.direct(iri, "inSeries", series, [meeting.series_span], "series", context)
    if meeting.ordinal and meeting.ordinal_span:
        yield write.direct(iri, "ordinal", Literal.integer(meeting.ordinal), [meeting.ordinal_span], "ordinal")


def _time_and_place(write: FactWriter, meeting: Meeting, iri: IRI) -> Iterator[Fact]:
    time = write.time(meeting.when, meeting.when_words)
    if time is not None and meeting.when_spans:
        yield write.direct(iri, "meetingTime", time[0], meeting.when_spans, "meeting-time", time[1])
    if meeting.place is not None:
        yield from _place(write, meeting.place, iri)
    if meeting.mode and meeting.mode_span:
        mode = write.own.concept("mode", meeting.mode)
        yield write.direct(iri, "mode", mode, [meeting.mode_span], "mode")


def _place(write: FactWriter, place: PlaceMention, meeting: IRI) -> Iterator[Fact]:
    iri = place.entity.iri
    context = write.typed(iri, place.entity.cls, place.entity.label)
    country = place.entity.country or (place.country.iri if place.country else None)
    if country is not None:
        context = (*context, Triple(iri, write.own("inCountry"), country))
    yield write.direct(meeting, "heldIn", iri, [place.span], "place", context)
    yield write.name(iri, write.world.words(place.span), "preferred", place.span)


def _part_of(write: FactWriter, meeting: Meeting, iri: IRI) -> Iterator[Fact]:
    whole = meeting.partof
    if whole is not None and meeting.partof_span is not None and whole.slug:
        yield write.direct(iri, "partOfMeeting", write.iri.meeting(whole), [meeting.partof_span], "part-of")
    if meeting.position:
        yield write.direct(iri, "position", Literal.integer(meeting.position), [meeting.span], "position")


def _two_parties(write: FactWriter, meeting: Meeting, iri: IRI) -> Iterator[Fact]:
    first_spans = {id(d.organisation): (d.organisation, d.span) for d in reversed(meeting.parties)}
    sides = [(o, span) for o, span in reversed(first_spans.values()) if o is not None]
    if meeting.kind != "bilateral" or len(sides) != 2:
        return
    for (organisation, span), name in zip(sides, ("firstParty", "secondParty"), strict=True):
        party = write.iri.organisation(organisation)
        yield write.direct(iri, name, party, [span], "bilateral-party", write.organisation(organisation))


def _participation(write: FactWriter, part: Participation, meeting: IRI) -> Iterator[Fact]:
    agent = write.iri.agent(part.delegate)
    if agent is None:
        return
    cls, link = _PART.get(part.capacity, _OTHER_PART)
    node = write.mint.participation(write.stem, meeting, agent, part.capacity)
    organisation = part.delegate.organisation
    pairs: list[tuple[str, Term | None]] = [("participant", agent)]
    context = [Triple(meeting, write.own(link), node)]
    if organisation is not None:
        context.extend(write.organisation(organisation))
        if part.delegate.person is not None:
            pairs.append(("representing", write.iri.organisation(organisation)))
    if part.principal is not None:
        pairs.append(("onBehalfOf", write.iri.agent(part.principal)))
    if part.capacity not in _WITHOUT_CAPACITY:
        pairs.append(("capacity", write.own.concept("capacity", part.capacity)))
    yield write.node(node, cls, [part.span], pairs, part.rule, tuple(context))
