"""Shapes that cannot be checked: in, what is wrong with which shape; out, the error that says so."""

from __future__ import annotations

from kgtool.errors import KgtoolError


class ShapesProblem(KgtoolError):
    """Shapes that break the rules of SHACL cannot be checked; shape is the IRI of the one at fault, if known."""

    def __init__(self, message: str, shape: str = "") -> None:
        where = f"shape {shape}" if shape else "shapes"
        super().__init__(message, where=where, hint="correct the shape that this names")
        self.shape = shape


def shapes_problem(message: str, shape: str = "") -> ShapesProblem:
    """Return the error for shapes that cannot be checked; shape is the IRI of the one at fault, if known."""
    return ShapesProblem(f"the shapes cannot be checked: {' '.join(message.split())}", shape)
