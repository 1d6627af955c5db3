"""What constraint components have in common: in, value nodes by focus node; out, what violates a constraint.

SHACL, section 4: https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from kgtool.rdf.terms import IRI, Subject, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.declarations import Declaration
from kgtool.validation.engine.index import Index
from kgtool.validation.engine.wording import Wording

if TYPE_CHECKING:
    from kgtool.rdf.store.bound import BoundQueries
    from kgtool.validation.engine.prebinding import PreBound

Focused = Mapping[Term, Collection[Term]]


class Violation(NamedTuple):
    """One thing that violates a constraint; path and messages stand in place of the shape's own."""

    focus: Term
    value: Term | None = None
    path: IRI | None = None
    bound: Mapping[str, Term] | None = None


class Run(Protocol):
    """A validation under way, as constraints see it."""

    index: Index

    def failing(self, shape: Subject, nodes: Iterable[Term]) -> Collection[Term]:
        """Return the nodes that do not conform to a shape (SHACL, section 3.4.1)."""

    def queries(self) -> BoundQueries:
        """Return the SPARQL engine over the data."""

    def asking(self, query: PreBound, focus_nodes: Collection[Term]) -> tuple[BoundQueries, Collection[Term]]:
        """Return the SPARQL engine over what a query needs for focus nodes, and those that can have solutions."""


class Component:
    """A constraint component on one shape: it reads its parameters there, and finds violations."""

    name: ClassVar[str]
    """The local name of the component in the SHACL vocabulary."""
    triggers: ClassVar[tuple[str, ...]]
    """The local names of the parameters that a shape must have for the component to apply."""

    def __init__(self, declared: Declaration) -> None:
        raise NotImplementedError

    @property
    def iri(self) -> IRI:
        """Return the IRI of the component."""
        return IRI(SH + self.name)

    @property
    def refers(self) -> tuple[Subject, ...]:
        """Return the shapes that this constraint refers to."""
        return ()

    @property
    def reads(self) -> Collection[IRI] | None:
        """Return the predicates that it looks at, of focus nodes and value nodes; None if it can look at any triple."""
        return ()

    @property
    def source(self) -> Subject | None:
        """Return the node of a SPARQL constraint."""
        return None

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        """Yield what violates the constraint."""
        raise NotImplementedError

    def failing(self, focused: Focused, run: Run) -> Collection[Term]:
        """Return the focus nodes that violate the constraint."""
        return {violation.focus for violation in self.violations(focused, run)}

    def message(self, violation: Violation, words: Wording) -> str:
        """Return what to say where the shape has no message: the same as pySHACL, so that reports can be compared."""
        raise NotImplementedError

    def messages(self, violation: Violation, own: tuple[str, ...], words: Wording) -> tuple[str, ...]:
        """Return the messages of a violation; own are those of the shape."""
        return own or (self.message(violation, words),)


class ValueTest(Component):
    """A component that tests each value node by itself."""

    def passes(self, value: Term) -> bool:
        """Return whether a value node is as the constraint demands."""
        raise NotImplementedError

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        passes = self.passes
        for focus, values in focused.items():
            for value in values:
                if not passes(value):
                    yield Violation(focus, value)
