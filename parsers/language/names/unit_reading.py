"""Names of units read off running text: where a name, or a list of names, that begins at a place ends."""

from __future__ import annotations

import re

from parsers.language.names.unit_words import HEAD, outer_brackets, without_brackets
from parsers.language.patterns import lazy

_VERBS = lazy(
    "选[一定择]|制作|摄制|转送|转报|移送|组织(?![部委者])|指定|选定|聘请|通过|指导(?!中心)|加强|建立|制定|制订|会同|督促|协调(?![小办领])|负责|牵头|开展|督导(?![委组办室])|设立|成立|授权|委托|批准"
    "|审批(?![局部服改办中])|审核|审查(?!院)|审计(?![局厅署部机])|规定(?!的)|承担|主管(?!部|机|单)|协助|配合|参与|联合(?!会)|确定|提出|提请"
    "|提供|公布|发布|报送|上报|报请|报告|依法|依照|按照|根据|应当|可以|支持|推进(?![办委])|推动|实施(?![机单])|落实|履行|统筹|安排"
    "|编制|拟定|研究(?![院室所])|通报|通知|责令|给予|予以|进行|做好|抓好|召开|召集|监督(?!管理|[局部机所站检中])|检查(?!院)|要求|受理(?![机中])"
    "|办理|查处|处理|调查(?!.?队)|收集|向|报(?!社)|给(?!排?水)|由|经(?![济信贸开营])|把|使(?!用)|汇总|下达|拨付|核定|核发|颁发|签订"
    "|在|于|是|为|受(?![灾理托])|下设|设[在于有]|应(?!急)|可(?!再生)|商(?![务业标会贸品城检])|并|不(?!动产)|已|未(?!成年)|其(?![有相他余所下工职上主委授指])|按|依|主要|共同|分别"
    "|选择|认定|明确|出台|印发|完善|健全|强化|深化(?!改革)|引导|鼓励|对(?![外台])|将|要|须"
)
"""Words that cannot stand inside a name: what follows them is not part of it."""
_EXTENDS = lazy(r"(?:政府|院|[银人]行|中心|银保监|会|会议|委|局|部|署|公司|集团|办公[厅室]|小组|专班)$")
_AND_INSIDE = (
    "住房和城乡|文化和旅游|工业和信息|经济和信息|发展和改革|资源和社会|资源和规划|规划和自然|林业和草原|卫生和计划"
    "|广电和旅游|体育和旅游|粮食和物资|市政和园林|城市管理和综合|广播电视和旅游|农业和农村|科技和信息|商务和"
)
"""国务院 | 住房和城乡建设主管部门: one department, though it has 和"""
_DEPARTMENT = lazy(rf"(?:{_AND_INSIDE}|[^，。；：、的和及与或（(\n]){{0,8}}?(?:部门|机关|机构)")
_SHARED = lazy(
    r"[^，。；：、的（(\n]{2,12}(?:、[^，。；：、的（(\n]{2,12}?)+(?:等(?:有关|相关)?)?(?:行政|主管|有关|相关)*部门"
)
"""县级以上人民政府 | 发展改革、财政等部门"""
_CLAUSED = lazy(r"[^，。；：、\n]{0,12}的(?:有关|主管|行政)*(?:部门|机关|机构|单位)")
_CLAUSED_BY_VERB = lazy(
    r"(?:[^，。；：、\n]{0,8}(?:授权|指定|确定|规定|认定|批准)的[^，。；：、的\n]{0,8}?|(?:负责|主管)[^，。；：、的\n]{2,12}的)"
    r"(?:有关|主管|行政)*(?:部门|机关|机构|单位)"
)
"""本级人民政府 | 授权的机构；县级以上人民政府 | 负责退役军人工作的主管部门；地方人民政府 | 指定的城市轨道交通有关部门"""


_SENTENCE_END = lazy(r"[。；！？\n]")
_LONGEST_NAME, _LONGEST_LIST, _LONGEST_END = 40, 240, 8


def read_unit(text: str, start: int) -> int | None:
    """Where the name of a unit that begins at `start` ends, or None: the shortest name that is one."""
    stop = _SENTENCE_END.search(text, start, start + _LONGEST_LIST)
    limit = stop.start() if stop else min(len(text), start + _LONGEST_LIST)
    spans = [(start + b.start, start + b.end) for b in outer_brackets(text[start:limit])]
    for head in HEAD.finditer(text, start, limit):
        end = head.end()
        if any(low < end < high for low, high in spans):
            continue
        if re.search(r"[，。；：！？“”《》\n]", without_brackets(text[start:end])):
            return None
        if len(text[start:end].rsplit("、", 1)[-1]) > _LONGEST_NAME:
            return None
        end = _read_on(text, end, limit) if not head.group().endswith("部门") else end
        for low, high in spans:
            if low == end:
                end = high
                rest = re.match(r"(?:人民)?政府|部门|区(?:人民)?政府|区", text[end:])
                end += rest.end() if rest else 0
        return end
    return None


def _read_on(text: str, end: int, limit: int) -> int:
    """Where a name goes on after a head: 人民政府 | 公安机关 | 交通管理部门, 国务院 | 决定规定的部门, 教育部 | 教材局."""
    if by_verb := _CLAUSED_BY_VERB.match(text, end):
        return by_verb.end()
    clause = _CLAUSED.match(text, end)
    if clause and not _VERBS.search(clause.group()):
        return clause.end()
    shared = _SHARED.match(text, end) if _EXTENDS.search(text, max(0, end - _LONGEST_END), end) else None
    if shared and not _VERBS.search(shared.group()):
        return shared.end()
    department = _DEPARTMENT.match(text, end)
    if department and not _VERBS.search(department.group()):
        whole = department.group().endswith("部门")
        return department.end() if whole else _read_on(text, department.end(), limit)
    if not _EXTENDS.search(text, max(0, end - _LONGEST_END), end):
        return end
    further = HEAD.search(text, end, min(limit, end + 14))
    gap = text[end : further.end()] if further else "，"
    if further is None or re.search(r"[，。；：、的和及与（(\n0-9]", gap) or _VERBS.search(gap):
        return end
    return _read_on(text, further.end(), limit)


def read_units(text: str, start: int) -> int | None:
    """Where a list of units that begins at `start` ends, or None: 住房城乡建设、公安等部门 | 抓好…."""
    end = read_unit(text, start)
    if end is None:
        return None
    while True:
        etc = re.compile(
            r"等(?:有关|相关)?(?:职能|主管|行政|成员)?(?:部门|单位|机构)?(?:和(?:有关)?单位)?"
        ).match(text, end)
        if etc:
            return etc.end()
        pair = re.compile(r"[和及、]单位").match(text, end)
        if pair:
            end = pair.end()
        joiner = re.compile(r"、|，(?=各|市)|以及|或者|[及和与或]").match(text, end)
        further = read_unit(text, joiner.end()) if joiner else None
        if joiner is None or further is None or further - joiner.end() > _LONGEST_NAME:
            return end
        name = without_brackets(text[joiner.end() : further])
        if "的" not in name and _VERBS.search(name):
            return end
        end = further
