"""How fast answers are got out, beside pyoxigraph alone: start, a stream of solutions, N-Triples, and a difference.

    python -m tests.benchmarks --answers

Processor time of whole processes, run in turn, medians. Exits 1 if a limit is passed. What each is measured beside is
what pyoxigraph takes for the same from the same files: reading them and writing N-Triples, and loading them.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kgtool.project import Project
from kgtool.rdf.store import dump
from kgtool.rdf.terms import IRI, Literal, Triple
from tests.benchmarks import graphs

ROOT = Path(__file__).parents[2]
KGTOOL = (sys.executable, "-m", "kgtool", "-q")
START, EXPORT, DIFF = 3.0, 1.5, 4.0
MEMORY = 20_000  # kB that a million solutions may take more than a thousand
ROUNDS = 3
_READ_AND_WRITE = """
import sys, pyoxigraph as ox
out = open(sys.argv[1], "wb")
for name in sys.argv[2:]:
    ox.serialize(ox.parse(path=name), out, format=ox.RdfFormat.N_TRIPLES)
"""
_LOAD = """
import sys, pyoxigraph as ox
for name in sys.argv[1:]:
    ox.Store().bulk_load(path=name)
"""
_START = "import click, pyoxigraph"
_QUESTIONS: dict[str, tuple[str, ...]] = {
    "query documents": ("documents",),
    "query participations, as a table": ("participations",),
    "query evidence, as CSV": ("evidence", "--format", "csv"),
    "query evidence, as a table": ("evidence",),
    "query with an entity by name": ("officials", "-p", "organisation=EPO"),
}


def main(size: int = 1_000_000) -> int:
    """Measure, print a line for each, and return the exit status."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        passed = [
            *(_told(*line) for line in _questions()),
            _told(f"export of {size:,} triples to N-Triples", *_export(folder, size), EXPORT),
            *(
                _told(f"diff of two graphs of {size // 10:,}, {told} changed", *_diff(folder, size // 10, step), DIFF)
                for told, step in (("one in 100", 100), ("half", 2))
            ),
            _stream(folder),
        ]
    return 0 if all(passed) else 1


def _told(what: str, seconds: float, beside: float, limit: float) -> bool:
    ratio = seconds / beside
    verdict = "" if ratio <= limit else "  TOO SLOW"
    print(f"{what:<46} {seconds:7.2f} s  beside {beside:6.2f} s  {ratio:5.2f} (limit {limit}){verdict}", flush=True)
    return ratio <= limit


def _questions() -> list[tuple[str, float, float, float]]:
    """Compare questions with the start of Python and what it needs, and the time that the engine takes for them."""
    from kgtool.pipeline.asking import answer

    project, found = Project.load(ROOT), []
    for what, words in _QUESTIONS.items():
        values = {"organisation": "organisation:epo"} if "-p" in words else {}
        engine = min(_cpu(lambda: answer(project, words[0], values)) for _ in range(ROUNDS))  # noqa: B023
        ours, start = _medians((*KGTOOL, "query", *words), (sys.executable, "-c", _START), ROOT, 5 * ROUNDS)
        found.append((what, ours - engine, start, START))
    return found


def _export(folder: Path, size: int) -> tuple[float, float]:
    """Compare an export of a project's facts and evidence, many files, with reading and writing them."""
    project = folder / "project"
    for name in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / name, project / name)
    for name in ("documents", "reference", "facts", "evidence"):
        (project / "graph" / name).mkdir(parents=True)
    triples = graphs.graph(size)
    files = []
    for number in range(0, len(triples), 10_000):
        path = project / "graph" / "facts" / f"part-{number:07}.ttl"
        path.write_bytes(dump({None: triples[number : number + 10_000]}, "turtle", Project.load(ROOT).prefixes))
        files.append(str(path))
    out = folder / "out.nt"
    ours = (*KGTOOL, "--project", str(project), "export", "--format", "ntriples", "--no-inference")
    theirs = (sys.executable, "-c", _READ_AND_WRITE, str(out), *files)
    return _medians(ours, theirs, folder, ROUNDS, out)


def _diff(folder: Path, size: int, step: int) -> tuple[float, float]:
    """Compare a diff, of which one triple in so many differs, with loading both graphs."""
    triples = graphs.graph(size)
    label = IRI("http://www.w3.org/2000/01/rdf-schema#label")
    changed = [Triple(t.subject, label, Literal(f"new {n}")) if n % step == 0 else t for n, t in enumerate(triples)]
    names = []
    for name, said in (("one", triples), ("other", changed)):
        path = folder / f"{name}.ttl"
        path.write_bytes(dump({None: said}, "turtle", Project.load(ROOT).prefixes))
        names.append(str(path))
    ours = (*KGTOOL, "--project", str(ROOT), "diff", *names)
    return _medians(ours, (sys.executable, "-c", _LOAD, *names), folder, ROUNDS)


def _stream(folder: Path) -> bool:
    """Compare the memory that a million solutions take with that of a thousand."""
    peaks = []
    for limit in (1_000, 1_000_000):
        query = folder / f"{limit}.rq"
        query.write_text(f"SELECT ?a ?b ?c WHERE {{ ?a a ?c . ?b a ?d }} LIMIT {limit}")
        program = (
            "import resource, subprocess, sys\n"
            "subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], 'wb'), check=True)\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        words = (*KGTOOL, "--project", str(ROOT), "query", str(query), "--format", "csv")
        done = subprocess.run(
            (sys.executable, "-c", program, str(folder / "out.csv"), *words), capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stdout))
    more = peaks[1] - peaks[0]
    verdict = "" if more <= MEMORY else "  TOO MUCH"
    what, megabytes = f"{'a million solutions as CSV':<46}", f"{more / 1000:7.1f} MB more than a thousand"
    print(f"{what} {megabytes} (limit {MEMORY / 1000:.0f}){verdict}")
    return more <= MEMORY


def _medians(
    ours: tuple[str, ...], theirs: tuple[str, ...], cwd: Path, rounds: int, out: Path | None = None
) -> tuple[float, float]:
    """Return the median processor times, in seconds, of two commands run in turn; out takes what ours writes."""

    def run(words: tuple[str, ...]) -> Callable[[], None]:
        def once() -> None:
            with (out or Path(os.devnull)).open("wb") as file:
                done = subprocess.run(words, cwd=cwd, stdout=file, stderr=subprocess.PIPE)
            assert done.returncode in {0, 1}, done.stderr

        return once

    times = [(_cpu(run(ours)), _cpu(run(theirs))) for _ in range(rounds)]
    return statistics.median(a for a, _ in times), statistics.median(b for _, b in times)


def _cpu(do: Callable[[], object]) -> float:
    """Return the processor time that something takes in this process and its children, in seconds."""
    before = os.times()
    do()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


if __name__ == "__main__":
    sys.exit(main())
