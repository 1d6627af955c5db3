"""Each format is what its readers expect: checked by readers that are not kgtool's."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SH
from rdflib.compare import isomorphic

from kgtool.validation import Severity
from kgtool.validation.reports import FORMATS, Findings
from kgtool.validation.reports.finding import Finding
from kgtool.validation.reports.github import github_summary
from kgtool.validation.reports.paths import path_triples
from kgtool.validation.reports.text import report_text
from tests.reports.sample import PREFIXES, B, findings, make_project, many

SCHEMA = Path(__file__).parents[3] / "shared" / "schemas" / "sarif-schema-2.1.0.json"


def written(form: str, found: Findings) -> str:
    return "".join(FORMATS[form](found, PREFIXES))


def test_json_holds_everything() -> None:
    read = json.loads(written("json", many(2)))
    assert (read["conforms"], read["status"], read["counts"]["violation"]) == (False, 1, 2)
    first = read["results"][0]
    assert (first["line"], first["column"], first["endColumn"]) == (1, 5, 9)
    assert first["evidence"][0]["file"] == "graph/documents/one two.txt"
    assert json.loads(written("json", Findings(())))["conforms"] is True


@pytest.mark.parametrize("number", [0, 3, 6_000])
def test_sarif_keeps_to_the_schema_and_to_the_limits_of_code_scanning(number: int) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    if not SCHEMA.is_file():
        pytest.skip("no ../shared/schemas: the schema is not part of this repository")
    read = json.loads(written("sarif", many(number)))
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(read)
    (run,) = read["runs"]
    assert len(run["results"]) == min(number, 5_000)
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"].split()[0] for note in notes] == (["1,000"] if number > 5_000 else [])


def test_sarif_names_rules_places_and_fingerprints() -> None:
    (run,) = json.loads(written("sarif", many(2)))["runs"]
    rule, first = run["tool"]["driver"]["rules"][0], run["results"][0]
    assert rule["id"] == first["ruleId"] == "b:LengthShape"
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "graph/facts/one%20two%2C%25.ttl"
    assert physical["region"] == {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 9}
    assert len(first["relatedLocations"]) == 2
    assert len({result["partialFingerprints"]["kgtool/v1"] for result in run["results"]}) == 2


def test_sarif_cuts_the_least_severe_first() -> None:
    both = Findings.of([*many(4_999, Severity.INFO).findings, *many(5_000).findings[-2:]])
    results = json.loads(written("sarif", both))["runs"][0]["results"]
    assert [result["level"] for result in results[:3]] == ["error", "error", "note"]


def test_junit_has_a_suite_per_file_and_a_case_per_shape(tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    project = make_project(tmp_path)
    (tmp_path / "out.xml").write_text("".join(FORMATS["junit"](findings(project), project.prefixes)), encoding="utf-8")
    suites = junitparser.JUnitXml.fromfile(str(tmp_path / "out.xml"))
    assert (suites.tests, suites.failures, suites.errors) == (sum(suite.tests for suite in suites), 1, 0)
    (suite,) = [suite for suite in suites if suite.name == "shapes/bridges.ttl"]
    cases = {case.name: [type(result).__name__ for result in case.result] for case in suite}
    assert cases == {
        "b:FineShape": [],
        "b:LengthShape: length is a number": ["Failure"],
        "b:NameShape: bridge has a label": [],
    }


def test_junit_takes_any_text(tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    (tmp_path / "out.xml").write_text(written("junit", many(3)), encoding="utf-8")
    (suite,) = junitparser.JUnitXml.fromfile(str(tmp_path / "out.xml"))
    (failed,) = [case for case in suite if case.result]
    assert "<b>&" in failed.result[0].text


def test_a_syntax_error_is_an_error_in_every_format(tmp_path: Path) -> None:
    found = findings(make_project(tmp_path, facts="<urn:a> <urn:b> ;"))
    assert all("syntax" in written(form, found) for form in FORMATS)
    assert 'errors="1"' in written("junit", found)
    assert '"executionSuccessful": false' in written("sarif", found)


COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:]*,?)+)::(.*)")


def test_github_annotates_as_many_lines_as_github_keeps() -> None:
    lines = written("github", many(12)).split("\n")[:-1]
    read = [COMMAND.fullmatch(line) for line in lines[:10]]
    assert all(read)
    assert read[0] is not None
    properties = dict(pair.split("=") for pair in read[0][2].split(","))
    assert (properties["line"], properties["col"]) == ("1", "5")
    assert properties["file"] == "graph/facts/one two%2C%25.ttl"
    assert "%0A" in read[0][3]
    assert lines[10:] == ["2 more of severity violation are not annotated: see the summary", "kgtool: 12 violations."]


def test_the_step_summary_is_a_table_that_stays_within_its_limit() -> None:
    summary = "".join(github_summary(many(2_000), PREFIXES))
    assert len(summary.encode()) < 1_048_576
    assert summary.count("\n| violation |") <= 500
    assert summary.rstrip().endswith("more.")
    assert "<b>" not in summary


def test_turtle_is_the_report_that_the_standard_describes() -> None:
    found = many(3)
    graph = rdflib.Graph().parse(data=written("turtle", found), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = list(graph.objects(report, SH.result))
    assert len(results) == 3
    for result in results:
        for one in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.resultPath):
            assert len(list(graph.objects(result, one))) == 1
    assert isomorphic(graph, rdflib.Graph().parse(data=written("turtle", found), format="turtle"))


def test_turtle_equals_pyshacls_own_report_but_for_messages(tmp_path: Path) -> None:
    import pyshacl

    project = make_project(tmp_path)
    ours = rdflib.Graph().parse(data="".join(FORMATS["turtle"](findings(project), project.prefixes)), format="turtle")
    data = rdflib.Graph()
    for file in ("ontology/bridges.ttl", "graph/facts/one.ttl", "graph/evidence/one.ttl"):
        data.parse(tmp_path / file)
    _, theirs, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(tmp_path / "shapes/bridges.ttl"))
    for graph in (ours, theirs):
        graph.remove((None, SH.resultMessage, None))
    assert isomorphic(ours, theirs)


@pytest.mark.parametrize(
    ("path", "turtle"),
    [
        ("<urn:a>/(^<urn:b>)", "( <urn:a> [ sh:inversePath <urn:b> ] )"),
        ("<urn:a>|(<urn:b>/<urn:c>)", "[ sh:alternativePath ( <urn:a> ( <urn:b> <urn:c> ) ) ]"),
        ("(<urn:a>|<urn:b>)*", "[ sh:zeroOrMorePath [ sh:alternativePath ( <urn:a> <urn:b> ) ] ]"),
        ("<urn:a>+", "[ sh:oneOrMorePath <urn:a> ]"),
        ("^(<urn:a>?)", "[ sh:inversePath [ sh:zeroOrOnePath <urn:a> ] ]"),
    ],
)
def test_paths_become_what_shacl_writes(path: str, turtle: str) -> None:
    from kgtool.rdf.rdflib_border import to_rdflib
    from kgtool.rdf.terms import IRI, Triple

    node, triples = path_triples(path, "_:p")
    wanted = rdflib.Graph().parse(data=f"@prefix sh: <{SH}> . <urn:x> <urn:path> {turtle} .", format="turtle")
    assert isomorphic(to_rdflib([Triple(IRI("urn:x"), IRI("urn:path"), node), *triples]), wanted)


class Page(HTMLParser):
    """Reads a page: its text, and whatever it would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.articles = 0
        self.fetched: list[str] = []
        self.words = ""
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.articles += tag == "article"
        links = [value for name, value in attrs if name in {"src", "href", "action"} and value]
        self.fetched += [link for link in links if not link.startswith("#")]
        if tag not in {"meta", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_is_well_formed_needs_nothing_else_and_shows_everything() -> None:
    page = Page(written("html", many(25)))
    assert (page.articles, page.fetched, page.open) == (25, [], [])
    assert page.words.count("said") or "<b>&" in page.words


def test_colour_is_only_for_terminals() -> None:
    assert "\x1b[" not in "".join(report_text(many(1), PREFIXES))
    assert "\x1b[1;31m" in "".join(report_text(many(1), PREFIXES, colour=True))


@pytest.mark.parametrize("form", FORMATS)
def test_ten_thousand_findings_are_written_in_a_moment(form: str) -> None:
    found = many(10_000)
    started = time.process_time()
    assert written(form, found)
    assert time.process_time() - started < 4


def test_findings_are_sorted_whatever_their_order() -> None:
    found = list(many(20).findings)
    assert Findings.of(reversed(found)).findings == tuple(found)
    assert found[0].place is not None
    assert isinstance(found[0], Finding)
    assert found[0].rule == f"{B}LengthShape"
