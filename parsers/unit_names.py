"""Names of units as documents print them: reading one off running text, and taking a list apart.

Guidelines, section "units", `name`: what a list elides is put back before a public body, a bracket that
renames a unit is dropped, `等`, `等部门` at the end of a list is dropped, a collective is a unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parsers.brackets import PAIRS, Bracket, find_brackets
from parsers.lists import Item, split_list, trimmed

_HEADS = (
    r"部门(?!规章|联席|间|之间)",  # 民政部门
    r"机关(?!事务|党委)",  # 公安机关
    r"机构(?!编制|改革)",  # 消防救援机构
    r"单位(?!和个人的)",  # 成员单位
    r"企业",  # 供电企业
    r"公司",  # 国网南通供电公司
    r"集团",  # 沿海集团
    r"政府(?!性|采购|投资|令|规章|工作|网|购买|信息|办公|办|法制|主导)",  # 各县（市、区）人民政府
    r"政府办公[厅室]|政府办(?![法理事])",  # 市政府办公室
    r"管理?委员?会",  # 市各直属园区管委会
    r"委员会|办公[厅室]|办事处|工作站",  # 市发展和改革委员会
    r"指挥部|领导小组|工作小组|工作组|工作专班|专班|联席会议",  # 市防汛抗旱指挥部
    r"[总分市省县区]?局(?!面|部|限|势|长|务|党)",  # 市财政局
    r"委(?![员托派任培委]|会(?!同(?!意)|商))",  # 市发改委
    r"(?:[编网信外侨审政]|人防|金融|文明|扶贫|台|法制|体改|港澳|口岸|邮管|处非|机要|国防动员)办(?![理法事案公好])",
    r"办(?=[、，,。；;：:和及与）)〕】]|牵头|负责|会同|按|要|应|$)",  # 市安委办
    r"厅(?!级)",  # 省教育厅
    r"部(?![门分署队级位长属件])",  # 教育部
    r"(?:[总海]关?|国家安全|审计|公)署|海关|总署",  # 海关总署
    r"(?:国务|法|检察|医|学|研究|科学|设计|工程|党校|书)院",  # 市中级法院
    r"(?:银|支|分|总|央|发|商|人|中)行(?!政|业|动|使|为)|人行|中支",  # 人行南通中心支行
    r"(?:总|协|工|学|商|联合|基金|理事|监|证监|银保监|居委|村委|常委|管委|红十字|妇联|董事|组委|筹委)会",
    r"组委|奥组委|共青团[^，。；、]{0,4}委|团[省市县区]?委",  # 北京冬奥组委
    r"妇联|残联|文联|社联|侨联|科协|台联|工商联|供销社|供销合作社|总社|编办|网信办|银保监|新华社",
    r"中心(?![工城任环思组])",  # 市住房公积金管理中心
    r"[总支大中]队|消防救援队|(?:派出|事务|研究|卫生|税务|管理|司法|服务|监管|保障|财政)所",
    r"(?:车|港|气象|供电|监测|检验|管理|监督|服务|消防|广播|电视|电)[站台]",
    r"(?:学校|高校|院校)(?!毕业|学生|教师|招生)|银行|信用社|交易所|电视台|报社|军分区|武警[^，。；、]{0,4}队|管理处|服务处|管护处",
    r"(?:承办|主办|举办)[者方人]|(?:开发|高新|创新|园|新|示范|度假|工业)区(?!域|内)",  # 活动承办者
)
HEAD = re.compile("|".join(f"(?:{head})" for head in _HEADS))
"""Words that end the name of a unit; each alternative must not run on into another word."""

_GENERIC = frozenset(
    {
        "政府",
        "人民政府",
        "部门",
        "单位",
        "企业",
        "机构",
        "机关",
        "公司",
        "党委",
        "国家",
        "社会",
        "集团",
        "行政机关",
        "学校",
    }
    | {"责任单位", "责任部门", "局", "部", "委"}
)
_PLACE = re.compile(
    r"(?:^各?.{0,14}(?:[市县区州盟旗镇乡]|街道|街镇|镇街|[（(][省市县区州盟旗镇乡街道、,，]+[)）]区?)|各地|属地)$"
)
_LEVEL = (
    r"(?:县市区|市县区|区县|县区|县市|市县|县[（(]市、区[)）]|县[（(]市[)）]区?|县[（(]区[)）]|各县[（(]市、区[)）]|国家|中央|城市|乡[（(]镇[)）]"
    r"|[省市县区州盟旗乡镇])"
)
_BARE_LEVEL = re.compile(rf"^(?:各?{_LEVEL}|各?级|[^、，。]{{1,3}}[市县区])$")
_LEVEL_START = re.compile(rf"^(各?(?:{_LEVEL}|[^、，。]{{2,3}}?[市县区]))(?![、级])(?=.)")
_NAME_BRACKET = re.compile(r"^(?:[省市州县区旗镇乡]|街道|镇街|园区|涉农区|市区|场|街|[、，,及和或])+$")
_BODY_TAIL = re.compile(r"(?:行政主管|主管|行政管理|行政)?部门$|机关$|机构$|企业$|单位$")
_ETC = re.compile(
    r"等(?:各|市|省|县|区|市级|省级|县级|国务院|中央)?(?:有关|相关|多个|若干|[一二三四五六七八九十\d]+个?)?"
    r"((?:市级|行业|职能|行政|主管|业务|监管)*(?:部门|单位|机构|地方|方面|部委)(?:[、和及](?:有关|相关)?(?:单位|部门|机构|地方|地区))?)?$"
)
_ELIDED = re.compile(
    r"^(?!团|人民银行|人行)(?:.{1,14}(?:局|委|办|厅|部门|法院|检察院|支队|总队|大队)"
    r"|.{0,6}(?:总工会|[妇残文侨]联|科协|工商联|供销社|编办|检察院|法院))$"
)
_PARTY = re.compile(
    r"^(?:组织部|宣传部|统战部|社会工作部|政法委|编办|网信办|政研室|老干部局|台办|巡察办|党校)$"
)
_LIST_LEVEL = re.compile(r"^(各?(?:自治区|[市省县区州盟旗]))(?!委|政|级|直)(?=.)")
_OPENER = re.compile("[" + re.escape("".join(PAIRS)) + "]")
_JOINERS = re.compile(r"以及|及其|或者|[及和与或]")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's full name and the range in the text it is printed at."""

    name: str
    start: int
    end: int
    lead: bool = False


