"""Shapes checked beside pySHACL: the step alone, with triples in memory, and the whole command."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import dump, parse, parse_files
from kgtool.rdf.terms import Triple
from kgtool.rdf.vocabulary import SH
from kgtool.validation import Shapes, ValidationResult, validate
from tests.benchmarks.files import folder, turtle_file
from tests.benchmarks.graphs import document, documents, graph
from tests.benchmarks.measuring import ROOT, Engine, Job, Outcome, command, outcome, timed
from tests.benchmarks.peers import (
    NOTE,
    PANICS,
    digest,
    has_jena,
    has_pyrudof,
    jena_process,
    pyrudof_process,
    reported,
    with_pyrudof,
)


def shapes(*, core: bool = False) -> tuple[Triple, ...]:
    """Return the project's shapes for asserted triples; if only core is wanted, without those that ask a query."""
    found = parse_files(_shapes_files())
    queried = {triple.subject for triple in found if triple.predicate == SH + "sparql"} if core else set()
    return tuple(triple for triple in found if triple.subject not in queried)


def _shapes_files() -> list[Path]:
    return sorted((ROOT / "shapes").glob("asserted*.ttl"))


def _digest(results: Iterable[ValidationResult]) -> str:
    return digest({(str(each.shape), str(each.focus), each.message) for each in results})


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


def _pyrudof(size: int, *, core: bool = False) -> Outcome:
    """Check a graph of pyrudof's, whose indexes are there."""
    seconds, found = with_pyrudof(str(_ntriples(f"{size}.nt", graph(size))), str(_shapes_for_pyrudof(core=core)))
    return outcome(seconds, digest(found), NOTE)


def _ntriples(name: str, triples: Iterable[Triple]) -> Path:
    path = folder() / name
    if not path.exists():
        path.write_bytes(dump({None: triples}, "ntriples", Prefixes({})))
    return path


def _shapes_for_pyrudof(*, core: bool = False) -> Path:
    checked = (triple for triple in shapes(core=core) if triple.subject not in PANICS)
    return _ntriples(f"for-pyrudof{'-core' if core else ''}.nt", checked)


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
    found = [result for result in json.loads(written)["results"] if "://" in result["shape"]]
    said = digest({(result["shape"], result["focusNode"], result["message"]) for result in found})
    return replace(measured, found=said)


def _pyshacl_command(size: int) -> Outcome:
    checked = _ntriples("shapes.nt", shapes())
    words = (sys.executable, "-m", "pyshacl", "-s", str(checked), "-f", "turtle", str(turtle_file(size)))
    measured, written = command(words, folder())
    return replace(measured, found=digest(reported(parse(written))))


def _pyrudof_command(size: int) -> Outcome:
    measured, found = pyrudof_process(_ntriples(f"{size}.nt", graph(size)), _shapes_for_pyrudof())
    return replace(measured, found=digest(found), note=NOTE)


def _jena_command(size: int) -> Outcome:
    measured, found = jena_process(turtle_file(size), _ntriples("shapes.nt", shapes()))
    return replace(measured, found=digest(found))


JOBS = {
    "shapes": Job(
        {
            "kgtool": Engine(_kgtool),
            "pyrudof": Engine(_pyrudof, asked={100_000: 20, 1_000_000: 13}, is_there=has_pyrudof),
            "pySHACL": Engine(_pyshacl, asked={100_000: 50, 1_000_000: 40}, largest=10_000),
        }
    ),
    "shapes without queries": Job(
        {
            "kgtool": Engine(lambda size: _kgtool(size, core=True)),
            "pyrudof": Engine(lambda size: _pyrudof(size, core=True), is_there=has_pyrudof),
            "pySHACL": Engine(lambda size: _pyshacl(size, core=True), largest=100_000),
        }
    ),
    "shapes after one document more": Job({"kgtool": Engine(_one_more), "afresh": Engine(_afresh)}),
    "whole validation": Job(
        {
            "kgtool validate": Engine(_command),
            "pyrudof": Engine(_pyrudof_command, asked={100_000: 5}, is_there=has_pyrudof),
            "Jena's shacl": Engine(_jena_command, asked={100_000: 8}, is_there=has_jena),
            "pyshacl": Engine(_pyshacl_command, asked={100_000: 15}, largest=10_000),
        },
    ),
}
