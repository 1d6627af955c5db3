"""A text or document in; out, the language it is written in, as a BCP 47 tag; "und" if unknown.

The script tells Chinese, Japanese, Korean and a few more; for Latin script the language whose commonest words make
up the largest share of the first words does. Deterministic, without a model.
"""

from __future__ import annotations

import re
from collections import Counter

from kgtool.model import Document

_SAMPLE = 5_000
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LEAST_SHARE = 0.08
_LEAST_HITS = 3

# The commonest function words of each language; words that several languages share are told apart by the rest.
_COMMON = {
    "en": "the of and to in a is that for it was on with as by at be this are from an or have has which were not its",
    "de": "der die und in den von das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec aux été",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más o pero sus le ha fue entre",
    "it": "di e il la che in a per è un del non con i della una le si da sono dei al come nel alla più gli ha",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das foi pela",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als bij door naar heeft deze uit wordt",
    "pl": "w i na z do się o że jest nie to przez od po za dla oraz przy ich jako który są ze tym został",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var sig från vi så kan",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")),
    ("zh", re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_OTHER_SHARE = 0.3
_KANA_SHARE = 0.1


def document_language(document: Document) -> str:
    """Return the language that the document declares, else the one its text is written in."""
    span = document.metadata.get("language")
    declared = document.text[span.start : span.end] if span else ""
    if _TAG.fullmatch(declared):
        return declared.replace("_", "-")
    return language_of(document.text)


def language_of(text: str) -> str:
    """Return the language of the text's first 5,000 words, such as "en"; "und" if too few of them tell."""
    words = _first_words(text)
    return _by_script("".join(words)) or _by_words(Counter(word.lower() for word in words), len(words))


def _first_words(text: str) -> list[str]:
    found = _WORD.finditer(text)
    return [match[0] for match, _ in zip(found, range(_SAMPLE), strict=False)]


def _by_script(letters: str) -> str:
    if letters.isascii():
        return ""
    counts = {language: len(pattern.findall(letters)) for language, pattern in _SCRIPTS}
    latin = len(_LATIN.findall(letters))
    best = max(counts, key=lambda language: counts[language])
    if counts[best] <= _OTHER_SHARE * latin or not counts[best]:
        return ""
    japanese = counts["ja"] > _KANA_SHARE * (counts["ja"] + counts["zh"])
    return "ja" if best in ("ja", "zh") and japanese else best


def _by_words(counts: Counter[str], total: int) -> str:
    hits = {language: sum(counts[word] for word in common) for language, common in _WORDS.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] >= max(_LEAST_HITS, _LEAST_SHARE * total) else "und"
