"""What changed since a git revision: in, a project and a revision; out, the findings that a change can have to do with.

A finding concerns a change if it is in a changed file or quotes one, or if what it is about is said otherwise now, or
refers to something that is. A change to ontology or shapes concerns everything.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kgtool.errors import KgtoolError, UsageError
from kgtool.project import Project
from kgtool.rdf.store import parse
from kgtool.rdf.store.syntax import format_of
from kgtool.rdf.terms import BlankNode, Literal, Term, Triple
from kgtool.validation.reports.finding import SYNTAX, Finding

_STEPS = 2  # references followed backwards: shapes look along paths of two properties


@dataclass(frozen=True, slots=True)
class Touched:
    """Changed files as they are shown, terms of which something else is said now, and whether that is everything."""

    files: frozenset[str]
    terms: frozenset[Term]
    everything: bool = False

    def concerns(self, finding: Finding) -> bool:
        """Return whether the change can have to do with a finding."""
        if self.everything or finding.rule == SYNTAX or finding.focus in self.terms or finding.value in self.terms:
            return True
        places = [finding.place, *(quote.place for quote in finding.quotes), *(place for _, place in finding.related)]
        return any(place is not None and place.file in self.files for place in places)


def touched_since(project: Project, revision: str, asserted: Iterable[Triple], shown: Callable[[Path], str]) -> Touched:
    """Return what changed in a project since a git revision, files not yet added among it.

    Raises UsageError for a folder without git and for what is no revision.
    """
    names = _git(project, "diff", "--name-only", "--relative", "-z", "--end-of-options", revision, "--", ".")
    names += _git(project, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    changed = sorted({name for name in names.decode("utf-8", "surrogateescape").split("\0") if name})
    files = frozenset(shown(project.root / name) for name in changed)
    if any(name.startswith(("ontology/", "shapes/")) for name in changed):
        return Touched(files, frozenset(), everything=True)
    terms: set[Term] = set()
    for name in changed:
        if name.startswith("graph/") and name.endswith(".ttl"):
            terms |= _differing(project, revision, name)
    return Touched(files, frozenset(_with_users(terms, list(asserted))))


def _differing(project: Project, revision: str, name: str) -> set[Term]:
    """Return the subjects and objects of triples that are in only one of the two states of a file."""
    path = project.root / name
    before = _parsed(_git(project, "show", "--end-of-options", f"{revision}:./{name}", missing=b""), path)
    after = _parsed(path.read_bytes() if path.is_file() else b"", path)
    differing = before ^ after
    if any(isinstance(term, BlankNode) for triple in before | after for term in triple):
        differing = before | after  # labels of blank nodes say nothing
    return {term for triple in differing for term in (triple.subject, triple.object) if not isinstance(term, Literal)}


def _parsed(data: bytes, path: Path) -> set[Triple]:
    try:
        return set(parse(data, format_of(path)))
    except KgtoolError:
        return set()


def _with_users(terms: set[Term], asserted: list[Triple]) -> set[Term]:
    """Return terms with the subjects that refer to them, and with those that refer to these."""
    classes = {triple.object for triple in asserted if triple.predicate.endswith("#type")}
    found = terms - classes
    for _ in range(_STEPS):
        found |= {triple.subject for triple in asserted if triple.object in found}
    return found


def _git(project: Project, *words: str, missing: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(project.root), *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("git is not installed", where="--changed-since", hint="leave the option out") from None
    if done.returncode == 0:
        return done.stdout
    if missing is not None:
        return missing
    said = " ".join(done.stderr.decode("utf-8", "replace").split())
    raise UsageError(f"git does not tell what changed: {said}", where="--changed-since", hint="name a git revision")
