"""Titles: in, text and the lexicon's title words; out, the titles of office-holders as mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.entities import TitleMention
from kgtool.extraction.lexicon import Lexicon, alternatives
from kgtool.model import Span

_BESIDE_NAME = re.compile(r",?\s+(?:of|at)\s+(?:the\s+)?[A-Z]|\s+(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-ZÀ-Ž][\w-]+\s+[A-ZÀ-Ž]")
_TWO_NAMES = re.compile(r"\s+[A-ZÀ-Ž][\w-]+\s+[A-ZÀ-Ž][\w-]+")
_ONE_OF = re.compile(r"\bone of [^,;.]{0,30}$")


class TitleFinder:
    """Finds titles of office-holders by the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.tables.get("titles", {})
        self._acting = table.get("acting_modifiers", [])
        self._heads = set(table.get("head_titles", []))
        self._implies: dict[str, str] = table.get("implies", {})
        modifier = f"(?:{alternatives(table.get('modifiers', ['-']))}[\\s-]+)*"
        head = alternatives(table.get("heads", ["-"]))
        tail = "(?:\\s+(?:" + "|".join(p.replace(" ", r"\s+") for p in table.get("tails", ["(?!)"])) + "))?"
        one = f"{modifier}{head}s?\\b{tail}"
        formula = "|".join(p.replace(" ", r"\s+") for p in table.get("acting", ["(?!)"]))
        small = alternatives(table.get("small_heads", ["-"]))
        modifiers_small = f"(?:{alternatives([m.lower() for m in table.get('modifiers', ['-'])])}[\\s-]+)*"
        self.pattern = re.compile(
            f"(?P<formula>(?:{formula})\\s+)?(?<![\\w-])(?P<title>{one}(?:\\s+and\\s+{one})?)(?![\\w])(?!\\s*:)"
        )
        self.small = re.compile(f"(?<![\\w-])(?P<title>{modifiers_small}{small})(?![\\w-])")
        self._modified = re.compile(
            f"{alternatives(m for m in table.get('modifiers', ['-']) if m not in self._acting)}[\\s-]", re.IGNORECASE
        )

    def find(self, text: str, span: Span) -> Iterator[TitleMention]:
        """Yield the titles in a stretch of text."""
        for m in self.pattern.finditer(text, span.start, span.end):
            title = " ".join(m.group("title").split())
            plural = title.endswith("s") and not re.search(r" (?:for|of) ", title)
            if plural and not self._is_of_one(title, text, m, span):
                continue
            title = title.removesuffix("s") if plural else title
            words = " ".join(m.group().split()) if m.group("formula") else title
            acting = bool(m.group("formula")) or title.split()[0] in self._acting
            yield TitleMention(
                "TITLE", m.start(), m.end(), m.group(), words, acting, self._is_head(title), self._implied(title)
            )
        for m in self.small.finditer(text, span.start, span.end):
            if not _BESIDE_NAME.match(text, m.end(), span.end) and not text[: m.start()].endswith(
                (", ", ", its ", ", the ")
            ):
                continue
            title = " ".join(m.group("title").split())
            yield TitleMention("TITLE", m.start(), m.end(), m.group(), title, False, self._is_head(title.title()))

    def _is_of_one(self, title: str, text: str, m: re.Match[str], span: Span) -> bool:
        """Return whether a plural is the title of each of two names that follow, or of "one of" several."""
        two = "Head" not in title and _TWO_NAMES.match(text, m.end(), span.end)
        return bool(two or _ONE_OF.search(text, max(span.start, m.start() - 40), m.start()))

    def _is_head(self, title: str) -> bool:
        bare = re.sub(f"^{alternatives(self._acting)}\\s+", "", title) if self._acting else title
        return bare in self._heads and not self._modified.match(title)

    def _implied(self, title: str) -> str:
        return next((office for words, office in self._implies.items() if words in title), "")
