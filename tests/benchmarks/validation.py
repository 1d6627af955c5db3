"""Shapes checked beside pySHACL: the step alone, with triples in memory, and the whole command."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from kgtool.rdf.store import parse_files
from kgtool.rdf.terms import Triple
from kgtool.rdf.vocabulary import SH
from kgtool.validation import Shapes, ValidationResult, validate
from tests.benchmarks.files import folder, turtle_file
from tests.benchmarks.graphs import document, documents, graph
from tests.benchmarks.measuring import ROOT, Engine, Job, Outcome, command, outcome, timed


def shapes(*, core: bool = False) -> tuple[Triple, ...]:
    """Return the project's shapes for asserted triples; if only core is wanted, without those that ask a query."""
    found = parse_files(_shapes_files())
    queried = {triple.subject for triple in found if triple.predicate == SH + "sparql"} if core else set()
    return tuple(triple for triple in found if triple.subject not in queried)


def _shapes_files() -> list[Path]:
    return sorted((ROOT / "shapes").glob("asserted*.ttl"))


def _digest(results: Iterable[ValidationResult]) -> str:
    found = sorted(str(result.order) for result in results)
    return f"{len(found)} {sha256(chr(10).join(found).encode()).hexdigest()}"


def _kgtool(size: int, *, core: bool = False) -> Outcome:
    """Check from triples: indexes and the store for queries are part of the time."""
    data, checked = graph(size), Shapes(shapes(core=core))
    validate((), (), checked)  # so that importing is no part of the time
    seconds, found = timed(lambda: validate(data, [], checked).results)
    assert isinstance(found, tuple)
    return outcome(seconds, _digest(found))


def _pyshacl(size: int, *, core: bool = False) -> Outcome:
    """Check a graph of rdflib's, whose indexes are there."""
    from kgtool.validation.data import data_graph
    from kgtool.validation.with_pyshacl import pyshacl_results

    data, checked = data_graph(graph(size)), shapes(core=core)
    seconds, found = timed(lambda: pyshacl_results(data, checked, {}))
    assert isinstance(found, set)
    return outcome(seconds, _digest(found))


def _one_more(size: int) -> Outcome:
    """Add a document whose entities are known, the second of two so that indexes and the store are there."""
    from kgtool.validation.revalidation import Revalidation

    kept, number = Revalidation(graph(size), shapes()), documents(size)
    kept.change(document(number))
    more = document(number + 1)
    seconds, _ = timed(lambda: kept.change(more))
    return outcome(seconds, _digest(kept.results()))


def _afresh(size: int) -> Outcome:
    from kgtool.validation.revalidation import Revalidation

    number, checked = documents(size), shapes()
    data = [*graph(size), *document(number), *document(number + 1)]
    seconds, found = timed(lambda: Revalidation(data, checked))
    assert isinstance(found, Revalidation)
    return outcome(seconds, _digest(found.results()))


def _command(size: int) -> Outcome:
    """Validate a file in a project that has the ontology and the shapes and nothing else."""
    project = folder() / "validating"
    if not project.exists():
        shutil.copytree(ROOT / "ontology", project / "ontology")
        for path in _shapes_files():
            (project / "shapes").mkdir(exist_ok=True)
            shutil.copy(path, project / "shapes")
        for name in ("graph/documents", "queries"):
            (project / name).mkdir(parents=True)
    words = (sys.executable, "-m", "kgtool", "validate", str(turtle_file(size)), "--format", "json")
    measured, written = command(words, project)
    count = sum("://" in result["shape"] for result in json.loads(written)["results"])
    return Outcome(measured.seconds, measured.memory, str(count))


def _pyshacl_command(size: int) -> Outcome:
    checked = folder() / "shapes.ttl"
    if not checked.exists():
        checked.write_text("\n".join(path.read_text(encoding="utf-8") for path in _shapes_files()), encoding="utf-8")
    words = (sys.executable, "-m", "pyshacl", "-s", str(checked), "-f", "human", str(turtle_file(size)))
    measured, written = command(words, folder())
    counted = [line for line in written.splitlines() if line.startswith("Results (")]
    return Outcome(measured.seconds, measured.memory, counted[0][9:-2] if counted else "0")


JOBS = {
    "shapes": Job(
        {"kgtool": Engine(_kgtool), "pySHACL": Engine(_pyshacl, asked={100_000: 50, 1_000_000: 40}, largest=10_000)}
    ),
    "shapes without queries": Job(
        {
            "kgtool": Engine(lambda size: _kgtool(size, core=True)),
            "pySHACL": Engine(lambda size: _pyshacl(size, core=True)),
        }
    ),
    "shapes after one document more": Job({"kgtool": Engine(_one_more), "afresh": Engine(_afresh)}),
    "whole validation": Job(
        {"kgtool validate": Engine(_command), "pyshacl": Engine(_pyshacl_command, asked={100_000: 15}, largest=10_000)},
    ),
}
