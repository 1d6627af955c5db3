"""kgtool validate --engine: the engine is a choice, its report is not, what it leaves to pySHACL is told with -v."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgtool.cli import run
from tests.validation.random_shapes import HEAD

ROOT = Path(__file__).parents[2]
SHAPES = """
:Person a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :Person ; sh:maxCount 1 ] .
:Other a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path :p ; sh:datatype xsd:integer ] .
"""


@pytest.fixture
def given(tmp_path: Path) -> list[str]:
    (tmp_path / "shapes.ttl").write_text(HEAD + SHAPES, encoding="utf-8")
    (tmp_path / "data.ttl").write_text(HEAD + ":a :p :b, :c . :b :p 1 .", encoding="utf-8")
    return [str(tmp_path / "data.ttl"), "--shapes", str(tmp_path / "shapes.ttl")]


def test_both_engines_give_the_same_report(given: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    reports: list[str] = []
    for engine in ("kgtool", "pyshacl"):
        assert run(["--project", str(ROOT), "validate", *given, "--engine", engine]) == 1
        reports.append(capfd.readouterr().out)
    assert reports[0] == reports[1]
    assert re.search(r"\b3 violations", reports[0])


def test_a_shape_that_is_left_to_pyshacl_is_told(given: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--project", str(ROOT), "-v", "validate", *given]) == 1
    assert "the shape https://example.org/Person refers to itself: pySHACL checks it" in capfd.readouterr().err
