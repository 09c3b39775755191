"""Parquet: a folder a table; what belongs to a document is parted by the document's year (`year=2022/`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.formats.columns import batches, exported_tables
from schema.columns import Table

_UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""The name that readers of parted folders give to null."""

_YEAR = "coalesce(substr(d.issued_on, 1, 4), (select i.year from issues i where i.id = d.issue_id))"
"""The year of a document: of its day of issue, else of its gazette."""


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write every table below the folder `target`. Needs the extra `parquet`."""
    import pyarrow

    types = {"TEXT": pyarrow.string(), "INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
    for table in exported_tables():
        schema = pyarrow.schema([(column.name, types[column.type]) for column in table.columns])
        for folder, rows in _parts(connection, table):
            _write_part(rows, schema, target / table.name / folder / "part-0.parquet")


def _parts(
    connection: sqlite3.Connection, table: Table
) -> Iterator[tuple[str, Iterator[list[tuple[Any, ...]]]]]:
    """The folder of each year of a table, and its rows; one part for a table whose rows have no document."""
    columns = ", ".join(f"t.[{name}]" for name in table.column_names)
    order = ", ".join(f"t.[{name}]" for name in table.primary_key)
    key = "id" if table.name == "documents" else "document_id"
    if key not in table.column_names:
        yield "", batches(connection, table, f"select {columns} from [{table.name}] t order by {order}")
        return
    joined = f"from [{table.name}] t left join documents d on d.id = t.[{key}]"
    for (year,) in connection.execute(f"select distinct {_YEAR} {joined} order by 1").fetchall():
        sql = f"select {columns} {joined} where {_YEAR} is ? order by {order}"
        yield f"year={year or _UNKNOWN}", batches(connection, table, sql, [year])


def _write_part(rows: Iterator[list[tuple[Any, ...]]], schema: Any, path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    path.parent.mkdir(parents=True, exist_ok=True)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in rows:
            columns = [
                pyarrow.array(values, type=field.type)
                for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
