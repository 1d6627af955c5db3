"""SHACL validation: in, asserted and inferred triples and shapes; out, a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal as OneOf

from kgtool.rdf.collector import without_collector
from kgtool.rdf.rdflib_border import add_to_rdflib
from kgtool.rdf.terms import RDFS_LABEL, Literal, Term, Triple
from kgtool.rdf.vocabulary import SKOS_PREF_LABEL
from kgtool.validation.report import Report, ValidationResult
from kgtool.validation.results import Labels
from kgtool.validation.shapes import Shapes

Engine = OneOf["kgtool", "pyshacl"]
ENGINES: tuple[Engine, ...] = ("kgtool", "pyshacl")


def validate(
    asserted: Iterable[Triple],
    inferred: Iterable[Triple],
    shapes: Shapes,
    *,
    engine: Engine = "kgtool",
    tell: Callable[[str], None] = lambda text: None,
) -> Report:
    """Return the report on asserted triples, which include the ontology, and then on their closure.

    tell is told what kgtool's own engine leaves to pySHACL. Raises ShapesProblem for shapes that are not well-formed
    (SHACL, section 3.4).
    """
    asserted = list(asserted)
    labels = labels_of([*asserted, *shapes.asserted, *shapes.closure])
    run = _with_pyshacl if engine == "pyshacl" else _compiled
    with without_collector():
        found = run(asserted, inferred, shapes, labels, tell)
    return Report(tuple(sorted(found, key=lambda result: result.order)))


def _with_pyshacl(
    asserted: list[Triple], inferred: Iterable[Triple], shapes: Shapes, labels: Labels, tell: Callable[[str], None]
) -> set[ValidationResult]:
    from kgtool.validation.data import data_graph
    from kgtool.validation.with_pyshacl import pyshacl_results

    data = data_graph(asserted)
    found = pyshacl_results(data, shapes.asserted, labels) if shapes.asserted else set()
    if shapes.closure:
        add_to_rdflib(data, inferred)
        found |= pyshacl_results(data, shapes.closure, labels)
    return found


def _compiled(
    asserted: list[Triple], inferred: Iterable[Triple], shapes: Shapes, labels: Labels, tell: Callable[[str], None]
) -> set[ValidationResult]:
    from kgtool.validation.compiled import compiled_results
    from kgtool.validation.engine import Data

    def other(data: Iterable[Triple], shapes: Iterable[Triple]) -> set[ValidationResult]:
        from kgtool.validation.data import data_graph
        from kgtool.validation.with_pyshacl import pyshacl_results

        return pyshacl_results(data_graph(data), shapes, labels)

    data = Data(asserted)
    found = set(compiled_results(data, shapes.asserted, labels, other, tell)) if shapes.asserted else set()
    if shapes.closure:
        data.extend(inferred)
        found.update(compiled_results(data, shapes.closure, labels, other, tell))
    return found


def labels_of(triples: Iterable[Triple]) -> Labels:
    """Return the label of each thing that has one: rdfs:label before skos:prefLabel, English before others."""
    best: dict[Term, tuple[bool, bool, str]] = {}
    for subject, predicate, value in triples:
        if predicate in (RDFS_LABEL, SKOS_PREF_LABEL) and isinstance(value, Literal):
            rank = (predicate != RDFS_LABEL, not value.language.startswith("en"), value.lexical)
            if subject not in best or rank < best[subject]:
                best[subject] = rank
    return {thing: rank[2] for thing, rank in best.items()}
