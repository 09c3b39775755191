"""Who holds a post: the line of holders of each, folded from appointments, removals and lists of members."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import dropwhile, groupby
from typing import Any

from kb.answers.answer import PLACE, Answer, Head, Row, Seek, Where, read
from kb.answers.people.fold import held, line_of
from kb.answers.seek import numbered
from parsers.language.names.held import in_full

HOLDERS = (
    Head("organisation", "单位", width=24),
    Head("position", "职务", width=16),
    Head("person", "姓名"),
    Head("since", "任职日期", "date"),
    Head("until", "免职日期", "date"),
    Head("listed", "名单所载日期", "date"),
    Head("doubt", "任免存疑", width=24, reads="doubt_text"),
    Head("until_source", "免职文件", width=30),
    *PLACE,
)

Post = tuple[str | None, str]
"""An organisation in full, None where none is named, and a position."""

_ACTS = """
select a.pk, a.organisation, a.position, a.date, a.action, a.person_id as person, f.authority, f.probation, f.note,
  d.title as document_title, coalesce(d.doc_number, (select p.doc_number from documents p where p.id = d.parent_id))
    as doc_number, d.issued_on, f.path, coalesce(f.page, r.page) as page, coalesce(f.quote, r.quote) as quote,
  coalesce(f.doubts, r.doubts) as doubts, coalesce(f.id, r.id) as id, f.clause_id, a.document_id,
  coalesce((select '/c/' || short_id from clauses where id = f.clause_id), '/d/' || d.short_id) as address
from post_acts a join documents d on d.id = a.document_id left join appointments f on f.id = a.appointment_id
left join rosters r on r.id = a.roster_id
"""


def holders(
    connection: sqlite3.Connection,
    words: str | None = None,
    day: str | None = None,
    exactly: Post | None = None,
) -> Answer:
    """The line of holders of each post, or who held it on a day.

    `words` are such that the post holds; `exactly` is one organisation and position.
    """

    def behind(mark: str) -> Iterator[Row]:
        for line in lines_of(connection, words, exactly, mark):
            if any(numbered(row) == mark for row in line):
                line = list(dropwhile(lambda row: numbered(row) != mark, line))[1:]
            yield from (row for row in line if day is None or held(row, day))

    return Answer("holders", "任职情况", HOLDERS, behind(""), Seek(numbered, behind))


def lines_of(
    connection: sqlite3.Connection, words: str | None = None, exactly: Post | None = None, mark: str = ""
) -> Iterator[list[dict[str, Any]]]:
    """The lines of holders of the posts, in order; from the post on that the act with the number `mark` is of."""
    where = Where()
    if exactly:
        whole = in_full(exactly[0], None) if exactly[0] else ""
        where.add("a.organisation in (?, ?) and a.position = ?", exactly[0] or "", whole, exactly[1])
    if words:
        where.add("instr(a.organisation || a.position, ?)", words)
    if mark:
        same = "b.organisation = m.organisation and b.position = m.position"
        first = f"select min(b.pk) from post_acts m join post_acts b on {same} where m.pk = ?"
        where.add(f"a.pk >= ({first})", int(mark))
    rows = read(connection, f"{_ACTS} where {where} order by a.pk", where.values)
    for (organisation, position), acts in groupby(rows, lambda act: (act["organisation"], act["position"])):
        yield line_of(organisation or None, position, acts)
