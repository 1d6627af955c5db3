"""kgtool extract --trace: how a sentence becomes a fact, for a person to read."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_kgtool

TOLD = (
    b"The 14th annual meeting of the heads of the IP5 was held on 23 June 2021.\n"
    b"In the chair was Mira Solberg, Commissioner of the JPO.\n"
)


@pytest.fixture(scope="module")
def lines(real_project: Path) -> list[str]:
    return run_kgtool("extract", "-", "--trace", cwd=real_project, stdin=TOLD).out.splitlines()


def coloured(folder: Path, **environment: str) -> str:
    """Return what the trace of one sentence looks like on a terminal."""
    document = folder / "told.txt"
    document.write_bytes(TOLD)
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    main, side = pty.openpty()
    with os.fdopen(main, "rb") as terminal:
        words = [sys.executable, "-m", "kgtool", "--project", str(folder), "extract", str(document), "--trace"]
        subprocess.run(words, stdout=side, stderr=subprocess.PIPE, check=True, env={**kept, **environment}, timeout=60)
        os.close(side)
        return os.read(terminal.fileno(), 1 << 16).decode()


def test_the_trace_tells_each_sentence_with_its_offsets(lines: list[str]) -> None:
    opened = [line for line in lines if re.match(r"\d+ ", line)]

    assert opened == [
        "1 0–73 paragraph  The 14th annual meeting of the heads of the IP5 was held on 23 June 2021.",
        "2 74–129 paragraph  In the chair was Mira Solberg, Commissioner of the JPO.",
    ]


def test_the_trace_tells_what_each_stage_found_and_what_it_stands_for(lines: list[str]) -> None:
    told = [" ".join(line.split()) for line in lines]

    assert "mentions org “JPO” = organisation:jpo" in told
    assert "mentions date “23 June 2021” = 2021-06-23" in told
    assert "people person “Mira Solberg” = person:mira-solberg" in told
    assert "meetings meeting “The 14th annual meeting of the heads of the IP5” = meeting:ip5-heads-2021" in told


def test_the_trace_names_the_rule_behind_a_mention_and_behind_a_fact(lines: list[str]) -> None:
    told = [" ".join(line.split()) for line in lines]

    assert [line for line in told if line.startswith("roles role")] == [
        "roles role “Mira Solberg, Commissioner of the JPO” by person-title-of-organisation"
        " = person:mira-solberg of organisation:jpo"
    ]
    assert any(line.startswith("person-title-of-organisation → Attestation; ") for line in told)
    assert (
        "chaired-by → meeting:ip5-heads-2021 hasChairing Chairing; participant person:mira-solberg; "
        "representing organisation:jpo; capacity kind:capacity/chair"
    ) in told


def test_tracing_changes_no_fact_and_files_are_written_beside_it(kgtool: Run, tmp_path: Path) -> None:
    (tmp_path / "told.txt").write_bytes(TOLD)

    kgtool("extract", tmp_path / "told.txt", "-o", tmp_path / "plain")
    traced = kgtool("extract", tmp_path / "told.txt", "-o", tmp_path / "traced", "--trace")

    assert traced.out.startswith("told.txt\n")
    for name in ("facts/told.ttl", "evidence/told.ttl"):
        assert (tmp_path / "traced" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes()


def test_the_trace_is_coloured_on_a_terminal_only_and_not_where_no_colour_is_wanted(
    project: Path, lines: list[str]
) -> None:
    assert "\x1b[32m" in coloured(project)
    assert "\x1b" not in coloured(project, NO_COLOR="1")
    assert "\x1b" not in "".join(lines)
