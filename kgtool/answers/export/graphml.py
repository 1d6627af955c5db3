"""GraphML: in, a property graph; out, the file, piece by piece (http://graphml.graphdrawing.org/specification.html)."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.answers.export.property_graph import EVIDENCE, Edge, Node, PropertyGraph
from kgtool.answers.xml import attribute, content

SEPARATOR = " | "


def graphml_text(graph: PropertyGraph) -> Iterator[str]:
    """Yield a directed graph: nodes with label, classes and attributes, edges with their type and evidence.

    start and end are the first and the last day of the time of a node or edge, where one is known. Several
    values of one attribute are joined by `` | ``.
    """
    keys = {name: f"a{number}" for number, name in enumerate(graph.attributes)}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    fixed = {name: name for name in ("label", "classes", "start", "end")}
    for key, name in (*fixed.items(), *((key, name) for name, key in keys.items())):
        yield f'<key id="{key}" for="node" attr.name={attribute(name)} attr.type="string"/>\n'
    for name in ("type", "start", "end", *EVIDENCE):
        yield f'<key id="edge-{name}" for="edge" attr.name="{name}" attr.type="string"/>\n'
    yield '<graph edgedefault="directed">\n'
    for node in graph.nodes:
        yield _node(node, keys)
    for number, edge in enumerate(graph.edges):
        yield _edge(number, edge)
    yield "</graph>\n</graphml>\n"


def _node(node: Node, keys: dict[str, str]) -> str:
    data = [("label", node.label)]
    if node.classes:
        data.append(("classes", SEPARATOR.join(node.classes)))
    data += [("start", node.start), ("end", node.end)] if node.start else []
    data += [(keys[name], SEPARATOR.join(values)) for name, values in node.attributes.items()]
    cells = "".join(f'<data key="{key}">{content(text)}</data>' for key, text in data)
    return f"<node id={attribute(node.iri)}>{cells}</node>\n"


def _edge(number: int, edge: Edge) -> str:
    ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
    data = [("type", edge.type), *([("start", edge.start), ("end", edge.end)] if edge.start else [])]
    data += [(name, SEPARATOR.join(texts)) for name, texts in edge.evidence.items()]
    cells = "".join(f'<data key="edge-{key}">{content(text)}</data>' for key, text in data)
    return f'<edge id="e{number}" {ends}>{cells}</edge>\n'
