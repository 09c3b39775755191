"""Search results as cards: a snippet of the original, its place, and what is due and who acts there."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from kb.answers.sentences import binding_sentence
from kb.units import NAMED_UNITS, named
from web.reading.rows import Row, marks_for, rows
from web.search.conditions import Filters
from web.search.snippets import Snippet, snippet
from web.search.words import word_for
from web.site.site import clause_path, document_path, short_path

_MOST_CHIPS = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact of a result: its kind, and what it says."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its id, address, document, place within it, snippet and facts."""

    id: str
    href: str
    document_id: str
    title: str
    doc_number: str | None
    date: str | None
    page: int | None
    snippet: Snippet
    place: tuple[str, ...] = ()
    facts: tuple[Chip, ...] = ()
    report: str = ""
    first_seen: str | None = None

    @property
    def where(self) -> str:
        """What is known of its place: 通政办发〔2022〕80号 2022-07-28 › 三　保障措施 › （一） · 第 24 页."""
        document = " ".join(filter(None, [self.doc_number, self.date]))
        place = " › ".join(filter(None, [document, *self.place]))
        return " · ".join(filter(None, [place, f"第 {self.page} 页" if self.page else ""]))

    @property
    def chips(self) -> list[Chip]:
        """The facts as far as a card has room: `_MOST_CHIPS` of each kind, and how many more there are."""
        kept: list[Chip] = []
        for kind, found in groupby(self.facts, key=lambda chip: chip.kind):
            same = list(found)
            more = [Chip(kind, f"另 {len(same) - _MOST_CHIPS} 项")] if len(same) > _MOST_CHIPS else []
            kept += same[:_MOST_CHIPS] + more
        return kept


def by_document(hits: list[Hit]) -> list[list[Hit]]:
    """The hits with those of one document together, in the order of the first of each."""
    documents: dict[str, list[Hit]] = {}
    for hit in hits:
        documents.setdefault(hit.document_id, []).append(hit)
    return list(documents.values())


def clause_hits(connection: sqlite3.Connection, found: list[Row], words: str, filters: Filters) -> list[Hit]:
    """Clauses, each with the headings above it; without words, each with the sentence that answers the filters."""
    quotes = {} if words.strip() else _quotes(connection, [row["id"] for row in found], filters)
    facts = _facts(connection, [row["id"] for row in found])
    headings = _headings(connection, found)
    return [
        _hit(
            row,
            clause_path(row["document_id"], row["id"]),
            _shown(row, words, quotes),
            page=row["page"],
            place=_place(row, headings),
            facts=tuple(facts[row["id"]]),
            report=f"/report{short_path('c', row['short_id'])}",
        )
        for row in found
    ]


def _shown(row: Row, words: str, quotes: dict[str, str]) -> Snippet:
    """What a card shows of a clause: the place of the words, or the sentence that says what was asked for."""
    quote = quotes.get(row["id"])
    if quote is None:
        return snippet(words, "　".join(filter(None, [row["heading"], row["text"]])))
    said = binding_sentence(row["text"], quote, row["heading"])
    at = said.find(quote)
    return Snippet(said, ((at, at + len(quote)),) if at >= 0 else ())


def _quotes(connection: sqlite3.Connection, clauses: list[str], filters: Filters) -> dict[str, str]:
    """The words of each clause that the filters ask for: of the organisation or the role, else of the day."""
    duty, values = [], []
    if filters.unit:
        covering = f"select id from units where pk in ({NAMED_UNITS})"
        general = f"select unit_id from unit_relations where covers_id in ({covering})"
        duty.append(f"unit_id in ({covering} union {general})")
        values += [*named(filters.unit), *named(filters.unit)]
    if filters.role:
        duty.append("role = ?")
        values.append(filters.role)
    marks = marks_for(clauses)
    quotes = {}
    if filters.due_from or filters.due_until:
        sql = f"select clause_id, quote from deadlines where clause_id in ({marks}) and due between ? and ? order by pk desc"
        days = [filters.due_from or "0", f"{filters.due_until or '9999'}~"]
        quotes = {row["clause_id"]: row["quote"] for row in rows(connection, sql, [*clauses, *days])}
    if duty:
        sql = f"select clause_id, quote from clause_units where clause_id in ({marks}) and {' and '.join(duty)} order by pk desc"
        quotes |= {row["clause_id"]: row["quote"] for row in rows(connection, sql, [*clauses, *values])}
    return quotes


