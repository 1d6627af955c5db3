"""Facts of agreements: in, what was signed or agreed; out, kind, subject, parties, time, and visions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgtool.extraction.acts.claims import Founding
from kgtool.extraction.acts.visions import Focus
from kgtool.extraction.documents.dates import When
from kgtool.extraction.documents.metadata import Metadata
from kgtool.extraction.entities import Agreement
from kgtool.extraction.facts.writer import FactWriter
from kgtool.model import Fact
from kgtool.rdf.iris import digest
from kgtool.rdf.terms import IRI, Literal, Term, Triple

_CLASS = {"vision": "Vision", "agreed-item": "AgreedItem"}


def agreement_facts(write: FactWriter, agreement: Agreement) -> Iterator[Fact]:
    """Yield the facts of one agreement."""
    iri, rule = write.iri.agreement(agreement), agreement.rule
    context = write.typed(iri, _CLASS.get(agreement.kind, "Agreement"), agreement.subject)
    kind = write.own.concept("agreement", agreement.kind)
    yield write.direct(iri, "kind", kind, [agreement.span], rule, context)
    yield write.direct(iri, "subject", Literal(agreement.subject), [agreement.subject_span], rule)
    yield write.name(iri, agreement.subject, "preferred", agreement.subject_span)
    for organisation, span in agreement.parties:
        party = write.iri.organisation(organisation)
        yield write.direct(iri, "party", party, [span], rule, write.organisation(organisation))
    if agreement.meeting is not None and agreement.meeting.slug:
        yield write.direct(iri, "reachedAt", write.iri.meeting(agreement.meeting), [agreement.span], rule)
    yield from _time(write, agreement, iri)
    if agreement.position:
        position = Literal.integer(agreement.position)
        yield write.direct(iri, "position", position, [agreement.subject_span], rule)
    for text, span in agreement.descriptions:
        yield write.direct(iri, "description", Literal(text), [span], "description")
    yield from _aims(write, agreement, iri)


def _time(write: FactWriter, agreement: Agreement, iri: IRI) -> Iterator[Fact]:
    """Yield when an agreement was reached: of a meeting of several days, the month or the year."""
    when, last = agreement.when, agreement.when.last
    if when.end:
        when = When(when.year, when.month if last[1] == when.month else 0)
    time = write.time(when, "")
    if time is not None:
        span = agreement.when_span or agreement.span
        yield write.direct(iri, "agreedTime", time[0], [span], agreement.rule, time[1])


def _aims(write: FactWriter, vision: Agreement, iri: IRI) -> Iterator[Fact]:
    if vision.forum is not None:
        forum = write.iri.organisation(vision.forum)
        context = write.organisation(vision.forum)
        yield write.direct(iri, "visionOf", forum, [vision.span], vision.rule, context)
    for position, (text, span) in enumerate(vision.aims, 1):
        node = write.mint.aim(iri, position)
        pairs: list[tuple[str, Term | None]] = [("position", Literal.integer(position)), ("text", Literal(text))]
        yield write.node(node, "VisionAim", [span], pairs, "aim", (Triple(iri, write.own("aim"), node),))


def vision_facts(
    write: FactWriter, focuses: Iterable[Focus], foundings: list[Founding], metadata: Metadata
) -> Iterator[Fact]:
    """Yield what a forum focused on at first as a vision, which those agreed later replace, and how long each held."""
    later = [a for a in write.world.agreements if a.kind == "vision"]
    for focus in focuses:
        yield from _focus(write, focus, foundings, later)
    for vision in later:
        yield from _in_force(write, vision, metadata)


def _focus(write: FactWriter, focus: Focus, foundings: list[Founding], later: list[Agreement]) -> Iterator[Fact]:
    vision = focus.vision
    label = write.world.words(vision.subject_span)
    iri = write.mint.agreement("vision", write.iri.few(vision), digest(label))
    # No words agree it, so its kind has no statement, and it is no row of the agreements.
    kind = Triple(iri, write.own("kind"), write.own.concept("agreement", "vision"))
    context = (*write.typed(iri, "Vision", label), kind)
    for organisation, where in vision.parties:
        party = write.iri.organisation(organisation)
        yield write.direct(iri, "party", party, [where], vision.rule, context)
    yield from _aims(write, vision, iri)
    if foundings:
        end = later[0].when.year if later else 0
        period = When(foundings[0].when.year, last=(end, 0, 0))
        time = write.time(period, write.world.words(focus.period))
        if time is not None:
            spans = [focus.period, foundings[0].span]
            yield write.direct(iri, "effectiveTime", time[0], spans, vision.rule, time[1])
    for new in later:
        yield write.direct(write.iri.agreement(new), "replaces", iri, [new.span, vision.span], "new-vision")


def _in_force(write: FactWriter, vision: Agreement, metadata: Metadata) -> Iterator[Fact]:
    """A vision was in force from the day it was agreed until, at least, the day of the document that speaks of it."""
    if not vision.when.year or metadata.issued is None:
        return
    first, last = vision.when, metadata.issued.when
    if (last.year, last.month, last.day) <= (first.year, first.month, first.day):
        return
    period = When(first.year, first.month, first.day, (last.year, last.month, last.day))
    time = write.time(period, "")
    if time is not None:
        spans = [vision.span, metadata.issued.span]
        yield write.direct(write.iri.agreement(vision), "effectiveTime", time[0], spans, "vision-in-force", time[1])