_NOT_IN_NAME = re.compile(
    r"[〔【［。；：，！？|●《》“”]|^[的该]|^其(?!他|余)|^\d|同志|由|是|应当|会同|牵头(?!单位|部门)|委托|.(?:创办|出资|投资|设立|发起|组建|开发)的"
)
_NOT_AT_START = re.compile(
    "以|与|经(?![济信贸营开])|指(?!挥|导)|进(?!出口|修)|对(?![外台])|向|从|在|为|按|由|把|使(?!用|领)|让|将|受(?![理托])|凡|因|并|或"
    "|至|到|自(?![然治贸来])|被|及|和(?![平田县])|等|加强|推进(?![办委组工])|强化|发展(?!改革|和改革|研究|规划|计划)|优化|支持|促进"
    "|坚持|承担|主管|比照|参照|结合|作为|围绕|提高|提升|完善|建立|健全|建设(?![部局单厅行主银和管工项])|重点(?![工办项])|根据|依据|负责|组织(?![部者人委])|指导(?!中心|委)"
    "|引导|鼓励|推动|督促|协调(?![小办领])|配合|协助|会同|牵头|开展|实施(?![机单])|落实|制定|深化(?!改革)|广泛|稳步|稳妥|持续"
    "|积极|充分|不断|切实|加快|加大|做好|构建|打造|设立|成立|确定|明确|规范|严格|全面(?!深化)|依托|发挥|通过|保障(?![部机中局])"
    "|任命|免去|符合|涉及|要求|报(?!社)|其中|同时"
)

_OPENS_CLAUSE = frozenset(
    {
        "负责",
        "承担",
        "组织",
        "实施",
        "指导",
        "协调",
        "开展",
        "设立",
        "成立",
        "符合",
        "涉及",
        "主管",
        "受",
        "使",
    }
)
"""负责备案的民政部门 is a name though 负责 is not how names begin."""


def ends_like_unit(text: str) -> bool:
    """Whether the text ends with a word that ends the name of a unit: 市财政局, but not 财政局面."""
    bare = drop_renaming(text)
    return any(match.end() == len(bare) for match in HEAD.finditer(bare))


def is_unit(text: str) -> bool:
    """Whether the text reads as the name of one unit: 市财政局, 各有关部门; not 政府 alone, nor 主要负责人."""
    bare = drop_renaming(text)
    if bare in _GENERIC or not 2 <= len(bare) <= 40 or _NOT_IN_NAME.search(bare):
        return False
    start = _NOT_AT_START.match(bare)
    clause = start is not None and "的" in bare and start.group() in _OPENS_CLAUSE
    return ends_like_unit(bare) and (start is None or clause)


def is_place(text: str) -> bool:
    """Whether the text names a place that stands for its government: 崇川区, 各县（市、区）, 各地."""
    return _PLACE.search(text) is not None and len(text) <= 16


