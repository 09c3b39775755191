"""The lexer: the dates, lengths of time and intervals of a clause as typed tokens, and the clause as rules see it.

A rule sees a clause with each token as one private sign and every other character as printed. The signs lie above
U+F0000, where no official document prints anything; a text that holds one is refused by `signed`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.language.dates import Date, find_dates
from parsers.language.durations import Duration, find_durations
from parsers.language.intervals import Interval, find_every, find_terms
from parsers.language.patterns import lazy

_FIRST_SIGN = 0xF0000
_PRIVATE = lazy("[\U000f0000-\U0010ffff]")
_TIME = lazy(r"[年月日天周旬期季时五度]|分钟|[0-9]")
"""Without one of these there is no token of time."""

_KINDS = (
    *("YEAR", "END", "DAY", "MONTH", "PART", "PLAN", "RANGE"),
    *("YEARS", "MONTHS", "DAYS", "WORKDAYS", "HOURS", "TERM"),
    *("YEARLY", "MONTHLY", "DAILY", "HOURLY", "PER"),
)
SIGNS: Mapping[str, str] = {kind: chr(_FIRST_SIGN + i) for i, kind in enumerate(_KINDS)}
"""The sign of each kind of token.

YEAR is a year (2026年), END the end of a period (6月底, “十四五”末), DAY a day, MONTH a month or ten days of it, PART a
quarter or half, PLAN a five-year plan, RANGE two dates (2024—2026年). YEARS, MONTHS, DAYS, WORKDAYS and HOURS are lengths by
their unit, TERM what is a length only beside 一次 (一月一次). YEARLY, MONTHLY, DAILY and HOURLY come round (每年, 每两个月),
PER does by its name (按季度).
"""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "DATE": ("YEAR", "END", "DAY", "MONTH", "PART", "PLAN"),
    "ANYDATE": ("YEAR", "END", "DAY", "MONTH", "PART", "PLAN", "RANGE"),
    "LENGTH": ("YEARS", "MONTHS", "DAYS", "WORKDAYS", "HOURS"),
    "DAYISH": ("DAY", "MONTH"),
    "DAYLIKE": ("MONTHS", "DAYS", "WORKDAYS", "HOURS"),
    "ROUND": ("YEARS", "MONTHS", "DAYS", "HOURS", "TERM"),
    "TIME": _KINDS,
    "EVERY": ("YEARLY", "MONTHLY", "DAILY", "HOURLY"),
    "OFTENER": ("MONTHLY", "DAILY"),
    "RECURS": ("YEARLY", "MONTHLY", "DAILY", "HOURLY", "PER"),
}
"""Names for several kinds of tokens, as rules use them."""

_DATE_KINDS = {
    "year": "YEAR",
    "day": "DAY",
    "month": "MONTH",
    "ten_days": "MONTH",
    "quarter": "PART",
    "half_year": "PART",
    "plan": "PLAN",
}


class PrivateSignError(ValueError):
    """A text that holds one of the private signs by which tokens are written."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token at `text[start:end]` with its kind, its value, and what rules may ask of it besides.

    `flags` of a date: `known` (it has days), `past` (before the document), `printed` (its year stands there), `annual` (年度).
    """

    start: int
    end: int
    kind: str
    value: Date | Duration | Interval
    flags: frozenset[str] = frozenset()


def lex(text: str, year: int | None = None, today: str | None = None) -> list[Token]:
    """The tokens of a text in order, without overlap: intervals before dates, dates before lengths.

    `year` is that of a date without one, `today` the ISO day before which a date is past.
    """
    if not _TIME.search(text):
        return []
    tokens = [Token(i.start, i.end, _interval_kind(i), i) for i in find_every(text)]
    dates = [d for d in find_dates(text, year) if _free(d, tokens)]
    tokens += [Token(d.start, d.end, _date_kind(d), d, _flags(d, text, today)) for d in dates]
    tokens += [Token(n.start, n.end, _length_kind(n), n) for n in find_durations(text) if _free(n, tokens)]
    tokens += [Token(i.start, i.end, "TERM", i) for i in find_terms(text) if _free(i, tokens)]
    return sorted(tokens, key=lambda token: token.start)


def _free(found: Date | Duration | Interval, tokens: Sequence[Token]) -> bool:
    return all(found.end <= token.start or token.end <= found.start for token in tokens)


def _date_kind(date: Date) -> str:
    return "RANGE" if date.is_range else "END" if date.at_end else _DATE_KINDS[date.kind]


def _flags(date: Date, text: str, today: str | None) -> frozenset[str]:
    annual = text[date.end - 1] == "度"
    past = bool(today and date.last_day and date.last_day < today)
    flags = {"known": date.last_day is not None, "past": past, "printed": date.has_year, "annual": annual}
    return frozenset(name for name, holds in flags.items() if holds)


def _length_kind(length: Duration) -> str:
    if length.working_days:
        return "WORKDAYS"
    if length.iso.startswith("PT"):
        return "HOURS"
    return {"Y": "YEARS", "D": "DAYS"}.get(length.iso[-1], "MONTHS")


def _interval_kind(interval: Interval) -> str:
    if interval.by_name:
        return "PER"
    if interval.iso.startswith("PT"):
        return "HOURLY"
    return {"Y": "YEARLY", "D": "DAILY"}.get(interval.iso[-1], "MONTHLY")


@dataclass(frozen=True, slots=True)
class Signed:
    """A text with each token as its sign: `shadow`, the same from its end, and where the signs stand."""

    text: str
    tokens: Sequence[Token]
    shadow: str
    turned: str
    places: Sequence[int]

    def original(self, position: int) -> int:
        """The position in the text of a position in the shadow."""
        shift = 0
        for place, token in zip(self.places, self.tokens, strict=True):
            if place >= position:
                break
            shift += token.end - token.start - 1
        return position + shift


def signed(text: str, tokens: Sequence[Token]) -> Signed:
    """The text as rules see it. Raises PrivateSignError for a text that holds a private sign itself."""
    if _PRIVATE.search(text):
        raise PrivateSignError("the text holds a character above U+F0000, which stands for no word")
    pieces, places, position, length = [], [], 0, 0
    for token in tokens:
        pieces += [text[position : token.start], SIGNS[token.kind]]
        length += token.start - position
        places.append(length)
        length += 1
        position = token.end
    shadow = "".join([*pieces, text[position:]])
    return Signed(text, tokens, shadow, shadow[::-1], places)
