"""Answering a question from kb.db: clauses, events and documents that hold its words, and who must act by when."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kb.answers.answer import Where
from kb.units import NAMED_UNITS, named, unit_ids
from schema.passages import clause_passage, document_passages
from schema.search_tables import ROLES
from schema.tokens import fallback_query, fallback_words, find_matches, match_query

CAP = 10_000
"""Above so many matches they are not counted further, and the newest come first instead of the best."""

_SNIPPET = 90
_BEFORE = 30

Kind = Literal["clause", "event", "document"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, and which clauses alone will do."""

    words: str = ""
    unit: str | None = None
    role: str | None = None
    due_before: str | None = None
    in_force: str | None = None

    @property
    def is_about_duties(self) -> bool:
        """Whether only clauses can answer."""
        return bool(self.unit or self.role or self.due_before)


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `marks` are the ranges of `snippet` where the words of the question stand."""

    kind: Kind
    id: str
    document_id: str
    title: str
    doc_number: str | None
    issued_on: str | None
    path: str | None
    heading: str | None
    page: int | None
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits, and how many there are of each kind (at most `CAP` + 1).

    `fallback` are the words that the hits hold apart, where none holds the question as it stands.
    """

    question: Question
    hits: tuple[Hit, ...]
    totals: dict[Kind, int]
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way through the tables: its FTS5 query, and the words to mark in the results."""

    connection: sqlite3.Connection
    question: Question
    match: str | None
    marked: str
    limit: int


def search(connection: sqlite3.Connection, question: Question, limit: int = 20) -> Answer:
    """The best answers, at most `limit` of each kind.

    Where nothing holds the words as they stand, what holds all of them apart is given instead, and said so.
    """
    asked = _Asked(connection, question, match_query(question.words), question.words, limit)
    answer = _answer(asked)
    if answer.hits or not question.words.strip():
        return answer
    words = fallback_words(question.words)
    if not words:
        return answer
    return _answer(replace(asked, match=fallback_query(question.words), marked=" ".join(words)), tuple(words))


def _answer(asked: _Asked, fallback: tuple[str, ...] = ()) -> Answer:
    found: dict[Kind, tuple[int, list[Hit]]] = {}
    if asked.question.is_about_duties:
        found["clause"] = _clauses(asked)
    elif asked.match:
        found = {"document": _documents(asked), "clause": _clauses(asked), "event": _events(asked)}
    hits = tuple(hit for _, some in found.values() for hit in some)
    totals = {kind: total for kind, (total, _) in found.items()}
    return Answer(asked.question, hits, totals, fallback if hits else ())


def _clauses(asked: _Asked) -> tuple[int, list[Hit]]:
    where, values = _duty_conditions(asked.connection, asked.question)
    total, rows = _matches(asked, "clauses", where, values)
    return total, [_clause_hit(asked, row) for row in rows]


def _events(asked: _Asked) -> tuple[int, list[Hit]]:
    total, rows = _matches(asked, "events", *_in_force("x.document_id", asked.question))
    return total, [_hit("event", row, row["text"], asked, heading=row["start"]) for row in rows]


def _documents(asked: _Asked) -> tuple[int, list[Hit]]:
    total, rows = _matches(asked, "documents", *_in_force("x.id", asked.question))
    return total, [_document_hit(asked, row) for row in rows]


def _matches(asked: _Asked, table: str, where: str, values: list[str]) -> tuple[int, list[sqlite3.Row]]:
    """How many rows of a table match (counted to `CAP` + 1), and the first of them, each with its document.

    Rank is worked out only where few match; the newest rows have the highest numbers, so that the index gives
    them in order without a sort.
    """
    document = "x.id" if table == "documents" else "x.document_id"
    source, condition, order, total = f"{table} x", where.removeprefix("and "), "d.pk desc, x.pk", None
    if asked.match is not None:
        index = f"{table}_fts"
        matching = f"{index} match ?"
        matches = _count(asked.connection, f"{index} where {matching}", [asked.match])
        total = None if where else matches
        source, condition = f"{index} cross join {table} x on x.pk = {index}.rowid", f"{matching} {where}"
        order = f"{index}.rowid desc" if matches > CAP else f"{index}.rank"
        values = [asked.match, *values]
    if total is None:
        total = _count(asked.connection, f"{source} where {condition}", values)
    sql = (
        "select x.*, d.title as document_title, d.doc_number as document_number, d.issued_on as document_date "
        f"from {source} join documents d on d.id = {document} where {condition} order by {order} limit ?"
    )
    return total, asked.connection.execute(sql, [*values, asked.limit]).fetchall()


def _count(connection: sqlite3.Connection, rest: str, values: Sequence[str]) -> int:
    sql = f"select count(*) from (select 1 from {rest} limit {CAP + 1})"
    count: int = connection.execute(sql, values).fetchone()[0]
    return count


def _duty_conditions(connection: sqlite3.Connection, question: Question) -> tuple[str, list[str]]:
    """The conditions on a clause `x` that a question names, as SQL and its values."""
    conditions: list[str] = []
    values: list[str] = []
    if question.unit:
        unit_ids(connection, question.unit)
        bound = f"select clause_pk from clause_bound where unit_pk in ({NAMED_UNITS})"
        conditions.append(f"x.pk in ({bound} and {_flag(question.role)})")
        values += named(question.unit)
    elif question.role:
        conditions.append(f"x.pk in (select clause_pk from clause_facets where {_flag(question.role)})")
    if question.due_before:
        conditions.append("x.id in (select clause_id from deadlines where due <= ?)")
        values.append(question.due_before)
    force, days = _in_force("x.document_id", question)
    return "".join(f"and {condition} " for condition in conditions) + force, [*values, *days]


def _in_force(column: str, question: Question) -> tuple[str, list[str]]:
    """The condition that the document whose id a column holds is in force on the day asked for."""
    where = Where()
    where.in_force(column, question.in_force)
    return f"and {where}" if where.conditions else "", where.values


def _flag(role: str | None) -> str:
    """The condition that a row names a role; none where none is asked, and never true of what is no role."""
    return (role if role in ROLES else "0") if role else "1"


def _clause_hit(asked: _Asked, row: sqlite3.Row) -> Hit:
    duties = asked.connection.execute(
        "select role, name from clause_units where clause_id = ? order by pk", [row["id"]]
    )
    due = asked.connection.execute(
        "select distinct due from deadlines where clause_id = ? and due is not null order by due", [row["id"]]
    )
    return _hit(
        "clause",
        row,
        clause_passage(row["heading"], row["text"]),
        asked,
        path=row["path"],
        heading=row["heading"],
        units=tuple((role, name) for role, name in duties),
        due=tuple(day for (day,) in due),
    )


def _document_hit(asked: _Asked, row: sqlite3.Row) -> Hit:
    blocks = asked.connection.execute(
        "select kind, char_start, char_end from blocks where document_id = ? order by seq", [row["id"]]
    )
    passages = document_passages(row["title"], row["doc_number"], row["text"], map(tuple, blocks))
    found = next((p for p in passages if find_matches(asked.marked, p)), passages[0])
    return _hit("document", row, found, asked)


def _hit(
    kind: Kind,
    row: sqlite3.Row,
    text: str,
    asked: _Asked,
    path: str | None = None,
    heading: str | None = None,
    units: tuple[tuple[str, str], ...] = (),
    due: tuple[str, ...] = (),
) -> Hit:
    snippet, marks = _snippet(asked.marked, text)
    return Hit(
        kind=kind,
        id=row["id"],
        document_id=row["id"] if kind == "document" else row["document_id"],
        title=row["document_title"],
        doc_number=row["document_number"],
        issued_on=row["document_date"],
        path=path,
        heading=heading,
        page=row["page_start"] if kind == "document" else row["page"],
        snippet=snippet,
        marks=marks,
        units=units,
        due=due,
    )


def _snippet(words: str, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of the text around the first match, and where the words stand in it."""
    found = find_matches(words, text)
    start = max(0, found[0][0] - _BEFORE) if found else 0
    end = max(start + _SNIPPET, found[0][1] if found else 0)
    left, right = "…" if start else "", "…" if end < len(text) else ""
    shift = len(left) - start
    marks = tuple((low + shift, high + shift) for low, high in found if high <= end)
    return f"{left}{text[start:end]}{right}", marks
