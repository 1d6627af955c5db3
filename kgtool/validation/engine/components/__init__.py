"""The constraint components of SHACL: in, a shape's declaration; out, the constraints that it states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kgtool.validation.engine.components.base import Component
from kgtool.validation.engine.components.cardinality import MaxCount, MinCount
from kgtool.validation.engine.components.custom import CustomComponent
from kgtool.validation.engine.components.logical import And, Not, Or, Xone
from kgtool.validation.engine.components.other import Closed, HasValue, In
from kgtool.validation.engine.components.property_pair import Disjoint, Equals, LessThan, LessThanOrEquals
from kgtool.validation.engine.components.shape_based import Node, Property, QualifiedMaxCount, QualifiedMinCount
from kgtool.validation.engine.components.sparql import Sparql
from kgtool.validation.engine.components.strings import LanguageIn, MaxLength, MinLength, Pattern, UniqueLang
from kgtool.validation.engine.components.value_range import MaxExclusive, MaxInclusive, MinExclusive, MinInclusive
from kgtool.validation.engine.components.value_type import Class, Datatype, NodeKind
from kgtool.validation.engine.declarations import Declaration

# In the order of the specification, sections 4.1 to 4.8
CORE: tuple[type[Component], ...] = (
    Class,
    Datatype,
    NodeKind,
    MinCount,
    MaxCount,
    MinExclusive,
    MinInclusive,
    MaxExclusive,
    MaxInclusive,
    MinLength,
    MaxLength,
    Pattern,
    LanguageIn,
    UniqueLang,
    Equals,
    Disjoint,
    LessThan,
    LessThanOrEquals,
    Not,
    And,
    Or,
    Xone,
    Node,
    Property,
    QualifiedMinCount,
    QualifiedMaxCount,
    Closed,
    HasValue,
    In,
)


def constraints(declared: Declaration, custom: Iterable[CustomComponent]) -> Iterator[Component]:
    """Yield the constraints of a shape; raises IllFormed and Failure."""
    for kind in CORE:
        if all(declared.values(local) for local in kind.triggers):
            yield kind(declared)
    yield from Sparql.of_shape(declared)
    for component in custom:
        constraint = component.constraint(declared)
        if constraint is not None:
            yield constraint


__all__ = ["CORE", "Component", "constraints"]
