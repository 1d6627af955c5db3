"""Known exceptions do not fail the run, but their own end does not go unnoticed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kgtool.errors import ProjectError
from kgtool.pipeline.beginning import begin
from kgtool.pipeline.build import build
from kgtool.pipeline.validation import Request, validated
from kgtool.project import Project
from kgtool.rdf.layout import formatted
from kgtool.validation import Severity
from kgtool.validation.reports import Findings
from kgtool.validation.waivers import baseline
from tests.reports.sample import TODAY, B, findings, make_project

WAIVER = f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix waiver: <urn:kgtool:waiver#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

[] a waiver:Waiver ; sh:sourceShape <{B}LengthShape> ; sh:focusNode <https://example.org/id/bridge/old> ;
    waiver:path "<{B}length>" ; sh:value "long" ;
    waiver:reason "Being measured." ; waiver:by "A. Person" ; waiver:until "2026-06-30"^^xsd:date .
"""


def rules(found: Findings) -> list[str]:
    return [f.rule.rpartition("#")[2] for f in found.findings]


def waived_project(folder: Path, text: str = WAIVER) -> Project:
    project = make_project(folder)
    (folder / "shapes" / "waivers.ttl").write_text(text, encoding="utf-8")
    return project


def test_a_waiver_covers_its_finding_whatever_its_severity(tmp_path: Path) -> None:
    project = waived_project(tmp_path)
    found = findings(project)
    assert (rules(found), found.waived, found.status) == (["NameShape"], 1, 0)
    shapes = tmp_path / "shapes" / "bridges.ttl"
    shapes.write_text(shapes.read_text().replace("sh:datatype", "sh:severity sh:Warning ; sh:datatype"))
    assert rules(findings(project)) == ["NameShape"]


def test_an_expired_waiver_is_a_finding_beside_what_it_covered(tmp_path: Path) -> None:
    found = validated(waived_project(tmp_path), Request(today=datetime.date(2026, 7, 1)))
    assert rules(found) == ["LengthShape", "NameShape", "expired-waiver"]
    assert validated(waived_project(tmp_path / "b"), Request(today=datetime.date(2026, 6, 30))).waived == 1


def test_a_stale_waiver_is_a_finding_at_its_line(tmp_path: Path) -> None:
    project = waived_project(tmp_path, WAIVER.replace('"long"', '"short"'))
    found = findings(project)
    assert rules(found) == ["LengthShape", "NameShape", "stale-waiver"]
    (stale,) = [finding for finding in found.findings if finding.rule == "stale-waiver"]
    assert (str(stale.place), stale.severity) == ("shapes/waivers.ttl:5:1", Severity.WARNING)
    part = findings(project, paths=(tmp_path / "graph/facts/one.ttl",))
    assert "stale-waiver" not in rules(part), "what was not checked cannot be stale"


@pytest.mark.parametrize(
    "missing", ['waiver:reason "Being measured." ;', 'waiver:by "A. Person" ;', f"sh:sourceShape <{B}LengthShape> ;"]
)
def test_a_waiver_says_what_why_and_who(tmp_path: Path, missing: str) -> None:
    with pytest.raises(ProjectError, match=r"waivers\.ttl:5:1"):
        findings(waived_project(tmp_path, WAIVER.replace(missing, "")))


def test_a_baseline_covers_everything_that_is_known_and_nothing_new(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    facts = tmp_path / "project/graph/facts/one.ttl"
    facts.write_text(facts.read_text() + "\n[] a b:Bridge ; b:length 'deep' .\n")
    before = findings(project)
    file = tmp_path / "baseline.ttl"
    file.write_text(baseline(before.findings, project.prefixes, "known", "somebody", TODAY), encoding="utf-8")
    assert formatted(file.read_text(), project.prefixes) == file.read_text(), "it is laid out as kgtool format does"
    after = findings(project, baselines=(file,))
    assert (after.findings, after.waived) == ((), len(before.findings))
    facts.write_text(facts.read_text().replace('"long"', '"longer"'))
    assert rules(findings(project, baselines=(file,))) == ["stale-waiver", "LengthShape"]


def test_a_syntax_error_cannot_be_waived(tmp_path: Path) -> None:
    project = make_project(tmp_path, facts="<urn:a> <urn:b> ;")
    text = baseline(findings(project).findings, project.prefixes, "known", "somebody", None)
    assert "syntax" not in text


def built(project: Project, monkeypatch: pytest.MonkeyPatch, day: str = "2026-06-30") -> list[tuple[str, str]]:
    """Return severity and shape of what a build on a day finds."""

    class Today(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:  # type: ignore[override]
            return datetime.date.fromisoformat(day)

    monkeypatch.setattr("datetime.date", Today)
    summary = build(project, lambda text: None)
    return [(finding.severity, finding.shape) for finding in summary.findings]


def test_a_build_has_the_waivers_and_levels_of_a_validation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = begin(tmp_path / "project")
    shapes = project.root / "shapes"
    (shapes / "more.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<urn:x:No> a sh:NodeShape ; rdfs:label "no" ; sh:targetNode <urn:x:y> ; sh:nodeKind sh:Literal .\n'
    )
    assert built(project, monkeypatch) == [("violation", "no")]
    (shapes / "profile.txt").write_text("info urn:x:No\n")
    assert built(project, monkeypatch) == [("info", "no")]
    known = WAIVER.replace(f"{B}LengthShape", "urn:x:No").replace("https://example.org/id/bridge/old", "urn:x:y")
    known = known.replace(f'waiver:path "<{B}length>" ; sh:value "long" ;', "sh:value <urn:x:y> ;")
    (shapes / "waivers.ttl").write_text(known)
    assert built(project, monkeypatch) == []
    assert built(project, monkeypatch, "2026-07-01") == [("violation", "waiver has expired"), ("info", "no")]
    (shapes / "waivers.ttl").write_text(known.replace("urn:x:y", "urn:x:z"))
    assert built(project, monkeypatch) == [("warning", "waiver covers nothing"), ("info", "no")]
