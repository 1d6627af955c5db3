"""Unfinished work: in, what was extracted from each document; out, the same after a run that was killed.

An entry is named by the digest of all that its content follows from, so that it is never out of date. A run that
has written its result clears them away.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kgtool.pipeline.changes import make_cache
from kgtool.pipeline.digests import digest
from kgtool.pipeline.state import digest_of_document

_FOLDER = "unfinished"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The results of one or more unfinished runs, kept in a folder of the cache; knowledge is the digest of it."""

    cache: Path
    knowledge: str

    @property
    def _folder(self) -> Path:
        return self.cache / _FOLDER

    def entry(self, document: Path) -> Path:
        """Return the file that holds, or will hold, what is extracted from a document."""
        return self._folder / digest(self.knowledge, document.name, digest_of_document(document))

    def find(self, entry: Path) -> tuple[str, dict[str, bytes]] | None:
        """Return the document's sha256 and its files as kept in an entry; None if there is none that can be used."""
        try:
            sha256, files = json.loads(entry.read_bytes())
            return str(sha256), {name: text.encode() for name, text in files.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return None

    def keep(self, entry: Path, sha256: str, files: dict[str, bytes]) -> None:
        """Write an entry at once; where that is not possible the work will have to be done again, no more."""
        part = entry.with_suffix(f".{os.getpid()}")
        try:
            make_cache(self.cache)
            self._folder.mkdir(exist_ok=True)
            part.write_text(json.dumps([sha256, {name: data.decode() for name, data in files.items()}]))
            part.replace(entry)
        except OSError:
            part.unlink(missing_ok=True)


def clear(cache: Path) -> None:
    """Remove all unfinished work from a cache."""
    shutil.rmtree(cache / _FOLDER, ignore_errors=True)
