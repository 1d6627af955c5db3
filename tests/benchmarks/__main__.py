"""How fast kgtool is beside others: out, a table in Markdown, measured side by side in one run.

    python -m tests.benchmarks [--slow] [--job NAME]... [--rounds N] [--sizes 10000,100000] [--limit SECONDS]

CPU time and peak memory, medians of runs in turn. What engines find is compared first: a difference stops the run.
--slow adds the largest graphs, and slow engines on large ones, each run stopped after the limit. The others are in the
optional dependencies "bench", but for Jena, which is Debian's libapache-jena-java. The times say little; the ratios are
what counts.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile

from tests.benchmarks import answers, reasoning, storing, validation
from tests.benchmarks.files import FOLDER
from tests.benchmarks.measuring import rows, show

JOBS = {**reasoning.JOBS, **validation.JOBS, **storing.JOBS}
_HEAD = (
    "| job | triples | by | CPU s | peak MB | times kgtool | asked | |",
    "|---|---:|---|---:|---:|---:|---|---|",
)


def main() -> None:
    """Read the words of the command line and print what they ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--slow", action="store_true", help="also what takes minutes")
    parser.add_argument("--job", action="append", choices=JOBS, help="only this; may be repeated")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each engine at each size")
    parser.add_argument("--sizes", help="numbers of triples, in place of each job's own")
    parser.add_argument("--limit", type=float, default=600, help="CPU seconds after which a run is stopped")
    parser.add_argument("--answers", action="store_true", help="how fast answers and exports are got out, instead")
    parser.add_argument("--one", nargs=3, metavar=("JOB", "ENGINE", "SIZE"), help="run one engine once")
    words = parser.parse_args()
    if words.answers:
        sys.exit(answers.main())
    if words.one:
        name, who, size = words.one
        show(JOBS[name].engines[who].run(int(size)))
        return
    with tempfile.TemporaryDirectory() as made:
        os.environ[FOLDER] = made
        # As on a user's machine, compiled modules are kept, here out of the way of the source.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{made}/compiled"
        print("\n".join(_HEAD))
        for name in words.job or JOBS:
            job = JOBS[name]
            own = job.sizes if words.slow else job.sizes[:-1]
            sizes = tuple(int(size) for size in words.sizes.split(",")) if words.sizes else own
            for line in rows(name, job, sizes, words.rounds, words.limit, slow=words.slow):
                print(line)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
