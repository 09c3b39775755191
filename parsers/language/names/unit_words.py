"""The words that names of units are made of: how a name ends, how it cannot begin, which brackets belong to it.

Guidelines, section "units", `name`: a bracket that renames a unit is dropped, one that belongs to the name
(县（市、区）) stays; a collective is a unit.
"""

from __future__ import annotations

import re

from parsers.language.brackets import PAIRS, Bracket, find_brackets

_HEADS = (
    r"部门(?!规章|联席|间|之间)",  # 民政部门
    r"机关(?!事务|党委)",  # 公安机关
    r"机构(?!编制|改革)",  # 消防救援机构
    r"单位(?!和个人的)",  # 成员单位
    r"企业",  # 供电企业
    r"公司",  # 国网南通供电公司
    r"集团",  # 沿海集团
    r"政府(?!性|采购|投资|令|规章|工作|网|购买|信息|办公|办(?!理)|法制|主导)",  # 各县（市、区）人民政府
    r"政府办公[厅室]|政府办(?![法理事])",  # 市政府办公室
    r"管理?委员?会",  # 市各直属园区管委会
    r"委员会|办公[厅室]|办事处|工作站",  # 市发展和改革委员会
    r"(?:防|森防|三防)指(?!挥|标|南|导|数|令)|防办(?![法理])",  # 市防指
    r"指挥部|领导小组|工作小组|工作组|工作专班|专班|联席会议",  # 市防汛抗旱指挥部
    r"局(?!面|部|限|势|长|务|党)",  # 市财政局
    r"委(?![员托派任培委]|会(?!同(?!意)|商))",  # 市发改委
    # 市外办
    r"(?:[编网信外侨审政]|人防|金融|文明|扶贫|台|法制|体改|港澳|口岸|邮管|处非|机要|国防动员)办(?![理法事案公好])",
    r"(?:督查|督办|研究|政研|考核|法制|调研|信息|档案|秘书)室",  # 市委督查室
    r"办(?=[、，,。；;：:和及与）)〕】]|牵头|负责|会同|按|要|应|进行|组织|开展|汇总|审核|具体|统一|$)",  # 市安委办
    r"[室科股](?=负责|牵头|承担)",  # 财会室
    r"(?:水利|农技|文化|畜牧|兽医|林业|广播|环卫|经管)站",  # 水利站
    r"厅(?!级)",  # 省教育厅
    r"署(?=[、，,。；;等）)与和及]|牵头|负责|会同|$)|行业组织",  # 国际发展合作署
    r"部(?![门分署队级位长属件])",  # 教育部
    r"海关(?!总署)|总署|审计署|公署",  # 海关总署
    r"(?<![住出入转])院(?![长士内外子落线前感])|馆(?![长藏内外])",  # 市中级法院
    r"(?:银|支|分|总|央|发|商|人|中)行(?!政|业|动|使|为)|人行|中支(?![付出持])",  # 人行南通中心支行
    # 市总工会
    r"(?:总|协|工|学|商|联合|基金|理事|监|证监|银保监|居委|村委|常委|管委|红十字|妇联|董事|组委|筹委)会",
    r"组委|奥组委|共青团[^，。；、]{0,4}委|团[省市县区]?委",  # 北京冬奥组委
    # 市妇联
    r"妇联|残联|文联|社联|侨联|科协|台联|工商联|供销社|供销合作社|总社|编办|网信办|银保监|新华社",
    r"中心(?![工城任环思组])",  # 市住房公积金管理中心
    # 市消防救援支队
    r"[总支大中]队|消防救援队|(?:派出|事务|研究|卫生|税务|管理|司法|服务|监管|保障|财政)所",
    # 市气象台
    r"(?:车|港|气象|供电|监测|检验|管理|监督|服务|消防|广播|电视|电)[站台]",
    # 国家开发银行
    r"(?:学校|高校|院校)(?!毕业|学生|教师|招生)|银行|信用社|交易所|电视台|报社|军分区|武警[^，。；、]{0,4}队|管理处|服务处|管护处",
    r"(?:承办|主办|举办|经营|运营|开办)(?:[者人]|方(?![式法案面向针便位]))|(?:所有权|产权|使用权|经营权)人(?!员)",  # 活动承办者
    # 调入方
    r"(?:调[入出]|供|需|施工|建设|委托|受托|接收|出租|承租|发包|承包|管理|购买|采购|收购|销售|投资|受益|责任)方(?![式法案面向针便位])",
    r"(?:有关|相关)(?:方面|板块)|属地板块|(?:[省市县区镇乡]级|国家|中央)层面",  # 有关方面
    r"(?:专家|评审|调查|检查|督[导查]|考核|评估|验收|协调|保障|救援|救治|处置|宣传|安保|新闻|善后|监测|后勤|技术)组(?![织成建长员合间])",
    r"兵团(?!级)",  # 新疆生产建设兵团
    r"(?:开发|高新|创新|园|新|示范|度假|工业)区(?!域|内)",  # 活动承办者
)
HEAD = re.compile("|".join(f"(?:{head})" for head in _HEADS))
"""Words that end the name of a unit; each alternative must not run on into another word."""


