"""Closures beside owlrl and reasonable, and a closure after one document more beside a fresh one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from kgtool.rdf.terms import Triple
from tests.benchmarks.graphs import document, documents, graph
from tests.benchmarks.measuring import Engine, Job, Outcome, outcome, timed


def _digest(inferred: Iterable[Triple]) -> str:
    from hashlib import sha256

    return sha256("\n".join(sorted(map(str, inferred))).encode()).hexdigest()


def _kgtool(size: int) -> Outcome:
    from kgtool.reasoning import closure

    asserted = graph(size)
    seconds, found = timed(lambda: closure(asserted).inferred)
    assert isinstance(found, tuple)
    return outcome(seconds, _digest(found))


def _owlrl(size: int) -> Outcome:
    """Run owlrl as its documentation does."""
    import owlrl

    from kgtool.rdf.rdflib_border import from_rdflib, to_rdflib
    from kgtool.reasoning.noise import worth_keeping

    data = to_rdflib(graph(size))
    before = set(data)
    seconds, _ = timed(lambda: owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(data))
    return outcome(seconds, _digest(filter(worth_keeping, from_rdflib(set(data) - before))))


def _reasonable(size: int) -> Outcome:
    """Run reasonable on a file, whose loading is not counted; its blank nodes are not in what is worth keeping."""
    import reasonable

    from kgtool.rdf.prefixes import Prefixes
    from kgtool.rdf.rdflib_border import from_rdflib
    from kgtool.rdf.store import dump
    from kgtool.reasoning import closure
    from kgtool.reasoning.noise import worth_keeping

    asserted = graph(size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"  # N-Triples are Turtle
        path.write_bytes(dump({None: asserted}, "ntriples", Prefixes({})))
        reasoner = reasonable.PyReasoner()
        reasoner.load_file(str(path))
    seconds, found = timed(reasoner.reason)
    measured = outcome(seconds, "")
    assert isinstance(found, list)
    known = set(filter(worth_keeping, from_rdflib(found)))
    lacking = len(set(closure(asserted).inferred) - known)
    return Outcome(measured.seconds, measured.memory, note=f"lacks {lacking:,} triples")


def _one_more(size: int) -> Outcome:
    """Add a document whose entities are known, the second of two so that indexes are there."""
    from kgtool.reasoning import Reasoner

    reasoner, number = Reasoner(graph(size)), documents(size)
    reasoner.add(document(number))
    more = document(number + 1)
    seconds, _ = timed(lambda: reasoner.add(more))
    return outcome(seconds, _digest(reasoner.inferred()))


def _afresh(size: int) -> Outcome:
    from kgtool.reasoning import Reasoner

    number = documents(size)
    asserted = [*graph(size), *document(number), *document(number + 1)]
    seconds, found = timed(lambda: Reasoner(asserted))
    assert isinstance(found, Reasoner)
    return outcome(seconds, _digest(found.inferred()))


JOBS = {
    "closure": Job(
        {
            "kgtool": Engine(_kgtool),
            "reasonable": Engine(_reasonable, asked={10_000: 2, 100_000: 2, 1_000_000: 1}, agrees=False),
            "owlrl": Engine(_owlrl, asked={10_000: 200, 100_000: 200}, largest=10_000),
        }
    ),
    "closure after one document more": Job(
        {"kgtool": Engine(_one_more), "afresh": Engine(_afresh, asked={1_000_000: 100})}
    ),
}
