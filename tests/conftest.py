"""What tests of any room may ask for: out, the project's folder, and the originals where they lie beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder of the project that these tests belong to."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder that holds the original documents; skips, and says so, where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "documents").is_dir():
        pytest.skip("no ../shared/documents: the originals are not part of this repository")
    return folder
