"""Tables: in, a property graph; out, a CSV for each class with a description of all (Frictionless Data Package 1.0)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgtool.answers.export.graphml import SEPARATOR
from kgtool.answers.export.property_graph import Node, PropertyGraph

_FIXED = ("iri", "label", "start", "end")
_DAY = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Table:
    """The instances of a class: its CURIE, the name of its file without suffix, and its cells by column."""

    title: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def tables(graph: PropertyGraph) -> Iterator[Table]:
    """Yield a table for each class; a node of several classes has a row in each.

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
    for title in sorted(by_class):
        rows = tuple(_row(node, links.get(node.iri, {})) for node in by_class[title])
        columns = (*_FIXED, *sorted({key for row in rows for key in row} - set(_FIXED)))
        yield Table(title, re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-").lower(), columns, rows)


def table_files(graph: PropertyGraph) -> dict[str, bytes]:
    """Return each table as a CSV, and datapackage.json."""
    files: dict[str, bytes] = {}
    resources = []
    for table in tables(graph):
        files[f"{table.name}.csv"] = _csv(table.columns, table.rows)
        resources.append(_resource(table))
    package = {"profile": "tabular-data-package", "name": "graph", "resources": resources}
    return {**files, "datapackage.json": (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()}


def _row(node: Node, links: dict[str, list[str]]) -> dict[str, str]:
    values = {name: list(texts) for name, texts in node.attributes.items()}
    for name, targets in links.items():
        values.setdefault(name, []).extend(targets)
    joined = {name: SEPARATOR.join(texts) for name, texts in values.items()}
    return {**joined, "iri": node.iri, "label": node.label, "start": node.start, "end": node.end}


def _csv(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _resource(table: Table) -> dict[str, object]:
    days = {"start": "First day", "end": "Last day"}
    fields = [
        {"name": column, "type": "date", "format": _DAY, "title": days[column]}
        if column in days
        else {"name": column, "type": "string"}
        for column in table.columns
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "iri", "missingValues": [""]},
    }
