"""Targets in tables of numbers: indicators, standards, shares of a task (guidelines, targets).

Two kinds of columns hold numbers. Under a period or an aim (2025年目标, 完成情况) stands the number of the
row's indicator; under a noun (常住人口（万人）) stands a number that the heading itself names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from parsers.facts.tables.cells import (
    Reading,
    is_empty,
    is_number,
    read_cell,
    stated_unit,
    unit_in,
    without_unit,
)
from parsers.facts.targets.review import NORMS, reports
from parsers.language.answers.column_heads import Meaning, column_meaning
from parsers.language.answers.looking_back import looks_back
from parsers.language.dates import find_dates
from parsers.language.lexicon import words
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from parsers.language.plans import PLAN_NAME, PLANS
from parsers.language.quantities import base
from schema.facts import Comparator, Target, TargetKind

Role = Literal["number", "indicator", "unit", "nature", "category", "value", "other"]

_ROLES: Mapping[Meaning, Role] = {
    "serial": "number",
    "nature": "nature",
    "measure": "unit",
    "group": "category",
    "grade": "category",
    "lead": "other",
    "responsible": "other",
    "cooperate": "other",
    "note": "other",
}
"""The roles of columns whose heads have one meaning here; those of others depend on their words."""
_VALUE = lazy(
    r"(?:19|20)[0-9]{2}|目标|^完成(?!时|日|期)|完成情况|完成值|完成率|完成比例|现状|基期|实际|实绩|规划值|预期值|基准|"
    r"年均|累计|增速|增长|计划任务|任务数|计划数"
)
_INDICATOR = lazy(r"指标|项目|名称|内容")  # 主要指标
_NAMELESS = lazy(
    words("NAMELESS").pattern
)  # columns of numbers that measure nothing: 联系电话, 建设年限, 分值
_CODES, _COEFFICIENTS = (lazy(words(name).pattern) for name in ("CODES", "COEFFICIENTS"))
_LONG_CODE = lazy(r"\d{11,}")
_PEOPLE = lazy(words("PEOPLEHEAD").pattern)  # 准考证号: each row is of a person
_REACHED = lazy(words("REACHEDHEAD").pattern)  # 2020年完成情况
_STOCK = lazy(words("STOCK").pattern)  # 易涝区域数量, beside what is planned
_AIMED = lazy(words("AIMEDHEAD").pattern)  # 2025年目标
_GRANTED = lazy(words("GRANTEDHEAD").pattern)  # 补助标准（元/人）
_BINDS = lazy(words("BINDS").pattern)
_SETTLED = lazy(r"已|完成|现状|实绩")
_BEFORE_YEAR = lazy(r"^.*?(?=[12][0-9]{3})")
_WORDS = lazy("[一-龥]{2}")
_SERIAL = lazy(r"^[#＃*＊]?\s*[0-9]{1,3}[.．、]?$|^[（(][0-9]{1,3}[)）]$")  # 16, #16
_NATURES = lazy(r"^(?:预期|约束|引导|指导|导向)性(?:指标)?$")
_PLAN = lazy(rf"(?:^|[^第一二三四五六七八九十])({PLAN_NAME})(?![届个项次类条])")  # “十四五”
_RATE_COLUMN = lazy(words("RATECOLUMN").pattern)  # 年均增长（%）
_AMONG = lazy(r"^(?:其中|#)[：:]?\s*")  # 其中：高速公路
_ADDS = lazy(r"^(?:新增(?!长)|净增|增加(?!值))|(?:增长|增加|提升)$")  # 新增停车泊位
_TAKES = lazy(r"^(?:减少|压减|削减)|(?:下降|降低|减少)$")  # 能耗强度降低
_BOUND = lazy(r"最[低高](?=.{0,8}(?:量|额|价|数|标准|限))")  # 最低储备量, 最高限价
_TOTAL = lazy(r"(?:合|总|共|小)\s*计")
_ENOUGH_NUMBERS = 0.6


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: what it holds, its heading, and for values the kind and due date of its numbers.

    `names` says that its heading names what is counted.
    """

    role: Role
    header: str
    kind: TargetKind = "target"
    due: str | None = None
    names: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    """What the cells of a table are read by."""

    caption: str
    unit: str
    columns: tuple[_Column, ...]
    label: int

    def index(self, role: Role) -> int | None:
        """The first column of a role."""
        return next((i for i, column in enumerate(self.columns) if column.role == role), None)


