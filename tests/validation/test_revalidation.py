"""After any change, results that are kept up to date are those of a full run."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kgtool.project import Project
from kgtool.rdf.store import parse, parse_files
from kgtool.rdf.terms import Triple
from kgtool.validation import Shapes, ShapesProblem, ValidationResult, load_shapes, validate
from kgtool.validation.revalidation import Revalidation
from tests.validation.random_shapes import HEAD, data, shapes
from tests.validation.test_against_pyshacl import spoilt

ROOT = Path(__file__).parents[2]
_runs = itertools.count()


def fully(triples: list[Triple], checked: tuple[Triple, ...]) -> set[ValidationResult]:
    return set(validate(triples, [], Shapes(checked)).results)


@given(data(), data(), data(), shapes())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_on_random_data_shapes_and_changes(first: str, second: str, third: str, shapes: str) -> None:
    run = next(_runs)
    checked = tuple(parse(shapes, scope=f"s{run}x"))
    graphs = [parse(text, scope=f"d{run}x") for text in (first, second, third)]
    kept = Revalidation(graphs[0], checked)
    assert kept.results() == fully(graphs[0], checked)
    for before, after in itertools.pairwise(graphs):
        kept.change(after, set(before) - set(after))
        assert kept.results() == fully(after, checked)


def test_on_the_project_while_documents_come_and_go() -> None:
    project = Project.find(ROOT)
    checked = load_shapes(project.shapes_files).asserted
    documents = [
        [*parse_files([facts, evidence])]
        for facts, evidence in zip(sorted(project.facts_files), sorted(project.evidence_files), strict=True)
    ]
    base = parse_files([*project.ontology_files, *project.reference_files])
    documents = [spoilt(each, random.Random(number), project.settings.base) for number, each in enumerate(documents)]
    kept, there = Revalidation(base, checked), dict.fromkeys(base)
    for document in documents:
        kept.change(document)
        there.update(dict.fromkeys(document))
        assert kept.results() == fully(list(there), checked)
    only = set(documents[0]) - set(base) - {triple for document in documents[1:] for triple in document}
    kept.change((), only)
    assert kept.results() == fully([triple for triple in there if triple not in only], checked)


def test_shapes_that_refer_to_themselves_are_refused() -> None:
    checked = parse(f"{HEAD} :S a sh:NodeShape ; sh:targetNode :a ; sh:property [ sh:path :p ; sh:node :S ] .")
    with pytest.raises(ShapesProblem, match="refers to itself"):
        Revalidation((), checked)
