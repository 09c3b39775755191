"""Targets in tables of indicators (主要指标): a row per indicator and value column (guidelines, targets)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from parsers.comparators import compare
from parsers.context import Context
from parsers.dates import find_dates
from parsers.numerals import ARABIC_NUMBER, parse_number
from parsers.plans import PLANS
from parsers.quantities import base, find_quantities
from parsers.target_kinds import document_year
from schema.facts import Comparator, Target, TargetKind

Role = Literal["number", "indicator", "unit", "nature", "category", "value", "other"]

_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (  # the first that fits a header; white space removed
    ("other", re.compile(r"完成率|完成比例|责任|牵头|部门|备注|说明|来源|依据|口径|排名|位次")),  # 完成率
    ("number", re.compile(r"^(?:序号|编号|序)$")),  # 序号
    ("nature", re.compile(r"^(?:指标)?(?:属性|性质|类型)$")),  # 指标属性
    ("unit", re.compile(r"^(?:计量|指标)?单位$")),  # 单位
    ("category", re.compile(r"^(?:指标)?(?:类别|领域|分类|方面|一级指标|维度|类型)$")),  # 领域
    (
        "value",
        re.compile(
            r"(?:19|20)[0-9]{2}|目标|^完成|完成情况|完成值|现状|基期|实际|实绩|规划值|预期值|基准|年均|累计|增速|增长"
        ),
    ),
    ("indicator", re.compile(r"指标|项目|名称|内容")),  # 主要指标
)
_REACHED = re.compile(r"完成|现状|实际|实绩|基期|基准|现值|达到值")  # 2020年完成情况
_AIMED = re.compile(r"目标|规划|预期|计划|任务")  # 2025年目标
_SERIAL = re.compile(r"^[#＃*＊]?\s*[0-9]{1,3}[.．、]?$|^[（(][0-9]{1,3}[)）]$")  # 16, #16
_NATURES = re.compile(r"^(?:预期|约束|引导|指导|导向)性(?:指标)?$")
_UNIT_IN_NAME = re.compile(
    r"\s*[（(]\s*(?P<unit>(?!含|不含|包括)[^（()）]*?)\s*[)）]\s*(?:[0-9①-⑨*]{1,2}\s*)?(?:[（(][^（()）]*[)）]\s*)?$"
)  # 城镇化率（%）
_UNIT_LIKE = re.compile(
    r"[%％‰/／]|元|人|户|吨|米|个|家|公顷|亩|岁|年|张|件|名|次|千瓦|项|所|座|台|辆|平方|天|倍|分|床|公里|升|位|亿|℃"
)
_UNIT_LINE = re.compile(r"单位[：:]\s*(?P<unit>[^，。；）)\s]+)")  # 单位：万元
_PLAN = re.compile(r"十[一二三四五六七八九]?五")  # “十四五”
_RATE_COLUMN = re.compile(r"年均|增速|增长|增幅")  # 年均增长（%）
_AMONG = re.compile(r"^(?:其中|#)[：:]?\s*")  # 其中：高速公路
_EMPTY = re.compile(r"^[\s—–\-－/／…*＊、.]*$")
_NOTE = re.compile(r"\s*[（(][^（()）]*[)）]")  # 83.16（市级测算）
_PLAIN = re.compile(
    rf"^(?P<sign>≥|≤|＞=|>=|<=|[><＞＜≧≦=])?\s*[\[［【〔]?\s*(?P<low>-?{ARABIC_NUMBER})"
    rf"(?:\s*(?:[-—–－~～至]{{1,2}})\s*(?P<high>{ARABIC_NUMBER}))?\s*(?P<unit>[%％‰])?\s*[\]］】〕]?"
    r"\s*(?:[（(]含[)）])?(?P<after>及?以上|及?以下|以内|左右)?$"
)
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", "≧": ">=", ">=": ">=", "＞=": ">=", "以上": ">=", "及以上": ">=", ">": ">", "＞": ">",
    "≤": "<=", "≦": "<=", "<=": "<=", "以下": "<=", "及以下": "<=", "以内": "<=", "<": "<", "＜": "<",
    "左右": "~", "=": "=",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: what it holds, its header, and for values the kind and due date of its numbers."""

    role: Role
    header: str
    kind: TargetKind = "target"
    due: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    comparator: Comparator
    value: float | str | None
    value_max: float | None
    unit: str