def _outer_brackets(text: str) -> list[Bracket]:
    return [b for b in find_brackets(text) if b.depth == 0] if _OPENER.search(text) else []


def drop_renaming(name: str) -> str:
    """The name without brackets that rename or explain; 县（市、区） stays, 市大数据管理局（市公共信用信息中心） does not."""
    for bracket in reversed(_outer_brackets(name)):
        if bracket.opener in "（(〔［[" and not _NAME_BRACKET.match(bracket.inner):
            name = name[: bracket.start] + name[bracket.end :]
    return name


def split_units(text: str, offset: int = 0, places: tuple[str, ...] = ()) -> list[UnitName]:
    """The units of a list in full: `市农业农村局、商务局` is 市农业农村局, 市商务局. `places` are names that elide nothing.

    Ranges count from `offset`. Items are parted at enumeration marks and at 及, 和, 与 between two units.
    """
    pieces = [piece for item in split_list(text) for piece in _part_joined(item)]
    pieces = _merge_clauses(text, pieces)
    names = _distribute(pieces)
    return _restore(names, offset, places)


def _part_joined(item: Item) -> list[Item]:
    """A list item parted at a joining word that stands between two units: 国家发展改革委及国家粮食局."""
    spans = [(b.start, b.end) for b in _outer_brackets(item.text)]
    for joiner in _JOINERS.finditer(item.text):
        if any(start <= joiner.start() < end for start, end in spans):
            continue
        left, right = item.text[: joiner.start()], item.text[joiner.end() :]
        bare_right = _ETC.sub("", right)
        listed = len(bare_right) > 1 and bare_right not in _GENERIC and not right.startswith("其")
        if (ends_like_unit(left) and listed) or (_BARE_LEVEL.match(left) and ends_like_unit(bare_right)):
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
            while merged and re.fullmatch("各?省|自治区", merged[-1].text):
                piece = Item(text[merged[-1].start : piece.end], merged.pop().start, piece.end)
        if re.match(r"^.{0,3}[两二三四]级", piece.text):
            while merged and _BARE_LEVEL.match(merged[-1].text):
                piece = Item(text[merged[-1].start : piece.end], merged.pop().start, piece.end)
        if re.search(r"(?:等.{2,}|[^等])的(?:[^的]{0,8})(?:部门|机关|机构|单位)$", piece.text):
            while (
                merged and not ends_like_unit(_ETC.sub("", merged[-1].text)) and not is_place(merged[-1].text)
            ):
                piece = Item(text[merged[-1].start : piece.end], merged.pop().start, piece.end)
        merged.append(piece)
    return merged


def _distribute(pieces: list[Item]) -> list[UnitName]:
    """Names with the tail that several share: `市、县财政部门`, `供电、供水企业`, `住房城乡建设、公安等部门`."""
    names: list[UnitName] = []
    tail, levelled, shown = "", "", 0
    for piece in reversed(pieces):
        lead = re.search(r"[（(]牵头(?:单位|部门)?[)）]", piece.text) is not None
        name = drop_renaming(piece.text)
        etc = _ETC.search(name)
        if etc and etc.start() > 0:
            name = name[: etc.start()]
            tail = "部门" if etc.group(1) or not ends_like_unit(name) else tail
        if _BARE_LEVEL.match(name) and levelled and not name.endswith("级"):
            if name.startswith("各") and names and not names[-1].name.startswith("各"):
                names[-1] = replace(names[-1], name=f"各{names[-1].name}")
            names.append(UnitName(name + levelled, piece.start, max(shown, piece.end), lead))
            continue
        if not ends_like_unit(name) and not is_place(name) and tail:
            name += tail
        else:
            found = _BODY_TAIL.search(name)
            tail = found.group() if found and found.start() > 0 else ""
        level = _LEVEL_START.match(name) if ends_like_unit(name) else None
        levelled, shown = (name[level.end() :], piece.end) if level else ("", 0)
        names.append(UnitName(name, piece.start, piece.end, lead))
    return names[::-1]


def _restore(names: list[UnitName], offset: int, places: tuple[str, ...]) -> list[UnitName]:
    """Names with the level that a list prints once put back before public bodies: 市财政局、[市]商务局."""
    level, restored = "", []
    for unit in names:
        name = unit.name
        own = _LIST_LEVEL.match(name)
        if own:
            level = own.group(1)
        elif level and name.startswith(f"{level}委"):
            pass
        elif name.startswith(("市委", "省委", "县委", "区委", "市政府", "省政府")):
            level = name[0]
        elif level and _elides(name, places):
            name = (f"{level}委" if _PARTY.match(name) else level) + name
        elif not ends_like_unit(name) or name.startswith(("各", "国家", "中国", "国务院")):
            level = "" if name.startswith(("国家", "国务院")) else level
        restored.append(UnitName(name, unit.start + offset, unit.end + offset, unit.lead))
    return restored