def find_table_targets(
    grid_values: Sequence[Sequence[str]],
    caption: str,
    header_rows: int,
    context: Context,
    printed: Sequence[Sequence[str]] | None = None,
    unit_line: str = "",
) -> list[tuple[int, int, Target]]:
    """The targets of a table of numbers with the row and column of each; none for any other table.

    `printed` are the cells without the values that a merged cell repeats: what is printed once is one row.
    `unit_line` is a line between caption and table (单位：万元). `quote` is the cell's text with
    `char_start` 0 and `char_end` its length.
    """
    grid = [[cell or "" for cell in row] for row in grid_values]
    first = max(header_rows, 1)
    table = _read_table(grid[:first], grid[first:], caption, unit_line, context)
    if table is None:
        return []
    found: list[tuple[int, int, Target]] = []
    indicator = ""
    for row_index, row in enumerate(grid[first:], start=first):
        if _is_header_again(row, table.columns) or len({cell.strip() for cell in row if cell.strip()}) < 2:
            continue
        shift = _shift(row, table.columns)
        total = next((cell.strip() for cell in row if _TOTAL.fullmatch(cell.strip())), "")
        indicator = _cell(row, table.label, shift) or total or indicator
        for column_index, column in enumerate(table.columns):
            at = column_index + shift
            if column.role != "value" or not 0 <= at < len(row):
                continue
            if printed is not None and row[at] and not printed[row_index][at]:
                continue
            found += [
                (row_index, at, target) for target in _targets(row, at, column, indicator, table, shift)
            ]
    return found


def _read_table(
    header: list[list[str]], rows: list[list[str]], caption: str, unit_line: str, context: Context
) -> _Table | None:
    """The columns of a table of numbers, None for any other."""
    if context.role in ("chronicle", "appointments"):
        return None
    columns = _with_inner_indicator(_columns(header, caption, context), rows)
    columns = _with_indicator(_with_nature(columns, rows))
    if any(_PEOPLE.search(column.header) for column in columns):
        return None
    if any(_COEFFICIENTS.search(said) for said in (caption, *(column.header for column in columns))):
        return None
    columns = _with_named_numbers(columns, rows, caption, context)
    roles = [column.role for column in columns]
    if "value" not in roles:
        return None
    label = _label_column(columns)
    if label is None:
        return None
    unit = stated_unit(unit_line) or stated_unit(caption)
    return _Table(caption, unit, tuple(columns), label)


def _label_column(columns: list[_Column]) -> int | None:
    """The column that says what a row is about: its indicator, else the first that holds words."""
    roles = [column.role for column in columns]
    if "indicator" in roles:
        return roles.index("indicator")
    if not any(column.names for column in columns):
        return None
    return next((i for i, role in enumerate(roles) if role in ("other", "category")), None)


def _columns(header: list[list[str]], caption: str, context: Context) -> list[_Column]:
    """The columns with their roles; several header rows are read as one."""
    width = max((len(row) for row in header), default=0)
    texts = []
    for index in range(width):
        cells = [re.sub(r"\s", "", row[index]) for row in header if index < len(row)]
        texts.append("".join(dict.fromkeys(cell for cell in cells if cell)))
    return [_column(text, caption, context) for text in texts]


def _column(header: str, caption: str, context: Context) -> _Column:
    role = _role(header)
    if role != "value":
        return _Column(role, header)
    year = context.years.year
    own = _last_day(header, year)
    due = own or _last_day(caption, year)
    past = due is not None and year is not None and int(due[:4]) < year and not _AIMED.search(header)
    reached = _REACHED.search(header) and not _AIMED.search(_REACHED.sub("", header))
    settled = _SETTLED.search(_BEFORE_YEAR.sub("", header))
    told = (reports(context) or _is_series(own, caption, context)) and not _AIMED.search(header)
    if told or reached or past or (settled and own and "目标" not in header):
        return _Column("value", header, "baseline")
    return _Column("value", header, "target", due)


def _is_series(own: str | None, caption: str, context: Context) -> bool:
    """A column of a year in a table that nothing says to be of a plan, and that has no date: what has been."""
    undated = own is not None and context.years.year is None and context.doc_type is None
    return (
        undated and not _AIMED.search(caption + context.title) and not _PLAN.search(caption + context.title)
    )


def _role(header: str) -> Role:
    meaning = column_meaning(header)
    if meaning is not None and meaning in _ROLES:
        return _ROLES[meaning]
    if "金额" in header:
        return "other"
    return "value" if _VALUE.search(header) else "indicator" if _INDICATOR.search(header) else "other"


