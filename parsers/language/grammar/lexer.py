"""The lexer: dates, lengths, intervals, amounts, numbers, organisations of a clause as typed tokens, and as rules see it.

A rule sees a clause with each token of time, and of the other kinds that it names, as one private sign and every other
character as printed. The signs lie above U+F0000, where no official document prints anything; `Clause` refuses a text
that holds one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from parsers.language import labels
from parsers.language.boundaries import inside_a_word
from parsers.language.dates import Date, find_dates
from parsers.language.durations import Duration, find_durations
from parsers.language.intervals import Interval, find_every, find_terms
from parsers.language.names.unit_words import HEAD
from parsers.language.numerals import NUMBER_SIGNS
from parsers.language.patterns import lazy
from parsers.language.quantities import Quantity, find_quantities

_FIRST_SIGN = 0xF0000
_PRIVATE = lazy("[\U000f0000-\U0010ffff]")
TIME_SIGN = lazy(
    r"[年月季旬五周天日期时钟.．/\-](?:(?<=[年月季旬五])"
    rf"|(?<=[\s{''.join(sorted(NUMBER_SIGNS))}半个每按逐隔工作易然历学星小分].))"
)
"""Without one of these there is no token of time: a name of one, or a unit behind a number or 每, 按, 小(时), 学(期)."""

_TIMES = (
    *("YEAR", "END", "DAY", "MONTH", "PART", "PLAN", "RANGE"),
    *("YEARS", "MONTHS", "DAYS", "WORKDAYS", "HOURS", "TERM"),
    *("YEARLY", "MONTHLY", "DAILY", "HOURLY", "PER"),
)
READ: Mapping[str, re.Pattern[str]] = {
    "MONEY": lazy("[元万亿]"),
    "PERCENT": lazy("[%％‰]|分之"),
    "ORG": HEAD,
    "LABEL": lazy(rf"(?:\A|(?<=[。；：\s]))(?:{labels.INSIDE})"),
}
"""The kinds that are read only where a rule names them, and what a text must hold for each."""
SIGNS: Mapping[str, str] = {kind: chr(_FIRST_SIGN + i) for i, kind in enumerate((*_TIMES, *READ))}
"""The sign of each kind of token.

