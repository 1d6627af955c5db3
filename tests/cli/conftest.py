"""The command line as a user meets it: out, a small project on another subject, and the real command run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT_FOLDERS = ("ontology", "graph", "shapes", "queries", "tests/golden")


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


def run_kgtool(*words: str | Path, cwd: Path, stdin: bytes = b"", status: int | None = 0) -> Done:
    """Run the real command in a folder; whatever the input, it must not end in a trace, and end as expected."""
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    done = subprocess.run(
        [sys.executable, "-m", "kgtool", *map(str, words)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=300,
        env=environment,
    )
    result = Done(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in result.err, result.err
    if status is not None:
        assert result.status == status, f"status {result.status}\n{result.out}\n{result.err}"
    return result


def copy_project(source: Path, target: Path) -> Path:
    """Copy what makes a project, without caches and generated files."""
    for folder in PROJECT_FOLDERS:
        ignored = shutil.ignore_patterns("facts", "evidence", "text") if folder == "graph" else None
        shutil.copytree(source / folder, target / folder, ignore=ignored)
    return target


@pytest.fixture(scope="session")
def fresh_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project on standards bodies as kgtool init makes it, never built. Not to be changed."""
    target = tmp_path_factory.mktemp("fresh") / "standards"
    run_kgtool("init", target, cwd=target.parent)
    return target


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory, fresh_project: Path) -> Path:
    """Return the same project built. Not to be changed."""
    target = tmp_path_factory.mktemp("built") / "standards"
    shutil.copytree(fresh_project, target)
    run_kgtool("build", cwd=target)
    return target


@pytest.fixture
def project(tmp_path: Path, built_project: Path) -> Path:
    """Return a built project of the test's own."""
    return shutil.copytree(built_project, tmp_path / "standards")


@pytest.fixture
def unbuilt(tmp_path: Path, fresh_project: Path) -> Path:
    """Return a project of the test's own that was never built."""
    return shutil.copytree(fresh_project, tmp_path / "standards")


@pytest.fixture
def kgtool(project: Path) -> Run:
    """Return the command, run in the test's own built project."""

    def run(*words: str | Path, stdin: bytes = b"", status: int | None = 0, cwd: Path = project) -> Done:
        return run_kgtool(*words, cwd=cwd, stdin=stdin, status=status)

    return run


@pytest.fixture(scope="session")
def real_project(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """Return a copy of this repository's own project, built. Not to be changed."""
    target = copy_project(project_root, tmp_path_factory.mktemp("real") / "project")
    run_kgtool("-q", "build", cwd=target, status=None)
    return target


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder outside the cache, with its content."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".kgtool" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
