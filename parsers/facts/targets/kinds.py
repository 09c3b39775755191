"""What a number is: a target, a requirement, an incentive or a baseline (guidelines, targets).

`SIGNS` are what speaks for a kind, each with its weight; the kind whose signs weigh most is the number's. The
weights were fitted to gold and rounded; each sign has examples in fixtures/signs.json that flip without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from parsers.facts.targets.mentions import Mention
from parsers.facts.targets.review import GRANT, PLANS, is_norm
from parsers.language.lexicon import words
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from schema.facts import TargetKind

_FROM = lazy(r"[由从][^，。；]{0,8}$")
_CHANGE_TO = lazy(
    r"\s*(?:左右|以上)?(?:再|进一步|逐步|阶段性|统一)?[提增上下降扩调减放缩压][高加长升降低大整少宽短减]?[到至为]"
)
_STATE = lazy(
    r"[仅只][为占有达](?:到|了)?(?:全国|全省|全市|世界|同类)[^，。；]{0,12}$"
)  # 仅为全国平均水平的1/5
_DONE = lazy(  # 目前已完成 | 1530处
    rf"(?:目前|现)已(?:经)?(?:累计|先后|全部)?(?:{words('MAKES').pattern}|开工|引进|达到?)[^，。；]{{0,8}}$"
)
_EXTENT = lazy(r"(?:行政|辖|规划)区?域?[^，。；]{0,4}总面积|国土面积|幅员面积|^总面积为")  # 行政区域总面积
_FINISHED = lazy(words("FINISHED").pattern)
_AHEAD = lazy(words("AHEADWORDS").pattern)
_GRANT_LABEL = lazy(r"(?:补贴|补助|奖励|奖金|津贴|资助|补偿|救助|收费)(?:标准)?[：:]")  # 购房补贴：博士20万元
_CAP = lazy(words("CAPPED").pattern)
_RATE_RAISED = lazy(r"(?:标准|水平|待遇)[^，。；]{0,12}$")  # 孤儿津贴标准提高510元
_GIVEN = lazy(r"(?:的)?(?:标准|比例|额度)?(?:给予|予以)")
_FINE = lazy(r"罚[款金]|滞纳金|违约金")
_FINE_ALONE = lazy(  # “1000元以上5000元以下”修改为“…”: how much a fine is, and nothing else
    r"“[^“”元]{1,8}元以上[^“”元]{1,8}元以下(?:的?罚款)?”"
)
_PRICE = lazy(r"每(?:立方米|平方米|公里|千瓦时|度|吨|件|小时|[人车辆船架]次)[^，。；]{0,6}$")
_PER_HEAD = lazy(r"按照?每(?:[人户生名]|个|张床)[^，。；]{0,10}$")
_SHARED_OUT = lazy(r"的?(?:比例)?(?:给予|予以|进行)?(?:配套|分担|负担|承担)")
_AT_THAT_RATE = lazy(r"的?(?:标准|比例)(?!以)")
_BUDGET = lazy(rf"{words('SETSASIDE').pattern}[^，。；]*$|{words('FUNDS').pattern}[^，。；]{{0,6}}$")
_BUDGET_AFTER = lazy(rf"的?[^，。；、]{{0,8}}?{words('FUNDS').pattern}")
_KEPT_SHARE = lazy(words("KEEPS").pattern)
_CLOSES_CONDITION = lazy(r"(?:或[^，]{0,12})?的(?:[，、；。]|$|由|标准)|，?且")  # 不足5000人的，由…
_INTO_GRANT = lazy(  # 达到4000万元的 | 奖励7万元
    rf"的(?:[^，。；的]{{0,8}})?(?:给予|予以|再|一次性)*(?:{GRANT.pattern})[^，。；]{{0,8}}[0-9一二三四五六七八九十百]"
)
_BINDING_IN_PLAN = lazy(
    r"应当|必须|不得|须|按[^，。；]{0,40}(?:执行|标准)|不[低少高超大][于过][^，。；（(]{0,20}的?标准|的规定|至少有|服务半径|每支|每百户"
)  # 按人均不低于0.1平方米执行
_CONDITION_HEADING = lazy(r"条件|认定标准|奖补对象|补助对象|支持对象|限额|准入(?:要求|规定)?$")
_DUTIES = lazy(r"职责|应急预案")
_CONDITION = lazy(r"^[^，。；：]{0,24}(?:的|，?且)")
_IF_SO = lazy(r"的(?!比例|标准|额度|金额|幅度|资金)[^，。；的]{0,12}[，,]")  # 总投资额达到10亿元的，给予…
_MAY_ENTER = lazy(rf"的[^，。；的]{{0,8}}[，,]?{words('MAYENTER').pattern}")  # 年产8万吨的项目，可列入计划
_COUNTS_AS = lazy(r"的[^，。；]{0,12}(?:属于|视为|认定为|界定为)")
_THESE_CONDITIONS = lazy(r"(?:以下|下列|如下)(?:基本)?条件")
_ATTRIBUTIVE = lazy(r"(?:[^，。；]{0,14}?以[下内])?的(?!目标|标准)")  # 100万以上500万以下的城市
_SIZE = lazy(
    r"(?:以上)?的?(?:企业|项目|集群|园区|[^，。；、\d的]{2,10}\d)"
)  # 产值超50亿元企业, 收入超500万元IP70个
_MUST = lazy(  # 须达100%; 按每百户30平方米的标准; 抽查不低于40%的机构
    rf"{words('MUSTDO').pattern}|需(?=[具配达满有要])|按照?[^，。；]{{0,30}}(?:标准(?!化)|配备|设置|执行)|限值|抽[查取检](?!合格率)|标准不[低少]于"
)
_SIGHT = 300  # characters above a sentence that may say what duty it speaks of
_DUTY = lazy(words("NORMWORD").pattern)
_STANDARD = lazy(
    r"(?:^|[^为给])每(?:支|个|所|名|班|组|处|百|千|万|户|辆|场|项|家|座|人)(?!.{0,12}(?:建成|建设|培育|打造|形成|掌握|布局|达|提高|拥有|保持))|服务半径|注册资本|年满|周岁|下列"
)
_MAKES = lazy(rf"{words('MAKES').pattern}(?:每?家?企业)?$")
_STAFFED = lazy("(?:配[备置建]|设置|[^建]设)$")  # 配备 | 不少于2名
_NOT_MADE = ("money", "percent", "ratio", "time", "rate", "age", "")
_MAY_NOT = lazy(r"^(?:(?!给予|按照?|标准|比例|利率|费率)[^，。；])*不[得应](?:超过|高于|低于|少于|大于|小于)")
_INCLUDED = lazy(r"[（(]不?含[）)]")  # 3000座（含）以上
_FULL = lazy(r"每?满\s*$")
_HOLDING = lazy(r"含[^，。；的]*$")
_EACH_PLACE = lazy(r"(?:每个|每|各)(?:县|区|市|镇|乡|街道|村|社区|行政村|建制村|乡镇)[^，。；配设]{0,12}$")
_AIM_QUOTED = lazy(r"目标(?:是|为|[“\"‘])")  # 与“2025年达到4.5个”的目标相比
_MONEYS = ("money", "percent", "ratio")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its sentence and document; `review` says that its sentence looks back."""

    mention: Mention
    context: Context
    review: bool

    @property
    def sentence(self) -> str:
        """The words of its sentence."""
        return self.mention.text[slice(*self.mention.sentence)]

    @property
    def rest(self) -> str:
        """What follows it, up to a semicolon."""
        return re.split(r"[；;]", self.mention.text[self.mention.comparison.end : self.mention.sentence[1]])[
            0
        ]

    @property
    def bounded(self) -> bool:
        """Whether a word or sign sets a bound: 以上, 不超过, ≥."""
        comparison = self.mention.comparison
        return comparison.explicit and comparison.comparator not in ("+", "-", "=", "~")

    @property
    def is_money(self) -> bool:
        """Money, a rate or a share."""
        return self.mention.quantity.dimension in _MONEYS

    @property
    def granted_before(self) -> bool:
        """Whether what is granted or charged stands before it: 给予 | 50万元."""
        so_far = self.mention.text[self.mention.sentence[0] : self.mention.quantity.start]
        return bool(GRANT.search(self.mention.before) or _GRANT_LABEL.search(so_far))

    @property
    def conditional(self) -> bool:
        """Whether a grant that depends on this number follows: 总投资额达到10亿元的，给予…."""
        granted = GRANT.search(self.rest)
        condition = granted and _IF_SO.search(self.rest, 0, granted.start())
        return condition is not None and "对" not in self.rest[: condition.start()]


