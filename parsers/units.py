"""Who is responsible: the duties that a clause gives to units, and the standing rules of a document.

Guidelines, section "units". Blocks are read by `duty_blocks`, sentences by `inline_duties`; this module joins
them (one row per unit and role per clause) and extends standing rules to the later blocks of a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.context import Context
from parsers.duty_blocks import Block, find_blocks, first_leads_rule, read_block, standing_unit_rules
from parsers.inline_duties import find_inline_duties
from parsers.organisations import place_stems, resolve
from schema.facts import Duty, DutyBasis, DutyRole

_DUTY_LIST_TITLE = re.compile(r"职责分工|任务分工|分工方案|部门职责|责任清单|职责清单|任务分解")
_DUTY_LIST_LEAD_IN = re.compile(r"(?:职责|分工)[^。]{0,8}(?:如下|[：:])")


@dataclass(frozen=True, slots=True)
class Attributed:
    """A duty of a clause and the clause (by its index) whose text it quotes."""

    quoted_from: int
    duty: Duty


def find_units(text: str, context: Context) -> list[Duty]:
    """The duties that a clause's text gives; ranges are those of the units' names as printed."""
    places = place_stems()
    duties: list[Duty] = []
    blocks = find_blocks(text, places)
    leads_here, _ = first_leads_rule(text)
    for block in blocks:
        found = read_block(block, places)
        for index, item in enumerate(found):
            leads = leads_here and index == 0 and len(found) > 1 and item.role == "responsible"
            unit = item.unit
            duties.append(
                _duty(text, unit.name, "lead" if leads else item.role, "block", unit.start, unit.end)
            )
    headings = context.headings
    if _DUTY_LIST_TITLE.search(context.title) or _DUTY_LIST_LEAD_IN.search(context.lead_in):
        headings = (*headings, "职责分工")
    for inline in find_inline_duties(_without(text, blocks), headings, places):
        duties.append(_duty(text, inline.name, inline.role, "inline", inline.start, inline.end))
    unique = {(duty.name, duty.role): duty for duty in reversed(duties)}
    rows = sorted(unique.values(), key=lambda duty: (duty.char_start, duty.char_end))
    return [_resolved(duty, context.place) for duty in rows]


def apply_standing_rules(
    clauses: Sequence[tuple[str, Sequence[Duty]]], place: str | None = None
) -> list[list[Attributed]]:
    """The duties of every clause of a document of `place`, standing rules applied.

    `clauses` are the clause texts in document order, each with its own duties. A rule such as
    `以下均需各县（市、区）人民政府负责，不再列出` adds an `inherited` duty, which quotes the rule, to every later
    clause that has a block of its own; `排在第一位的部门为牵头部门，下同` makes the first of several units lead there.
    """
    inherited: list[Attributed] = []
    first_leads = False
    result: list[list[Attributed]] = []
    for index, (text, duties) in enumerate(clauses):
        own = [Attributed(index, duty) for duty in duties]
        if any(duty.basis == "block" for duty in duties):
            own = _with_first_leading(own) if first_leads else own
            held = {(item.duty.name, item.duty.role) for item in own}
            own += [item for item in inherited if (item.duty.name, item.duty.role) not in held]
        result.append(own)
        inherited += _inherited_from(text, index, place)
        first_leads = first_leads or first_leads_rule(text)[1]
    return result


def _inherited_from(text: str, index: int, place: str | None) -> list[Attributed]:
    return [
        Attributed(index, _resolved(_duty(text, name, rule.role, "inherited", rule.start, rule.end), place))
        for rule in standing_unit_rules(text, place_stems())
        for name in rule.units
    ]


def _resolved(duty: Duty, place: str | None) -> Duty:
    organisation = resolve(duty.name, place)
    return duty.model_copy(update={"canonical": organisation.name}) if organisation else duty


def _with_first_leading(items: list[Attributed]) -> list[Attributed]:
    block = [item for item in items if item.duty.basis == "block"]
    if len(block) < 2 or any(item.duty.role != "responsible" for item in block):
        return items
    first = block[0]
    leading = Attributed(first.quoted_from, first.duty.model_copy(update={"role": "lead"}))
    return [leading if item is first else item for item in items]


def _without(text: str, blocks: list[Block]) -> str:
    """The text with its blocks made blank, so that ranges stay."""
    for block in blocks:
        text = text[: block.start] + "\n" * (block.end - block.start) + text[block.end :]
    return text


def _duty(text: str, name: str, role: DutyRole, basis: DutyBasis, start: int, end: int) -> Duty:
    return Duty(
        clause=None,
        path="",
        page=None,
        canonical=None,
        name=name,
        role=role,
        basis=basis,
        quote=text[start:end],
        char_start=start,
        char_end=end,
    )
