"""What changed since a git revision: in, a project and a revision; out, the findings that a change can have to do with.

A finding concerns a change if it is in a changed file or quotes one, or if what it is about is said otherwise now, or
refers to something that is. A change to ontology or shapes concerns everything. What a change has caused farther off is
told by the findings of the project as it was.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kgtool.errors import KgtoolError, UsageError
from kgtool.project import Project
from kgtool.rdf.store import parse
from kgtool.rdf.store.syntax import format_of
from kgtool.rdf.terms import BlankNode, Literal, Term, Triple
from kgtool.validation.reports.finding import Finding

_STEPS = 2  # references followed backwards: shapes look along paths of two properties


@dataclass(frozen=True, slots=True)
class Touched:
    """Changed files as they are shown, terms of which something else is said now, and whether that is everything."""

    files: frozenset[str]
    terms: frozenset[Term]
    everything: bool = False

    def concerns(self, finding: Finding) -> bool:
        """Return whether the change can have to do with a finding."""
        if self.everything or finding.ends_the_run or finding.focus in self.terms or finding.value in self.terms:
            return True
        places = [finding.place, *(quote.place for quote in finding.quotes), *(place for _, place in finding.related)]
        return any(place is not None and place.file in self.files for place in places)


def touched_since(project: Project, revision: str, asserted: Iterable[Triple], shown: Callable[[Path], str]) -> Touched:
    """Return what changed in a project since a git revision, files not yet added among it.

    Raises UsageError for a folder without git and for what is no revision.
    """
    base = _base(project, revision)
    names = _git(project, "diff", "--name-only", "--relative", "-z", "--end-of-options", base, "--", ".")
    names += _git(project, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    changed = sorted({name for name in names.decode("utf-8", "surrogateescape").split("\0") if name})
    files = frozenset(shown(project.root / name) for name in changed)
    if any(name.startswith(("ontology/", "shapes/")) for name in changed):
        return Touched(files, frozenset(), everything=True)
    terms: set[Term] = set()
    for name in changed:
        if name.startswith("graph/") and name.endswith(".ttl"):
            terms |= _differing(project, base, name)
    return Touched(files, frozenset(_with_users(terms, list(asserted))))


def _base(project: Project, revision: str) -> str:
    """Return the revision that a range begins at (``A..B``; the common ancestor in ``A...B``), or the one named."""
    first, dots, second = revision.partition("...")
    if dots:
        return _git(project, "merge-base", "--end-of-options", first or "HEAD", second or "HEAD").decode().strip()
    return revision.partition("..")[0] or "HEAD"


@contextmanager
def earlier(project: Project, revision: str) -> Iterator[Project]:
    """Give the project as it was at a git revision, in a folder of its own; raises KgtoolError if it was none."""
    archived = _git(project, "archive", "--format=tar", "--end-of-options", _base(project, revision), ".")
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archived)) as tar:
            tar.extractall(folder, filter="data")
        yield Project.load(Path(folder))


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
