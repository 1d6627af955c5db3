"""How fast kgtool is beside what it is made of: out, a table of medians and ratios, measured side by side.

    python -m tests.benchmarks [ROUNDS]

Whole processes, run in turn so that a busy moment of the machine meets them all. Exits 1 if a limit is passed or if
what is compared does not give the same result. The times say little; the ratios are what the project promises.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
KGTOOL = (sys.executable, "-m", "kgtool")
START = (sys.executable, "-c", "import click, pyoxigraph")
QUERIES = ("documents", "roles", "hosts", "participations", "meetings", "evidence")
BUILD_LIMIT, UNCHANGED_LIMIT, QUERY_LIMIT = 1.5, 5.0, 3.0


@dataclass(frozen=True)
class Line:
    """One comparison: what was measured, its time and that of what it is compared with in seconds, and the limit."""

    what: str
    seconds: float
    beside: float
    limit: float

    @property
    def ratio(self) -> float:
        """Return how many times as long it took."""
        return self.seconds / self.beside


def main() -> int:
    """Measure, print the table, and return the exit status."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        for folder in ("ontology", "graph", "shapes", "queries", "tests/golden"):
            shutil.copytree(ROOT / folder, project / folder)
        # As on a user's machine, compiled modules are kept, here out of the way of the source.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(name) / "compiled")
        lines = [_build(project, Path(name) / "triples", max(1, rounds // 2)), *_quick(project, rounds)]
    width = max(len(line.what) for line in lines)
    for line in lines:
        verdict = "" if line.ratio <= line.limit else "  TOO SLOW"
        print(
            f"{line.what:<{width}}  {line.seconds:8.3f} s  beside {line.beside:8.3f} s"
            f"  {line.ratio:5.2f} (limit {line.limit}){verdict}"
        )
    return 0 if all(line.ratio <= line.limit for line in lines) else 1


def _build(project: Path, triples: Path, rounds: int) -> Line:
    """Compare a build from nothing with the two engines alone on the same triples; both must find the same."""
    _run((*KGTOOL, "-q", "build"), project)
    _write_triples(project, triples)
    found = json.loads((project / ".kgtool/state.json").read_bytes())["summary"]
    builds: list[float] = []
    engines: list[float] = []
    for _ in range(rounds):
        for name in (".kgtool", "graph/facts", "graph/evidence", "graph/text"):
            shutil.rmtree(project / name, ignore_errors=True)
        builds.append(_seconds((*KGTOOL, "-q", "build"), project))
        alone = json.loads(_run((sys.executable, "-m", "tests.benchmarks.engines_alone", str(triples)), ROOT))
        engines.append(alone["reasoning"] + alone["validation"])
        assert alone["inferred"] == found["inferred"], (alone["inferred"], found["inferred"])
        assert alone["results"] == len(found["findings"]), (alone["results"], len(found["findings"]))
    return Line(
        "build from nothing, beside owlrl and pySHACL alone",
        statistics.median(builds),
        statistics.median(engines),
        BUILD_LIMIT,
    )


def _quick(project: Path, rounds: int) -> list[Line]:
    """Compare an unchanged build and questions with the start of Python and the two packages they cannot do without."""
    commands: dict[str, tuple[str, ...]] = {"unchanged build": (*KGTOOL, "-q", "build")}
    commands |= {f"query {name}": (*KGTOOL, "query", name, "--format", "csv") for name in QUERIES}
    times: Mapping[str, list[float]] = {what: [] for what in ("start", *commands)}
    for _ in range(3 * rounds):
        times["start"].append(_seconds(START, project))
        for what, words in commands.items():
            times[what].append(_seconds(words, project))
    medians = {what: statistics.median(measured) for what, measured in times.items()}
    return [
        Line(what, medians[what], medians["start"], UNCHANGED_LIMIT if what == "unchanged build" else QUERY_LIMIT)
        for what in commands
    ]


def _write_triples(project: Path, folder: Path) -> None:
    """Write what the reasoner and the validator of a build are given as N-Triples."""
    from kgtool.pipeline.graph import Graph
    from kgtool.pipeline.premises import premises
    from kgtool.project import Project
    from kgtool.rdf.store import dump
    from kgtool.validation import load_shapes

    loaded = Project.load(project)
    graph, shapes = Graph.of(loaded), load_shapes(loaded.shapes_files)
    folder.mkdir()
    for name, triples in (
        ("premises", premises(graph.ontology_triples, graph.reference_triples, graph.facts_triples)),
        ("asserted", graph.asserted),
        ("shapes-asserted", shapes.asserted),
        ("shapes-closure", shapes.closure),
    ):
        (folder / f"{name}.nt").write_bytes(dump({None: triples}, "ntriples", loaded.prefixes))


def _seconds(words: tuple[str, ...], cwd: Path) -> float:
    started = time.perf_counter()
    _run(words, cwd)
    return time.perf_counter() - started


def _run(words: tuple[str, ...], cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
