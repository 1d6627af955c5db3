"""What to compare: in, the name of a file, a folder or a git revision; out, the triples of the graph there."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from kgtool.errors import QueryError, UsageError
from kgtool.pipeline.premises import premises
from kgtool.project import Project, files_under
from kgtool.rdf.store import FORMATS, Solutions, parse, parse_files
from kgtool.rdf.store.syntax import format_of
from kgtool.rdf.terms import XSD_BOOLEAN, XSD_DECIMAL, XSD_INTEGER, Literal, Triple

_NUMBER = re.compile(r"(?:\+|(?P<minus>-))?0*(?P<whole>[0-9]*)(?:\.(?P<fraction>[0-9]*?)0*)?")
_ROLES = {"ontology": "ontology", "graph/reference": "reference", "graph/facts": "facts", "graph/evidence": "evidence"}


@dataclass(frozen=True, slots=True)
class Side:
    """The triples of one graph by role; those of a file or folder that is no project are facts."""

    name: str
    roles: dict[str, list[Triple]] = field(default_factory=dict)
    keeps_values_only: bool = False
    """Whether literals are as a store gives them back, which keeps the value of a number but not how it was written."""

    def triples(self, *, inferred: bool) -> list[Triple]:
        """Return the triples of all roles and, if wanted, what follows from them."""
        asserted = [triple for triples in self.roles.values() for triple in triples]
        if not inferred:
            return asserted
        from kgtool.reasoning import closure

        given = (self.roles.get(role, []) for role in ("ontology", "reference", "facts"))
        return [*asserted, *closure(premises(*given)).inferred]


def side(word: str, around: Path) -> Side:
    """Return the graph that a word names: a file, a folder, a project, a revision of the repository around a folder, or
    an endpoint.

    Raises UsageError for a word that names none, and what reading RDF and asking an endpoint raise.
    """
    if word.startswith(("http://", "https://")):
        return Side(word, {"facts": _of_endpoint(word)}, keeps_values_only=True)
    path = Path(word)
    if path.is_file():
        return Side(word, {"facts": _parsed({word: path.read_bytes()}, "")})
    if path.is_dir():
        found = [file for file in files_under(path) if _is_rdf(file.name)]
        return _by_role(word, {file.relative_to(path).as_posix(): file.read_bytes() for file in found})
    return _by_role(word, _revision(word, around))


def comparable(one: Side, other: Side, *, inferred: bool) -> tuple[list[Triple], list[Triple]]:
    """Return the triples of two graphs, with numbers written alike where one cannot tell "2.0" from "2"."""
    before, after = one.triples(inferred=inferred), other.triples(inferred=inferred)
    if one.keeps_values_only or other.keeps_values_only:
        return [*map(_with_value_only, before)], [*map(_with_value_only, after)]
    return before, after


def background(project: Project) -> Iterator[Triple]:
    """Yield the triples of a project's ontology and reference data, which have labels for what its facts speak of."""
    yield from parse_files((*project.ontology_files, *project.reference_files))


def _with_value_only(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or value.datatype not in (XSD_DECIMAL, XSD_INTEGER, XSD_BOOLEAN):
        return triple
    lexical = value.lexical
    if value.datatype == XSD_BOOLEAN:
        lexical = {"1": "true", "0": "false"}.get(lexical, lexical)
    elif number := _NUMBER.fullmatch(lexical):
        whole, fraction = number["whole"] or "0", number["fraction"] or ""
        lexical = f"{whole}.{fraction}" if fraction else whole
        lexical = f"-{lexical}" if number["minus"] and lexical != "0" else lexical
    return triple._replace(object=Literal(lexical, value.datatype))


def _by_role(name: str, files: Mapping[str, bytes]) -> Side:
    """Return a folder's files as a graph; of a project's folder, those of its graph and ontology only."""
    roles = {
        role: {path: data for path, data in files.items() if PurePosixPath(path).is_relative_to(folder)}
        for folder, role in _ROLES.items()
    }
    if not any(roles.values()):
        roles = {"facts": dict(files)}
    if not any(roles.values()):
        raise UsageError("there is no RDF file", where=name, hint="name a file, a folder or a git revision")
    return Side(name, {role: _parsed(found, f"{name}:") for role, found in roles.items()})


def _parsed(files: Mapping[str, bytes], prefix: str) -> list[Triple]:
    found: dict[Triple, None] = {}
    for number, (name, data) in enumerate(sorted(files.items())):
        triples = parse(data, format_of(Path(name)), source=f"{prefix}{name}", scope=f"{number}x")
        found.update(dict.fromkeys(triples))
    return list(found)


def _of_endpoint(url: str) -> list[Triple]:
    """Return all triples of an endpoint's default graph; raises QueryError if it gives only part of them."""
    from kgtool.answers.endpoint import Endpoint

    endpoint = Endpoint(url)
    found = endpoint.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    counted = endpoint.query("SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } }")
    number = next(iter(counted), {}).get("n") if isinstance(counted, Solutions) else None
    if not isinstance(found, list) or not isinstance(number, Literal) or number.lexical != str(len(found)):
        held = number.lexical if isinstance(number, Literal) else "an unknown number of"
        raise QueryError(
            f"the endpoint gives {len(found) if isinstance(found, list) else 0} of its {held} triples",
            where=url,
            hint="raise its limit on the size of answers, or compare with an export of it",
        )
    return found


def _revision(word: str, around: Path) -> dict[str, bytes]:
    """Return the RDF files of a git revision, by path below a folder."""
    problem = UsageError(
        f"{word!r} is no file, no folder and no git revision", hint="check its spelling; git log lists revisions"
    )
    if word.startswith("-"):
        raise problem
    try:
        done = subprocess.run(
            ["git", "-C", str(around), "archive", "--format=tar", word], capture_output=True, check=False
        )
    except FileNotFoundError:
        raise problem from None
    if done.returncode:
        raise problem
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        members: Iterable[tarfile.TarInfo] = archive.getmembers()
        wanted = [member for member in members if member.isfile() and _is_rdf(member.name)]
        opened = ((member.name, archive.extractfile(member)) for member in wanted)
        return {name: file.read() for name, file in opened if file is not None}


def _is_rdf(name: str) -> bool:
    return Path(name).suffix in FORMATS.values()
