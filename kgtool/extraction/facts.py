"""Facts: in, the settled world of a document; out, Facts, each with its evidence; a quote never leaves its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgtool.extraction.claims import ClaimFinder
from kgtool.extraction.dates import When
from kgtool.extraction.entities import (
    Agreement,
    Delegate,
    Initiative,
    Meeting,
    Organisation,
    Outcome,
    Participation,
    Person,
    PlaceMention,
    Role,
)
from kgtool.extraction.knowledge import tokens_of
from kgtool.extraction.metadata import Metadata
from kgtool.extraction.world import World
from kgtool.model import Evidence, Fact, Span
from kgtool.project import Settings
from kgtool.rdf.iris import Minter, digest, slug, tail
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS_LABEL, XSD_DECIMAL, Literal, Term, Triple
from kgtool.rdf.vocabulary import DCTERMS_LANGUAGE, DCTERMS_TITLE, Vocabulary

_LINK = {
    "chair": ("Chairing", "hasChairing"),
    "host": ("Hosting", "hasHosting"),
    "presidency": ("PresidencyHolding", "hasPresidency"),
    "observer": ("Observing", "hasObserving"),
    "head-of-delegation": ("DelegationLeading", "hasDelegationLeading"),
    "participant": ("Attending", "hasAttending"),
}


class FactMaker:
    """Turns a world into facts."""

    def __init__(
        self,
        world: World,
        metadata: Metadata,
        claims: ClaimFinder,
        visions: list[tuple[Agreement, Span | None]],
        settings: Settings,
        language: str,
    ) -> None:
        self.world = world
        self.metadata = metadata
        self.claims = claims
        self.visions = visions
        self.language = language
        self.o = Vocabulary(settings.vocabulary, settings.concepts)
        self.mint = Minter(settings.base)
        self.stem = world.document.stem
        self.document = self.mint.document(self.stem)
        self._label = settings.language
        self._meeting_iris: dict[int, IRI] = {}
        self._agreement_iris: dict[int, IRI] = {}

    def run(self) -> Iterator[Fact]:
        """Yield every fact of the document."""
        yield from self._document()
        for organisation in self._named_organisations():
            yield from self._organisation(organisation)
        for person in self.world.people:
            yield from self._person(person)
        for meeting in self.world.meetings:
            yield from self._meeting(meeting)
        for agreement in self.world.agreements:
            yield from self._agreement(agreement)
        yield from self._visions()
        for outcome in self.world.outcomes:
            yield from self._outcome(outcome)
        for initiative in self.world.initiatives:
            yield from self._initiative(initiative)
        yield from self._claims()
        yield from self._topics()

    # ---- small parts
    def _node(
        self,
        node: IRI,
        cls: str,
        spans: Iterable[Span],
        pairs: Iterable[tuple[str, Term | None]],
        rule: str,
        context: tuple[Triple, ...] = (),
    ) -> Fact:
        triples = [Triple(node, RDF_TYPE, self.o(cls)), Triple(node, self.o("inDocument"), self.document)]
        triples += [Triple(node, self.o(name), value) for name, value in pairs if value is not None]
        return Fact(
            Evidence(tuple(dict.fromkeys(self.world.quote(s) for s in spans))), tuple(triples), node, context, rule
        )

    def _direct(
        self,
        subject: IRI,
        predicate: str | IRI,
        value: Term,
        spans: Iterable[Span],
        rule: str,
        context: tuple[Triple, ...] = (),
    ) -> Fact:
        p = predicate if isinstance(predicate, IRI) else self.o(predicate)
        return Fact(
            Evidence(tuple(dict.fromkeys(self.world.quote(s) for s in spans))),
            (Triple(subject, p, value),),
            None,
            context,
            rule,
        )

    def _name(self, entity: IRI, form: str, kind: str, span: Span, context: tuple[Triple, ...] = ()) -> Fact:
        node = self.mint.name(self.stem, entity, form, kind)
        triples = (
            Triple(node, RDF_TYPE, self.o("NameUse")),
            Triple(node, self.o("nameOf"), entity),
            Triple(node, self.o("form"), Literal(form)),
            Triple(node, self.o("nameKind"), self.o.concept("name", kind)),
            Triple(node, self.o("inDocument"), self.document),
        )
        return Fact(Evidence((span,)), triples, node, context, "name")

    def _text(self, span: Span) -> str:
        return " ".join(self.world.text[span.start : span.end].split())

    def _label_of(self, entity: IRI, label: str) -> Triple:
        return Triple(entity, RDFS_LABEL, Literal.text(label, self._label))

    def _organisation_iri(self, organisation: Organisation) -> IRI:
        return self.world.iri_of(organisation)

    def _person_iri(self, person: Person) -> IRI:
        iri = person.entity.iri if person.entity else self.mint.person(person.name)
        return IRI(self.world.knowledge.replaced.get(iri, iri))

    def _agent(self, delegate: Delegate) -> IRI | None:
        if delegate.person is not None:
            return self._person_iri(delegate.person)
        return self._organisation_iri(delegate.organisation) if delegate.organisation is not None else None

    def _time(self, when: When, words: str) -> tuple[IRI, tuple[Triple, ...]] | None:
        if not when.year:
            return None
        earliest, latest = when.bounds()
        edtf = f"{when.start}/{when.end}" if when.end else when.start
        vague = bool(when.earliest or when.latest)
        node = self.mint.time(self.stem, edtf, f"{earliest} {latest}" if vague else "")
        triples = [
            Triple(node, RDF_TYPE, self.o("TimeSpan")),
            Triple(node, self.o("edtf"), Literal(edtf)),
            Triple(node, self.o("start"), Literal(when.start)),
            Triple(node, self.o("earliest"), Literal.date(earliest)),
            Triple(node, self.o("latest"), Literal.date(latest)),
        ]
        if when.end:
            triples.append(Triple(node, self.o("end"), Literal(when.end)))
        if vague and words:
            triples.append(Triple(node, self.o("asWritten"), Literal(words)))
        return node, tuple(triples)

    # ---- document
    def _document(self) -> Iterator[Fact]:
        doc, meta, d = self.document, self.metadata, self.world.document
        whole = meta.title or next((b.span for b in self.world.layout.blocks if b.kind not in {"furniture"}), None)
        if whole is None:
            return
        context = (
            Triple(doc, RDF_TYPE, self.o("Document")),
            Triple(doc, self.o("sha256"), Literal(d.sha256)),
            Triple(doc, self.o("textSha256"), Literal(d.text_sha256)),
            Triple(doc, self.o("sourceFile"), Literal(d.name)),
        )
        yield self._direct(
            doc, DCTERMS_TITLE, Literal(self._text(meta.title or whole).strip("- ")), [whole], "title", context
        )
        if self.language != "und":
            yield self._direct(doc, DCTERMS_LANGUAGE, Literal(self.language), [whole], "language")
        if meta.issued is not None:
            yield self._direct(doc, "issued", Literal(meta.issued.when.start), [meta.issued.span], "issued")
        if meta.publisher is not None and meta.publisher_span is not None:
            yield self._direct(
                doc,
                "publisher",
                self._organisation_iri(meta.publisher),
                [meta.publisher_span],
                "publisher",
                self._entity(meta.publisher),
            )
        if meta.publisher_text and meta.publisher_span is not None:
            yield self._direct(
                doc, "publisherAsWritten", Literal(meta.publisher_text), [meta.publisher_span], "publisher"
            )
        if meta.contact is not None and meta.contact_span is not None:
            yield self._direct(doc, "contact", self._organisation_iri(meta.contact), [meta.contact_span], "contact")
        for position, date in enumerate(sorted(meta.dates, key=lambda x: x.span.start), 1):
            time = self._time(date.when, date.words)
            if time is not None:
                role = "issued" if date is meta.issued and date.role == "unknown" else date.role
                pairs: list[tuple[str, Term | None]] = [
                    ("statedIn", doc),
                    ("statedTime", time[0]),
                    ("dateRole", Literal(role)),
                    ("position", Literal.integer(position)),
                ]
                yield self._node(
                    self.mint.stated_date(self.stem, position), "StatedDate", [date.span], pairs, "stated-date", time[1]
                )

    # ---- organisations
    def _named_organisations(self) -> list[Organisation]:
        return [o for o in self.world.organisations.values() if o.names]

    def _entity(self, organisation: Organisation) -> tuple[Triple, ...]:
        iri = self._organisation_iri(organisation)
        return (
            Triple(iri, RDF_TYPE, self.o(organisation.cls)),
            Triple(iri, self.o("kind"), self.o.concept("organisation", organisation.kind)),
            self._label_of(iri, organisation.display),
        )

    def _organisation(self, organisation: Organisation) -> Iterator[Fact]:
        iri = self._organisation_iri(organisation)
        context = self._entity(organisation)
        for kind, forms in organisation.names.items():
            for number, (form, span) in enumerate(forms):
                use = "variant" if kind == "preferred" and number else kind
                if kind == "acronym" and number:
                    use = "variant"
                yield self._name(iri, form, use, span, context)
                context = ()
        if organisation.parent is not None and organisation.parent_span is not None:
            yield self._direct(
                iri, "unitOf", self._organisation_iri(organisation.parent), [organisation.parent_span], "unit-of"
            )

    # ---- people and roles
    def _person(self, person: Person) -> Iterator[Fact]:
        iri = self._person_iri(person)
        own = self.mint.person(person.name)
        context = (Triple(iri, RDF_TYPE, self.o("Person")), self._label_of(iri, person.name))
        respelt = own != iri and self.world.knowledge.replaced.get(own) == iri
        yield self._name(
            iri,
            person.name,
            "misspelling" if respelt else ("family-name" if person.partial else "preferred"),
            person.span,
            context,
        )
        for form, kind, span in person.forms:
            yield self._name(iri, form, kind, span)
        for role in person.roles:
            if role.title and role.organisation is not None:
                yield self._role(iri, role, role.organisation)

    def _role(self, person: IRI, role: Role, organisation: Organisation) -> Fact:
        office = self._organisation_iri(organisation)
        bare = self._bare_title(role.title) if role.acting else role.title
        post = self.mint.post(office, bare)
        tenure = self.mint.acting_tenure(person, post) if role.acting else self.mint.tenure(person, post)
        context = [
            Triple(post, RDF_TYPE, self.o("Post")),
            Triple(post, self.o("postIn"), office),
            Triple(post, self.o("postTitle"), Literal(bare)),
            Triple(tenure, RDF_TYPE, self.o("ActingTenure" if role.acting else "Tenure")),
            Triple(tenure, self.o("tenureOf"), person),
            Triple(tenure, self.o("performsDutiesOf" if role.acting else "post"), post),
        ]
        if role.head and organisation.kind in {"office", "international-organisation"}:
            context.append(Triple(post, self.o("headPostOf"), office))
        when, words = self._attested(role)
        time = self._time(when, words) if when else None
        if time is not None:
            context.extend(time[1])
        pairs: list[tuple[str, Term | None]] = [
            ("attestationOf", tenure),
            ("titleAsWritten", Literal(role.title)),
            ("attestedTime", time[0] if time else None),
        ]
        return self._node(
            self.mint.attestation(self.stem, tenure), "Attestation", [role.span], pairs, "role", tuple(context)
        )

    def _bare_title(self, title: str) -> str:
        lexicon = self.world.knowledge.lexicon
        import re

        for formula in lexicon.get("titles", "acting"):
            title = re.sub(rf"^(?:{formula})\s+", "", title)
        for word in lexicon.get("titles", "acting_modifiers"):
            title = title.removeprefix(word + " ")
        return title

    def _attested(self, role: Role) -> tuple[When | None, str]:
        """A role is attested on the day of the meeting that its holder is at in the document, else on the document's day."""
        for meeting in self.world.meetings:
            for p in meeting.participations:
                if (
                    p.delegate.person is not None
                    and role in p.delegate.person.roles
                    and meeting.when.year
                    and meeting.status == "held"
                ):
                    return meeting.when, meeting.when_words
        if role.former:
            return None, ""
        return self.world.issued, ""

    # ---- meetings
    def _meeting_iri(self, meeting: Meeting) -> IRI:
        if id(meeting) not in self._meeting_iris:
            self._meeting_iris[id(meeting)] = self.mint.iri("meeting", meeting.slug)
        return self._meeting_iris[id(meeting)]

    def _meeting(self, m: Meeting) -> Iterator[Fact]:
        iri = self._meeting_iri(m)
        context = (Triple(iri, RDF_TYPE, self.o("Meeting")), self._label_of(iri, m.name))
        yield self._direct(iri, "kind", self.o.concept("meeting", m.kind), [m.span], "meeting-kind", context)
        if not m.position:
            yield self._name(iri, m.name, "preferred", m.span)
        else:
            yield self._name(iri, self._text(m.span), "short", m.span)
        status = self.mint.status(self.stem, iri)
        yield self._node(
            status,
            "StatusReport",
            [m.status_span or m.span],
            [("statusOf", iri), ("status", self.o.concept("status", m.status or "held"))],
            "status",
        )
        yield from self._meeting_series(m, iri)
        if m.ordinal and m.ordinal_span:
            yield self._direct(iri, "ordinal", Literal.integer(m.ordinal), [m.ordinal_span], "ordinal")
        time = self._time(m.when, m.when_words)
        if time is not None and m.when_spans:
            yield self._direct(iri, "meetingTime", time[0], m.when_spans, "meeting-time", time[1])
        if m.place is not None:
            yield from self._place(m.place, iri)
        if m.mode and m.mode_span:
            yield self._direct(iri, "mode", self.o.concept("mode", m.mode), [m.mode_span], "mode")
        if m.partof is not None and m.partof_span is not None and m.partof.slug:
            yield self._direct(iri, "partOfMeeting", self._meeting_iri(m.partof), [m.partof_span], "part-of")
        if m.position:
            yield self._direct(iri, "position", Literal.integer(m.position), [m.span], "position")
        if m.kind == "bilateral":
            sides = [d for d in m.parties if d.organisation]
            if len(sides) == 2:
                for side, name in zip(sides, ("firstParty", "secondParty"), strict=True):
                    assert side.organisation is not None
                    yield self._direct(
                        iri,
                        name,
                        self._organisation_iri(side.organisation),
                        [side.span],
                        "bilateral-party",
                        self._entity(side.organisation),
                    )
        for p in m.participations:
            fact = self._participation(p, iri, m)
            if fact is not None:
                yield fact

    def _meeting_series(self, m: Meeting, iri: IRI) -> Iterator[Fact]:
        if not m.series or m.series_span is None:
            return
        base = m.slug.rsplit(f"-{m.when.year:04}", 1)[0] if m.when.year else m.slug.rsplit("-", 1)[0]
        series = self.mint.iri("series", base)
        context = [Triple(series, RDF_TYPE, self.o("MeetingSeries")), self._label_of(series, m.series)]
        if m.forum is not None:
            context.append(Triple(series, self.o("partOfForum"), self._organisation_iri(m.forum)))
        yield self._direct(iri, "inSeries", series, [m.series_span], "series", tuple(context))

    def _place(self, place: PlaceMention, meeting: IRI) -> Iterator[Fact]:
        iri = place.entity.iri
        context = [Triple(iri, RDF_TYPE, self.o(place.entity.cls)), self._label_of(iri, place.entity.label)]
        country = place.entity.country or (place.country.iri if place.country else None)
        if country is not None:
            context.append(Triple(iri, self.o("inCountry"), country))
        yield self._direct(meeting, "heldIn", iri, [place.span], "place", tuple(context))
        yield self._name(iri, self._text(place.span), "preferred", place.span)

    def _participation(self, p: Participation, meeting: IRI, m: Meeting) -> Fact | None:
        agent = self._agent(p.delegate)
        if agent is None:
            return None
        cls, link = _LINK[p.capacity]
        node = self.mint.participation(self.stem, meeting, agent, p.capacity)
        pairs: list[tuple[str, Term | None]] = [("participant", agent)]
        context = [Triple(meeting, self.o(link), node)]
        if p.delegate.organisation is not None:
            context.extend(self._entity(p.delegate.organisation))
            if p.delegate.person is not None:
                pairs.append(("representing", self._organisation_iri(p.delegate.organisation)))
        if p.principal is not None:
            pairs.append(("onBehalfOf", self._agent(p.principal)))
        if p.capacity not in {"host", "presidency"}:
            pairs.append(("capacity", self.o.concept("capacity", p.capacity)))
        return self._node(node, cls, [p.span], pairs, p.rule, tuple(context))

    # ---- agreements, visions, outcomes
    def _agreement_iri(self, a: Agreement) -> IRI:
        if id(a) not in self._agreement_iris:
            parties = [self._organisation_iri(o) for o, _ in a.parties]
            # What a document is about is worded in many ways; who signed it, and when, is not. An item has no more than its words.
            forum = a.meeting.slug if a.meeting is not None and a.meeting.slug and len(parties) > 3 else ""
            more = [
                forum,
                "" if forum else a.when.start,
                digest(slug(a.subject)) if a.kind == "agreed-item" or not parties else "",
            ]
            iri = self.mint.agreement(a.kind, parties if len(parties) < 4 else [], *more)
            twin = 2
            while iri in self._agreement_iris.values():
                iri = self.mint.agreement(a.kind, parties if len(parties) < 4 else [], *more, str(twin))
                twin += 1
            self._agreement_iris[id(a)] = iri
        return self._agreement_iris[id(a)]

    def _agreement(self, a: Agreement) -> Iterator[Fact]:
        iri = self._agreement_iri(a)
        cls = {"vision": "Vision", "agreed-item": "AgreedItem"}.get(a.kind, "Agreement")
        context = (Triple(iri, RDF_TYPE, self.o(cls)), self._label_of(iri, a.subject))
        yield self._direct(iri, "kind", self.o.concept("agreement", a.kind), [a.span], a.rule, context)
        yield self._direct(iri, "subject", Literal(a.subject), [a.subject_span], a.rule)
        yield self._name(iri, a.subject, "preferred", a.subject_span)
        for organisation, span in a.parties:
            yield self._direct(
                iri, "party", self._organisation_iri(organisation), [span], a.rule, self._entity(organisation)
            )
        if a.meeting is not None and a.meeting.slug:
            yield self._direct(iri, "reachedAt", self._meeting_iri(a.meeting), [a.span], a.rule)
        when = When(a.when.year, a.when.month) if a.when.end else a.when
        time = self._time(when, "")
        if time is not None:
            yield self._direct(iri, "agreedTime", time[0], [a.when_span or a.span], a.rule, time[1])
        if a.position:
            yield self._direct(iri, "position", Literal.integer(a.position), [a.subject_span], a.rule)
        for text, span in a.descriptions:
            yield self._direct(iri, "description", Literal(text), [span], "description")
        yield from self._aims(iri, a)

    def _aims(self, iri: IRI, a: Agreement) -> Iterator[Fact]:
        if a.forum is not None:
            yield self._direct(
                iri, "visionOf", self._organisation_iri(a.forum), [a.span], a.rule, self._entity(a.forum)
            )
        for position, (text, span) in enumerate(a.aims, 1):
            node = self.mint.aim(iri, position)
            yield self._node(
                node,
                "VisionAim",
                [span],
                [("position", Literal.integer(position)), ("text", Literal(text))],
                "aim",
                (Triple(iri, self.o("aim"), node),),
            )

    def _visions(self) -> Iterator[Fact]:
        """What a forum set out to do for its first years is a vision that a later one replaced."""
        later = [a for a in self.world.agreements if a.kind == "vision"]
        for vision, span in self.visions:
            parties = vision.parties
            founded = next((f for f in self.claims.foundings), None)
            iri = self.mint.agreement(
                "vision",
                [self._organisation_iri(o) for o, _ in parties] if len(parties) < 4 else [],
                digest(self._text(vision.subject_span)),
            )
            context = (Triple(iri, RDF_TYPE, self.o("Vision")), self._label_of(iri, self._text(vision.subject_span)))
            for organisation, where in parties:
                yield self._direct(iri, "party", self._organisation_iri(organisation), [where], vision.rule, context)
            yield from self._aims(iri, vision)
            if founded is not None and span is not None:
                end = later[0].when if later else When()
                period = When(founded.when.year, last=(end.year, 0, 0) if end.year else (0, 0, 0))
                time = self._time(period, self._text(span))
                if time is not None:
                    yield self._direct(iri, "effectiveTime", time[0], [span, founded.span], vision.rule, time[1])
            for new in later:
                yield self._direct(self._agreement_iri(new), "replaces", iri, [new.span, vision.span], "new-vision")
        for new in later:
            if new.when.year and self.metadata.issued is not None:
                last = self.metadata.issued.when
                if (last.year, last.month, last.day) > (new.when.year, new.when.month, new.when.day):
                    time = self._time(
                        When(new.when.year, new.when.month, new.when.day, (last.year, last.month, last.day)), ""
                    )
                    if time is not None:
                        yield self._direct(
                            self._agreement_iri(new),
                            "effectiveTime",
                            time[0],
                            [new.span, self.metadata.issued.span],
                            "vision-in-force",
                            time[1],
                        )

    def _outcome(self, x: Outcome) -> Iterator[Fact]:
        node = self.mint.hashed("outcome", self.stem, x.kind, x.text, str(x.text_span.start))
        pairs: list[tuple[str, Term | None]] = [
            ("outcomeKind", self.o.concept("outcome", x.kind)),
            ("text", Literal(x.text)),
        ]
        if x.meeting is not None and x.meeting.slug:
            pairs.append(("outcomeOf", self._meeting_iri(x.meeting)))
        pairs.extend(("by", self._agent(d)) for d in x.by)
        if x.addressee is not None:
            pairs.append(("addressee", self._agent(x.addressee)))
        if x.about is not None and x.about.slug:
            pairs.append(("about", self._meeting_iri(x.about)))
        if x.position:
            pairs.append(("position", Literal.integer(x.position)))
        context = tuple(t for d in x.by if d.organisation and d.person is None for t in self._entity(d.organisation))
        yield self._node(node, "Outcome", [x.text_span], pairs, x.rule, context)

    # ---- initiatives
    def _initiative(self, i: Initiative) -> Iterator[Fact]:
        iri = i.entity.iri if i.entity else self.mint.initiative(i.name)
        context = (Triple(iri, RDF_TYPE, self.o("Initiative")), self._label_of(iri, i.name))
        yield self._direct(iri, "kind", self.o.concept("initiative", i.kind), [i.span], "initiative", context)
        yield self._name(iri, i.name, "preferred", i.span)
        for organisation, span in i.parties:
            yield self._direct(
                iri, "party", self._organisation_iri(organisation), [span], "initiative", self._entity(organisation)
            )
        for text, span in i.descriptions:
            yield self._direct(iri, "description", Literal(text), [span], "description")
        if i.launched is not None and i.launched_span is not None and i.launched.slug:
            yield self._direct(iri, "launchedAt", self._meeting_iri(i.launched), [i.launched_span], "launched")

    # ---- claims and topics
    def _claims(self) -> Iterator[Fact]:
        for c in self.claims.claims:
            subject = (
                self._meeting_iri(c.subject)
                if isinstance(c.subject, Meeting) and c.subject.slug
                else self._organisation_iri(c.subject)
                if isinstance(c.subject, Organisation)
                else None
            )
            if subject is None:
                continue
            node = self.mint.claim(self.stem, subject, c.text)
            pairs: list[tuple[str, Term | None]] = [
                ("claimSubject", subject),
                ("claimText", Literal(c.text)),
                ("claimedValue", Literal(c.value, XSD_DECIMAL)),
                ("comparator", Literal(c.comparator)),
                ("claimUnit", Literal(c.unit)),
            ]
            if c.open_list:
                pairs.append(("openList", Literal.boolean(True)))
            yield self._node(
                node,
                "Claim",
                [c.span],
                pairs,
                "figure",
                self._entity(c.subject) if isinstance(c.subject, Organisation) else (),
            )
        for m in self.claims.memberships:
            yield self._direct(
                self._organisation_iri(m.member),
                "memberOf",
                self._organisation_iri(m.forum),
                [m.span],
                "member",
                (*self._entity(m.member), *self._entity(m.forum)),
            )
        for f in self.claims.foundings:
            time = self._time(f.when, f.words)
            if time is not None:
                yield self._direct(
                    self._organisation_iri(f.organisation),
                    "foundedTime",
                    time[0],
                    [f.span],
                    "founded",
                    (*time[1], *self._entity(f.organisation)),
                )
        for g in self.claims.working_groups:
            forum = self._organisation_iri(g.forum) if g.forum else None
            iri = self.mint.organisation(g.name, forum)
            context = (
                Triple(iri, RDF_TYPE, self.o("WorkingGroup")),
                Triple(iri, self.o("kind"), self.o.concept("organisation", "working-group")),
                self._label_of(iri, g.name),
            )
            yield self._name(iri, g.name, "preferred", g.span, context)
            yield self._direct(iri, "number", Literal.integer(g.number), [g.span], "working-group")
            yield self._direct(iri, "subject", Literal(g.subject), [g.span], "working-group")
            if forum is not None:
                yield self._direct(iri, "unitOf", forum, [g.span], "working-group")

    def _topics(self) -> Iterator[Fact]:
        seen: set[str] = set()
        for sentence in self.world.layout.sentences:
            tokens = tokens_of(self.world.text, sentence.span.start, sentence.span.end)
            for first, after, forms in self.world.knowledge.topics.find(tokens):
                for form in forms:
                    if form.entity.iri not in seen:
                        seen.add(form.entity.iri)
                        yield self._direct(
                            self.document,
                            "mentionsTopic",
                            form.entity.iri,
                            [Span(tokens[first].start, tokens[after - 1].end)],
                            "topic",
                        )


__all__ = ["FactMaker", "tail"]
