"""The cells of a table of numbers: the unit a heading names, and what one cell says (guidelines, targets)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.facts.targets.comparators import compare
from parsers.language.numerals import ARABIC_NUMBER, arabic_numbers, parse_number
from parsers.language.patterns import lazy
from parsers.language.quantities import find_quantities, is_unit
from schema.facts import Comparator

_BRACKET = lazy(r"[（(](?P<inner>[^（()）]{1,14})[)）]")  # 城镇化率（%）, 防洪标准[重现期（年）]
_SUFFIX = lazy(r"[/／](?P<unit>[^/／]{1,4})$")  # 最大允许退水时间/h
_UNIT_LINE = lazy(r"(?:计量)?单位[：:]\s*(?P<unit>[^，。；）)\s]+)")  # 单位：万元
_UNIT_LABEL = lazy(r"\s|^单位[：:]")
_RATE = lazy("[/／%％]")
_NO_UNIT = lazy(r"[含以其]|[0-9]{3}")  # 不含1%, 占比/2025
_PHRASE = lazy("[一-龥]{4}")
_EMPTY = lazy(r"^[\s—–\-－/／…*＊、.]*$")
_NOTE = lazy(r"\s*[（(][^（()）]*[)）]")  # 83.16（市级测算）
_PLAIN = lazy(
    rf"^(?P<sign>≥|≤|＞=|>=|<=|[><＞＜≧≦=])?\s*[\[［【〔]?\s*(?P<low>-?{ARABIC_NUMBER})"
    rf"(?:\s*(?:[-—–－~～至]{{1,2}})\s*(?P<high>{ARABIC_NUMBER}))?\s*(?P<unit>[%％‰])?\s*[\]］】〕]?"
    r"\s*(?:[（(]含[)）])?(?P<after>及?以上|及?以下|以内|左右)?$"
)
_LED = lazy(
    rf"(?:累计|合计)?(?:达到?|(?P<about>约))?\s*(?P<number>{ARABIC_NUMBER})"
)  # 累计达到1000; 五年累计约110
_WHOLE = lazy(r"[\[［【〔](?P<inner>[^\[\]［］【】〔〕]+)[\]］】〕]")  # [累计达到1000]
_SIGNED_NUMBER = lazy(  # <150，≥50; 城市≥30%
    rf"(?P<sign>≥|≤|>=|<=|[><＞＜≧≦])\s*(?P<number>{ARABIC_NUMBER})\s*(?P<unit>[%％‰])?"
)
_SIGNS: dict[str, Comparator] = {
    "≥": ">=", "≧": ">=", ">=": ">=", "＞=": ">=", "以上": ">=", "及以上": ">=", ">": ">", "＞": ">",
    "≤": "<=", "≦": "<=", "<=": "<=", "以下": "<=", "及以下": "<=", "以内": "<=", "<": "<", "＜": "<",
    "左右": "~", "=": "=",
}  # fmt: skip
_LONGEST_WORDS = 20
_TIMES = frozenset(
    ["年", "月", "天", "日", "小时", "h", "分钟", "min", "秒", "s", "周", "工作日", "个工作日"]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of a cell, or its words (`value` None, the words in `unit`)."""

    comparator: Comparator
    value: float | None
    value_max: float | None
    unit: str
    ratio: str | None = None


def is_empty(cell: str) -> bool:
    """Whether a cell holds nothing but dashes or marks."""
    return _EMPTY.match(cell) is not None


def is_number(cell: str) -> bool:
    """Whether a cell is a number or several, each with no more than its sign and unit: 45, ≥30%, 3～5."""
    bare = _NOTE.sub("", cell).strip()
    return _PLAIN.match(bare) is not None or bool(_SIGNED_NUMBER.match(bare) and len(bare) <= 16)


def unit_in(heading: str) -> str:
    """The last unit in brackets or behind a stroke in a heading: 常住人口（万人）; empty if none."""
    for bracket in reversed(list(_BRACKET.finditer(heading))):
        unit = _plain_unit(bracket["inner"])
        if unit:
            return unit
    suffix = _SUFFIX.search(heading)
    return _plain_unit(suffix["unit"]) if suffix else ""


def _plain_unit(words: str) -> str:
    words = _UNIT_LABEL.sub("", words)
    rate = _RATE.search(words) and not _NO_UNIT.search(words)
    return words if is_unit(words) or words in _TIMES or rate else ""


def without_unit(name: str) -> str:
    """A name without its unit: 城镇化率（%） is 城镇化率, 探访率（%）（购买服务） 探访率（购买服务）, 退水时间/h 退水时间."""
    suffix = _SUFFIX.search(name)
    if suffix and _plain_unit(suffix["unit"]):
        return name[: suffix.start()].strip()
    for bracket in reversed(list(_BRACKET.finditer(name))):
        if unit_in(bracket[0]) and not name.startswith(("]", "］"), bracket.end()):
            return (name[: bracket.start()] + name[bracket.end() :].lstrip("0123456789①②③*")).strip()
    return name.strip()


def stated_unit(line: str) -> str:
    """The unit that a caption or the line below it states: 单位：万元, 设计重现期（年）; empty if none."""
    stated = _UNIT_LINE.search(line)
    return stated["unit"] if stated else unit_in(line)


def read_cell(cell: str, unit: str) -> list[Reading]:
    """What a cell says: numbers with their comparison, or a few words alone (达到全省平均水平)."""
    if is_empty(cell):
        return []
    bare = _NOTE.sub("", cell).strip() or cell
    if whole := _WHOLE.fullmatch(bare):
        bare = cell = whole["inner"]
    if plain := _PLAIN.match(bare):
        return [_plain_reading(plain, unit)]
    signed = list(_SIGNED_NUMBER.finditer(bare))
    if signed and len(signed) == len(arabic_numbers(bare)):
        return [
            Reading(_SIGNS[each["sign"]], _float(each["number"]), None, each["unit"] or unit)
            for each in signed
        ]
    quantities = [quantity for quantity in find_quantities(bare) if not quantity.chinese]
    if quantities:
        signs = [
            compare(bare, each, 0, quantities[:index]).comparator for index, each in enumerate(quantities)
        ]
        return [
            Reading(sign, each.value, each.value_max, each.unit or ("" if each.ratio else unit), each.ratio)
            for sign, each in zip(signs, quantities, strict=True)
        ]
    if led := _led_numbers(bare, unit):
        return led
    numbers = arabic_numbers(bare)
    if numbers and not _PHRASE.search(bare):
        return [Reading("=", _float(numbers[0]), None, unit)]
    words = re.sub(r"\s", "", cell)
    return [Reading("=", None, None, words)] if len(words) <= _LONGEST_WORDS else []


def _led_numbers(cell: str, unit: str) -> list[Reading]:
    """The numbers of a cell that says of each that it is a sum or about so much: `成片：五年累计约110零星：五年累计约20`."""
    found = [led for led in _LED.finditer(cell) if led.start() < led.start("number")]
    if len(found) != len(arabic_numbers(cell)):
        return []
    return [Reading("~" if led["about"] else "=", _float(led["number"]), None, unit) for led in found]


def _plain_reading(plain: re.Match[str], unit: str) -> Reading:
    low, unit = _float(plain["low"]), plain["unit"] or unit
    if not plain["high"]:
        return Reading(_SIGNS.get(plain["sign"] or plain["after"] or "=", "="), low, None, unit)
    first, last = sorted([low, _float(plain["high"])])  # 200～100
    return Reading("range", first, last, unit)


def _float(text: str) -> float:
    return -float(parse_number(text[1:])) if text.startswith("-") else float(parse_number(text))
