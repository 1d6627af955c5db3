"""Neo4j: in, a property graph; out, CSV files for neo4j-admin (Neo4j Operations Manual), and Cypher that loads them."""

from __future__ import annotations

import csv
import io

from kgtool.answers.export.property_graph import EVIDENCE, PropertyGraph

# Array values are joined by this; a value that holds it is written with a slash in its place.
_ARRAY = ";"
_ENDS = ("start", "end")


def neo4j_files(graph: PropertyGraph) -> dict[str, bytes]:
    """Return nodes.csv and relationships.csv: IRIs as ids, classes as labels, attributes as arrays of strings.

    load.cypher loads the two into a database that runs, for which they must lie in its import folder.
    """
    nodes, relationships = io.StringIO(), io.StringIO()
    writer = csv.writer(nodes, lineterminator="\n")
    writer.writerow(
        [
            "iri:ID",
            "label",
            ":LABEL",
            "start:date",
            "end:date",
            *(f"{_property(name)}:string[]" for name in graph.attributes),
        ]
    )
    for node in graph.nodes:
        values = [_array(node.attributes.get(name, ())) for name in graph.attributes]
        writer.writerow([node.iri, node.label, _array(node.classes), node.start, node.end, *values])
    writer = csv.writer(relationships, lineterminator="\n")
    evidence = [f"{name}:string[]" for name in EVIDENCE]
    writer.writerow([":START_ID", ":END_ID", ":TYPE", "start:date", "end:date", *evidence])
    for edge in graph.edges:
        texts = [_array(edge.evidence.get(name, ())) for name in EVIDENCE]
        writer.writerow([edge.source, edge.target, edge.type, edge.start, edge.end, *texts])
    files = {"nodes.csv": nodes.getvalue(), "relationships.csv": relationships.getvalue()}
    return {name: text.encode() for name, text in {**files, "load.cypher": _cypher(graph)}.items()}


def _cypher(graph: PropertyGraph) -> str:
    """Return statements that make the same nodes and relationships (Cypher 5.26 and later, for dynamic labels)."""
    # An empty field is null, and so is what split() and date() make of null.
    arrays = [
        f"  n.`{_property(name)}` = split(row.`{_property(name)}:string[]`, '{_ARRAY}')" for name in graph.attributes
    ]
    dates = [f"  {{0}}.{end} = date(row.`{end}:date`)" for end in _ENDS]
    node = ",\n".join(["  n.label = row.label", *(line.replace("{0}", "n") for line in dates), *arrays])
    evidence = [f"  r.{name} = split(row.`{name}:string[]`, '{_ARRAY}')" for name in EVIDENCE]
    edge = ",\n".join([*(line.replace("{0}", "r") for line in dates), *evidence])
    return (
        "CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;\n"
        "LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row\n"
        f"MERGE (n:Entity {{iri: row.`iri:ID`}})\nSET\n{node}\n"
        f"SET n:$(split(coalesce(row.`:LABEL`, 'Entity'), '{_ARRAY}'));\n"
        "LOAD CSV WITH HEADERS FROM 'file:///relationships.csv' AS row\n"
        "MATCH (a:Entity {iri: row.`:START_ID`}), (b:Entity {iri: row.`:END_ID`})\n"
        f"MERGE (a)-[r:$(row.`:TYPE`)]->(b)\nSET\n{edge};\n"
    )


def _property(name: str) -> str:
    """Return a name without the colon that would begin a type."""
    return name.replace(":", "_")


def _array(values: tuple[str, ...]) -> str:
    return _ARRAY.join(value.replace(_ARRAY, "/") for value in values)
