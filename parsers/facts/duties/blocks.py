"""Brackets and lines that exist to name the responsible units, and the standing rules they print.

Guidelines, section "units", basis `block`: `（责任单位：…）`, `〔牵头单位：…；责任单位：…〕`,
`（市发改委牵头，市民政局等按职责分工负责）`; a rule such as `以下均需…负责，不再列出` is left out here and
read by `standing_unit_rules` and `has_first_leads_rule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.language.answers.duty_verbs import CLOSING, LABEL, role_of
from parsers.language.brackets import find_brackets, outside_brackets
from parsers.language.names.unit_lists import UnitName, split_units
from parsers.language.names.unit_words import drop_renaming, is_place, is_unit
from parsers.language.patterns import lazy
from schema.facts import DutyRole

_LABEL = lazy(rf"(?P<label>{LABEL})(?:[及和、][^：:，。；]{{1,8}})?\s*[：:]")
"""责任单位：  牵头部门：  配合单位："""
_OTHER_LABEL = lazy(
    r"[；;，,。、]?\s*(?:(?:完成|办结|实施|起止)?(?:时限|时间|期限|责任人|责任领导|联系人)|(?:指导|督导|监督|验收)单位)\s*[：:]"
)
"""，完成时限："""
_ANY_LABEL = lazy(r"(?:^|[；;，,。、])\s*(?P<label>[一-鿿]{2,8})\s*[：:]")
"""，适用范围：, whatever it says that is no role"""
_DIVISION = r"(?:(?:按照?|根据|依据|依照|依|结合|在)(?:各自|部门)?(?:的)?(?:职责|职能|任务)(?:任务|范围|权限)?(?:分工|内)?[，]?)?"
_DOES = "(?:负责|落实|实施|推进|组织实施)"
_MARKER = lazy(
    _DIVISION + r"(?:分别|共同|各自|具体|联合|切实|积极|抓好|予以)*"
    rf"(?P<role>会同|牵头(?![单部])(?:{_DOES}|组织|抓总)?"
    rf"|(?:(?:共同)?{CLOSING.pattern}|(?<=分工)(?:推进|实施|抓好落实))(?:抓好落实|{_DOES})?(?=\s*(?:[，,；;。]|会同|$)))"
)
"""市发改委牵头 | 市民政局等按职责分工负责 | 省财政厅参与"""
_STANDING = lazy(
    r"以下(?:各项|各条|内容|任务|工作|条款|措施|事项|责任单位|各项任务|各项工作|各项措施|条目)*(?:均|都|皆|全部)(?:需要|需|须|由|要|应由|应|涉及|包括|请)?"
    r"(?P<units>[^。；，]+?(?:[^。；]*?[^。；，])??)"
    + _DIVISION
    + r"(?:共同|分别)?(?P<role>负责|配合|参与|落实|牵头|实施)?"
    r"(?:落实|实施)?[，,、；](?:均|都)?(?:不再|不另|不)(?:一一|逐一|逐项|逐条|另行|重复|单独)*(?:列出|列举|标注|注明|说明|赘述|罗列|列明|单列|列示|重复|列)"
)
"""以下均需各县（市、区）人民政府负责，不再列出"""
_FIRST_LEADS = lazy(
    r"(?:(?:首个|第一个)?(?P<mark>逗号|顿号)(?:之|以)?前的?(?:单位|部门)?|(?:排|列|位列|排名|列名)?在?(?:第一位|第一|首位|最前)的?(?:者|部门|单位|部门或单位|部门（单位）)?)(?:均|都)?(?:为|是|系|作为)牵头(?:单位|部门)"
    r"(?:[，,]?(?P<onward>下同|以下同))?"
)
"""排在第一位的部门为牵头部门，下同"""
_RULE_IN_BRACKETS = lazy(rf"[（(][^（）()]*?(?:{_FIRST_LEADS.pattern}|下同)[^（）()]*[）)]")
"""各县人民政府 | （列首位的为牵头单位，下同）"""
_AND_OTHERS = lazy(r"等(?:各|有关|相关)*(?:部门|单位|部委)")
_LONGEST_TRADE_NAME = 8
"""通农物流: a company may be named without a word that says so."""
_NO_UNIT = lazy(r"^\d|^以下|^不再|^首个|^顿号|^逗号|\d年|[年月]底前|完成$|持续|长期|推进$|坚持|下同|全年")
"""2025年底前完成 | 持续推进"""
_NOTE = lazy(r"^(?:以下简称|以下称|下称|简称|指|含|包括|即|如|例如|其中|不含|原(?!则))")


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
        return _AND_OTHERS.search(self.inner) is not None


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
    for label in _LABEL.finditer(text):
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
    if _LABEL.match(inner.strip()):
        return True
    if _NOTE.match(inner) or len(inner) > 600:
        return False
    if _FIRST_LEADS.search(inner) or _STANDING.search(inner):
        return True
    marked = re.search(
        r"(?:负责|牵头|配合|参与|参加|落实|实施|协助|协同)(?:落实|实施|推进)?[。；]?$|(?:负责|牵头|配合|参与)[，。；]",
        inner,
    )
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
        or bool(re.match(r"^(?:各|有关|相关|市直|省直)", name) and len(name) <= 20)
    )


def read_block(block: Block, places: tuple[str, ...] = ()) -> list[BlockUnit]:
    """The units of a block with their roles, in order; a unit in the same role twice is one."""
    inner = _blank_rules(block.inner)
    found: list[BlockUnit] = []
    for label_role, start, end in _labelled_parts(inner):
        for role, low, high in _role_parts(inner[start:end], label_role):
            for unit in split_units(inner[start + low : start + high], block.offset + start + low, places):
                if unit.name and not _NO_UNIT.search(unit.name):
                    found.append(BlockUnit(unit, "lead" if unit.lead else role))
    return list({(f.unit.name, f.role): f for f in reversed(found)}.values())[::-1]


def _blank_rules(inner: str) -> str:
    """The block's text with its standing rules and remarks made blank, character by character."""
    for pattern in (
        _RULE_IN_BRACKETS,
        _STANDING,
        _FIRST_LEADS,
        re.compile(r"[，,；;]?(?:以?下同|不再列出)$"),
    ):
        inner = pattern.sub(lambda match: "；" + " " * (len(match.group()) - 1), inner)
    return inner


