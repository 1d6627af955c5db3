"""Graphs of any size that look like this project's own: in, a number of triples or of a document; out, their triples.

The same numbers always give the same triples. Documents report meetings in their series: who took part for whom, posts
and their attestations, names, times, outcomes, and for each of these the passage that says so, so that half of a graph
is evidence, as in a graph made from documents. A hundred documents share people, offices and series, so that no entity
grows with the graph. Nothing in them contradicts the ontology; one document in twenty violates a shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from kgtool.project import Project
from kgtool.rdf.store import parse_files
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS_LABEL, XSD_DATE, Literal, Term, Triple
from kgtool.rdf.vocabulary import (
    DCTERMS_TITLE,
    OA_END,
    OA_EXACT,
    OA_HAS_SOURCE,
    OA_START,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
)

ROOT = Path(__file__).parents[2]
_PROJECT = Project.load(ROOT)
_OWN, _CONCEPTS, _BASE = _PROJECT.settings.vocabulary, _PROJECT.settings.concepts, _PROJECT.settings.base
_TOGETHER, _OFFICES, _SERIES, _PEOPLE, _PLACES = 100, 40, 5, 150, 25  # documents that share entities, and these
_QUOTE = 30  # characters of a passage
_ROLES = (
    ("Chairing", "hasChairing", "chair"),
    ("DelegationLeading", "hasDelegationLeading", "head-of-delegation"),
    ("DelegationLeading", "hasDelegationLeading", "head-of-delegation"),
    ("Attending", "hasAttending", "participant"),
    ("Observing", "hasObserving", "observer"),
)


def ontology() -> list[Triple]:
    """Return the triples of the project's ontology."""
    return parse_files(_PROJECT.ontology_files)


def graph(size: int) -> list[Triple]:
    """Return the ontology and as many documents as make at least this many triples, each triple once.

    Each term is one object, as where triples are read from a file.
    """
    found = dict.fromkeys(ontology())
    for number in range(documents(size)):
        found.update(dict.fromkeys(document(number)))
    terms: dict[Any, Any] = {}
    return [Triple(*(terms.setdefault(term, term) for term in triple)) for triple in found]


@cache
def documents(size: int) -> int:
    """Return how many documents make at least this many triples with the ontology."""
    found = set(ontology())
    numbers = count()
    while len(found) < size:
        found.update(document(next(numbers)))
    return next(numbers)


def document(number: int) -> list[Triple]:
    """Return all that one document says, with evidence; entities come back in other documents."""
    return [Triple(IRI(s), IRI(p), o) for s, p, o in _document(number)]


Statement = tuple[str, str, Term]


def _id(kind: str, name: object) -> IRI:
    return IRI(f"{_BASE}{kind}/{name}")


def _concept(scheme: str, notation: str) -> IRI:
    return IRI(f"{_CONCEPTS}{scheme}/{notation}")


def _own(**values: Term | str | int) -> Iterator[tuple[str, Term]]:
    """Yield properties of the ontology with their values; plain ones become literals."""
    for name, value in values.items():
        term = Literal.integer(value) if isinstance(value, int) else value
        yield _OWN + name, term if isinstance(term, IRI | Literal) else Literal(str(term))


def _thing(subject: IRI, class_name: str, /, **values: Term | str | int) -> Iterator[Statement]:
    yield subject, RDF_TYPE, IRI(_OWN + class_name)
    for name, value in _own(**values):
        yield subject, name, value


