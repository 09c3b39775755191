"""Whether a sentence looks back at what was reached, or ahead (guidelines, targets)."""

from __future__ import annotations

import re

from parsers.language.answers.looking_back import looking_back
from parsers.language.lexicon import words
from parsers.language.names.context import Context
from parsers.language.patterns import lazy
from parsers.layout.evidence.signs import Verdict, weigh

NORMS = frozenset(
    ["办法", "条例", "规定", "细则", "预案", "规则", "准则", "标准", "规范", "章程", "规程", "法", "目录"]
)
PLANS = frozenset(["规划", "计划", "纲要", "报告"])

_PAST = lazy(  # 截至2021年底; 已累计建成; 过去五年; 近年来
    r"截[至止]|过去(?:的)?(?:[一二三四五]|\d)?年|近年来|五年来|一年来|[几多]年来|以来|"
    r"(?<![自即而])已(?:经)?(?:累计|先后|全部|有|达|建|完|形成|培|实现|突破|覆盖|创|开|发展|成(?!年)|拥)(?!成?(?:区|的|居|小区|住))|"
    r"^(?:上年|去年|目前|现有)|(?:建成|完成|取得|实现|荣获|获得|达到|创建)了"
)
_OF_A_YEAR = lazy(words("GROWSBY").pattern)  # 同比增长5%: past, unless the heading looks ahead
_AIMED = lazy(r"力争|到\s*20[0-9]{2}\s*年")
_FUTURE = lazy(rf"{words('TURNSAHEAD').pattern}|到\s*20[0-9]{{2}}\s*年")  # 确保; 到2025年; not 重要, 将近
GRANT = lazy(  # 奖励50万元; 处五万元以上十万元以下罚款
    r"奖励|奖补|补助|补贴(?!性)|资助|给予|贴息|补偿|罚款|处以?(?=[一二两三四五六七八九十百千万0-9违货应所])|罚没|收费|收取|征收|缴纳(?!社)|减免|免[征收除]|减征|减收|减按|返还|退还|"
    r"兑现|(?:担保|贴息|助学|免息)贷款(?!申请|条件|余额|政策|对象)|津贴|奖金|救助|慰问|抚恤|拨付|支持(?:比例|额度|标准|金额)|贷款额度|授信额度|配套(?:出资|资金|奖励|补助|支持)|保证金|押金|收费标准|租金|税率|费率|提成|留用|分成|抵扣|扣除|扣减|加计|优惠|赔偿|加收|计提|利息|滞纳金|违约金|可以?(?:申请|享受)"
)
_BRACKETED_END = r"(?:[（(][^（）()]*[)）])?$"
_AMENDS_NORM = lazy("修[改正].*(?:办法|条例|规定|细则|规则|法规|规章).*决定")


def is_norm(context: Context) -> bool:
    """Whether the document lays down rules: a regulation, or a decision that amends one."""
    return context.doc_type in NORMS or _AMENDS_NORM.search(context.title) is not None


def reports(context: Context) -> bool:
    """Whether the document is published to tell what is: 统计公报, 环境状况公报."""
    return re.search(words("REPORTING").pattern + _BRACKETED_END, context.title) is not None


def in_review(sentence: str, context: Context, reviewing: bool, year_past: bool | None) -> Verdict:
    """Whether a sentence tells what has been reached; `reviewing` is the verdict on the one before it.

    `year_past` says whether the date that opens the sentence lies before the document (None without one).
    """
    heading = looking_back(context.headings)
    of_a_year = _OF_A_YEAR.search(sentence) and heading is not False and not GRANT.search(sentence)
    told = bool(_PAST.search(sentence) or of_a_year)
    found = {
        "report": reports(context),
        "norm": is_norm(context),
        "coming": year_past is False,
        "past": year_past is True,
        "told": told,
        "aimed": told and _AIMED.search(sentence) is not None,
        "headed_back": heading is True,
        "headed_ahead": heading is False,
        "before": reviewing,
        "turns": reviewing and _FUTURE.search(sentence) is not None,
    }
    return weigh("review", found)