_GENERIC = re.compile(
    "(?:人民)?政府|部门|单位|企业|机构|机关|公司|党委|国家|社会|集团|责任单位|责任部门|局|部|委"
    "|(?:办事|工作|领导|组织|指挥|日常)机构"
)
"""Words that name no unit by themselves."""
_PLACE = re.compile(
    r"(?:^各?.{0,14}(?:[市县区州盟旗镇乡]|街道|街镇|镇街|[（(〔][省市县区州盟旗镇乡街道、,，]+[)）〕]区?)|各地|属地|受灾地|事发地|事故发生地|[该本][市县区镇乡])$"
)
_NAME_BRACKET = re.compile(
    r"^(?:自治[州县旗]|[省市州县区旗镇乡]|街道|镇街|园区|涉农区|市区|场|街|[、，,及和或])+$"
)
_OPENER = re.compile("[" + re.escape("".join(PAIRS)) + "]")
_NOT_IN_NAME = re.compile(
    r"〔(?![省市县区州旗镇乡、]+〕)|[【［。；：，！？|●《》“”]|^[的该]|^其(?!他|余|所在|所属|上一?级|主管|委托|授权|指定|派出)|^\d|同志|由|是|应当|会同|牵头(?!单位|部门)|(?<!^其)委托|(?<!方)向|任[组主召总]|[要应须市](?:成立|设立|组建|建立)|提请|征求|.(?:创办|出资|投资|设立|发起|组建|开发)的"
)
_NOT_AT_START = re.compile(
    "确立|厚植|注明|除|哪|选|改由|以|与|设[在于]|经(?![济信贸营开])|指(?!挥|导)|进(?!出口|修)|对(?![外台])|向|从|在|为|按|由|把|使(?!用|领)|让|将|受(?![理托])|凡|因|并|或"
    "|至|到|自(?![然治贸来])|被|及|和(?![平田县])|等|加强|推进(?![办委组工])|强化|发展(?!改革|和改革|研究|规划|计划)|优化|支持|促进"
    "|坚持|承担|主管(?!部门|机关|单位)|比照|参照|结合|作为|围绕|提高|提升|完善|建立|健全|建设(?![部局单厅行主银和管工项])|重点(?![工办项])|根据|依据|负责|组织(?![部者人委])|指导(?!中心|委)"
    "|引导|鼓励|推动|督促|协调(?![小办领])|配合|协助|会同|牵头|开展|实施(?![机单])|落实|制定|深化(?!改革)|广泛|稳步|稳妥|持续"
    "|积极|充分|不断|切实|加快|加大|做好|构建|打造|设立|成立|确定|明确|规范|严格|全面(?!深化)|依托|发挥|通过|保障(?![部机中局])"
    "|应(?!急)|须|必须|任命|免去|符合|涉及|要求|报(?!社)|其中|同时|完成|享受|获得|取得|接受|履行|行使"
)

_OPENS_CLAUSE = re.compile("负责|承担|组织|实施|指导|协调|开展|设立|成立|符合|涉及|主管|受|使|通过|取得|获得")
"""负责备案的民政部门 is a name though 负责 is not how names begin."""


def is_generic(text: str) -> bool:
    """Whether the text is a word that names no unit by itself: 政府, 单位."""
    return _GENERIC.fullmatch(text) is not None


def ends_like_unit(text: str) -> bool:
    """Whether the text ends with a word that ends the name of a unit: 市财政局, but not 财政局面."""
    bare = drop_renaming(text)
    return any(match.end() == len(bare) for match in HEAD.finditer(bare))


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
