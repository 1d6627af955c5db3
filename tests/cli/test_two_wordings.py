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

# The links that the fact queries give by name only, which is each document's own.
LINKS = """
SELECT DISTINCT ?document ?subject ?link ?value WHERE {
  {
    ?statement rdf:subject ?subject ; rdf:predicate ?link ; rdf:object ?value ; ipco:inDocument ?document .
    VALUES ?link { ipco:inSeries ipco:heldIn ipco:partOfMeeting ipco:memberOf ipco:unitOf ipco:publisher }
  }
  UNION
  {
    VALUES ?link { ipco:hasHosting ipco:hasChairing ipco:hasPresidency }
    ?subject ?link ?participation .
    ?participation ipco:participant ?value ; ipco:inDocument ?document .
  }
  UNION
  {
    ?participation ipco:participant ?subject ; ?link ?value ; ipco:inDocument ?document .
    VALUES ?link { ipco:onBehalfOf ipco:representing }
  }
}
"""


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
    return rows(run_kgtool("query", query, "--format", "csv", cwd=project).out, FACT_COLUMNS[query], keys)


def rows(answer: str, columns: tuple[str, ...], keys: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the distinct rows of some columns of a CSV answer, of which `document` is the first."""
    distinct: dict[tuple[str, ...], None] = {}
    for row in csv.DictReader(io.StringIO(answer, newline="")):
        stem = row["document"].rpartition("/")[2]
        distinct[(keys.get(stem, stem), *(_without_stem(row[column], stem) for column in columns[1:]))] = None
    return sorted(tuple(OF_WORDING.sub("", cell) for cell in row) for row in distinct)


def _without_stem(iri: str, stem: str) -> str:
    """Return an IRI, the document's stem in it, if any, replaced."""
    return iri.replace(stem, "STEM") if "/document/" in iri else iri


@pytest.mark.parametrize("query", FACT_COLUMNS)
def test_both_wordings_give_the_same_facts(
    real_project: Path, originals: Path, keys: dict[str, str], query: str
) -> None:
    own = facts(real_project, query, keys)
    assert own
    assert own == facts(originals, query, keys)


def test_both_wordings_give_the_same_links(real_project: Path, originals: Path, keys: dict[str, str]) -> None:
    columns = ("document", "subject", "link", "value")
    own, theirs = (
        rows(run_kgtool("query", "-", "--format", "csv", cwd=project, stdin=LINKS.encode()).out, columns, keys)
        for project in (real_project, originals)
    )
    assert own
    assert own == theirs


def test_the_originals_are_read_whole_and_pass_every_check(originals: Path) -> None:
    run_kgtool("build", cwd=originals)
