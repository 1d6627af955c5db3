"""What is kept of saved web pages: out, a table of blocks found and of text that is no block, beside trafilatura.

    python -m tests.benchmarks.reading [ROUNDS]

The pages are those of tests/reading/pages, each with the blocks that a reader is to keep. A block is found if its
letters and digits stand in the text in one run; what is left of a text without all blocks leaks. The title counts as
neither, since trafilatura (the extra `bench`) keeps it apart; it is asked for tables and to favour recall. Times are
CPU milliseconds a page, medians over the rounds, read in turn. Exits 1 if this reader finds fewer blocks than the
other, or leaks more.
"""

from __future__ import annotations

import importlib
import logging
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kgtool.reading import read_bytes

PAGES = Path(__file__).parents[1] / "reading" / "pages"
_TITLE = re.compile(r"title: (?P<text>.+)")
_KEPT = re.compile(r"(?:heading|paragraph|item|caption|note|cell \d+): (?P<text>.+)")


@dataclass
class Tally:
    """Blocks found, code points that leak, and milliseconds for each round."""

    found: int = 0
    leaked: int = 0
    times: list[float] = field(default_factory=list)


def main() -> int:
    """Measure, print the table, and return the exit status."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    logging.disable(logging.ERROR)
    readers: dict[str, Callable[[bytes], str]] = {"kgtool": kgtool_text}
    try:
        readers["trafilatura"] = trafilatura_reader()
    except ImportError:
        print("trafilatura is not installed: pip install '.[bench]'")
    pages = sorted(PAGES.glob("*.html"))
    tallies = {name: Tally() for name in readers}
    blocks = 0
    print(f"| page | blocks | {' | '.join(f'{name}: found, leaked' for name in readers)} |")
    print(f"|---|---:|{'---|' * len(readers)}")
    for page in pages:
        kept, title = _shown(page, _KEPT), _shown(page, _TITLE)
        blocks += len(kept)
        scores = [_score(reader(page.read_bytes()), kept, title) for reader in readers.values()]
        for tally, (found, leaked) in zip(tallies.values(), scores, strict=True):
            tally.found += found
            tally.leaked += leaked
        print(f"| {page.stem} | {len(kept)} | {' | '.join(f'{found}, {leaked}' for found, leaked in scores)} |")
    for _ in range(rounds):
        for name, reader in readers.items():
            tallies[name].times.append(_milliseconds(reader, pages))
    totals = (
        f"{tally.found} ({tally.found / blocks:.0%}), {tally.leaked}, {statistics.median(tally.times):.1f} ms"
        for tally in tallies.values()
    )
    print(f"| all | {blocks} | {' | '.join(totals)} |")
    ours = tallies["kgtool"]
    return int(any(ours.found < other.found or ours.leaked > other.leaked for other in tallies.values()))


def kgtool_text(data: bytes) -> str:
    """Return the text that this package's reader keeps, without the declared metadata before it."""
    document = read_bytes(data, "page.html")
    spans = (block.span for block in document.blocks if block.kind != "metadata")
    return "\n".join(document.text[span.start : span.end] for span in spans)


def trafilatura_reader() -> Callable[[bytes], str]:
    """Return a function from a page to the text that trafilatura keeps; raises ImportError where it is missing."""
    extract = importlib.import_module("trafilatura").extract

    def text(data: bytes) -> str:
        return str(extract(data, include_tables=True, include_comments=False, favor_recall=True) or "")

    return text


def _shown(page: Path, kind: re.Pattern[str]) -> list[str]:
    lines = page.with_suffix(".layout").read_text(encoding="utf-8").splitlines()
    return [match["text"] for line in lines if (match := kind.fullmatch(line))]


def _score(text: str, kept: list[str], title: list[str]) -> tuple[int, int]:
    """Return how many blocks stand in the text, and how many letters and digits are in none of them."""
    rest = _letters(text)
    found = 0
    for block in sorted(map(_letters, kept), key=len, reverse=True):
        found += block in rest
        rest = rest.replace(block, " ", 1)
    for line in title:
        rest = rest.replace(_letters(line), " ")
    return found, len(rest.replace(" ", ""))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _milliseconds(reader: Callable[[bytes], str], pages: list[Path]) -> float:
    sources = [page.read_bytes() for page in pages]
    start = time.process_time()
    for source in sources:
        reader(source)
    return 1000 * (time.process_time() - start) / len(pages)


if __name__ == "__main__":
    sys.exit(main())
