"""What tests of extraction share: out, the project's knowledge, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.extraction import Knowledge
from kgtool.project import Project


@pytest.fixture(scope="session")
def project() -> Project:
    """Return the project that these tests belong to."""
    return Project.find(Path(__file__).resolve().parents[2])


@pytest.fixture(scope="session")
def knowledge(project: Project) -> Knowledge:
    """Return what the project knows before it reads a document."""
    return Knowledge.load(project)
