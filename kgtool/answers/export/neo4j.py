"""Neo4j: in, a property graph; out, the two CSV files that neo4j-admin import reads (Neo4j Operations Manual)."""

from __future__ import annotations

import csv
import io

from kgtool.answers.export.property_graph import PropertyGraph

# Array values are joined by this; a value that holds it is written with a slash in its place.
_ARRAY = ";"


def neo4j_files(graph: PropertyGraph) -> dict[str, str]:
    """Return nodes.csv and relationships.csv: IRIs as ids, classes as labels, attributes as arrays of strings."""
    nodes, relationships = io.StringIO(), io.StringIO()
    writer = csv.writer(nodes, lineterminator="\n")
    writer.writerow(["iri:ID", "label", ":LABEL", *(f"{_property(name)}:string[]" for name in graph.attributes)])
    for node in graph.nodes:
        values = [_array(node.attributes.get(name, ())) for name in graph.attributes]
        writer.writerow([node.iri, node.label, _array(node.classes), *values])
    writer = csv.writer(relationships, lineterminator="\n")
    writer.writerow([":START_ID", ":END_ID", ":TYPE"])
    for edge in graph.edges:
        writer.writerow([edge.source, edge.target, edge.type])
    return {"nodes.csv": nodes.getvalue(), "relationships.csv": relationships.getvalue()}


def _property(name: str) -> str:
    """Return a name without the colon that would begin a type."""
    return name.replace(":", "_")


def _array(values: tuple[str, ...]) -> str:
    return _ARRAY.join(value.replace(_ARRAY, "/") for value in values)
