"""Starting kgtool costs little: what a command needs is imported when that command runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"pyoxigraph", "rdflib", "owlrl", "pyshacl", "trafilatura", "lxml", "pypdf", "docx"}


def imported(program: str, cwd: Path) -> set[str]:
    """Return the heavy packages that a program has imported at its end."""
    report = f"import sys\n{program}\nprint('heavy:', *sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", report], cwd=cwd, capture_output=True, text=True, check=True)
    return set(done.stderr.rpartition("heavy:")[2].split())


def test_importing_the_command_line_imports_no_engine(project: Path) -> None:
    assert imported("import kgtool.cli, kgtool.cli.group", project) == set()


@pytest.mark.parametrize("words", [["--help"], ["query", "--help"], ["--version"]])
def test_help_imports_no_engine(project: Path, words: list[str]) -> None:
    assert imported(f"from kgtool.cli import run\nassert run({words!r}) == 0", project) == set()


@pytest.mark.parametrize("words", [["query", "hosts"], ["queries"], ["query", "-"]])
def test_a_question_to_a_built_project_imports_the_store_only(project: Path, words: list[str]) -> None:
    program = (
        f"import io\nsys.stdin = io.TextIOWrapper(io.BytesIO(b'ASK {{}}'))\nfrom kgtool.cli import run\nrun({words!r})"
    )
    assert imported(program, project) == {"pyoxigraph"}


def test_stats_imports_the_store_only(project: Path) -> None:
    assert imported("from kgtool.cli import run\nassert run(['stats']) == 0", project) == {"pyoxigraph"}
