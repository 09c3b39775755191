"""What a number is: a target, a requirement, an incentive or a baseline (guidelines, targets)."""

from __future__ import annotations

import re

from parsers.facts.targets.mentions import Mention
from parsers.language.names.context import Context
from parsers.language.plans import plan_named
from schema.facts import TargetKind

NORMS = frozenset(
    ["办法", "条例", "规定", "细则", "预案", "规则", "准则", "标准", "规范", "章程", "规程", "法", "目录"]
)
PLANS = frozenset(["规划", "计划", "纲要", "报告"])

_REVIEW_HEADING = re.compile(  # 发展基础, 2025年工作回顾, 主要成就
    r"回顾|工作总结|总结|现状|成就|成效|成绩|背景|发展基础|工作基础|基础条件|现实基础|规划基础|进展|完成情况|执行情况|"
    r"基本情况|基本市情|发展环境|面临(?:的)?(?:形势|机遇|挑战)|形势|问题|不足|“十[一二三四]五”时期(?:发展|取得)"
)
_GOAL_HEADING = re.compile(  # 发展目标, 重点任务, 2026年工作安排
    r"目标|任务|安排|打算|要求|举措|措施|保障|重点工作|主要工作|建议|展望|思路|工程"
)
_PAST = re.compile(  # 截至2021年底; 已累计建成; 过去五年; 近年来
    r"截[至止]|过去(?:的)?(?:[一二三四五]|\d)?年|近年来|五年来|一年来|[几多]年来|以来|"
    r"(?<![自即而])已(?:经)?(?:累计|先后|全部|有|达|建|完|形成|培|实现|突破|覆盖|创|开|发展|成|拥)(?!成?(?:区|的|居|小区|住))|"
    r"^(?:上年|去年|目前|现有)|(?:建成|完成|取得|实现|荣获|获得|达到|创建)了"
)
_OF_A_YEAR = re.compile(  # 同比增长5%: past, unless the heading looks ahead
    r"同比|较上年|比上年|累计(?:建成|完成|实现|投入|发放|培育|新增)"
)
_FUTURE = re.compile(  # 力争到2025年; 今后五年; 确保
    r"力争|争取|到\s*20[0-9]{2}\s*年|今后|未来|将(?!军|近)|预期|预计|计划|目标|确保|(?<!主)要(?![素点求闻件])|今年|下一步|每年|不低于|不少于"
)
_FROM = re.compile(r"[由从][^，。；]{0,8}$")
_CHANGE_TO = re.compile(
    r"\s*(?:左右|以上)?(?:再|进一步|逐步|阶段性|统一)?[提增上下降扩调减放缩压][高加长升降低大整少宽短减]?[到至为]"
)
_STATE = re.compile(
    r"[仅只][为占有达](?:到|了)?(?:全国|全省|全市|世界|同类)[^，。；]{0,12}$"
)  # 仅为全国平均水平的1/5
_DONE = re.compile(
    r"(?:目前|现)已(?:经)?(?:累计|先后|全部)?(?:完成|建成|开工|投入|发放|培育|引进|落实|达到?)[^，。；]{0,8}$"
)
"""目前已完成 | 1530处"""
_EXTENT = re.compile(
    r"(?:行政|辖|规划)区?域?[^，。；]{0,4}总面积|国土面积|幅员面积|^总面积为"
)  # 行政区域总面积
_GRANT = re.compile(  # 奖励50万元; 处五万元以上十万元以下罚款
    r"奖励|奖补|补助|补贴(?!性)|资助|给予|贴息|补偿|罚款|处以?(?=[一二两三四五六七八九十百千万0-9违货应所])|罚没|收费|收取|征收|缴纳(?!社)|减免|免[征收除]|减征|减按|返还|退还|"
    r"兑现|(?:担保|贴息|助学|免息)贷款(?!申请|条件|余额|政策|对象)|津贴|奖金|救助|慰问|抚恤|拨付|贷款额度|授信额度|配套(?:出资|资金|奖励|补助|支持)|保证金|押金|收费标准|租金|税率|费率|提成|留用|分成|抵扣|扣除|扣减|加计|优惠|赔偿|加收|计提|利息|滞纳金|违约金|可以?(?:申请|享受)"
)
_GRANT_LABEL = re.compile(
    r"(?:补贴|补助|奖励|奖金|津贴|资助)(?:标准)?[：:]"
)  # 购房补贴：博士20万元，硕士10万元
_CAP = re.compile(r"最高|不超过|上限|封顶|按|给予|放宽|每人|每户|每家")
_RATE_RAISED = re.compile(r"(?:标准|水平|待遇)[^，。；]{0,12}$")  # 孤儿津贴标准提高510元
_GIVEN = re.compile(r"(?:的)?(?:标准|比例|额度)?(?:给予|予以)")
_FINE_ALONE = re.compile(  # “1000元以上5000元以下”修改为“…”: how much a fine is, and nothing else
    r"“[^“”元]{1,8}元以上[^“”元]{1,8}元以下(?:的?罚款)?”"
)
_PRICE = re.compile(r"每(?:立方米|平方米|公里|千瓦时|度|吨|件|小时|[人车辆船架]次)[^，。；]{0,6}$")
_PER_HEAD = re.compile(r"按照?每(?:[人户生名]|个|张床)[^，。；]{0,10}$")
_SHARED_OUT = re.compile(r"的?比例(?:[给予]予|进行)?(?:配套|分担|负担|承担)")
_AT_THAT_RATE = re.compile(r"的?(?:标准|比例)(?!以)")
_CLOSES_CONDITION = re.compile(
    r"(?:或[^，]{0,12})?的(?:[，、；。]|$|由|标准)|，?且"
)  # 不足5000人的，由…; 不低于1000万元且
_BINDING_IN_PLAN = re.compile(
    r"应当|必须|不得|须|按[^，。；]{0,40}(?:执行|标准)|不[低少高超大][于过][^，。；（(]{0,20}的?标准|的规定|至少有|服务半径|每支|每百户"
)  # 按人均不低于0.1平方米执行
_CONDITION_HEADING = re.compile(r"条件|认定标准|奖补对象|补助对象|支持对象|限额|准入(?:要求|规定)?$")
_DUTIES = re.compile(r"职责|应急预案")
_AMENDS_NORM = re.compile("修[改正].*(?:办法|条例|规定|细则|规则|法规|规章).*决定")
_CONDITION = re.compile(r"^[^，。；：]{0,24}(?:的|且|，且|的，)|^[^，。；：]{0,12}的[，、；]")
_IF_SO = re.compile(
    r"的(?!比例|标准|额度|金额|幅度|资金)[^，。；的]{0,12}[，,]"
)  # 总投资额达到10亿元的，给予…
_COUNTS_AS = re.compile(r"的[^，。；]{0,12}(?:属于|视为|认定为|界定为)")
_THESE_CONDITIONS = re.compile(r"(?:以下|下列|如下)(?:基本)?条件")
_AIM_QUOTED = re.compile(r"目标(?:是|为|[“\"‘])")  # 与“2025年达到4.5个”的目标相比
_ATTRIBUTIVE = re.compile(r"(?:[^，。；]{0,14}?以[下内])?的(?!目标|标准)")  # 100万以上500万以下的城市
_SIZE = re.compile(r"(?:以上)?的?(?:企业|项目|集群|园区)")  # 产值超50亿元企业
_MUST = re.compile(  # 须达100%; 按每百户30平方米的标准; 抽查不低于40%的机构
    r"应|必须|须|不得|严禁|禁止|需(?=[具配达满有要])|按照?[^，。；]{0,30}(?:标准|配备|设置|执行)|限值|抽[查取检](?!合格率)|标准不[低少]于"
)
_DUTY = re.compile(r"应当|必须|不得|须|符合下列|下列条件|(?:标准|条件)[：:]")
_STANDARD = re.compile(
    r"每(?:支|个|所|名|班|组|处|百|千|万|户|辆|场|项|家|座|人)(?!.{0,12}(?:建成|建设|培育|打造|形成|掌握|布局|达|提高|拥有|保持))|服务半径|注册资本|年满|周岁|下列"
)


