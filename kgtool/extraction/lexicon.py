"""The lexicon: in, the TOML files of ontology/lexicon; out, word lists and the compiled patterns made from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from kgtool.errors import SyntaxProblem
from kgtool.extraction.cues import CuedPattern, CuedRules, cued

# fmt: off
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_ORDINAL_WORDS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth",
)
# fmt: on
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_FEW = 4  # So few words are tried one by one.
_NOTHING = "(?!)"  # the pattern of a list that a project leaves empty


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words, longest first; a space matches any white space."""
    return _alternatives(frozenset(words))


@cache
def _alternatives(words: frozenset[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    if len(ordered) < _FEW or _differ_in_case(words):
        return "(?:" + "|".join(map(_escaped, ordered)) + ")" if ordered else _NOTHING
    return f"(?:{_shared(sorted(words))})"


def _escaped(word: str) -> str:
    return re.escape(word).replace("\\ ", r"\s+")


def _shared(words: list[str]) -> str:
    """Return the alternatives with each beginning that several share written once: the engine tries them one by one."""
    pieces: list[str] = []
    for first, group in groupby((w for w in words if w), key=lambda w: w[0]):
        same = list(group)
        least, most = same[0], same[-1]
        ends = (i for i, (a, b) in enumerate(zip(least, most, strict=False)) if a != b)
        beginning = least[: next(ends, len(least))] or first
        rests = [w[len(beginning) :] for w in same]
        pieces.append(_escaped(beginning) + (f"(?:{_shared(rests)})" if len(rests) > 1 else ""))
    return "|".join(pieces) + ("|" if "" in words else "")


def _differ_in_case(words: frozenset[str]) -> bool:
    """Return whether some beginnings differ in case alone: then only their order makes the longest win."""
    beginnings = {w[:end] for w in words for end in range(1, len(w) + 1)}
    return len({b.casefold() for b in beginnings}) < len(beginnings)


def whole_words(words: Iterable[str], flags: int = 0) -> CuedPattern:
    """Return a pattern that matches any of the words where it stands as a whole word; none where there are no words."""
    return _whole_words(frozenset(words) or frozenset("-"), flags)


@cache
def _whole_words(words: frozenset[str], flags: int) -> CuedPattern:
    return cued(re.compile(rf"(?<!\w){_alternatives(words)}(?!\w)", flags))


def _full(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) or _NOTHING, re.IGNORECASE | re.DOTALL)


class Lexicon:
    """The words that signal facts, as a domain expert wrote them."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self.tables = tables

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Read every TOML file of a folder; a table is named for its file.

        Raises SyntaxProblem with file and line for TOML that does not parse.
        """
        tables: dict[str, dict[str, Any]] = {}
        for path in sorted(folder.glob("*.toml")):
            try:
                tables[path.stem] = tomllib.loads(path.read_text("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                line = re.search(r"line (\d+)", str(error))
                raise SyntaxProblem(str(error), source=path, line=int(line.group(1)) if line else 1) from error
        return cls(tables)

    def get(self, table: str, key: str) -> Any:
        """Return an entry, or an empty list where the project has none."""
        return self.tables.get(table, {}).get(key, [])

    # ---- layout
    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Return the abbreviations after whose full stop a sentence goes on, without it, in lower case."""
        return frozenset(self.get("layout", "abbreviations"))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """Return the words that titles of office-holders begin with."""
        words = [*self.get("titles", "heads"), *self.get("titles", "modifiers")]
        return frozenset(word.split()[0] for word in words)

    @cached_property
    def _furniture(self) -> CuedRules[CuedPattern]:
        patterns = [cued(_full([p])) for p in self.get("layout", "furniture")]
        return CuedRules((pattern, [pattern]) for pattern in patterns)

    @cached_property
    def _source(self) -> re.Pattern[str]:
        return _full(self.get("layout", "source"))

    @cached_property
    def _contact(self) -> re.Pattern[str]:
        return _full(self.get("layout", "contact"))

    @cached_property
    def _aside(self) -> re.Pattern[str]:
        return _full(self.get("layout", "aside"))

    @cached_property
    def _issue(self) -> re.Pattern[str]:
        return _full(self.get("layout", "issue"))

    @cached_property
    def _periodical_of(self) -> re.Pattern[str]:
        return _full(self.get("layout", "periodical_of"))

    @cached_property
    def _contents(self) -> re.Pattern[str]:
        return _full(self.get("layout", "contents"))

    @cached_property
    def _periodical(self) -> re.Pattern[str]:
        return _full(self.get("layout", "periodical"))

    @cached_property
    def _issuer(self) -> re.Pattern[str]:
        return _full(self.get("layout", "issuer"))

    @cached_property
    def _tagline(self) -> re.Pattern[str]:
        return _full(self.get("layout", "tagline"))

    @cached_property
    def _press_service(self) -> re.Pattern[str]:
        return _full(self.get("layout", "press_service"))

    @cached_property
    def _signature(self) -> re.Pattern[str]:
        return _full(self.get("layout", "signature"))

    @cached_property
    def _caption(self) -> re.Pattern[str]:
        return _full(self.get("layout", "caption"))

    @cached_property
    def _note(self) -> re.Pattern[str]:
        return _full(self.get("layout", "note"))

    @cached_property
    def _item(self) -> re.Pattern[str]:
        return _full(self.get("layout", "item"))

    def is_furniture(self, line: str) -> bool:
        """Return whether a line is page furniture."""
        line = line.strip()
        return any(pattern.fullmatch(line) for pattern in self._furniture.of(line))

    def is_source(self, line: str) -> bool:
        """Return whether a line says only where a page was taken from."""
        return bool(self._source.fullmatch(line.strip()))

    def is_issuer(self, label: str) -> bool:
        """Return whether a label says that what follows published a page."""
        return bool(self._issuer.fullmatch(label.strip()))

    def is_tagline(self, line: str) -> bool:
        """Return whether a line says what a firm does or whom a magazine is for."""
        return bool(self._tagline.fullmatch(line.strip()))

    def is_contact(self, line: str) -> bool:
        """Return whether a line opens the part that names who is responsible for a page."""
        return bool(self._contact.fullmatch(line.strip()))

    def is_aside(self, line: str) -> bool:
        """Return whether a line near the top is a remark on the page, never its title."""
        return bool(self._aside.fullmatch(line.strip()))

    def is_issue(self, line: str) -> bool:
        """Return whether a line counts the issues of a periodical or says how often it appears."""
        return bool(self._issue.match(line.strip()))

    def is_contents(self, line: str) -> bool:
        """Return whether a line opens the list of what a periodical has."""
        return bool(self._contents.fullmatch(line.strip()))

    def is_periodical(self, line: str) -> bool:
        """Return whether a line calls itself a newsletter or the like."""
        return bool(self._periodical.fullmatch(line.strip()))

    def is_periodical_of(self, line: str) -> bool:
        """Return whether a line says whose bulletin or newsletter a page is."""
        return bool(self._periodical_of.match(line.strip()))

    def is_press_service(self, line: str) -> bool:
        """Return whether a line is nothing but the name of a press service."""
        return bool(self._press_service.fullmatch(line.strip()))

    def signature(self, line: str) -> int:
        """Return where the opening of a line ends that names whose press service signs a page, 0 without one."""
        found = self._signature.match(line)
        return found.end() if found else 0

    def item_marker(self, line: str) -> str:
        """Return the marker that opens a list item, such as ``1.``, or an empty string."""
        found = self._item.match(line)
        return found.group().strip() if found else ""

    def opens_block(self, line: str) -> bool:
        """Return whether a line opens an item, a caption or a note."""
        return bool(self._item.match(line) or self._caption.match(line) or self._note.match(line))

    def line_kind(self, piece: str) -> str:
        """Return what a line of plain text is: caption, note, item, heading or paragraph."""
        if self._caption.match(piece):
            return "caption"
        if self._note.match(piece):
            return "note"
        if self._item.match(piece):
            return "item"
        return "heading" if len(piece) < 160 and piece[-1] not in '.!?:;,”"' else "paragraph"


def number_of(word: str) -> int | None:
    """Return the whole number a word or figure stands for ("nineteen", "23"), else None."""
    word = word.casefold().replace("-", " ").replace(",", "").strip()
    if word.isdigit():
        return int(word)
    if word in _NUMBER_WORDS:
        return _NUMBER_WORDS.index(word)
    tens, _, ones = word.partition(" ")
    if tens in _TENS and (not ones or ones in _NUMBER_WORDS[1:10]):
        return _TENS[tens] + (_NUMBER_WORDS.index(ones) if ones else 0)
    return None


def ordinal_of(word: str) -> int | None:
    """Return the number of an ordinal ("14th", "twenty-seventh", "Sixty-Sixth", "XVII"), else None."""
    if re.fullmatch(ROMAN, word):
        return _roman(word)
    word = word.casefold().replace("-", " ").strip()
    figures = re.fullmatch(r"(\d+) ?(?:st|nd|rd|th)", word)
    if figures:
        return int(figures.group(1))
    if word in _ORDINAL_WORDS:
        return _ORDINAL_WORDS.index(word)
    tens, _, ones = word.partition(" ")
    if not ones and tens.endswith("ieth"):
        return _TENS.get(tens[:-4] + "y")
    if tens in _TENS and ones in _ORDINAL_WORDS[1:10]:
        return _TENS[tens] + _ORDINAL_WORDS.index(ones)
    return None


def _roman(figures: str) -> int:
    """Return the number of Roman figures: a lesser figure before a greater one is taken away."""
    values = [_ROMAN_FIGURES[f] for f in figures]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


NUMBERS_AND_ORDINALS = (*_NUMBER_WORDS, *_ORDINAL_WORDS, *_TENS, *(f"{ten[:-1]}ieth" for ten in _TENS))
_ROMAN_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Of single figures only V and X: the others are initials and the pronoun.
ROMAN = r"(?:[VX](?!\w)|(?=[IVXLC]{2,8}(?!\w))(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,3}))"
ORDINAL = (
    r"(?:\d+-?(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth)"
)
NUMBER = r"(?:\d+|" + "|".join(sorted(_NUMBER_WORDS[1:], key=len, reverse=True)) + "|twenty|thirty)"
