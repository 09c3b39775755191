"""Whether a promise was kept, as far as a row says so: the rule of 兑现, in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.language.names.indicators import direction_of

Row = Mapping[str, Any]

STATES = {
    "met": "已达到",
    "missed": "未达到",
    "early": "先于时间报告",
    "unreported": "未见报告",
    "revised": "目标已修改",
    "pending": "尚未到期",
    "open": "不作判断",
}
"""What can be said of a promise, and the words for it."""

RULE = (
    ("已达到", "目标年份的公布数，按目标所写的比较（达到、以上、以下、区间）与目标相符。"),
    ("未达到", "目标年份的公布数与目标不符。"),
    ("先于时间报告", "目标提出之后、目标年份之前的公布数已与目标相符。"),
    ("未见报告", "目标年份已过，所收文件中没有该年的公布数。"),
    ("目标已修改", "后来的文件引用了提出目标的文件，并对同一年写了另一个数。"),
    ("尚未到期", "目标年份未过，所收文件中没有与目标相符的公布数。"),
    ("不作判断", "年份未载明，名称、口径或时段可能不同，只写“左右”，或者只知新增数而不知累计数。"),
)
"""The rule, as pages print it. Only numbers of one name, unit and kind (level, made, change) are compared."""

NOTES = {
    "doubtful": "名称、口径或时段可能不同",
    "undated": "未载明年份",
    "direction": "不能确定多少为好，或只写“左右”",
    "made": "公布的是新增数，与累计目标不能直接比较",
    "other": "另有文件对同一年写了不同的数，未载明是否修改",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can be said of a promise: a key of STATES, the row that says so, and a key of NOTES."""

    state: str
    by: Row | None = None
    note: str | None = None


class Numbers:
    """The numbers of one indicator, place, unit and kind, by role and year."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.promises: dict[str, list[Row]] = defaultdict(list)
        self.statements: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if not row["doubtful"] and row["year"]:
                (self.promises if row["role"] == "promise" else self.statements)[row["year"]].append(row)
        for numbers in self.statements.values():
            numbers.sort(key=_issued, reverse=True)


def judged(promise: Row, numbers: Numbers, cites: Mapping[str, frozenset[str]], this_year: str) -> Outcome:
    """What the numbers say of a promise. `cites`: the documents that each document cites."""
    if promise["doubtful"] or not promise["year"]:
        return Outcome("open", note="doubtful" if promise["doubtful"] else "undated")
    others = [
        other
        for other in numbers.promises[promise["year"]]
        if _issued(other) > _issued(promise) and _said(other) != _said(promise)
    ]
    revising = [other for other in others if _family(promise) & cites.get(other["document_id"], frozenset())]
    if revising:
        return Outcome("revised", max(revising, key=_issued))
    outcome = _reported(promise, numbers, this_year)
    return outcome if not others or outcome.note else Outcome(outcome.state, outcome.by, "other")


def _reported(promise: Row, numbers: Numbers, this_year: str) -> Outcome:
    """What the statements say: of the promised year, the latest one that can be compared; else earlier ones."""
    reasons = []
    for row in numbers.statements.get(promise["year"], ()):
        kept = keeps(promise, row)
        one_table = row["table_id"] is not None and row["table_id"] == promise["table_id"]
        if kept is False and row["measure"] == "made" and not one_table:
            reasons.append("made")
        elif kept is None:
            reasons.append("direction")
        else:
            return Outcome("met" if kept else "missed", row)
    if reasons:
        return Outcome("open", note=reasons[0])
    early = _early(promise, numbers) if promise["measure"] in ("level", "made") else None
    if early:
        return Outcome("early", early)
    return Outcome("unreported" if promise["year"] < this_year else "pending")


def _early(promise: Row, numbers: Numbers) -> Row | None:
    """The first statement that keeps the promise, of a year between that in which it was made and the promised one."""
    made = _issued(promise)[:4]
    years = sorted(year for year in numbers.statements if made and made <= year < promise["year"])
    found = (row for year in years for row in numbers.statements[year] if keeps(promise, row))
    return next(found, None)


def keeps(promise: Row, row: Row) -> bool | None:
    """Whether a number is what was promised; None where the words do not say."""
    asked, value, sign = promise["value_base"], row["value_base"], promise["comparator"]
    if asked is None or value is None or row["comparator"] in ("~", "range"):
        return None
    if row["comparator"] in (">", ">=", "<", "<=") and not _bound_is_enough(
        row["comparator"], sign, value, asked
    ):
        return None
    if sign == "range":
        scale = asked / promise["value"] if promise["value"] else 1
        return bool(asked <= value <= (promise["value_max"] or 0) * scale)
    if sign in (">=", "+", "-"):
        return bool(value >= asked)
    if sign in ("<=", ">", "<"):
        return bool({"<=": value <= asked, ">": value > asked, "<": value < asked}[sign])
    return _about(promise, value, asked)


def _bound_is_enough(stated: str, sign: str, value: float, asked: float) -> bool:
    """Whether “more than 5000” says something of the promised number: it does of 4000 or more, not of 6000."""
    above = stated in (">", ">=")
    return value >= asked if above and sign not in ("<", "<=") else not above and value <= asked


def _about(promise: Row, value: float, asked: float) -> bool | None:
    """A promise that names a number: reached by it, and by what is better where the indicator says what is."""
    if value == asked:
        return True
    better = (
        "more" if promise["measure"] in ("made", "fall", "yearly_fall") else direction_of(promise["name"])
    )
    if better is None:
        return None
    reached = value > asked if better == "more" else value < asked
    return reached or (None if promise["comparator"] == "~" else False)


def _said(row: Row) -> tuple[Any, ...]:
    return row["comparator"], row["value_base"], row["value_max"]


def _issued(row: Row) -> str:
    return row["issued_on"] or ""


def _family(row: Row) -> frozenset[str]:
    """The document of a row, and the notice that issued it: a later one may cite either."""
    return frozenset(filter(None, (row["document_id"], row["parent_id"])))
