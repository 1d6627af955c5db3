"""The whole job: in, a project; out, its graph written, checked and summed up.

documents → facts and evidence → closure → validation → golden answers; what has not changed is not done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kgtool.errors import ProjectError, ReadingError
from kgtool.pipeline.changes import Change, apply, change_to, locked, recover
from kgtool.pipeline.checks import checked
from kgtool.pipeline.digests import contents, digest
from kgtool.pipeline.documents import GENERATED, Extracted, Extractor, check_stems, extracted
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.state import REVIEW, STATE, Inputs, State, generated_files, read_state
from kgtool.pipeline.summary import Failure, Summary
from kgtool.pipeline.unfinished import Unfinished, clear
from kgtool.project import Project
from kgtool.rdf.store import parse_file

if TYPE_CHECKING:
    from kgtool.reasoning import Engine

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are read: by how many processes, and what hears how many of how many are done."""

    workers: int = 1
    progress: Callable[[int, int], None] = lambda done, of: None


_ALONE = Reading()


def build(project: Project, tell: Tell, engine: Engine = "kgtool", reading: Reading = _ALONE) -> Summary:
    """Bring a project's graph up to date and return what was done; tell hears what is being done, engine infers.

    What a build has read that was killed is not read again.

    Raises KgtoolError, with the graph as it was, if another build is at work, if no document can be read, if a file of
    the project cannot be used or if the result cannot be written.
    """
    started = time.perf_counter()
    staging = project.cache / "staging"
    with locked(project.cache):
        recover(project.root, staging)
        planned = _plan(project, tell, engine, reading, writes_cache=True)
        if planned.is_new:
            tell("writing")
            apply(planned.change, project.root, staging)
        clear(project.cache)
    return replace(planned.summary, seconds=time.perf_counter() - started)