def _elides(name: str, places: tuple[str, ...]) -> bool:
    """Whether a list may have left the level out before this name: 商务局; not 南通海事局, 省气象局, 教育部."""
    if name.startswith(
        (*places, "各", "省", "市", "县", "区", "国家", "中国", "有关", "相关", "其他", "团", "驻")
    ):
        return False
    return _ELIDED.match(name) is not None and not re.search(
        r"总局$|分局$|有限|^.{2,3}[市县区州](?!场)", name
    )


_VERBS = re.compile(
    "组织(?![部委者])|指定|选定|聘请|通过|指导(?!中心)|加强|建立|制定|制订|会同|督促|协调(?![小办领])|负责|牵头|开展|督导(?![委组办室])|设立|成立|授权|委托|批准"
    "|审批(?![局部服改办中])|审核|审查(?!院)|审计(?![局厅署部机])|规定(?!的)|承担|主管(?!部|机|单)|协助|配合|参与|联合(?!会)|确定|提出|提请"
    "|提供|公布|发布|报送|上报|报请|报告|依法|依照|按照|根据|应当|可以|支持|推进(?![办委])|推动|实施(?![机单])|落实|履行|统筹|安排"
    "|编制|拟定|研究(?![院室所])|通报|通知|责令|给予|予以|进行|做好|抓好|召开|召集|监督(?!管理|[局部机所站检中])|检查(?!院)|要求|受理(?![机中])"
    "|办理|查处|处理|调查(?!.?队)|收集|向|报(?!社)|给(?!排?水)|由|经(?![济信贸开营])|把|使(?!用)|汇总|下达|拨付|核定|核发|颁发|签订"
    "|在|于|是|受(?![灾理托])|下设|设[在于有]|应(?!急)|可(?!再生)|商(?![务业标会贸品城检])|并|不(?!动产)|已|未(?!成年)|其(?![有相他余所下])|按|依|主要|共同|分别"
    "|选择|认定|明确|出台|印发|完善|健全|强化|深化(?!改革)|引导|鼓励|对(?![外台])|将|要|须"
)
_EXTENDS = re.compile(r"(?:政府|院|[银人]行|中心|银保监|会|会议|委|局|部|署|公司|集团|办公[厅室]|小组|专班)$")
_DEPARTMENT = re.compile(r"[^，。；：、的和及与或（(\n]{0,8}?(?:部门|机关|机构)")
_SHARED = re.compile(
    r"[^，。；：、的（(\n]{2,12}(?:、[^，。；：、的（(\n]{2,12}?)+(?:等(?:有关|相关)?)?(?:行政|主管|有关|相关)*部门"
)
"""县级以上人民政府 | 发展改革、财政等部门"""
_CLAUSED = re.compile(r"[^，。；：、\n]{0,12}的(?:部门|机关|机构|单位)")


_LONGEST_NAME, _LONGEST_LIST = 40, 240


def read_unit(text: str, start: int) -> int | None:
    """Where the name of a unit that begins at `start` ends, or None: the shortest name that is one."""
    limit = min(len(text), start + _LONGEST_LIST)
    spans = [(start + b.start, start + b.end) for b in _outer_brackets(text[start:limit])]
    for head in HEAD.finditer(text, start, limit):
        end = head.end()
        if any(low < end < high for low, high in spans):
            continue
        if re.search(r"[，。；：！？“”《》\n]", _without_brackets(text[start:end])):
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
    """Where a name goes on after a head: 人民政府 | 公安机关, 国务院 | 决定规定的部门, 教育部 | 教材局."""
    clause = _CLAUSED.match(text, end)
    if clause and not _VERBS.search(clause.group()):
        return clause.end()
    shared = _SHARED.match(text, end) if _EXTENDS.search(text[:end]) else None
    if shared and not _VERBS.search(shared.group()):
        return shared.end()
    department = _DEPARTMENT.match(text, end)
    if department and not _VERBS.search(department.group()):
        return department.end()
    if not _EXTENDS.search(text[:end]):
        return end
    further = HEAD.search(text, end, min(limit, end + 14))
    gap = text[end : further.end()] if further else "，"
    if further is None or re.search(r"[，。；：、的和及与（(\n]", gap) or _VERBS.search(gap):
        return end
    return _read_on(text, further.end(), limit)


def _without_brackets(text: str) -> str:
    for bracket in reversed(_outer_brackets(text)):
        text = text[: bracket.start] + text[bracket.end :]
    return text


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
        if _VERBS.search(_without_brackets(text[joiner.end() : further])):
            return end
        end = further