def _last_day(words: str, year: int | None) -> str | None:
    """The last day of the last period that a header or caption names: 2025年目标, “十三五”主要指标."""
    days = [date.last_day for date in find_dates(words, year) if date.last_day]
    plans = [PLANS[name] for name in _PLAN.findall(words)]
    return days[-1] if days else f"{plans[-1][1]}-12-31" if plans else None


def _with_nature(columns: list[_Column], rows: list[list[str]]) -> list[_Column]:
    """Where no column is headed as the nature, the column of types that says 预期性 or 约束性 is it."""
    if any(column.role == "nature" for column in columns):
        return columns
    return [
        replace(column, role="nature")
        if column_meaning(column.header) == "grade" and any(map(_NATURES.match, _cells(rows, index)))
        else column
        for index, column in enumerate(columns)
    ]


def _with_indicator(columns: list[_Column]) -> list[_Column]:
    """Where no column is headed as the indicator, the one that groups them names them: 项目类别."""
    if any(column.role == "indicator" for column in columns):
        return columns
    return [
        replace(column, role="indicator")
        if column.role == "category" and _INDICATOR.search(column.header)
        else column
        for column in columns
    ]


def _with_inner_indicator(columns: list[_Column], rows: list[list[str]]) -> list[_Column]:
    """Where one header spans a group and its indicators, the inner column holds the indicators."""
    for index in range(len(columns) - 1):
        outer, inner = columns[index], columns[index + 1]
        if outer.role != "indicator" or inner.header not in ("", outer.header):
            continue
        named = [row for row in rows if len(row) > index + 1 and _WORDS.search(row[index + 1])]
        if 2 * len(named) > len(rows):
            swapped = [_Column("category", outer.header), _Column("indicator", outer.header)]
            return [*columns[:index], *swapped, *columns[index + 2 :]]
    return columns


def _with_named_numbers(
    columns: list[_Column], rows: list[list[str]], caption: str, context: Context
) -> list[_Column]:
    """The columns under a noun that hold numbers as value columns of their own; not 联系电话, 建设年限."""
    planned = any(column.role == "value" and column.kind == "target" for column in columns)
    aimed = any(column.role == "value" for column in columns)
    found = []
    for index, column in enumerate(columns):
        if column.role in ("other", "indicator") and index and _holds_numbers(column, _cells(rows, index)):
            kind = _kind_of_numbers(column.header, caption, context)
            if planned and _STOCK.search(column.header) and not _AIMED.search(column.header):
                kind = "baseline"
            due = _last_day(caption, context.years.year) if kind == "target" else None
            column = _Column("value", column.header, kind, due, names=True)
        found.append(column)
    if not aimed or "indicator" in (column.role for column in found):
        return found
    return [
        replace(column, names=True)
        if column.role == "value" and _holds_numbers(column, _cells(rows, index))
        else column
        for index, column in enumerate(found)
    ]


