"""Spellings: in, the people of a document; out, the same with names one typing error apart bound to one person.

So are names that differ as ways to write one alphabet in another do ("Kerimbaeva", "Kerimbayeva"), or in hyphens.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import permutations

from kgtool.extraction.entities import Person, PersonMention
from kgtool.extraction.gazetteer import folded
from kgtool.extraction.names.forms import folded_tokens, may_be
from kgtool.extraction.world import World

# What transliterations write in more than one way, in the order in which it is made one; found in general usage.
_WAYS = (
    (r"[^a-z]", ""),
    (r"kh", "h"),
    (r"zh|dzh|dj", "j"),
    (r"tch|tsch", "ch"),
    (r"sch", "sh"),
    (r"ph", "f"),
    (r"ck|q|c(?!h)", "k"),
    (r"w", "v"),
    (r"ou|oo|o", "u"),
    (r"[yeij]+", "i"),
    (r"(.)\1+", r"\1"),
)
_ENOUGH = 9  # Names with fewer letters are too easily alike.


def bind_spellings(world: World) -> None:
    """Bind names one typing error apart to one person; the known form leads, else the one used more often."""
    for person, other in permutations(list(world.people), 2):
        if person not in world.people or other not in world.people:
            continue
        if person.partial and _is_only(world, person, other):
            _merge(world, other, person, "family-name")
        if len(person.tokens) < 2 or len(other.tokens) < 2:
            continue
        if one_slip(person.name, other.name):
            _merge(world, *_ranked(world, person, other), "misspelling")
        elif _sounds_alike(person, other) or _is_only(world, person, other):
            first, second = sorted((person, other), key=lambda p: p.span.start)
            _merge(world, first, second, "variant")


def _sounds_alike(person: Person, other: Person) -> bool:
    sound = _sounds(person.name)
    return sound == _sounds(other.name) and len(sound) >= _ENOUGH


def _is_only(world: World, person: Person, longer: Person) -> bool:
    """Return whether a shorter name can stand for a longer one, and for no other."""
    key = folded_tokens(person.tokens)
    if len(person.tokens) >= len(longer.tokens) or not may_be(key, folded_tokens(longer.tokens)):
        return False
    return sum(p is not person and may_be(key, folded_tokens(p.tokens)) for p in world.people) == 1


@lru_cache(maxsize=1 << 12)
def _sounds(name: str) -> str:
    """Return a name without what differs between ways to transliterate it."""
    key = folded(name)
    for written, one in _WAYS:
        key = re.sub(written, one, key)
    return key


def one_slip(one: str, other: str) -> bool:
    """Return whether two names of several words differ by about one letter."""
    a, b = folded(one), folded(other)
    if a == b or abs(len(a) - len(b)) > 1 or len(a) < 8 or len(a.split()) != len(b.split()):
        return False
    differing = [(x, y) for x, y in zip(a.split(), b.split(), strict=True) if x != y]
    return (
        len(differing) == 1
        and min(map(len, differing[0])) >= 4
        and SequenceMatcher(None, *differing[0]).ratio() >= 0.75
    )


def _ranked(world: World, person: Person, other: Person) -> tuple[Person, Person]:
    """Return the one to keep and the one to drop; where both are used as often, the later form is kept."""
    people = world.knowledge.people
    known = people.lookup(other.name) and not people.lookup(person.name)
    uses = _uses(world, person), _uses(world, other)
    if uses[0] == uses[1] and person.name.isascii() != other.name.isascii():
        # Accents are lost more easily than added.
        return (other, person) if person.name.isascii() else (person, other)
    later = other.span.start > person.span.start
    return (other, person) if known or uses[1] > uses[0] or (uses[1] == uses[0] and later) else (person, other)


def _uses(world: World, person: Person) -> int:
    mentions = (m for found in world.mentions.values() for m in found)
    return sum(1 for m in mentions if isinstance(m, PersonMention) and m.person is person)


def _merge(world: World, keep: Person, drop: Person, kind: str) -> None:
    keep.forms.append((drop.name, kind, drop.span))
    keep.forms.extend(f for f in drop.forms if f not in keep.forms)
    for mentions in world.mentions.values():
        for mention in mentions:
            if isinstance(mention, PersonMention) and mention.person is drop:
                mention.person = keep
    world.people.remove(drop)
