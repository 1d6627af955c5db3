"""Reading and writing Turtle, and eight kinds of questions, beside rdflib and bare pyoxigraph."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.files import project, turtle_file
from tests.benchmarks.graphs import graph
from tests.benchmarks.measuring import ROOT, SIZES, Engine, Job, Outcome, command, outcome, timed
from tests.benchmarks.questions import QUESTIONS

_REPEATED = 20  # how often a question is asked; the fastest counts


def _read(size: int) -> Outcome:
    from kgtool.rdf.store import Store

    path = turtle_file(size)
    seconds, store = timed(lambda: Store.of_files([(str(path), path.read_bytes())]))
    assert isinstance(store, Store)
    return outcome(seconds, len(store))


def _read_as_numbers(size: int) -> Outcome:
    """Read as what reasoning works on: terms interned, triples as numbers by predicate."""
    from kgtool.rdf.store import parse_file
    from kgtool.reasoning.relations import Terms

    path = turtle_file(size)
    seconds, sets = timed(lambda: Terms().sets(parse_file(path)))
    assert isinstance(sets, dict)
    return outcome(seconds, sum(map(len, sets.values())))


def _read_by_pyoxigraph(size: int) -> Outcome:
    import pyoxigraph

    path, store = turtle_file(size), pyoxigraph.Store()
    seconds, _ = timed(lambda: store.load(path=path))
    return outcome(seconds, len(store))


def _read_by_rdflib(size: int) -> Outcome:
    import rdflib

    path, data = turtle_file(size), rdflib.Graph()
    seconds, _ = timed(lambda: data.parse(path))
    return outcome(seconds, len(data))


def _written(size: int) -> Outcome:
    from kgtool.project import Project
    from kgtool.rdf.store import parse
    from kgtool.rdf.turtle import serialise

    triples, prefixes = graph(size), Project.load(ROOT).prefixes
    seconds, text = timed(lambda: serialise(triples, prefixes))
    return outcome(seconds, len(parse(str(text))))


def _written_by_rdflib(size: int) -> Outcome:
    import rdflib

    data = rdflib.Graph().parse(turtle_file(size))
    seconds, text = timed(lambda: data.serialize(format="longturtle"))
    return outcome(seconds, len(rdflib.Graph().parse(data=str(text))))


def _asked(ask: Callable[[str], int], repeated: int) -> Outcome:
    parts: dict[str, float] = {}
    counts: list[object] = []
    for kind, query in QUESTIONS.items():
        runs = [timed(lambda query=query: ask(query)) for _ in range(repeated)]  # type: ignore[misc]
        parts[kind] = min(seconds for seconds, _ in runs)
        counts.append(runs[0][1])
    return outcome(sum(parts.values()), counts, parts=parts)


def _asked_of_kgtool(size: int) -> Outcome:
    from kgtool.rdf.store import Solutions, Store
    from kgtool.reasoning import closure

    asserted = graph(size)
    store = Store(asserted, closure(asserted).inferred)

    def ask(query: str) -> int:
        found = store.query(query)
        assert isinstance(found, Solutions)
        return len(found)

    return _asked(ask, _REPEATED)


def _asked_of_pyoxigraph(size: int) -> Outcome:
    import pyoxigraph

    from kgtool.rdf.prefixes import Prefixes
    from kgtool.rdf.store import dump
    from kgtool.reasoning import closure

    asserted, store = graph(size), pyoxigraph.Store()
    data = dump({None: [*asserted, *closure(asserted).inferred]}, "ntriples", Prefixes({}))
    store.load(data, format=pyoxigraph.RdfFormat.N_TRIPLES)

    def ask(query: str) -> int:
        found: Any = store.query(query)
        return len([[solution[place] for place in range(len(found.variables))] for solution in found])

    return _asked(ask, _REPEATED)


def _asked_of_rdflib(size: int) -> Outcome:
    from kgtool.rdf.rdflib_border import to_rdflib
    from kgtool.reasoning import closure

    asserted = graph(size)
    data = to_rdflib([*asserted, *closure(asserted).inferred])
    return _asked(lambda query: len(list(data.query(query))), 1)


def _query(size: int) -> Outcome:
    """Ask a built project in a new process."""
    path = project(size)
    words = (sys.executable, "-m", "kgtool", "query", "hosts", "--format", "csv")
    if not (path / ".kgtool").exists():
        command(words, path)
    return command(words, path)[0]


def _start(size: int) -> Outcome:
    return command((sys.executable, "-c", "import click, pyoxigraph"), Path.cwd())[0]


def _everywhere(ratio: float) -> dict[int, float]:
    return dict.fromkeys(SIZES, ratio)


JOBS = {
    "Turtle into a store": Job(
        {
            "kgtool": Engine(_read),
            "pyoxigraph": Engine(_read_by_pyoxigraph, asked=_everywhere(1 / 1.2)),
            "rdflib": Engine(_read_by_rdflib, asked=_everywhere(12), largest=100_000),
        }
    ),
    "Turtle into numbers": Job(
        {"kgtool": Engine(_read_as_numbers), "pyoxigraph": Engine(_read_by_pyoxigraph, asked=_everywhere(1 / 2.5))}
    ),
    "deterministic Turtle": Job(
        {
            "kgtool": Engine(_written),
            "rdflib longturtle": Engine(_written_by_rdflib, asked=_everywhere(10), largest=100_000),
        }
    ),
    "eight kinds of questions": Job(
        {
            "kgtool": Engine(_asked_of_kgtool),
            "pyoxigraph": Engine(_asked_of_pyoxigraph, asked=_everywhere(1 / 1.3), of_each=True),
            "rdflib": Engine(_asked_of_rdflib, asked=_everywhere(50), largest=100_000),
        }
    ),
    "kgtool query, a new process": Job(
        {"kgtool query": Engine(_query), "import click, pyoxigraph": Engine(_start, asked=_everywhere(1 / 5))}
    ),
}
