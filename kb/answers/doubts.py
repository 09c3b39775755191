"""What is doubted: each with its place, and what an editor looks at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile
from typing import Any

from kb.answers.answer import Answer, Head, Row, Seek, Where, read

HEADS = (
    Head("title", "存疑", width=16),
    Head("message", "说明", width=50),
    Head("look", "请核对", width=36),
    Head("words", "所在文字", width=30),
    Head("page", "页", "number", 6),
    Head("document_title", "文件", width=36),
    Head("doc_number", "发文字号", width=20),
    Head("source", "来源", width=24),
    Head("code", "代码", width=18),
    Head("severity", "程度"),
    Head("address", "网址", width=20),
)
_GRAVEST = ("error", "warning", "info")
_AROUND = 20
"""Characters before and behind the doubted words that are shown with them."""

_SQL = f"""
select g.pk as id, g.code, g.severity, g.message, g.page, g.document_id, d.title as document_title, d.doc_number,
  d.issued_on, s.path as source, g.char_start,
  g.source_id, s.media_type,
  substr(d.text, max(g.char_start - {_AROUND}, 0) + 1, g.char_end - g.char_start + {2 * _AROUND}) as words,
  (select c.short_id from clauses c where c.document_id = g.document_id and c.char_start <= g.char_start
    order by c.char_start desc limit 1) as clause_short, d.short_id
from diagnostics g left join documents d on d.id = g.document_id left join sources s on s.id = g.source_id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which doubts are asked for: of a code, of documents or sources whose names hold these words."""

    code: str | None = None
    words: str | None = None


def doubts(connection: sqlite3.Connection, asked: Asked = Asked()) -> Answer:
    """The doubts, the gravest first, in the order of sources and places."""
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

    seek = Seek(lambda row: f"{row['severity']}~{row['id']}", behind)
    return Answer("doubts", "存疑", HEADS, behind(""), seek)


def counts(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """Each kind of doubt, what it is called, and how many there are."""
    for code, count in connection.execute(
        "select code, count(*) from diagnostics group by 1 order by 2 desc, 1"
    ):
        yield code, said_of(code)[0], count


def said_of(code: str) -> tuple[str, str]:
    """What a doubt is called, and what is looked at."""
    return _said().get(code, (code, "请对照原文核对。"))


def _placed(row: Mapping[str, Any]) -> dict[str, Any]:
    title, look = said_of(row["code"])
    short = row["clause_short"] if row["char_start"] is not None else None
    address = f"/c/{short}" if short else f"/d/{row['short_id']}" if row["short_id"] else None
    said = row["message"].removeprefix(f"{title}：")
    return {**row, "message": said, "title": title, "look": look, "quote": said, "address": address}


@cache
def _said() -> Mapping[str, tuple[str, str]]:
    from parsers.language.lexicon import table  # what shows no doubts reads no lexicon

    return {row["code"]: (row["title"], row["look"]) for row in table("doubts")}
