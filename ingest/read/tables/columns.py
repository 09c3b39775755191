"""What the columns of a table hold, by the words of its header, and how the pieces of a row fall into them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal

from ingest.read.tables.effort import Effort
from ingest.read.tables.grid import Piece
from parsers.language.answers.column_heads import BRACKETED_TAIL, Meaning, column_meaning
from parsers.language.patterns import lazy

Kind = Literal["serial", "category", "name", "unit", "value", "nature", "other", "unknown"]

_PERIOD = r"(?:截至|到|至)?(?:\d{4}年?|“?十[一二三四五六]五”?)(?:期间|期末|末|底)?"
_VALUE_WORD = (
    r"(?:规划|计划|发展|预期|实际|全年|总|阶段|控制)*"
    r"(?:目标|现状|基期|基数|基准|完成|实际|实绩|预期|任务|指标|数|数据|预计|规划|计划)(?:任务|情况|目标)?(?:值|数|量)?"
)
_KINDS: Mapping[Meaning, Kind] = {
    "serial": "serial",
    "nature": "nature",
    "measure": "unit",
    "group": "category",
    "grade": "name",
    "name": "name",
    "task": "name",
    "time": "value",
    "lead": "other",
    "responsible": "other",
    "cooperate": "other",
    "note": "other",
}
_NAME = lazy(  # 指标名称
    r"(?:主要|具体|核心|重点|发展|二级|三级|规划|考核|评价)*指标(?:名称|内容|项目|体系)?|.{0,6}(?:项目|名称|事项|科目)"
    r"|地区|地市|城市|区域|县（市、区）|市县|工程"
)
_VALUE = lazy(  # 2025年目标值
    rf"(?:{_PERIOD})(?:{_VALUE_WORD})?|{_VALUE_WORD}|(?:{_PERIOD})?.{{0,6}}(?:增速|增长率|增长|增幅|完成率|比重|占比)"
    rf"|.{{0,8}}(?:金额|预算数?|决算数?|投资额?|总投资|资金|数量|比例|合计|面积|人数|时间|任务)"
    rf"|(?:其中[:：])?{_PERIOD}.{{0,6}}|(?:其中[:：]).{{1,8}}|目标|现状|数值|值|标准|年均|累计|年均[/／]累计|小计|.{{1,12}}[（(\[〔].{{1,9}}[）)\]〕]"
)
_SHAPES: tuple[tuple[Kind, re.Pattern[str]], ...] = (("name", _NAME), ("value", _VALUE))
_LONGEST_HEAD = 10
"""Characters of a cell that may be a head by how it ends: a sentence may end so too."""
_DIGITS = r"\d+(?:[,，]\d{3})*(?:[.．]\d+)*"
_QUANTITY = (
    r"(?:[≥≤≧≦＞＜><±=＝+＋\-－]|约|达到?|超过|大于|小于|不低于|不少于|力争)*"
    rf"{_DIGITS}(?:[-~～—–－至:：/]+{_DIGITS})?"
    r"(?:%|％|‰|年|个|人|家|张|亿|万|元|左右|以上|以下|以内|个百分点|倍|名|所|米|吨|公里|[/³²㎡㎥]){0,4}"
    r"(?:[（(\[〔【].{1,14}[）)\]〕】])?"
)
_NUMERIC = lazy(
    rf"{_QUANTITY}(?:[，,]{_QUANTITY})?"  # ≥2.5；3～5；<150，≥50；83.16（市级测算）
    r"|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?[底末前]?"  # 2011年6月
    r"|[\[〔【]\d[\d.,．]*[\]〕】](?:%|％)?"  # [12]
    r"|[-—–－―/／…*]{1,4}"  # ——
)
_OPENING = "（([〔【"
_MOST_PIECES = 8
_ENDING = "）)%％"
_LABELLED = lazy(r"\d{1,2}[.．、]\D|[（(]\d{1,2}[）)]")  # 1.研发经费投入
_NONE = lazy(r"[-—–－―/／…*]{1,4}")
_COMPARATORS = "≥≤≧≦＞＜><±"
_HEADER_TAIL = lazy(r"目标值?|情况|属性|性质|指标|现状|数?值|数|任务|规划|计划|年|名称|类别|类型")
_NATURE = lazy(r"(?:约束|预期|引导|指导|监测|参考|激励|考核|特色|共性)[性型](?:指标)?")
_UNIT = lazy(
    r"[%％‰℃]|1?/\s*10+\s*万|(?:[1十百千万亿]+)?[^\d\s，。；%％]{1,6}(?:[/·][^\s，。；]{1,6})?|-|—+|[a-zA-Zμ³²/]{1,8}"
)
_CJK = lazy(r"[\u4e00-\u9fff）】〕”]")
_ROW_NAME = lazy(r"[\u4e00-\u9fff]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4}$|[A-Z]\d?$|第?\d+[级类区]")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pieces that fall into each column, and how much speaks against it."""

    groups: tuple[tuple[Piece, ...], ...]
    cost: float


