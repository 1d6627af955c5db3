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


@pytest.mark.parametrize(
    ("shape", "before", "after"),
    [
        ("sh:targetNode :a ; sh:path [ sh:inversePath :p ] ; sh:minCount 1", "", ":b :p :a ."),
        (
            "sh:targetNode :a ; sh:path [ sh:inversePath ( :p :q ) ] ; sh:minCount 1",
            ":b :p :c .",
            ":b :p :c . :c :q :a .",
        ),
        (
            "sh:targetNode :a ; sh:path ( :p [ sh:inversePath :q ] ) ; sh:minCount 1",
            ":a :p :b .",
            ":a :p :b . :c :q :b .",
        ),
        ("sh:targetObjectsOf :p ; sh:path :q ; sh:minCount 1", "", ":b :p :a ."),
        ("sh:targetSubjectsOf :p ; sh:path :q ; sh:minCount 1", ":b :p :a .", ""),
        (
            "sh:targetClass :K ; sh:path :q ; sh:minCount 1",
            ":L rdfs:subClassOf :K .",
            ":L rdfs:subClassOf :K . :a a :L .",
        ),
        ("sh:targetClass :K ; sh:path :q ; sh:minCount 1", ":a a :L .", ":L rdfs:subClassOf :K . :a a :L ."),
        (
            "sh:targetNode :a ; sh:path :p ; sh:node [ sh:path :q ; sh:class :K ]",
            ":a :p :b . :b :q :c .",
            ":a :p :b . :b :q :c . :c a :K .",
        ),
        (
            "sh:targetNode :a ; sh:path [ sh:zeroOrMorePath :p ] ; sh:property [ sh:path :q ; sh:maxCount 1 ]",
            ":a :p :b . :b :p :c .",
            ":a :p :b . :b :p :c . :c :q 1 , 2 .",
        ),
        ("sh:targetNode :a ; sh:path :p ; sh:lessThan :q", ":a :p 1 .", ":a :p 1 ; :q 0 ."),
        (
            "sh:targetNode :a ; sh:path :p ; sh:sparql [ sh:select "
            "'SELECT $this { ?x <https://example.org/q> ?y . ?y <https://example.org/q> ?x }' ]",
            "",
            ":b :q :b .",
        ),
    ],
)
def test_what_a_shape_looks_at_is_followed_back_to_its_focus_nodes(shape: str, before: str, after: str) -> None:
    checked = tuple(parse(f"{HEAD} :S a sh:PropertyShape ; {shape} .", scope="s"))
    there, then = ([*parse(HEAD + text)] for text in (before, after))
    assert fully(there, checked) != fully(then, checked)
    for one, other in ((there, then), (then, there)):
        kept = Revalidation(one, checked)
        kept.change(set(other) - set(one), set(one) - set(other))
        assert kept.results() == fully(other, checked)


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