def kind_of(mention: Mention, context: Context, review: bool) -> TargetKind:
    """The kind of one number; `review` says that its sentence looks back."""
    review = review and not _AIM_QUOTED.search(mention.before)
    stated = _STATE.search(mention.before) or _DONE.search(mention.before) or _EXTENT.search(mention.own)
    if review or _is_outset(mention) or stated:
        return "baseline"
    if _is_incentive(mention):
        return "incentive"
    return "requirement" if _is_requirement(mention, context) else "target"


def _is_outset(mention: Mention) -> bool:
    """The level a change sets out from: the 729万人 of 由上年729万人增加到732万人."""
    near = mention.text[max(0, mention.quantity.start - 12) : mention.quantity.start]
    return bool(_FROM.search(near) and _CHANGE_TO.match(mention.text, mention.quantity.end))


def _is_incentive(mention: Mention) -> bool:
    """Money or a rate that is granted, capped or charged."""
    quantity, sign = mention.quantity, mention.comparison.comparator
    if quantity.dimension == "time" and quantity.unit.startswith("个月"):
        granted = _GRANT.search(mention.text, *mention.sentence)
        return granted is not None and not _CLOSES_CONDITION.match(mention.after)
    if quantity.dimension not in ("money", "percent", "ratio"):
        return False
    if sign in ("+", "-") and _RATE_RAISED.search(mention.before):
        return False
    if "罚款" in mention.own:
        return _CLOSES_CONDITION.match(mention.after) is None
    if any(m.start() < quantity.start < m.end() for m in _FINE_ALONE.finditer(mention.text)):
        return True
    if _is_price(mention) or _is_share(mention):
        return True
    so_far = mention.text[mention.sentence[0] : mention.quantity.start]
    granted_before = bool(_GRANT.search(mention.before) or _GRANT_LABEL.search(so_far))
    if _is_condition(mention) and not granted_before:
        return False
    if granted_before:
        return not (sign in (">=", ">") and mention.after.startswith("的"))
    threshold = sign in (">=", ">", "range", "<")
    if _GRANT.search(mention.after):
        return not (threshold and _CONDITION.match(mention.after)) or _GIVEN.match(mention.after) is not None
    if not _GRANT.search(mention.text, *mention.sentence):
        return "最高" in mention.before and quantity.dimension != "ratio"
    return not threshold and (_CAP.search(mention.own) is not None or quantity.dimension == "ratio")


