"""Facts besides meetings and acts: in, claims and initiatives; out, what they say of whom."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.extraction.acts.claims import Claim, ClaimFinder, Founding, Membership, WorkingGroup
from kgtool.extraction.entities import Initiative, Meeting, Organisation
from kgtool.extraction.facts.writer import FactWriter
from kgtool.model import Fact
from kgtool.rdf.terms import IRI, RDF_TYPE, XSD_DECIMAL, Literal, Term, Triple


def claim_facts(write: FactWriter, claims: ClaimFinder) -> Iterator[Fact]:
    """Yield what a document states besides meetings and acts."""
    for claim in claims.claims:
        yield from _figure(write, claim)
    for membership in claims.memberships:
        yield _membership(write, membership)
    for founding in claims.foundings:
        yield from _founding(write, founding)
    for group in claims.working_groups:
        yield from _working_group(write, group)


def _figure(write: FactWriter, claim: Claim) -> Iterator[Fact]:
    subject = _subject(write, claim)
    if subject is None:
        return
    pairs: list[tuple[str, Term | None]] = [
        ("claimSubject", subject),
        ("claimText", Literal(claim.text)),
        ("claimedValue", Literal(claim.value, XSD_DECIMAL)),
        ("comparator", Literal(claim.comparator)),
        ("claimUnit", Literal(claim.unit)),
    ]
    if claim.open_list:
        pairs.append(("openList", Literal.boolean(True)))
    context = write.organisation(claim.subject) if isinstance(claim.subject, Organisation) else ()
    node = write.mint.claim(write.stem, subject, claim.text)
    yield write.node(node, "Claim", [claim.span], pairs, "figure", context)


def _subject(write: FactWriter, claim: Claim) -> IRI | None:
    if isinstance(claim.subject, Organisation):
        return write.iri.organisation(claim.subject)
    if isinstance(claim.subject, Meeting) and claim.subject.slug:
        return write.iri.meeting(claim.subject)
    return None


def _membership(write: FactWriter, membership: Membership) -> Fact:
    member, forum = membership.member, membership.forum
    context = (*write.organisation(member), *write.organisation(forum))
    group = write.iri.organisation(forum)
    return write.direct(write.iri.organisation(member), "memberOf", group, [membership.span], "member", context)


def _founding(write: FactWriter, founding: Founding) -> Iterator[Fact]:
    time = write.time(founding.when, founding.words)
    if time is None:
        return
    iri = write.iri.organisation(founding.organisation)
    context = (*time[1], *write.organisation(founding.organisation))
    yield write.direct(iri, "foundedTime", time[0], [founding.span], "founded", context)


def _working_group(write: FactWriter, group: WorkingGroup) -> Iterator[Fact]:
    forum = write.iri.organisation(group.forum) if group.forum else None
    iri = write.mint.organisation(group.name, forum)
    context = (
        Triple(iri, RDF_TYPE, write.own("WorkingGroup")),
        Triple(iri, write.own("kind"), write.own.concept("organisation", "working-group")),
        write.label(iri, group.name),
    )
    yield write.name(iri, group.name, "preferred", group.span, context)
    yield write.direct(iri, "number", Literal.integer(group.number), [group.span], "working-group")
    yield write.direct(iri, "subject", Literal(group.subject), [group.span], "working-group")
    if forum is not None:
        yield write.direct(iri, "unitOf", forum, [group.span], "working-group")


def initiative_facts(write: FactWriter, initiative: Initiative) -> Iterator[Fact]:
    """Yield the facts of one initiative."""
    iri = initiative.entity.iri if initiative.entity else write.mint.initiative(initiative.name)
    context = write.typed(iri, "Initiative", initiative.name)
    kind = write.own.concept("initiative", initiative.kind)
    yield write.direct(iri, "kind", kind, [initiative.span], "initiative", context)
    yield write.name(iri, initiative.name, "preferred", initiative.span)
    for organisation, span in initiative.parties:
        party = write.iri.organisation(organisation)
        yield write.direct(iri, "party", party, [span], "initiative", write.organisation(organisation))
    for text, span in initiative.descriptions:
        yield write.direct(iri, "description", Literal(text), [span], "description")
    meeting, span_of_launch = initiative.launched, initiative.launched_span
    if meeting is not None and span_of_launch is not None and meeting.slug:
        yield write.direct(iri, "launchedAt", write.iri.meeting(meeting), [span_of_launch], "launched")
