"""kgtool's own engine: in, triples and shapes; out, validation results, those of another where it falls back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kgtool.rdf.iris import tail
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, BlankNode, Subject, Triple
from kgtool.rdf.vocabulary import OWL
from kgtool.validation.engine import TARGETS, Data, Found, Index, Machine, ShapeProblem, ShapesGraph, Wording
from kgtool.validation.problems import shapes_problem
from kgtool.validation.report import Severity, ValidationResult
from kgtool.validation.results import SEVERITIES, Labels

Tell = Callable[[str], None]
OtherEngine = Callable[[Iterable[Triple], Iterable[Triple]], Iterable[ValidationResult]]

_CLASSES = {IRI(RDFS + "Class"), IRI(OWL + "Class")}


def compiled_results(
    data: Data, shapes: Iterable[Triple], labels: Labels, other: OtherEngine, tell: Tell
) -> Iterator[ValidationResult]:
    """Yield the results of shapes over data, in no order, possibly one more than once.

    tell is told which shape is checked, and which one is left to the other engine: one that refers to itself.
    Raises ShapesProblem.
    """
    try:
        graph = ShapesGraph(Index(shapes))
    except ShapeProblem as problem:
        raise shapes_problem(str(problem)) from problem
    machine, words = Machine(data, graph), Wording(graph.graph, data.index)
    try:
        left: list[Subject] = []
        for shape in graph.targeted():
            if graph.is_recursive(shape.node):
                left.append(shape.node)
                continue
            tell(f"checking {_shown(graph.named(shape.node), labels)}")
            for found in machine.results(shape):
                yield result_of(found, graph, words, labels)
    except ShapeProblem as problem:
        raise shapes_problem(str(problem), _name(graph.named(problem.shape))) from problem
    except RecursionError as problem:
        raise shapes_problem("they are nested too deeply") from problem
    for node in left:
        tell(f"the shape {_name(graph.named(node))} refers to itself: pySHACL checks it")
        yield from other(data.index, _only(graph.graph, node))


def result_of(found: Found, graph: ShapesGraph, words: Wording, labels: Labels) -> ValidationResult:
    """Return what the engine found as a validation result."""
    shape, constraint, violation, _ = found
    named = graph.named(shape.node)
    path = "" if shape.path is None else str(shape.path)
    return ValidationResult(
        severity=SEVERITIES.get(tail(str(shape.severity)), Severity.VIOLATION),
        shape=BlankNode("_:shape") if isinstance(named, BlankNode) else named,
        component=tail(constraint.iri),
        focus=violation.focus,
        path=path if violation.path is None else f"<{violation.path}>",
        value=violation.value,
        message=" ".join(sorted(constraint.messages(violation, shape.messages, words))),
        shape_label=labels.get(named, ""),
        focus_label=labels.get(violation.focus, ""),
        value_label="" if violation.value is None else labels.get(violation.value, ""),
    )


def _only(shapes: Index, node: Subject) -> list[Triple]:
    """Return shapes of which only one has targets."""

    def is_target(triple: Triple) -> bool:
        return triple.predicate in TARGETS or (triple.predicate == RDF_TYPE and triple.object in _CLASSES)

    return [triple for triple in shapes if triple.subject == node or not is_target(triple)]


def _shown(node: Subject, labels: Labels) -> str:
    return f"the shape {labels.get(node, _name(node) or 'without a name')}"


def _name(node: Subject) -> str:
    return "" if isinstance(node, BlankNode) else str(node)