def _is_price(mention: Mention) -> bool:
    """Whether money is a price or what each is given: 每立方米不高于2.8元; 按每人12元的标准安排."""
    if mention.quantity.dimension != "money" or mention.comparison.comparator not in ("=", "<="):
        return False
    per_head = _PER_HEAD.search(mention.before) and _AT_THAT_RATE.match(mention.after)
    return per_head is not None or _PRICE.search(mention.before) is not None


def _is_share(mention: Mention) -> bool:
    """Whether a rate says who bears how much of the money: 按照1:0.5的比例配套."""
    return _SHARED_OUT.match(mention.text, mention.quantity.end) is not None


def _is_condition(mention: Mention) -> bool:
    """Whether a grant that depends on this number follows: 总投资额达到10亿元的，给予…."""
    rest = re.split(r"[；;]", mention.text[mention.comparison.end : mention.sentence[1]])[0]
    granted = _GRANT.search(rest)
    return granted is not None and _IF_SO.search(rest, 0, granted.start()) is not None


def _is_requirement(mention: Mention, context: Context) -> bool:
    """A threshold, quota or standard that someone must meet."""
    quantity, comparison, text = mention.quantity, mention.comparison, mention.text
    if _is_norm(context) or _DUTIES.search(context.title):
        return True
    if quantity.dimension == "age" and "寿命" not in text[slice(*mention.sentence)]:
        return True
    if re.search(r"每?满\s*$", mention.before) or _is_condition(mention):
        return True
    bounded = comparison.explicit and comparison.comparator not in ("+", "-", "=", "~")
    if bounded and _CLOSES_CONDITION.match(mention.after):
        return True
    if quantity.dimension == "money" and bounded and _SIZE.match(mention.after):
        return True
    attributive = _ATTRIBUTIVE.match(mention.after) and quantity.dimension not in ("percent", "rate")
    if attributive and bounded and comparison.comparator != "range":
        return "含" not in re.sub(r"[（(]不?含[）)]", "", mention.own)
    if quantity.dimension == "money" and _GRANT.search(text, *mention.sentence):
        return bounded and comparison.comparator not in ("<", "<=")
    if bounded and quantity.dimension != "percent" and (_qualifies(mention) or _defines(mention)):
        return True
    if bounded and _THESE_CONDITIONS.search(context.lead_in):
        return True
    if any(_CONDITION_HEADING.search(heading) for heading in context.headings):
        return True
    if context.doc_type in PLANS:
        return _BINDING_IN_PLAN.search(mention.own) is not None
    reach = mention.sentence[1] if comparison.explicit else mention.segment[1]
    if _MUST.search(mention.own) or _DUTY.search(text, mention.sentence[0], reach):
        return True
    if _STANDARD.search(mention.own) and bounded:
        return True
    return context.doc_type != "方案" and _DUTY.search(text, 0, mention.sentence[0]) is not None


