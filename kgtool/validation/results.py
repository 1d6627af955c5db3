"""Validation results: in, a report graph of SHACL and the shapes behind it; out, results with labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kgtool.rdf.iris import tail
from kgtool.rdf.rdflib_border import from_rdflib_term
from kgtool.rdf.terms import BlankNode, Literal, Subject, Term
from kgtool.validation.report import Severity, ValidationResult

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

Labels = Mapping[Term, str]

SEVERITIES = {"Info": Severity.INFO, "Warning": Severity.WARNING, "Violation": Severity.VIOLATION}


def results_of(report: rdflib.Graph, shapes: rdflib.Graph, labels: Labels) -> Iterator[ValidationResult]:
    """Yield the results of a report; results within results (sh:detail) are left out.

    A severity that is not one of SHACL's own counts as a violation.
    """
    from rdflib import SH

    for node in report.objects(None, SH.result):
        focus = from_rdflib_term(_one(report, node, SH.focusNode))
        value_node = report.value(node, SH.value)
        value = None if value_node is None else from_rdflib_term(value_node)
        path = report.value(node, SH.resultPath)
        shape = _named_shape(shapes, _one(report, node, SH.sourceShape))
        yield ValidationResult(
            severity=SEVERITIES.get(tail(str(report.value(node, SH.resultSeverity))), Severity.VIOLATION),
            shape=shape,
            component=tail(str(_one(report, node, SH.sourceConstraintComponent))),
            focus=focus,
            path="" if path is None else _path(report, path),
            value=value,
            message=" ".join(sorted(str(message) for message in report.objects(node, SH.resultMessage))),
            shape_label=labels.get(shape, ""),
            focus_label=labels.get(focus, ""),
            value_label="" if value is None else labels.get(value, ""),
        )


def _one(graph: rdflib.Graph, subject: Node, predicate: Node) -> Node:
    found = graph.value(subject, predicate)
    assert found is not None, f"a validation result has one {predicate} (SHACL, section 3.6.2)"
    return found


def _named_shape(shapes: rdflib.Graph, node: Node) -> Subject:
    """Return the shape's IRI, or that of the nearest shape around one that has none."""
    from rdflib import BNode

    seen = {node}
    while isinstance(node, BNode):
        around = sorted(set(shapes.subjects(None, node)) - seen, key=str)
        if not around:
            break
        node = around[0]
        seen.add(node)
    term = from_rdflib_term(node)
    return BlankNode("_:shape") if isinstance(term, BlankNode | Literal) else term


def _path(graph: rdflib.Graph, node: Node) -> str:
    """Return a SHACL property path as SPARQL writes it (SHACL, section 2.3.1)."""
    from rdflib import RDF, SH, URIRef

    if isinstance(node, URIRef):
        return f"<{node}>"
    if (node, RDF.first, None) in graph:
        return "/".join(_step(graph, part) for part in graph.items(node))
    alternatives = graph.value(node, SH.alternativePath)
    if alternatives is not None:
        return "|".join(_step(graph, part) for part in graph.items(alternatives))
    inverse = graph.value(node, SH.inversePath)
    if inverse is not None:
        return f"^{_step(graph, inverse)}"
    for repeated, sign in ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?")):
        part = graph.value(node, repeated)
        if part is not None:
            return f"{_step(graph, part)}{sign}"
    return ""


def _step(graph: rdflib.Graph, node: Node) -> str:
    written = _path(graph, node)
    return written if written.startswith("<") and written.count("<") == 1 and written.endswith(">") else f"({written})"
