"""Value type constraints (SHACL, section 4.1): in, value nodes; out, those of a wrong class, datatype or kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, BlankNode, Literal, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.components.base import Component, Focused, Run, ValueTest, Violation
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.literals import well_formed
from kgtool.validation.engine.wording import Wording

_RDFS_LITERAL = RDFS + "Literal"
_RDFS_DATATYPE = RDFS + "Datatype"


class Class(Component):
    """https://www.w3.org/TR/shacl/#ClassConstraintComponent"""

    name = "ClassConstraintComponent"
    triggers = ("class",)

    def __init__(self, declared: Declaration) -> None:
        self._classes = declared.nodes("class")

    @property
    def reads(self) -> tuple[IRI, ...]:
        return (RDF_TYPE,)

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        for of in self._classes:
            instances = run.index.instances(of)
            for focus, values in focused.items():
                for value in values:
                    if value not in instances:
                        yield Violation(focus, value)

    def message(self, violation: Violation, words: Wording) -> str:
        named = [words.shape(each) for each in self._classes]
        return (
            f"Value does not have class {named[0]}"
            if len(named) < 2
            else f"Value class is not in classes ({', '.join(named)})"
        )


class Datatype(ValueTest):
    """https://www.w3.org/TR/shacl/#DatatypeConstraintComponent"""

    name = "DatatypeConstraintComponent"
    triggers = ("datatype",)

    def __init__(self, declared: Declaration) -> None:
        value = declared.one("datatype")
        if not isinstance(value, IRI):
            raise declared.wrong("datatype", "is an IRI")
        self._datatype = value

    def passes(self, value: Term) -> bool:
        if not isinstance(value, Literal):
            return False
        if value.datatype == self._datatype:
            return well_formed(value)
        # RDF Schema, sections 2.3 and 2.4, as pySHACL applies them: every literal is an rdfs:Literal.
        return self._datatype == _RDFS_LITERAL or (self._datatype == _RDFS_DATATYPE and value.datatype != "")

    def message(self, violation: Violation, words: Wording) -> str:
        return f"Value is not Literal with datatype {words.shape(self._datatype)}"


class NodeKind(ValueTest):
    """https://www.w3.org/TR/shacl/#NodeKindConstraintComponent"""

    name = "NodeKindConstraintComponent"
    triggers = ("nodeKind",)
    _KINDS: ClassVar[dict[str, tuple[type, ...]]] = {
        SH + "IRI": (IRI,),
        SH + "BlankNode": (BlankNode,),
        SH + "Literal": (Literal,),
        SH + "BlankNodeOrIRI": (BlankNode, IRI),
        SH + "BlankNodeOrLiteral": (BlankNode, Literal),
        SH + "IRIOrLiteral": (IRI, Literal),
    }

    def __init__(self, declared: Declaration) -> None:
        self._kind = declared.one("nodeKind")
        if self._kind not in self._KINDS:
            raise declared.wrong("nodeKind", "is one of SHACL's six kinds of nodes")
        self._types = self._KINDS[str(self._kind)]

    def passes(self, value: Term) -> bool:
        return isinstance(value, self._types)

    def message(self, violation: Violation, words: Wording) -> str:
        return f"Value is not of Node Kind {words.shape(self._kind)}"
