"""Search in kb.db: clauses, events and documents that hold the words of a question, within the filters chosen."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from schema.tokens import fallback_query, fallback_words, match_query
from web.reading.rows import Row, first, marks_for, rows, value
from web.search.conditions import Conditions, Filters, clause_conditions, document_conditions
from web.search.hits import Hit, clause_hits, document_hits, event_hits

CAP = 10_000
"""Above so many matches they are not counted further, and the newest come first instead of the best."""

PAGE_SIZE = 20
FEED_SIZE = 100

Kind = Literal["clauses", "documents", "events"]
KINDS: dict[Kind, str] = {"clauses": "条款", "documents": "文件", "events": "大事记"}

_HITS = {"clauses": clause_hits, "documents": document_hits, "events": event_hits}


@dataclass(frozen=True, slots=True)
class Selection:
    """`from` and `where` of the rows asked for, the values, and what gives the number of each row."""

    source: str
    where: str
    values: list[str]
    number: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Where the rows of a kind are looked at, with their documents `d`; their number, and the order by date."""

    source: str
    number: str
    newest_first: str


_LOOKED_AT: dict[Kind, LookedAt] = {
    "clauses": LookedAt("clause_facets f", "f.clause_pk", "f.issued_on desc, f.clause_pk"),
    "documents": LookedAt("documents d", "d.pk", "d.issued_on desc, d.pk"),
    "events": LookedAt(
        "events x join documents d on d.id = x.document_id", "x.pk", "x.start desc, d.pk, x.pk"
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, where, within which filters, in which order, and which page of the results.

    `for_feed` asks for as many as a feed holds, those first that a build saw last, whatever the dates of their documents.
    """

    words: str = ""
    kind: Kind | None = None
    filters: Filters = field(default_factory=Filters)
    by_date: bool = False
    page: int = 1
    for_feed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The results on one page, and how many there are of each kind, at most `CAP` + 1.

    `fallback` are the words that the results hold apart, where none holds the question as it stands.
    """

    question: Question
    kind: Kind
    hits: list[Hit]
    totals: dict[Kind, int]
    fallback: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are; no more than the cap allows."""
        return -(-min(self.totals[self.kind], CAP) // PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class Match:
    """A question on its way through the tables: its FTS5 query, and the words to mark in the results."""

    question: Question
    query: str | None
    marked: str


def search(connection: sqlite3.Connection, question: Question) -> Answer:
    """One page of results. Where nothing holds the words as they stand, what holds all of them apart."""
    match = Match(question, match_query(question.words), question.words)
    answer = _answer(connection, match)
    if (
        any(answer.totals.values())
        or not match.query
        or any(_holds(connection, kind, match.query) for kind in KINDS)
    ):
        return answer
    words = tuple(fallback_words(question.words))
    if not words:
        return answer
    wider = replace(match, query=fallback_query(question.words), marked=" ".join(words))
    found = _answer(connection, wider)
    return replace(found, fallback=words if any(found.totals.values()) else ())


def matching(question: Question, query: str | None, kind: Kind) -> Selection:
    """The rows of a kind that match the FTS5 query, or all, within the filters."""
    index, table = f"{kind}_fts", _LOOKED_AT[kind]
    if query is None:
        conditions, values = _conditions(question, kind, table.number)
        return Selection(table.source, " and ".join(conditions) or "1", values, table.number)
    if not question.filters.chosen and not question.by_date:
        return Selection(index, f"{index} match ?", [query], f"{index}.rowid")
    conditions, values = _conditions(question, kind, f"+{index}.rowid")
    where = [f"{index} match ?", f"{table.number} = {index}.rowid", *conditions]
    return Selection(
        f"{index} cross join {table.source}", " and ".join(where), [query, *values], f"{index}.rowid"
    )


def _conditions(question: Question, kind: Kind, number: str) -> Conditions:
    if kind == "clauses":
        return clause_conditions(question.filters, number)
    return document_conditions(question.filters)


def _answer(connection: sqlite3.Connection, match: Match) -> Answer:
    totals = {kind: _total(connection, match, kind) for kind in KINDS}
    first_found: Kind = next((kind for kind, total in totals.items() if total), "clauses")
    kind = match.question.kind or first_found
    found = _page(connection, match, kind, totals[kind]) if totals[kind] else []
    hits = _HITS[kind](connection, found, match.marked, match.question.filters)
    return Answer(match.question, kind, hits, totals)


def _total(connection: sqlite3.Connection, match: Match, kind: Kind) -> int:
    """How many rows match; none of those that the filters cannot speak of."""
    question = match.question
    if match.query is None and not question.filters.chosen:
        return 0
    if kind != "clauses" and question.filters.about_clauses:
        return 0
    if match.query is not None and not question.filters.chosen:
        return _matched(connection, match.query, kind)
    return _count(connection, matching(question, match.query, kind))


def _matched(connection: sqlite3.Connection, query: str, kind: Kind) -> int:
    """How many rows hold the words, whatever the filters."""
    return _count(connection, matching(Question(), query, kind))


def _count(connection: sqlite3.Connection, selection: Selection) -> int:
    sql = f"select count(*) from (select 1 from {selection.source} where {selection.where} limit {CAP + 1})"
    total: int = value(connection, sql, selection.values)
    return total


def _page(connection: sqlite3.Connection, match: Match, kind: Kind, total: int) -> list[Row]:
    """The rows of one page, in order: first their numbers alone, for sorting whole rows would be slow.

    A document without a number of its own is known by that of the notice that issues it.
    """
    numbers = _numbers(connection, match, kind, total)
    document = "x.id" if kind == "documents" else "x.document_id"
    sql = f"""
        select x.*, d.title as document_title, d.issued_on as document_date,
          coalesce(d.doc_number, (select doc_number from documents where id = d.parent_id)) as document_number
        from {kind} x join documents d on d.id = {document} where x.pk in ({marks_for(numbers)})
    """
    return sorted(rows(connection, sql, numbers), key=lambda row: numbers.index(row["pk"]))


def _numbers(connection: sqlite3.Connection, match: Match, kind: Kind, total: int) -> list[int]:
    """The numbers of the rows of one page: by rank or date; where very many match, the newest, without a sort."""
    question = match.question
    order = _LOOKED_AT[kind].newest_first
    if question.for_feed:
        found = matching(replace(question, by_date=True), match.query, kind)
        seen = f"join {kind} seen on seen.pk = {found.number} where {found.where}"
        sql = f"select seen.pk from {found.source} {seen} order by seen.first_seen desc, {order} limit {FEED_SIZE}"
        return [number for (number,) in connection.execute(sql, found.values)]
    if match.query is not None and (total > CAP or _matched(connection, match.query, kind) > CAP):
        question, order = replace(question, by_date=False), f"{kind}_fts.rowid desc"
    elif match.query is not None and not question.by_date:
        order = f"{kind}_fts.rank"
    found = matching(question, match.query, kind)
    offset = (max(1, question.page) - 1) * PAGE_SIZE
    sql = f"select {found.number} from {found.source} where {found.where} order by {order} limit ? offset ?"
    return [number for (number,) in connection.execute(sql, [*found.values, PAGE_SIZE, offset])]


def person_named(connection: sqlite3.Connection, words: str) -> str | None:
    """The id of the person whose name the words are."""
    found = first(connection, "select id from people where id = ?", ["".join(words.split())])
    return found["id"] if found else None


def unit_named(connection: sqlite3.Connection, words: str) -> Row | None:
    """The organisation whose name the words are, in one of its forms; None where it is none or several."""
    sql = """
        select id, name from units where id in (
          select unit_id from unit_aliases where alias = :name union select id from units where name = :name)
    """
    found = rows(connection, sql, {"name": "".join(words.split())})
    return found[0] if len(found) == 1 else None


def suggestions(connection: sqlite3.Connection, words: str, limit: int = 8) -> list[str]:
    """What to ask instead: names and titles that hold a word of the question."""
    parts: Sequence[str] = fallback_words(words) or words.split()
    sql = """
        select distinct alias from unit_aliases where printed and instr(alias, :word)
        union select name from people where instr(name, :word)
        union select title from documents where instr(title, :word)
        order by 1 limit :limit
    """
    names = [row["alias"] for word in parts for row in rows(connection, sql, {"word": word, "limit": limit})]
    kept = [word for word in parts if len(word) > 1 and _holds(connection, "clauses", match_query(word))]
    return list(dict.fromkeys([*kept, *sorted(names, key=len)]))[:limit]


def _holds(connection: sqlite3.Connection, kind: Kind, query: str | None) -> bool:
    """Whether any row matches, whatever the filters."""
    index = f"{kind}_fts"
    return bool(value(connection, f"select exists(select 1 from {index} where {index} match ?)", [query]))