@dataclass(frozen=True, slots=True)
class Sign:
    """What speaks for a kind, and how much."""

    name: str
    kind: TargetKind
    weight: float
    holds: Callable[[Number], bool]


def _outset(n: Number) -> bool:
    near = n.mention.text[max(0, n.mention.quantity.start - 12) : n.mention.quantity.start]
    return bool(_FROM.search(near) and _CHANGE_TO.match(n.mention.text, n.mention.quantity.end))


def _stated(n: Number) -> bool:
    before = n.mention.before
    return bool(_STATE.search(before) or _DONE.search(before) or _EXTENT.search(n.mention.own))


def _finished(n: Number) -> bool:
    told = _FINISHED.search(n.sentence) is not None and not _AHEAD.search(n.sentence)
    return told and not is_norm(n.context) and not n.bounded


def _granted_before(n: Number) -> bool:
    threshold = n.mention.comparison.comparator in (">=", ">") and n.mention.after.startswith("的")
    raised = n.mention.comparison.comparator in ("+", "-") and _RATE_RAISED.search(n.mention.before)
    return n.is_money and n.granted_before and not threshold and not raised


def _granted_after(n: Number) -> bool:
    if not n.is_money or n.granted_before or not GRANT.search(n.mention.after):
        return False
    threshold = n.mention.comparison.comparator in (">=", ">", "range", "<")
    return not (threshold and _CONDITION.match(n.mention.after)) or _GIVEN.match(n.mention.after) is not None


