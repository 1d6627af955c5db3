"""Tables: in, a property graph; out, a CSV for each class with a description of all (Frictionless Data Package 1.0)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable

from kgtool.answers.export.graphml import SEPARATOR
from kgtool.answers.export.property_graph import Node, PropertyGraph

_FIXED = ("iri", "label", "start", "end")
_DAY = "%Y-%m-%d"


def table_files(graph: PropertyGraph) -> dict[str, str]:
    """Return a CSV by class, and datapackage.json; a node of several classes has a line for each.

    Columns are iri, label, first and last day, then the properties that occur in the class. IRIs stand for what a node
    points to; several values of one property are joined by `` | ``.
    """
    by_class: dict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes:
        for name in node.classes:
            by_class[name].append(node)
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for edge in graph.edges:
        links[edge.source][edge.type].append(edge.target)
    files: dict[str, str] = {}
    resources = []
    for name in sorted(by_class):
        rows = [_row(node, links.get(node.iri, {})) for node in by_class[name]]
        columns = [*_FIXED, *sorted({key for row in rows for key in row} - set(_FIXED))]
        file = f"{re.sub(r'[^A-Za-z0-9]+', '-', name).strip('-').lower()}.csv"
        files[file] = _csv(columns, rows)
        resources.append(_resource(name, file, columns))
    package = {"profile": "tabular-data-package", "name": "graph", "resources": resources}
    return {**files, "datapackage.json": json.dumps(package, ensure_ascii=False, indent=2) + "\n"}


def _row(node: Node, links: dict[str, list[str]]) -> dict[str, str]:
    values = {name: list(texts) for name, texts in node.attributes.items()}
    for name, targets in links.items():
        values.setdefault(name, []).extend(targets)
    joined = {name: SEPARATOR.join(texts) for name, texts in values.items()}
    return {**joined, "iri": node.iri, "label": node.label, "start": node.start, "end": node.end}


def _csv(columns: list[str], rows: Iterable[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _resource(name: str, file: str, columns: list[str]) -> dict[str, object]:
    days = {"start": "First day", "end": "Last day"}
    fields = [
        {"name": column, "type": "date", "format": _DAY, "title": days[column]}
        if column in days
        else {"name": column, "type": "string"}
        for column in columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": file.removesuffix(".csv"),
        "title": name,
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "iri", "missingValues": [""]},
    }
