"""The repository's documents tell the same facts as the originals, each in its own words.

The fact queries are compared document by document, without the columns in which a document speaks for itself: names
as it has them, titles and subjects as it words them, and what is known of the file.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import copy_project, run_kgtool

FACT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": ("document", "published", "language"),
    "organisations": ("document", "organisation", "kind", "code"),
    "people": ("document", "person"),
    "roles": ("document", "person", "organisation", "acting", "attested"),
    "meetings": ("document", "meeting", "kind", "ordinal", "start", "end", "mode", "status"),
    "participations": ("document", "meeting", "person", "organisation", "capacity"),
    "agreements": ("document", "agreement", "kind", "party", "meeting", "date"),
    "initiatives": ("document", "initiative", "kind", "party"),
}

# What has no other name than its wording is told apart by a digest of it.
OF_WORDING = re.compile(r"(?<=_)[0-9a-f]{10}$")


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory, project_root: Path, shared: Path) -> Path:
    """Return the project built from the originals in place of its own documents."""
    target = copy_project(project_root, tmp_path_factory.mktemp("originals") / "project")
    shutil.rmtree(target / "graph/documents")
    shutil.copytree(shared / "documents", target / "graph/documents")
    run_kgtool("-q", "build", cwd=target, status=None)
    return target


@pytest.fixture(scope="module")
def keys(project_root: Path) -> dict[str, str]:
    """Return the key of each document by its stem, whichever wording it has."""
    found = tomllib.loads((project_root / "tests/golden/documents.toml").read_text(encoding="utf-8"))
    return {stem: key for key, stems in found["documents"].items() for stem in stems}


def facts(project: Path, query: str, keys: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the distinct rows of a query's fact columns, documents by key, digests of wordings left out of IRIs."""
    answer = run_kgtool("query", query, "--format", "csv", cwd=project).out
    distinct: dict[tuple[str, ...], None] = {}
    for row in csv.DictReader(io.StringIO(answer, newline="")):
        stem = row["document"].rpartition("/")[2]
        distinct[(keys.get(stem, stem), *(row[column] for column in FACT_COLUMNS[query][1:]))] = None
    return sorted(tuple(OF_WORDING.sub("", cell) for cell in row) for row in distinct)


@pytest.mark.parametrize("query", FACT_COLUMNS)
def test_both_wordings_give_the_same_facts(
    real_project: Path, originals: Path, keys: dict[str, str], query: str
) -> None:
    own = facts(real_project, query, keys)
    assert own
    assert own == facts(originals, query, keys)


def test_the_originals_are_read_whole_and_pass_every_check(originals: Path) -> None:
    run_kgtool("build", cwd=originals)
