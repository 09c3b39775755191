"""What every row type shares: immutability, strictness, and the place of a fact in its document."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from schema.source import PageBox


class Row(BaseModel):
    """An immutable row that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A date as ISO 8601, partial where the source is: 2021-09-30, 2021-09 or 2021."""

IsoDuration = Annotated[str, Field(pattern=r"^P(\d+(\.\d+)?[YMWD])*(T(\d+(\.\d+)?[HM])+)?$")]
"""A length of time as ISO 8601 in the printed unit: P20D, P3Y, PT4H."""


class Boxed(Row):
    """A row that leads to places on pages."""

    boxes: tuple[PageBox, ...] = Field(
        (),
        title="位置",
        description="所在的各行：实体页及左、上、右、下边（点，从页面左上角起）；没有版面的来源为空。",
    )


class Placed(Boxed):
    """A row whose words stand on pages."""

    confidence: float | None = Field(
        None,
        title="可信度",
        ge=0,
        le=1,
        description="所在各行文字识别的最低可信度，0至1；来源有文字、无需识别的为空。",
    )


class Known(Placed):
    """A row that states a fact: what it is called, how sure it is, and who says so."""

    id: str = Field(
        "", title="标识", description="由表名、所在条款（无条款的为文件）的标识和原文组成；相同的加“~2”。"
    )
    doubts: tuple[str, ...] = Field(
        (), title="存疑", description="本行有疑问之处的代码，见 diagnostics.code；没有的为空列表。"
    )
    origin: str = Field(
        "parser", title="由来", description="parser 解析所得，correction 人工更正，或组件的名称。"
    )


class Quoted(Known):
    """A fact that quotes its document."""

    quote: str = Field(title="原文", description="原文中的字样，与所在区间的文字完全一致。")
    char_start: int = Field(title="起始", ge=0, description="原文在文件正文中的起始位置（字符，从0起）。")
    char_end: int = Field(title="结束", ge=0, description="原文在文件正文中的结束位置（不含）。")
    page: int | None = Field(None, title="页", description="原文所在的实体页，从1起；来源未标页的为空。")


class Fact(Quoted):
    """A fact that hangs on a clause."""

    clause: str | None = Field(None, title="条款", description="事实所在的条款或段落的标识。")
    path: str = Field(
        "", title="条款路径", description="最近的带编号条款的路径，如“三/（一）/2”；无编号的为空。"
    )
