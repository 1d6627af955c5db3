"""Digests of what a build depends on: in, files and the package itself; out, SHA-256 digests that change with them."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kgtool.errors import ProjectError

PACKAGE = Path(__file__).parents[1]


def digest(*parts: bytes | str) -> str:
    """Return the SHA-256 digest, in hexadecimal, of parts in order; no other parts give the same."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


def digest_of_contents(contents: Mapping[str, bytes]) -> str:
    """Return the digest of files by name and content."""
    return digest(*(part for name in sorted(contents) for part in (name, contents[name])))


def contents(paths: Iterable[Path], root: Path) -> dict[str, bytes]:
    """Return the bytes of files by their path below root (or their own path); raises ProjectError."""
    found: dict[str, bytes] = {}
    for path in paths:
        try:
            found[name_below(path, root)] = path.read_bytes()
        except OSError as problem:
            raise ProjectError(
                f"the file cannot be read: {problem.strerror}", where=str(path), hint="check its name and permissions"
            ) from problem
    return found


def name_below(path: Path, root: Path) -> str:
    """Return a file's path below root with slashes, or as it is for a file elsewhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@cache
def source_digest(*rooms: str) -> str:
    """Return the digest of kgtool's own source, of some rooms or modules of it if they are named."""
    folders = [PACKAGE / room for room in rooms] or [PACKAGE]
    sources = [path for folder in folders for path in ([folder] if folder.is_file() else folder.rglob("*.py"))]
    return digest_of_contents({name_below(path, PACKAGE): path.read_bytes() for path in sources})


def code_digest() -> str:
    """Return the digest of everything that runs: kgtool's source, Python, and the packages that kgtool needs."""
    return digest(source_digest(), sys.version, *_requirements())


def _requirements() -> list[str]:
    """Return the packages that kgtool needs with the versions installed."""
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        needed = [text for text in requires("kgtool") or [] if "extra ==" not in text]
        names = sorted(re.split(r"[^\w.-]", text, maxsplit=1)[0] for text in needed)
        return [f"{name} {version(name)}" for name in names]
    except PackageNotFoundError:
        return []
