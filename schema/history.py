"""What kb.db remembers from build to build: which rows came, changed or went, and why; which are called otherwise now."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import ConfigDict, Field, field_validator, model_validator

from schema.base import Row
from schema.columns import Column, Table, from_row, from_rows, titled
from schema.document import fact_lists

ChangeKind = Literal["added", "changed", "removed"]
ChangeReason = Literal["source", "parser", "correction"]

COMPARED = (
    *("issues", "documents", "clauses", "clause_units", "tables", "rosters", "events", "event_people"),
    *(kind for kind in fact_lists() if kind != "units"),
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

CorrectionOp = Literal["set", "drop", "add", "mask"]


class Correction(Row):
    """更正：由人更正的一处，写在来源旁的 corrections.toml 中。"""

    model_config = ConfigDict(title="更正")

    op: CorrectionOp = Field(
        title="操作", description="set 改正，drop 删去，add 补入，mask 隐去文字（如人名）。"
    )
    fact: str | None = Field(None, title="事实", description="所更正的事实或条款的标识。")
    document: str | None = Field(None, title="文件", description="所在文件的标识；没有 fact 时必填。")
    table: str | None = Field(None, title="表", description="补入事实的表，如 deadlines。")
    quote: str | None = Field(None, title="原文", description="所指或补入的原文；mask 为要隐去的文字。")
    path: str | None = Field(None, title="条款路径", description="补入事实所在的条款。")
    values: dict[str, Any] = Field(default_factory=dict, title="内容", description="改正或补入的各项。")
    by: str = Field(title="更正人", description="谁更正的。")
    why: str = Field(title="理由", description="为什么更正。")
    on: str = Field(title="日期", description="何日更正。")

    @field_validator("on", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value

    @model_validator(mode="after")
    def _says_what(self) -> Correction:
        """Each operation says what it is about."""
        needs = {
            "set": bool(self.values) and bool(self.fact or self.document),
            "drop": bool(self.fact or (self.document and self.table and self.quote)),
            "add": bool(self.document and self.table and self.quote),
            "mask": bool(self.quote),
        }
        if not needs[self.op]:
            raise ValueError(f"{self.op} does not say what it is about")
        return self


CORRECTIONS = Table(
    "corrections",
    *titled(Correction),
    (
        Column("pk", "INTEGER", "行号", "行号，每次建库可能改变。", not_null=True),
        from_row(Correction, "fact", "fact_id"),
        from_row(Correction, "document", "document_id"),
        *from_rows(Correction, "op", "table", "quote"),
        Column("values", "TEXT", "内容", "改正或补入的各项，JSON。", not_null=True),
        *from_rows(Correction, "by", "why", "on"),
        Column("state", "TEXT", "状态", "applied 已采用，stale 已不符：所指之处已不在库中。", not_null=True),
    ),
    indexes=(("fact_id",), ("document_id",)),
)
"""Every entry that was read, with what became of it. Ids refer to no row: what was dropped is not there."""
