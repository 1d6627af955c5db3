"""kgtool init makes a project that works as it stands, from the source as from an installed wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from kgtool.pipeline.beginning import TEMPLATE, begin
from kgtool.project import files_under
from tests.cli.conftest import Run, run_kgtool, snapshot


def test_a_new_project_is_laid_out_conforms_and_answers_its_questions(fresh_project: Path, kgtool: Run) -> None:
    run_kgtool("format", "--check", cwd=fresh_project)
    done = kgtool("build")
    assert "everything conforms" in done.out
    assert "2 of 2 answers as expected" in done.out
    assert kgtool("query", "meetings", "--format", "csv").out.splitlines()[1:] == [
        "https://example.org/standards/id/meeting/annual-meeting-2024-03-12,annual meeting,2024-03-12,Oslo",
        "https://example.org/standards/id/meeting/annual-meeting-2025-04-03,annual meeting,2025-04-03,Riga",
    ]


def test_every_query_of_a_new_project_gives_an_answer(kgtool: Run) -> None:
    words = {"people": ("-p", "document=document:plenary-2024"), "evidence": ("-p", "about=Astrid Holm")}
    for path in files_under(TEMPLATE / "queries"):
        done = kgtool("query", path.stem, *words.get(path.stem, ()), "--format", "csv")
        assert len(done.out.splitlines()) > 1, path.stem


def test_what_is_doubtful_in_a_new_project_can_be_decided(project: Path, kgtool: Run) -> None:
    text = (project / "graph/documents/plenary-2024.txt").read_text()
    (project / "graph/documents/plenary-again.txt").write_text(text.replace("Astrid", "Astrit"))
    kgtool("build", status=None)  # the golden answers know nothing of the new document
    assert "their names are one letter apart" in kgtool("review").out

    kgtool("review", "accept", "1")
    kgtool("build", status=None)
    assert kgtool("review").out == "Nothing is doubtful.\n"
    assert "Astrit Holm" in kgtool("show", "Astrid Holm").out
    assert "person/astrit-holm" not in kgtool("query", "hosts", "--format", "csv").out
    kgtool("validate")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = run_kgtool("init", tmp_path, cwd=tmp_path, status=2)
    assert "not empty: it holds mine.txt" in done.err
    assert "name a new folder" in done.err
    assert snapshot(tmp_path) == {"mine.txt": b"mine"}
    assert "mine.txt" in run_kgtool("init", "mine.txt", cwd=tmp_path, status=2).err


def test_a_repository_without_files_will_do(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert begin(tmp_path).settings.name == "standards"
    assert set(snapshot(tmp_path)) == {path.relative_to(TEMPLATE).as_posix() for path in files_under(TEMPLATE)}


def test_a_wheel_makes_a_project_that_builds(tmp_path: Path, project_root: Path) -> None:
    """The wheel is unpacked where nothing else of this repository is, and asked with the packages installed here."""
    wheel = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", str(tmp_path)]
    subprocess.run([*wheel, str(project_root)], check=True, timeout=300)
    (built,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path / "site")
    for words in (("init", "new"), ("--project", "new", "build")):
        program = f"import sys; sys.path.insert(0, 'site'); from kgtool.cli import run; sys.exit(run({words!r}))"
        done = subprocess.run(
            [sys.executable, "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
    assert "2 of 2 answers as expected" in done.stdout
