"""iCalendar: in, a property graph; out, what it holds of events as a calendar, piece by piece (RFC 5545)."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator

from kgtool.answers.export.property_graph import Node, PropertyGraph

_TIME, _PLACE, _STATUS_OF, _STATUS = "meetingTime", "heldIn", "statusOf", "status"
_STATUSES = {"held": "CONFIRMED", "scheduled": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}


def calendar_text(graph: PropertyGraph) -> Iterator[str]:
    """Yield a calendar with an event for each node that has a time of meeting, whole days, in order of time.

    An event of which only the month or the year is known takes all of it, and says so. DTSTAMP, which RFC 5545 asks
    for, is the first day of the event, so that the same graph gives the same calendar.
    """
    nodes = {node.iri: node for node in graph.nodes}
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    status: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        links[edge.source][edge.type.rpartition(":")[2]].append(edge.target)
    for said in links.values():
        for event in said.get(_STATUS_OF, ()):
            status[event] += [target.rpartition("/")[2] for target in said.get(_STATUS, ())]
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kgtool//graph//EN\r\nCALSCALE:GREGORIAN\r\n"
    events = [node for node in graph.nodes if _TIME in links.get(node.iri, ()) and node.start]
    for node in sorted(events, key=lambda node: (node.start, node.end, node.iri)):
        places = [nodes[iri].label for iri in links[node.iri].get(_PLACE, ())]
        yield from (_folded(line) for line in _event(node, places, status.get(node.iri, [])))
    yield "END:VCALENDAR\r\n"


def _event(node: Node, places: list[str], statuses: list[str]) -> Iterator[str]:
    after = datetime.date.fromisoformat(node.end) + datetime.timedelta(1)  # DTEND is the first day that is not in it
    first = node.start.replace("-", "")
    yield "BEGIN:VEVENT"
    yield f"UID:{node.iri}"
    yield f"DTSTAMP:{first}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first}"
    yield f"DTEND;VALUE=DATE:{after.isoformat().replace('-', '')}"
    yield f"SUMMARY:{_text(node.label)}"
    if places:
        yield f"LOCATION:{_text(', '.join(sorted(places)))}"
    known = [_STATUSES[word] for word in ("cancelled", "held", "postponed", "scheduled") if word in statuses]
    if known:
        yield f"STATUS:{known[0]}"
    if (after - datetime.date.fromisoformat(node.start)).days > 27:
        yield "DESCRIPTION:Only the period is known\\, not the day."
    yield f"URL:{node.iri}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """Return text with what RFC 5545, section 3.3.11, has escaped."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, each but the first begun by a space (section 3.1)."""
    pieces, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            pieces.append(current)
            current, size = "", 1
        current, size = current + character, size + width
    return "\r\n ".join([*pieces, current]) + "\r\n"
