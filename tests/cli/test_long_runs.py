"""Runs over many documents: by several processes, with a bar, killed and taken up again."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_kgtool, snapshot

MANY = 60


@pytest.fixture
def many(tmp_path: Path, project: Path) -> Path:
    """Return a folder of many documents, a bad one among them."""
    folder = tmp_path / "many"
    folder.mkdir()
    text = (project / "graph/documents/plenary-2024.txt").read_text()
    for number in range(MANY):
        (folder / f"plenary-{number:02}.txt").write_text(f"{text}\nEdition {number}.\n" * 4)
    (folder / "plenary-07.txt").write_bytes(b"%PDF-1.4 \x00\xff no text at all")
    return folder


def start(*words: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kgtool", "-q", *map(str, words)],
        cwd=cwd,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(unfinished: Path, number: int) -> list[Path]:
    """Wait until so many documents are done, and return what is kept of them."""
    for _ in range(2_000):
        kept = [path for path in unfinished.glob("*") if not path.suffix]
        if len(kept) >= number:
            return kept
        time.sleep(0.01)
    raise AssertionError("nothing is kept")


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in found.read_text().split()] if found.exists() else []


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_several_processes_write_the_same_bytes_and_report_the_same_bad_document(
    kgtool: Run, many: Path, tmp_path: Path
) -> None:
    alone = kgtool("extract", many, "-o", tmp_path / "alone", status=1)
    shared = kgtool("extract", many, "-o", tmp_path / "shared", "--workers", "3", status=1)

    assert "plenary-07.txt" in alone.err
    assert shared.err.replace("shared", "alone") == alone.err
    assert len(snapshot(tmp_path / "alone")) == 2 * (MANY - 1)
    assert snapshot(tmp_path / "shared") == snapshot(tmp_path / "alone")


def test_a_build_by_several_processes_writes_the_same_bytes(unbuilt: Path, built_project: Path) -> None:
    run_kgtool("build", "--workers", "2", cwd=unbuilt)

    assert snapshot(unbuilt) == snapshot(built_project)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_extraction_goes_on_where_it_was(
    project: Path, kgtool: Run, many: Path, tmp_path: Path, workers: str
) -> None:
    kgtool("extract", many, "-o", tmp_path / "whole", status=1)
    unfinished = project / ".kgtool/unfinished"
    assert not unfinished.exists()

    process = start("extract", many, "-o", tmp_path / "out", "--workers", workers, cwd=project)
    kept = wait_for(unfinished, 10)
    begun = children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not (tmp_path / "out/facts").exists()
    for _ in range(500):
        if not any(map(is_running, begun)):
            break
        time.sleep(0.01)
    assert not any(map(is_running, begun)), "workers outlive the process that began them"

    # What was kept is used: a mark in it shows in the result.
    sha256, files = json.loads(kept[0].read_text())
    marked = next(name for name in files if name.startswith("facts/"))
    kept[0].write_text(json.dumps([sha256, files | {marked: files[marked] + "# mark\n"}]))
    kgtool("extract", many, "-o", tmp_path / "out", "--workers", workers, status=1)

    found = snapshot(tmp_path / "out")
    assert found[marked].endswith(b"# mark\n")
    assert found | {marked: found[marked].removesuffix(b"# mark\n")} == snapshot(tmp_path / "whole")
    assert not unfinished.exists()


def test_a_killed_build_reads_on_where_it_was(project: Path, kgtool: Run, many: Path) -> None:
    shutil.copytree(many, project / "graph/documents/many")
    process = start("build", cwd=project)
    wait_for(project / ".kgtool/unfinished", 10)
    process.send_signal(signal.SIGKILL)
    process.wait()
    (project / "graph/documents/many/plenary-00.txt").unlink()

    assert "1 unreadable document" in kgtool("build", status=1).out
    resumed = snapshot(project)
    shutil.rmtree(project / ".kgtool")
    kgtool("build", status=1)

    assert snapshot(project) == resumed
    assert not (project / ".kgtool/unfinished").exists()


def test_unfinished_work_is_not_used_once_the_lexicon_has_changed(
    project: Path, kgtool: Run, many: Path, tmp_path: Path
) -> None:
    process = start("extract", many, "-o", tmp_path / "out", cwd=project)
    for entry in wait_for(project / ".kgtool/unfinished", 10):
        entry.write_text(json.dumps(["", {}]))
    process.send_signal(signal.SIGKILL)
    process.wait()
    with (project / "ontology/lexicon/layout.toml").open("a") as lexicon:
        lexicon.write("\n# changed\n")

    kgtool("extract", many, "-o", tmp_path / "out", status=1)

    assert len(snapshot(tmp_path / "out")) == 2 * (MANY - 1)


def on_terminal(*words: str | Path, cwd: Path) -> str:
    """Return what a command says on a terminal."""
    main, side = pty.openpty()
    said: list[bytes] = []
    with subprocess.Popen(
        [sys.executable, "-m", "kgtool", *map(str, words)], cwd=cwd, stdout=subprocess.DEVNULL, stderr=side
    ) as process:
        os.close(side)
        try:
            while piece := os.read(main, 1 << 16):
                said.append(piece)
        except OSError:
            pass  # the other side is closed
        process.wait(60)
    os.close(main)
    return b"".join(said).decode()


def test_a_run_that_lasts_has_a_bar_on_a_terminal_and_none_elsewhere(
    project: Path, kgtool: Run, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    text = (many / "plenary-00.txt").read_text()
    for path in many.iterdir():
        path.write_text(text * 6)

    assert "100%" in on_terminal("extract", many, "-o", tmp_path / "out", cwd=project)
    assert "reading" not in on_terminal("-q", "extract", many, "-o", tmp_path / "out", cwd=project)
    short = on_terminal("extract", project / "graph/documents", "-o", tmp_path / "out", cwd=project)
    assert "reading" not in short
    assert "reading" not in kgtool("extract", many, "-o", tmp_path / "out").err
