"""Comparators: the words before and after a quantity that say how it binds (guidelines, targets)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.language.quantities import Quantity
from schema.facts import Comparator

_NO_MARK = r"[^，、。；：！？,;:!?]"
_HERE = r"(?:本|当地|所在|全|我|上年|同期)[市县区省地期]{0,2}"  # 不超过本市2个月最低生活保障标准
_EACH = r"(?:每[^，、。；：！？,;:!?\d]{1,3}){1,3}"  # 不低于每生每年500元
_MONEY = (  # 不超过贷款总额的30%, 不超过人民币200万元
    r"(?:可?给予|再?补助|再?奖励|补贴|资助|支持|扶持|奖补|资金|金额|总额|额度|限额|可?申请|贷款|不超|累计|合计|"
    r"达到?|为|至|到|按|其|每人|每户|每年|每家|每个)"
)

# (comparator, words, what may stand between the words and the number)
_BEFORE: tuple[tuple[Comparator, str, str], ...] = (
    # 不少于10家; 不得低于住宅建筑面积的10%; 年满60周岁
    (
        ">=",
        r"不(?:得|应|能|宜)?(?:少于|低于|小于|短于)|[≥≧]|＞=|>=|达不?到?或(?:者)?超过|不下于|大于或?等于|"
        + words("ASMANYAS").pattern,
        rf"(?:{_NO_MARK}{{0,20}}的|{_NO_MARK}{{0,16}}[数量额积值润入费款]|{_HERE}|{_EACH})?",
    ),
    # 至少布局6所小学; 最低补助标准500元
    (">=", r"至少|最低(?!生活|工资|收购|标准|限度)|最少|起码", rf"{_NO_MARK}{{0,14}}"),
    # 不超过首轮实际投资额的20%; 控制在5%以内; 放宽至40%
    (
        "<=",
        r"不(?:得|应|能|宜|予)?(?:再)?(?:超过|超出|高于|大于|多于|突破)|[≤≦]|<=|＜=|小于或?等于|控制在|控制到|放宽[至到]|(?<!期)限[于为]|[只仅]限[^，。；0-9]{0,4}|限(?:购|租|领|报|申领)",
        rf"(?:{_NO_MARK}{{0,20}}的|{_NO_MARK}{{0,16}}[数量额积值]|{_MONEY}|{_HERE}|{_EACH})?",
    ),
    # 最高200万元; 最高可给予500万元; 上限为60%
    ("<=", words("ATMOST").pattern, rf"{_NO_MARK}{{0,14}}"),
    # 最大不超过5人; 最大额度50万元; not 最大降雨量36毫米
    ("<=", r"最大", r"(?:[^，。；：]{0,4}(?:额度|金额|限额|规模))?(?:可达?|为|不超过)?"),
    # 超过100个; 突破10万人次; 高于全市平均水平的20%
    (
        ">",
        r"超过|超出|大于|突破|跨越|高于|多于|[>＞]",
        rf"(?:[^，。；：,;:]{{0,16}}的|了|约|[^，。；：]{{0,10}}平均(?:水平|值)?|{_HERE}|{_EACH})?",
    ),
    (">", r"(?<![高不])超|逾|(?<=[值入税收额量])过", r""),  # 逾50万人; 产值过500亿元
    # 不足5000人; 低于当地标准的60%
    (
        "<",
        r"低于|小于|少于|不足|不满|未满|不到|未达到?|[<＜]",
        rf"(?:[^，。；：,;:]{{0,16}}的|{_HERE}|{_EACH})?",
    ),
    # 约90亿元; 近1000人
    ("~", words("ROUGHLY").pattern, r"[有为占达]?"),
)
_BEFORE_PATTERNS = [
    (sign, lazy(rf"(?:{words})(?P<gap>{gap})\s*(?:[（(]含[）)]|人民币)?\s*$")) for sign, words, gap in _BEFORE
]
_AFTER_WORDS: tuple[tuple[Comparator, str], ...] = (
    (">=", words("ORMORE").pattern),  # 3000座以上, 10亿元及以上, 5%（含）以上
    ("<=", rf"{words('ORLESS').pattern}|{words('IN').pattern}"),  # 5%以内, 500米范围内
    ("~", words("ORSO").pattern),  # 2万座左右
)
_AFTER = [
    (
        sign,
        lazy(
            rf"(?:级|[^，。；：、\d以（(及或含级]{{1,2}}(?=以[上下]))?"  # 两艘船以上, 8千瓦级以下
            rf"\s*+(?:[（(]含(?:本数)?[）)]|[及或](?:者)?|含)?\s*+(?:{words})(?:\s*+[（(]含(?:本数)?[）)])?"
        ),
    )
    for sign, words in _AFTER_WORDS
]
_BEFORE_NAME: dict[str, Comparator] = {  # 600mm≤管径
    "≤": ">=", "≦": ">=", "<=": ">=", "<": ">", "＜": ">", "≥": "<=", ">=": "<=", ">": "<", "＞": "<",
}  # fmt: skip
_TURNED = lazy(r"\s*(<=|>=|[≤≦<＜≥>＞])(?=\s*[一-龥A-Za-z])")
_EXCLUDED = lazy(r"以(?P<side>[上下])[”\"]?[，,]?(?:均|都)?不(?:包括|含|包含)本")  # “以下”不包括本数
_GROW = lazy(words("GROWN").pattern)  # 新增健康镇15个; 增长5.5%; 提高3个百分点; not 增加值, 增长率
_SHRINK = lazy(
    r"下降|降低|减[产收少]|压减|压缩|缩短|缩减|削减|下调|下浮|回落|下跌|核减|调减|减排|减(?=\d)|降(?=\d)"
)
_LEVEL = lazy(r"(?:[为由从率量值]|[到至达]的?(?:每[^，]{1,4})?)\s*$")
_RATE_OF_CHANGE = lazy(r"^(?:了|约|近|幅度?|率)?(?:分别|均|各|年均|不少于)?\s*[-－−]?\s*$")
_CHANGED = lazy(r"[^，、。；：\d到至为达按的]{2,10}")  # 降低大工业电价5%
_GIVEN = lazy(r"奖励|给予|补助|补贴")  # 每新增1个品牌奖励5万元
_BEYOND = lazy(r"超出[^，。；\d]{1,8}$")  # 超出定额 | 20%
_JOIN = lazy(r"[、和及与，,]")
_COUNTED_GROWTH = lazy(words("COUNTEDGROWTH").pattern)
_UP_TO = lazy("[到至]")
_IMPROVES = lazy(r"提高|提升")  # 改造提升3家
_INCLUDED = lazy(r"\s*[（(]含(?:本数)?[）)]")  # 大于10吨（含）
_OR_EQUAL: dict[Comparator, Comparator] = {">": ">=", "<": "<="}
_LISTED = lazy(r"[^，。；：、\d]{0,20}[、和及][^，。；：、\d]{0,8}")
_COMPARED = lazy(r"平均|水平")
_LONGEST_LIST = 20  # numbers that one bound opens
_LONGEST_SEGMENT = 600  # characters between a word of change and its number


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quantity binds; `start` and `end` take in the comparing words; `explicit` if there are any."""

    comparator: Comparator
    start: int
    end: int
    explicit: bool


