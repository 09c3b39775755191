"""Why a candidate is no row: rules over the words around it, each with examples (reasons.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from parsers.facts.audit.candidates import Candidate, CandidateKind

REACH = 40
"""How many characters before and after a candidate a rule sees, within its line."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule: what may stand before, in and after a candidate of some kinds.

    `covered_by` is the kind of a candidate that it lies in, `head` what stands at the head of its column.
    """

    name: str
    of: frozenset[CandidateKind]
    before: re.Pattern[str]
    own: re.Pattern[str]
    after: re.Pattern[str]
    head: re.Pattern[str]
    covered_by: CandidateKind | None
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def fits(self, text: str, candidate: Candidate) -> bool:
        """Whether the words around a candidate are those of the rule."""
        line = max(text.rfind("\n", 0, candidate.start) + 1, candidate.start - REACH)
        stop = text.find("\n", candidate.end)
        end = min(stop if stop >= 0 else len(text), candidate.end + REACH)
        return (
            candidate.kind in self.of
            and self.before.search(text[line : candidate.start]) is not None
            and self.own.fullmatch(text[candidate.start : candidate.end]) is not None
            and self.after.search(text[candidate.end : end]) is not None
        )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("reasons.toml").read_text("utf-8"))


def passed_over() -> Mapping[str, str]:
    """The reason why a time is no row for each rule of time limits that passes it over."""
    names: Mapping[str, str] = _data()["passed_over"]
    return names


@cache
def reasons() -> tuple[Reason, ...]:
    """The rules in the order in which they are asked."""
    return tuple(
        Reason(
            name=rule["name"],
            of=frozenset(rule["of"]),
            before=re.compile(rule.get("before", "")),
            own=re.compile(rule.get("own", r"(?s:.*)")),
            after=re.compile(rule.get("after", "")),
            head=re.compile(rule.get("head", "")),
            covered_by=rule.get("covered_by"),
            yes=tuple(rule["yes"]),
            no=tuple(rule["no"]),
        )
        for rule in _data()["reason"]
    )


def reason_of(text: str, candidate: Candidate, around: list[Candidate], head: str = "") -> str | None:
    """The reason why a candidate is no row, of the first rule that fits.

    `around` are the candidates it may lie in, `head` is the head of its column where it stands in a table.
    """
    for rule in reasons():
        inside = rule.covered_by is None or any(
            other.kind == rule.covered_by
            and other.start <= candidate.start
            and candidate.end <= other.end
            and other is not candidate
            for other in around
        )
        if inside and rule.head.search(head) and rule.fits(text, candidate):
            return rule.name
    return None


def head_above(table: str, position: int) -> str:
    """What the first line of a table's text, cells parted by tabs, says of the column in which a position stands."""
    row = table[table.rfind("\n", 0, position) + 1 : position]
    heads = table.partition("\n")[0].split("\t")
    column = row.count("\t")
    return heads[column] if column < len(heads) else ""
