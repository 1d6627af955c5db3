"""A web page's tree in; out, the title, publisher, publication date and language that its head and data declare.

Publisher means the site, never the source that an article was taken from. Dates with a time are cut to their day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from kgtool.reading.stored import one_line
from kgtool.reading.web.linked_data import linked_data, publishers, values
from kgtool.reading.web.tree import Element, labels_of, tag_of, text_of


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Names of meta elements in the order of trust, lower case, every separator as a full stop.
_TITLES = _words("citation.title dc.title dcterms.title articletitle og.title twitter.title headline title")
_PUBLISHERS = _words(
    "og.site.name dc.publisher dcterms.publisher publisher citation.publisher sitename site.name application.name"
)
_CREATORS = _words("dcterms.creator dc.creator")
_DATES = _words(
    "article.published.time dcterms.issued dc.date.issued dcterms.date.issued citation.publication.date citation.date "
    "datepublished date.published publication.date pubdate publishdate publish.date published og.published.time "
    "dcterms.date dc.date dcterms.created dc.date.created sailthru.date parsely.pub.date date"
)
_LANGUAGES = _words("content.language dcterms.language dc.language og.locale language")

# A name in the AGLS scheme, as Australian offices write it: "corporateName=…; jurisdiction=…".
_CORPORATE = re.compile(r"(?:.*;\s*)?corporateName=([^;]+).*", re.DOTALL)
_PRINT = re.compile(r"(?:print(?:er[- ]friendly)?(?: version| view)?)\s*[-–|:]\s*", re.IGNORECASE)
_JOINT = re.compile(r"[^a-z0-9]+")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d.*")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0\d|1[0-2])([0-3]\d)(?:T?\d.*)?")
_ACRONYM = re.compile(r"[A-Z]{3,}")
_PARTS = re.compile(r"\s+[|–—·»:>-]+\s+|\s*[|»]\s*")
_DOMAIN = re.compile(r"\S+\.\w{2,}")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?,?\s*)?(?:by\s+)?(?:the\s+)?"
    r"(?P<name>[^\W\d_][^.|©,;\d]{2,80}?)\s*(?:[.|,;©\d]|\s-\s|all rights|$)",
    re.IGNORECASE,
)
_RESERVED = re.compile(
    r"all rights (?:are )?reserved (?:to|by|for) (?:the )?(?P<name>[^\W\d_][^.|©,;\d]{2,80}?)\s*(?:[.|,;©]|$)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[^\W\d_]{3}")
_LONGEST_NOTICE = 300
_SHORTEST_TITLE = 10
_PERSON_WORDS = 3
_CODE = ("script", "style", "title")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page declares, each "" if it does not.

    page_title is its <title>, which may name the site as well; body is the article's text as JSON-LD has it.
    """

    title: str
    page_title: str
    publisher: str
    published: str
    language: str
    body: str


def declared_metadata(page: Element) -> Declared:
    """Return what the page's meta elements, JSON-LD and markup declare."""
    metas = dict(_metas(page))
    entries = linked_data(page)
    headings = [one_line(text_of(heading)) for heading in page.iter("h1", "h2", "h3")]
    element = page.find("head/title")
    page_title = _PRINT.sub("", one_line(text_of(element)), count=1) if element is not None else ""
    title = _first(chain(_named(metas, _TITLES[:2]), values(entries, "headline"), _named(metas, _TITLES)))
    publisher = _first(chain(publishers(entries), _named(metas, _PUBLISHERS), _bodies(_named(metas, _CREATORS))))
    publisher = _once(_CORPORATE.sub(r"\1", publisher))
    site = publisher or site_in_title(page_title, [title] if title else headings)
    published = _first(chain(values(entries, "datePublished"), _named(metas, _DATES), _times(page)))
    language = _first(chain(_page_languages(page), _named(metas, _LANGUAGES), values(entries, "inLanguage")))
    return Declared(
        title="" if same_words(title, publisher) else without_site(title, publisher),
        page_title=without_site(page_title, site),
        publisher=site or _copyright_holder(page),
        published=_COMPACT.sub(r"\1-\2-\3", _DAY.sub(r"\1", published)),
        language=language.replace("_", "-"),
        body=next(values(entries, "articleBody"), ""),
    )


