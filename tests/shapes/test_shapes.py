"""Every shape: that it is documented, that its conforming example passes and that its failing one is told why."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef

from kgtool.rdf.store import parse_files
from kgtool.validation import load_shapes, validate
from tests.shapes.checking import (
    IPCO,
    IPCOSH,
    ROOT,
    SHAPES,
    Example,
    PreparedGraph,
    example_graph,
    examples,
    failures,
    findings,
    local,
    shapes_of,
)

FILES = sorted(SHAPES.glob("*.ttl"))
SEVERITIES = {SH.Violation, SH.Warning, SH.Info}


def named_shapes(graph: Graph) -> list[URIRef]:
    """Return the shapes of a graph that stand alone, in order."""
    found = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in graph.subjects(RDF.type, kind)}
    assert all(isinstance(shape, URIRef) for shape in found), "a shape without an IRI cannot be cited in a report"
    return sorted(shape for shape in found if isinstance(shape, URIRef))


def all_shapes() -> Graph:
    """Return the shapes of both scopes."""
    return shapes_of("asserted") + shapes_of("closure")


def messages(graph: Graph, shape: URIRef) -> list[str]:
    """Return the messages of a shape: its own, or those of its SPARQL constraints."""
    holders = [shape, *graph.objects(shape, SH.sparql)]
    return [str(message) for holder in holders for message in graph.objects(holder, SH.message)]


def test_every_shape_file_belongs_to_a_scope() -> None:
    assert FILES
    assert {path.name.partition("-")[0] for path in FILES} == {"asserted", "closure"}


def test_every_shape_has_a_conforming_and_a_failing_example() -> None:
    assert sorted(local(shape) for shape in named_shapes(all_shapes())) == sorted(each.shape for each in examples())


@pytest.mark.parametrize("shape", named_shapes(all_shapes()), ids=local)
def test_shape_has_an_iri_a_label_a_reason_a_severity_and_a_message(shape: URIRef) -> None:
    graph = all_shapes()
    assert shape.startswith(str(IPCOSH))
    assert len(set(graph.objects(shape, RDFS.label))) == 1
    assert len(set(graph.objects(shape, RDFS.comment))) == 1
    assert set(graph.objects(shape, SH.severity)) <= SEVERITIES
    assert graph.value(shape, SH.severity) is not None
    assert len(messages(graph, shape)) == 1
    targets = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    assert any(graph.value(shape, target) is not None for target in targets)


@pytest.mark.parametrize("example", examples(), ids=str)
def test_conforming_example_has_no_result(example: Example) -> None:
    graph = example_graph(example.conforming, bare=example.bare)
    assert findings(graph, shapes_of(example.scope)) == []


@pytest.mark.parametrize("example", examples(), ids=str)
def test_failing_example_has_the_results_of_its_shape_alone(example: Example) -> None:
    found = failures(example)
    severity = shapes_of(example.scope).value(IPCOSH[example.shape], SH.severity)
    assert {finding.shape for finding in found} == {example.shape}
    assert {finding.severity for finding in found} == {local(severity)}


@pytest.mark.parametrize("example", [each for each in examples() if each.says], ids=str)
def test_message_names_what_it_is_about(example: Example) -> None:
    assert example.says in [finding.message for finding in failures(example)]


def test_every_sparql_constraint_has_an_example_of_its_message() -> None:
    graph = all_shapes()
    queried = {local(shape) for shape in named_shapes(graph) if graph.value(shape, SH.sparql) is not None}
    assert queried == {each.shape for each in examples() if each.says}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shape_file_works_alone(path: Path) -> None:
    graph = Graph().parse(path)
    assert findings(example_graph("", bare=False), graph) == []


def test_shapes_use_only_terms_that_the_ontology_declares() -> None:
    ontology = Graph().parse(ROOT / "ontology" / "ip-cooperation.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {term for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    used = {
        node for triple in all_shapes() for node in triple if isinstance(node, URIRef) and node.startswith(str(IPCO))
    }
    queries = " ".join(str(query) for query in all_shapes().objects(None, SH.select))
    used |= {IPCO[name.partition("ipco:")[2]] for name in words(queries) if name.startswith("ipco:")}
    assert used <= declared


def test_reference_data_and_ontology_have_nothing_to_report() -> None:
    graph = PreparedGraph()
    for path in [*(ROOT / "ontology").glob("*.ttl"), *(ROOT / "graph" / "reference").glob("*.ttl")]:
        graph.parse(path)
    assert findings(graph, shapes_of("asserted")) == []


@pytest.mark.parametrize("name", ["PassageLength", "DocumentIssued", "UnitCycle", "ClaimsAgreeOrConflict"])
def test_validation_room_reports_the_shape_with_its_label(name: str, tmp_path: Path) -> None:
    example = next(each for each in examples() if each.shape == name)
    path = tmp_path / "example.ttl"
    example_graph(example.failing, bare=example.bare).serialize(path, format="turtle")
    report = validate(parse_files([path]), [], load_shapes(FILES))
    label = str(all_shapes().value(IPCOSH[name], RDFS.label))
    assert label in {result.shape_label for result in report.results}


def words(text: str) -> list[str]:
    """Return the words of a query, prefixed names whole."""
    return "".join(sign if sign.isalnum() or sign == ":" else " " for sign in text).split()


@pytest.mark.parametrize(
    ("other", "apart"),
    [("Ada Bergh", 1), ("Ada Ber", 1), ("Ada Borg", 1), ("ada berg", 1), ("Ada Birk", 2), ("Bo Ek", 9)],
)
def test_names_at_most_one_letter_apart_are_doubted(other: str, apart: int) -> None:
    graph = example_graph(
        f"""
        person:zz a ipco:Person ; rdfs:label "{other}" .
        tenure:1 ipco:tenureOf person:ada-berg ; ipco:post post:nio_director .
        tenure:2 ipco:tenureOf person:zz ; ipco:performsDutiesOf post:nio_director .
        """,
        bare=True,
    )
    found = [each for each in findings(graph, shapes_of("asserted")) if each.shape == "PossiblySamePerson"]
    assert len(found) == (1 if apart <= 1 else 0)


@pytest.mark.parametrize(
    ("comparator", "claimed", "open_list", "doubted"),
    [
        ("over", 1, False, False),
        ("over", 2, False, True),
        ("over", 2, True, False),
        ("at-least", 2, False, False),
        ("at-least", 3, False, True),
        ("exactly", 2, False, False),
        ("exactly", 3, False, True),
        ("exactly", 3, True, False),
        ("exactly", 1, True, True),
        ("under", 2, False, True),
        ("about", 9, False, False),
    ],
)
def test_claimed_count_is_compared_as_its_comparator_says(
    comparator: str, claimed: int, open_list: bool, doubted: bool
) -> None:
    graph = example_graph(
        f"""
        claim:1 a ipco:Claim ; ipco:claimSubject meeting:summit ; ipco:claimText "many" ; ipco:claimedValue {claimed} ;
            ipco:comparator "{comparator}" ; ipco:claimUnit "counterparts" ; ipco:openList {str(open_list).lower()} ;
            ipco:inDocument document:memo ; ipco:evidence passage:memo_0-5 .
        meeting:one a ipco:Meeting ; ipco:partOfMeeting meeting:summit ; ipco:position 1 .
        meeting:two a ipco:Meeting ; ipco:partOfMeeting meeting:summit ; ipco:position 2 .
        """,
        bare=False,
    )
    found = [each for each in findings(graph, shapes_of("asserted")) if each.shape == "ClaimedCountListed"]
    assert len(found) == (1 if doubted else 0)
