"""Who is responsible: the duties that a clause gives to units, and the standing rules of a document.

Guidelines, section "units". Blocks are read by `duty_blocks`, sentences by `inline_duties`; this module joins
them (one row per unit and role per clause) and extends standing rules to the later blocks of a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.facts.duties.blocks import (
    Block,
    FirstLeads,
    find_blocks,
    first_leads_rule,
    read_block,
    standing_unit_rules,
)
from parsers.facts.duties.inline import find_inline_duties
from parsers.language.names.context import Context
from parsers.language.names.organisations import place_of, place_stems, resolve
from parsers.language.patterns import lazy
from parsers.language.quotations import find_quotations
from schema.facts import Duty, DutyBasis, DutyRole

_ROUND = str.maketrans("〈〉", "（）")
_POINTED = str.maketrans("（）", "〈〉")
_DUTY_LIST_TITLE = lazy(r"职责分工|任务分工|分工方案|部门职责|责任清单|职责清单|任务分解")
_NEW_TEXT_NEXT = lazy(r"(?:改为|作为|增加)[^“”。：:]{0,24}[：:]\s*$")
_DUTY_LIST_LEAD_IN = lazy(r"(?:职责|分工)[^。]{0,8}(?:如下|[：:])")


@dataclass(frozen=True, slots=True)
class Attributed:
    """A duty of a clause and the clause (by its index) whose text it quotes."""

    quoted_from: int
    duty: Duty


def find_units(text: str, context: Context) -> list[Duty]:
    """The duties that a clause's text gives; ranges are those of the units' names as printed."""
    printed, text = text, text.translate(_ROUND)
    blocks = find_blocks(text, place_stems())
    duties = _block_duties(text, blocks, first_leads_rule(text))
    duty_list = not blocks and _is_duty_list(context)
    for inline in find_inline_duties(_without(text, blocks), context.headings, place_stems(), duty_list):
        duties.append(_duty(text, inline.name, inline.role, "inline", inline.start, inline.end))
    for start, end in _new_texts(text):
        for inline in find_inline_duties(text[start:end], (), place_stems()):
            duties.append(
                _duty(text, inline.name, inline.role, "inline", inline.start + start, inline.end + start)
            )
    rows = _one_each(duties, context.place or place_of(context.issuer, context.title))
    return rows if printed == text else [_as_printed(row, printed) for row in rows]


def _as_printed(duty: Duty, text: str) -> Duty:
    """The duty in the brackets of its text: 县〈市〉区水利站."""
    name = duty.name.translate(_POINTED)
    quote = text[duty.char_start : duty.char_end]
    return duty.model_copy(update={"quote": quote, "name": name if name in text else duty.name})


def _new_texts(text: str) -> Iterator[tuple[int, int]]:
    """What an amending item puts in place, without its marks: 第四条修改为：“…”; 增加一条，作为第五条：“…”."""
    for quotation in find_quotations(text):
        if _NEW_TEXT_NEXT.search(text[max(0, quotation.start - 40) : quotation.start]):
            yield quotation.start + 1, quotation.end - 1


def _is_duty_list(context: Context) -> bool:
    """Whether the document, or the text that leads in to this one, says that a list of duties follows."""
    titled = context.role != "notice" and _DUTY_LIST_TITLE.search(context.title)
    return bool(titled or _DUTY_LIST_LEAD_IN.search(context.lead_in))


def apply_standing_rules(
    clauses: Sequence[tuple[str, Sequence[Duty]]], place: str | None = None
) -> list[list[Attributed]]:
    """The duties of every clause of a document of `place`, standing rules applied.

    `clauses` are the clause texts in document order, each with its own duties, ranges counted from the start of
    its text. A rule such as `以下均需各县（市、区）人民政府负责，不再列出` adds an `inherited` duty, which quotes the
    rule, to this clause and every later one that has a block of its own; `排在第一位的部门为牵头部门，下同` makes the first of
    several units in every later block lead.
    """
    canonical = {duty.name: duty.canonical for _, duties in clauses for duty in duties}
    inherited: list[Attributed] = []
    first_leads: FirstLeads | None = None
    result: list[list[Attributed]] = []
    for index, (text, duties) in enumerate(clauses):
        own = list(duties)
        has_block = any(duty.basis == "block" for duty in duties)
        if has_block:
            own = _with_first_leading(text, own, place, first_leads) if first_leads else own
            held = {(duty.name, duty.role) for duty in own}
            extended = [item for item in inherited if (item.duty.name, item.duty.role) not in held]
        else:
            extended = []
        ruled = _inherited_from(text, index, place, canonical)
        named = {duty.name for duty in own}
        here = [item for item in ruled if has_block and item.duty.name not in named]
        result.append([Attributed(index, duty) for duty in own] + extended + here)
        inherited += ruled
        rule = first_leads_rule(text)
        first_leads = first_leads or (rule if rule and rule.onward else None)
    return result


def _block_duties(text: str, blocks: list[Block], first_leads: FirstLeads | None) -> list[Duty]:
    """The duties of the blocks; with `first_leads`, the first of several units leads where no role is given."""
    duties = []
    for block in blocks:
        found = read_block(block, place_stems())
        several = len(found) > 1 or block.names_several
        unordered = several and all(item.role == "responsible" for item in found)
        leading = first_leads.leading(block, found) if first_leads and unordered else set()
        for index, item in enumerate(found):
            role: DutyRole = "lead" if index in leading else item.role
            duties.append(_duty(text, item.unit.name, role, "block", item.unit.start, item.unit.end))
    return duties


def _one_each(duties: list[Duty], place: str | None) -> list[Duty]:
    """One row per unit and role, in order of position, with canonical names."""
    unique: dict[tuple[str, str], Duty] = {}
    for duty in duties:
        unique.setdefault((duty.name, duty.role), duty)
    rows = sorted(unique.values(), key=lambda duty: (duty.char_start, duty.char_end))
    return [_resolved(duty, place) for duty in rows]


def _with_first_leading(
    text: str, duties: list[Duty], place: str | None, first_leads: FirstLeads
) -> list[Duty]:
    canonical = {duty.name: duty.canonical for duty in duties}
    in_blocks = [
        duty.model_copy(update={"canonical": canonical.get(duty.name)})
        for duty in _block_duties(text, find_blocks(text.translate(_ROUND), place_stems()), first_leads)
    ]
    return _one_each([*in_blocks, *(duty for duty in duties if duty.basis != "block")], place)


def _inherited_from(
    text: str, index: int, place: str | None, canonical: Mapping[str, str | None]
) -> list[Attributed]:
    rows = [
        _resolved(_duty(text, name, rule.role, "inherited", rule.start, rule.end), place)
        for rule in standing_unit_rules(text, place_stems())
        for name in rule.units
    ]
    return [
        Attributed(index, row.model_copy(update={"canonical": row.canonical or canonical.get(row.name)}))
        for row in rows
    ]


def _resolved(duty: Duty, place: str | None) -> Duty:
    organisation = resolve(duty.name, place)
    return duty.model_copy(update={"canonical": organisation.name}) if organisation else duty


def _without(text: str, blocks: list[Block]) -> str:
    """The text with its blocks made blank, so that ranges stay."""
    for block in blocks:
        text = text[: block.start] + "\n" * (block.end - block.start) + text[block.end :]
    return text


def _duty(text: str, name: str, role: DutyRole, basis: DutyBasis, start: int, end: int) -> Duty:
    """A duty, with a doubt where its unit is not in the quote: a heading or an earlier sentence named it."""
    quote = text[start:end]
    carried = basis == "inline" and quote not in name and name[0] not in quote
    return Duty(
        canonical=None,
        name=name,
        role=role,
        basis=basis,
        quote=quote,
        char_start=start,
        char_end=end,
        doubts=("unit_carried",) if carried else (),
    )
