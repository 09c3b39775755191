"""The words that names of units are made of: how a name ends, how it cannot begin, which brackets belong to it.

Guidelines, section "units", `name`: a bracket that renames a unit is dropped, one that belongs to the name
(县（市、区）) stays; a collective is a unit.
"""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.language.brackets import PAIRS, Bracket, find_brackets
from parsers.language.lexicon import words, words_in
from parsers.language.patterns import lazy

_SHAPES = (
    rf"办(?={words('OFFICEACTS').pattern}|[、，,。；;：:和及与）)〕】]|$)",  # 市安委办
    rf"[室科股](?={words('ROOMACTS').pattern})",  # 财会室
    r"共青团[^，。；、]{0,4}委",  # 共青团南通市委
    r"武警[^，。；、]{0,4}队",  # 武警支队
)
HEAD = lazy("|".join((words_in("organisation_endings").pattern, *_SHAPES)))
"""Words that end the name of a unit; each alternative must not run on into another word."""


_GENERIC = lazy(
    "(?:人民)?政府|部门|单位|企业|机构|机关|公司|党委|国家|社会|集团|责任单位|责任部门|局|部|委"
    "|(?:办事|工作|领导|组织|指挥|日常)机构"
)
"""Words that name no unit by themselves."""
_PLACE = lazy(
    r"(?:^各?.{0,14}(?:[市县区州盟旗镇乡]|街道|街镇|镇街|[（(〔][省市县区州盟旗镇乡街道、,，]+[)）〕]区?)|各地|属地|受灾地|事发地|事故发生地|[该本][市县区镇乡])$"
)
_NAME_BRACKET = lazy(r"^(?:自治[州县旗]|[省市州县区旗镇乡]|街道|镇街|园区|涉农区|市区|场|街|[、，,及和或])+$")
_OPENER = lazy("[" + re.escape("".join(PAIRS)) + "]")
_NOT_IN_NAME = lazy(
    r"〔(?![省市县区州旗镇乡、]+〕)|[【［。；：，！？|●《》“”]|^[的该]|^其(?!他|余|所在|所属|上一?级|主管|委托|授权|指定|派出)|^\d|同志|由|是|应当|会同|牵头(?!单位|部门)|(?<!^其)委托|(?<!方)向|任[组主召总]|[要应须市](?:成立|设立|组建|建立)|提请|征求|.(?:创办|出资|投资|设立|发起|组建|开发)的"
)
_NOT_AT_START = lazy(
    "确立|厚植|注明|除|哪|选|改由|以|与|设[在于]|经(?![济信贸营开])|指(?!挥|导)|进(?!出口|修)|对(?![外台])|向|从|在|为|按|由|把|使(?!用|领)|让|将|受(?![理托])|凡|因|并|或"
    "|至|到|自(?![然治贸来])|被|及|和(?![平田县])|等|加强|推进(?![办委组工])|强化|发展(?!改革|和改革|研究|规划|计划)|优化|支持|促进"
    "|坚持|承担|主管(?!部门|机关|单位)|比照|参照|结合|作为|围绕|提高|提升|完善|建立|健全|建设(?![部局单厅行主银和管工项])|重点(?![工办项])|根据|依据|负责|组织(?![部者人委])|指导(?!中心|委)"
    "|引导|鼓励|推动|督促|协调(?![小办领])|配合|协助|会同|牵头|开展|实施(?![机单])|落实|制定|深化(?!改革)|广泛|稳步|稳妥|持续"
    "|积极|充分|不断|切实|加快|加大|做好|构建|打造|设立|成立|确定|明确|规范|严格|全面(?!深化)|依托|发挥|通过|保障(?![部机中局])"
    "|应(?!急)|须|必须|任命|免去|符合|涉及|要求|报(?!社)|其中|同时|完成|享受|获得|取得|接受|履行|行使"
)

_OPENS_CLAUSE = lazy("负责|承担|组织|实施|指导|协调|开展|设立|成立|符合|涉及|主管|受|使|通过|取得|获得")
"""负责备案的民政部门 is a name though 负责 is not how names begin."""


def is_generic(text: str) -> bool:
    """Whether the text is a word that names no unit by itself: 政府, 单位."""
    return _GENERIC.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def ends_like_unit(text: str) -> bool:
    """Whether the text ends with a word that ends the name of a unit: 市财政局, but not 财政局面."""
    bare = drop_renaming(text)
    return any(match.end() == len(bare) for match in HEAD.finditer(bare))


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether the text reads as the name of one unit: 市财政局, 各有关部门; not 政府 alone, nor 主要负责人."""
    bare = drop_renaming(text)
    if is_generic(bare) or not 2 <= len(bare) <= 40 or _NOT_IN_NAME.search(bare):
        return False
    start = _NOT_AT_START.match(bare)
    clause = start is not None and "的" in bare and _OPENS_CLAUSE.fullmatch(start.group()) is not None
    return ends_like_unit(bare) and (start is None or clause)


def is_place(text: str) -> bool:
    """Whether the text names a place that stands for its government: 崇川区, 各县（市、区）, 各地."""
    return _PLACE.search(text) is not None and len(text) <= 16


def outer_brackets(text: str) -> list[Bracket]:
    """The outermost brackets and quotations of the text."""
    return [b for b in find_brackets(text) if b.depth == 0] if _OPENER.search(text) else []


@lru_cache(maxsize=4096)
def drop_renaming(name: str) -> str:
    """The name without brackets that rename or explain; 县（市、区） stays, 市大数据管理局（市公共信用信息中心） does not."""
    for bracket in reversed(outer_brackets(name)):
        if bracket.opener in "（(〔［[" and not _NAME_BRACKET.match(bracket.inner):
            name = name[: bracket.start] + name[bracket.end :]
    return name


def without_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    for bracket in reversed(outer_brackets(text)):
        text = text[: bracket.start] + text[bracket.end :]
    return text
