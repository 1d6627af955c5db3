"""What reports cost: in, a number of results; out, the CPU time to find them and to write each format, side by side.

    python -m tests.benchmarks.reports [--results 10000] [--rounds 5]

A project of the tests with as many wrong values is validated as the command does it, places and quotes among it, and
the findings are written in every format. Medians. Exits 1 if writing a report takes longer than finding what is in it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.reports import FORMATS, Findings
from tests.reports.sample import FACTS, findings, make_project


def main() -> int:
    """Measure, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--results", type=int, default=10_000, help="how many results there are")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    words = parser.parse_args()
    line = '    bridge:b{0} a b:Bridge ; rdfs:label "B" ; b:length "long {0}" .\n'
    wrong = "".join(map(line.format, range(words.results)))
    with TemporaryDirectory() as folder:
        project = make_project(Path(folder), facts=FACTS + wrong)
        found = findings(project, most=None)
        seconds: dict[str, list[float]] = {form: [] for form in ("finding", *FORMATS)}
        for _ in range(words.rounds):
            seconds["finding"].append(_cpu(lambda: findings(project, most=None)))
            for form, write in FORMATS.items():
                seconds[form].append(_cpu(partial(_written, write, found, project.prefixes)))
    medians = {what: statistics.median(measured) for what, measured in seconds.items()}
    print(f"{len(found.findings):,} findings\n\n| what | CPU s | part of finding |\n|---|---|---|")
    for what, median in medians.items():
        print(f"| {what} | {median:.2f} | {median / medians['finding']:.0%} |")
    return int(any(median > medians["finding"] for median in medians.values()))


def _written(write: Callable[[Findings, Prefixes], Iterable[str]], found: Findings, prefixes: Prefixes) -> int:
    return sum(map(len, write(found, prefixes)))


def _cpu(run: Callable[[], object]) -> float:
    started = time.process_time()
    run()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
