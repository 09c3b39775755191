"""Targets: the numbers of a clause that bind or promise (guidelines, targets).

`find_targets` takes the quantities of a text, drops those that only name or enumerate, and gives each of the
others its comparator, kind, due date and indicator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parsers.comparators import Comparison, compare
from parsers.context import Context
from parsers.dates import Date, find_dates
from parsers.quantities import Quantity, base, find_quantities
from parsers.target_indicators import indicator_of
from parsers.target_kinds import document_year, in_review, kind_of
from schema.facts import Target

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]?")
_SEGMENT = re.compile(r"[^，；：。！？,;:!?\n]*[，；：。！？,;:!?\n]?")
_FACTLESS = {"chronicle", "appointments"}

_STEP = re.compile(  # 每上市1家企业, 每超额完成1个百分点, 每10万人口; not 每满5000万元, 每户不少于2人
    r"每(?![满年月人户个家名所支亩吨班项次场件季周日天期套台辆间栋平村县镇乡区街社学床百千万十]|[0-9])[^，。；：、0-9]{0,10}$|每\s*(?:超|新|引|增|多|少|减|逾)?\s*$"
)
_RECURRING = re.compile(r"每[一二两三四半\d]?个?(?:年|半年|季度?|月|周|学期|学年|日|天|旬)|定期|年均")
_ENUMERATED = re.compile(
    r"(?:等|以下|下列|上述|以上|前述|其他|其余|[这该本各另]|分为|划分为|一式|同一|任何?|某)\s*$"
)
_NAMED_COUNT = re.compile(r"[一二三四五六七八九十两]个?(?:专项|文明|全面|自信|意识|维护|确立)")
_BRACKET_NOTE = re.compile(r"[（(](?:不含|含|不包括|包括|包含)\s*$")
_BUILD = re.compile(  # 创建一家三甲中医医院, 新增两所
    r"(?:新增|新建|建成|建设|创建|培育|打造|引进|组建|设立|配备|建立|布局|遴选|完成|形成|建有|拥有)(?:了|约)?\s*$"
)
_FREE_KIND = {"级", "度", "点", "代", "批", "系列"}
_SCALE = re.compile(r"地震|震级|风力|台风|阵风")
_AGE = re.compile(r"满\s*$|寿命|年龄")
_ELIGIBLE = re.compile(r"给予|补贴|补助|享受|申请|发放|优待|参保|报考|招收|招聘")
_AGE_GROUP = re.compile(
    r"(?:及?以[上下])?[^，。；]{0,4}(?:儿童|婴幼儿|老年人|老人|人口|人群|青少年|幼儿)"
)  # 3岁以下婴幼儿
_ATTRIBUTES = {"千伏", "伏", "kV", "吨级"}  # 750千伏电网工程
_SAME_AGAIN = re.compile(r"\s*或者?\s*")
_GOVERNS = re.compile(r"^[^，。；]{0,6}$")


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what its surroundings decide: the date that governs it and whether it looks back."""

    start: int
    end: int
    due: str | None
    review: bool


def find_targets(text: str, context: Context) -> list[Target]:
    """The numbers of one clause's text that bind or promise, in reading order."""
    if context.role in _FACTLESS:
        return []
    quantities = find_quantities(text)
    if not quantities:
        return []
    dates = find_dates(text, document_year(context))
    rows: list[Target] = []
    for sentence in _sentences(text, dates, context):
        inside = [q for q in quantities if sentence.start <= q.start < sentence.end]
        rows += _sentence_targets(text, sentence, inside, dates, context)
    return rows


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[_Span]:
    return [_Span(*m.span()) for m in pattern.finditer(text, start, end) if m.end() > m.start()]


def _sentences(text: str, dates: list[Date], context: Context) -> list[_Sentence]:
    """The sentences, each with the due date of its own or of the lead-in, and its verdict on past or future."""
    year = document_year(context)
    lead_dates = find_dates(context.lead_in, year)
    carried = _due(lead_dates[-1:], year) if re.search(r"[：:]\s*$", context.lead_in) else None
    reviewing = _opens_review(context, year)
    found: list[_Sentence] = []
    for span in _spans(_SENTENCE, text, 0, len(text)):
        own = [date for date in dates if span.start <= date.start < span.end]
        leading = [date for date in own if _GOVERNS.match(text[span.start : date.start].strip("（( "))]
        sentence = text[span.start : span.end]
        reviewing = in_review(sentence, context, reviewing, _is_past(leading or own, year))
        due = _due(own, year)
        if leading and due:
            carried = due
        found.append(_Sentence(span.start, span.end, due or carried, reviewing))
    return found


def _opens_review(context: Context, year: int | None) -> bool:
    if not context.before:
        return False
    last = context.before.strip().splitlines()[-1:]
    return any(in_review(line, context, False, _is_past(find_dates(line, year)[:1], year)) for line in last)


def _is_past(dates: list[Date], year: int | None) -> bool | None:
    """Whether the first dated period lies before the document's year; None where nothing tells."""
    known = [date for date in dates if date.last_day]
    if not known or year is None:
        return None
    last_year = int((known[0].last_day or "")[:4])
    if last_year == year:
        return None
    return last_year < year


def _due(dates: list[Date], year: int | None) -> str | None:
    for date in reversed(dates):
        if date.last_day and (year is None or int(date.last_day[:4]) >= year):
            return date.last_day
    return None


