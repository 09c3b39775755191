"""Targets: the numbers of a clause that bind or promise (guidelines, targets).

`find_targets` takes the quantities of a text, drops those that only name or enumerate, and gives each of the
others its comparator, kind, due date and indicator.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from parsers.facts.targets.comparators import Comparison, compare
from parsers.facts.targets.indicators import indicator_of
from parsers.facts.targets.kinds import Sign, kind_of, signs_of
from parsers.facts.targets.mentions import Mention, is_row
from parsers.facts.targets.review import in_review
from parsers.language.dates import Date, find_dates
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from parsers.language.quantities import Quantity, base, find_quantities
from parsers.layout.evidence.signs import Verdict
from schema.facts import Comparator, Target, TargetKind

_SENTENCE = lazy(r"[^。！？!?\n]+[。！？!?\n]*|[。！？!?\n]+")
_SEGMENT = lazy(r"[^，；：。！？,;:!?\n]+[，；：。！？,;:!?\n]*|[，；：。！？,;:!?\n]+")
_HALF_WIDTH = lazy(r"[,;:](?![0-9])|(?<![0-9])[,;:]")  # not 1,234 or 1:0.5
_WIDE = {",": "，", ";": "；", ":": "："}
_FACTLESS = {"chronicle", "appointments"}
_LEADS = lazy(r"^[^，。；]{0,6}$")  # what may stand before a date that governs the sentences after it
_START = lazy(r"\s*(?:日)?[起始]|以来|开始|相比|的?基础上")  # no due date: 自2019年1月1日起
_WHOLE_YEAR = lazy("(?:^|(?<=[，。；：]))全年(?!龄)")
_LISTED_DATES = lazy(r"[^，。；：]{3,14}[、和及与]到?")  # 2025年、2030年
_NEAR = 12  # characters between a date and the word that compares with it
_SIGHT = 150  # characters before and after a number that say what it is
_MOST_EARLIER = 100  # numbers before one that may share its words
_BASE_BEFORE = lazy(r"(?:比|较|相比|与|以)\s*[“\"]?\Z")
_BASE_AFTER = lazy(r"[”\"]?\s*(?:年?的?基础上|相比|水平|为基)")

AnyFound = TypeVar("AnyFound", Date, Quantity)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its due dates, the one it inherits, whether it looks back, and where it turns ahead."""

    start: int
    end: int
    dues: tuple[tuple[int, str], ...]
    carried: str | None
    review: Verdict
    ahead: int | None

    def looks_back_at(self, position: int) -> bool:
        """Whether a number tells what was reached: after a turn to a coming date it does not."""
        return self.review.holds and (self.ahead is None or position < self.ahead)

    def due_at(self, position: int) -> str | None:
        """The due date of a number: the last one before it, else the one inherited, else the next."""
        before = [due for start, due in self.dues if start < position]
        after = [due for start, due in self.dues if start >= position]
        return before[-1] if before else self.carried or (after[0] if after else None)

    def dues_apart(self, text: str, position: int, count: int) -> list[str]:
        """The due dates of a 分别 list, one for each number: 到2025年、2030年分别达到60%、80%."""
        listed = [(start, due) for start, due in self.dues if start < position][-count:]
        ends = [start for start, _ in listed[1:]]
        between = [text[start:end] for (start, _), end in zip(listed, ends, strict=False)]
        apart = len(listed) == count > 1 and all(_LISTED_DATES.fullmatch(words) for words in between)
        return [due for _, due in listed] if apart else []


Told = Callable[[Mention, Sequence[Sign], Verdict], None]
"""Is told each number that is a row, the signs that its kind rests on, and whether its sentence looks back."""


def find_targets(text: str, context: Context, told: Told | None = None) -> list[Target]:
    """The numbers of one clause's text that bind or promise, in reading order."""
    wide = _HALF_WIDTH.sub(lambda mark: _WIDE[mark[0]], text)
    year = context.years.bare
    quantities = find_quantities(wide, year) if context.role not in _FACTLESS else []
    if not quantities:
        return []
    dates = find_dates(wide, year)
    found = [
        target
        for sentence in _sentences(wide, dates, context)
        for target in _targets_of(wide, sentence, quantities, dates, context, told)
    ]
    return [row.model_copy(update={"quote": text[row.char_start : row.char_end]}) for row in found]


