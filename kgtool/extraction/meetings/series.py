"""Series and slugs: in, the meetings of a document; out, the series each belongs to, and a slug of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.entities import Meeting, Organisation
from kgtool.extraction.meetings.matching import is_organ
from kgtool.extraction.meetings.names import edition_of
from kgtool.extraction.world import World
from kgtool.rdf.iris import slug

_IN_SERIES = frozenset({"heads", "deputy-heads", "assembly", "working-level"})
_ALONE = frozenset({"signing"})
_BY_SIDES = frozenset({"signing", "bilateral", "industry"})
_RECURRING = re.compile(r"(?i)\b(?:annual|yearly|mid-?term|half-yearly|semi-annual|biennial|regular)\b")
_TWO_SIDES = re.compile(r"\b(?:with|and|between)\b")
_ACRONYM_AND_NUMBER = 2  # "FORUM 4" has so many words.
_SUFFIX = {"assembly": "assemblies", "working-level": "meeting"}


def name_series(world: World) -> None:
    """Give meetings that recur the name of their series."""
    names: dict[str, str] = world.knowledge.lexicon.tables.get("meetings", {}).get("series", {})
    for meeting in world.meetings:
        if not meeting.series and meeting.kind not in _ALONE:
            meeting.series = _series(world, meeting, names)


def _series(world: World, meeting: Meeting, names: dict[str, str]) -> str:
    """Return the name of a meeting's series, empty where it belongs to none.

    A forum's meetings of one kind are a series, so are those of the heads of the same two; of others, those with an
    ordinal.
    """
    known = meeting.kind in _IN_SERIES and (meeting.forum is not None or len(meeting.parties) == 2)
    if not known:
        return _by_name(world, meeting)
    group = meeting.kind == "working-level" or (meeting.forum is not None and meeting.forum.kind == "working-group")
    if meeting.forum is not None and (group or is_organ(meeting.forum)):
        return _full_name(meeting.forum)
    pattern = names.get(meeting.kind, "{forum}")
    if meeting.forum is not None:
        return pattern.format(forum=_short_name(meeting.forum))
    if meeting.kind in {"heads", "deputy-heads"}:
        return pattern.format(forum="-".join(sorted(_side_names(world, meeting))))
    return ""


def _by_name(world: World, meeting: Meeting) -> str:
    """Return what an edition is called without its number, by itself or by another edition that says more.

    Without a number, a meeting with a forum's name in its own recurs, and so does one that is held every year.
    """
    name = edition_of(meeting.name)
    named = meeting.forum is not None and any(f in name for forms in meeting.forum.names.values() for f, _ in forms)
    recurs = meeting.forum is not None and _RECURRING.search(name)
    if not meeting.ordinal and not ((named or recurs) and meeting.kind != "bilateral" and not _TWO_SIDES.search(name)):
        return ""
    alike = (m for m in world.meetings if m.forum is meeting.forum and m.level == meeting.level and m.ordinal)
    name = _spelled_out(world, name)
    words = set(name.casefold().split())
    fuller = (n for n in (edition_of(m.name) for m in alike) if words < set(n.casefold().split()))
    name = re.sub(r"(?: (?:in|at|on|of|for|with|the))+$", "", next(fuller, name))
    if len(name.split()) > 1:
        return name
    if meeting.forum is None:
        return "" if name.islower() else name  # "The sixth meeting": of what is not told.
    return _short_name(meeting.forum)


def _spelled_out(world: World, name: str) -> str:
    """Return, of an acronym that stands in brackets behind the name of another edition, what that is called."""
    acronym = name.split()[0] if name else ""
    if not acronym.isupper() or len(name.split()) > _ACRONYM_AND_NUMBER:
        return name
    for meeting in world.meetings:
        if world.text.startswith(f" ({acronym})", meeting.span.end):
            return edition_of(meeting.name)
    return name


def _full_name(forum: Organisation) -> str:
    """Return a body's name as the document has it, with its acronym."""
    acronym = next((form for form, _ in forum.names.get("acronym", [])), "")
    return f"{forum.display} ({acronym})" if acronym and acronym != forum.display else forum.display


def _short_name(forum: Organisation) -> str:
    """Return a forum's acronym as written, else as listed, else its name."""
    written = forum.names.get("acronym", []) or forum.names.get("short", [])
    if written:
        return written[0][0]
    return forum.entity.acronyms[0] if forum.entity and forum.entity.acronyms else forum.display


def _side_names(world: World, meeting: Meeting) -> Iterator[str]:
    for organisation in _organisations(meeting):
        entity = organisation.entity
        place = world.knowledge.entities.get(entity.place) if entity and entity.place else None
        yield place.label if place is not None else organisation.display


def name_slugs(world: World) -> None:
    """Give every meeting a slug that no other of the document has."""
    taken: set[str] = set()
    for meeting in world.meetings:
        free = (candidate for candidate in _candidates(world, meeting) if candidate not in taken)
        meeting.slug = next(free, "")
        taken.add(meeting.slug)


def _candidates(world: World, meeting: Meeting) -> Iterator[str]:
    """Yield slugs: with the year, else the ordinal, else the document's name; with the date; then numbered."""
    base = _base(meeting)
    year = f"{meeting.when.year:04}" if meeting.when.year else (str(meeting.ordinal) if meeting.ordinal else "")
    first = f"{base}-{year}" if year else f"{base}-{slug(world.document.stem)}"
    if meeting.series or not meeting.when.month:
        yield first
    if meeting.when.month:
        yield f"{base}-{meeting.when.start}"
    yield from (f"{first}-{n}" for n in range(2, 200))


def _base(meeting: Meeting) -> str:
    """Return what all meetings of a series, or of the same sides, have in common in their slugs."""
    if meeting.kind == "industry" and meeting.forum is not None:
        return f"{meeting.forum.slug}-industry"
    if meeting.series and meeting.forum is not None and meeting.kind in _IN_SERIES:
        return f"{meeting.forum.slug}-{_SUFFIX.get(meeting.kind, meeting.kind)}"
    sides = sorted(_country_or_slug(o) for o in _organisations(meeting))
    if meeting.series:
        return "-".join([*sides, meeting.kind]) if sides else slug(meeting.series)[:60].strip("-")
    represented = {p.delegate.organisation.slug for p in meeting.participations if p.delegate.organisation}
    sides = sorted(represented | {o.slug for o in _organisations(meeting)})
    if meeting.kind == "bilateral" and sides:
        return "-".join(["bilateral", *sides[:3]])
    if meeting.forum is not None:
        return f"{meeting.forum.slug}-{meeting.kind}"
    if meeting.kind in _BY_SIDES and sides:
        return "-".join([meeting.kind, *sides[:2]])
    return slug(re.sub(r"\b(?:19|20)\d\d\b", "", meeting.name))[:60].strip("-")


def _organisations(meeting: Meeting) -> list[Organisation]:
    return [d.organisation for d in meeting.parties if d.organisation is not None]


def _country_or_slug(organisation: Organisation) -> str:
    entity = organisation.entity
    return entity.place.rsplit("/", 1)[-1] if entity and entity.place else organisation.slug
