"""The store: in, RDF in any syntax and SPARQL; out, triples, solutions and RDF in any syntax.

Nothing else in kgtool imports pyoxigraph.
"""

from kgtool.rdf.store.database import QueryResult, Solutions, SolutionStream, Store
from kgtool.rdf.store.syntax import FORMATS, canonical, dump, parse, parse_file, parse_files

__all__ = [
    "FORMATS",
    "QueryResult",
    "SolutionStream",
    "Solutions",
    "Store",
    "canonical",
    "dump",
    "parse",
    "parse_file",
    "parse_files",
]
