"""Brackets and lines that exist to name the responsible units, and the standing rules they print.

Guidelines, section "units", basis `block`: `（责任单位：…）`, `〔牵头单位：…；责任单位：…〕`,
`（市发改委牵头，市民政局等按职责分工负责）`; a rule such as `以下均需…负责，不再列出` is left out here and
read by `standing_unit_rules` and `has_first_leads_rule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.language.answers.duty_verbs import role_of
from parsers.language.brackets import find_brackets, outside_brackets
from parsers.language.grammar.rules import Shapes
from parsers.language.names.unit_lists import UnitName, split_units
from parsers.language.names.unit_words import drop_renaming, is_place, is_unit
from schema.facts import DutyRole

SHAPES = Shapes("parsers.facts.duties")
_LONGEST_TRADE_NAME = 8
"""通农物流: a company may be named without a word that says so."""


@dataclass(frozen=True, slots=True)
class Block:
    """A responsibility block: `text[start:end]`, marks included; `inner` begins at `offset`."""

    start: int
    end: int
    inner: str
    offset: int

    @property
    def names_several(self) -> bool:
        """Whether a list of the block goes on past the units it names: 民政部等有关部门负责."""
        return SHAPES["others"].search(self.inner) is not None


@dataclass(frozen=True, slots=True)
class BlockUnit:
    """A unit of a block in its role; `lead_by_order` where only its place in the list could make it lead."""

    unit: UnitName
    role: DutyRole


def find_blocks(text: str, places: tuple[str, ...] = ()) -> list[Block]:
    """The responsibility blocks of a clause text, in order: brackets first of all, and labelled lines."""
    blocks = [
        Block(b.start, b.end, b.inner, b.start + 1)
        for b in find_brackets(text)
        if b.depth == 0 and b.opener in "（(〔［[【" and _names_units(text, b.start, b.end, b.inner, places)
    ]
    for label in SHAPES["block.label"].finditer(text):
        if any(block.start <= label.start() < block.end for block in blocks):
            continue
        if label.start() and text[label.start() - 1] not in "。；;，,\n（(〔【［[ ）〕":
            continue
        stop = re.compile(r"\n|$").search(text, label.end())
        end = stop.start() if stop else len(text)
        start = (
            text.rfind("\n", 0, label.start()) + 1
            if text[label.start() - 1 : label.start()] == "\n"
            else label.start()
        )
        blocks.append(Block(start, end, text[label.start() : end].rstrip("）)〕】］]。 "), label.start()))
    return sorted(blocks, key=lambda block: block.start)


def _names_units(text: str, start: int, end: int, inner: str, places: tuple[str, ...]) -> bool:
    if SHAPES["block.label"].match(inner.strip()):
        return True
    if SHAPES["note"].match(inner) or len(inner) > 600:
        return False
    if SHAPES["first.leads"].search(inner) or SHAPES["standing"].search(inner):
        return True
    marked = SHAPES["marked"].search(inner)
    units = [found.unit.name for found in read_block(Block(start, end, inner, start + 1), places)]
    if marked:
        known = [_may_stand_in_block(name) for name in units]
        short = all(fits or len(name) <= _LONGEST_TRADE_NAME for fits, name in zip(known, units, strict=True))
        return short and any(known) and known[0]
    closes = start == 0 or text[start - 1] in "。；\n"
    return (
        closes
        and not text[end:].strip("。； ")
        and bool(units)
        and all(is_unit(name) or is_place(name) for name in units)
        and is_unit(units[0])
    )


def _may_stand_in_block(name: str) -> bool:
    return (
        is_unit(name)
        or is_place(name)
        or (name.startswith(("各", "有关", "相关", "市直", "省直")) and len(name) <= 20)
    )


def read_block(block: Block, places: tuple[str, ...] = ()) -> list[BlockUnit]:
    """The units of a block with their roles, in order; a unit in the same role twice is one."""
    inner = _blank_rules(block.inner)
    found: list[BlockUnit] = []
    for label_role, start, end in _labelled_parts(inner):
        for role, low, high in _role_parts(inner[start:end], label_role):
            for unit in split_units(inner[start + low : start + high], block.offset + start + low, places):
                if unit.name and not SHAPES["unit.no"].search(unit.name):
                    found.append(BlockUnit(unit, "lead" if unit.lead else role))
    return list({(f.unit.name, f.role): f for f in reversed(found)}.values())[::-1]


def _blank_rules(inner: str) -> str:
    """The block's text with its standing rules and remarks made blank, character by character."""
    for pattern in (
        SHAPES["rule.bracket"],
        SHAPES["standing"],
        SHAPES["first.leads"],
        SHAPES["rule.tail"],
    ):
        inner = pattern.sub(lambda match: "；" + " " * (len(match.group()) - 1), inner)
    return inner


