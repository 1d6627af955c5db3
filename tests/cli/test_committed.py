"""What the repository holds is what a build writes, and it passes every check."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import run_kgtool


def test_the_committed_graph_is_what_a_build_writes_and_passes_every_check(project_root: Path) -> None:
    run_kgtool("build", "--check", cwd=project_root)
