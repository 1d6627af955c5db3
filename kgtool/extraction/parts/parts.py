"""Parts: in, a meeting and somebody's part in it; out, the meeting with that part, each delegate but once."""

from __future__ import annotations

from kgtool.extraction.entities import Delegate, Meeting, Participation
from kgtool.extraction.world import World

HOSTING = frozenset({"host", "presidency"})


def add(meeting: Meeting, new: Participation) -> None:
    """Add a participation unless the meeting has it; a capacity that says more takes the place of plain attendance."""
    for known in meeting.participations:
        if not same_delegate(known.delegate, new.delegate):
            continue
        if known.delegate.organisation is None:
            known.delegate = new.delegate
        if new.principal is not None:
            known.principal = known.principal or new.principal
            if known.capacity not in HOSTING:
                return
        if known.capacity == new.capacity or (new.capacity == "participant" and known.capacity not in HOSTING):
            return
        if known.capacity == "participant" and new.capacity not in HOSTING:
            known.capacity, known.span, known.rule = new.capacity, new.span, new.rule
            return
    meeting.participations.append(new)


def same_delegate(one: Delegate, other: Delegate) -> bool:
    """Return whether two delegates are the same person, or the same organisation without a person."""
    if one.person is not None or other.person is not None:
        return one.person is other.person
    return one.organisation is other.organisation


def names_own(world: World, delegate: Delegate) -> bool:
    """Return whether the words for a delegate name the organisation he or she stands for, or are "its Director"."""
    words = world.words(delegate.span)
    if words.startswith("its ") and delegate.organisation is not None:
        return True
    forms = delegate.organisation.names.values() if delegate.organisation is not None else ()
    return any(form in words for known in forms for form, _ in known)