@lru_cache(maxsize=4096)
def header_kind(text: str) -> Kind | None:
    """What a column holds whose header cell is the text without white space; None if it is no header word."""
    bare = BRACKETED_TAIL.sub("", text) or text
    meaning = column_meaning(text) if len(bare) <= _LONGEST_HEAD else None
    if meaning and not (meaning == "task" and _VALUE.fullmatch(bare)):
        return _KINDS[meaning]
    for kind, pattern in _SHAPES:
        if pattern.fullmatch(text) or pattern.fullmatch(bare):
            return kind
    return None


@lru_cache(maxsize=16384)
def is_numeric(text: str) -> bool:
    """The cell is a quantity, a span of quantities or the dash that stands for none: `≥99`, `3～5`, `——`."""
    return _NUMERIC.fullmatch(text) is not None


def is_nature(text: str) -> bool:
    """The cell says how binding a target is: `约束性`."""
    return _NATURE.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def cell_cost(kind: Kind, text: str) -> float:
    """How badly a text without white space fits a column; an empty cell fits a category best."""
    if not text:
        return {"category": 0.4, "serial": 1.0, "name": 8.0, "other": 1.0, "unknown": 1.5}.get(kind, 3.0)
    numeric = is_numeric(text)
    if kind == "serial":
        return 0.0 if text.isdigit() else 6.0
    if kind == "category":
        return 4.0 if numeric else 0.0 if len(text) <= 16 else 2.0
    if kind == "name":
        fits = _ROW_NAME.search(text) and not numeric and not is_nature(text)
        strange = text[-1] in _COMPARATORS or re.search("[。；]", text)
        return (2.0 if strange else 0.0) if fits else 4.0
    if kind == "unit":
        return 0.0 if _UNIT.fullmatch(text) and not is_nature(text) else 4.0
    if kind == "nature":
        return 0.0 if is_nature(text) else 3.0
    if kind == "value":
        return 0.0 if numeric else 4.0 if is_nature(text) else 0.3 if re.search(r"\d", text) else 0.6
    if kind == "unknown":
        return 0.0 if numeric else 0.2
    return 0.0


