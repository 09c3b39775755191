"""spaCy's `DocBin`: each document as a doc whose span groups are its clauses and facts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kb.answers.answer import read

_GROUPS = (
    *("clauses", "clause_units", "deadlines", "targets", "citations", "clause_citations"),
    *("appointments", "rosters", "events", "event_people", "amendments"),
)
_AT_ONCE = 50
"""Documents in one file: some MB, and as many as memory holds."""


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write `000001.spacy` … and `rows.jsonl` into the folder `target`.

    A file holds some hundred docs, cut by character; `doc.user_data["id"]` is the document's id. The label of a span is
    its table, its `id_` the row's id; `rows.jsonl` has every row by its id.
    """
    import spacy
    from spacy.tokens import DocBin

    target.mkdir(parents=True, exist_ok=True)
    ids = [row[0] for row in connection.execute("select id from documents order by pk")]
    with (target / "rows.jsonl").open("w", encoding="utf-8") as rows:
        for number, start in enumerate(range(0, len(ids), _AT_ONCE), start=1):
            language = spacy.blank("zh")  # one whose vocabulary keeps every id would grow with the database
            docs = _docs(connection, language, ids[start : start + _AT_ONCE], rows)
            DocBin(store_user_data=True, docs=docs).to_disk(target / f"{number:06}.spacy")


def _docs(connection: sqlite3.Connection, language: Any, ids: Sequence[str], rows: Any) -> Iterator[Any]:
    for identifier in ids:
        (text,) = connection.execute("select text from documents where id = ?", [identifier]).fetchone()
        doc = language.make_doc(text)
        doc.user_data["id"] = identifier
        for table in _GROUPS:
            doc.spans[table] = list(_spans(connection, doc, table, identifier, rows))
        yield doc


def _spans(connection: sqlite3.Connection, doc: Any, table: str, document: str, rows: Any) -> Iterator[Any]:
    for row in read(connection, f"select * from [{table}] where document_id = ? order by pk", [document]):
        rows.write(json.dumps({"table": table, **row}, ensure_ascii=False) + "\n")
        span = doc.char_span(
            row["char_start"], row["char_end"], label=table, span_id=row["id"], alignment_mode="expand"
        )
        if span is not None:
            yield span
