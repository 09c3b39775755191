"""The audit: every candidate of a document, with the row that it became or the reason why it is none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from parsers.facts.audit.candidates import Candidate, find_candidates
from parsers.facts.audit.reasons import head_above, passed_over, reason_of
from parsers.facts.audit.why import passages_of
from parsers.facts.deadlines import deadlines
from parsers.language.dates import find_dates
from parsers.language.lexicon import words
from parsers.layout.evidence.chronicle import year_heading
from schema.document import BlockKind, Diagnostic, ParsedDocument

_BLOCKS: dict[BlockKind, str] = {
    "title": "title_of_document",
    "subtitle": "title_of_document",
    "number": "number_of_document",
    "addressee": "addressee",
    "signature": "signature",
    "date": "date_of_document",
    "caption": "caption",
}
_LEFT_EMPTY = ("chronicle", "appointments")
_ROWS = (
    "targets",
    "deadlines",
    "units",
    "citations",
    "clause_citations",
    "appointments",
    "rosters",
    "amendments",
)
_BY_SENTENCE = {"duty": ("units",), "person": ("appointments", "rosters", "events")}
_SENTENCE_MARKS = "。；\n"
_OPENS = 4  # characters of an entry that find its words behind its date
_LONGEST_DATE_LINE = 24
_SAYS_OF_WHOM = 8  # 试用期均为 | 一年
_BESIDE = 18  # characters between the name of a unit and the word of its duty

A_FEW = 3
"""More unexplained candidates than these make a document doubted."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A candidate with its words, and the list of the row that it became or the reason why it is none."""

    candidate: Candidate
    words: str
    row: str | None = None
    reason: str | None = None

    @property
    def is_explained(self) -> bool:
        """Whether it became a row or there is a reason why it did not."""
        return self.row is not None or self.reason is not None


def audit(parsed: ParsedDocument) -> list[Explained]:
    """Every candidate of a document's text in order."""
    return list(_Audit(parsed).run())


def share_explained(found: list[Explained]) -> float:
    """The part of the candidates that are explained, 0 to 1."""
    return sum(each.is_explained for each in found) / len(found) if found else 1.0


def doubt_unexplained(parsed: ParsedDocument, found: list[Explained]) -> Iterator[Diagnostic]:
    """That more than a few candidates of a document have neither a row nor a reason, at the first of them."""
    left = [each for each in found if not each.is_explained]
    if len(left) > A_FEW:
        first = left[0].candidate
        yield Diagnostic(
            document=parsed.document.id,
            severity="warning",
            code="words_unexplained",
            message=f"自此处起，有{len(left)}处数字、时间、职责、任免或书名既未列出，也无不列的理由，请对照原文。",
            page=parsed.document.page_start,
            char_start=first.start,
            char_end=first.end,
        )