def align(pieces: Sequence[Piece], kinds: Sequence[Kind], effort: Effort) -> Alignment:
    """The cheapest way to put the pieces, in order, into the columns."""
    count, width = len(pieces), len(kinds)
    effort.spend((count + 1) * width)
    texts = [piece.text for piece in pieces]
    merging = [0.0, *accumulate(_merge_cost(a, b) for a, b in pairwise(pieces))]
    best = [[float("inf")] * (width + 1) for _ in range(count + 1)]
    came = [[0] * (width + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for column, kind in enumerate(kinds, 1):
        for end in range(count + 1):
            for start in range(end, max(-1, end - _MOST_PIECES - 1), -1):
                before = best[start][column - 1]
                if before >= best[end][column]:
                    continue
                cost = before + _group_cost(texts[start:end], kind)
                cost += merging[end - 1] - merging[start] if end > start else 0.0
                if cost < best[end][column]:
                    best[end][column], came[end][column] = cost, start
    groups: list[tuple[Piece, ...]] = []
    end = count
    for column in range(width, 0, -1):
        start = came[end][column]
        groups.append(tuple(pieces[start:end]))
        end = start
    return Alignment(tuple(reversed(groups)), best[count][width])


def _group_cost(texts: Sequence[str], kind: Kind) -> float:
    if len(texts) == 1 and not texts[0]:
        return 0.2 if kind == "name" else 0.0
    return cell_cost(kind, "".join(texts)) + 0.1 * max(0, len(texts) - 1) ** 2


def _merge_cost(left: Piece, right: Piece) -> float:
    """How much speaks against two neighbouring pieces being one cell."""
    a, b = left.text, right.text
    if not a or not b:
        return 0.7
    if is_nature(a) or is_nature(b):
        return 4.0
    if not right.first:
        if a[-1] in _COMPARATORS:
            return 0.0
        if (
            _NONE.fullmatch(a)
            or _NONE.fullmatch(b)
            or (is_numeric(b) and (is_numeric(a) or a[-1] in _ENDING))
        ):
            return 2.0
        return 0.8 if _CJK.match(a[-1]) and _CJK.match(b) else 0.2
    if b[0] in _OPENING:
        return 0.2
    if is_numeric(a) or is_numeric(b):
        return 4.0
    if _LABELLED.match(b) and a[-1] not in "；。;":
        return 2.0
    lopsided = 2 * len(a) < len(b) or a[-1] in _ENDING or (len(a) > 9 and b[-1:].isdigit())
    return 1.2 if lopsided else 0.6


def header_alignment(pieces: Sequence[Piece], width: int, tail: bool = False) -> Alignment | None:
    """The header's pieces as `width` cells; with `tail`, pieces after the last cell may name the first category.

    The groups after the `width`th, if any, hold those pieces.
    """
    count = len(pieces)
    spare = range(count - width + 1) if tail else range(1)
    options: list[Alignment] = []
    for left_over in spare:
        head = pieces[: count - left_over]
        found = _header_groups(head, width)
        if found is None:
            continue
        rest = pieces[count - left_over :]
        cost = found.cost + sum(3.0 if header_kind(p.text) else 0.5 for p in rest)
        options.append(Alignment((*found.groups, tuple(rest)), cost))
    return min(options, key=lambda option: option.cost, default=None)


def _header_groups(pieces: Sequence[Piece], width: int) -> Alignment | None:
    count = len(pieces)
    best: dict[tuple[int, int], tuple[float, tuple[tuple[Piece, ...], ...]]] = {(0, 0): (0.0, ())}
    for column in range(1, width + 1):
        for end in range(column, count + 1):
            for start in range(max(column - 1, end - 6), end):
                before = best.get((start, column - 1))
                if before is None:
                    continue
                group = tuple(pieces[start:end])
                cost = before[0] + _header_cost(group, start == 0)
                if (end, column) not in best or cost < best[end, column][0]:
                    best[end, column] = (cost, (*before[1], group))
    found = best.get((count, width))
    return Alignment(found[1], found[0]) if found else None


def _header_cost(group: Sequence[Piece], corner: bool) -> float:
    texts = [piece.text for piece in group]
    joined = "".join(texts)
    cost = 0.0 if header_kind(joined) else 1.0 + (2.0 if is_numeric(texts[0]) else 0.0)
    if texts[0][0] in _OPENING:
        cost += 2.0
    if group[0].first and not group[0].gap and group[0].line > 0:
        cost += 0.3
    if corner and len(texts) == 2 and texts[0][-2:] == texts[1][-2:]:
        return -2.0  # a corner cell with a name for the columns and one for the rows: 城区类型 / 城镇类型
    return cost + sum(_header_merge_cost(a, b) for a, b in pairwise(group))


def _header_merge_cost(left: Piece, right: Piece) -> float:
    if right.text[0] in _OPENING or not right.gap or not right.first:
        return 0.1
    if header_kind(right.text) and not _HEADER_TAIL.fullmatch(right.text):
        return 1.0
    return 0.3
