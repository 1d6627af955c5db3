"""Forms of names: in, the words of one form and of a name; out, whether the one can stand for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kgtool.extraction.gazetteer import folded

_INITIAL = 2  # A word of so few letters is an initial ("Y.", "Yu.").
_PATRONYMIC = re.compile(r"\w{2,}(?:[oe]vich|[oe]vna|ich|ichna|uly|kyzy|ogly|zoda)")


def is_end_of(words: Sequence[str], tokens: Sequence[str]) -> bool:
    """Return whether a form is a name without its first words: a family name of two words."""
    ending = [t.casefold() for t in tokens[-len(words) :]]
    return 1 < len(words) < len(tokens) and [w.casefold() for w in words] == ending


@lru_cache(maxsize=1 << 14)
def folded_tokens(tokens: tuple[str, ...]) -> list[str]:
    """Return the words of a name in lower case, without accents and the stops of initials."""
    return [folded(t.strip(".")) for t in tokens]


def may_be(keys: Sequence[str], tokens: Sequence[str]) -> bool:
    """Return whether a form can stand for a name, both folded: the same words, fewer, or initials for some.

    So can a given name with a patronymic that the name itself leaves out.
    """
    if len(keys) == 2 and len(tokens) > 1 and keys[0] == tokens[0] and _PATRONYMIC.fullmatch(keys[1]):
        return True
    if len(keys) == 1:
        return len(tokens) > 1 and keys[0] in tokens
    if _pair(keys, tokens):
        return True
    if "-" not in "".join([*keys, *tokens]):
        return False
    return _pair(_parted(keys), _parted(tokens)) or _pair(_joined(keys), _joined(tokens))


def _pair(keys: Sequence[str], tokens: Sequence[str]) -> bool:
    """Return whether each word of a form has a word of the name to itself, two of them whole or one with an initial."""
    if len(keys) > len(tokens):
        return False
    rest, whole = list(tokens), 0
    for key in sorted(keys, key=len, reverse=True):
        found = key if key in rest else next((t for t in rest if _is_initial(key, t)), None)
        if found is None:
            return False
        whole += found == key and len(key) > _INITIAL
        rest.remove(found)
    return whole > 0 and (keys[-1] in tokens or len(keys[-1]) <= _INITIAL)


def _is_initial(one: str, other: str) -> bool:
    short, long = sorted((one.split(".")[0], other.split(".")[0]), key=len)
    return 0 < len(short) <= _INITIAL and long.startswith(short)


def _joined(words: Sequence[str]) -> list[str]:
    return [word.replace("-", "") for word in words]


def _parted(words: Sequence[str]) -> list[str]:
    return [part for word in words for part in word.split("-") if part]
