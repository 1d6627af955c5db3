"""A project is found from any folder within it, and its files by their role."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.errors import KgtoolError, ProjectError, SyntaxProblem
from kgtool.project import Project, files_under

SETTINGS = """
[project]
name = "demo"
title = "Demonstration"
vocabulary = "https://example.org/ontology#"
concepts = "https://example.org/vocabulary/"
base = "https://example.org/id/"
language = "en"

[prefixes]
x = "https://example.org/ontology#"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "ontology/project.toml": SETTINGS,
        "ontology/x.ttl": "",
        "ontology/lexicon/words.toml": "",
        "graph/documents/b.txt": "",
        "graph/documents/more/a.html": "",
        "graph/documents/.hidden": "",
        "graph/reference/people.ttl": "",
        "graph/facts/b.ttl": "",
        "graph/evidence/b.ttl": "",
        "shapes/asserted.ttl": "",
        "queries/meetings.rq": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def names(paths: list[Path], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def test_a_project_is_found_from_the_working_directory_upwards(root: Path) -> None:
    assert Project.find(root / "graph" / "documents" / "more").root == root.resolve()


def test_no_project_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"ontology/, graph/, shapes/, queries/.*--project"):
        Project.find(tmp_path)
    with pytest.raises(ProjectError, match="missing"):
        Project.load(tmp_path)


def test_files_are_known_by_their_role_and_sorted(root: Path) -> None:
    project = Project.load(root)
    assert names(project.documents, root) == ["graph/documents/b.txt", "graph/documents/more/a.html"]
    assert names(project.ontology_files, root) == ["ontology/x.ttl"]
    assert names(project.reference_files, root) == ["graph/reference/people.ttl"]
    assert names(project.facts_files, root) == ["graph/facts/b.ttl"]
    assert names(project.evidence_files, root) == ["graph/evidence/b.ttl"]
    assert names(project.shapes_files, root) == ["shapes/asserted.ttl"]
    assert project.queries == {"meetings": root / "queries" / "meetings.rq"}
    assert project.cache == root / ".kgtool"


def test_other_data_take_the_place_of_facts_and_evidence(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("data")
    for name in ("facts/c.ttl", "evidence/c.ttl", "loose.ttl", "text/c.txt"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("", encoding="utf-8")
    project = Project.load(root).with_data(data)
    assert names(project.facts_files, data) == ["facts/c.ttl", "loose.ttl"]
    assert names(project.evidence_files, data) == ["evidence/c.ttl"]
    assert names(project.reference_files, root) == ["graph/reference/people.ttl"]
    with pytest.raises(ProjectError, match="no such folder"):
        project.with_data(data / "nowhere")


def test_the_prefixes_of_the_settings_expand_curies(root: Path) -> None:
    project = Project.load(root)
    assert project.prefixes.expand("x:Meeting") == "https://example.org/ontology#Meeting"
    assert project.settings.language == "en"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("[project\n", "line 1"),
        ("[project]\nname = 3", "name"),
        (SETTINGS.replace("language", "tongue"), "language"),
        (SETTINGS.replace('x = "https://example.org/ontology#"', "x = 1"), "prefix x"),
        ("project = 1", "project"),
        ("prefixes = 1\n" + SETTINGS.partition("[prefixes]")[0], "prefixes"),
    ],
)
def test_settings_that_cannot_be_used_are_an_error_that_names_them(root: Path, settings: str, words: str) -> None:
    (root / "ontology" / "project.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(ProjectError, match=words) as problem:
        Project.load(root)
    assert "project.toml" in problem.value.where


def test_a_missing_settings_file_is_an_error(root: Path) -> None:
    (root / "ontology" / "project.toml").unlink()
    with pytest.raises(ProjectError, match="missing"):
        Project.load(root)


def test_a_folder_that_is_not_there_holds_no_files(tmp_path: Path) -> None:
    assert files_under(tmp_path / "nowhere", ".ttl") == []


def test_errors_say_what_where_and_what_to_do() -> None:
    assert str(KgtoolError("it broke", where="here", hint="mend it")) == "here: it broke (mend it)"
    assert str(KgtoolError("it broke")) == "it broke"
    assert str(SyntaxProblem("bad", source="a.ttl", line=3, column=4)) == "a.ttl:3:4: bad"
    assert str(SyntaxProblem("bad", source="a.ttl", line=3)) == "a.ttl:3: bad"