def _sentences(text: str, dates: list[Date], context: Context) -> Iterator[_Sentence]:
    """The sentences, each with the due dates of its own and of the lead-in, and whether it looks back."""
    year = context.years.year
    opens_list = re.search(r"[：:]\s*$", context.lead_in)
    lead_in = (
        _dues(context.lead_in, find_dates(context.lead_in, context.years.bare), year) if opens_list else ()
    )
    carried = lead_in[-1][1] if lead_in else None
    reviewing = _reviewed_before(context, year)
    starts = [date.start for date in dates]
    for match in _SENTENCE.finditer(text):
        own = dates[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]
        told = [date for date in own if not _is_base(text, date)]
        leading = [date for date in told if _LEADS.match(text[match.start() : date.start].strip("（( "))]
        past = _is_past(leading, year) if leading else _is_past(told, year) or None
        review = in_review(match.group(), context, reviewing, past)
        reviewing = review.holds
        dues = _dues(text, own, year)
        turns = bool(dues) and dues[0][0] > match.start() and _is_past(told, year) is True
        ahead = dues[0][0] if turns else None
        yield _Sentence(match.start(), match.end(), dues, carried, review, ahead)
        if leading and dues:
            carried = dues[-1][1]


def _is_base(text: str, date: Date) -> bool:
    """Whether a date only names what is compared with: 比2020年下降18%, 在2020年基础上."""
    return bool(
        _BASE_BEFORE.search(text, max(0, date.start - _NEAR), date.start) or _BASE_AFTER.match(text, date.end)
    )


def _reviewed_before(context: Context, year: int | None) -> bool:
    """Whether the last paragraph before this one, in the same clause, looks back."""
    last = context.before.last.strip().rpartition("\n")[2]
    if not last:
        return False
    past = _is_past(find_dates(last, context.years.bare)[:1], year)
    return in_review(last, context, False, past).holds


def _is_past(dates: list[Date], year: int | None) -> bool | None:
    """Whether the first dated period lies before the document's year; None where nothing tells."""
    known = [int(date.last_day[:4]) for date in dates if date.last_day]
    if not known or year is None or known[0] == year:
        return None
    return known[0] < year


def _dues(text: str, dates: list[Date], year: int | None) -> tuple[tuple[int, str], ...]:
    """Position and last day of the periods named, those left out that are past or only begin something."""
    whole = [(match.start(), f"{year}-12-31") for match in _WHOLE_YEAR.finditer(text)] if year else []
    named = [
        (date.start, date.last_day)
        for date in dates
        if date.last_day
        and not _START.match(text, date.end)
        and (year is None or int(date.last_day[:4]) >= year)
    ]
    return tuple(sorted(named + whole))


def _targets_of(
    text: str,
    sentence: _Sentence,
    quantities: list[Quantity],
    dates: list[Date],
    context: Context,
    told: Told | None,
) -> Iterator[Target]:
    quantities = _within(quantities, sentence.start, sentence.end)
    if not quantities:
        return
    segments = [match.span() for match in _SEGMENT.finditer(text, sentence.start, sentence.end)]
    dates = _within(dates, sentence.start, sentence.end)
    indicators: list[str] = []
    for index in range(len(segments)):
        mentions = _spread(_mentions(text, index, segments, quantities, sentence))
        dues = _dues_apart(mentions, sentence)
        for place, mention in enumerate(mentions):
            if is_row(mention):
                review = sentence.looks_back_at(mention.quantity.start)
                signs = list(signs_of(mention, context, review))
                kind, sure = kind_of(signs)
                if told:
                    told(mention, signs, sentence.review)
                named = indicator_of(mentions, place, dates, indicators, kind)
                doubts = [*(() if sure else ("unsure_kind",)), *(() if named else ("no_indicator",))]
                yield _target(mention, named, kind, sentence, dues.get(place), tuple(doubts))
                indicators += [named] if named else []


def _within(found: list[AnyFound], start: int, end: int) -> list[AnyFound]:
    """Those of some dates or quantities, in order, that begin in a range."""
    return found[bisect_left(found, start, key=_start_of) : bisect_left(found, end, key=_start_of)]


def _start_of(found: Date | Quantity) -> int:
    return found.start


def _dues_apart(mentions: list[Mention], sentence: _Sentence) -> dict[int, str]:
    """The due date of each number of a 分别 list that has as many dates as numbers, by its index."""
    if not mentions or "分别" not in mentions[0].own:
        return {}
    at = mentions[0].segment[0] + mentions[0].own.index("分别")
    listed = [index for index, mention in enumerate(mentions) if mention.quantity.start > at]
    dues = sentence.dues_apart(mentions[0].text, at, len(listed))
    return dict(zip(listed, dues, strict=False))


