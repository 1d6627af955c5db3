"""Shapes that do nothing: in, shapes and the graph; out, shapes whose targets match no node, and shapes nobody uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, Term
from kgtool.rdf.vocabulary import OWL, SH

_CLASS, _NODE, _SUBJECTS, _OBJECTS = (IRI(f"{SH}target{kind}") for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf"))
_OTHER = IRI(SH + "target")
_SHAPES = {IRI(SH + "NodeShape"), IRI(SH + "PropertyShape")}
_CLASSES = {IRI(OWL + "Class"), IRI(RDFS + "Class")}
_SUBCLASS = IRI(RDFS + "subClassOf")


def idle(context: Context) -> Iterator[Found]:
    """Yield shapes with targets none of which is in the graph, and shapes that have no target and no user."""
    types, predicates = _used(context)
    said: dict[Term, dict[IRI, set[Term]]] = defaultdict(lambda: defaultdict(set))
    users: set[Term] = set()
    for subject, predicate, value in context.shapes:
        said[subject][predicate].add(value)
        if predicate not in {RDF_TYPE, _CLASS, _NODE}:
            users.add(value)
    for shape, parts in sorted(said.items(), key=str):
        if not isinstance(shape, IRI) or not parts[RDF_TYPE] & _SHAPES or parts[_OTHER] or parts[_NODE]:
            continue
        classes = parts[_CLASS] | ({shape} if parts[RDF_TYPE] & _CLASSES else set())
        properties = parts[_SUBJECTS] | parts[_OBJECTS]
        if not classes and not properties:
            if shape not in users:
                yield Found("The shape has no target, and no other shape uses it.", shape)
        elif not (classes & types or properties & predicates):
            names = ", ".join(sorted(context.named(str(target)) for target in classes | properties))
            yield Found(f"The shape's target {names} matches nothing in the graph.", shape)


def _used(context: Context) -> tuple[set[Term], set[Term]]:
    """Return the classes that have instances, superclasses among them, and the properties that are used."""
    types: set[Term] = set()
    predicates: set[Term] = set()
    above: dict[Term, set[Term]] = defaultdict(set)
    for triples in (context.asserted(), context.inferred):
        for subject, predicate, value in triples:
            predicates.add(predicate)
            if predicate == RDF_TYPE:
                types.add(value)
            elif predicate == _SUBCLASS:
                above[subject].add(value)
    waiting = list(types)
    while waiting:
        for wider in above.get(waiting.pop(), ()):
            if wider not in types:
                types.add(wider)
                waiting.append(wider)
    return types, predicates