def _document(number: int) -> Iterator[Statement]:
    group, held = divmod(number // 2, _TOGETHER // 2)
    edition, which = held // _SERIES + 1, f"{group}_{held % _SERIES}"
    day = f"{2009 + edition}-{held % 12 + 1:02}-{held % 28 + 1:02}"
    source, series, meeting = (
        _id("document", f"d{number}"),
        _id("series", f"s{which}"),
        _id("meeting", f"m{number // 2}"),
    )
    time, place = _id("time", f"d{number}_{day}"), _id("place", f"p{number % _PLACES}")
    yield from _thing(
        source,
        "Document",
        issued=day,
        language="en",
        sourceFile=f"d{number}.txt",
        sha256=sha256(f"d{number}".encode()).hexdigest(),
        textSha256=sha256(f"t{number}".encode()).hexdigest(),
    )
    yield source, DCTERMS_TITLE, Literal.text(f"document {number}", "en")
    yield from _stated(number, 9, source, _OWN + "issued", Literal(day))
    yield from _thing(series, "MeetingSeries", partOfForum=_id("organisation", f"f{which}"))
    yield series, RDFS_LABEL, Literal.text(f"series {which}", "en")
    yield from _thing(_id("organisation", f"f{which}"), "Forum", kind=_concept("organisation", "forum"))
    yield _id("organisation", f"f{which}"), RDFS_LABEL, Literal.text(f"forum {which}", "en")
    yield from _place(number % _PLACES)
    yield from _thing(
        time, "TimeSpan", edtf=day, start=day, earliest=Literal(day, XSD_DATE), latest=Literal(day, XSD_DATE)
    )
    yield from _thing(meeting, "Meeting", kind=_concept("meeting", "heads"))
    yield meeting, RDFS_LABEL, Literal.text(f"meeting {number // 2}", "en")
    said: dict[str, Term | str | int] = {"inSeries": series, "heldIn": place, "meetingTime": time, "ordinal": edition}
    for position, (name, value) in enumerate(_own(**said)):
        yield meeting, name, value
        if number % 20 or name != _OWN + "heldIn":  # else a fact without evidence
            yield from _stated(number, position, meeting, name, value)
    status = _id("status", f"d{number}")
    yield from _thing(status, "StatusReport", statusOf=meeting, status=_concept("status", "held"), inDocument=source)
    yield from _evidence(number, 10, status)
    for position, role in enumerate(_ROLES):
        yield from _participation(number, position, meeting, time, role)
    for position in range(2):
        outcome = _id("outcome", f"d{number}_{position}")
        yield from _thing(
            outcome,
            "Outcome",
            outcomeOf=meeting,
            outcomeKind=_concept("outcome", "agreed"),
            text=f"outcome {number} {position}",
            by=_id("organisation", f"o{group}_{(number + position) % _OFFICES}"),
            position=position + 1,
            inDocument=source,
        )
        yield from _evidence(number, 20 + position, outcome)


def _participation(
    number: int, position: int, meeting: IRI, time: IRI, role: tuple[str, str, str]
) -> Iterator[Statement]:
    kind, link, capacity = role
    source, group, who = _id("document", f"d{number}"), number // _TOGETHER, (number * 7 + position) % _PEOPLE
    called, at = _name(f"{group}_{who}"), f"o{group}_{who % _OFFICES}"
    person, office = _id("person", called), _id("organisation", at)
    post, tenure = _id("post", f"{at}_head"), _id("tenure", f"{called}_head")
    part, attested = _id("participation", f"d{number}_{position}"), _id("attestation", f"d{number}_{position}")
    name = _id("name", f"d{number}_{position}")
    yield meeting, _OWN + link, part
    yield from _thing(
        part, kind, participant=person, representing=office, capacity=_concept("capacity", capacity), inDocument=source
    )
    yield from _evidence(number, 30 + position, part)
    yield from _thing(person, "Person")
    yield person, RDFS_LABEL, Literal(f"Person {called}")
    yield from _place(who % _PLACES)
    country = _id("place", f"c{who % _PLACES}")
    yield from _thing(office, "IPOffice", officeOf=country, kind=_concept("organisation", "office"))
    yield office, RDFS_LABEL, Literal.text(f"office {at}", "en")
    yield from _thing(post, "Post", postIn=office, headPostOf=office, postTitle="Commissioner")
    yield from _thing(tenure, "Tenure", tenureOf=person, post=post)
    yield from _thing(
        attested,
        "Attestation",
        attestationOf=tenure,
        attestedTime=time,
        titleAsWritten="Commissioner",
        inDocument=source,
    )
    yield from _evidence(number, 40 + position, attested)
    yield from _thing(
        name,
        "NameUse",
        nameOf=person,
        form=f"Person {called}",
        nameKind=_concept("name", "preferred"),
        inDocument=source,
    )
    yield from _evidence(number, 50 + position, name)


def _place(number: int) -> Iterator[Statement]:
    """Yield a city and its country."""
    city, country = _id("place", f"p{number}"), _id("place", f"c{number}")
    yield from _thing(city, "City", inCountry=country)
    yield from _thing(country, "Country")
    yield city, RDFS_LABEL, Literal.text(f"city {number}", "en")
    yield country, RDFS_LABEL, Literal.text(f"country {number}", "en")


def _stated(number: int, position: int, subject: IRI, predicate: str, value: Term) -> Iterator[Statement]:
    statement = _id("statement", f"d{number}_{position}")
    yield from _thing(statement, "Statement", inDocument=_id("document", f"d{number}"))
    yield statement, RDF_SUBJECT, subject
    yield statement, RDF_PREDICATE, IRI(predicate)
    yield statement, RDF_OBJECT, value
    yield from _evidence(number, position, statement)


def _evidence(number: int, position: int, bearer: IRI) -> Iterator[Statement]:
    start = position * 40
    passage = _id("passage", f"d{number}_{start}-{start + _QUOTE}")
    yield from _thing(passage, "Passage")
    yield passage, OA_HAS_SOURCE, _id("document", f"d{number}")
    yield passage, OA_START, Literal.integer(start)
    yield passage, OA_END, Literal.integer(start + _QUOTE)
    quote = f"the words at {start} of {number}".ljust(_QUOTE, ".")
    yield passage, OA_EXACT, Literal(quote if number % 20 or position != 30 else quote[1:])  # else too short a quote
    yield bearer, _OWN + "evidence", passage


def _name(seed: str) -> str:
    """Return a name that is more than one letter apart from others."""
    return "".join(chr(ord("a") + byte % 26) for byte in sha256(seed.encode()).digest()[:10])
