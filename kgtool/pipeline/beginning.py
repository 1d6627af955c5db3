"""A new project: in, a folder that is yet empty; out, the folder with a small project in it that builds."""

from __future__ import annotations

from pathlib import Path

from kgtool.errors import ProjectError
from kgtool.pipeline.changes import Change, apply, cannot_write
from kgtool.project import Project, files_under

TEMPLATE = Path(__file__).parents[1] / "template"
"""The project that new ones are copies of: meetings of standards bodies."""


def begin(folder: Path) -> Project:
    """Return the new project in a folder, which is made if it does not exist.

    Raises ProjectError, with nothing written, for a folder that holds anything but hidden files.
    """
    try:
        holds = [path.name for path in folder.iterdir() if not path.name.startswith(".")] if folder.exists() else []
    except OSError as problem:
        raise cannot_write(problem, folder) from problem
    if holds:
        raise ProjectError(
            f"the folder is not empty: it holds {sorted(holds)[0]}",
            where=str(folder),
            hint="name a new folder, so that nothing is written over",
        )
    files = {path.relative_to(TEMPLATE).as_posix(): path.read_bytes() for path in files_under(TEMPLATE)}
    apply(Change(files), folder, folder / ".kgtool-staging")
    return Project.load(folder)
