"""spaCy's `DocBin`: each document as a doc whose span groups are its clauses and facts."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from kb.answers.answer import read

_GROUPS = (
    *("clauses", "clause_units", "deadlines", "targets", "citations", "clause_citations"),
    *("appointments", "rosters", "events", "event_people", "amendments"),
)
_LONGEST = 100_000
"""Characters in one file, unless one document alone has more: some MB, and as many as memory holds."""


def write(connection: sqlite3.Connection, target: Path) -> None:
    """Write `000001.spacy` … and `rows.jsonl` into the folder `target`.

    A file holds some dozen docs, cut by character; `doc.user_data["id"]` is the document's id. The label of a span is
    its table, its `id_` the row's id; `rows.jsonl` has every row by its id.
    """
    from spacy.tokens import DocBin

    target.mkdir(parents=True, exist_ok=True)
    with (target / "rows.jsonl").open("w", encoding="utf-8") as rows:
        for number, ids in enumerate(_parts(connection), start=1):
            docs = _docs(connection, ids, rows)
            DocBin(attrs=["ORTH"], store_user_data=True, docs=docs).to_disk(target / f"{number:06}.spacy")
            gc.collect()  # a doc and its tokens hold each other


def _parts(connection: sqlite3.Connection) -> Iterator[list[str]]:
    """The ids of the documents, as many at a time as stand in one file."""
    part: list[str] = []
    room = _LONGEST
    for identifier, length in connection.execute(
        "select id, length(text) from documents order by pk"
    ).fetchall():
        if part and length > room:
            yield part
            part, room = [], _LONGEST
        part.append(identifier)
        room -= length
    if part:
        yield part


def _docs(connection: sqlite3.Connection, ids: Sequence[str], rows: TextIO) -> Iterator[Any]:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    vocabulary = Vocab()  # of these docs alone: one that keeps every id would grow with the database
    for identifier in ids:
        (text,) = connection.execute("select text from documents where id = ?", [identifier]).fetchone()
        doc = Doc(vocabulary, words=list(text), spaces=[False] * len(text))
        doc.user_data["id"] = identifier
        for table in _GROUPS:
            doc.spans[table] = list(_spans(connection, doc, table, identifier, rows))
        yield doc


def _spans(
    connection: sqlite3.Connection, doc: Any, table: str, document: str, rows: TextIO
) -> Iterator[Any]:
    for row in read(connection, f"select * from [{table}] where document_id = ? order by pk", [document]):
        rows.write(json.dumps({"table": table, **row}, ensure_ascii=False) + "\n")
        span = doc.char_span(
            row["char_start"], row["char_end"], label=table, span_id=row["id"], alignment_mode="expand"
        )
        if span is not None:
            yield span
