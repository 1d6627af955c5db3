"""Laws of extraction, over whole documents: what holds whatever a document says."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from textwrap import wrap

import pytest

from kgtool.extraction import Extraction, Knowledge, extract
from kgtool.model import Fact
from kgtool.rdf.facts import grounded_triples
from kgtool.rdf.terms import Literal, Term, Triple
from kgtool.rdf.vocabulary import OA_END, OA_EXACT, OA_START
from kgtool.reading import read_bytes

ROOT = Path(__file__).resolve().parents[2]
OWN = sorted((ROOT / "graph" / "documents").glob("*.txt"))
ORIGINALS = sorted((ROOT.parent / "shared" / "documents").glob("*.txt"))
ABSENT = pytest.mark.skip(reason="no ../shared/documents: the originals are not part of this repository")
DOCUMENTS = [
    *(pytest.param(path, id=path.stem) for path in OWN),
    *(
        [pytest.param(path, id=path.stem[:3]) for path in ORIGINALS]
        or [pytest.param(None, marks=ABSENT, id="originals")]
    ),
]
MUTATIONS = 1_000

ONE_FORM = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
DIGEST = re.compile(r"[_-][0-9a-f]{10}(?![0-9a-z])")
AS_AN_ITEM = re.compile(r"[:;]\n[\[(]?(?:[0-9]{1,2}|[ivx]{1,4}|[a-h])[.)\]] ")
OF_THE_FILE = ("sha256", "textSha256")


def read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n")


def extraction_of(text: str, knowledge: Knowledge) -> Extraction:
    return extract(read_bytes(text.encode(), "law.txt"), knowledge)


def plain(term: Term) -> str:
    """Return a term with white space and quotation marks in one form, and without digests of words and offsets."""
    if isinstance(term, Literal):
        return " ".join(term.lexical.translate(ONE_FORM).split())
    return DIGEST.sub("", str(term))


def said(extraction: Extraction) -> set[tuple[str, ...]]:
    """Return what facts say, apart from where, and from the digests of the file."""
    return set(statements(extraction.facts))


def statements(facts: tuple[Fact, ...]) -> Iterator[tuple[str, ...]]:
    for fact in facts:
        for triple in (*fact.triples, *fact.context):
            if not triple.predicate.endswith(OF_THE_FILE):
                yield fact.rule, plain(triple.subject), plain(triple.predicate), plain(triple.object)


def with_curly_quotes(text: str) -> str:
    opened = re.sub(r'"([^"\n]*)"', r"“\1”", text)
    return opened.replace("'", "’")


def with_straight_quotes(text: str) -> str:
    return text.translate(ONE_FORM)


def wrapped(text: str, width: int) -> str:
    """Return the text wrapped at a width, or the next smaller one that lets no line begin as an item of a list does.

    After a colon or semicolon, "[i] …" at the beginning of a line could be one.
    """
    lines = (wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    found = "\n".join("\n".join(pieces) for pieces in lines)
    own = len(AS_AN_ITEM.findall(text))
    return found if len(AS_AN_ITEM.findall(found)) == own else wrapped(text, width - 1)


WRITTEN_OTHERWISE: dict[str, Callable[[str], str]] = {
    "wrapped-at-60": lambda text: wrapped(text, 60),
    "wrapped-at-72": lambda text: wrapped(text, 72),
    "wrapped-at-80": lambda text: wrapped(text, 80),
    "wrapped-at-100": lambda text: wrapped(text, 100),
    "straight-quotes": with_straight_quotes,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "curly-quotes": with_curly_quotes,
    "no-break-spaces": lambda text: text.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_quote_has_words_and_stays_within_a_sentence_or_a_block(path: Path, knowledge: Knowledge) -> None:
    text = read_text(path)
    extraction = extraction_of(text, knowledge)
    layout = extraction.world.layout
    homes = [*(s.span for s in layout.sentences), *(b.span for b in layout.blocks)]

    spans = {span for fact in extraction.facts for span in fact.evidence.spans}

    assert spans
    assert [s for s in spans if not text[s.start : s.end].strip()] == []
    assert [text[s.start : s.end] for s in spans if not any(home.covers(s) for home in homes)] == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_extracting_twice_gives_the_same_facts_in_the_same_order(path: Path, knowledge: Knowledge) -> None:
    text = read_text(path)

    assert extraction_of(text, knowledge).facts == extraction_of(text, knowledge).facts


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("rewrite", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE.keys())
def test_how_quotes_lines_and_spaces_are_written_changes_no_fact(
    path: Path, rewrite: Callable[[str], str], knowledge: Knowledge
) -> None:
    text = read_text(path)
    before, after = said(extraction_of(text, knowledge)), said(extraction_of(rewrite(text), knowledge))

    assert sorted(before - after) == []
    assert sorted(after - before) == []


def mutated(text: str, chance: random.Random) -> str:
    """Return a text with lines lost, doubled or in another order, cut off, or with characters thrown in."""
    lines = text.splitlines(keepends=True)
    ways: list[Callable[[], str]] = [
        lambda: "".join(line for line in lines if chance.random() > 0.25),
        lambda: "".join(line * chance.choice((1, 1, 2)) for line in lines),
        lambda: "".join(chance.sample(lines, len(lines))),
        lambda: text[: chance.randrange(1, len(text))],
        lambda: "".join(chance.choice(NOISE) if chance.random() < 0.02 else c for c in text),
        lambda: " ".join(chance.sample(words := text.split(), len(words))),
    ]
    return chance.choice(ways)()


NOISE = "\u00a0\u200b\ufeff\ue000\t\r\n ()[]:;,.-–—'\"“”’%0123456789AZazÄß漢한🙂"


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in OWN])
def test_no_broken_document_breaks_extraction(path: Path, knowledge: Knowledge) -> None:
    text = read_text(path)
    for number in range(MUTATIONS // len(OWN)):
        broken = mutated(text, random.Random(f"{path.stem} {number}"))
        if not broken.strip("\ufeff \t\r\n"):
            continue
        document = read_bytes(broken.encode(), "law.txt")
        facts = extract(document, knowledge).facts
        for passage in passages(grounded_triples(document, facts, knowledge.settings).evidence):
            start, end = int(passage[OA_START].lexical), int(passage[OA_END].lexical)
            assert passage[OA_EXACT].lexical.strip(), (number, start)
            assert passage[OA_EXACT].lexical == broken[start:end], (number, start)


def passages(evidence: Iterable[Triple]) -> list[dict[str, Literal]]:
    """Return what the evidence says of each passage that it quotes."""
    said: dict[Term, dict[str, Literal]] = defaultdict(dict)
    for triple in evidence:
        if isinstance(triple.object, Literal):
            said[triple.subject][triple.predicate] = triple.object
    return [values for values in said.values() if OA_EXACT in values]
