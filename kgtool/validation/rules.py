"""Shapes as rules: in, the triples of a file of shapes; out, a rule for each shape that has an IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, RDFS_LABEL, Literal, Term, Triple
from kgtool.rdf.vocabulary import SH
from kgtool.validation.reports.finding import Rule

_SHAPES = {IRI(SH + "NodeShape"), IRI(SH + "PropertyShape")}
_TARGETS = {IRI(SH + f"target{kind}") for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf")} | {IRI(SH + "target")}
_COMMENT = IRI(RDFS + "comment")


def shape_rules(triples: Iterable[Triple], suite: str) -> Iterator[Rule]:
    """Yield a rule for each shape with an IRI: one of SHACL's classes, or with a target (SHACL, section 2.1)."""
    said: dict[IRI, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
    shapes: set[IRI] = set()
    for subject, predicate, value in triples:
        if isinstance(subject, IRI):
            said[subject][predicate].append(value)
            if predicate in _TARGETS or (predicate == RDF_TYPE and value in _SHAPES):
                shapes.add(subject)
    for shape in sorted(shapes):
        yield Rule(str(shape), suite, _text(said[shape][RDFS_LABEL]), _text(said[shape][_COMMENT]))


def _text(values: Iterable[Term]) -> str:
    return min((value.lexical for value in values if isinstance(value, Literal)), default="")
