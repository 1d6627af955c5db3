"""The validation engine: in, indexed triples and a shapes graph; out, what violates which constraint of which shape.

Shapes are compiled to operations over the index (components/), which the machine runs for all focus nodes at once.
"""

from kgtool.validation.engine.affected import Reading
from kgtool.validation.engine.data import Data
from kgtool.validation.engine.index import Index
from kgtool.validation.engine.machine import Found, Machine
from kgtool.validation.engine.shapes import TARGETS, CompiledShape, ShapeProblem, ShapesGraph
from kgtool.validation.engine.wording import Wording

__all__ = [
    "TARGETS",
    "CompiledShape",
    "Data",
    "Found",
    "Index",
    "Machine",
    "Reading",
    "ShapeProblem",
    "ShapesGraph",
    "Wording",
]
