"""Taking what changed out of a copy of a database, and putting right what depends on more than one source."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.load.again.memory import Part
from ingest.load.again.plan import Plan
from ingest.load.amended import link_amendments
from ingest.load.cited_clauses import link_clause_citations
from ingest.load.filling import NAMING_PEOPLE, rows_of
from ingest.load.search_tables import fill_bound, fill_search_tables
from ingest.load.together.indicators import bring_together
from ingest.load.together.posts import fold_posts
from ingest.load.units import Units, place_named
from schema.passages import clause_passage, document_passages
from schema.tables import TABLES
from schema.tokens import index_text

TOUCHED = "{} in (select id from temp.touched)"
"""Documents and issues whose rows may be others than before: those written anew, those gone, and what leads to them."""

_ANEW, _GONE = "{} in (select id from temp.anew)", "{} in (select id from temp.gone)"
_OF_SOURCES = "source_id in (select id from temp.gone_sources)"
_ROWS = {
    "contents": f"issue_id in (select id from issues where {_OF_SOURCES})",
    "blocks": _GONE.format("document_id"),
    **dict.fromkeys(("pages", "front", "discards", "issues"), _OF_SOURCES),
}
"""Which rows go, of tables whose rows are not numbered by source."""

_NUMBERED = [
    name
    for name, table in TABLES.items()
    if "pk" in table.column_names and name not in ("units", "unit_reforms", "post_acts", "corrections")
]
_FACETS = ("clause_facets", "clause_bound", "clause_due")

_MENTIONS = """
select distinct f.{name}, f.unit_id, d.issuer, i.gazette, i.publisher
from {table} f join documents d on d.id = f.document_id left join issues i on i.id = d.issue_id
where f.unit_id is not null and {where}
"""
_FEWER_NUMBERS = f"""
update indicators
set promises = indicators.promises - gone.promises, statements = indicators.statements - gone.statements
from (
  select indicator_id, sum(role = 'promise') as promises, sum(role = 'statement') as statements
  from indicator_targets join targets on targets.id = target_id where {_GONE.format("document_id")} group by 1
) as gone where gone.indicator_id = indicators.id
"""
_AMENDING = """
select document_id from citations
where relation = 'amends' and cited_document_id in (select id from temp.touched)
"""


class Renewal:
    """The renewal of a database whose tables and indexes are all there: `clear` first, `settle` when the rows are written."""

    def __init__(self, connection: sqlite3.Connection, plan: Plan) -> None:
        self._connection = connection
        self._plan = plan
        self._people: set[str] = set()
        self._units: set[tuple[Any, ...]] = set()
        self._has_posts = False

    def clear(self) -> None:
        """Take out the rows of sources that are written anew or gone, and what is said of the load as a whole."""
        run = self._connection.execute
        for name in ("gone", "anew", "touched", "gone_sources"):
            run(f"create temp table {name} (id text primary key) without rowid")
        gone = [(source,) for source in self._plan.go]
        self._connection.executemany("insert into gone_sources values (?)", gone)
        run(f"insert into gone select id from documents where {_OF_SOURCES}")
        run(f"insert into touched select id from gone union select id from issues where {_OF_SOURCES}")
        self._remember(_GONE, self._plan.go.values())
        self._unindex()
        run(_FEWER_NUMBERS)
        of_gone = f"select id from targets where {_GONE.format('document_id')}"
        run(f"delete from indicator_targets where target_id in ({of_gone})")
        for part in self._plan.go.values():
            for table in _FACETS:
                run(f"delete from [{table}] where clause_pk >= ? and clause_pk < ?", [part.first, part.end])
        for table, where in _ROWS.items():
            run(f"delete from [{table}] where {where}")
        for part in self._plan.go.values():
            for table in _NUMBERED:
                run(f"delete from [{table}] where pk >= ? and pk < ?", [part.first, part.end])
        run("delete from diagnostics where pk >= ?", [self._plan.after])
        run("delete from sources where rowid >= ? or id in (select id from gone_sources)", [self._plan.after])
        for table in ("corrections", "meta"):
            run(f"delete from [{table}]")

    def settle(self, written: Sequence[Part]) -> None:
        """Put right what depends on rows of several sources, when those with these numbers are written."""
        run = self._connection.execute
        for part in written:
            run("insert into anew select id from documents where pk >= ? and pk < ?", [part.first, part.end])
            issues = "select id from issues where rowid >= ? and rowid < ?"
            run(f"insert or ignore into touched {issues}", [part.first, part.end])
        run("insert or ignore into touched select id from anew")
        run(
            "update clause_citations set cited_clause_id = null "
            f"where {TOUCHED.format('cited_document_id')} and not {_ANEW.format('document_id')}"
        )
        citing = f"select document_id from clause_citations where {TOUCHED.format('cited_document_id')}"
        run(f"insert or ignore into touched {citing} union {_AMENDING}")
        run(f"update amendments set target_clause_id = null where {TOUCHED.format('document_id')}")
        link_amendments(self._connection, TOUCHED)
        link_clause_citations(self._connection, TOUCHED)
        units, people, had_posts = self._units, self._people, self._has_posts
        self._remember(_ANEW, written)
        if units != self._units:
            self._name_units()
        fill_search_tables(self._connection, _ANEW)
        self._name_people(people)
        bring_together(self._connection, _ANEW)
        run("delete from indicators where promises = 0 and statements = 0")
        if had_posts or self._has_posts:
            run("delete from post_acts")
            fold_posts(self._connection)

    def _remember(self, documents: str, parts: Iterable[Part]) -> None:
        """Take note of the organisations, people and posts that some documents, and the sources with them, name."""
        self._units = set(self._mentions(documents))
        self._people, self._has_posts = set(), False
        for part in parts:
            for table in NAMING_PEOPLE:
                sql = f"select person_id from [{table}] where pk >= ? and pk < ?"
                named = {name for (name,) in self._connection.execute(sql, [part.first, part.end])}
                self._people |= named
                self._has_posts |= bool(named) and table != "event_people"

    def _unindex(self) -> None:
        """Take the words of rows out of the search indexes: they keep no text, and have to be told what stood there."""
        for index, rows in (
            ("clauses_fts", self._clauses()),
            ("events_fts", self._events()),
            ("documents_fts", self._documents()),
        ):
            self._connection.executemany(
                f"insert into [{index}] ([{index}], rowid, tokens) values ('delete', ?, ?)", list(rows)
            )

    def _clauses(self) -> Iterator[tuple[int, str]]:
        sql = f"select pk, heading, text from clauses where {_GONE.format('document_id')}"
        for pk, heading, text in self._connection.execute(sql):
            yield pk, index_text(clause_passage(heading, text))

    def _events(self) -> Iterator[tuple[int, str]]:
        sql = f"select pk, text from events where {_GONE.format('document_id')}"
        for pk, text in self._connection.execute(sql):
            yield pk, index_text(text)

    def _documents(self) -> Iterator[tuple[int, str]]:
        blocks = "select kind, char_start, char_end from blocks where document_id = ? order by seq"
        sql = f"select pk, id, title, doc_number, text from documents where {_GONE.format('id')}"
        for pk, document, title, number, text in self._connection.execute(sql):
            places = self._connection.execute(blocks, [document]).fetchall()
            yield pk, index_text(*document_passages(title, number, text, places))

    def _mentions(self, documents: str = "true") -> Iterator[tuple[Any, ...]]:
        """How some documents name organisations: the name, what it means, and what tells the place."""
        for table, name in (("clause_units", "name"), ("appointments", "organisation")):
            sql = _MENTIONS.format(table=table, name=name, where=documents.format("d.id"))
            yield from self._connection.execute(sql)

    def _name_units(self) -> None:
        """Make the tables of organisations anew; those that were there keep their numbers."""
        units = Units()
        for name, unit, *beside in self._mentions():
            units.id_of(name, unit, place_named(*beside))
        rows = rows_of(units)
        numbers = dict(self._connection.execute("select id, pk from units").fetchall())
        following = max(numbers.values(), default=0) + 1
        identifier, number = (TABLES["units"].column_names.index(name) for name in ("id", "pk"))
        for row in rows["units"]:
            row[number] = numbers.get(row[identifier], following)
            following += row[identifier] not in numbers
        relations = {tuple(row) for row in self._connection.execute("select * from unit_relations")}
        for table, values in rows.items():
            self._connection.execute(f"delete from [{table}]")
            marks = ", ".join("?" * len(TABLES[table].columns))
            self._connection.executemany(f"insert into [{table}] values ({marks})", values)
        if relations != set(map(tuple, rows["unit_relations"])):
            self._connection.execute("delete from clause_bound")
            fill_bound(self._connection, f"not {_ANEW}")

    def _name_people(self, before: set[str]) -> None:
        """Add people who are named now, and take out those whom nothing names any more."""
        named = " or ".join(
            f"exists (select 1 from [{table}] where person_id = people.id)" for table in NAMING_PEOPLE
        )
        there = [(name,) for name in before - self._people]
        self._connection.executemany(f"delete from people where id = ? and not ({named})", there)
        rows = [(name, name) for name in sorted(self._people)]
        self._connection.executemany("insert or ignore into people values (?, ?)", rows)
