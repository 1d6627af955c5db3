"""Findings point to the line that causes them, and to the words of the document behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.rdf.terms import Literal
from kgtool.validation import Severity
from kgtool.validation.reports.text import report_text
from tests.reports.sample import FACTS, findings, make_project


def test_a_wrong_value_is_at_its_own_line_and_a_missing_one_at_its_subject(tmp_path: Path) -> None:
    found = findings(make_project(tmp_path))
    assert [(str(finding.place), finding.severity) for finding in found.findings] == [
        ("graph/facts/one.ttl:12:9", Severity.VIOLATION),
        ("graph/facts/one.ttl:14:1", Severity.WARNING),
    ]
    assert found.status == 1


def test_an_extracted_fact_is_traced_to_the_words_of_its_document(tmp_path: Path) -> None:
    (quote,) = findings(make_project(tmp_path)).findings[0].quotes
    assert (str(quote.place), quote.words) == ("graph/documents/one.txt:3:1", "the bridge is long")


def test_what_is_inferred_points_to_the_subject_of_what_it_is_about(tmp_path: Path) -> None:
    shapes = """
        @prefix b: <https://example.org/bridges#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        b:Long a sh:NodeShape ; sh:targetClass b:Bridge ; sh:property [ sh:path b:length ; sh:minCount 1 ] .
    """
    project = make_project(tmp_path, facts=FACTS.replace("bridge:new a b:Bridge", "bridge:old b:near bridge:new"))
    (tmp_path / "shapes" / "bridges.ttl").unlink()
    (tmp_path / "shapes" / "closure.ttl").write_text(shapes, encoding="utf-8")
    (finding,) = findings(project).findings
    assert str(finding.place) == "graph/facts/one.ttl:14:19"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("x.nt", '<urn:x> <https://example.org/bridges#length> "no" .\n<urn:x> a <urn:y> .\n', ""),
        (
            "x.trig",
            "PREFIX b: <https://example.org/bridges#>\n<urn:g> {\n <urn:x> a b:Bridge ; b:length 'no' }\n",
            "3:32",
        ),
        ("x.jsonld", '{"@id": "urn:x", "@type": "https://example.org/bridges#Bridge"}\n', "1:10"),
        (
            "x.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:b="https://example.org/bridges#">\n'
            '<b:Bridge rdf:about="https://example.org/id/x"/></rdf:RDF>\n',
            "2:22",
        ),
    ],
)
def test_other_syntaxes_are_checked_and_located_too(tmp_path: Path, name: str, text: str, place: str) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / name).write_text(text.replace("> a <", "> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <"))
    found = findings(project, paths=(tmp_path / name,)).findings
    assert [str(finding.place).removeprefix(f"{tmp_path / name}:") for finding in found][-1:] == (
        [place] if place else []
    )


def test_blank_nodes_are_located_in_the_file_that_they_are_in(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    head = "@prefix b: <https://example.org/bridges#> .\n"
    (tmp_path / "graph/facts/a.ttl").write_text(f"{head}[] a b:Bridge ; b:length 1 .\n")
    (tmp_path / "graph/facts/z.ttl").write_text(f"{head}\n[] a b:Bridge ;\n b:length 'x' .\n")
    found = [str(f.place) for f in findings(project).findings if f.value == Literal("x")]
    assert found == ["graph/facts/z.ttl:4:11"]


def test_findings_keep_their_fingerprint_when_they_move(tmp_path: Path) -> None:
    before = findings(make_project(tmp_path / "a"))
    after = findings(make_project(tmp_path / "b", facts=FACTS.replace("document:one", "# more\n\n    document:one")))
    assert [key for key, _ in before.keyed()] == [key for key, _ in after.keyed()]
    assert [f.place and f.place.position for f in before.findings] != [
        f.place and f.place.position for f in after.findings
    ]


def test_a_syntax_error_is_a_finding_with_its_place_and_every_file_is_told(tmp_path: Path) -> None:
    project = make_project(tmp_path, facts="<urn:a> <urn:b> ;\n  oops .\n", shapes="@prefix : <urn:x\n")
    found = findings(project)
    assert found.status == 2
    assert [finding.rule for finding in found.findings] == ["syntax", "syntax"]
    assert [finding.place.file for finding in found.findings if finding.place] == [
        "graph/facts/one.ttl",
        "shapes/bridges.ttl",
    ]
    assert all(finding.place and finding.place.position for finding in found.findings)


def test_the_text_report_shows_line_and_caret_as_compilers_do(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    written = "".join(report_text(findings(project), project.prefixes))
    assert written == (
        "graph/facts/one.ttl:12:9: violation: A length is a number. [b:LengthShape]\n"
        '12 |         "long" .\n'
        "   |         ^^^^^^\n"
        "   = bridge:old (Old <Bridge> & 橋) → b:length → “long”\n"
        "   = rule: length is a number (DatatypeConstraintComponent)\n"
        "   = why: Words do not add up.\n"
        "   = said in graph/documents/one.txt:3:1: “the bridge is long”\n"
        "\n"
        "graph/facts/one.ttl:14:1: warning: A bridge has a label. [b:NameShape]\n"
        "14 | bridge:new a b:Bridge .\n"
        "   | ^^^^^^^^^^\n"
        "   = bridge:new → rdfs:label\n"
        "   = rule: bridge has a label (MinCountConstraintComponent)\n"
        "\n"
        "1 violation, 1 warning.\n"
    )


def test_a_result_from_inferred_triples_names_the_asserted_premises(tmp_path: Path) -> None:
    shapes = """
        @prefix b: <https://example.org/bridges#> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        b:No a sh:PropertyShape ; sh:targetSubjectsOf b:length ; sh:path rdf:type ; sh:not [ sh:hasValue b:Bridge ] ;
            sh:message "Not a bridge." .
    """
    facts = FACTS.replace("bridge:new a b:Bridge", "bridge:new b:near bridge:old").replace("a b:Bridge ;", "b:x 1 ;")
    project = make_project(tmp_path, facts=facts)
    (tmp_path / "shapes" / "bridges.ttl").unlink()
    (tmp_path / "shapes" / "closure.ttl").write_text(shapes, encoding="utf-8")
    (finding,) = [finding for finding in findings(project).findings if finding.rule.endswith("#No")]
    assert [str(place) for _, place in finding.related] == ["graph/facts/one.ttl:14:19", "ontology/bridges.ttl:10:16"]


def test_the_caret_is_under_the_term_whatever_its_columns(tmp_path: Path) -> None:
    facts = FACTS.replace("bridge:new a b:Bridge .", 'bridge:new a b:Bridge ; rdfs:label "橋e\u0301\t" ; b:lenght 3 .')
    project = make_project(tmp_path, facts=facts)
    lines = "".join(report_text(findings(project), project.prefixes)).splitlines()
    (number,) = [n for n, line in enumerate(lines) if "Did you mean b:length?" in line]
    source, carets = lines[number + 1 : number + 3]
    wide, combining = 1, -1  # columns that 橋 and the accent take beyond those that they have as characters
    assert carets.index("^") == source.index("b:lenght") + wide + combining
    assert carets.count("^") == len("b:lenght")
