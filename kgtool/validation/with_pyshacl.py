"""pySHACL, the other engine: in, triples and shapes; out, validation results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kgtool.rdf.rdflib_border import to_rdflib
from kgtool.rdf.terms import Triple
from kgtool.validation.problems import shapes_problem
from kgtool.validation.report import ValidationResult
from kgtool.validation.results import Labels, results_of

if TYPE_CHECKING:
    import rdflib


def pyshacl_results(data: rdflib.Graph, shapes: Iterable[Triple], labels: Labels) -> set[ValidationResult]:
    """Return the results of shapes over data, which are only read; raises ShapesProblem."""
    import pyshacl
    from pyshacl.errors import ValidationFailure
    from pyshacl.monkey import rdflib_bool_unpatch

    shapes_graph = to_rdflib(shapes)
    try:
        # In place: nothing is inferred and no rule runs, so that the data are only read and need no copy.
        _, report, text = pyshacl.validate(data, shacl_graph=shapes_graph, inplace=True, advanced=False)
    except Exception as problem:  # malformed shapes come as errors of pySHACL, of rdflib's SPARQL, and plain ones
        raise shapes_problem(str(problem), _failing_shape(problem)) from problem
    finally:
        rdflib_bool_unpatch()  # type: ignore[no-untyped-call]  # pySHACL omits it if shapes are malformed
    if isinstance(report, ValidationFailure):
        raise shapes_problem(text)
    assert not isinstance(report, bytes | str)
    return set(results_of(report, shapes_graph, labels))


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
