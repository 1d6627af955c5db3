"""Facts of people: in, a person with roles; out, the names used, and each role as an attested tenure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.documents.dates import When
from kgtool.extraction.entities import Organisation, Person, Role
from kgtool.extraction.facts.writer import FactWriter
from kgtool.extraction.lexicon import Lexicon
from kgtool.extraction.names.spellings import one_slip
from kgtool.model import Fact
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Term, Triple

_HEADED = frozenset({"office", "international-organisation"})


def person_facts(write: FactWriter, person: Person) -> Iterator[Fact]:
    """Yield the facts of one person."""
    iri = write.iri.person(person)
    context = write.typed(iri, "Person", person.name)
    yield write.name(iri, person.name, _name_kind(write, person, iri), person.span, context)
    for form, kind, span in person.forms:
        yield write.name(iri, form, kind, span)
    for role in person.roles:
        if role.title and role.organisation is not None:
            yield _role(write, iri, role, role.organisation)


def _name_kind(write: FactWriter, person: Person, iri: IRI) -> str:
    own = write.mint.person(person.name)
    knowledge = write.world.knowledge
    if own != iri and knowledge.current(own) == iri:
        kept = knowledge.entities.get(iri)
        return "misspelling" if kept is None or one_slip(person.name, kept.label) else "variant"
    return "family-name" if person.partial else "preferred"


def _role(write: FactWriter, person: IRI, role: Role, organisation: Organisation) -> Fact:
    office = write.iri.organisation(organisation)
    bare = _bare_title(write.world.knowledge.lexicon, role.title) if role.acting else role.title
    post = write.mint.post(office, bare)
    tenure = write.mint.acting_tenure(person, post) if role.acting else write.mint.tenure(person, post)
    context = [
        Triple(post, RDF_TYPE, write.own("Post")),
        Triple(post, write.own("postIn"), office),
        Triple(post, write.own("postTitle"), Literal(bare)),
        Triple(tenure, RDF_TYPE, write.own("ActingTenure" if role.acting else "Tenure")),
        Triple(tenure, write.own("tenureOf"), person),
        Triple(tenure, write.own("performsDutiesOf" if role.acting else "post"), post),
    ]
    if role.head and organisation.kind in _HEADED:
        context.append(Triple(post, write.own("headPostOf"), office))
    when, words = _attested(write, role)
    time = write.time(when, words) if when else None
    if time is not None:
        context.extend(time[1])
    pairs: list[tuple[str, Term | None]] = [
        ("attestationOf", tenure),
        ("titleAsWritten", Literal(role.title)),
        ("attestedTime", time[0] if time else None),
    ]
    node = write.mint.attestation(write.stem, tenure)
    return write.node(node, "Attestation", [role.span], pairs, role.rule, tuple(context))


def _bare_title(lexicon: Lexicon, title: str) -> str:
    """Return the title of the post whose duties somebody performs."""
    for formula in lexicon.get("titles", "acting"):
        title = re.sub(rf"^(?:{formula})\s+", "", title)
    for word in lexicon.get("titles", "acting_modifiers"):
        title = title[len(word) + 1 :] if title.casefold().startswith(word.casefold() + " ") else title
    for suffix in lexicon.get("titles", "acting_suffixes"):
        title = re.sub(rf",? {suffix}$", "", title)
    return title


def _attested(write: FactWriter, role: Role) -> tuple[When | None, str]:
    """Return when a role is attested: at a meeting held with its holder, else on the document's day."""
    for meeting in write.world.meetings:
        if not meeting.when.year or meeting.status != "held":
            continue
        people = (p.delegate.person for p in meeting.participations)
        if any(person is not None and role in person.roles for person in people):
            return meeting.when, meeting.when_words
    return write.world.issued, ""
