"""A project's graph: in, its Turtle; out, asserted and inferred triples, and a store to query, computed once and kept.

What is computed is kept in the cache under the digest of all that it follows from, so that it is never out of date.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgtool.errors import KgtoolError
from kgtool.pipeline.digests import contents, digest, digest_of_contents, source_digest
from kgtool.project import Project
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import Store, dump, parse
from kgtool.rdf.store.syntax import format_of
from kgtool.rdf.terms import Triple

if TYPE_CHECKING:
    from kgtool.reasoning import Closure, Engine, RuleSet

_MAKERS = ("rdf", "reasoning", "pipeline/premises.py", "pipeline/graph.py")  # the source that decides what is kept
_KEPT = 6  # graphs in the cache: the project's own and those of the last --data folders


@dataclass(frozen=True)
class Graph:
    """RDF files by role, each under its path below root; cache is the folder in which to find and keep what follows."""

    root: Path
    ontology: Mapping[str, bytes]
    reference: Mapping[str, bytes]
    facts: Mapping[str, bytes]
    evidence: Mapping[str, bytes]
    prefixes: Prefixes
    cache: Path
    writes_cache: bool = True
    engine: Engine = "kgtool"  # what infers
    rules: RuleSet = "rl"  # by which rules

    @classmethod
    def of(cls, project: Project, engine: Engine = "kgtool", rules: RuleSet = "rl") -> Graph:
        """Return the graph in a project's files; raises ProjectError if one cannot be read."""
        return cls(
            root=project.root,
            ontology=contents(project.ontology_files, project.root),
            reference=contents(project.reference_files, project.root),
            facts=contents(project.facts_files, project.root),
            evidence=contents(project.evidence_files, project.root),
            prefixes=project.prefixes,
            cache=project.cache / "graphs",
            engine=engine,
            rules=rules,
        )

    @cached_property
    def digest(self) -> str:
        """Return the digest of all that the inferred triples and the store follow from."""
        roles = (self.ontology, self.reference, self.facts, self.evidence)
        return digest(source_digest(*_MAKERS), self.engine, self.rules, *(digest_of_contents(role) for role in roles))

    @cached_property
    def ontology_triples(self) -> list[Triple]:
        """Return the triples of the ontology; raises SyntaxProblem, as the next three do."""
        return self._parsed(self.ontology, "o")

    @cached_property
    def reference_triples(self) -> list[Triple]:
        """Return the triples of the reference data."""
        return self._parsed(self.reference, "r")

    @cached_property
    def facts_triples(self) -> list[Triple]:
        """Return the triples of the facts."""
        return self._parsed(self.facts, "f")

    @cached_property
    def evidence_triples(self) -> list[Triple]:
        """Return the triples of the evidence."""
        return self._parsed(self.evidence, "e")

    @cached_property
    def asserted(self) -> list[Triple]:
        """Return all triples that somebody or some document asserts, the ontology among them, each once."""
        parts = (self.ontology_triples, self.reference_triples, self.facts_triples, self.evidence_triples)
        return list(dict.fromkeys(triple for part in parts for triple in part))

    @cached_property
    def closure(self) -> Closure:
        """Return what follows from ontology, reference data and facts."""
        from kgtool.reasoning import Closure, Reasoner, closure

        found = self._kept_closure
        if found:
            try:
                inferred = tuple(parse(found["inferred"], "ntriples"))
                return Closure(inferred, tuple(found["contradictions"]), lambda: Reasoner(self.premises, self.rules))
            except KgtoolError:
                pass  # damaged: computed again
        result = closure(self.premises, self.engine, self.rules)
        lines = _lines(result, self.prefixes).decode()
        self._keep("closure.json", json.dumps({"inferred": lines, "contradictions": result.contradictions}))
        return result

    @cached_property
    def contradictions(self) -> tuple[str, ...]:
        """Return what contradicts what, without reading what the cache has of the inferred triples."""
        found = self._kept_closure
        return tuple(found["contradictions"]) if found else self.closure.contradictions

    @property
    def inferred_lines(self) -> bytes:
        """Return the inferred triples as N-Triples, sorted."""
        found = self._kept_closure
        return found["inferred"].encode() if found else _lines(self.closure, self.prefixes)

    @property
    def _kept_closure(self) -> dict[str, Any]:
        """Return inferred triples as N-Triples and contradictions as the cache has them, or nothing."""
        try:
            found = json.loads((self._folder / "closure.json").read_bytes())
            return {"inferred": str(found["inferred"]), "contradictions": found["contradictions"]}
        except (OSError, ValueError, KeyError, TypeError):
            return {}  # not there, or damaged

    @property
    def premises(self) -> list[Triple]:
        """Return the triples that are reasoned over."""
        from kgtool.pipeline.premises import premises

        return premises(self.ontology_triples, self.reference_triples, self.facts_triples)

    def has_store(self, *, inferred: bool = True) -> bool:
        """Return whether the cache holds a store for such questions."""
        return bool(self._kept_stores(inferred))

    def _kept_stores(self, inferred: bool) -> list[Path]:
        names = ("store",) if inferred else ("store", "asserted")
        return [self._folder / name for name in names if (self._folder / name).is_dir()]

    def store(self, *, inferred: bool = True) -> Store:
        """Return a store of the asserted triples, with what follows from them unless that is not wanted."""
        folder = self._folder
        for kept in self._kept_stores(inferred):
            try:
                opened = Store.open(kept)
                os.utime(folder)
                return opened
            except (KgtoolError, OSError):
                pass  # damaged, or cleared away just now: made again
        store = Store(self.asserted, self.closure.inferred) if inferred else Store.of_files(self._files)
        if self.writes_cache:
            try:
                store.save(folder / ("store" if inferred else "asserted"))
                _forget_old(folder.parent)
            except (KgtoolError, OSError):
                pass  # a cache that cannot be written is no reason to withhold an answer
        return store

    @property
    def _files(self) -> Iterator[tuple[str, bytes]]:
        for role in (self.ontology, self.reference, self.facts, self.evidence):
            yield from ((str(self.root / name), data) for name, data in sorted(role.items()))

    def _parsed(self, files: Mapping[str, bytes], role: str) -> list[Triple]:
        """Return the triples of files, each once, blank nodes of different files kept apart."""
        return list(dict.fromkeys(triple for _, triples in self.by_file(files, role) for triple in triples))

    def by_file(self, files: Mapping[str, bytes], role: str) -> Iterator[tuple[str, list[Triple]]]:
        """Yield files in order, each with its triples; role begins the labels of blank nodes."""
        for number, (name, data) in enumerate(sorted(files.items())):
            path = self.root / name
            yield name, parse(data, format_of(path), source=str(path), scope=f"{role}{number}")

    @property
    def _folder(self) -> Path:
        return self.cache / self.digest[:20]

    def _keep(self, name: str, text: str) -> None:
        """Write a file of the cache at once or, where that is not possible, not at all."""
        folder = self._folder
        if not self.writes_cache:
            return
        import tempfile

        part = ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(part).replace(folder / name)
        except OSError:
            if part:
                Path(part).unlink(missing_ok=True)


def _lines(closure: Closure, prefixes: Prefixes) -> bytes:
    return dump({None: closure.inferred}, "ntriples", prefixes)


def _forget_old(graphs: Path) -> None:
    """Remove all but the graphs used last."""
    import shutil  # here, for it takes a tenth of the time of a small question

    by_age: Iterable[Path] = sorted(graphs.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in list(by_age)[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
