"""Lists of units taken apart, with what a list elides put back.

Guidelines, section "units", `name`: `市农业农村局、商务局` is 市农业农村局 and 市商务局; nothing is put back before a
company; `等`, `等部门` at the end of a list is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.language.grammar.rules import Shapes
from parsers.language.lexicon import words
from parsers.language.lists import Item, split_list, trimmed
from parsers.language.names.unit_words import (
    drop_renaming,
    ends_like_unit,
    is_generic,
    is_place,
    outer_brackets,
)
from parsers.language.patterns import lazy

SHAPES = Shapes("parsers.language.names")
_OWN_WORD = lazy(words("OWNWORD").pattern)
"""市场监管局 begins with a word, not with the level 市."""
_BRANCH = lazy(words("BRANCHES").pattern)  # 区财政局、公安分局
_COLLECTIVE = lazy(words("COLLECTIVE").pattern)
_ITEM = lazy(r"[^、和与及]+")
_PROVINCES = lazy("各?省|自治区")  # 各省、自治区、直辖市
_LEADS = lazy(r"[（(]牵头(?:单位|部门)?[)）]")  # 市水务局（牵头）、市财政局
_OWN_LEVELS = ("国务院", "各", "省", "市", "县", "地方", "有关", "相关", "其", "本")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's full name and the range in the text it is printed at."""

    name: str
    start: int
    end: int
    lead: bool = False


def split_units(text: str, offset: int = 0, places: tuple[str, ...] = ()) -> list[UnitName]:
    """The units of a list in full: `市农业农村局、商务局` is 市农业农村局, 市商务局. `places` are names that elide nothing.

    Ranges count from `offset`. Items are parted at enumeration marks and at 及, 和, 与 between two units.
    """
    pieces = [piece for item in split_list(text) for piece in _part_joined(item)]
    pieces = _merge_clauses(text, pieces)
    return _own_departments(_collected(_restore(_distribute(pieces), offset, places)))


def shared_tail(text: str, tail: str, offset: int) -> list[UnitName]:
    """The levels of a list with the tail that they share: `市、区财政` is 市财政, 区财政; `市与区` has none."""
    shared = tail if text.endswith(tail) else ""
    end = offset + len(text)
    return [
        UnitName(
            level.group().removesuffix(shared) + shared,
            level.start() + offset,
            end if shared else level.end() + offset,
        )
        for level in _ITEM.finditer(text)
    ]


def _part_joined(item: Item) -> list[Item]:
    """A list item parted at a joining word that stands between two units: 国家发展改革委及国家粮食局."""
    spans = [(b.start, b.end) for b in outer_brackets(item.text)]
    for joiner in SHAPES["joiners"].finditer(item.text):
        if any(start <= joiner.start() < end for start, end in spans):
            continue
        left, right = item.text[: joiner.start()], item.text[joiner.end() :]
        bare_right = SHAPES["etc"].sub("", right)
        listed = len(bare_right) > 1 and not is_generic(bare_right) and not SHAPES["its.own"].match(right)
        listed = listed or right in ("省", "各省")  # 国务院有关部门和 | 省、自治区、直辖市人民政府
        listed = listed or (left.endswith("党委") and right in ("政府", "人民政府"))  # 属地党委和 | 政府
        if ((ends_like_unit(left) or _COLLECTIVE.fullmatch(left)) and listed) or (
            SHAPES["bare.level"].match(left) and ends_like_unit(bare_right)
        ):
            middle = item.start + joiner.end()
            head = trimmed(item.text, 0, joiner.start())
            return [
                Item(head.text, item.start, item.start + head.end),
                *_part_joined(Item(right, middle, item.end)),
            ]
    return [item]


def _merge_clauses(text: str, pieces: list[Item]) -> list[Item]:
    """Pieces of one relative clause joined again: 法律、法规、国务院决定规定的部门 is one unit."""
    merged: list[Item] = []
    for piece in pieces:
        if piece.text.startswith("直辖市"):
            while merged and _PROVINCES.fullmatch(merged[-1].text):
                piece = Item(text[merged[-1].start : piece.end], merged.pop().start, piece.end)
        if SHAPES["levels"].match(piece.text):
            while merged and SHAPES["bare.level"].match(merged[-1].text):
                piece = Item(text[merged[-1].start : piece.end], merged.pop().start, piece.end)
        if SHAPES["relative"].search(piece.text):
            while (
                merged
                and not ends_like_unit(SHAPES["etc"].sub("", merged[-1].text))
                and not is_place(merged[-1].text)
            ):
                piece = Item(text[merged[-1].start : piece.end], merged.pop().start, piece.end)
        merged.append(piece)
    return merged