def _is_norm(context: Context) -> bool:
    """Whether the document lays down rules: a regulation, or a decision that amends one."""
    return context.doc_type in NORMS or _AMENDS_NORM.search(context.title) is not None


def _qualifies(mention: Mention) -> bool:
    """Whether the number says who gets a grant: 对招用10人以上的企业给予补贴."""
    if _GRANT.search(mention.own):
        return True
    return (
        "对" in mention.before
        and _GRANT.search(mention.text, mention.segment[1], mention.sentence[1]) is not None
    )


def _defines(mention: Mention) -> bool:
    """Whether the number says what counts as something: 面积不超过500平方米的…属于小型项目."""
    rest = mention.text[mention.comparison.end : mention.sentence[1]]
    return _COUNTS_AS.search(re.split(r"[；;]", rest)[0]) is not None or "指" in mention.before


def in_review(sentence: str, context: Context, reviewing: bool, year_past: bool | None) -> bool:
    """Whether a sentence tells what has been reached; `reviewing` is the verdict on the one before it.

    `year_past` says whether the date that opens the sentence lies before the document (None without one).
    """
    if re.search(r"统计公报|情况公报|情况的通报", context.title):
        return True
    if _is_norm(context):
        return False
    if year_past is False:
        return False
    heading = heading_review(context.headings)
    of_a_year = _OF_A_YEAR.search(sentence) and heading is not False and not _GRANT.search(sentence)
    told = _PAST.search(sentence) or of_a_year
    if year_past or (told and not re.search(r"力争|到\s*20[0-9]{2}\s*年", sentence)):
        return True
    if heading is not None:
        return heading
    return reviewing and not _FUTURE.search(sentence)


def heading_review(headings: tuple[str, ...]) -> bool | None:
    """What the innermost telling heading says: looking back (True), ahead (False), nothing (None)."""
    for heading in reversed(headings):
        if _REVIEW_HEADING.search(heading):
            return not re.search(r"目标|任务$", heading)
        if _GOAL_HEADING.search(heading):
            return False
    return None


def document_year(context: Context) -> int | None:
    """The year the document speaks in: of its date, else of its title, else the first of the plan it names."""
    match = re.match(r"(\d{4})", context.issued_on or "") or re.search(r"(20\d{2})年(?!远景)", context.title)
    plan = plan_named(context.title)
    return int(match[1]) if match else plan[0] if plan else None
