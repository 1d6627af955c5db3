"""The project folder: in, a place in the file system; out, its settings and the files of each role."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kgtool.errors import ProjectError
from kgtool.rdf.prefixes import Prefixes

FOLDERS = ("ontology", "graph", "shapes", "queries")
SETTINGS = Path("ontology") / "project.toml"
_REQUIRED = ("name", "title", "vocabulary", "concepts", "base", "language")


@dataclass(frozen=True)
class Settings:
    """What ontology/project.toml says: names and namespaces; language is a BCP 47 tag."""

    name: str
    title: str
    vocabulary: str
    concepts: str
    base: str
    language: str
    prefixes: Prefixes


@dataclass(frozen=True)
class Project:
    """A project folder with its settings; `data` replaces graph/facts and graph/evidence where given."""

    root: Path
    settings: Settings
    data: Path | None = None

    @classmethod
    def find(cls, start: Path) -> Project:
        """Return the project that holds a folder, looking from there upwards; raises ProjectError if none does."""
        start = start.resolve()
        for folder in (start, *start.parents):
            if all((folder / name).is_dir() for name in FOLDERS):
                return cls.load(folder)
        wanted = ", ".join(f"{name}/" for name in FOLDERS)
        raise ProjectError(
            f"no project here or above: a project is a folder that holds {wanted}",
            where=str(start),
            hint="name one with --project DIR, or make one with kgtool init DIR",
        )

    @classmethod
    def load(cls, root: Path) -> Project:
        """Return the project in this very folder; raises ProjectError if a folder or a setting is missing."""
        missing = [f"{name}/" for name in FOLDERS if not (root / name).is_dir()]
        if missing:
            raise ProjectError(
                f"not a project: {', '.join(missing)} missing",
                where=str(root),
                hint="make a project with kgtool init DIR",
            )
        return cls(root, read_settings(root / SETTINGS))

    def with_data(self, data: Path) -> Project:
        """Return the project with the Turtle in a folder in place of its own facts and evidence."""
        if not data.is_dir():
            raise ProjectError("no such folder", where=str(data), hint="name a folder that holds Turtle files")
        return replace(self, data=data)

    @property
    def prefixes(self) -> Prefixes:
        """Return the prefixes that the project declares."""
        return self.settings.prefixes

    @property
    def documents_folder(self) -> Path:
        """Return the folder of the source documents."""
        return self.root / "graph" / "documents"

    @property
    def facts_folder(self) -> Path:
        """Return the folder of the generated facts, one Turtle file per document."""
        return self.root / "graph" / "facts"

    @property
    def evidence_folder(self) -> Path:
        """Return the folder of the generated evidence, one Turtle file per document."""
        return self.root / "graph" / "evidence"

    @property
    def cache(self) -> Path:
        """Return the cache folder, which is safe to delete."""
        return self.root / ".kgtool"

    @property
    def documents(self) -> list[Path]:
        """Return the source documents, of whatever format, in order of their path."""
        return files_under(self.documents_folder)

    @property
    def ontology_files(self) -> list[Path]:
        """Return the Turtle files of the ontology, its vocabularies and alignments."""
        return files_under(self.root / "ontology", ".ttl")

    @property
    def reference_files(self) -> list[Path]:
        """Return the Turtle files of the curated reference data."""
        return files_under(self.root / "graph" / "reference", ".ttl")

    @property
    def facts_files(self) -> list[Path]:
        """Return the Turtle files of facts; of `data`, all files but those under evidence/."""
        if self.data is None:
            return files_under(self.facts_folder, ".ttl")
        evidence = set(self.evidence_files)
        return [path for path in files_under(self.data, ".ttl") if path not in evidence]

    @property
    def evidence_files(self) -> list[Path]:
        """Return the Turtle files of evidence."""
        return files_under(self.data / "evidence" if self.data else self.evidence_folder, ".ttl")

    @property
    def shapes_files(self) -> list[Path]:
        """Return the Turtle files of the shapes."""
        return files_under(self.root / "shapes", ".ttl")

    @cached_property
    def queries(self) -> dict[str, Path]:
        """Return the canned queries by name; a name is the stem of its file."""
        return {path.stem: path for path in files_under(self.root / "queries", ".rq")}


def read_settings(path: Path) -> Settings:
    """Return the settings in a TOML file; raises ProjectError that names the line or the setting at fault."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ProjectError("the settings file is missing", where=str(path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ProjectError(f"the settings cannot be read: {problem}", where=str(path)) from problem
    project, prefixes = _table(found, "project", path), _table(found, "prefixes", path)
    for key in _REQUIRED:
        if not isinstance(project.get(key), str) or not project[key]:
            raise ProjectError(f'[project] needs {key} = "…"', where=str(path))
    for prefix, namespace in prefixes.items():
        if not isinstance(namespace, str):
            raise ProjectError(f"the prefix {prefix} needs an IRI in quotes", where=str(path))
    return Settings(**{key: project[key] for key in _REQUIRED}, prefixes=Prefixes(prefixes))


def _table(found: dict[str, Any], name: str, path: Path) -> dict[str, Any]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise ProjectError(f"[{name}] needs to be a table", where=str(path))
    return table


def files_under(folder: Path, suffix: str = "") -> list[Path]:
    """Return the files below a folder, hidden ones left out, in order of their path; none if it does not exist.

    Raises ProjectError for a folder that cannot be listed.
    """
    if not folder.exists():
        return []
    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=_cannot_list):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if name.endswith(suffix) and not name.startswith(".")]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _cannot_list(problem: OSError) -> None:
    raise ProjectError(
        f"the folder cannot be read: {problem.strerror}",
        where=str(problem.filename),
        hint="check its permissions",
    ) from problem
