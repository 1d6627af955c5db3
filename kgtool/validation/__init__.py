"""Validation: in, asserted and inferred triples and shapes; out, a report of what does not conform."""

from kgtool.validation.problems import ShapesProblem
from kgtool.validation.report import Report, Severity, ValidationResult
from kgtool.validation.shapes import Shapes, load_shapes
from kgtool.validation.validate import ENGINES, Engine, validate

__all__ = [
    "ENGINES",
    "Engine",
    "Report",
    "Severity",
    "Shapes",
    "ShapesProblem",
    "ValidationResult",
    "load_shapes",
    "validate",
]
