"""The state of the last build: in, what a build depended on and did; out, the same, kept in the cache as JSON."""

from __future__ import annotations

import datetime
import hashlib
import json
import stat
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kgtool.errors import ProjectError
from kgtool.pipeline.digests import code_digest, contents, digest, digest_of_contents, name_below
from kgtool.pipeline.summary import Summary
from kgtool.project import Project, files_under
from kgtool.reading import MAX_BYTES

STATE = ".kgtool/state.json"
REVIEW = "graph/review.json"
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of what a build depends on: how documents are understood, the documents by path, shapes, questions.

    What changes the findings of shapes, such as the end of a waiver, counts with the shapes. With the name of the
    engine that infers.
    """

    knowledge: str
    documents: dict[str, str]
    shapes: str
    questions: str
    engine: str = "kgtool"

    @classmethod
    def of(cls, project: Project, engine: str = "kgtool") -> Inputs:
        """Return the digests as the files are now; raises ProjectError for a file or folder that cannot be read."""
        root = project.root
        questions = [*project.queries.values(), *files_under(golden_folder(project), ".toml")]
        return cls(
            knowledge=digest_of_knowledge(project),
            documents={name_below(path, root): digest_of_document(path) for path in project.documents},
            shapes=digest_of_gate(project),
            questions=digest_of_contents(contents(questions, root)),
            engine=engine,
        )


@dataclass(frozen=True, slots=True)
class State:
    """What the last build depended on, the digests of the files it wrote, its graph, and its summary.

    outputs are the files of each document, others those of the whole.
    """

    inputs: Inputs
    outputs: dict[str, dict[str, str]]
    graph: str
    summary: Summary
    others: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the state as JSON."""
        return (json.dumps({"format": _FORMAT, **asdict(self)}, ensure_ascii=False, indent=1) + "\n").encode()

    def is_intact(self, project: Project) -> bool:
        """Return whether the generated files are those that the build left, no more and no fewer."""
        expected = {name: sha for files in (*self.outputs.values(), self.others) for name, sha in files.items()}
        try:
            present = [name for name in generated_files(project) if name in expected or name.endswith(".ttl")]
            return expected == digests_of(project, present)
        except ProjectError:
            return False


def read_state(project: Project) -> State | None:
    """Return the state of the last build; None if there is none or it cannot be used."""
    try:
        found: dict[str, Any] = json.loads((project.root / STATE).read_bytes())
        if found["format"] != _FORMAT:
            return None
        return State(
            inputs=Inputs(**found["inputs"]),
            outputs=found["outputs"],
            graph=found["graph"],
            summary=Summary.from_json(found["summary"]),
            others=found["others"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def digest_of_knowledge(project: Project) -> str:
    """Return the digest of all that documents are understood by; raises ProjectError for a file that is unreadable."""
    ontology = contents(files_under(project.root / "ontology"), project.root)
    reference = contents(project.reference_files, project.root)
    return digest(code_digest(), digest_of_contents(ontology), digest_of_contents(reference))


def digest_of_gate(project: Project) -> str:
    """Return the digest of what decides on findings: shapes, profile and waivers, and which waivers are over by now."""
    from kgtool.validation.waivers import PROFILE, WAIVERS, read_waivers

    folder = project.root / "shapes"
    files = contents([*project.shapes_files, *files_under(folder, PROFILE)], project.root)
    own = folder / WAIVERS
    waivers = read_waivers(own.read_bytes(), str(own)) if own.is_file() else []
    over = [str(waiver.until) for waiver in waivers if waiver.until and waiver.until < datetime.date.today()]
    return digest(digest_of_contents(files), *over)


def digest_of_document(path: Path) -> str:
    """Return the SHA-256 of a document's bytes, or what tells apart a file that cannot be read anyway."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return f"unreadable: {status.st_mode} {status.st_size} {status.st_mtime_ns}"
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as problem:
        return f"unreadable: {problem.strerror}"


def golden_folder(project: Project) -> Path:
    """Return the folder of the golden answers."""
    return project.root / "tests" / "golden"


def generated_files(project: Project) -> list[str]:
    """Return what is there in the folders of generated files, by path below the project's folder."""
    folders = ((project.facts_folder, ".ttl"), (project.evidence_folder, ".ttl"), (project.root / "graph/text", ".txt"))
    found = [path for folder, suffix in folders for path in files_under(folder, suffix)]
    review = project.root / REVIEW
    return [name_below(path, project.root) for path in (*found, *([review] if review.is_file() else []))]


def digests_of(project: Project, names: list[str]) -> dict[str, str]:
    """Return the digests of files by name; raises ProjectError for one that cannot be read."""
    found = contents([project.root / name for name in names], project.root)
    return {name: digest(content) for name, content in found.items()}