def _fined(n: Number) -> bool:
    quantity = n.mention.quantity
    alone = any(
        m.start() < quantity.start < m.end()
        for m in _FINE_ALONE.finditer(n.mention.text, *n.mention.sentence)
    )
    closed = _CLOSES_CONDITION.match(n.mention.after) is not None
    return n.is_money and (alone or (_FINE.search(n.mention.own) is not None and not closed))


def _priced(n: Number) -> bool:
    if n.mention.quantity.dimension != "money" or n.mention.comparison.comparator not in ("=", "<="):
        return False
    per_head = _PER_HEAD.search(n.mention.before) and _AT_THAT_RATE.match(n.mention.after)
    return per_head is not None or _PRICE.search(n.mention.before) is not None


def _shared_out(n: Number) -> bool:
    return n.is_money and _SHARED_OUT.match(n.mention.text, n.mention.quantity.end) is not None


def _capped(n: Number) -> bool:
    if not n.is_money:
        return False
    threshold = n.mention.comparison.comparator in (">=", ">", "range", "<")
    ratio = n.mention.quantity.dimension == "ratio"
    if n.mention.comparison.comparator == "<=" and "每" in n.mention.before.partition("费")[2]:
        return True  # 维护费用每户每月不超过 | 40元
    if not GRANT.search(n.sentence):
        return "最高" in n.mention.before and not ratio
    return not threshold and not n.conditional and (_CAP.search(n.mention.own) is not None or ratio)


def _set_aside(n: Number) -> bool:
    if n.mention.quantity.dimension != "money" or "基金" in n.mention.own:
        return False
    return bool(_BUDGET.search(n.mention.before) or _BUDGET_AFTER.match(n.mention.after))


def _months_granted(n: Number) -> bool:
    timed = n.mention.quantity.dimension == "time" and n.mention.quantity.unit.startswith("个月")
    return timed and GRANT.search(n.sentence) is not None and not _CLOSES_CONDITION.match(n.mention.after)


def _is_age(n: Number) -> bool:
    return n.mention.quantity.dimension == "age" and "寿命" not in n.sentence


