"""What kb.db remembers from build to build: which rows came, changed or went, and why; which are called otherwise now."""

from __future__ import annotations

from typing import Literal

from schema.columns import Column, Table

ChangeKind = Literal["added", "changed", "removed"]
ChangeReason = Literal["source", "parser", "correction"]

COMPARED = (
    *("issues", "documents", "clauses", "clause_units", "deadlines", "tables", "targets", "appointments"),
    *("rosters", "events", "event_people", "citations", "clause_citations", "amendments"),
)
"""The tables whose rows are compared with those of the database that is replaced, by `id`."""

NOT_COMPARED = frozenset(
    {
        *("pk", "short_id", "first_seen", "source_id", "seq"),
        *("char_start", "char_end", "page", "page_start", "page_end", "boxes", "confidence"),
    }
)
"""Columns that say where a row stands, not what it says: a row that only moved has not changed."""

CHANGES = Table(
    "changes",
    "变动",
    "一行是一次建库相对于前一个库新增、改动或删去的一行；逐次累积，从无到有的建库没有变动。",
    (
        Column("seq", "INTEGER", "变动号", "从1起，逐次建库连续编号。", not_null=True),
        Column("at", "TEXT", "时间", "建库的时间。", not_null=True),
        Column("kind", "TEXT", "变动", "added 新增，changed 改动，removed 删去。", not_null=True),
        Column("table", "TEXT", "表", "所在的表。", not_null=True),
        Column("row_id", "TEXT", "行标识", "该行的标识；删去的行已不在库中。", not_null=True),
        Column("document_id", "TEXT", "文件", "该行所在文件的标识；不在文件中的为空。"),
        Column("hash_before", "TEXT", "原摘要", "改动前内容的摘要；新增的为空。位置的移动不算内容。"),
        Column("hash_after", "TEXT", "新摘要", "改动后内容的摘要；删去的为空。"),
        Column(
            "reason",
            "TEXT",
            "缘由",
            "source 来源增减或改动，parser 同一来源解析得不同，correction 人工更正。",
            not_null=True,
        ),
    ),
    primary_key=("seq",),
    indexes=(("table", "row_id"), ("document_id",)),
)

MOVED = Table(
    "moved",
    "改称",
    "一行是一个曾用的标识：文件的编号、标题或日期重新识别后标识改变，旧网址据此转往新的；逐次累积。",
    (
        Column("id", "TEXT", "原标识", "文件或条款曾用的标识。", not_null=True),
        Column("short_id", "TEXT", "原短标识", "曾用的短标识。", not_null=True),
        Column("table", "TEXT", "表", "documents 或 clauses。", not_null=True),
        Column("row_id", "TEXT", "现标识", "现在的标识。", not_null=True),
    ),
    primary_key=("id",),
    indexes=(("short_id",),),
)