def _sentence_targets(
    text: str, sentence: _Sentence, quantities: list[Quantity], dates: list[Date], context: Context
) -> list[Target]:
    rows = []
    segments = _spans(_SEGMENT, text, sentence.start, sentence.end)
    for segment in segments:
        inside = [q for q in quantities if segment.start <= q.start < segment.end]
        compared = [
            (q, compare(text, q, _scope_start(text, q, segment, segments), _earlier(q, quantities)))
            for q in inside
        ]
        for index, (quantity, comparison) in enumerate(_spread(text, segment, compared)):
            if not _binds(text, quantity, comparison, segment, sentence):
                continue
            previous_end = inside[index - 1].end if index else segment.start
            rows.append(_target(text, quantity, comparison, segment, sentence, previous_end, dates, context))
    return rows


def _earlier(quantity: Quantity, quantities: list[Quantity]) -> list[Quantity]:
    return [other for other in quantities if other.end <= quantity.start]


def _scope_start(text: str, quantity: Quantity, segment: _Span, segments: list[_Span]) -> int:
    """Where the words that govern a quantity may begin: a segment that opens with it goes on with the last."""
    start = segment.start
    for span in reversed([span for span in segments if span.end <= segment.start]):
        if text[start : quantity.start].strip(" 和及与") or text[span.end - 1] not in "，,":
            break
        start = span.start
    return start


def _spread(
    text: str, segment: _Span, compared: list[tuple[Quantity, Comparison]]
) -> list[tuple[Quantity, Comparison]]:
    """In a 分别 list the comparison of its last number holds for all: 分别达到60%、80%、90%以上."""
    words = text[segment.start : segment.end]
    if "分别" not in words or len(compared) < 2:
        return compared
    at = segment.start + words.index("分别")
    listed = [comparison for quantity, comparison in compared if quantity.start >= at]
    signs = {c.comparator for c in listed if c.explicit}
    if len(signs) != 1 or "range" in signs or all(c.explicit for c in listed):
        return compared
    sign = signs.pop()
    return [(q, replace(c, comparator=sign, explicit=True) if q.start >= at else c) for q, c in compared]


def _binds(
    text: str, quantity: Quantity, comparison: Comparison, segment: _Span, sentence: _Sentence
) -> bool:
    """Whether a quantity is a row: not a step, an enumeration, a note in brackets or a name."""
    before = text[segment.start : quantity.start]
    own = text[segment.start : segment.end]
    if _BRACKET_NOTE.search(before) or (_STEP.search(before) and not comparison.end > quantity.end):
        return False
    if _is_repeated(text, quantity):
        return False
    unit = quantity.unit
    if unit in ("次", "场", "期", "遍", "轮") and quantity.value == 1 and _RECURRING.search(own):
        return False
    if quantity.dimension == "age":
        eligible = _ELIGIBLE.search(text[sentence.start : sentence.end]) is not None
        return _AGE.search(before) is not None or (eligible and not _AGE_GROUP.match(text, quantity.end))
    if base(0, unit)[1] in _ATTRIBUTES and not comparison.explicit:
        return False
    if quantity.dimension == "kind":
        return _kind_binds(quantity, comparison, own)
    compared = comparison.explicit and comparison.comparator not in ("+", "-")
    if quantity.chinese and quantity.dimension in ("count", "person"):
        return compared or _chinese_binds(quantity, before)
    return compared or quantity.dimension not in ("count", "person") or not _ENUMERATED.search(before)


def _kind_binds(quantity: Quantity, comparison: Comparison, own: str) -> bool:
    if quantity.unit in _FREE_KIND:
        return quantity.unit == "级" and not quantity.chinese and _SCALE.search(own) is not None
    return comparison.explicit and not (quantity.unit == "层" and quantity.chinese)


def _chinese_binds(quantity: Quantity, before: str) -> bool:
    if not _BUILD.search(before):
        return False
    return quantity.unit in ("家", "所", "座", "名", "人") or (
        quantity.value != 1 and quantity.unit in ("支", "处")
    )


def _is_repeated(text: str, quantity: Quantity) -> bool:
    """The first of 2个或2个以上."""
    again = _SAME_AGAIN.match(text, quantity.end)
    if not again or "或" not in again[0]:
        return False
    printed = text[quantity.start : quantity.end]
    return text.startswith(printed, again.end())


def _target(
    text: str,
    quantity: Quantity,
    comparison: Comparison,
    segment: _Span,
    sentence: _Sentence,
    previous_end: int,
    dates: list[Date],
    context: Context,
) -> Target:
    kind = kind_of(
        text,
        quantity,
        comparison,
        (sentence.start, sentence.end),
        (segment.start, segment.end),
        context,
        sentence.review,
    )
    item_start = _item_start(text, segment, previous_end, comparison.start, dates)
    start, end = min(comparison.start, quantity.start), max(comparison.end, quantity.end)
    numeric = isinstance(quantity.value, float)
    value_base, unit_base = base(float(quantity.value), quantity.unit) if numeric else (None, None)
    return Target(
        quote=text[start:end],
        char_start=start,
        char_end=end,
        indicator=indicator_of(text, quantity, comparison, (segment.start, segment.end), item_start),
        comparator=comparison.comparator,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        value_base=value_base,
        unit_base=unit_base,
        due=None if kind == "baseline" else sentence.due,
        kind=kind,
    )


def _item_start(text: str, segment: _Span, previous_end: int, end: int, dates: list[Date]) -> int:
    """Where the words about a quantity begin: after the number before it, its 、, and a date."""
    start = max(segment.start, previous_end)
    if previous_end > segment.start:
        mark = max(text.rfind(char, start, end) for char in "、和及")
        start = mark + 1 if mark >= start and mark - start < 6 else start
    for date in dates:
        if start <= date.start and date.end <= end:
            start = date.end
    return start
