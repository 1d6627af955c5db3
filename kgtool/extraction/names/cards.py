"""Cards: in, lines of which one is a name and the next a title; out, that they are, and the title its bearer's.

Konstantin Kovar
Director, Harbour Office
"""

from __future__ import annotations

import re

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import OrgMention, PersonMention, Role, RoleMention, TitleMention
from kgtool.extraction.world import World

_NAME = re.compile(r"[^\W\d_][^\s,;:.]*\.?(?:\s+[^\W\d_][^\s,;:.]*\.?){1,4}")
_NEAR = 12  # A title opens its line within so many code points: "and ", "the ".


def has_card(world: World, sentence: Sentence) -> bool:
    """Return whether a line is nothing but a few words, and the next line opens with a title."""
    following = _next(world, sentence)
    if following is None or not _NAME.fullmatch(world.text[sentence.span.start : sentence.span.end]):
        return False
    return _title(world, following) is not None


def read_cards(world: World) -> None:
    """Give the people whose names stand on lines of their own the title and organisation of the next line."""
    for sentence in world.layout.sentences:
        following = _next(world, sentence)
        found = next((m for m in world.mentions[sentence.index] if isinstance(m, RoleMention)), None)
        person = found.delegate.person if found is not None else None
        if (
            following is None
            or found is None
            or person is None
            or any(r.title for r in person.roles)
            or not has_card(world, sentence)
        ):
            continue
        title = _title(world, following)
        if title is None or any(isinstance(m, PersonMention | RoleMention) for m in world.mentions[following.index]):
            continue
        named = (m.organisation for m in world.mentions[following.index] if isinstance(m, OrgMention))
        found.delegate.organisation = found.delegate.organisation or next(named, None)
        person.roles.append(Role(title.title, title.acting, found.delegate.organisation, title.span, title.head))


def _next(world: World, sentence: Sentence) -> Sentence | None:
    after = sentence.index + 1
    return world.layout.sentences[after] if after < len(world.layout.sentences) else None


def _title(world: World, sentence: Sentence) -> TitleMention | None:
    """Return the title that a line opens with."""
    titles = (m for m in world.mentions[sentence.index] if isinstance(m, TitleMention))
    return next((t for t in titles if t.start - sentence.span.start <= _NEAR), None)
