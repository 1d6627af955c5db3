"""Quality: in, documents with gold facts beside them; out, precision, recall and F1 of what extraction finds.

The development documents and the scorer lie in ../shared/evaluation, which is not part of this repository. Those of the
corpus here are invented, people and events alike; its gold follows the same conventions. Nothing here shows a
document's words: those set aside or unseen may be scored, and are read by nobody who tunes a rule.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVALUATION = ROOT.parent / "shared" / "evaluation"
DEVELOPMENT = EVALUATION / "dev"
CORPUS = Path(__file__).parent / "corpus"
KINDS = ("documents", "organisations", "people", "roles", "meetings", "participations", "agreements", "initiatives")


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Group:
    """Documents to score together: what to call them, their folder, their names."""

    label: str
    folder: Path
    names: list[str]


def stems(folder: Path = DEVELOPMENT) -> list[str]:
    """Return the names of the documents that have gold facts."""
    return sorted(path.name.removesuffix(".gold.json") for path in folder.glob("*.gold.json"))


def held_out() -> list[str]:
    """Return the names of the documents set aside, which nobody reads while tuning a rule."""
    lines = (ROOT / "tests" / "extraction" / "held_out.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def answers(project: Path, work: Path, folder: Path = DEVELOPMENT) -> Path:
    """Extract from the documents of a folder with a project's knowledge, and return the folder of the answers."""
    documents, found = work / "documents", work / "answers"
    documents.mkdir(parents=True)
    found.mkdir()
    for path in folder.iterdir():
        if path.is_file() and not path.name.endswith(".gold.json") and path.stem in stems(folder):
            shutil.copy(path, documents)
    _kgtool(project, "extract", str(documents), "-o", str(work / "graph"))
    for kind in KINDS:
        answer = _kgtool(project, "query", kind, "--data", str(work / "graph"), "--format", "csv")
        (found / f"{kind}.csv").write_bytes(answer)
    return found


def scored(found: Path, names: Iterable[str], work: Path, folder: Path = DEVELOPMENT) -> dict[str, Figures]:
    """Return the figures for each kind of fact and for all, over the documents with some names."""
    gold, figures = work / "gold", work / "figures.json"
    shutil.rmtree(gold, ignore_errors=True)
    gold.mkdir(parents=True)
    for name in names:
        shutil.copy(folder / f"{name}.gold.json", gold)
    score = str(EVALUATION / "score.py")
    words = [sys.executable, score, "--gold", str(gold), "--answers", str(found), "--json", str(figures)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return {
        kind: Figures(one["precision"], one["recall"], one["f1"])
        for kind, one in json.loads(figures.read_text(encoding="utf-8")).items()
    }


def _kgtool(project: Path, *words: str) -> bytes:
    command = [sys.executable, "-m", "kgtool", "-q", "--project", str(project), *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT).stdout
