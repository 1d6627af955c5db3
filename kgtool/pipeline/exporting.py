"""Exports of a project: in, its graph and what of it is wanted; out, files for other tools, and what describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from kgtool.answers.export import Scope, export, export_folder
from kgtool.answers.export.description import MEDIA_TYPES, NAMESPACES, Counts, described
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.premises import mentioned
from kgtool.project import Project
from kgtool.rdf.iris import Minter
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import FORMATS as RDF_FORMATS
from kgtool.rdf.store.syntax import dump, format_of, ntriples
from kgtool.rdf.terms import IRI, Triple
from kgtool.rdf.vocabulary import Vocabulary

_WITH_GRAPHS = ("nquads", "trig")


class Export:
    """A project's graph on its way to other tools, in one format: its pieces or files, and what describes it."""

    def __init__(self, project: Project, form: str, scope: Scope | None = None) -> None:
        self._project = project
        self._graph = Graph.of(project)
        self._form = form
        self._scope = scope or Scope()
        self._counted: dict[str, Counts] = {}

    def pieces(self) -> Iterator[bytes]:
        """Yield the graph in a format that is one file; raises UsageError for any other.

        N-Quads and TriG hold the facts and the evidence of a document in a graph with its IRI, what is inferred in one
        with that of the part (see description), and ontology and reference data in the default graph.
        """
        form, scope, graph, prefixes = self._form, self._scope, self._graph, self._project.prefixes
        if form == "void":
            return iter([self._description({})])
        if form == "ntriples":
            return (text for _, text in self._lines())
        if form in _WITH_GRAPHS:
            return iter([dump(_graphs(self._project, graph, scope), form, prefixes)])
        wanted, evidence = _wanted(graph, form, scope), self._evidence
        return export(wanted, form, prefixes, evidence=evidence, labels=scope.labels, frame=scope.frame)

    def counted_pieces(self) -> Iterator[bytes]:
        """Yield what pieces does and, where that can be, count on the way what beside tells: nothing is read twice."""
        return self._counting() if self._form == "ntriples" else self.pieces()

    def files(self) -> dict[str, bytes]:
        """Return the files, content by name, of a format that is a folder; raises UsageError for any other.

        void.ttl among them describes the graph.
        """
        form, graph, prefixes = self._form, self._graph, self._project.prefixes
        files = export_folder(_wanted(graph, form, self._scope), form, prefixes, evidence=self._evidence)
        return {**files, "void.ttl": self._description(dict.fromkeys(files, form))}

    def beside(self, file: Path) -> tuple[Path, bytes]:
        """Return the description that goes with an exported file, and the name of the file to write it to."""
        return file.with_name(f"{file.name}.void.ttl"), self._description({file.name: self._form})

    @property
    def _evidence(self) -> Iterable[Triple]:
        return self._graph.evidence_triples if self._scope.evidence else ()

    def _description(self, files: Mapping[str, str]) -> bytes:
        from kgtool.rdf.turtle import serialise

        if not self._counted:  # by what has been written already
            for _ in self._counting():
                pass
        settings, prefixes = self._project.settings, self._project.prefixes
        vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
        named = {name: MEDIA_TYPES.get(form, "text/csv") for name, form in files.items()}
        found = described(settings.base, settings.title, self._counted, vocabulary, prefixes, named)
        return serialise(found, Prefixes({**prefixes.namespaces, **NAMESPACES})).encode()

    def _counting(self) -> Iterator[bytes]:
        settings = self._project.settings
        vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
        counted = {"asserted": Counts(vocabulary), "inferred": Counts(vocabulary)}
        for part, text in self._lines():
            counted[part].add(text)
            yield text
        self._counted = counted

    def _lines(self) -> Iterator[tuple[str, bytes]]:
        """Yield the graph as N-Triples, each triple once, with the part of the graph that it is of."""
        yield from (("asserted", text) for text in _asserted_lines(self._graph, self._scope))
        if self._scope.inferred:
            yield "inferred", self._graph.inferred_lines


def _asserted_lines(graph: Graph, scope: Scope) -> Iterator[bytes]:
    """Yield what is asserted as N-Triples, file by file, each triple once; triples need not become terms on the way."""
    roles = [(graph.ontology, "o"), (graph.reference, "r"), (graph.facts, "f")]
    roles += [(graph.evidence, "e")] if scope.evidence else []
    seen: set[bytes] = set()
    for files, role in roles:
        for number, (name, data) in enumerate(sorted(files.items())):
            path = graph.root / name
            text = ntriples(data, format_of(path), source=str(path), scope=f"{role}{number}")
            lines, known = text.splitlines(keepends=True), len(seen)
            is_new = seen.isdisjoint(lines)
            new = lines if is_new else [line for line in lines if line not in seen]
            seen.update(new)
            is_new = is_new and len(seen) - known == len(lines)  # no line is there twice
            yield text if is_new else b"".join(dict.fromkeys(new))


def _graphs(project: Project, graph: Graph, scope: Scope) -> Mapping[IRI | None, Iterable[Triple]]:
    base = project.settings.base
    found: dict[IRI | None, list[Triple]] = {None: [*graph.ontology_triples, *graph.reference_triples]}
    for files, role in ((graph.facts, "f"), (graph.evidence, "e"))[: 1 + scope.evidence]:
        for name, triples in graph.by_file(files, role):
            found.setdefault(Minter(base).document(PurePath(name).stem), []).extend(triples)
    if scope.inferred:
        found[IRI(f"{base}dataset/inferred")] = list(graph.closure.inferred)
    return found


def _wanted(graph: Graph, form: str, scope: Scope) -> Iterable[Triple]:
    """Return what a format should hold.

    RDF holds everything that queries see, so that they give the same answers elsewhere; other formats, which are for
    looking at, hold the entities and what holds between them, without ontology.
    """
    inferred = graph.closure.inferred if scope.inferred else ()
    if form in RDF_FORMATS:
        parts = [graph.ontology_triples, graph.reference_triples, graph.facts_triples]
        parts += [graph.evidence_triples] if scope.evidence else []
        return [*dict.fromkeys(triple for part in parts for triple in part), *inferred]
    entities = dict.fromkeys((*graph.facts_triples, *mentioned(graph.reference_triples, graph.facts_triples)))
    subjects = {triple.subject for triple in entities}
    return [*entities, *(triple for triple in inferred if triple.subject in subjects)]