def document_hits(
    connection: sqlite3.Connection, found: list[Row], words: str, filters: Filters
) -> list[Hit]:
    """Documents: the question stands in the title or number, or in a table, list or signature."""
    hits = []
    for row in found:
        in_title = snippet(words, row["title"])
        shown = in_title if in_title.ranges else snippet(words, row["text"])
        about = tuple(Chip("about", text) for text in (row["doc_type"], row["issuer"]) if text)
        hits.append(_hit(row, document_path(row["id"]), shown, page=row["page_start"], facts=about))
    return hits


def event_hits(connection: sqlite3.Connection, found: list[Row], words: str, filters: Filters) -> list[Hit]:
    """Chronicle entries."""
    return [
        _hit(
            row,
            clause_path(row["document_id"], row["id"]),
            snippet(words, row["text"]),
            row["page"],
            (row["start"],),
        )
        for row in found
    ]


def _hit(
    row: Row,
    href: str,
    shown: Snippet,
    page: int | None,
    place: tuple[str, ...] = (),
    facts: tuple[Chip, ...] = (),
    report: str = "",
) -> Hit:
    return Hit(
        id=row["id"],
        href=href,
        document_id=row.get("document_id") or row["id"],
        title=row["document_title"],
        doc_number=row["document_number"],
        date=row["document_date"],
        page=page,
        snippet=shown,
        place=place,
        facts=facts,
        report=report,
        first_seen=row["first_seen"],
    )


def _place(row: Row, headings: dict[str, str]) -> tuple[str, ...]:
    """The numbers above a clause, with their headings: 三　保障措施 › （一）　加强领导 › 2."""
    return tuple(
        f"{number}　{headings[above]}" if above in headings else number
        for number, above in _numbered_above(row)
    )


def _headings(connection: sqlite3.Connection, found: list[Row]) -> dict[str, str]:
    """The headings of the numbered clauses at or above those found, by id."""
    wanted = list({above for row in found for _, above in _numbered_above(row)})
    sql = f"select id, heading from clauses where id in ({marks_for(wanted)}) and heading <> ''"
    return {row["id"]: row["heading"] for row in rows(connection, sql, wanted)}


def _numbered_above(row: Row) -> list[tuple[str, str]]:
    """The numbers of a clause's path, each with the id of the clause that bears it."""
    parts = row["path"].split("/") if row["path"] else []
    prefix = row["id"][: len(row["document_id"]) + 1]
    return [(part, prefix + "/".join(parts[: depth + 1])) for depth, part in enumerate(parts)]


def _facts(connection: sqlite3.Connection, clauses: list[str]) -> dict[str, list[Chip]]:
    """Units, deadlines and numbers of the clauses."""
    found: dict[str, list[Chip]] = defaultdict(list)
    marks = marks_for(clauses)
    units = (
        f"select distinct clause_id, role, name from clause_units where clause_id in ({marks}) order by pk"
    )
    due = f"select distinct clause_id, text, due from deadlines where clause_id in ({marks}) order by pk"
    targets = (
        f"select distinct clause_id, indicator, quote from targets where clause_id in ({marks}) order by pk"
    )
    for row in rows(connection, units, clauses):
        word = word_for("role", row["role"], "clause_units")
        found[row["clause_id"]].append(Chip("unit", f"{word} {row['name']}"))
    for row in rows(connection, due, clauses):
        found[row["clause_id"]].append(Chip("deadline", row["due"] or row["text"]))
    for row in rows(connection, targets, clauses):
        found[row["clause_id"]].append(Chip("target", f"{row['indicator']} {row['quote']}"))
    return {clause: list(dict.fromkeys(found[clause])) for clause in clauses}
