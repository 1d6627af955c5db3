"""Validation: in, asserted and inferred triples and shapes; out, a report of what does not conform."""

from kgtool.validation.problems import ShapesProblem
from kgtool.validation.report import Report, Severity, ValidationResult
from kgtool.validation.results import Labels
from kgtool.validation.shapes import Shapes, load_shapes
from kgtool.validation.validate import ENGINES, Engine, labels_of, validate

__all__ = [
    "ENGINES",
    "Engine",
    "Labels",
    "Report",
    "Severity",
    "Shapes",
    "ShapesProblem",
    "ValidationResult",
    "labels_of",
    "load_shapes",
    "validate",
]
