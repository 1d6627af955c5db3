"""Bad input gets a clear error with its place and the right exit status, and leaves nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_kgtool, snapshot

GERMAN = (
    "Die Ämter trafen sich in Berlin, und der Präsident sprach über die Zusammenarbeit mit den Partnern. Es ist das "
    "erste Treffen, das nicht im Haus der Behörde stattfindet, wie auf der Seite des Amtes zu lesen ist.\n"
)
DOCUMENTS = {
    "empty.txt": (b"", "the file is empty"),
    "blank.md": (b" \n\t\n", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 40, ""),
    "wrong.txt": ("The meeting was held in Zürich. ".encode() * 20 + b"\x81\xfe\x00\xff", ""),
    "german.txt": (GERMAN.encode(), "the text is in another language (de) than the lexicon (en)"),
    "broken.pdf": (b"%PDF-1.7\nnot really", ""),
    "broken.docx": (b"PK\x03\x04 not really", ""),
    "table.xlsx": (b"PK\x03\x04", "unknown suffix '.xlsx'"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_bad_document_is_named_and_the_good_ones_are_extracted(
    project: Path, kgtool: Run, tmp_path: Path, name: str
) -> None:
    content, message = DOCUMENTS[name]
    (tmp_path / name).write_bytes(content)
    out = tmp_path / "out"
    done = kgtool("extract", project / "graph/documents", tmp_path / name, "-o", out, status=1)
    assert f"kgtool: error: {message}" in done.err
    assert str(tmp_path / name) in done.err
    assert sorted(snapshot(out)) == [
        *("evidence/plenary-2024.ttl", "evidence/plenary-2025.ttl", "facts/plenary-2024.ttl", "facts/plenary-2025.ttl")
    ]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_bad_document_alone_is_an_error(kgtool: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(DOCUMENTS[name][0])
    out = tmp_path / "out"
    assert kgtool("extract", tmp_path / name, "-o", out, status=2).out == ""
    assert not out.exists()


def test_a_document_too_large_is_an_error(kgtool: Run, tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(60_000_000)
    assert "too large: 60,000,000 bytes" in kgtool("extract", huge, status=2).err


def test_two_documents_with_one_stem_are_an_error(project: Path, kgtool: Run) -> None:
    (project / "graph/documents/plenary-2024.md").write_text("# Plenary\n")
    for words in (("build",), ("extract", "graph/documents")):
        done = kgtool(*words, status=2)
        assert "two documents would have the name 'plenary-2024'" in done.err
        assert "rename" in done.err


def test_a_path_that_does_not_exist_is_an_error(kgtool: Run) -> None:
    for words in (("extract", "nowhere.txt"), ("validate", "nowhere.ttl"), ("validate", "--shapes", "nowhere")):
        assert "no such file or folder\n  at nowhere" in kgtool(*words, status=2).err
    assert "no such folder" in kgtool("query", "hosts", "--data", "nowhere", status=2).err
    assert "nowhere" in kgtool("--project", "nowhere", "stats", status=2).err


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
def test_a_folder_that_cannot_be_read_is_an_error(project: Path, kgtool: Run) -> None:
    (project / "graph/documents").chmod(0)
    try:
        assert "cannot be read" in kgtool("build", status=2).err
    finally:
        (project / "graph/documents").chmod(0o755)


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("ontology/broken.ttl", (("build",), ("query", "hosts"), ("validate",), ("extract", "graph/documents"))),
        ("graph/reference/broken.ttl", (("build",), ("query", "hosts"), ("export",), ("reason",))),
        ("graph/facts/broken.ttl", (("build",), ("query", "hosts"), ("stats",), ("export", "--format", "csv"))),
        ("graph/evidence/broken.ttl", (("build",), ("query", "hosts"), ("stats",), ("validate",))),
        ("shapes/broken.ttl", (("build",), ("validate",))),
    ],
)
def test_broken_turtle_is_named_with_its_line(
    project: Path, kgtool: Run, name: str, commands: tuple[tuple[str, ...], ...]
) -> None:
    (project / name).write_text("# a comment\n<https://example.org/a> <https://example.org/b .\n")
    before = snapshot(project)
    for words in commands:
        done = kgtool(*words, status=2)
        assert f"{name}:2:" in done.err, words
        assert (done.out == "") != (words == ("validate",)), "a report says it too"
    assert snapshot(project) == before


def test_broken_settings_lexicon_goldens_and_queries_are_named_with_their_line(project: Path, kgtool: Run) -> None:
    for name, words in (
        ("ontology/lexicon/meetings.toml", ("extract", "graph/documents")),
        ("tests/golden/questions.toml", ("build",)),
        ("ontology/project.toml", ("stats",)),
    ):
        path = project / name
        whole = path.read_text()
        path.write_text(f"{whole}\nnot = = toml\n")
        done = kgtool(*words, status=2)
        assert name in done.err
        assert f"{whole.count(chr(10)) + 2}" in done.err
        path.write_text(whole)
    (project / "queries/bad.rq").write_text("#+ summary: What?\nSELECT ?x WHERE { ?x nonsense ?y }\n")
    assert "queries/bad.rq:2:" in kgtool("query", "bad", status=2).err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("bild",), "did you mean build?"),
        (("query", "hots"), "did you mean hosts"),
        (("query", "hosts", "-p", "hst=organisation:nsi"), "did you mean host"),
        (("query", "hosts", "-p", "host"), "'host' is not NAME=VALUE"),
        (("query", "hosts", "-p", "host=no iri"), "neither an IRI nor a CURIE"),
        (("query", "people"), "needs document"),
        (("query", "nothing.rq"), "nothing.rq"),
        (("query", "hosts", "--format", "sqlite"), "--format"),
        (("query", "hosts", "--format", "turtle"), "turtle"),
        (("query", "hosts", "--timeout", "0"), "--timeout"),
        (("query", "-", "--allow-update"), "made from its documents"),
        (("validate", "--fail-on", "often"), "--fail-on"),
        (("export", "--format", "docx"), "--format"),
        (("export", "--format", "neo4j"), "name it with -o DIR"),
        (("extract",), "PATH"),
        (("-v", "-q", "stats"), "contradict"),
        (("--project", "graph", "stats"), "not a project"),
    ],
)
def test_a_slip_on_the_command_line_is_explained(kgtool: Run, words: tuple[str, ...], message: str) -> None:
    done = kgtool(*words, status=2)
    assert done.err.startswith("kgtool: error: ")
    assert message in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        (b"SELECT ?x WHERE { ?x ?y }", "stdin:1:"),
        (b"SELECT * WHERE { ?a ?b ?c\n  nonsense }", "stdin:2:"),
        (b"SELECT * WHERE { SERVICE <https://example.org/sparql> { ?a ?b ?c } }", "SERVICE is refused"),
        (b"DELETE WHERE { ?a ?b ?c }", "DELETE is refused"),
        (b"\xff\xfe", "not UTF-8"),
        (b"", "stdin"),
    ],
)
def test_a_slip_in_a_query_is_told_with_its_place(kgtool: Run, sparql: bytes, message: str) -> None:
    assert message in kgtool("query", "-", stdin=sparql, status=2).err


def test_a_slip_in_a_query_is_told_before_anything_is_inferred(unbuilt: Path) -> None:
    run_kgtool("query", "-", cwd=unbuilt, stdin=b"SELECT nonsense", status=2)
    assert not (unbuilt / ".kgtool").exists()


def test_a_query_that_takes_too_long_is_given_up(kgtool: Run) -> None:
    endless = b"SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    assert "longer than 0.2 s" in kgtool("query", "-", "--timeout", "0.2", stdin=endless, status=2).err


def test_a_query_out_of_time_leaves_no_half_of_a_file(kgtool: Run, tmp_path: Path) -> None:
    endless = b"SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    words = ("query", "-", "--timeout", "0.2", "--format", "csv", "-o", tmp_path / "answer.csv")
    (tmp_path / "answer.csv").write_text("old")
    kgtool(*words, stdin=endless + b" ORDER BY ?a", status=2)
    assert {path.name: path.read_text() for path in tmp_path.glob("*answer*")} == {"answer.csv": "old"}


def test_no_project_around_is_an_error(tmp_path: Path) -> None:
    done = run_kgtool("stats", cwd=tmp_path, status=2)
    assert "no project here or above" in done.err
    assert "--project" in done.err


def test_output_that_cannot_be_written_is_an_error(project: Path, kgtool: Run) -> None:
    assert "cannot be written" in kgtool("query", "hosts", "-o", "nowhere/hosts.csv", status=2).err
    (project / "file").write_text("")
    assert "cannot be written" in kgtool("extract", "graph/documents", "-o", "file/out", status=2).err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout_is_an_error(project: Path) -> None:
    for words in (["query", "hosts"], ["export"], ["build"]):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "kgtool", *words], cwd=project, stdout=full, stderr=subprocess.PIPE, text=True
            )
        assert done.returncode == 2, done.stderr
        assert "kgtool: error:" in done.stderr
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr


def test_a_reader_that_stops_early_causes_no_complaint(project: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m kgtool export --format ntriples | head -n 1",
        shell=True,
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("<")
    assert done.stderr == ""
