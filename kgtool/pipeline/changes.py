"""Changes to files, all or none: in, what to write and what to remove; out, a folder that holds all of it.

Everything is written to a staging folder first, then moved. A process that is killed while moving leaves a list of the
moves behind, and whoever works on the folder next completes them.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kgtool.errors import KgtoolError, ProjectError

_MOVES = "moves.json"


@dataclass(frozen=True, slots=True)
class Change:
    """Files to write, with their content, and files to remove, each by its path below a folder."""

    writes: dict[str, bytes] = field(default_factory=dict)
    removals: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.writes or self.removals)

    @property
    def paths(self) -> list[str]:
        """Return every path that changes, sorted."""
        return sorted({*self.writes, *self.removals})


def change_to(folder: Path, wanted: dict[str, bytes], present: list[str]) -> Change:
    """Return what makes a folder hold the wanted files, where the present ones are no longer wanted otherwise."""
    writes = {name: content for name, content in wanted.items() if _content(folder / name) != content}
    return Change(writes, tuple(name for name in present if name not in wanted))


def apply(change: Change, folder: Path, staging: Path) -> None:
    """Make a change below a folder; staging is on the same file system and holds nothing else.

    Raises ProjectError, with nothing changed, if a file cannot be written.
    """
    with _writing(folder):
        recover(folder, staging)
        try:
            staging.mkdir(parents=True)
            moves = {f"{number}": name for number, name in enumerate(sorted(change.writes))}
            for number, name in moves.items():
                (staging / number).write_bytes(change.writes[name])
            for parent in {(folder / name).parent for name in change.paths}:
                parent.mkdir(parents=True, exist_ok=True)
                if not os.access(parent, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(parent))
            written = staging / f"{_MOVES}.part"
            written.write_text(json.dumps({"moves": moves, "removals": change.removals}), encoding="utf-8")
            written.replace(staging / _MOVES)
        except OSError:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        recover(folder, staging)


def recover(folder: Path, staging: Path) -> None:
    """Complete the moves that a killed process had begun, or clear away what it had only staged."""
    if not staging.exists():
        return
    with _writing(folder):
        if (staging / _MOVES).exists():
            planned = json.loads((staging / _MOVES).read_text(encoding="utf-8"))
            for number, name in planned["moves"].items():
                if (staging / number).exists():
                    (staging / number).replace(folder / name)
            for name in planned["removals"]:
                (folder / name).unlink(missing_ok=True)
        shutil.rmtree(staging)


@contextmanager
def locked(cache: Path) -> Iterator[None]:
    """Keep other builds away; raises ProjectError that names the process that has the lock.

    The system frees the lock when the process ends, however it ends.
    """
    import fcntl

    with _writing(cache):
        make_cache(cache)
        lock = (cache / "lock").open("a+", encoding="utf-8")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip()
            raise ProjectError(
                f"another build is at work here{f' (process {holder})' if holder else ''}",
                where=str(cache.parent),
                hint="wait until it has ended, then try again",
            ) from None
        with _writing(cache):
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
        yield


def make_cache(folder: Path) -> None:
    """Make a folder for what is safe to delete and never committed, if it is not there; raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise cannot_write(problem, folder) from problem


def cannot_write(problem: OSError, path: Path) -> KgtoolError:
    """Return the error that says that a path cannot be written, and why."""
    return ProjectError(
        f"cannot be written: {problem.strerror or problem}",
        where=str(problem.filename or path),
        hint="check the space and the permissions there",
    )


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
