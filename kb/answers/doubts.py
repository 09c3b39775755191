"""What is doubted: each with its place, and what an editor looks at."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import dropwhile, islice
from typing import Any
from urllib.parse import quote

from kb.answers.answer import Answer, Head, Row, Seek, Where, read
from kb.answers.people.fold import doubted
from kb.answers.people.posts import lines_of
from parsers.language.answers.doubts import place_of, said_of, without_place

HEADS = (
    Head("title", "存疑", width=16),
    Head("message", "说明", width=50),
    Head("look", "请核对", width=36),
    Head("words", "所在文字", width=30),
    Head("page", "页", "number", 6),
    Head("place", "页上位置", width=30),
    Head("document_title", "文件", width=36),
    Head("doc_number", "发文字号", width=20),
    Head("source", "来源", width=24),
    Head("code", "代码", width=18),
    Head("severity", "程度"),
    Head("address", "网址", width=20),
)
_GRAVEST = ("error", "warning", "info")
_POSTS = "posts"
"""What stands before the number of a doubt about posts, in the mark of its row."""
_NAME = 20
"""Digits of the name of a doubt, by which feeds know it again: a database has no other that outlives a build."""
_AROUND = 20
"""Characters before and behind the doubted words that are shown with them."""

_SQL = f"""
select g.pk, g.code, g.severity, g.message, g.page, g.boxes, g.document_id, d.title as document_title, d.doc_number,
  d.issued_on, s.path as source, g.char_start,
  g.source_id, s.media_type,
  substr(d.text, max(g.char_start - {_AROUND}, 0) + 1, g.char_end - g.char_start + {2 * _AROUND}) as words,
  (select c.short_id from clauses c where c.document_id = g.document_id and c.char_start <= g.char_start
    order by c.char_start desc limit 1) as clause_short, d.short_id, i.id as issue
from diagnostics g left join sources s on s.id = g.source_id
left join issues i on g.document_id is null and i.source_id = g.source_id
left join documents d on d.id = coalesce(g.document_id, iif(i.id is null, (
  select id from documents where source_id = g.source_id order by seq limit 1), null))
"""
"""What is doubted of a source as a whole is found at its issue, of one without an issue at its document."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which doubts are asked for: of a code, of documents or sources whose names hold these words."""

    code: str | None = None
    words: str | None = None


def doubts(connection: sqlite3.Connection, asked: Asked = Asked()) -> Answer:
    """The doubts: what was doubted of sources, the gravest first, in their order; then who held which post."""
    where = Where()
    if asked.code:
        where.add("g.code = ?", asked.code)
    if asked.words:
        where.add("instr(coalesce(d.title, '') || coalesce(s.path, '') || g.message, ?)", asked.words)

    def behind(mark: str) -> Iterator[Row]:
        reached, _, last = (mark or f"{_GRAVEST[0]}~0").partition("~")
        for severity in dropwhile(lambda severity: severity != reached, _GRAVEST):
            sql = f"{_SQL} where g.severity = ? and g.pk > ? and {where} order by g.pk"
            start = int(last) if severity == reached else 0
            yield from map(_placed, read(connection, sql, [severity, start, *where.values]))
        yield from islice(_of_posts(connection, asked), int(last) if reached == _POSTS else 0, None)

    seek = Seek(lambda row: row.get("mark") or f"{row['severity']}~{row['pk']}", behind)
    return Answer("doubts", "存疑", HEADS, behind(""), seek)


def said_at(row: Mapping[str, Any]) -> dict[str, str]:
    """Of a row of `diagnostics`, its page and its place there, and the message that does not begin with the page then."""
    place = place_of(row["page"], json.loads(row["boxes"] or "[]"))
    return {"place": place, "message": without_place(row["message"], row["page"])}


def counts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Each kind of doubt, what it is called, and how many there are."""
    found = Counter(
        dict(connection.execute("select code, count(*) from diagnostics group by 1 order by 1").fetchall())
    )
    found.update(row["doubt"] for row in doubted(lines_of(connection)))
    for code, count in found.most_common():
        yield code, said_of(code)[0], count


def _of_posts(connection: sqlite3.Connection, asked: Asked) -> Iterator[dict[str, Any]]:
    """What does not fit together in the lines of holders, each at the document that shows it."""
    number = 0
    for row in doubted(lines_of(connection)):
        title, look = said_of(row["doubt"])
        message = f"{row['organisation'] or ''}{row['position']}：{row['person']}，{row['doubt_text']}"
        found = asked.code in (None, row["doubt"])
        if found and (not asked.words or asked.words in f"{row['document_title']}{message}"):
            number += 1
            yield {
                **row,
                "id": f"{row['doubt']}~{row['id']}",
                "mark": f"{_POSTS}~{number}",
                **{
                    "code": row["doubt"],
                    "severity": "info",
                    "title": title,
                    "look": look,
                    "message": message,
                },
                **{"words": row["quote"], "source": None, "source_id": None},
            }


def _placed(row: Mapping[str, Any]) -> dict[str, Any]:
    title, look = said_of(row["code"])
    short = row["clause_short"] if row["char_start"] is not None else None
    address = f"/c/{short}" if short else f"/d/{row['short_id']}" if row["short_id"] else None
    if row["issue"]:
        address = f"/issues/{quote(row['issue'])}"
    place = said_at(row)
    said = place["message"].removeprefix(f"{title}：")
    signs = (row["code"], row["document_id"] or row["source"], row["char_start"], row["message"])
    name = sha256("~".join(map(str, signs)).encode()).hexdigest()[:_NAME]
    shown = {"message": said, "title": title, "look": look, "quote": said, "address": address}
    return {**row, **place, **shown, "id": f"doubts~{name}"}
