"""The golden answers hold for the project's own documents and for the originals that they retell."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kgtool.answers.golden import Difference, differences, load_golden
from kgtool.extraction import Knowledge, extract
from kgtool.project import Project, files_under
from kgtool.rdf.facts import grounded_triples
from kgtool.rdf.store import Store, parse_files
from kgtool.reading import read

ROOT = Path(__file__).parents[2]
WORDINGS = {"own": ROOT / "graph" / "documents", "original": ROOT.parent / "shared" / "documents"}
GOLDEN = load_golden(Path(__file__).parent)


@cache
def differing(wording: str) -> dict[str, Difference]:
    """Return the differences of a wording, by place of the question, without any inference."""
    project = Project.load(ROOT)
    knowledge = Knowledge.load(project)
    triples = parse_files([*project.ontology_files, *project.reference_files])
    for path in files_under(WORDINGS[wording], ".txt"):
        document = read(path)
        grounded = grounded_triples(document, extract(document, knowledge).facts, project.settings)
        triples += [*grounded.facts, *grounded.evidence]
    found = differences(GOLDEN, Store(triples), project.queries, project.prefixes)
    return {difference.golden.where: difference for difference in found}


@pytest.mark.parametrize("question", GOLDEN.questions, ids=lambda q: f"{q.id}-{q.query}")
@pytest.mark.parametrize("wording", WORDINGS)
def test_a_question_gets_its_golden_answer(wording: str, question: object) -> None:
    if not WORDINGS[wording].is_dir():
        pytest.skip("the original documents are not beside this project")
    wrong = [difference for difference in differing(wording).values() if difference.golden is question]
    assert not wrong, str(wrong[0])
