"""A clause's text with its dates and lengths of time: where the rows of `parsers.facts.deadlines.deadlines` are made."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.language.dates import Date
from parsers.language.durations import Duration
from schema.facts import Deadline, DeadlineKind

SELF = r"(?<![各亲独出来])(?:自(?![治然主己由动我身觉愿]|行(?!为))|从(?![业事严重]))"
"""自 and 从 as words that begin a time: not 各自, 自治, 自行, 从事."""

IN_FORCE = r"(?:正式|开始|全面|同步|统一)*(?:(?:施行|生效|试行)(?!的)|(?:实施|执行|实行)(?=[\s，,。；;、（(）)至到]|$))"
"""Words that bring a document into force."""

VALIDITY = r"(?:有效期限?|(?:施行|试行|执行|政策)(?:期限?|时间))"
"""Words for how long a document is in force."""

AHEAD_OF = r"前(?![期述往后沿瞻言来]|提(?![交出供前请]))"
"""前 as a limit: not 前期, 前提."""

WITHIN = r"(?:以内|之内|内(?![部容外涵需地陆河涝置]))"
"""内 as a limit: not 内部, 内容."""


@dataclass(slots=True)
class LimitText:
    """A clause's text with its dates, lengths and titles, and the spans that already belong to a row.

    `today` is the day before which a date is a past fact; `plan` the first and last year of the five-year
    plan that the document or its chapter is about.
    """

    text: str
    dates: list[Date]
    lengths: list[Duration]
    titles: list[tuple[int, int]]
    today: str | None
    plan: tuple[int, int] | None = None
    taken: list[tuple[int, int]] = field(default_factory=list)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no title and no row found so far shares words with `text[start:end]`."""
        return all(end <= low or high <= start for low, high in self.titles + self.taken)

    def is_past(self, date: Date) -> bool:
        """Whether the date lies before the document."""
        return bool(self.today and date.last_day and date.last_day < self.today)

    def row(
        self,
        start: int,
        end: int,
        kind: DeadlineKind,
        *,
        first: str | None = None,
        due: str | None = None,
        length: str | None = None,
        working_days: bool = False,
        anchor: str | None = None,
    ) -> Deadline:
        """The row for `text[start:end]` without words of earlier rows; its words are taken from then on."""
        start = max([start, *(high for low, high in self.taken if low < end and start < high <= end)])
        end = min([end, *(low for low, high in self.taken if start < low < end)])
        self.taken.append((start, end))
        quote = self.text[start:end]
        return Deadline(
            quote=quote,
            char_start=start,
            char_end=end,
            page=None,
            clause=None,
            path="",
            text=quote,
            kind=kind,
            start=first,
            due=due,
            duration=length,
            working_days=working_days,
            anchor=anchor or None,
        )
