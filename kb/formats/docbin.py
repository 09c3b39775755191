"""spaCy's `DocBin`: each document as a doc whose span groups are its clauses and facts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.answers.answer import read

_GROUPS = (
    *("clauses", "clause_units", "deadlines", "targets", "citations", "clause_citations"),
    *("appointments", "rosters", "events", "event_people", "amendments"),
)
_AT_ONCE = 200
"""Documents in one file: some MB."""


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write `000001.spacy` … and `rows.jsonl` into the folder `target`.

    A file holds some hundred docs, cut by character; `doc.user_data["id"]` is the document's id. The label of a span is
    its table, its `id_` the row's id; `rows.jsonl` has every row by its id.
    """
    import spacy
    from spacy.tokens import DocBin

    target.mkdir(parents=True, exist_ok=True)
    language = spacy.blank("zh")
    with (target / "rows.jsonl").open("w", encoding="utf-8") as rows:
        kept, number = DocBin(store_user_data=True), 0
        for number, doc in enumerate(_docs(connection, language, rows), start=1):
            kept.add(doc)
            if number % _AT_ONCE == 0:
                kept.to_disk(target / f"{number // _AT_ONCE:06}.spacy")
                kept = DocBin(store_user_data=True)
        if len(kept):
            kept.to_disk(target / f"{number // _AT_ONCE + 1:06}.spacy")


def _docs(connection: sqlite3.Connection, language: Any, rows: Any) -> Iterator[Any]:
    for document in list(read(connection, "select id, text from documents order by pk")):
        doc = language.make_doc(document["text"])
        doc.user_data["id"] = document["id"]
        for table in _GROUPS:
            doc.spans[table] = list(_spans(connection, doc, table, document["id"], rows))
        yield doc


def _spans(connection: sqlite3.Connection, doc: Any, table: str, document: str, rows: Any) -> Iterator[Any]:
    for row in read(connection, f"select * from [{table}] where document_id = ? order by pk", [document]):
        rows.write(json.dumps({"table": table, **row}, ensure_ascii=False) + "\n")
        span = doc.char_span(
            row["char_start"], row["char_end"], label=table, span_id=row["id"], alignment_mode="expand"
        )
        if span is not None:
            yield span
