"""GraphML: in, a property graph; out, the file, piece by piece (http://graphml.graphdrawing.org/specification.html)."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.answers.export.property_graph import Edge, Node, PropertyGraph
from kgtool.answers.xml import attribute, content

SEPARATOR = " | "


def graphml_text(graph: PropertyGraph) -> Iterator[str]:
    """Yield a directed graph: nodes with label, classes and attributes, edges with their type.

    Several values of one attribute are joined by `` | ``.
    """
    keys = {name: f"a{number}" for number, name in enumerate(graph.attributes)}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for key, name in (("label", "label"), ("classes", "classes"), *((key, name) for name, key in keys.items())):
        yield f'<key id="{key}" for="node" attr.name={attribute(name)} attr.type="string"/>\n'
    yield '<key id="type" for="edge" attr.name="type" attr.type="string"/>\n<graph edgedefault="directed">\n'
    for node in graph.nodes:
        yield _node(node, keys)
    for number, edge in enumerate(graph.edges):
        yield _edge(number, edge)
    yield "</graph>\n</graphml>\n"


def _node(node: Node, keys: dict[str, str]) -> str:
    data = [("label", node.label)]
    if node.classes:
        data.append(("classes", SEPARATOR.join(node.classes)))
    data += [(keys[name], SEPARATOR.join(values)) for name, values in node.attributes.items()]
    cells = "".join(f'<data key="{key}">{content(text)}</data>' for key, text in data)
    return f"<node id={attribute(node.iri)}>{cells}</node>\n"


def _edge(number: int, edge: Edge) -> str:
    ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
    return f'<edge id="e{number}" {ends}><data key="type">{content(edge.type)}</data></edge>\n'