def _attributive(n: Number) -> bool:
    fits = _ATTRIBUTIVE.match(n.mention.after) and n.mention.quantity.dimension not in ("percent", "rate")
    outside = "含" not in _INCLUDED.sub("", n.mention.own)
    return bool(fits) and n.bounded and n.mention.comparison.comparator != "range" and outside


def _threshold_of_grant(n: Number) -> bool:
    money = n.mention.quantity.dimension == "money" and GRANT.search(n.sentence) is not None
    if _granted_before(n) or _granted_after(n) or _fined(n):
        return False
    return money and n.bounded and n.mention.comparison.comparator not in ("<", "<=")


def _qualifies(n: Number) -> bool:
    """Whether the number says who gets a grant, or what counts as something."""
    if (
        not n.bounded
        or n.mention.quantity.dimension == "percent"
        or _granted_before(n)
        or _granted_after(n)
        or _fined(n)
    ):
        return False
    later = GRANT.search(n.mention.text, n.mention.segment[1], n.mention.sentence[1])
    who = GRANT.search(n.mention.own) or ("对" in n.mention.before and later)
    return bool(who or _COUNTS_AS.search(n.rest) or "指" in n.mention.before)


def _must(n: Number) -> bool:
    if n.context.doc_type in PLANS:
        return _BINDING_IN_PLAN.search(n.mention.own) is not None
    reach = n.mention.sentence[1] if n.mention.comparison.explicit else n.mention.segment[1]
    duty = _DUTY.search(n.mention.text, n.mention.sentence[0], reach)
    return bool(_MUST.search(n.mention.own) or duty)


def _standard(n: Number) -> bool:
    return n.context.doc_type not in PLANS and n.bounded and _STANDARD.search(n.mention.own) is not None


def _duty_above(n: Number) -> bool:
    if n.context.doc_type in (*PLANS, "方案"):
        return False
    return (
        _DUTY.search(n.mention.text, max(0, n.mention.sentence[0] - _SIGHT), n.mention.sentence[0])
        is not None
    )


def _staffed(n: Number) -> bool:
    """Whether so many people are to be kept at least: 配备专职人员不少于2名."""
    person = n.mention.quantity.dimension == "person" and n.mention.comparison.comparator == ">="
    return person and ("配备" in n.sentence or "配置" in n.sentence) and n.context.doc_type not in PLANS


def _kept_share(n: Number) -> bool:
    return n.mention.quantity.dimension == "percent" and _KEPT_SHARE.search(n.mention.own) is not None


def _made(n: Number) -> bool:
    """Whether what is counted is built, trained or provided, by a plan: 建设不少于6000平方米的训练馆."""
    if is_norm(n.context) or n.mention.quantity.dimension in _NOT_MADE or _must(n):
        return False
    head = n.mention.text[n.mention.segment[0] : n.mention.start]
    return _MAKES.search(head) is not None and not _STAFFED.search(head)


def _must_not(n: Number) -> bool:
    """Whether a share has a bound that nobody may pass, of what is not itself granted."""
    return n.mention.quantity.dimension == "percent" and _MAY_NOT.search(n.mention.own) is not None


def _part_of(n: Number) -> bool:
    """Whether it measures a part of what is counted: 含3000座以上体育馆 | 的体育中心."""
    return _HOLDING.search(n.mention.before) is not None and "的" in n.rest


def _each_place(n: Number) -> bool:
    """Whether every place is to get so many, as a plan promises: 每个镇至少有1处."""
    return not is_norm(n.context) and not _must(n) and _EACH_PLACE.search(n.mention.before) is not None


