"""The table of quality: out, Markdown for the README, from ``python -m tests.evaluation``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.evaluation import CORPUS, DEVELOPMENT, KINDS, ROOT, Figures, Group, answers, held_out, scored, stems


def main() -> int:
    """Print the figures for the documents that rules were tuned on, and for those that nobody has read for that."""
    if not DEVELOPMENT.is_dir():
        print("no ../shared/evaluation: the scorer and the development documents are not part of this repository")
        return 2
    figures = {group.label: _figures(group) for group in _groups()}
    print(f"| precision, recall, F1 | {' | '.join(figures)} |")
    print("|---" * (len(figures) + 1) + "|")
    for kind in (*KINDS, "all"):
        print(f"| {kind} | {' | '.join(_cell(found[kind]) for found in figures.values())} |")
    return 0


def _groups() -> list[Group]:
    aside = held_out()
    tuned, unseen = stems(CORPUS / "tuned"), stems(CORPUS / "unseen")
    return [
        Group(f"development, all ({len(stems())})", DEVELOPMENT, stems()),
        Group(f"of these set aside ({len(aside)})", DEVELOPMENT, aside),
        Group(f"own, tuned on ({len(tuned)})", CORPUS / "tuned", tuned),
        Group(f"own, unseen ({len(unseen)})", CORPUS / "unseen", unseen),
    ]


def _figures(group: Group) -> dict[str, Figures]:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        return scored(answers(ROOT, work, group.folder), group.names, work, group.folder)


def _cell(figures: Figures) -> str:
    return f"{figures.precision:.2f}, {figures.recall:.2f}, **{figures.f1:.2f}**"


if __name__ == "__main__":
    sys.exit(main())
