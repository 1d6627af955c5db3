"""Files to measure with: in, a size; out, a Turtle file or a project of it, made once for a run of the benchmarks."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from kgtool.project import Project
from kgtool.rdf.terms import Triple
from kgtool.rdf.turtle import serialise
from tests.benchmarks.graphs import document, documents, graph
from tests.benchmarks.measuring import ROOT

FOLDER = "KGTOOL_BENCHMARKS"  # the variable that names the folder of a run


@cache
def folder() -> Path:
    """Return the folder for files of this run."""
    return Path(os.environ[FOLDER])


def turtle_file(size: int) -> Path:
    """Return a Turtle file of a graph."""
    path = folder() / f"{size}.ttl"
    if not path.exists():
        path.write_text(serialise(graph(size), Project.load(ROOT).prefixes), encoding="utf-8")
    return path


def project(size: int) -> Path:
    """Return a project with a file of facts and one of evidence for each document."""
    path = folder() / f"project{size}"
    if not path.exists():
        for name in ("ontology", "queries"):
            shutil.copytree(ROOT / name, path / name)
        for name in ("graph/facts", "graph/evidence", "graph/documents", "shapes"):
            (path / name).mkdir(parents=True)
        known = Project.load(path)
        for number in range(documents(size)):
            said = document(number)
            evidence = {triple for triple in said if _is_evidence(triple)}
            for name, triples in (("evidence", evidence), ("facts", set(said) - evidence)):
                (path / "graph" / name / f"d{number}.ttl").write_text(
                    serialise(triples, known.prefixes), encoding="utf-8"
                )
    return path


def _is_evidence(triple: Triple) -> bool:
    return (
        triple.predicate.endswith("#evidence") or "/id/passage/" in triple.subject or "/id/statement/" in triple.subject
    )