def _labelled_parts(inner: str) -> Iterator[tuple[DutyRole, int, int]]:
    labels = list(SHAPES["block.label"].finditer(inner))
    if not labels:
        yield "responsible", 0, _limit(inner, 0, len(inner))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(inner)
        yield role_of(label["label"]) or "responsible", label.end(), _limit(inner, label.end(), end)


def _limit(inner: str, start: int, end: int) -> int:
    ends = [found.start() for found in [SHAPES["block.other"].search(inner, start, end)] if found]
    for label in SHAPES["block.any"].finditer(inner, start, end):
        if not SHAPES["block.label"].match(inner, label.start("label")):
            ends.append(label.start())
    return min(ends, default=end)


def _role_parts(part: str, label_role: DutyRole) -> Iterator[tuple[DutyRole, int, int]]:
    """The lists of a block's text and the role each has: `A牵头，B参与` gives A lead, B cooperate."""
    free = outside_brackets(part)
    for sentence in re.finditer(r"[^。；;]+", part):
        start, after_with = sentence.start(), False
        for marker in SHAPES["block.marker"].finditer(part, sentence.start(), sentence.end()):
            if not free[marker.start("role")]:
                continue
            word = marker["role"]
            role: DutyRole = "cooperate" if after_with else role_of(word) or "responsible"
            low = _skip(part, start)
            if low < marker.start():
                yield role, low, marker.start()
            after_with = word == "会同"
            start = marker.end()
        low = _skip(part, start)
        if low < sentence.end():
            yield ("cooperate" if after_with else label_role), low, sentence.end()


def _skip(part: str, start: int) -> int:
    skipped = SHAPES["block.skip"].match(part, start)
    return skipped.end() if skipped else start


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A standing rule at `text[start:end]` and the units it adds to later blocks."""

    start: int
    end: int
    units: tuple[str, ...]
    role: DutyRole


def standing_unit_rules(text: str, places: tuple[str, ...] = ()) -> list[StandingRule]:
    """The rules of the text that extend units to every later block: 以下均需…负责，不再列出."""
    rules = []
    for match in SHAPES["standing"].finditer(text):
        units = tuple(drop_renaming(unit.name) for unit in split_units(match["units"], 0, places))
        rules.append(
            StandingRule(match.start(), match.end(), units, role_of(match["role"] or "负责") or "responsible")
        )
    return rules


@dataclass(frozen=True, slots=True)
class FirstLeads:
    """A rule that what stands first in a block leads: its first unit, or all before the first `mark` (，).

    `onward` says that it holds for later blocks too.
    """

    mark: str
    onward: bool

    def leading(self, block: Block, units: list[BlockUnit]) -> set[int]:
        """The indices of the units of a block that lead by this rule."""
        if self.mark == "，":
            comma = re.search("[，,]", block.inner)
            end = block.offset + (comma.start() if comma else 0)
            before = {index for index, item in enumerate(units) if item.unit.start < end}
            return before if len(before) < len(units) else set()
        return {0} if units else set()


def first_leads_rule(text: str) -> FirstLeads | None:
    """The rule of the text that what stands first in a block leads, or None."""
    match = SHAPES["first.leads"].search(text)
    if match is None:
        return None
    return FirstLeads("，" if match["mark"] == "逗号" else "", match["onward"] is not None)
