"""How fast shapes are checked: in, sizes of graphs; out, a table of engines side by side, and where the time goes.

    python -m tests.benchmarks.validation [--sizes 10000,100000] [--rounds 3] [--core] [--profile]

The validation step alone: triples and shapes are in memory as each engine wants them, except that kgtool's indexes and
its store for queries are part of its time. Engines run in turn; their results are compared first, and only what is
equal is measured. --core leaves out the shapes with SPARQL; --profile shows what kgtool does in its time. Each engine
and size is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kgtool.rdf.store import parse_files
from kgtool.rdf.terms import Triple
from kgtool.rdf.vocabulary import SH
from kgtool.validation import Shapes, validate
from tests.benchmarks.graphs import ROOT, graph

ENGINES = ("kgtool", "pyshacl")
SLOWEST = {"pyshacl": 100_000}  # the largest graph that an engine is asked for


def shapes(*, core: bool) -> tuple[Triple, ...]:
    """Return the project's shapes for asserted triples, without those with SPARQL if only core is wanted."""
    found = parse_files(sorted((ROOT / "shapes").glob("asserted*.ttl")))
    sparql = {triple.subject for triple in found if triple.predicate == SH + "sparql"} if core else set()
    return tuple(triple for triple in found if triple.subject not in sparql)


def measured(engine: str, size: int, *, core: bool) -> dict[str, float]:
    """Return seconds, CPU seconds, results and peak memory in MB of one run of an engine."""
    data, checked = graph(size), shapes(core=core)
    run = _step(engine, data, checked)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    count, digest = run()
    return {
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "results": count,
        "digest": digest,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "loaded": before / 1024,
        "triples": len(data),
    }


def _step(engine: str, data: list[Triple], checked: tuple[Triple, ...]) -> Callable[[], tuple[int, int]]:
    """Return the validation step; what an engine needs its triples to be is made before."""
    if engine == "pyshacl":
        from kgtool.validation.data import data_graph
        from kgtool.validation.with_pyshacl import pyshacl_results

        rdflib_graph = data_graph(data)

        def slow() -> tuple[int, int]:
            return _digest(pyshacl_results(rdflib_graph, checked, {}))

        return slow
    return lambda: _digest(validate(data, [], Shapes(checked)).results)


def _digest(results: object) -> tuple[int, int]:
    from hashlib import sha256

    from kgtool.validation import ValidationResult

    assert isinstance(results, set | tuple)
    found = sorted(str(result.order) for result in results if isinstance(result, ValidationResult))
    return len(found), int(sha256("\n".join(found).encode()).hexdigest()[:12], 16)


def compared(sizes: list[int], rounds: int, *, core: bool) -> list[str]:
    """Return the lines of the table; raises AssertionError if kgtool and pySHACL differ."""
    lines = [
        "| triples | engine | results | median s | CPU s | peak MB | beside kgtool |",
        "|---|---|---|---|---|---|---|",
    ]
    for size in sizes:
        taking_part = [engine for engine in ENGINES if size <= SLOWEST.get(engine, size)]
        runs: dict[str, list[dict[str, float]]] = {engine: [] for engine in taking_part}
        for _ in range(rounds):
            for engine in taking_part:
                runs[engine].append(_in_a_process(engine, size, core=core))
        digests = {runs[engine][0]["digest"] for engine in taking_part}
        assert len(digests) == 1, f"kgtool and pySHACL differ at {size} triples"
        own = statistics.median(run["seconds"] for run in runs["kgtool"])
        for engine in taking_part:
            seconds = statistics.median(run["seconds"] for run in runs[engine])
            cpu = statistics.median(run["cpu"] for run in runs[engine])
            first = runs[engine][0]
            lines.append(
                f"| {first['triples']:,.0f} | {engine} | {first['results']:,.0f} | {seconds:.2f} | {cpu:.2f}"
                f" | {max(run['peak'] for run in runs[engine]):,.0f} | {seconds / own:.1f}× |"
            )
    return lines


def _in_a_process(engine: str, size: int, *, core: bool) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.benchmarks.validation", "--one", engine, "--sizes", str(size)]
    done = subprocess.run(
        [*words, *(["--core"] if core else [])], capture_output=True, text=True, check=True, cwd=Path(ROOT)
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def profile(size: int, *, core: bool) -> None:
    """Print what kgtool does in its time."""
    data, checked = graph(size), shapes(core=core)
    with cProfile.Profile() as recorded:
        validate(data, [], Shapes(checked))
    pstats.Stats(recorded).sort_stats("tottime").print_stats(18)


def main() -> None:
    """Read the words of the command line and print what they ask for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", default="10000,100000", help="numbers of triples")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each engine at each size")
    parser.add_argument("--core", action="store_true", help="only shapes without SPARQL")
    parser.add_argument("--profile", action="store_true", help="show where kgtool's time goes")
    parser.add_argument("--one", choices=ENGINES, help="run one engine once and print its figures")
    words = parser.parse_args()
    sizes = [int(size) for size in words.sizes.split(",")]
    if words.one:
        print(json.dumps(measured(words.one, sizes[0], core=words.core)))
    elif words.profile:
        profile(sizes[0], core=words.core)
    else:
        print("\n".join(compared(sizes, words.rounds, core=words.core)))


if __name__ == "__main__":
    main()
