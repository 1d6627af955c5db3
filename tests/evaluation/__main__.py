"""The table of quality: out, Markdown for the README, from ``python -m tests.evaluation``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.evaluation import DEVELOPMENT, KINDS, ROOT, Figures, answers, held_out, scored, stems


def main() -> int:
    """Print the figures for the documents that rules were tuned on, those set aside, and all."""
    if not DEVELOPMENT.is_dir():
        print("no ../shared/evaluation: the documents and their gold facts are not part of this repository")
        return 2
    aside = held_out()
    groups = {
        "tuned on": [name for name in stems() if name not in aside],
        "set aside": aside,
        "all": stems(),
    }
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        found = answers(ROOT, work)
        figures = {group: scored(found, names, work) for group, names in groups.items()}
    heads = [f"{group} ({len(names)})" for group, names in groups.items()]
    print(f"| precision, recall, F1 | {' | '.join(heads)} |")
    print("|---" * (len(heads) + 1) + "|")
    for kind in (*KINDS, "all"):
        print(f"| {kind} | {' | '.join(_cell(figures[group][kind]) for group in groups)} |")
    return 0


def _cell(figures: Figures) -> str:
    return f"{figures.precision:.2f}, {figures.recall:.2f}, **{figures.f1:.2f}**"


if __name__ == "__main__":
    sys.exit(main())
