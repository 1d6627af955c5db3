"""How fast sentences become facts: words a second on one core, beside a tokenizer with a sentence splitter alone.

    python -m tests.benchmarks.extraction [ROUNDS]

Both read the same texts in turn, warm, in one process; CPU time, medians. Start-up and the reading of HTML and PDF are
apart. The tokenizer is spaCy's blank English pipeline with its sentencizer, where it is installed (the extra `bench`).
Exits 1 if extraction takes more than LIMIT times as long, or gives other facts when it reads again.
"""

from __future__ import annotations

import importlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kgtool.extraction import Knowledge, extract
from kgtool.project import Project
from kgtool.reading import read

ROOT = Path(__file__).parents[2]
LIMIT = 20.0
# A frontier language model takes so many seconds for a document of that corpus: what 1,000 times its rate means.
MODEL_SECONDS = 43.0


def main() -> int:
    """Measure, print the table, and return the exit status."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    folders = (ROOT / "graph/documents", ROOT.parent / "shared/evaluation/dev")
    paths = [p for folder in folders for p in sorted(folder.glob("*")) if p.suffix in {".txt", ".md", ".html"}]
    documents = [read(path) for path in paths]
    knowledge = Knowledge.load(Project.find(ROOT))
    words = sum(len(d.text.split()) for d in documents)
    first = [extract(d, knowledge).facts for d in documents]

    def facts() -> None:
        assert [extract(d, knowledge).facts for d in documents] == first

    pipeline = _spacy()
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        ours.append(_cpu_seconds(facts))
        if pipeline is not None:
            theirs.append(_cpu_seconds(lambda: [pipeline(d.text) for d in documents]))
    seconds = statistics.median(ours)
    rate = len(documents) * MODEL_SECONDS / seconds
    print(f"{len(documents)} documents, {words:,} words")
    print(
        f"kgtool              {words / seconds:10,.0f} words/s   {rate:,.0f} times a language model's {MODEL_SECONDS} s"
    )
    if not theirs:
        print("spaCy is not installed: pip install '.[bench]'")
        return 0
    beside = statistics.median(theirs)
    print(f"spaCy, blank {words / beside:10,.0f} words/s  {seconds / beside:.1f} times as fast (limit {LIMIT})")
    return 0 if seconds / beside <= LIMIT else 1


def _spacy() -> Callable[[str], Any] | None:
    """Return spaCy's blank English pipeline with a sentencizer, None where spaCy is not installed."""
    try:
        spacy = importlib.import_module("spacy")
    except ImportError:
        return None
    pipeline: Any = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    for_one: Callable[[str], Any] = pipeline
    return for_one


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
