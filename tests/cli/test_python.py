"""The examples of the Python documentation run, and give what it says."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest


def test_the_examples_of_the_documentation_run(
    project_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(project_root / "kgtool" / "README.md"), module_relative=False, encoding="utf-8")
    assert found.attempted > 30
    assert found.failed == 0
