"""Hostile files cost bounded memory and time and end in a finding that names them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kgtool.cli import run
from kgtool.errors import ProjectError, UsageError
from kgtool.pipeline.validation import Request, unfinished, validated
from kgtool.validation import Severity, ShapesProblem
from kgtool.validation.reports import FORMATS
from tests.reports.sample import TODAY, findings, make_project

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
BODY = '<rdf:Description rdf:about="urn:x"><e:p>&{};</e:p></rdf:Description></rdf:RDF>'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">\n' for n in range(12))
LONG = f'<!ENTITY a "{"x" * 10_000}">'
DEEP = 50_000
HOSTILE = {
    "laughs.rdf": f'<!DOCTYPE r [<!ENTITY a "ha">\n{LAUGHS}]>{RDF}{BODY.format("m")}',
    "quadratic.rdf": f"<!DOCTYPE r [{LONG}]>{RDF}{BODY.format('a;' + '&a;' * 2_000 + '&a')}",
    "external.rdf": f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{RDF}{BODY.format("x")}',
    "remote.jsonld": '{"@context": "https://example.org/context.jsonld", "@id": "urn:x", "p": 1}',
    "deep.jsonld": '{"@id": "urn:x", "urn:p":' * DEEP + "1" + "}" * DEEP,
    "long.ttl": f'<urn:s> <urn:p> "{"a" * 17_000_000}" .',
    "binary.ttl": "\x00\x01\x02",
    "mark.ttl": "\ufeff<urn:a> <urn:b> <urn:c> .\n",
    "open.ttl": '<urn:a> <urn:b> "never .\n',
}


SAID = {
    "laughs.rdf": "made of other entities",
    "quadratic.rdf": "more than 10,000,000 bytes",
    "external.rdf": "external entity is refused",
    "remote.jsonld": "https://example.org/context.jsonld is elsewhere, and nothing is fetched",
    "deep.jsonld": "more than 500 deep",
    "long.ttl": "longer than 16 MiB",
    "binary.ttl": "not allowed",
    "mark.ttl": "byte order mark",
    "open.ttl": "not closed",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_finding_and_not_the_end(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / name).write_text(HOSTILE[name], encoding="utf-8")
    found = findings(project, paths=(tmp_path / name,))
    assert found.status == 2
    assert [finding.rule for finding in found.findings] == ["syntax"]
    assert SAID[name] in found.findings[0].message
    assert "root:" not in found.findings[0].message
    assert found.findings[0].place is not None
    assert found.findings[0].place.position is not None


def test_entities_that_only_abbreviate_are_read(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "x.rdf").write_text(f'<!DOCTYPE r [<!ENTITY a "urn:y">]>{RDF}{BODY.format("a")}', encoding="utf-8")
    assert not findings(project, paths=(tmp_path / "x.rdf",)).broken


def test_remote_ontologies_are_never_fetched(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    path = tmp_path / "ontology/bridges.ttl"
    path.write_text(f"{path.read_text()}<https://example.org/bridges> owl:imports <https://example.invalid/x> .\n")
    assert not findings(project).broken


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "outside.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n")
    (tmp_path / "project/graph/facts/link.ttl").symlink_to(tmp_path / "outside.ttl")
    with pytest.raises(ProjectError, match="out of the project"):
        findings(project)


HEAD = "@prefix e: <urn:e:> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
THING = f'{HEAD}e:x a e:T ; e:p "{"a" * 60}!" .\n'
ENDLESS = (
    f"{HEAD}e:Endless a sh:NodeShape ; sh:targetClass e:T ; sh:sparql [ sh:select "
    '"SELECT $this { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(?c = ?d && ?f = ?h && ?i = ?l) }" ] .\n'
)


def test_a_constraint_that_never_ends_is_stopped_with_every_report_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "data.ttl").write_text(THING + "".join(f"e:x e:p {n} .\n" for n in range(3_000)))
    (tmp_path / "shapes.ttl").write_text(ENDLESS)
    also = [word for form in FORMATS for word in ("--also", f"{form}={tmp_path / form}")]
    words = ["--timeout", "1.5", "--shapes", str(tmp_path / "shapes.ttl"), *also, str(tmp_path / "data.ttl")]
    started = time.perf_counter()
    assert run(["--project", str(project.root), "validate", *words]) == 2
    assert time.perf_counter() - started < 30
    assert "the shape urn:e:Endless" in capfd.readouterr().err
    for form in FORMATS:
        assert "urn:e:Endless" in (tmp_path / form).read_text(), form


def test_a_pattern_that_takes_for_ever_is_refused_at_its_shape(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "data.ttl").write_text(THING)
    shape = 'e:S a sh:PropertyShape ; sh:targetClass e:T ; sh:path e:p ; sh:pattern "^(a|aa)+$" .\n'
    (tmp_path / "shapes.ttl").write_text(HEAD + shape)
    request = Request(today=TODAY, paths=(tmp_path / "data.ttl",), shapes=tmp_path / "shapes.ttl")
    started = time.process_time()
    with pytest.raises(ShapesProblem, match="needs more than 2 s") as problem:
        validated(project, request)
    assert time.process_time() - started < 20
    found = unfinished(project, request, problem.value)
    assert (found.status, str(found.findings[0].place)) == (2, f"{tmp_path / 'shapes.ttl'}:3:1")


@pytest.mark.parametrize(
    "shape",
    [
        f"e:S a sh:NodeShape ; sh:targetClass e:T ; {'sh:node [ ' * 5_000} sh:nodeKind sh:IRI {']' * 5_000} .",
        f"e:S a sh:PropertyShape ; sh:targetClass e:T ; sh:path {'[ sh:inversePath ' * 5_000} e:p {']' * 5_000} .",
    ],
)
def test_shapes_nested_beyond_reason_are_refused(tmp_path: Path, shape: str) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "data.ttl").write_text(THING)
    (tmp_path / "shapes.ttl").write_text(HEAD + shape)
    with pytest.raises(ShapesProblem, match="nested too deeply"):
        findings(project, paths=(tmp_path / "data.ttl",), shapes=tmp_path / "shapes.ttl")


def test_of_very_many_findings_some_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    lines = "".join(f"e:n{n} a e:T ; e:p {n} .\n" for n in range(3_000))
    (tmp_path / "data.ttl").write_text(HEAD + lines + "e:b a e:T ; e:p e:x .\n")
    shapes = "e:S a sh:PropertyShape ; sh:targetClass e:T ; sh:path e:p ; sh:nodeKind sh:IRI .\n"
    (tmp_path / "shapes.ttl").write_text(HEAD + shapes)
    found = findings(project, paths=(tmp_path / "data.ttl",), shapes=tmp_path / "shapes.ttl", most=50)
    assert (len(found.findings), found.count(Severity.VIOLATION), found.status) == (50, 3_000, 1)
    for form, write in FORMATS.items():
        said = "".join(write(found, project.prefixes))
        assert "2,950" in said or form == "turtle", form
    assert all(finding.place and finding.place.position for finding in found.findings)


def test_a_folder_that_is_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "more.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n")
    (tmp_path / "project/graph/reference").symlink_to(tmp_path / "outside")
    with pytest.raises(ProjectError, match="out of the project"):
        findings(project)


def test_a_link_or_a_device_is_no_place_to_read_from(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        findings(project, paths=(Path("/dev/zero"),))
    (tmp_path / "secret.txt").write_text("secret\n")
    (tmp_path / "project/graph/documents/link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(ProjectError, match="out of the project"):
        findings(project)
