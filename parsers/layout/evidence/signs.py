"""The table of signs: what speaks for a decision and what against it, and how much (`signs.csv`).

A decision is taken where the weights of the signs that were found, each times its share, reach the decision's need.
Whoever asks gets the signs that decided, in words: the evidence is part of the answer.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_NEAR = 0.15  # a decision closer to its need than this share is a doubt


@dataclass(frozen=True, slots=True)
class Sign:
    """A row of the table: the decision it bears on, its weight, and what it says to an editor."""

    decision: str
    name: str
    weight: float
    says: str


def is_near(first: float, second: float) -> bool:
    """Whether a second score is so near to the first that a little more evidence would have turned the decision."""
    return second >= (1 - _NEAR) * first


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence comes to: the score, what was needed, and each sign found with its share (0 to 1)."""

    decision: str
    score: float
    need: float
    found: tuple[tuple[Sign, float], ...]

    @property
    def holds(self) -> bool:
        """The evidence is enough."""
        return self.score >= self.need

    @property
    def is_close(self) -> bool:
        """A little more or less evidence would have turned the decision."""
        return abs(self.score - self.need) <= _NEAR * self.need

    def lines(self) -> list[str]:
        """The evidence in words, the strongest sign first: `+2.0 任命、免去等字样`."""
        ordered = sorted(self.found, key=lambda pair: -abs(pair[0].weight * pair[1]))
        return [f"{sign.weight * share:+.1f} {sign.says}" for sign, share in ordered]


@cache
def signs() -> Mapping[str, Mapping[str, Sign]]:
    """The signs of each decision by name; the row `need` says what the decision needs."""
    text = files(__package__ or "").joinpath("signs.csv").read_text("utf-8")
    table: dict[str, dict[str, Sign]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        sign = Sign(row["decision"], row["sign"], float(row["weight"]), row["says"])
        table.setdefault(sign.decision, {})[sign.name] = sign
    return table


def weigh(decision: str, found: Mapping[str, float | bool]) -> Verdict:
    """The verdict of the signs that were found, each with its share; signs with none are left out."""
    table = signs()[decision]
    evidence = tuple((table[name], float(share)) for name, share in found.items() if share)
    score = sum(sign.weight * share for sign, share in evidence)
    return Verdict(decision, round(score, 3), table["need"].weight, evidence)
