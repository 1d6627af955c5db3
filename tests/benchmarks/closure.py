"""How fast closures are beside owlrl and reasonable: in, sizes; out, a table of medians, measured side by side.

    python -m tests.benchmarks.closure [SIZE...]         (10000 and 100000 unless said otherwise)

Each run is a process of its own, engines in turn: CPU time from triples in memory to inferred triples in memory (for
reasonable, from its own index of the file, whose loading is not counted), and the peak memory of the process. Where
owlrl runs, its result must be kgtool's; for reasonable, the number of triples that it lacks is told. owlrl runs up to
10,000 triples, for it needs minutes beyond. reasonable is in the optional dependencies "bench".
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from kgtool.rdf.terms import Triple
from tests.benchmarks.graphs import document, graph

ROUNDS = 3
OWLRL_LIMIT = 10_000
Outcome = tuple[float, Iterable[Triple]]


def main() -> int:
    """Measure, print the table, and return the exit status: 1 if owlrl infers otherwise."""
    sizes = [int(word) for word in sys.argv[1:]] or [10_000, 100_000]
    print(f"{'job':<22}{'engine':<12}{'CPU s':>10}{'MB':>8}{'times kgtool':>14}{'inferred':>10}{'lacks':>8}")
    same = True
    for size in sizes:
        engines = ["kgtool", "reasonable", *(["owlrl"] if size <= OWLRL_LIMIT else [])]
        runs: dict[str, list[dict[str, Any]]] = {engine: [] for engine in engines}
        for _ in range(ROUNDS):
            for engine in engines:
                runs[engine].append(_in_a_process(engine, size))
        ours = statistics.median(run["seconds"] for run in runs["kgtool"])
        for engine, measured in runs.items():
            seconds = statistics.median(run["seconds"] for run in measured)
            row = measured[0]
            same = same and (engine != "owlrl" or (row["lacks"], row["inferred"]) == (0, runs["kgtool"][0]["inferred"]))
            print(
                f"{f'closure of {size:,}':<22}{engine:<12}{seconds:>10.3f}{row['memory']:>8.0f}"
                f"{seconds / ours:>14.1f}{row['inferred']:>10}{row['lacks']:>8}"
            )
        for job in ("add", "remove"):
            seconds = statistics.median(run[job] for run in runs["kgtool"])
            print(f"{f'{job} one document':<22}{'kgtool':<12}{seconds:>10.4f}{'':>8}{f'1/{ours / seconds:.0f}':>14}")
    return 0 if same else 1


def _in_a_process(engine: str, size: int) -> dict[str, Any]:
    words = (sys.executable, "-m", "tests.benchmarks.closure", "--one", engine, str(size))
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _one(engine: str, size: int) -> dict[str, Any]:
    """Measure one engine; only afterwards compare its result with kgtool's and, for that, change a closure."""
    asserted = graph(size)
    run: dict[str, Callable[[list[Triple]], Outcome]] = {"kgtool": _kgtool, "owlrl": _owlrl, "reasonable": _reasonable}
    seconds, found = run[engine](asserted)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    inferred = set(found)
    measured = {"seconds": seconds, "memory": memory, "inferred": len(inferred), "lacks": 0}
    if engine != "kgtool":
        return measured | {"lacks": len(set(_kgtool(asserted)[1]) - inferred)}
    return measured | _changes(asserted)


def _kgtool(asserted: list[Triple]) -> Outcome:
    from kgtool.reasoning import closure

    started = time.process_time()
    inferred = closure(asserted).inferred
    return time.process_time() - started, inferred


def _owlrl(asserted: list[Triple]) -> Outcome:
    """Run owlrl as its documentation does."""
    import owlrl

    from kgtool.rdf.rdflib_border import from_rdflib, to_rdflib
    from kgtool.reasoning.noise import worth_keeping

    data = to_rdflib(asserted)
    before = set(data)
    started = time.process_time()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data)
    seconds = time.process_time() - started
    return seconds, filter(worth_keeping, from_rdflib(set(data) - before))


def _reasonable(asserted: list[Triple]) -> Outcome:
    """Run reasonable on a file; its blank nodes have other labels, but none is in a triple worth keeping."""
    import reasonable

    from kgtool.rdf.prefixes import Prefixes
    from kgtool.rdf.rdflib_border import from_rdflib
    from kgtool.rdf.store import dump
    from kgtool.reasoning.noise import worth_keeping

    given = set(asserted)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"  # N-Triples are Turtle
        path.write_bytes(dump({None: asserted}, "ntriples", Prefixes({})))
        reasoner = reasonable.PyReasoner()
        reasoner.load_file(str(path))
    started = time.process_time()
    found = reasoner.reason()
    seconds = time.process_time() - started
    return seconds, (triple for triple in from_rdflib(found) if triple not in given and worth_keeping(triple))


def _changes(asserted: list[Triple]) -> dict[str, float]:
    """Return the CPU time to add and to remove a document, the second of two so that indexes are there."""
    from kgtool.reasoning import Reasoner

    reasoner = Reasoner(asserted)
    seconds: dict[str, float] = {}
    for number in (10**6, 10**6 + 1):
        for job, change in (("add", reasoner.add), ("remove", reasoner.remove)):
            started = time.process_time()
            change(document(number))
            seconds[job] = time.process_time() - started
    return seconds


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(_one(sys.argv[2], int(sys.argv[3]))))
    else:
        sys.exit(main())