def _distribute(pieces: list[Item]) -> list[UnitName]:
    """Names with the tail that several share: `市、县财政部门`, `供电、供水企业`, `住房城乡建设、公安等部门`."""
    names: list[UnitName] = []
    tail, levelled, shown = "", "", 0
    for piece in reversed(pieces):
        lead = _LEADS.search(piece.text) is not None
        name = drop_renaming(piece.text)
        etc = SHAPES["etc"].search(name)
        if etc and etc.start() > 0:
            name = name[: etc.start()]
            tail = "部门" if etc.group(1) or not ends_like_unit(name) else tail
        if SHAPES["bare.level"].match(name) and levelled and not name.endswith("级"):
            if name.startswith("各") and names and not names[-1].name.startswith("各"):
                names[-1] = replace(names[-1], name=f"各{names[-1].name}")
            names.append(UnitName(name + levelled, piece.start, max(shown, piece.end), lead))
            continue
        if not ends_like_unit(name) and not is_place(name) and tail:
            name += tail
        else:
            found = SHAPES["body.tail"].search(name)
            tail = found.group() if found and found.start() > 0 else ""
        level = SHAPES["level.start"].match(name) if ends_like_unit(name) else None
        rest = level.end() if level else 0
        if level and len(level[1]) > 1 and _OWN_WORD.match(name, rest - 1):  # 县 | 市场监管局
            rest -= 1
        levelled, shown = (name[rest:], piece.end) if level else ("", 0)
        names.append(UnitName(name, piece.start, piece.end, lead))
    return names[::-1]


def _collected(names: list[UnitName]) -> list[UnitName]:
    """`各有关区、县级市` is 各有关区, 各有关县级市; `所涉及的` before a list says nothing of its units."""
    every, whole = "", []
    for unit in names:
        name = SHAPES["concerned"].sub("", unit.name)
        own = SHAPES["every"].match(name)
        if own:
            every = own.group()
        elif every and _COLLECTIVE.fullmatch(name):
            name = every + name
        else:
            every = ""
        whole.append(
            replace(
                unit,
                name=name,
                start=unit.start + len(unit.name) - len(SHAPES["concerned"].sub("", unit.name)),
            )
        )
    return whole


def _own_departments(names: list[UnitName]) -> list[UnitName]:
    """`市、县人民政府及其有关部门` is 市人民政府, 县人民政府, 市人民政府有关部门, 县人民政府有关部门."""
    whole: list[UnitName] = []
    for unit in names:
        governments = [other for other in whole if other.name.endswith(("政府", "国务院"))]
        if SHAPES["own.departments"].match(unit.name) and governments:
            whole += [
                replace(unit, name=government.name + unit.name.removeprefix("其"))
                for government in governments
            ]
        else:
            whole.append(unit)
    return whole


def _restore(names: list[UnitName], offset: int, places: tuple[str, ...]) -> list[UnitName]:
    """Names with the level that a list prints once put back before public bodies: 市财政局、[市]商务局."""
    level = ""
    restored: list[UnitName] = []
    for unit in names:
        name = unit.name
        own = SHAPES["list.level"].match(name)
        if name in ("政府", "人民政府") and restored and restored[-1].name.endswith("党委"):
            name = restored[-1].name.removesuffix("党委") + name
        elif own:
            level = own.group(1)
        elif level and name.startswith(f"{level}委"):
            pass
        elif name.startswith(("市委", "省委", "县委", "区委", "市政府", "省政府")):
            level = name[0]
        elif level == "国务院" and name.endswith("部门") and not name.startswith(_OWN_LEVELS):
            name = level + name
        elif level and _elides(name, places):
            name = (f"{level}委" if SHAPES["party"].match(name) else level) + name
        elif not ends_like_unit(name) or name.startswith(("各", "国家", "中国", "国务院")):
            level = "" if name.startswith(("国家", "国务院")) else level
        if name.startswith("国务院") and name.endswith("部门"):
            level = "国务院"
        restored.append(UnitName(name, unit.start + offset, unit.end + offset, unit.lead))
    return restored


def _elides(name: str, places: tuple[str, ...]) -> bool:
    """Whether a list may have left the level out before this name: 商务局; not 南通海事局, 省气象局, 教育部."""
    if not _OWN_WORD.match(name) and name.startswith(
        (*places, "各", "省", "市", "县", "区", "国家", "中国", "有关", "相关", "其他", "团", "驻", "其")
    ):
        return False
    if _BRANCH.fullmatch(name):
        return True
    return SHAPES["elided"].match(name) is not None and not SHAPES["elides.no"].search(name)