def find_table_targets(
    grid_values: Sequence[Sequence[str]], caption: str, header_rows: int, context: Context
) -> list[tuple[int, int, Target]]:
    """The targets of a table of indicators with the row and column of each; none for any other table.

    `quote` is the cell's text with `char_start` 0 and `char_end` its length.
    """
    grid = [[cell or "" for cell in row] for row in grid_values]
    first = max(header_rows, 1)
    columns = _with_inner_indicator(_columns(grid[:first], caption, context), grid[first:])
    roles = [column.role for column in columns]
    if "indicator" not in roles or "value" not in roles:
        return []
    found: list[tuple[int, int, Target]] = []
    indicator = ""
    for row_index, row in enumerate(grid[first:], start=first):
        if _is_header_again(row, columns):
            continue
        shift = _shift(row, columns)
        indicator = _cell(row, roles.index("indicator"), shift) or indicator
        for column_index, column in enumerate(columns):
            at = column_index + shift
            if column.role != "value" or not 0 <= at < len(row):
                continue
            found += [
                (row_index, at, target)
                for target in _targets(row, at, column, indicator, caption, columns, shift)
            ]
    return found


def _columns(header: list[list[str]], caption: str, context: Context) -> list[_Column]:
    """The columns with their roles; several header rows are read as one."""
    width = max((len(row) for row in header), default=0)
    texts = []
    for index in range(width):
        cells = [re.sub(r"\s", "", row[index]) for row in header if index < len(row)]
        texts.append("".join(dict.fromkeys(cell for cell in cells if cell)))
    return [_column(text, caption, context) for text in texts]


def _column(header: str, caption: str, context: Context) -> _Column:
    role: Role = next((role for role, pattern in _ROLES if pattern.search(header)), "other")
    if role != "value":
        return _Column(role, header)
    year = document_year(context)
    due = _last_day(header, year) or _last_day(caption, year)
    past = due is not None and year is not None and int(due[:4]) < year and not _AIMED.search(header)
    if (_REACHED.search(header) and not _AIMED.search(header)) or past:
        return _Column("value", header, "baseline")
    return _Column("value", header, "target", due)


def _last_day(words: str, year: int | None) -> str | None:
    """The last day of the last period that a header or caption names: 2025年目标, “十三五”主要指标."""
    days = [date.last_day for date in find_dates(words, year) if date.last_day]
    plans = [PLANS[name] for name in _PLAN.findall(words) if name in PLANS]
    return days[-1] if days else f"{plans[-1][1]}-12-31" if plans else None


def _with_inner_indicator(columns: list[_Column], rows: list[list[str]]) -> list[_Column]:
    """Where one header spans a group and its indicators, the inner column holds the indicators."""
    for index in range(len(columns) - 1):
        outer, inner = columns[index], columns[index + 1]
        if outer.role != "indicator" or inner.header not in ("", outer.header):
            continue
        named = [row for row in rows if len(row) > index + 1 and re.search(r"[一-龥]{2}", row[index + 1])]
        if 2 * len(named) > len(rows):
            swapped = [_Column("category", outer.header), _Column("indicator", outer.header)]
            return [*columns[:index], *swapped, *columns[index + 2 :]]
    return columns


def _is_header_again(row: list[str], columns: list[_Column]) -> bool:
    cells = [re.sub(r"\s", "", cell) for cell in row]
    return (
        sum(bool(cell) and cell == column.header for cell, column in zip(cells, columns, strict=False)) >= 2
    )


def _shift(row: list[str], columns: list[_Column]) -> int:
    """-1 where a row lacks a cell on its left: its serial number or nature stands one column early."""
    for role, pattern in (("number", _SERIAL), ("nature", _NATURES)):
        for index, column in enumerate(columns):
            if column.role == role and index and not pattern.match(_cell(row, index, 0)):
                return -1 if pattern.match(_cell(row, index - 1, 0)) else 0
    return 0


