"""Property paths: in, a path node of a shapes graph; out, where it leads, and how SPARQL writes it.

SHACL, section 2.3.1: https://www.w3.org/TR/shacl/#property-paths
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from kgtool.rdf.terms import IRI, BlankNode, Literal, Term
from kgtool.rdf.vocabulary import SH
from kgtool.validation.engine.index import RDF_FIRST, Index
from kgtool.validation.engine.problems import IllFormed

Follow = Callable[[Term], Collection[Term]]


@dataclass(frozen=True, slots=True)
class Path:
    """A path that can be followed forwards and backwards; each value is reached once."""

    def follow(self, index: Index, backwards: bool = False) -> Follow:
        """Return the function from a node to the nodes that the path reaches."""
        raise NotImplementedError

    def predicates(self, backwards: bool = False) -> Iterator[tuple[IRI, bool]]:
        """Yield the predicates that the path follows, each with whether it is followed from object to subject."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Return the path as SPARQL writes it."""
        raise NotImplementedError

    @property
    def step(self) -> str:
        """Return the path as a part of a longer one."""
        return f"({self})"


@dataclass(frozen=True, slots=True)
class PredicatePath(Path):
    """https://www.w3.org/TR/shacl/#property-path-predicate"""

    predicate: IRI

    def follow(self, index: Index, backwards: bool = False) -> Follow:
        return (index.backward(self.predicate) if backwards else index.forward(self.predicate)).__getitem__

    def predicates(self, backwards: bool = False) -> Iterator[tuple[IRI, bool]]:
        yield self.predicate, backwards

    def __str__(self) -> str:
        return f"<{self.predicate}>"

    @property
    def step(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class SequencePath(Path):
    """https://www.w3.org/TR/shacl/#property-path-sequence"""

    parts: tuple[Path, ...]

    def follow(self, index: Index, backwards: bool = False) -> Follow:
        steps = [part.follow(index, backwards) for part in (reversed(self.parts) if backwards else self.parts)]

        def reached(node: Term) -> Collection[Term]:
            nodes: Collection[Term] = (node,)
            for step in steps:
                nodes = dict.fromkeys(value for each in nodes for value in step(each))
            return nodes

        return reached

    def predicates(self, backwards: bool = False) -> Iterator[tuple[IRI, bool]]:
        return (found for part in self.parts for found in part.predicates(backwards))

    def __str__(self) -> str:
        return "/".join(part.step for part in self.parts)


@dataclass(frozen=True, slots=True)
class AlternativePath(Path):
    """https://www.w3.org/TR/shacl/#property-path-alternative"""

    parts: tuple[Path, ...]

    def follow(self, index: Index, backwards: bool = False) -> Follow:
        steps = [part.follow(index, backwards) for part in self.parts]
        return lambda node: dict.fromkeys(value for step in steps for value in step(node))

    def predicates(self, backwards: bool = False) -> Iterator[tuple[IRI, bool]]:
        return (found for part in self.parts for found in part.predicates(backwards))

    def __str__(self) -> str:
        return "|".join(part.step for part in self.parts)


@dataclass(frozen=True, slots=True)
class InversePath(Path):
    """https://www.w3.org/TR/shacl/#property-path-inverse"""

    part: Path

    def follow(self, index: Index, backwards: bool = False) -> Follow:
        return self.part.follow(index, not backwards)

    def predicates(self, backwards: bool = False) -> Iterator[tuple[IRI, bool]]:
        return self.part.predicates(not backwards)

    def __str__(self) -> str:
        return f"^{self.part.step}"


@dataclass(frozen=True, slots=True)
class RepeatedPath(Path):
    """Zero or more, one or more (https://www.w3.org/TR/shacl/#property-path-zero-or-more and -one-or-more)."""

    part: Path
    at_least_once: bool

    def follow(self, index: Index, backwards: bool = False) -> Follow:
        step, at_least_once = self.part.follow(index, backwards), self.at_least_once

        def reached(node: Term) -> Collection[Term]:
            found: dict[Term, None] = dict.fromkeys(step(node)) if at_least_once else {node: None}
            waiting = list(found)
            while waiting:
                for value in step(waiting.pop()):
                    if value not in found:
                        found[value] = None
                        waiting.append(value)
            return found

        return reached

    def predicates(self, backwards: bool = False) -> Iterator[tuple[IRI, bool]]:
        return self.part.predicates(backwards)

    def __str__(self) -> str:
        return self.part.step + ("+" if self.at_least_once else "*")


@dataclass(frozen=True, slots=True)
class ZeroOrOnePath(Path):
    """https://www.w3.org/TR/shacl/#property-path-zero-or-one"""

    part: Path

    def follow(self, index: Index, backwards: bool = False) -> Follow:
        step = self.part.follow(index, backwards)
        return lambda node: dict.fromkeys((node, *step(node)))

    def predicates(self, backwards: bool = False) -> Iterator[tuple[IRI, bool]]:
        return self.part.predicates(backwards)

    def __str__(self) -> str:
        return f"{self.part.step}?"


def read_path(shapes: Index, node: Term, around: tuple[Term, ...] = ()) -> Path:
    """Return the path that a node of the shapes graph stands for; raises IllFormed."""
    if isinstance(node, IRI) and not shapes.objects(node, RDF_FIRST):
        return PredicatePath(node)
    if isinstance(node, Literal) or node in around:
        raise IllFormed(
            "a property path is an IRI, or a blank node that does not lead back to itself", "property-paths"
        )
    around = (*around, node)

    def parts(head: Term) -> tuple[Path, ...]:
        members = shapes.items(head)
        if len(members) < 2:
            raise IllFormed("a sequence or an alternative of paths has at least two members", "property-paths")
        return tuple(read_path(shapes, member, around) for member in members)

    def part(local: str) -> Path | None:
        values = list(shapes.objects(node, IRI(SH + local)))
        return read_path(shapes, values[0], around) if values else None

    if shapes.objects(node, RDF_FIRST):
        return SequencePath(parts(node))
    alternatives = list(shapes.objects(node, IRI(SH + "alternativePath")))
    if alternatives:
        return AlternativePath(parts(alternatives[0]))
    if (inner := part("inversePath")) is not None:
        return InversePath(inner)
    if (inner := part("zeroOrMorePath")) is not None:
        return RepeatedPath(inner, at_least_once=False)
    if (inner := part("oneOrMorePath")) is not None:
        return RepeatedPath(inner, at_least_once=True)
    if (inner := part("zeroOrOnePath")) is not None:
        return ZeroOrOnePath(inner)
    kind = "blank node" if isinstance(node, BlankNode) else "node"
    raise IllFormed(f"a {kind} is no property path", "property-paths")
