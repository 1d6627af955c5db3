"""Other constraints (SHACL, section 4.8): in, value nodes; out, what is not allowed, not among others, or missing."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.components.base import Component, Focused, Run, ValueTest, Violation
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.wording import Wording

_EVERYTHING = (RDF_TYPE, IRI(RDFS + "Resource"))


class Closed(Component):
    """https://www.w3.org/TR/shacl/#ClosedConstraintComponent"""

    name = "ClosedConstraintComponent"
    triggers = ("closed",)

    def __init__(self, declared: Declaration) -> None:
        self._closed = declared.truth("closed")
        ignored = [declared.members("ignoredProperties", head) for head in declared.values("ignoredProperties")]
        self._allowed: set[Term] = {term for members in ignored for term in members}
        for shape in declared.nodes("property"):
            self._allowed.update(declared.graph.objects(shape, IRI(SH + "path")))

    @property
    def reads(self) -> None:
        return None

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        if not self._closed:
            return
        for predicate in list(run.index.predicates):
            if predicate in self._allowed:
                continue
            values_of = run.index.forward(predicate)
            for focus, nodes in focused.items():
                for node in nodes:
                    for value in values_of.get(node, ()):
                        if (predicate, value) != _EVERYTHING:  # says nothing: inference adds it to everything
                            yield Violation(focus, value, predicate)

    def message(self, violation: Violation, words: Wording) -> str:
        focus, value = words.thing(violation.focus), words.thing(violation.value)
        return f"Node {focus} is closed. It cannot have value: {value}"


class HasValue(Component):
    """https://www.w3.org/TR/shacl/#HasValueConstraintComponent"""

    name = "HasValueConstraintComponent"
    triggers = ("hasValue",)

    def __init__(self, declared: Declaration) -> None:
        self._values = declared.values("hasValue")
        self._path_node = declared.path_node

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        for demanded in self._values:
            for focus, values in focused.items():
                if demanded not in values:
                    yield Violation(focus)

    def message(self, violation: Violation, words: Wording) -> str:
        focus, named = words.thing(violation.focus), [words.shape(value) for value in self._values]
        if self._path_node is None:
            return f"Node {focus} value is not a in the set of values: {named}"
        return f"Node {focus}->{words.shape(self._path_node)} does not contain a value in the set: {named}"


class In(ValueTest):
    """https://www.w3.org/TR/shacl/#InConstraintComponent"""

    name = "InConstraintComponent"
    triggers = ("in",)

    def __init__(self, declared: Declaration) -> None:
        self._members = declared.members("in", declared.one("in"))
        self._set = frozenset(self._members)

    def passes(self, value: Term) -> bool:
        return value in self._set

    def message(self, violation: Violation, words: Wording) -> str:
        named = [words.shape(member) for member in dict.fromkeys(self._members)]
        return f"Value {words.thing(violation.value)} not in list {named}"
