"""Quantities: numbers with a unit of measure, ranges and ratios; no dates, durations, ordinals or names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from parsers.language.brackets import find_brackets
from parsers.language.dates import find_dates
from parsers.language.lexicon import table
from parsers.language.numerals import ARABIC_NUMBER, NUMBER, NUMBER_SIGNS, parse_number
from parsers.language.patterns import lazy

MULTIPLIERS = {"万亿": 1e12, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3}


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: what it measures, and what makes another word of it (家 before 庭)."""

    unit: str
    dimension: str
    not_before: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed in `text[start:end]`, unit included.

    `value` is None for a ratio (1:0.5) or a fraction (2/3), which `ratio` holds; `value_max` closes a range. `unit` is as
    printed with its 万 or 亿. `more` says that 多 or 余 follows the number, `chinese` that it is written 三.
    """

    start: int
    end: int
    value: float | None
    value_max: float | None
    unit: str
    dimension: str
    more: bool = False
    chinese: bool = False
    ratio: str | None = None


def load_measures() -> dict[str, Measure]:
    """The units of measure of parsers/language/lexicon/measures.csv by their printed form."""
    return {
        row["unit"]: Measure(row["unit"], row["dimension"], row["not_before"]) for row in table("measures")
    }


MEASURES = load_measures()


def _unit_source(measure: Measure) -> str:
    latin_end = r"(?![A-Za-z])" if measure.unit[-1].isascii() and measure.unit[-1].isalpha() else ""
    other_word = f"(?!{measure.not_before})" if measure.not_before else ""
    return re.escape(measure.unit) + other_word + latin_end


_UNIT = "|".join(_unit_source(m) for m in sorted(MEASURES.values(), key=lambda m: -len(m.unit)))
_FACTOR = "|".join(sorted(MULTIPLIERS, key=len, reverse=True)) + "(?![瓦克米伏焦卡帕赫])"
_PER = rf"(?:\s*[/／·](?:{_UNIT}|夜|晚|(?:10|十|百)?[万千](?:{_UNIT})?|年|月|日|天|小时|时|分钟|秒|周|季度?|学期|学年))*"
_RATE = r"[/／](?:1000|10\s?|100|十|百)?[万千]?(?![0-9])"  # 2.65/10万
_DASH = r"\s*(?:[-—–－―~～〜]{1,2}|至|到)\s*"
_INCLUDED = r"(?:（不?含）|及以上|以上)?"  # 1000万元及以上至2000万元, 600万（不含）美元
_SPACED = r"(?<=[一-龥≥≤、])[1-9][0-9]{0,2}(?:[ \u00a0\u2009][0-9]{3}){1,3}"  # 隐患点1 200处
_LEVEL = r"(?<![0-9一二两三四五六七八九十百千数几])万(?=亿元级)"  # 万亿元级
_SIGNS = NUMBER_SIGNS | {"万"}  # 万亿元级
_STARTS = f"(?=[{''.join(sorted(_SIGNS))}])"
"""Where a number may start: looked at first, it spares a search all other places."""
_MEASURED = lazy(
    rf"{_STARTS}(?:(?P<low>{NUMBER})\s*(?P<low_unit>(?:{_FACTOR})?(?:{_UNIT})?){_INCLUDED}{_DASH})?"  # 10亿元～20亿元, 16—24岁
    rf"(?P<number>{_SPACED}|{_LEVEL}|{NUMBER})\s*(?P<more>[多余])?\s*"  # 2400多
    rf"(?P<unit>(?P<factor>{_FACTOR})?(?P<more_after>[多余])?\s*(?P<mark>（不?含）)?(?:{_UNIT})(?:（(?:{_UNIT})）)?{_PER})"
)
_WHOLE_UNIT = lazy(rf"(?:{_FACTOR})?(?:{_UNIT}){_PER}|{_FACTOR}|{_RATE.replace('[万千]?', '[万千]')}")
_RATED = lazy(rf"(?P<number>{ARABIC_NUMBER})\s*(?P<unit>{_RATE.replace('[万千]?', '[万千]')})")
_PER_HUNDRED = lazy(
    rf"(?P<base>百|千|万)分之(?P<number>{NUMBER})(?:{_DASH}(?:百分之)?(?P<high>{NUMBER}))?"
)  # 百分之三十
_LISTED = lazy(  # 60万、30万、 | 9万元; the unit of a list stands behind its last number
    rf"{_STARTS}(?P<number>{NUMBER})\s*(?P<factor>{_FACTOR})(?=(?:[、和及](?:{NUMBER})\s*(?:{_FACTOR}))*[、和及](?:{NUMBER})\s*(?P<unit>(?P=factor)(?:{_UNIT})))"
)
_POINTS_LISTED = lazy(  # 分别提高 | 3、2、 | 1个百分点
    rf"{_STARTS}(?P<number>{NUMBER})(?=(?:[、和及](?:{NUMBER}))*[、和及](?:{NUMBER})\s*(?P<unit>个百分点))"
)
_GIVEN = "奖励|补助|补贴|资助|奖补|支持|扶持|贷款"
_MONEY_BARE = lazy(  # 给予2万—20万的资助: money without 元
    rf"(?<![0-9.,])(?:(?P<low>{ARABIC_NUMBER})\s*(?P<low_unit>{_FACTOR}){_DASH})?(?P<number>{ARABIC_NUMBER})\s*(?P<unit>[百千]?[万亿])"
    rf"(?=的?(?:一次性)?(?:{_GIVEN}))"
)
_BETWEEN_SIGNS = lazy(  # 300≤X＜1000
    rf"(?P<low>{ARABIC_NUMBER})\s*[≤＜<]\s*[^，。；：\d≤＜<]{{1,8}}?\s*[≤＜<]\s*(?P<number>{ARABIC_NUMBER})(?P<unit>)(?!\s*[0-9a-zA-Z.%％百千万亿])"
)
_MONTHS_OF = (  # an amount counted in months: not 6个月的试用期
    rf"(?P<number>{NUMBER})\s*(?P<unit>个月[^，。；：、0-9的（(]{{0,10}}标准)",  # 不超过3个月最低生活保障标准
    rf"(?P<number>{NUMBER})\s*(?P<unit>个月)"  # 保持3个月销量
    r"(?=的?[^，。；：、0-9内后前]{0,8}(?:销售?量|用量|消费量|需求量|供应量|工资))",
    rf"(?:按照?|相当于|不[超低][过于])\s*(?P<number>{NUMBER})\s*(?P<unit>个月)(?=的)(?!的租金)",  # 按6个月的失业保险金
)
_YEARS_OF = (  # years that measure no time limit
    rf"(?:(?P<low>{NUMBER}){_DASH})?(?P<number>{NUMBER})\s*(?P<unit>年)(?=[^，。；：、0-9]{{0,6}}重现期)",  # 1～3年设计重现期
    rf"重现期[^，。；：、0-9]{{0,8}}(?:(?P<low>{NUMBER}){_DASH})?(?P<number>{NUMBER})\s*(?P<unit>年)(?!一遇)",  # 重现期不低于30年
    rf"受?教育年限[^，。；：、0-9]{{0,12}}?(?P<number>{NUMBER})\s*(?P<unit>年)",  # 平均受教育年限达到11.3年
)
_TIMES_COUNTED = {
    "个月": [lazy(pattern) for pattern in _MONTHS_OF],
    "重现期": [lazy(pattern) for pattern in _YEARS_OF[:2]],
    "教育年限": [lazy(pattern) for pattern in _YEARS_OF[2:]],
}
"""By the word that each cannot do without."""
_SLASHED = lazy(
    r"(?:(?<=[的约近占为达到过])|(?<=[少低高多大小等]于))\s*(?P<above>[1-9])/(?P<below>[1-9][0-9]?)(?![0-9/a-zA-Z])"
)  # 仅为1/5
_FRACTION = lazy(rf"(?P<below>{NUMBER})分之(?P<above>{NUMBER})")  # 三分之二
_COLON = r"\s*[:：∶比]\s*"
_RATIO = lazy(rf"{ARABIC_NUMBER}(?:{_COLON}{ARABIC_NUMBER})+(?![0-9.:：∶年月日时]|分(?![成配担摊]))")
_CLOCK = lazy(r"[0-2]?[0-9](?:[:：∶][0-5][0-9]){1,2}")  # 09:30, 15:25:09
_IN_PROPORTION = lazy(r"[按比例]\s*[:：]?\s*$")  # 按 | 3:10 | 配备
_COUNT_ONLY = lazy(  # 指数达到85以上, 人口50万以上
    rf"{_STARTS}(?:(?:{ARABIC_NUMBER}){_DASH})?(?P<number>{ARABIC_NUMBER})(?:\s*(?P<unit>{_FACTOR}))?(?![0-9年月日时分天周届号第级{_FACTOR[0]}])"
)
_PEOPLE = lazy(  # 22万农村人口: the unit is the multiplier alone
    rf"{_STARTS}(?P<number>{ARABIC_NUMBER})\s*(?P<unit>{_FACTOR})(?P<more>[多余])?(?=[^，。；、\d]{{0,6}}?(?:人口|群众|居民|农民|职工|农户|学生|老年?人|劳动力|婴幼儿|儿童|缴存人|参保人))"
)
_NEEDS_BEFORE = lazy(
    r"(?:达到|达|[≥≤≧≦><＞＜]|不[低高少小大]于|不超过|控制在|超过|突破|低于|高于|[到至为])\s*$"
)
_NEEDS_AFTER = lazy(r"\s*(?:（含）)?(?:及)?(?:以[上下内]|左右)")
_COMPARES = lazy(r"\s*[≥≤≧≦><＞＜]")  # 减排量〈≧ 1吨〉
_ENDS_PHRASE = lazy(r"\s|\s*(?:$|[，。；、,;）)]|(?:及|（含）)?以[上下内]|左右|的(?:城市|地区|[市县区镇]))")
_NEGATIVE = lazy(r"[长率为幅降][-－−]$")  # 增长-3.2%
_COUNTED = "|".join(_unit_source(m) for m in MEASURES.values() if m.dimension in ("count", "person"))
_NAMED = lazy(  # 第三名, 前10位, 〔2022〕81号, S336, PM2.5, 世界500强
    rf"第\s*{NUMBER}(?:[、和及]\s*{NUMBER})*(?:届\s*{NUMBER}次)?|[前首连]\s*{NUMBER}(?=[名位强个家次])|近\s*[0-9一二两三四五六七八九十](?=[名位个家次])|"
    rf"[〔\[（(【][0-9]{{4}}[〕\]）)】]\s*{NUMBER}\s*号|"
    rf"(?![A-Za-z]{{2,12}}+[0-9]{{1,9}}+(?:{_FACTOR})?(?:{_COUNTED}))(?<![A-Za-z])[A-Za-z][A-Za-z_\-]{{0,30}}+[0-9]{{1,30}}+(?:[.．][0-9]{{1,30}}+)?|{NUMBER}\s*号(?!楼)|"
    rf"[0-9]{{1,30}}+[A-Za-z]{{1,30}}+(?=[级网络类型])|{NUMBER}[A-Z]级|[十百千万亿]{{1,12}}+级|[×*]\s*100\s*[%％]|"
    r"(?<![0-9一二两三四五六七八九十百千数几])[百千万]人口?(?=[一-龥]{2,}?(?:[数量率]|位|面积|为|达))"
)
_NEAR = 16  # how far the words that compare may stand from a number
_NAME_QUOTE = 12  # a quotation this short that starts with its number is a name: “10分钟体育健身圈”
_PERCENT = {"百": "%", "千": "‰", "万": "‱"}


def find_quantities(text: str, year: int | None = None) -> list[Quantity]:
    """The quantities of a text in reading order, none inside a name, a title, a date or an ordinal.

    `year` is that of a date without one, so that the dates of a clause are read once.
    """
    return [*_quantities(text, year)]


@lru_cache(maxsize=32)
def _quantities(text: str, year: int | None) -> tuple[Quantity, ...]:
    """The last answers are kept: the readers of a clause ask one after the other."""
    present = set(text)
    if present.isdisjoint(_SIGNS):
        return ()
    taken = _names(text, year)
    found: list[Quantity] = []
    for finder, signs in _FINDERS:
        for quantity in finder(text) if not present.isdisjoint(signs) else ():
            if not any(taken[quantity.start : quantity.end]):
                found.append(quantity)
                taken[quantity.start : quantity.end] = [True] * (quantity.end - quantity.start)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def is_unit(text: str) -> bool:
    """Whether a text is a unit of measure with its 万 or 亿 and its rate: 万人, 立方米/小时, /10万, %."""
    return _WHOLE_UNIT.fullmatch(text) is not None


def base(value: float, unit: str) -> tuple[float, str]:
    """A value and its unit with 万 and 亿 multiplied out: 1.6 万户 is 16000 户."""
    if re.split(r"[/／·]", unit)[0] in MEASURES:  # 千瓦 is no thousand
        return value, unit
    for word, factor in sorted(MULTIPLIERS.items(), key=lambda item: -len(item[0])):
        if unit.startswith(word):
            return float(f"{value * factor:.12g}"), unit[len(word) :]
    return value, unit


def _names(text: str, year: int | None) -> list[bool]:
    """For each character whether no quantity may touch it."""
    taken = [False] * len(text)
    spans = [(date.start, date.end) for date in find_dates(text, year)]
    spans += [match.span() for match in _NAMED.finditer(text)]
    for bracket in find_brackets(text):
        short = len(bracket.inner) <= _NAME_QUOTE and not _NEEDS_AFTER.search(bracket.inner)
        if (bracket.opener in "《〈" and not _COMPARES.match(bracket.inner)) or (
            bracket.opener in "“‘「『" and short
        ):
            spans.append((bracket.start, bracket.end))
    for start, end in spans:
        taken[start:end] = [True] * (end - start)
    return taken


def _number(text: str) -> float | None:
    try:
        return float(parse_number(re.sub(r"\s", "", text)))
    except ValueError:
        return None


def _is_chinese(text: str) -> bool:
    return not any(char.isdigit() and char.isascii() for char in text)


def _measured(text: str) -> Iterator[Quantity]:
    for match in _MEASURED.finditer(text):
        value = _number(match["number"])
        if value is None:
            continue
        more = bool(match["more"] or match["more_after"])
        unit = re.sub(r"\s", "", match["unit"]).replace(match["mark"] or "\0", "")
        if match["more_after"]:
            unit = unit.replace(match["more_after"], "", 1)
        if _NEGATIVE.search(text, max(0, match.start() - _NEAR), match.start()) and not match["low"]:
            value = -value
        low = _number(match["low"]) if match["low"] else None
        if low is not None and match["low_unit"] and match["factor"] != _factor_of(match["low_unit"]):
            low = base(low, match["low_unit"])[0] / (MULTIPLIERS[match["factor"]] if match["factor"] else 1)
        start = match.start() if low is not None or not match["low"] else match.start("number")
        first, last = (value, None) if low is None else (low, value)
        yield Quantity(
            start, match.end(), first, last, unit, _dimension(unit), more, _is_chinese(match["number"])
        )


def _listed(text: str) -> Iterator[Quantity]:
    """The numbers of a list whose unit stands behind the last: 60万、30万、9万元; 3、2、1个百分点."""
    patterns = (_LISTED, _POINTS_LISTED) if "个百分点" in text else (_LISTED,)
    for match in chain.from_iterable(pattern.finditer(text) for pattern in patterns):
        value = _number(match["number"])
        if value is not None:
            unit = re.sub(r"\s", "", match["unit"])
            yield Quantity(
                *match.span(), value, None, unit, _dimension(unit), False, _is_chinese(match["number"])
            )


def _money_bare(text: str) -> Iterator[Quantity]:
    """Money that is granted without 元: 给予2万—20万的资助."""
    for match in _MONEY_BARE.finditer(text):
        yield from _two_ended(match, match["unit"], "money")


def _between_signs(text: str) -> Iterator[Quantity]:
    """A range printed around what is measured: 300≤X＜1000."""
    for match in _BETWEEN_SIGNS.finditer(text):
        yield from _two_ended(match, "", "")


def _two_ended(match: re.Match[str], unit: str, dimension: str) -> Iterator[Quantity]:
    value, low = _number(match["number"]), _number(match["low"]) if match["low"] else None
    if value is not None:
        first, last = (value, None) if low is None else (low, value)
        yield Quantity(*match.span(), first, last, unit, dimension)


def _factor_of(unit: str) -> str | None:
    return next((word for word in sorted(MULTIPLIERS, key=len, reverse=True) if unit.startswith(word)), None)


def _dimension(unit: str) -> str:
    plain = re.split(r"[/／·]", base(0, unit)[1])[0]
    return MEASURES[plain].dimension if plain in MEASURES else ""


def _counted_times(text: str) -> Iterator[Quantity]:
    """Months and years that measure an amount or a level: 3个月工资, 重现期2～3年, 受教育年限11.7年."""
    patterns = (pattern for sign, own in _TIMES_COUNTED.items() if sign in text for pattern in own)
    for pattern in patterns:
        for match in pattern.finditer(text):
            value = _number(match["number"])
            if value is None:
                continue
            low = _number(match["low"]) if match.groupdict().get("low") else None
            first, last = (value, None) if low is None else (low, value)
            start = match.start("number") if low is None else match.start("low")
            unit = re.sub(r"\s", "", match["unit"])
            yield Quantity(start, match.end("unit"), first, last, unit, "time")


def _rated(text: str) -> Iterator[Quantity]:
    for match in _RATED.finditer(text):
        value = _number(match["number"])
        if value is not None:
            yield Quantity(*match.span(), value, None, re.sub(r"\s", "", match["unit"]), "rate")


def _people(text: str) -> Iterator[Quantity]:
    """People counted without a measure word: 22万农村人口."""
    for match in _PEOPLE.finditer(text):
        value = _number(match["number"])
        if value is not None:
            yield Quantity(*match.span(), value, None, match["unit"], "person", bool(match["more"]))


def _per_hundreds(text: str) -> Iterator[Quantity]:
    for match in _PER_HUNDRED.finditer(text):
        value, high = _number(match["number"]), _number(match["high"] or "")
        if value is not None:
            yield Quantity(*match.span(), value, high, _PERCENT[match["base"]], "percent")
    for match in _FRACTION.finditer(text):
        above, below = _number(match["above"]), _number(match["below"])
        if above is not None and below is not None and match["below"] not in _PERCENT:
            yield _ratio(*match.span(), f"{above:g}/{below:g}")
    for match in _SLASHED.finditer(text):
        start = match.start("above")
        yield _ratio(start, match.end(), f"{match['above']}/{match['below']}")


def _ratio(start: int, end: int, printed: str) -> Quantity:
    return Quantity(start, end, None, None, "", "ratio", ratio=printed)


def _ratios(text: str) -> Iterator[Quantity]:
    for match in _RATIO.finditer(text):
        if not _CLOCK.fullmatch(match[0]) or _IN_PROPORTION.search(_tail(text, match.start())):
            yield _ratio(*match.span(), re.sub(r"\s", "", match[0]))


def _tail(text: str, end: int) -> str:
    """The last few characters before a position."""
    return text[max(0, end - _NEAR) : end]


def _bare(text: str) -> Iterator[Quantity]:
    """Numbers without a unit count where a comparison stands beside them."""
    for match in _COUNT_ONLY.finditer(text):
        before, after = _tail(text, match.start()), text[match.end() : match.end() + _NEAR]
        compared = _NEEDS_AFTER.match(after) or (_NEEDS_BEFORE.search(before) and _ENDS_PHRASE.match(after))
        value = _number(match["number"])
        if value is None or not compared or re.search(r"[A-Za-z0-9_.]$", before):
            continue
        yield Quantity(match.start("number"), match.end(), value, None, match["unit"] or "", "")


_FINDERS: tuple[tuple[Callable[[str], Iterator[Quantity]], Iterable[str]], ...] = (
    (_per_hundreds, "分/"),
    (_between_signs, "≤＜<"),
    (_ratios, ":：∶比"),
    (_counted_times, "月年"),
    (_listed, "".join(MULTIPLIERS)),
    (_money_bare, "万亿"),
    (_measured, _SIGNS),
    (_rated, "/／"),
    (_people, "".join(MULTIPLIERS)),
    (_bare, "0123456789０１２３４５６７８９"),
)
"""What finds quantities, in the order in which they take their words, and the characters one of which each needs."""