SIGNS = (
    Sign(
        "looks back", "baseline", 30, lambda n: n.review and not _AIM_QUOTED.search(n.mention.before)
    ),  # “十三五”期间建成 | 12座
    Sign("set out from", "baseline", 30, _outset),  # 由 | 729万人增加到732万人
    Sign("stated", "baseline", 30, _stated),  # 目前已完成 | 1530处
    Sign("finished", "baseline", 4, _finished),  # 验收泵站 | 17座
    Sign("granted before", "incentive", 6, _granted_before),  # 奖励 | 50万元
    Sign("granted after", "incentive", 6, _granted_after),  # 50万元 | 奖励
    Sign("fined", "incentive", 9, _fined),  # 处 | 五万元以上十万元以下罚金
    Sign("priced", "incentive", 9, _priced),  # 每立方米不高于 | 2.8元
    Sign("shared out", "incentive", 9, _shared_out),  # 按1:0.5的比例 | 配套
    Sign("capped", "incentive", 8, _capped),  # 最高 | 40万元
    Sign("set aside", "incentive", 9, _set_aside),  # 每年安排 | 60万元资金
    Sign("months granted", "incentive", 6, _months_granted),  # 6个月 | 的失业保险金
    Sign("norm", "requirement", 3, lambda n: is_norm(n.context) or bool(_DUTIES.search(n.context.title))),
    Sign("age", "requirement", 5, _is_age),  # 年满 | 60周岁
    Sign("full", "requirement", 4, lambda n: bool(_FULL.search(n.mention.before))),  # 每满 | 5000万元
    Sign("condition of grant", "requirement", 6, lambda n: n.conditional and not n.granted_before),
    Sign(
        "closes condition",
        "requirement",
        3,
        lambda n: n.bounded and bool(_CLOSES_CONDITION.match(n.mention.after)),
    ),
    Sign(
        "into grant",
        "requirement",
        9,
        lambda n: bool(_INTO_GRANT.match(n.mention.after)) and not n.granted_before,
    ),
    Sign(
        "size",
        "requirement",
        3,
        lambda n: (
            n.bounded and n.mention.quantity.dimension == "money" and bool(_SIZE.match(n.mention.after))
        ),
    ),
    Sign("attributive", "requirement", 3, _attributive),  # 1000人以上 | 的活动
    Sign("threshold of grant", "requirement", 3, _threshold_of_grant),
    Sign("qualifies", "requirement", 3, _qualifies),  # 对招用10人以上的企业给予补贴
    Sign(
        "these conditions",
        "requirement",
        4,
        lambda n: n.bounded and bool(_THESE_CONDITIONS.search(n.context.lead_in)),
    ),
    Sign(
        "condition heading",
        "requirement",
        4,
        lambda n: any(map(_CONDITION_HEADING.search, n.context.headings)),
    ),
    Sign("must", "requirement", 3, _must),  # 须达 | 100%
    Sign("standard", "requirement", 3, _standard),  # 每支队伍不少于 | 5人
    Sign("must not", "requirement", 16, _must_not),  # 结余不得超过 | 预算的5%
    Sign("part of", "requirement", 12, _part_of),  # 含 | 3000座以上体育馆的体育中心
    Sign("staffed", "requirement", 3, _staffed),  # 每班配备教师不少于 | 2名
    Sign("duty above", "requirement", 3, _duty_above),
    Sign("kept share", "requirement", 4, _kept_share),  # 提取收益的 | 45%
    Sign(
        "may enter", "requirement", 4, lambda n: bool(_MAY_ENTER.search(n.rest))
    ),  # 年产8万吨的项目，可列入计划
    Sign("made", "target", 4, _made),  # 建设不少于 | 6000平方米的训练馆
    Sign("each place", "target", 4, _each_place),  # 每个镇至少有 | 1处
)


CLEAR = 0.85
"""A second kind within 15 % of the best makes the row's kind a doubt."""
UNTOLD = 2
"""What speaks for a target where nothing else does: a plan promises more numbers than it lays down."""


def signs_of(mention: Mention, context: Context, review: bool) -> Iterator[Sign]:
    """The signs that hold for a number."""
    number = Number(mention, context, review)
    return (sign for sign in SIGNS if sign.holds(number))


def kind_of(signs: Iterable[Sign]) -> tuple[TargetKind, bool]:
    """The kind that signs speak for most, and whether no other kind comes near it."""
    weights: dict[TargetKind, float] = {"target": UNTOLD}
    for sign in signs:
        weights[sign.kind] = weights.get(sign.kind, 0) + sign.weight
    best, *others = sorted(weights, key=lambda kind: -weights[kind])
    return best, not others or weights[others[0]] <= CLEAR * weights[best]
