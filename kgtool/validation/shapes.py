"""Shapes: in, Turtle files of shapes; out, their triples by the stage at which they are checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kgtool.rdf.store import parse_files
from kgtool.rdf.terms import Triple


@dataclass(frozen=True, slots=True)
class Shapes:
    """Shapes for what was asserted, and shapes for what was asserted and inferred together.

    The asserted come first and alone, for a range can infer the very type that a bad value lacks.
    """

    asserted: tuple[Triple, ...]
    closure: tuple[Triple, ...] = ()


def load_shapes(paths: Iterable[Path]) -> Shapes:
    """Return the shapes in files; a file whose name begins with ``closure`` is checked over the closure.

    Raises SyntaxProblem and ProjectError.
    """
    paths = list(paths)
    over_closure = [path for path in paths if path.name.startswith("closure")]
    over_asserted = [path for path in paths if path not in over_closure]
    return Shapes(tuple(parse_files(over_asserted)), tuple(parse_files(over_closure)))
