"""kgtool reason and kgtool build infer with the engine that is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgtool.cli import run
from kgtool.rdf.store import parse_file

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines") / "project"
    for name in ("ontology", "graph/documents", "graph/reference", "shapes", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    words = ["--project", str(folder), "-q", "extract", str(folder / "graph/documents"), "-o", str(folder / "graph")]
    assert run(words) == 0
    return folder


def test_both_engines_write_the_same(project: Path) -> None:
    written = []
    for words in ((), ("--engine", "kgtool"), ("--reasoner", "owlrl")):
        output = project / "inferred.ttl"
        assert run(["--project", str(project), "-q", "reason", *words, "-o", str(output)]) == 0
        written.append(output.read_bytes())
    assert written[0]
    assert written[0] == written[1] == written[2]


def test_the_rules_of_rdf_schema_alone_infer_less_by_either_engine(project: Path) -> None:
    written = []
    for words in (("--rules", "rl"), ("--rules", "rdfs"), ("--rules", "rdfs", "--reasoner", "owlrl")):
        output = project / "inferred.ttl"
        assert run(["--project", str(project), "-q", "reason", *words, "-o", str(output)]) == 0
        written.append(set(parse_file(output)))
    assert written[0] > written[1] > set()
    assert written[1] == written[2]


@pytest.mark.parametrize("command", ["reason", "build"])
def test_an_unknown_engine_is_a_usage_error(command: str, project: Path) -> None:
    assert run(["--project", str(project), command, "--engine", "other"]) == 2
