"""Completion: the shell is given queries, parameters, their values and entities; without a project nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.answers import sample


def completed(words: str, folder: Path = sample.ROOT) -> set[str]:
    """Return what bash is told that the last word may become."""
    environment = {
        **os.environ,
        "_KGTOOL_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    program = "import sys; sys.argv[0] = 'kgtool'; from kgtool.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    return {line.partition(",")[2] for line in done.stdout.splitlines() if line}


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("kgtool sho", "show"),
        ("kgtool query care", "career"),
        ("kgtool query career -p per", "person="),
        ("kgtool query agreements-of -p kind=mem", "kind=memorandum"),
        ("kgtool query career -p person=hamano", "person=person:hamano-koichi"),
        ("kgtool show person:hamano", "person:hamano-koichi"),
        ("kgtool explain person:hamano", "person:hamano-koichi"),
    ],
)
def test_the_beginning_of_a_word_is_completed(words: str, word: str) -> None:
    assert word in completed(words)


def test_without_a_project_nothing_is_offered_and_nothing_breaks(tmp_path: Path) -> None:
    assert completed("kgtool query care", tmp_path) == set()
    assert completed("kgtool show ham", tmp_path) == set()
