"""Completion: the shell is given queries, parameters, their values and entities; without a project nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.answers import sample

BREAKS = re.compile(r"([=:])")  # of COMP_WORDBREAKS, those that occur in words for kgtool
PROGRAM = "import sys; sys.argv[0] = 'kgtool'; from kgtool.cli import main; main()"
SCRIPT = """
kgtool() { "$PYTHON" -c "$PROGRAM" "$@"; }
export -f kgtool
env() { command env "${@:1:$#-1}" "$PYTHON" -c "$PROGRAM"; }
eval "$(_KGTOOL_COMPLETE=bash_source kgtool)"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_POINT=${#COMP_LINE}
_kgtool_completion kgtool
printf '%s\\n' "${COMPREPLY[@]}"
"""


def completed(words: str, folder: Path = sample.ROOT) -> set[str]:
    """Return what Bash, with the script for it, offers in place of the last word, from the last break on."""
    parts = [part for word in words.split(" ") for part in BREAKS.split(word) if part or not word]
    environment = {**os.environ, "PYTHON": sys.executable, "PROGRAM": PROGRAM, "COMP_LINE": words}
    done = subprocess.run(
        ["bash", "--norc", "-c", SCRIPT, "bash", *parts],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr.strip(), done.stderr
    return {line for line in done.stdout.splitlines() if line}


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("kgtool sho", "show"),
        ("kgtool query care", "career"),
        ("kgtool query career -p per", "person="),
        ("kgtool query agreements-of -p kind=mem", "memorandum"),
        ("kgtool query agreements-of -p kind=", "memorandum"),
        ("kgtool query vision-on -p date=to", "today"),
        ("kgtool query career -p person=hamano", "person:hamano-koichi"),
        ("kgtool query career -p person=person:ham", "hamano-koichi"),
        ("kgtool show person:hamano", "hamano-koichi"),
        ("kgtool explain Hama", "person:hamano-koichi"),
    ],
)
def test_the_beginning_of_a_word_is_completed(words: str, word: str) -> None:
    assert word in completed(words)


def test_where_a_kind_is_wanted_no_other_is_offered() -> None:
    offered = completed("kgtool query participants -p meeting=")
    assert offered
    assert all(word.startswith("meeting:") for word in offered)


def test_without_a_project_nothing_is_offered_and_nothing_breaks(tmp_path: Path) -> None:
    assert completed("kgtool query care", tmp_path) == set()
    assert completed("kgtool show ham", tmp_path) == set()
