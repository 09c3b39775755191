"""CSV files as a Frictionless data package: one file a table, with types, descriptions and foreign keys."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

from kb.formats.columns import batches, exported_tables, select
from schema.columns import Table

_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write `datapackage.json` and a CSV file for each table into the folder `target`.

    The files are UTF-8 without a mark, as the standard wants; an empty cell is null or an empty text.
    """
    target.mkdir(parents=True, exist_ok=True)
    tables = exported_tables()
    for table in tables:
        with (target / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.column_names)
            for rows in batches(connection, table, select(table)):
                writer.writerows(rows)
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "gongbao",
        "title": "政府公报知识库",
        "resources": [_resource(table) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (target / "datapackage.json").write_text(f"{text}\n", "utf-8")


def _resource(table: Table) -> dict[str, Any]:
    """What the package says of a table. A key within one table names an empty resource, as the standard has it."""
    keys = [
        {
            "fields": [column],
            "reference": {"resource": "" if other == table.name else other, "fields": [name]},
        }
        for column, other, name in table.foreign_keys
    ]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": _TYPES[column.type],
                    "title": column.title,
                    "description": column.description,
                    "constraints": {"required": column.not_null and column.type != "TEXT"},
                }
                for column in table.columns
            ],
            "missingValues": [""],
            "primaryKey": list(table.primary_key),
            "foreignKeys": keys,
        },
    }
