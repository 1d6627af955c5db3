"""Hostile files cost bounded memory and time and end in a finding that names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.errors import ProjectError, TimeoutProblem
from kgtool.rdf.store.queries import in_time
from tests.reports.sample import findings, make_project

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
BODY = '<rdf:Description rdf:about="urn:x"><e:p>&{};</e:p></rdf:Description></rdf:RDF>'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">\n' for n in range(12))
LONG = f'<!ENTITY a "{"x" * 10_000}">'
HOSTILE = {
    "laughs.rdf": f'<!DOCTYPE r [<!ENTITY a "ha">\n{LAUGHS}]>{RDF}{BODY.format("m")}',
    "quadratic.rdf": f"<!DOCTYPE r [{LONG}]>{RDF}{BODY.format('a;' + '&a;' * 2_000 + '&a')}",
    "external.rdf": f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{RDF}{BODY.format("x")}',
    "remote.jsonld": '{"@context": "https://example.org/context.jsonld", "@id": "urn:x", "p": 1}',
    "long.ttl": f'<urn:s> <urn:p> "{"a" * 17_000_000}" .',
    "binary.ttl": "\x00\x01\x02",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_finding_and_not_the_end(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / name).write_text(HOSTILE[name], encoding="utf-8")
    found = findings(project, paths=(tmp_path / name,))
    assert found.status == 2
    assert [finding.rule for finding in found.findings] == ["syntax"]
    assert "root:" not in found.findings[0].message


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


def test_a_constraint_that_never_ends_is_stopped(tmp_path: Path) -> None:
    import time

    with pytest.raises(TimeoutProblem):
        in_time(lambda: time.sleep(5), 0.1)
