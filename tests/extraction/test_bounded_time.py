"""No text takes long: what no writer would write, read in a process that is ended when it takes too long."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_SECONDS = 60
_READ = """
import sys
from pathlib import Path
from kgtool.extraction import Knowledge, extract
from kgtool.project import Project
from kgtool.reading import read
document = read(Path(sys.argv[2]))
extract(document, Knowledge.load(Project.find(Path(sys.argv[1]))))
"""
_NAMES = (f"Ms Jane Roe{chr(97 + i % 26)}x{chr(97 + i // 26)}, Director, EPO" for i in range(600))
_TEXTS = {
    "a verb again and again": "The EPO and the JPO met. " + "it was agreed " * 600,
    "capitalised words": "Alpha Bravo Charly Delta " * 1500,
    "single capitals": "A " * 15000,
    "names in brackets": " ".join(f"Jane Roe{i} (Office {i})," for i in range(300)),
    "brackets": "(" * 3000 + "Jane Roe" + ")" * 3000,
    "countries": "Canada, France, Japan, " * 1500,
    "titles": "President " * 5000,
    "roles": "President of the EPO Jane Roe and " * 800,
    "meetings": "the first meeting of the second meeting of the " * 600,
    "a long document": "The EPO and the JPO met in Paris on 3 May 2020. " * 1500,
    "a long word": "a" * 50000,
    "people": "\n".join(_NAMES),
    "initials": "A. " * 15000,
}


@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS)
def test_no_text_takes_long(text: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(f"Press release\n\n{text}.\n", "utf-8")
    command = [sys.executable, "-c", _READ, str(_ROOT), str(path)]
    done = subprocess.run(command, cwd=_ROOT, timeout=_SECONDS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
