"""Parquet: in, a property graph; out, a file for each class, for data frames and DuckDB (needs pyarrow, an extra)."""

from __future__ import annotations

import datetime

from kgtool.answers.export.property_graph import PropertyGraph
from kgtool.answers.export.tables import tables
from kgtool.errors import UsageError

_DAYS = ("start", "end")


def parquet_files(graph: PropertyGraph) -> dict[str, bytes]:
    """Return the tables as Parquet, days as dates; raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as problem:
        raise UsageError("Parquet needs pyarrow", hint="pip install 'kgtool[parquet]'") from problem
    files: dict[str, bytes] = {}
    for table in tables(graph):
        columns = {}
        for name in table.columns:
            cells = [row.get(name) or None for row in table.rows]
            days = [datetime.date.fromisoformat(cell) if cell else None for cell in cells] if name in _DAYS else cells
            columns[name] = pyarrow.array(days, pyarrow.date32() if name in _DAYS else pyarrow.string())
        sink = pyarrow.BufferOutputStream()
        parquet.write_table(pyarrow.table(columns), sink)
        files[f"{table.name}.parquet"] = sink.getvalue().to_pybytes()
    return files
