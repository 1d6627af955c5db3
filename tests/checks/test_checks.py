"""Every check finds what it is for, at its place, and nothing in a project that is as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.checks import CHECKS
from kgtool.checks.iris import fault
from kgtool.checks.literals import is_legal
from kgtool.errors import SyntaxProblem
from kgtool.project import Project
from kgtool.rdf.layout import formatted
from kgtool.rdf.terms import IRI, XSD, Literal
from kgtool.validation import Severity
from kgtool.validation.reports import Finding
from tests.reports.sample import EVIDENCE, FACTS, ONTOLOGY, SHAPES, findings, make_project

GOOD_FACTS = FACTS.replace(' ,\n            "long"', "").replace(
    "bridge:new a b:Bridge .", 'bridge:new a b:Bridge ; rdfs:label "New" .'
)
GOOD_EVIDENCE = EVIDENCE.replace('rdf:object "long"', "rdf:object 120")
QUERY = "#+ summary: Everything?\n#+ description: All of them.\nPREFIX b: <https://example.org/bridges#>\n"


def project_findings(folder: Path, **changed: str) -> list[Finding]:
    """Return what is found in a project that is as it should be but for the files that are changed."""
    files = {"facts": GOOD_FACTS, "evidence": GOOD_EVIDENCE, **changed}
    return list(findings(make_project(folder, **files)).findings)


def test_a_project_that_is_as_it_should_be_has_no_findings(tmp_path: Path) -> None:
    assert project_findings(tmp_path) == []


BAD = {
    "owl-rl": (
        {"ontology": f"{ONTOLOGY}\n b:Bridge rdfs:subClassOf [ a owl:Class ; owl:unionOf ( b:Ferry b:Ferry ) ] ."},
        "unionOf",
    ),
    "undefined-term": ({"facts": f"{GOOD_FACTS}\n bridge:new b:lenght 3 ."}, "lenght"),
    "deprecated-term": (
        {
            "ontology": f"{ONTOLOGY}\n b:old a owl:ObjectProperty ; rdfs:label 'old'@en ; owl:deprecated true .",
            "facts": f"{GOOD_FACTS}\n bridge:new b:old bridge:old .",
        },
        "b:old bridge",
    ),
    "absent-import": (
        {"ontology": f"{ONTOLOGY}\n <https://example.org/bridges> owl:imports <https://example.org/roads> ."},
        "roads",
    ),
    "missing-label": ({"ontology": f"{ONTOLOGY}\n b:Thing a owl:Class ; rdfs:label 'Ding'@de ."}, "b:Thing"),
    "duplicate-label": ({"ontology": f"{ONTOLOGY}\n b:Thing a owl:Class ; rdfs:label 'Bridge'@en ."}, "b:Thing"),
    "two-preferred-labels": (
        {"facts": f"{GOOD_FACTS}\n bridge:new <http://www.w3.org/2004/02/skos/core#prefLabel>\n 'a'@en,\n 'b'@en ."},
        "'b'@en",
    ),
    "idle-shape": ({"shapes": f"{SHAPES}\n b:Idle a sh:NodeShape ; sh:targetClass b:Ferry ."}, "b:Idle"),
    "query-syntax": ({"queries": f"{QUERY}SELECT * WHERE {{ ?s ?p }}"}, "?s ?p"),
    "query-prefix": ({"queries": f"{QUERY}SELECT * {{\n ?s a bb:Bridge }}"}, "bb:"),
    "query-term": ({"queries": f"{QUERY}SELECT * {{\n ?s a b:Brige }}"}, "Brige"),
    "query-parameter": ({"queries": f"{QUERY}SELECT * {{\n ?s b:length ?_metres_integer }}"}, "?_metres"),
    "inconsistency": ({"facts": f"{GOOD_FACTS}\n bridge:new a b:Ferry ."}, "bridge:new"),
    "evidence-quote": ({"evidence": GOOD_EVIDENCE.replace("is long", "was long")}, "was long"),
    "evidence-digest": ({"facts": f"{GOOD_FACTS}\n document:one b:sha256 'abc' ."}, "'abc'"),
    "ill-typed-literal": (
        {"facts": f"{GOOD_FACTS}\n bridge:new rdfs:comment '2023-02-29'^^<{XSD}date> ."},
        "02-29",
    ),
    "malformed-iri": ({"facts": f"{GOOD_FACTS}\n <bridge:new> rdfs:label 'New' ."}, "<bridge:new>"),
}


@pytest.mark.parametrize("rule", BAD)
def test_each_check_finds_its_failing_example_at_its_line(tmp_path: Path, rule: str) -> None:
    changed, words = BAD[rule]
    found = [finding for finding in project_findings(tmp_path, **changed) if finding.rule == rule]
    assert found, project_findings(tmp_path, **changed)
    place = found[0].place
    assert place is not None
    assert place.position is not None
    assert words in place.source


def test_the_layout_is_checked_and_format_puts_it_right(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (tmp_path / "shapes/profile.txt").unlink()
    found = [finding.place.file for finding in findings(project).findings if finding.rule == "layout" and finding.place]
    assert "shapes/bridges.ttl" in found
    for name in found:
        path = tmp_path / name
        path.write_text(formatted(path.read_text(), project.prefixes))
    assert [finding for finding in findings(project).findings if finding.rule == "layout"] == []


def test_a_generated_file_edited_after_the_build_is_found(tmp_path: Path) -> None:
    from kgtool.pipeline.digests import digest
    from kgtool.pipeline.state import STATE, Inputs, State
    from kgtool.pipeline.summary import Summary

    project = make_project(tmp_path, facts=GOOD_FACTS, evidence=GOOD_EVIDENCE)
    names = ("graph/facts/one.ttl", "graph/evidence/one.ttl")
    outputs = {"one.txt": {name: digest((tmp_path / name).read_bytes()) for name in names}}
    state = tmp_path / STATE
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_bytes(State(Inputs("", {}, "", "", ""), outputs, "", Summary("x")).to_json())
    assert "generated-edited" not in {finding.rule for finding in findings(project).findings}
    (tmp_path / names[0]).write_text(f"{(tmp_path / names[0]).read_text()}# by hand\n")
    (finding,) = [finding for finding in findings(project).findings if finding.rule == "generated-edited"]
    assert finding.place is not None
    assert finding.place.file == names[0]


def test_what_is_imported_may_be_a_file_of_the_project(tmp_path: Path) -> None:
    project = make_project(tmp_path, ontology=BAD["absent-import"][0]["ontology"])
    (tmp_path / "ontology/roads.ttl").write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<https://example.org/roads> a owl:Ontology .\n"
    )
    assert "absent-import" not in {finding.rule for finding in findings(project).findings}


def test_a_contradiction_names_its_rule_and_points_to_all_its_premises(tmp_path: Path) -> None:
    """A ferry that is a bridge only because something is near it: the line that says so is among the premises."""
    facts = GOOD_FACTS.replace("bridge:new a b:Bridge ;", "bridge:old b:near bridge:new . bridge:new a b:Ferry ;")
    (finding,) = [each for each in project_findings(tmp_path, facts=facts) if each.rule == "inconsistency"]
    assert "cax-dw" in finding.message
    assert "disjoint" in finding.message
    places = {str(place).partition(":")[0] + ":" + place.source.strip() for _, place in finding.related}
    assert finding.place is not None
    assert finding.place.source.startswith("bridge:old b:near bridge:new . bridge:new a b:Ferry")
    assert any(each.startswith("ontology/bridges.ttl:rdfs:range b:Bridge") for each in places), places
    assert any("owl:disjointWith b:Bridge" in each for each in places), places


def test_this_project_itself_is_as_it_should_be(project_root: Path) -> None:
    found = findings(Project.load(project_root))
    assert [str(f.place) + ": " + f.message for f in found.findings if f.severity is Severity.VIOLATION] == []


def test_every_check_has_a_failing_example() -> None:
    assert {check.name for check in CHECKS} == {*BAD, "layout", "generated-edited"}


def test_a_profile_changes_levels_and_turns_rules_off(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    profile = tmp_path / "profile.txt"
    profile.write_text("# our levels\nINFO b:LengthShape\nERROR NameShape\nnone layout\n")
    found = findings(project, profile=profile).findings
    assert [(f.rule.rpartition("#")[2], f.severity) for f in found] == [
        ("LengthShape", Severity.INFO),
        ("NameShape", Severity.VIOLATION),
    ]


@pytest.mark.parametrize("line", ["LOUD layout", "INFO", "INFO laiout", "INFO syntax"])
def test_a_profile_that_means_nothing_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    profile = tmp_path / "profile.txt"
    profile.write_text(f"\n{line}\n")
    with pytest.raises(SyntaxProblem) as problem:
        findings(make_project(tmp_path), profile=profile)
    assert problem.value.line == 2


@pytest.mark.parametrize(
    ("name", "legal", "illegal"),
    [
        ("integer", ["1", "-01", " 5 "], ["1.0", "", "1e3", "٣"]),
        ("byte", ["127", "-128"], ["128", "9" * 5_000]),
        ("nonNegativeInteger", ["0", "9" * 5_000], ["-1"]),
        ("decimal", ["1", ".5", "1."], ["1e0", "."]),
        ("double", ["1e3", "INF", "NaN"], ["inf", "1e"]),
        ("boolean", ["true", "0"], ["TRUE", "yes"]),
        (
            "date",
            ["2024-02-29", "2023-12-31Z", "-0044-03-15", "12000-01-01"],
            ["2023-02-29", "2023-13-01", "2023-1-1", "23-01-01"],
        ),
        ("dateTime", ["2023-01-01T24:00:00", "2023-01-01T00:00:00.5+14:00"], ["2023-01-01", "2023-01-01T25:00:00"]),
        ("gMonthDay", ["--02-29"], ["--02-30", "--13-01"]),
        ("duration", ["P1Y", "PT0.5S", "P1DT2H"], ["P", "PT", "1Y"]),
        ("hexBinary", ["", "0aFF"], ["0"]),
        ("base64Binary", ["", "YQ=="], ["YQ"]),
        ("language", ["en-GB"], ["en_GB"]),
        ("unheardOf", ["anything"], []),
    ],
)
def test_lexical_forms_are_those_of_the_datatype(name: str, legal: list[str], illegal: list[str]) -> None:
    for texts, verdict in ((legal, True), (illegal, False)):
        for text in texts:
            assert is_legal(Literal(text, IRI(XSD + name))) is verdict, text


@pytest.mark.parametrize(
    ("iri", "words"),
    [
        ("https://example.org/é?q#f", ""),
        ("urn:isbn:1", ""),
        ("mailto:a@example.org", ""),
        ("b:Bridge", "angle brackets"),
        ("relative/path", "relative"),
        ("http:/example.org", "no host"),
        ("file:///tmp/x", "another machine"),
        ("https://example.org/100%", "per cent"),
    ],
)
def test_what_is_wrong_with_an_iri_is_said(iri: str, words: str) -> None:
    found = fault(IRI(iri), {"b"})
    assert (words in found) if words else not found
