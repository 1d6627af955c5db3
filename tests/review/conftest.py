"""Small documents of one's own across files: out, a project that holds them, built."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Done, run_kgtool

DOCUMENTS = {
    "heads-a": (
        "EPO and JPO meet\n\nMunich, 4 May 2031 - The 31st annual meeting of the heads of the IP5 took place on "
        "3 May 2031 in Munich.\nIt was chaired by Mira Solberg, Commissioner of the Japan Patent Office (JPO). "
        "Jon Albery, President of the EPO, took part.\n"
    ),
    "heads-b": (
        "JPO News, 10 May 2031\n\nOn 3 May 2031 the IP5 Heads meeting was held in Vienna. Commissioner Mira Solbergh "
        "of the JPO presided.\nAnna Albery, Vice-President of the European Patent Office, attended.\n"
    ),
    "heads-c": (
        "Heads of the IP5, 11 May 2031\n\nSOLBERG Mira, Commissioner of the JPO, chaired the IP5 Heads meeting on "
        "3 May 2031.\n"
    ),
    "china-2015": (
        "A visit, 5 June 2015\n\nOn 4 June 2015 the EPO and the State Intellectual Property Office (SIPO) met in "
        "Beijing.\n"
    ),
    "china-2023": (
        "A visit, 5 June 2023\n\nOn 4 June 2023 the EPO and the China National Intellectual Property Administration "
        "(CNIPA) met in Beijing.\n"
    ),
    "party": (
        "News, 9 July 2031\n\nA meeting of the EPO and the Danish Patent and Trademark Office took place on 8 July "
        "2031 in Copenhagen. President Jon Albery of the EPO spoke.\n"
    ),
}

Kgtool = Callable[..., Done]


def make_project(target: Path, root: Path, documents: dict[str, str]) -> Path:
    """Make a project with this repository's knowledge and other documents, and build it."""
    for folder in ("ontology", "shapes", "queries", "graph/reference"):
        shutil.copytree(root / folder, target / folder)
    (target / "graph/documents").mkdir()
    for stem, text in documents.items():
        (target / f"graph/documents/{stem}.txt").write_text(text)
    run_kgtool("-q", "build", cwd=target)
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> Path:
    """Return a built project. Not to be changed."""
    return make_project(tmp_path_factory.mktemp("review") / "project", project_root, DOCUMENTS)


@pytest.fixture
def folder(tmp_path: Path, built: Path) -> Path:
    """Return a built project of the test's own."""
    return shutil.copytree(built, tmp_path / "project")


@pytest.fixture
def kgtool(folder: Path) -> Kgtool:
    """Return the command, run in the test's own project."""

    def run(*words: str | Path, status: int | None = 0) -> Done:
        return run_kgtool(*words, cwd=folder, status=status)

    return run
