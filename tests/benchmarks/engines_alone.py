"""owlrl and pySHACL by themselves: in, a folder of N-Triples; out, as JSON, how long they took and what they found.

    python -m tests.benchmarks.engines_alone FOLDER

FOLDER holds premises.nt, asserted.nt, shapes-asserted.nt and shapes-closure.nt, as tests.benchmarks writes them.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import owlrl
import pyshacl
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kgtool.rdf.rdflib_border import from_rdflib
from kgtool.reasoning.noise import worth_keeping


def main(folder: Path) -> None:
    """Reason and validate as the two packages' own documentation does, and print the result."""
    names = ("premises", "asserted", "shapes-asserted", "shapes-closure")
    premises, asserted, *shapes = (Graph().parse(folder / f"{name}.nt") for name in names)
    before = set(premises)
    started = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(premises)
    reasoned = time.perf_counter()
    everything = asserted + premises
    results = 0
    for data, shapes_graph in zip((asserted, everything), shapes, strict=True):
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph)
        assert isinstance(report, Graph)
        results += len(set(report.subjects(RDF.type, SH.ValidationResult)))
    ended = time.perf_counter()
    inferred = {triple for triple in from_rdflib(set(premises) - before) if worth_keeping(triple)}
    print(
        json.dumps(
            {
                "reasoning": reasoned - started,
                "validation": ended - reasoned,
                "inferred": len(inferred),
                "results": results,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