def _mentions(
    text: str, index: int, segments: list[tuple[int, int]], quantities: list[Quantity], sentence: _Sentence
) -> list[Mention]:
    """The quantities of one segment, each with its comparison."""
    found = []
    segment = segments[index]
    for quantity in _within(quantities, *segment):
        before = bisect_left(quantities, quantity.start, key=_start_of)
        earlier = quantities[max(0, before - _MOST_EARLIER) : before]
        scope = _scope_start(text, quantity, index, segments)
        comparison = compare(text, quantity, scope, earlier)
        low, high = quantity.start - _SIGHT, quantity.end + _SIGHT
        seen = (max(sentence.start, low), min(sentence.end, high))
        near = (max(segment[0], low), min(segment[1], high))
        found.append(Mention(text, quantity, comparison, near, seen))
    return found


def _scope_start(text: str, quantity: Quantity, index: int, segments: list[tuple[int, int]]) -> int:
    """Where the words that govern a quantity may begin: a segment that opens with it goes on with the last."""
    start = segments[index][0]
    while index and not text[start : quantity.start].strip(" 和及与") and text[start - 1] in "，,":
        index -= 1
        start = segments[index][0]
    return start


def _spread(mentions: list[Mention]) -> list[Mention]:
    """In a 分别 list the comparison of its last number holds for all: 分别达到60%、80%、90%以上."""
    mentions = _with_last_bound(_with_alternatives(mentions))
    if len(mentions) < 2 or "分别" not in mentions[0].own:
        return mentions
    at = mentions[0].segment[0] + mentions[0].own.index("分别")
    listed = [mention.comparison for mention in mentions if mention.quantity.start >= at]
    signs = {comparison.comparator for comparison in listed if comparison.explicit}
    if len(signs) != 1 or "range" in signs:
        return mentions
    sign = signs.pop()
    return [
        replace(mention, comparison=_with_sign(mention.comparison, sign))
        if mention.quantity.start >= at
        else mention
        for mention in mentions
    ]


def _with_last_bound(mentions: list[Mention]) -> list[Mention]:
    """The bound behind the last number of a list holds for each: 300万美元、500万美元、1亿美元以上."""
    found, behind = list(mentions), False
    for index in reversed(range(len(found) - 1)):
        one, other = found[index], found[index + 1]
        sign = other.comparison.comparator
        behind = (behind or other.comparison.end > other.quantity.end) and sign in (">=", "<=")
        bare = one.comparison.end == one.quantity.end and one.comparison.comparator in ("=", "+", "-")
        alike = one.quantity.dimension == other.quantity.dimension
        behind = behind and bare and alike and one.text[one.quantity.end : other.start].strip() == "、"
        if behind:
            found[index] = replace(one, comparison=_with_sign(one.comparison, sign))
    return found


def _with_alternatives(mentions: list[Mention]) -> list[Mention]:
    """The bound behind an alternative holds for both: 1万间或3000户以上."""
    found = list(mentions)
    for index in reversed(range(len(found) - 1)):
        one, other = found[index], found[index + 1]
        between = one.text[one.quantity.end : other.comparison.start].strip()
        bound = other.comparison.end > other.quantity.end and not one.comparison.explicit
        if bound and between in ("或", "或者"):
            found[index] = replace(one, comparison=_with_sign(one.comparison, other.comparison.comparator))
    return found


def _with_sign(comparison: Comparison, sign: Comparator) -> Comparison:
    return replace(comparison, comparator=sign, explicit=True)


def _target(
    mention: Mention,
    indicator: str | None,
    kind: TargetKind,
    sentence: _Sentence,
    due: str | None,
    doubts: tuple[str, ...],
) -> Target:
    quantity, comparison = mention.quantity, mention.comparison
    start, end = min(comparison.start, quantity.start), max(comparison.end, quantity.end)
    value_base, unit_base = (
        base(quantity.value, quantity.unit) if quantity.value is not None else (None, None)
    )
    return Target(
        quote=mention.text[start:end],
        char_start=start,
        char_end=end,
        indicator=indicator,
        comparator=comparison.comparator,
        value=quantity.value,
        value_max=quantity.value_max,
        ratio=quantity.ratio,
        unit=None if quantity.ratio else quantity.unit,
        value_base=value_base,
        unit_base=unit_base,
        due=None if kind == "baseline" else due or sentence.due_at(quantity.start),
        kind=kind,
        doubts=doubts,
    )