def _labelled_parts(inner: str) -> Iterator[tuple[DutyRole, int, int]]:
    labels = list(_LABEL.finditer(inner))
    if not labels:
        yield "responsible", 0, _limit(inner, 0, len(inner))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(inner)
        yield role_of(label["label"]) or "responsible", label.end(), _limit(inner, label.end(), end)


def _limit(inner: str, start: int, end: int) -> int:
    ends = [found.start() for found in [_OTHER_LABEL.search(inner, start, end)] if found]
    for label in _ANY_LABEL.finditer(inner, start, end):
        if not _LABEL.match(inner, label.start("label")):
            ends.append(label.start())
    return min(ends, default=end)


def _role_parts(part: str, label_role: DutyRole) -> Iterator[tuple[DutyRole, int, int]]:
    """The lists of a block's text and the role each has: `A牵头，B参与` gives A lead, B cooperate."""
    free = outside_brackets(part)
    for sentence in re.finditer(r"[^。；;]+", part):
        start, after_with = sentence.start(), False
        for marker in _MARKER.finditer(part, sentence.start(), sentence.end()):
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
    skipped = re.compile(r"[\s，,、；;]*(?:(?:以上|具体|主要|其中|均)*由(?!于))?").match(part, start)
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
    for match in _STANDING.finditer(text):
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
    match = _FIRST_LEADS.search(text)
    if match is None:
        return None
    return FirstLeads("，" if match["mark"] == "逗号" else "", match["onward"] is not None)
