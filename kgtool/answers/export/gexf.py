"""GEXF: in, a property graph; out, the file, piece by piece (GEXF 1.3, https://gexf.net/schema.html)."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.answers.export.graphml import SEPARATOR
from kgtool.answers.export.property_graph import EVIDENCE, Edge, Node, PropertyGraph
from kgtool.answers.xml import attribute


def gexf_text(graph: PropertyGraph) -> Iterator[str]:
    """Yield a directed graph: nodes with label, classes and attributes, edges labelled with their type, and evidence.

    Nodes and edges that have a time bear it as an interval of days, both ends included, so that Gephi shows a timeline.
    Several values of one attribute are joined by `` | ``.
    """
    keys = {name: f"a{number}" for number, name in enumerate(graph.attributes)}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<graph defaultedgetype="directed" mode="dynamic" timeformat="date">\n<attributes class="node">\n'
    yield '<attribute id="classes" title="classes" type="string"/>\n'
    for name, key in keys.items():
        yield f'<attribute id="{key}" title={attribute(name)} type="string"/>\n'
    yield '</attributes>\n<attributes class="edge">\n'
    for name in ("type", *EVIDENCE):
        yield f'<attribute id="{name}" title="{name}" type="string"/>\n'
    yield "</attributes>\n"
    yield "<nodes>\n"
    yield from (_node(node, keys) for node in graph.nodes)
    yield "</nodes>\n<edges>\n"
    for number, edge in enumerate(graph.edges):
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        said = {"type": (edge.type,), **edge.evidence}.items()
        values = "".join(f'<attvalue for="{key}" value={attribute(SEPARATOR.join(texts))}/>' for key, texts in said)
        head = f'id="{number}" {ends} label={attribute(edge.type)}{_interval(edge)}'
        yield f"<edge {head}><attvalues>{values}</attvalues></edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(node: Node, keys: dict[str, str]) -> str:
    data = [("classes", SEPARATOR.join(node.classes))] if node.classes else []
    data += [(keys[name], SEPARATOR.join(values)) for name, values in node.attributes.items()]
    values = "".join(f'<attvalue for="{key}" value={attribute(text)}/>' for key, text in data)
    head = f"id={attribute(node.iri)} label={attribute(node.label)}{_interval(node)}"
    return f"<node {head}><attvalues>{values}</attvalues></node>\n"


def _interval(timed: Node | Edge) -> str:
    return f" start={attribute(timed.start)} end={attribute(timed.end)}" if timed.start else ""