def compare(text: str, quantity: Quantity, segment_start: int, earlier: list[Quantity]) -> Comparison:
    """The comparison of a quantity with the words of its segment (`earlier`: quantities before it there)."""
    sign, end = _sign_after(text, quantity)
    before, start = _sign_before(text, quantity, segment_start, earlier)
    change = _change(text, quantity, segment_start, earlier)
    if quantity.value_max is not None:
        return Comparison("range", start, end, True)
    if sign is not None:
        return Comparison(sign, start, end, True)
    if (
        before == ">"
        and change == "+"
        and quantity.dimension == "percent"
        and _BEYOND.search(text[segment_start : quantity.start])
    ):
        before = None
    if before is not None:
        if included := _INCLUDED.match(text, quantity.end):
            before, end = _OR_EQUAL.get(before, before), included.end()
        return Comparison(before, start, end, True)
    if change is not None:
        return Comparison(change, start, end, True)
    if carried := _carried(text, quantity, segment_start, earlier):
        return Comparison(carried, start, end, True)
    return Comparison(">" if quantity.more else "=", start, end, False)


def _sign_after(text: str, quantity: Quantity) -> tuple[Comparator | None, int]:
    for sign, pattern in _AFTER:
        if match := pattern.match(text, quantity.end):
            if text[match.end() - 1] == "内" and match[0].strip() == "内" and quantity.dimension != "length":
                continue
            return _without_bound(sign, text), match.end()
    if turned := _TURNED.match(text, quantity.end):
        return _BEFORE_NAME[turned[1]], turned.end()
    return None, quantity.end


