"""SHACL validation: in, asserted and inferred triples and shapes; out, a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kgtool.errors import KgtoolError
from kgtool.rdf.rdflib_border import add_to_rdflib, to_rdflib
from kgtool.rdf.terms import RDFS_LABEL, Literal, Term, Triple
from kgtool.rdf.vocabulary import SKOS_PREF_LABEL
from kgtool.validation.data import data_graph
from kgtool.validation.report import Report
from kgtool.validation.results import Labels, results_of
from kgtool.validation.shapes import Shapes

if TYPE_CHECKING:
    import rdflib


class ShapesProblem(KgtoolError):
    """Shapes that break the rules of SHACL cannot be checked."""


def validate(asserted: Iterable[Triple], inferred: Iterable[Triple], shapes: Shapes) -> Report:
    """Return the report on asserted triples, which include the ontology, and then on their closure.

    Raises ShapesProblem for shapes that are not well-formed (SHACL, section 3.4).
    """
    asserted = list(asserted)
    labels = _labels([*asserted, *shapes.asserted, *shapes.closure])
    data = data_graph(asserted)
    found = set(results_of(*_run(data, shapes.asserted), labels)) if shapes.asserted else set()
    if shapes.closure:
        add_to_rdflib(data, inferred)
        found.update(results_of(*_run(data, shapes.closure), labels))
    return Report(tuple(sorted(found, key=lambda result: result.order)))


def _run(data: rdflib.Graph, shapes: Iterable[Triple]) -> tuple[rdflib.Graph, rdflib.Graph]:
    """Return the engine's report and the shapes that it refers to."""
    import pyshacl
    from pyshacl.errors import ValidationFailure
    from pyshacl.monkey import rdflib_bool_unpatch

    shapes_graph = to_rdflib(shapes)
    try:
        # In place: nothing is inferred and no rule runs, so that the data are only read and need no copy.
        _, report, text = pyshacl.validate(data, shacl_graph=shapes_graph, inplace=True, advanced=False)
    except Exception as problem:  # malformed shapes come as errors of pySHACL, of rdflib's SPARQL, and plain ones
        raise _problem(str(problem), _failing_shape(problem)) from problem
    finally:
        rdflib_bool_unpatch()  # type: ignore[no-untyped-call]  # pySHACL omits it if shapes are malformed
    if isinstance(report, ValidationFailure):
        raise _problem(text)
    assert not isinstance(report, bytes | str)
    return report, shapes_graph


def _problem(message: str, shape: str = "") -> ShapesProblem:
    return ShapesProblem(
        f"the shapes cannot be checked: {' '.join(message.split())}",
        where=f"shape {shape}" if shape else "shapes",
        hint="correct the shape that this names",
    )


def _failing_shape(problem: Exception) -> str:
    """Return the IRI of the shape that was being checked when the engine failed, which its message need not name."""
    from pyshacl.shape import Shape

    trace = problem.__traceback__
    while trace is not None:
        shape = trace.tb_frame.f_locals.get("self")
        if isinstance(shape, Shape):
            return str(shape.node)
        trace = trace.tb_next
    return ""


def _labels(triples: Iterable[Triple]) -> Labels:
    """Return the label of each thing that has one: rdfs:label before skos:prefLabel, English before others."""
    best: dict[Term, tuple[bool, bool, str]] = {}
    for subject, predicate, value in triples:
        if predicate in (RDFS_LABEL, SKOS_PREF_LABEL) and isinstance(value, Literal):
            rank = (predicate != RDFS_LABEL, not value.language.startswith("en"), value.lexical)
            if subject not in best or rank < best[subject]:
                best[subject] = rank
    return {thing: rank[2] for thing, rank in best.items()}