def check(project: Project, tell: Tell, engine: Engine = "kgtool", reading: Reading = _ALONE) -> Summary:
    """Return what a build would do, and write nothing; raises KgtoolError as a build does."""
    started = time.perf_counter()
    planned = _plan(project, tell, engine, reading, writes_cache=False)
    return replace(planned.summary, seconds=time.perf_counter() - started)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a build comes to: the files to change, whether there is anything to write, and the summary."""

    change: Change
    is_new: bool
    summary: Summary


@dataclass(frozen=True, slots=True)
class _Documents:
    """All documents' files below the project's folder, and how each document came by them."""

    files: dict[str, dict[str, bytes]]
    read: tuple[str, ...]
    reused: tuple[str, ...]
    failed: tuple[Failure, ...]


def _plan(project: Project, tell: Tell, engine: Engine, reading: Reading, *, writes_cache: bool) -> _Plan:
    inputs, state = Inputs.of(project, engine), read_state(project)
    check_stems(project.documents)
    if state and state.inputs == inputs and state.is_intact(project):
        names = tuple(Path(name).name for name, files in state.outputs.items() if files)
        summary = replace(state.summary, read=(), reused=names, removed=(), changed=())
        return _Plan(Change(), False, summary)

    unfinished = Unfinished(project.cache, inputs.knowledge) if writes_cache else None
    documents = _documents(project, inputs, state, tell, reading, Extractor(project, unfinished=unfinished))
    wanted = {name: content for files in documents.files.values() for name, content in files.items()}
    present = _replaceable(project, wanted)
    if not documents.files and (documents.failed or not present):
        raise _nothing_readable(project, documents.failed)
    graph = replace(_graph(project, wanted, writes_cache), engine=engine)
    others = _others(project, graph)
    change = change_to(project.root, wanted | others, present)
    same = state and state.graph == graph.digest and state.inputs.shapes == inputs.shapes
    summary = replace(
        checked(project, graph, tell, state.summary.findings if state and same else None),
        read=documents.read,
        reused=documents.reused,
        failed=documents.failed,
        removed=tuple(sorted({Path(name).stem for name in change.removals if name.startswith("graph/facts/")})),
        changed=tuple(change.paths),
    )
    outputs = {
        name: {path: digest(content) for path, content in documents.files.get(name, {}).items()}
        for name in inputs.documents
    }
    digests = {name: digest(content) for name, content in others.items()}
    new_state = State(inputs, outputs, graph.digest, summary, digests).to_json()
    return _Plan(Change({**change.writes, STATE: new_state}, change.removals), True, summary)


def _documents(
    project: Project, inputs: Inputs, state: State | None, tell: Tell, reading: Reading, extractor: Extractor
) -> _Documents:
    """Return the files of every document: kept where document and knowledge are as they were, else extracted."""
    known = state.outputs if state and state.inputs.knowledge == inputs.knowledge else {}
    files: dict[str, dict[str, bytes]] = {}
    read: list[str] = []
    failed: list[Failure] = []
    changed: dict[str, Path] = {}
    for path, name in zip(project.documents, inputs.documents, strict=True):
        same = state is not None and state.inputs.documents.get(name) == inputs.documents[name]
        kept = _kept(project, known[name]) if same and known.get(name) else None
        if kept is None:
            changed[name] = path
        else:
            files[name] = kept
    reused = tuple(Path(name).name for name in files)
    results = extracted(extractor, list(changed.values()), reading.workers)
    for number, (name, found) in enumerate(zip(changed, results, strict=True), 1):
        tell(f"read {changed[name].name}")
        reading.progress(number, len(changed))
        if isinstance(found, Extracted):
            files[name] = {f"graph/{file}": content for file, content in found.files.items()}
            read.append(changed[name].name)
        else:
            failed.append(found)
    return _Documents(files, tuple(read), reused, tuple(failed))


def _kept(project: Project, outputs: Mapping[str, str]) -> dict[str, bytes] | None:
    """Return the files that an earlier build wrote for a document, if all are still as it left them."""
    try:
        found = contents([project.root / name for name in outputs], project.root)
    except ProjectError:
        return None
    return found if {name: digest(content) for name, content in found.items()} == outputs else None


def _replaceable(project: Project, wanted: Iterable[str]) -> list[str]:
    """Return the generated files that are there; raises for a Turtle file that no build wrote, lest it be lost."""
    present, ours = generated_files(project), set(wanted)
    for name in present:
        path = project.root / name
        if name in ours or not name.endswith(".ttl") or path.read_bytes().startswith(GENERATED.encode()):
            ours.add(name)
            continue
        parse_file(path)  # if it is not even Turtle, that is the better complaint
        raise ProjectError(
            "this file is in a folder of generated files, but no build wrote it",
            where=str(path),
            hint="move it to graph/reference, or remove it",
        )
    stems = {Path(name).stem for name in ours if name.startswith("graph/facts/")}
    return [name for name in present if name in ours or Path(name).stem in stems]


def _nothing_readable(project: Project, failed: tuple[Failure, ...]) -> ReadingError:
    if not failed:
        return ReadingError(
            "there is no document", where=str(project.documents_folder), hint="put the documents to read there"
        )
    first = failed[0]
    return ReadingError(
        f"none of {len(failed)} documents can be read; the first: {first.message}",
        where=first.where,
        hint=first.hint,
    )


def _others(project: Project, graph: Graph) -> dict[str, bytes]:
    """Return the files that are made of all documents together: what is put to review, if anything is."""
    from kgtool.pipeline.reviewing import questions
    from kgtool.review.questions import to_json

    found = questions(project, graph)
    return {REVIEW: to_json(found).encode()} if found else {}


def _graph(project: Project, wanted: Mapping[str, bytes], writes_cache: bool) -> Graph:
    """Return the graph as it is once the wanted files are written."""
    return replace(
        Graph.of(project),
        facts={name: content for name, content in wanted.items() if name.startswith("graph/facts/")},
        evidence={name: content for name, content in wanted.items() if name.startswith("graph/evidence/")},
        writes_cache=writes_cache,
    )
