"""kgtool's engine finds what Apache Jena finds, on the project with seeded errors."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kgtool.pipeline.graph import Graph
from kgtool.project import Project
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import dump, parse_files
from kgtool.validation import Shapes, validate
from tests.benchmarks.peers import has_jena, jena_process
from tests.validation.test_against_pyshacl import ROOT, spoilt


@pytest.mark.skipif(not has_jena(), reason="no Jena here: apt-get install libapache-jena-java")
@pytest.mark.parametrize("seed", range(1, 3))
def test_on_the_project_with_seeded_errors(seed: int, tmp_path: Path) -> None:
    project = Project.find(ROOT)
    triples = spoilt(Graph.of(project).asserted, random.Random(seed), project.settings.base)
    shapes = parse_files(sorted((ROOT / "shapes").glob("asserted*.ttl")))
    files = {"data": triples, "shapes": shapes}
    for name, said in files.items():
        (tmp_path / f"{name}.nt").write_bytes(dump({None: said}, "ntriples", Prefixes({})))

    ours = {(str(each.shape), str(each.focus)) for each in validate(triples, [], Shapes(tuple(shapes))).results}
    _, found = jena_process(tmp_path / "data.nt", tmp_path / "shapes.nt")

    # How a result is worded is each engine's own affair where the shape does not say it.
    assert {(shape, focus) for shape, focus, _ in found if "://" in shape} == {
        (shape, focus) for shape, focus in ours if "://" in shape
    }
    assert ours