def same_words(one: str, other: str) -> bool:
    """Return whether two texts differ in case, spacing and punctuation at most; never of empty ones."""
    return bool(key_of(one)) and key_of(one) == key_of(other)


def key_of(text: str) -> str:
    """Return the letters and digits of a text, case folded."""
    return re.sub(r"[\W_]+", "", text).casefold()


def names_title(key: str, wanted: str) -> bool:
    """Return whether a heading's key is the declared title's, or a good part of it and no mere word."""
    if len(key) < _SHORTEST_TITLE:
        return bool(key) and key == wanted
    if key in wanted:
        return 2 * len(wanted) <= 5 * len(key)
    return wanted in key and 2 * len(key) <= 3 * len(wanted)


def without_site(title: str, site: str) -> str:
    """Return the title without the site's name or domain before or after it."""
    parts = _PARTS.split(title)
    ends = [part for part in (parts[0], parts[-1]) if same_words(part, site) or _DOMAIN.fullmatch(part)]
    if len(parts) < 2 or not ends:
        return title
    for end in ends:
        title = title.removeprefix(end).removesuffix(end)
    return title.strip(" |–—·»:>-") or site


def _metas(page: Element) -> Iterator[tuple[str, str]]:
    """Yield names and contents, last ones first, so that in a dict the first of a name counts."""
    for meta in reversed(list(page.iter("meta"))):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = one_line(meta.get("content") or "")
        if name and content:
            yield _JOINT.sub(".", name.lower()).strip("."), content


def _named(metas: dict[str, str], names: Iterable[str]) -> Iterator[str]:
    return (metas[name] for name in names if name in metas)


def _once(site: str) -> str:
    """Return the name once where a site gives it twice: "Coast Office - Coast Office"."""
    parts = _PARTS.split(site)
    return parts[0] if all(same_words(part, parts[0]) for part in parts) else site


def _bodies(creators: Iterable[str]) -> Iterator[str]:
    """Yield the creators that are named like bodies, not like people."""
    return (creator for creator in creators if len(creator.split()) > _PERSON_WORDS)


def _first(found: Iterable[str]) -> str:
    return next((line for value in found if (line := one_line(value))), "")


def _page_languages(page: Element) -> Iterator[str]:
    for element in (page, page.find("body")):
        if element is not None:
            yield element.get("lang") or element.get("xml:lang") or ""


def _times(page: Element) -> Iterator[str]:
    """Yield the values of time elements that say that they are the date of publication."""
    for time in page.iter("time"):
        published = "published" in labels_of(time) or (time.get("itemprop") or "").lower() == "datepublished"
        if published or time.get("pubdate") is not None:
            yield time.get("datetime") or ""


def site_in_title(page_title: str, titles: list[str]) -> str:
    """Return the rest of "Title | Site", where it is an acronym or a name of several words."""
    parts = _PARTS.split(page_title)
    named = [part for part in parts if any(same_words(part, title) for title in titles)]
    if len(parts) != 2 or not named:
        return ""
    site = next(part for part in parts if part != max(named, key=len)) if parts[0] != parts[1] else ""
    is_name = " " in site or _ACRONYM.fullmatch(site)
    return site if is_name and not _DOMAIN.search(site) else ""


def _copyright_holder(page: Element) -> str:
    for element in reversed(list(page.iter())):
        begin = (element.text or "").lower()
        own = one_line(text_of(element)) if "©" in begin or "copyright" in begin else ""
        found = _COPYRIGHT.search(own) if len(own) < _LONGEST_NOTICE and tag_of(element) not in _CODE else None
        if found and ("©" in found[0] or "all rights" in own.lower()) and _NAMED.search(found["name"]):
            return found["name"]
        reserved = _RESERVED.search(own) if len(own) < _LONGEST_NOTICE else None
        if reserved:
            return reserved["name"]
    return ""