def _cell(row: list[str], index: int, shift: int) -> str:
    at = index + shift
    return row[at].strip() if 0 <= at < len(row) else ""


def _by_role(row: list[str], role: Role, columns: list[_Column], shift: int) -> str:
    index = next((i for i, column in enumerate(columns) if column.role == role), None)
    return _cell(row, index, shift) if index is not None else ""


def _targets(
    row: list[str],
    at: int,
    column: _Column,
    indicator: str,
    caption: str,
    columns: list[_Column],
    shift: int,
) -> list[Target]:
    """The targets of one cell: most hold one number, some several (设区市≥25 县级市≥20)."""
    name, unit = _name_and_unit(indicator, row, caption, column, columns, shift)
    label = _by_role(row, "number", columns, shift) or _by_role(row, "indicator", columns, shift) or indicator
    nature = _by_role(row, "nature", columns, shift) or None
    readings = _read(row[at].strip(), unit) if name else []
    return [_target(row[at], reading, column, caption, name, label, nature) for reading in readings]


def _target(
    cell: str, reading: _Reading, column: _Column, caption: str, name: str, row: str, nature: str | None
) -> Target:
    value_base: float | None = None
    unit_base: str | None = None
    if isinstance(reading.value, float):
        value_base, unit_base = base(reading.value, reading.unit)
    return Target(
        quote=cell,
        char_start=0,
        char_end=len(cell),
        table=caption,
        row=row,
        indicator=name,
        comparator=reading.comparator,
        value=reading.value,
        value_max=reading.value_max,
        unit=reading.unit,
        value_base=value_base,
        unit_base=unit_base,
        due=column.due,
        kind=column.kind,
        nature=nature,
    )


def _name_and_unit(
    indicator: str, row: list[str], caption: str, column: _Column, columns: list[_Column], shift: int
) -> tuple[str, str]:
    """The indicator without a unit in brackets, and the unit: of the row, the name, the header or the caption."""
    unit = re.sub(r"\s", "", _by_role(row, "unit", columns, shift))
    bracket = _UNIT_IN_NAME.search(indicator)
    name = indicator
    if bracket and _UNIT_LIKE.search(bracket["unit"]) and len(bracket["unit"]) <= 12 and not unit:
        name, unit = indicator[: bracket.start()], re.sub(r"\s", "", bracket["unit"])
    in_header = _UNIT_IN_NAME.search(column.header)
    if _RATE_COLUMN.search(column.header):
        unit = in_header["unit"] if in_header else "%"
    if not unit or _EMPTY.match(unit):
        in_caption = _UNIT_LINE.search(caption)
        unit = in_header["unit"] if in_header else in_caption["unit"] if in_caption else ""
    return _AMONG.sub("", name.strip()), unit


def _read(cell: str, unit: str) -> list[_Reading]:
    """What a cell says: numbers with their comparison, or words alone (达到全省平均水平)."""
    if _EMPTY.match(cell):
        return []
    bare = _NOTE.sub("", cell).strip() or cell
    if plain := _PLAIN.match(bare):
        sign = _SIGNS.get(plain["sign"] or plain["after"] or "=", "=")
        high = float(parse_number(plain["high"])) if plain["high"] else None
        sign = "range" if high is not None else sign
        return [_Reading(sign, _float(plain["low"]), high, plain["unit"] or unit)]
    quantities = find_quantities(bare)
    if quantities:
        signs = [
            compare(bare, each, 0, quantities[:index]).comparator for index, each in enumerate(quantities)
        ]
        return [
            _Reading(sign, each.value, each.value_max, each.unit or unit)
            for sign, each in zip(signs, quantities, strict=True)
        ]
    number = re.search(ARABIC_NUMBER, bare)
    if number and not re.search(r"[一-龥]{4}", bare):
        return [_Reading("=", _float(number[0]), None, unit)]
    return [_Reading("=", None, None, re.sub(r"\s", "", cell))]


def _float(text: str) -> float:
    return -float(parse_number(text[1:])) if text.startswith("-") else float(parse_number(text))