def _without_bound(sign: Comparator, text: str) -> Comparator:
    """`<` for 以下 where the text itself says that 以下 leaves the number out."""
    sides = _excluded(text)
    if sign == "<=" and "下" in sides:
        return "<"
    return ">" if sign == ">=" and "上" in sides else sign


@lru_cache(maxsize=16)
def _excluded(text: str) -> frozenset[str]:
    """The sides that a text says leave the number out."""
    return frozenset(match["side"] for match in _EXCLUDED.finditer(text))


def _sign_before(
    text: str, quantity: Quantity, segment_start: int, earlier: list[Quantity]
) -> tuple[Comparator | None, int]:
    from_here = max(segment_start, earlier[-1].end if earlier else 0)
    head = text[from_here : quantity.start]
    best: tuple[Comparator | None, int] = (None, quantity.start)
    for sign, pattern in _BEFORE_PATTERNS:
        if match := pattern.search(head):
            if _COMPARED.search(match["gap"]) and "百分点" in quantity.unit:
                continue
            at = from_here + match.start()
            if best[0] is None or at < best[1]:
                best = (sign, at)
    return best


def _carried(text: str, quantity: Quantity, segment_start: int, earlier: list[Quantity]) -> Comparator | None:
    """The bound that opened a list: 至少布局6所小学、2所初中、1所高中."""
    for place in range(len(earlier) - 1, max(-1, len(earlier) - 1 - _LONGEST_LIST), -1):
        last = earlier[place]
        listed = last.start >= segment_start and _LISTED.fullmatch(text, last.end, quantity.start)
        if not listed or _sign_after(text, last)[0] is not None:
            return None
        sign = _sign_before(text, last, segment_start, earlier[:place])[0]
        if sign in (">=", "<=", ">"):
            return sign
        quantity = last
    return None


def _change(text: str, quantity: Quantity, segment_start: int, earlier: list[Quantity]) -> Comparator | None:
    """`+` and `-`: the last word of change in the segment that governs this quantity."""
    segment_start = max(segment_start, quantity.start - _LONGEST_SEGMENT)
    head = text[segment_start : quantity.start]
    if quantity.dimension == "percent" and _BEYOND.search(head):
        return "+"
    part = "/" in (quantity.ratio or "")  # 压缩三分之一, not 1:0.5
    if _LEVEL.search(head) or (quantity.dimension == "ratio" and not part):
        return None
    words = [(match, "+") for match in _GROW.finditer(head)] + [
        (match, "-") for match in _SHRINK.finditer(head)
    ]
    words = [(match, sign) for match, sign in words if not head.endswith("每", 0, match.start())]
    if not words:
        return None
    word, sign = max(words, key=lambda item: item[0].start())
    gap = head[word.end() :]
    if _GIVEN.search(gap):
        return None
    for other in reversed(earlier):
        if other.start < segment_start + word.end():
            break
        gap = gap[: other.start - segment_start - word.end()] + gap[other.end - segment_start - word.end() :]
    if _UP_TO.search(gap) and not _COUNTED_GROWTH.match(word[0]):
        return None
    if quantity.dimension in ("count", "person") and _IMPROVES.fullmatch(word[0]):
        return None
    counted = _COUNTED_GROWTH.match(word[0]) is not None and quantity.dimension not in ("percent",)
    rated = _RATE_OF_CHANGE.match(_JOIN.sub("", gap)) is not None
    rated = rated or (quantity.dimension == "percent" and _CHANGED.fullmatch(gap) is not None)
    if counted or rated:
        return "+" if sign == "+" else "-"
    return None