YEAR is a year (2026年), END the end of a period (6月底, “十四五”末), DAY a day, MONTH a month or ten days of it, PART a
quarter or half, PLAN a five-year plan, RANGE two dates (2024—2026年). YEARS, MONTHS, DAYS, WORKDAYS and HOURS are lengths by
their unit, TERM what is a length only beside 一次 (一月一次). YEARLY, MONTHLY, DAILY and HOURLY come round (每年, 每两个月),
PER does by its name (按季度). MONEY and PERCENT are amounts, ORG is the end of an organisation's name
(局, 人民政府): where the name begins only the rule can say. LABEL opens a part of the text (（一）, 1.).
"""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "DATE": ("YEAR", "END", "DAY", "MONTH", "PART", "PLAN"),
    "ANYDATE": ("YEAR", "END", "DAY", "MONTH", "PART", "PLAN", "RANGE"),
    "LENGTH": ("YEARS", "MONTHS", "DAYS", "WORKDAYS", "HOURS"),
    "DAYISH": ("DAY", "MONTH"),
    "DAYLIKE": ("MONTHS", "DAYS", "WORKDAYS", "HOURS"),
    "ROUND": ("YEARS", "MONTHS", "DAYS", "HOURS", "TERM"),
    "TIME": _TIMES,
    "EVERY": ("YEARLY", "MONTHLY", "DAILY", "HOURLY"),
    "OFTENER": ("MONTHLY", "DAILY"),
    "RECURS": ("YEARLY", "MONTHLY", "DAILY", "HOURLY", "PER"),
}
"""Names for several kinds of tokens, as rules use them."""
TIMES = frozenset({*_TIMES, *GROUPS})
"""What may be the anchor of a rule."""

_DATE_KINDS = {
    "year": "YEAR",
    "day": "DAY",
    "month": "MONTH",
    "ten_days": "MONTH",
    "quarter": "PART",
    "half_year": "PART",
    "plan": "PLAN",
}


_AMOUNTS = {"MONEY": "money", "PERCENT": "percent"}


class PrivateSignError(ValueError):
    """A text that holds one of the private signs by which tokens are written."""


class Token(NamedTuple):
    """A token at `text[start:end]` with its kind, its value, and what rules may ask of it besides.

    `flags` of a date: `known` (it has days), `past` (before the document), `printed` (its year stands there), `annual` (年度).
    """

    start: int
    end: int
    kind: str
    value: Date | Duration | Interval | Quantity | float | str | None
    flags: frozenset[str] = frozenset()


def holds(flag: str, token: Token, text: str, end: int) -> bool:
    """Whether what a rule takes, up to `end`, has a flag: one of its anchor, or `inside`: a word runs on over its end."""
    return inside_a_word(text, end) if flag == "inside" else flag in token.flags


def lex(text: str, year: int | None = None, today: str | None = None) -> list[Token]:
    """The tokens of a text in order, without overlap: intervals before dates, dates before lengths.

    `year` is that of a date without one, `today` the ISO day before which a date is past.
    """
    if not TIME_SIGN.search(text):
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


def _read(kind: str, text: str, year: int | None) -> Iterator[Token]:
    """The tokens of a kind that is read where it is named."""
    if (dimension := _AMOUNTS.get(kind)) is None:
        yield from (Token(*match.span(), kind, match[0]) for match in READ[kind].finditer(text))
    elif READ[kind].search(text):
        amounts = (each for each in find_quantities(text, year) if each.dimension == dimension)
        yield from (Token(each.start, each.end, kind, each) for each in amounts)


class Clause:
    """A text as rules see it: each token of time as one sign, and those of other kinds where a rule names the kind.

    Raises PrivateSignError for a text that holds a private sign itself.
    """

    def __init__(self, text: str, tokens: Sequence[Token], year: int | None = None) -> None:
        self.text, self.tokens, self._year = text, tokens, year
        self._views: dict[frozenset[str], View] = {}

    @cached_property
    def _plain(self) -> View:
        """The text with the tokens of time alone."""
        return View(self.text, self.tokens)

    def view(self, kinds: frozenset[str]) -> View:
        """The text with the tokens of time, and those of the kinds named, as signs. Of two that overlap the longer is
        one; of two alike the one that is named: the rule chooses."""
        if kinds not in self._views:
            named = [token for kind in sorted(kinds) for token in _read(kind, self.text, self._year)]
            self._views[kinds] = View(self.text, _longest([*named, *self.tokens])) if named else self._plain
        return self._views[kinds]


def _longest(tokens: Sequence[Token]) -> list[Token]:
    """The tokens in order without those that a longer one, or an earlier one of the list alike, overlaps."""
    laid: list[Token] = []
    for token in sorted(tokens, key=attrgetter("start")):
        if not laid or token.start >= laid[-1].end:
            laid.append(token)
        elif token.end - token.start > laid[-1].end - laid[-1].start:
            laid[-1] = token
    return laid


class View:
    """A text with tokens as signs: `shadow`, and the same `turned`, from its end."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        pieces, position, length = [], 0, 0
        if _PRIVATE.search(text):
            raise PrivateSignError("the text holds a character above U+F0000, which stands for no word")
        self.text = text
        self._starts, self._places, self._shifts = list[int](), list[int](), [0]
        for token in tokens:
            pieces += [text[position : token.start], SIGNS[token.kind]]
            length += token.start - position
            self._starts.append(token.start)
            self._places.append(length)
            self._shifts.append(token.end - length - 1)
            length, position = length + 1, token.end
        self.shadow = "".join([*pieces, text[position:]])
        self.turned = self.shadow[::-1]

    def spot(self, anchor: Token) -> Spot | None:
        """Where an anchor stands in the shadow; None where another token covers it."""
        start = anchor.start - self._shifts[bisect_left(self._starts, anchor.start)]
        end = anchor.end - self._shifts[bisect_left(self._starts, anchor.end)]
        return Spot(self, end, len(self.shadow) - start) if self.original(start) == anchor.start else None

    def original(self, place: int) -> int:
        """The position in the text of a place in the shadow."""
        return place + self._shifts[bisect_left(self._places, place)]


class Spot(NamedTuple):
    """A place in the shadow of a view: where it ends, and where it begins from the other side."""

    view: View
    end: int
    back: int
