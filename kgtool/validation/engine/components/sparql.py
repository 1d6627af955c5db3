"""SPARQL-based constraints (SHACL, section 5): in, focus nodes; out, the solutions of a query, each a violation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from kgtool.rdf.store.bound import SHAPES_GRAPH
from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, Literal, Subject, Term
from kgtool.rdf.vocabulary import OWL, SH
from kgtool.validation.engine.components.base import Component, Focused, Run, Violation
from kgtool.validation.engine.declarations import Declaration, is_text, texts
from kgtool.validation.engine.index import Index
from kgtool.validation.engine.literals import boolean_of
from kgtool.validation.engine.prebinding import PreBound, pre_bound
from kgtool.validation.engine.problems import Failure, IllFormed
from kgtool.validation.engine.wording import Wording

_OWL_ONTOLOGY = IRI(OWL + "Ontology")
_OWL_IMPORTS = IRI(OWL + "imports")
_VARIABLE = re.compile(r"\{[?$](\w+)\}")


class Sparql(Component):
    """https://www.w3.org/TR/shacl/#sparql-constraints"""

    name = "SPARQLConstraintComponent"
    triggers = ("sparql",)

    def __init__(self, declared: Declaration, node: Subject | None = None) -> None:
        self._node = declared.nodes("sparql")[0] if node is None else node
        self._shape, self._on_node_shape = declared.node, declared.path is None
        self._messages = texts(declared.graph, self._node, "message")
        self._query = pre_bound(
            query_text(Declaration(declared.graph, self._node, None), "select"),
            ("this", "currentShape", "shapesGraph"),
            "" if declared.path is None else str(declared.path),
            prefixes(declared.graph, self._node),
        )

    @classmethod
    def of_shape(cls, declared: Declaration) -> Iterator[Sparql]:
        """Yield a constraint for each value of sh:sparql that is not deactivated."""
        for node in declared.nodes("sparql"):
            constraint = Declaration(declared.graph, node, None)
            if not (constraint.values("deactivated") and constraint.truth("deactivated")):
                yield cls(declared, node)

    @property
    def reads(self) -> None:
        return None

    @property
    def source(self) -> Subject:
        return self._node

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        known = {"currentShape": self._shape, "shapesGraph": SHAPES_GRAPH}
        for focus, solution in solutions(self._query, focused, known, run):
            yield violation(focus, solution, focus if self._on_node_shape else None)

    def messages(self, violation: Violation, own: tuple[str, ...], words: Wording) -> tuple[str, ...]:
        return tuple(filled(message, violation.bound or {}) for message in (*own, *self._messages))


def solutions(
    query: PreBound, focused: Focused, known: Mapping[str, Term], run: Run
) -> Iterator[tuple[Term, dict[str, Term]]]:
    """Yield the solutions for each focus node; known are the values of the other bound variables."""
    seen: set[tuple[Term, frozenset[tuple[str, Term]]]] = set()

    def each() -> Iterator[tuple[Term, dict[str, Term]]]:
        if query.batch:
            asked, nodes = run.asking(query, focused.keys())
            for solution in asked.select(query.text, ({"this": node} for node in nodes)) if nodes else ():
                yield solution["this"], solution
        else:
            queries = run.queries()
            for focus in focused:
                row = {name: term for name, term in {"this": focus, **known}.items() if name in query.variables}
                for solution in queries.select(query.text, [row]):
                    yield focus, solution

    for focus, solution in each():
        key = (focus, frozenset(solution.items()))
        if key not in seen:
            seen.add(key)
            yield focus, solution


def violation(focus: Term, solution: dict[str, Term], value: Term | None) -> Violation:
    """Return the violation of a solution (SHACL, section 5.3.2); value stands in for one that it does not bind."""
    failure = solution.get("failure")
    if isinstance(failure, Literal) and boolean_of(failure):
        raise Failure("the query reports a failure (https://www.w3.org/TR/shacl/#sparql-constraints-validation)")
    value = solution.get("value", value)
    path = solution.get("path")
    bound = dict(solution)
    if value is not None:
        bound["value"] = value
    return Violation(solution.get("this", focus), value, path if isinstance(path, IRI) else None, bound)


def filled(message: str, bound: Mapping[str, Term]) -> str:
    """Return a message with {?name} and {$name} replaced with values, where there are any (SHACL, section 5.3.2)."""
    return _VARIABLE.sub(lambda found: plain(bound[found[1]]) if found[1] in bound else found[0], message)


def plain(term: Term) -> str:
    """Return a term as it stands in a message: the lexical form of a literal, an IRI, a blank node's label."""
    return term.lexical if isinstance(term, Literal) else term.removeprefix("_:")


def query_text(declared: Declaration, local: str) -> str:
    """Return the text of a query, the only value of sh:select or sh:ask."""
    text = declared.one(local) if declared.values(local) else None
    if text is None or not is_text(text):
        raise IllFormed(f"sh:{local} is a string, the text of a query", "sparql-constraints-syntax")
    return plain(text)


def prefixes(graph: Index, node: Subject) -> dict[str, str]:
    """Return the prefixes that a query may use (SHACL, section 5.2.1): those of sh:prefixes, rdf, rdfs and owl."""
    found = {"rdf": RDF, "rdfs": RDFS, "owl": OWL}
    declares = IRI(SH + "declare")
    ontologies = list(graph.subjects(RDF_TYPE, _OWL_ONTOLOGY))
    for holder in _imported(graph, graph.objects(node, IRI(SH + "prefixes"))):
        own = list(graph.objects(holder, declares))
        if not own or holder not in ontologies:  # as pySHACL does: then those of all ontologies count
            own += [declaration for ontology in ontologies for declaration in graph.objects(ontology, declares)]
        for declaration in own:
            prefix = list(graph.objects(declaration, IRI(SH + "prefix")))
            namespace = list(graph.objects(declaration, IRI(SH + "namespace")))
            if len(prefix) != 1 or len(namespace) != 1:
                raise IllFormed("a declaration has one sh:prefix and one sh:namespace", "sparql-prefixes")
            found[plain(prefix[0])] = plain(namespace[0])
    return found


def _imported(graph: Index, ontologies: Collection[Term]) -> dict[Term, None]:
    """Return ontologies and those that they import, as far as the shapes graph says."""
    found, waiting = dict.fromkeys(ontologies), list(ontologies)
    while waiting:
        for imported in graph.objects(waiting.pop(), _OWL_IMPORTS):
            if imported not in found:
                found[imported] = None
                waiting.append(imported)
    return found
