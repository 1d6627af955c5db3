"""Every IRI that kgtool mints: in, what a thing is known by; out, its IRI, the same on every machine.

A local name is made of parts joined by ``_``; a part is a slug, the tail of another IRI, or a document's stem. Only
unreserved characters and percent signs occur (RFC 3986, section 2.3), so Turtle needs no escape.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from kgtool.rdf.terms import IRI, Term

_SLUG_LENGTH = 80  # code points; longer slugs are cut and told apart by a digest
_HAS_NO_ACCENT = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


@lru_cache(maxsize=1 << 12)
def slug(words: str) -> str:
    """Return words as lower-case ASCII joined by hyphens; words without a Latin letter or digit give a digest."""
    latin = unicodedata.normalize("NFKD", words.casefold().translate(_HAS_NO_ACCENT))
    letters = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’\u0300-\u036f]", "", latin)).strip("-")
    if not letters:
        return digest(unicodedata.normalize("NFC", words))
    if len(letters) > _SLUG_LENGTH:
        return f"{letters[:_SLUG_LENGTH].strip('-')}-{digest(letters)}"
    return letters


def digest(*parts: str) -> str:
    """Return ten hexadecimal digits that tell these parts from others (SHA-256, cut)."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def tail(iri: str) -> str:
    """Return what follows the last slash or hash of an IRI."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


@lru_cache(maxsize=1 << 8)
def encoded(stem: str) -> str:
    """Return a file's stem with all but unreserved characters percent-encoded, composed first (NFC)."""
    return quote(unicodedata.normalize("NFC", stem), safe="")


def _written(term: Term) -> str:
    return term if isinstance(term, str) else "\x1e".join(term)


class Minter:
    """Mints the IRIs of one project; stems are raw, entities are IRIs minted before or found in reference data."""

    def __init__(self, base: str) -> None:
        self.base = base

    def iri(self, kind: str, *parts: str) -> IRI:
        """Return the IRI of a kind of thing from parts that are already slugs, tails or encoded stems."""
        return IRI(f"{self.base}{kind}/{'_'.join(parts)}")

    def document(self, stem: str) -> IRI:
        """Return the IRI of the document in the file with this stem."""
        return self.iri("document", encoded(stem))

    def passage(self, stem: str, start: int, end: int) -> IRI:
        """Return the IRI of the half-open range of code points of a document's text."""
        return self.iri("passage", encoded(stem), f"{start}-{end}")

    def statement(self, stem: str, subject: Term, predicate: Term, value: Term) -> IRI:
        """Return the IRI of the statement that a document makes of a triple."""
        return self.hashed("statement", stem, _written(subject), _written(predicate), _written(value))

    def hashed(self, kind: str, stem: str, *content: str) -> IRI:
        """Return the IRI of a thing that a document says and that only its content tells from others."""
        return self.iri(kind, encoded(stem), digest(*content))

    def name(self, stem: str, entity: IRI, form: str, kind: str) -> IRI:
        """Return the IRI of the use of a form, of a kind, for an entity in a document."""
        return self.hashed("name", stem, entity, form, kind)

    def organisation(self, name: str, within: IRI | None = None) -> IRI:
        """Return the IRI of an organisation from its acronym or name; a unit is told apart by what it is within."""
        return self.iri("organisation", *([tail(within)] if within else []), slug(name))

    def person(self, name: str) -> IRI:
        """Return the IRI of a person; the order of the names does not matter."""
        return self.iri("person", "-".join(sorted(slug(name).split("-"))))

    def place(self, name: str) -> IRI:
        """Return the IRI of a city or country."""
        return self.iri("place", slug(name))

    def topic(self, name: str) -> IRI:
        """Return the IRI of a topic."""
        return self.iri("topic", slug(name))

    def post(self, organisation: IRI, title: str) -> IRI:
        """Return the IRI of the post with a title in an organisation."""
        return self.iri("post", tail(organisation), slug(title))

    def tenure(self, person: IRI, post: IRI) -> IRI:
        """Return the IRI of a person's tenure of a post."""
        return self.iri("tenure", tail(person), tail(post))

    def acting_tenure(self, person: IRI, post: IRI) -> IRI:
        """Return the IRI of a person's performing the functions of a post."""
        return self.iri("tenure", tail(person), tail(post), "acting")

    def attestation(self, stem: str, tenure: IRI) -> IRI:
        """Return the IRI of a document's word that a tenure held."""
        return self.iri("attestation", encoded(stem), tail(tenure))

    def series(self, *names: str) -> IRI:
        """Return the IRI of a series of meetings (``IP5``, ``heads``)."""
        return self.iri("series", "-".join(slug(name) for name in names))

    def edition(self, series: IRI, year: str) -> IRI:
        """Return the IRI of the meeting of a series in a year, or of its ordinal where no year is known."""
        return self.iri("meeting", f"{tail(series)}-{slug(year)}")

    def meeting(self, kind: str, parties: Iterable[IRI], *when: str) -> IRI:
        """Return the IRI of a meeting outside a series from its kind, its parties in any order, and its time."""
        return self.iri("meeting", *self._with_parties(kind, parties, when))

    def agreement(self, kind: str, parties: Iterable[IRI], *more: str) -> IRI:
        """Return the IRI of an agreement from its kind, its parties in any order, and what else tells it apart."""
        return self.iri("agreement", *self._with_parties(kind, parties, more))

    def initiative(self, name: str, *more: str) -> IRI:
        """Return the IRI of an initiative from its name and what else tells it apart."""
        return self.iri("initiative", slug(name), *(slug(word) for word in more if word))

    def time(self, stem: str, edtf: str, words: str = "") -> IRI:
        """Return the IRI of a time in a document; words tell apart what has no exact EDTF value."""
        when = [encoded(end) for end in edtf.split("/")] if edtf else []
        return self.iri("time", encoded(stem), *when, *([digest(words)] if words else []))

    def status(self, stem: str, meeting: IRI) -> IRI:
        """Return the IRI of a document's report of the status of a meeting."""
        return self.iri("status", encoded(stem), tail(meeting))

    def participation(self, stem: str, meeting: IRI, agent: IRI, capacity: str) -> IRI:
        """Return the IRI of an agent's participation in a meeting, in a capacity, as a document has it."""
        return self.iri("participation", encoded(stem), tail(meeting), tail(agent), slug(capacity))

    def outcome(self, stem: str, text: str) -> IRI:
        """Return the IRI of an outcome from its text as written in a document."""
        return self.hashed("outcome", stem, text)

    def claim(self, stem: str, subject: IRI, text: str) -> IRI:
        """Return the IRI of a document's claim about something."""
        return self.hashed("claim", stem, subject, text)

    def aim(self, vision: IRI, position: int) -> IRI:
        """Return the IRI of the aim at a position, counted from 1, of a vision."""
        return self.iri("aim", tail(vision), str(position))

    def stated_date(self, stem: str, position: int) -> IRI:
        """Return the IRI of the date at a position, counted from 1, among those printed in a document."""
        return self.iri("stated", encoded(stem), str(position))

    def _with_parties(self, kind: str, parties: Iterable[IRI], more: Iterable[str]) -> list[str]:
        together = "-".join(sorted({tail(party) for party in parties}))
        return [slug(kind), *([together] if together else []), *(slug(word) for word in more if word)]