class _Audit:
    def __init__(self, parsed: ParsedDocument) -> None:
        self.parsed = parsed
        self.text = parsed.document.text
        self.blocks = sorted(parsed.blocks, key=lambda block: block.char_start)
        self.starts = [block.char_start for block in self.blocks]
        self.labels = [
            (clause.char_start, clause.char_start + len(clause.label))
            for clause in parsed.clauses
            if clause.label
        ]
        self.tables = sorted((table.char_start, table.char_end) for table in parsed.tables)
        self.clauses = sorted((clause.char_start, clause.path or clause.id) for clause in parsed.clauses)
        self.units: dict[str, set[str]] = {}
        for unit in parsed.units:
            self.units.setdefault(unit.path or unit.clause or "", set()).add(unit.quote)
        self.event_dates = sorted(
            (event.char_start, event.char_start + max(event.quote.find(event.text[:_OPENS]), 0))
            for event in parsed.events
        )
        self.acted = {row.date for row in parsed.appointments if row.date}
        self.probation = any(row.probation for row in parsed.appointments)
        self.rows = {
            name: sorted((row.char_start, row.char_end) for row in getattr(parsed, name))
            for name in (*_ROWS, "events")
        }

    def run(self) -> Iterator[Explained]:
        candidates = find_candidates(self.text)
        large = [each for each in candidates if each.kind in ("time", "title")]
        starts = [each.start for each in large]
        for candidate in candidates:
            at = bisect_right(starts, candidate.start)
            words = self.text[candidate.start : candidate.end]
            row = self._row(candidate)
            reason = None if row else self._reason(candidate, large[max(0, at - 2) : at])
            yield Explained(candidate, words, row, reason)

    def _row(self, candidate: Candidate) -> str | None:
        start, end = candidate.start, candidate.end
        names = ("citations", "clause_citations") if candidate.kind == "title" else _ROWS
        for name in names:
            if name != "units" and _overlaps(self.rows[name], start, end):
                return name
        if candidate.kind in ("time", "number"):
            if _overlaps(self.event_dates, start, end):
                return "events"
            if self.acted and any(d.first_day in self.acted for d in find_dates(self.text[start:end])):
                return "appointments"
            if self.probation and words("ONTRIAL").inside(self.text[max(0, start - _SAYS_OF_WHOM) : start]):
                return "appointments"
        for name in _BY_SENTENCE.get(candidate.kind, ()):
            if _overlaps(self.rows[name], *self._sentence(start, end)):
                return name
        return None

    def _reason(self, candidate: Candidate, around: list[Candidate]) -> str | None:
        block = self.blocks[bisect_right(self.starts, candidate.start) - 1] if self.starts else None
        if block and block.kind in _BLOCKS:
            return _BLOCKS[block.kind]
        if any(start <= candidate.start < end for start, end in self.labels):
            return "label"
        if self.parsed.document.role in _LEFT_EMPTY and candidate.kind in ("number", "time", "duty"):
            return self._of_a_list(candidate, around)
        if candidate.kind == "title" and self._named_before(candidate):
            return "named_before"
        if reason := reason_of(self.text, candidate, around, self._head(candidate)):
            return reason
        if candidate.kind == "duty" and self._unit_has_its_row(candidate):
            return "unit_has_its_row"
        if candidate.kind != "time":
            return None
        return self._passed_over(candidate) or ("past" if self._is_past(candidate) else None)

    def _passed_over(self, candidate: Candidate) -> str | None:
        """The reason of the rule by which the reader of time limits passes over a time."""
        rules = (name for low, high, name in self.passed if low < candidate.end and candidate.start < high)
        return next((reason for name in rules if (reason := passed_over().get(name))), None)

    @cached_property
    def passed(self) -> list[tuple[int, int, str]]:
        """Where the reader of time limits passes over a time, and by which rule."""
        return [
            (low + passage.start, high + passage.start, name)
            for passage in passages_of(self.parsed)
            for low, high, name in deadlines.passed_over(passage.text, passage.context)
        ]

    def _of_a_list(self, candidate: Candidate, around: list[Candidate]) -> str:
        """The reason in a chronicle or a list of appointments, in which no numbers and no time limits are rows."""
        if self._is_date_line(candidate):
            return "date_of_entries"
        dated = any(
            each.kind == "time" and each.start <= candidate.start and candidate.end <= each.end
            for each in around
        )
        return "part_of_a_time" if candidate.kind == "number" and dated else "list_left_empty"

    def _is_date_line(self, candidate: Candidate) -> bool:
        """Whether a line says no more than the date of the entries below it: 1985年; 三月."""
        low = self.text.rfind("\n", 0, candidate.start) + 1
        stop = self.text.find("\n", candidate.end)
        line = self.text[low : stop if stop >= 0 else len(self.text)].strip(" \u3000●△")
        if len(line) > _LONGEST_DATE_LINE:
            return False
        whole = any(date.end - date.start == len(line) for date in find_dates(line)[:1])
        return whole or year_heading(line) is not None

    def _unit_has_its_row(self, candidate: Candidate) -> bool:
        """Whether the unit beside it has a row of this clause already: there is one row per unit and clause."""
        low, high = self._sentence(candidate.start, candidate.end)
        beside = self.text[max(low, candidate.start - _BESIDE) : min(high, candidate.end + _BESIDE)]
        at = bisect_right(self.clauses, candidate.start, key=itemgetter(0)) - 1
        known = self.units.get(self.clauses[at][1], ()) if at >= 0 else ()
        return any(name in beside for name in known)

    def _head(self, candidate: Candidate) -> str:
        """What stands at the head of the column in which a candidate stands; nothing outside of tables."""
        at = bisect_right(self.tables, (candidate.start, len(self.text))) - 1
        if at < 0 or candidate.start >= self.tables[at][1]:
            return ""
        low, high = self.tables[at]
        return head_above(self.text[low:high], candidate.start - low)

    def _named_before(self, candidate: Candidate) -> bool:
        """Whether its clause cites the document already, or it is this one's own title."""
        title = self.text[candidate.start + 1 : candidate.end - 1]
        return self.text.find(f"《{title}", 0, candidate.start) >= 0 or title == self.parsed.document.title

    def _is_past(self, candidate: Candidate) -> bool:
        """Whether a date lies before the document."""
        issued = self.parsed.document.issued_on
        if candidate.kind != "time" or not issued:
            return False
        dates = find_dates(self.text[candidate.start : candidate.end])
        return bool(dates) and all((date.last_day or issued)[:10] < issued for date in dates)

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        low = max(self.text.rfind(mark, 0, start) for mark in _SENTENCE_MARKS) + 1
        ends = [at for at in (self.text.find(mark, end) for mark in _SENTENCE_MARKS) if at >= 0]
        return low, min(ends, default=len(self.text))


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, len(spans) and spans[-1][1] + 1))
    return any(low < end and start < high for low, high in spans[max(0, at - 4) : at + 4])