def _cells(rows: list[list[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row) and not is_empty(row[index])]


def _holds_numbers(column: _Column, cells: list[str]) -> bool:
    if _NAMELESS.search(column.header) or "金额" in column.header or not cells:
        return False
    if _CODES.search(column.header) or any(_LONG_CODE.fullmatch(cell.strip()) for cell in cells):
        return False
    if column.header.endswith(("标准", "要求")) and any(re.search(r"\d", cell) for cell in cells):
        return True
    return sum(map(is_number, cells)) >= _ENOUGH_NUMBERS * len(cells)


def _kind_of_numbers(header: str, caption: str, context: Context) -> TargetKind:
    """The kind of numbers that a heading names, by the heading, then the caption, then the document."""
    reported = reports(context) or "公报" in context.title
    for said in (header, caption):
        if _GRANTED.search(said):
            return "baseline" if reported else "incentive"
        if looks_back(said) or "统计" in said:
            return "baseline"
        if _BINDS.search(said):
            return "requirement"
        if _AIMED.search(said):
            return "target"
    if reported:
        return "baseline"
    return "requirement" if context.doc_type in NORMS else "target"


def _is_header_again(row: list[str], columns: Sequence[_Column]) -> bool:
    cells = [re.sub(r"\s", "", cell) for cell in row]
    return (
        sum(bool(cell) and cell == column.header for cell, column in zip(cells, columns, strict=False)) >= 2
    )


def _shift(row: list[str], columns: Sequence[_Column]) -> int:
    """-1 where a row lacks a cell on its left: its serial number or nature stands one column early."""
    for role, pattern in (("number", _SERIAL), ("nature", _NATURES)):
        for index, column in enumerate(columns):
            if column.role == role and index and not pattern.match(_cell(row, index, 0)):
                return -1 if pattern.match(_cell(row, index - 1, 0)) else 0
    return 0


def _cell(row: list[str], index: int | None, shift: int) -> str:
    at = index + shift if index is not None else -1
    return row[at].strip() if 0 <= at < len(row) else ""


def _targets(
    row: list[str], at: int, column: _Column, indicator: str, table: _Table, shift: int
) -> list[Target]:
    """The targets of one cell: most hold one number, some several (设区市≥25 县级市≥20)."""
    name, unit = _name_and_unit(indicator, row, column, table, shift)
    own = next((cell.strip() for cell in row if cell.strip()), "")
    label = _cell(row, table.index("number"), shift) or _cell(row, table.label, shift) or indicator or own
    readings = read_cell(row[at].strip(), unit) if name else []
    if column.names:
        readings = [reading for reading in readings if reading.value is not None or reading.ratio]
    nature = _cell(row, table.index("nature"), shift) or None
    return [_target(row[at], reading, column, table.caption, name, label, nature) for reading in readings]


def _target(
    cell: str, reading: Reading, column: _Column, caption: str, name: str, row: str, nature: str | None
) -> Target:
    value_base, unit_base = base(reading.value, reading.unit) if reading.value is not None else (None, None)
    return Target(
        quote=cell,
        char_start=0,
        char_end=len(cell),
        table=caption,
        row=row,
        indicator=name,
        comparator=_change(reading, column, name),
        value=reading.value,
        value_max=reading.value_max,
        ratio=reading.ratio,
        unit=None if reading.ratio else reading.unit,
        value_base=value_base,
        unit_base=unit_base,
        due=column.due,
        kind=column.kind,
        nature=nature,
    )


def _change(reading: Reading, column: _Column, name: str) -> Comparator:
    """The comparator of a bare number that its names give: `+` or `-` for an indicator that is itself a change
    (新增停车泊位, 能耗强度降低), a bound under a heading that names one (最低储备量, 最高限价)."""
    if reading.comparator != "=" or reading.value is None or "率" in column.header:
        return reading.comparator
    if bound := _BOUND.search(column.header):
        return ">=" if bound[0] == "最低" else "<="
    return "+" if _ADDS.search(name) else "-" if _TAKES.search(name) else "="


def _name_and_unit(
    indicator: str, row: list[str], column: _Column, table: _Table, shift: int
) -> tuple[str, str]:
    """What a cell counts and in which unit: that of its heading, row, name or caption, else of its neighbours."""
    name = _AMONG.sub("", without_unit(indicator))
    in_header = unit_in(column.header)
    if column.names and not (name and _BOUND.match(column.header)):
        name += _noun_of_heading(column.header)
    if _is_rate(column):
        return name, in_header or "%"
    of_row = re.sub(r"\s", "", _cell(row, table.index("unit"), shift))
    beside = _unit_beside(row, table, shift) if not column.names else ""
    if of_row and not is_empty(of_row):
        return name, beside or in_header or of_row
    neighbours = (unit_in(other.header) for other in table.columns if other.role == "value")
    shared = next((unit for unit in neighbours if unit), "") if _STOCK.search(column.header) else ""
    return name, in_header or unit_in(indicator) or table.unit or beside or shared


def _is_rate(column: _Column) -> bool:
    """The column is of rates (年均增长); one for rates or sums has the unit of its row (年均[累计])."""
    return _RATE_COLUMN.search(column.header) is not None and "累计" not in column.header


def _noun_of_heading(header: str) -> str:
    """What a heading says is counted, without unit and date; under two headings the lower one where it says it:
    整治计划（处）2020年（已整治） is 已整治, 整治计划（处）2021年 is 整治计划."""
    upper = header
    for date in reversed(find_dates(header)):
        lower = header[date.end :].strip("（）() ")
        if lower and date.start:
            return without_unit(lower)
        upper = header[: date.start] + header[date.end :]
    return without_unit(upper) or without_unit(header)


def _unit_beside(row: list[str], table: _Table, shift: int) -> str:
    """% where another number of the row carries it: 城市建成区≥20% beside 设区市≥25."""
    cells = (
        _cell(row, index, shift)
        for index, column in enumerate(table.columns)
        if column.role == "value" and not column.names and not _is_rate(column)
    )
    return "%" if any(re.search(r"[%％]", cell) for cell in cells) else ""
