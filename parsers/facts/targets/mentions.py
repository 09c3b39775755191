"""Mentions: quantities in their sentence, and which of them are rows (guidelines, targets)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.facts.targets.comparators import Comparison
from parsers.language.lexicon import words
from parsers.language.patterns import JOINS, lazy
from parsers.language.quantities import MEASURES, Quantity, base

_STEP = lazy(  # 每上市1家企业, 每超额完成1个百分点, 每10万人口; not 每满5000万元, 每户不少于2人, 每例补助500元
    r"每(?![满年月人户个家名例所支亩吨班项次场件季周日天期套台辆间栋平村县镇乡区街社学床百千万十]|[0-9])"
    r"(?!.{0,8}(?:每|奖|配[备置]|补[助贴]|处以?$|收取$|资助|给予|收费|收取|标准|[上下][调浮]|降低|不[低少高超大]|最高|至少))[^，。；：、0-9]{0,10}$|每\s*(?:超|新|引|增|多|少|减|逾)?\s*$"
)
_PER_UNIT = lazy(rf"每总?(?:{'|'.join(map(re.escape, MEASURES))})$")  # 每艘 | 3万元
_RECURRING = lazy(
    r"每(?:[一二两三四五六七八九十半]+|\d+)?个?(?:年|半年|季度?|月|周|学期|学年|日|天|旬)|定期|年均"
)  # 每半年至少1次
_ENUMERATED = lazy(  # 等4个部门, 以下3项, 分为4个等级, 一式3份
    r"(?:等|针对|首批|第一批|以下|下列|上述|以上|前述|其他|其余|[这该本各另]|分为|划分为|下设|一式|同一|任何?|某)\s*$"
)
_BRACKET_NOTE = lazy(r"[（(](?:不含|含|不包括|包括|包含)\s*$")  # （不含10亿元）
_HEADING_COUNT = lazy(r"[^，。；：]{2,30}[（(]\d+\S{1,3}[）)]\s*")  # 先进单位（15个）, a heading
_BUILD = lazy(rf"{words('BUILDS').pattern}(?:了|约)?\s*$")  # 创建一家三甲中医医院, 新增两所
_ROUND = lazy(r"[一二两三四五六七八九][十百千][一二三四五六七八九十百千万]*")  # 五千名, 二百户
_BUILT = lazy(rf"{words('MAKES').pattern}[^，。；的\d]{{1,10}}$")  # 建成泵站 | 三座
_CLOSES = lazy(r"[，。；、]|$")
_BUILT_IN_CHINESE = {"家", "所", "座", "名", "人"}  # 新增一家, but 培育一支, 一个, 一批 only speak
_BUILT_IN_CHINESE_PLURAL = {"支", "处"}
_GRADES = {"级", "度", "点", "代", "批", "系列"}  # 三级医院
_SCALE = lazy(r"地震|震级|风力|台风|阵风")  # 7.0级以上地震
_AGE = lazy(r"满\s*$|年龄")  # 年满60周岁
_ELIGIBLE = lazy(words("ELIGIBLE").pattern)
_AGE_GROUP = lazy(  # 3岁以下婴幼儿
    r"(?:及?以[上下])?[^，。；]{0,4}(?:儿童|婴幼儿|老年人|老人|人口|人群|青少年|幼儿)"
)
_SERVED = lazy(  # 60岁以上老年人流感疫苗接种, 0—6岁儿童孤独症筛查
    r"(?:及?以[上下])?(?:[^，。；、]{0,12}(?:筛查|接种|体检|健康检查|健康管理|免费)|[^，。；]{0,24}(?:优惠|免票|半价))"
)
_CARRIED_OUT = lazy(  # 等5个物流园区建设; 等4家机构被评为示范机构
    r"[^，。；、]{0,14}(?:(?:建设|改造|工程|项目)(?:[，。；]|$)|被?(?:评为|命名为|认定为|列入|纳入|入选|获评|获批|荣获|通过))"
)
_DEFINED = lazy(r"(?:即|也就是)(?:依托|由|以)?\s*$")  # “1+N”模式，即1个总园带动N个分园
_MEASURES_NAMED = lazy(
    r"(?:落实|执行|贯彻)[^，。；]*(?:举措|措施|政策|意见|办法)\s*$"
)  # 落实优化营商环境举措66条
_LISTED_BEFORE = lazy(r"[^，。；：]*、[^，。；：]*$")
_QUALIFIED = lazy("[的0-9]")
_ONE_ALONE = lazy(r"(?:只准|只能|只限|仅限|仅能)[^，。；、]{0,8}$")  # 只准使用 | 一个名称
_TIMES_ALLOWED = lazy(r"(?:可以?|准予|准许|只能|限)(?:申请)?[^，。；、]{0,8}$")  # 可延期一次
_CLIMATE = lazy(  # 年平均雨量约1500毫米
    r"年(?:平?均)?(?:总)?(?:降雨量|降水量|雨量|气温|蒸发量|日照)|多年平均|平均(?:梅雨量|气温|海拔)|无霜期"
)
_RATED_OBJECT = lazy(  # 720兆瓦储能电站
    r"(?!以)[^，。；、的\d]{0,8}(?:电站|机组|储能|项目|变电站|线路|工程|基地)"
)
_ATTRIBUTES = {"千伏", "伏", "kV", "吨级"}  # 750千伏电网工程
_FIGURE = lazy(r"[百千万八四一][里方]")  # 千里海堤
_OFTEN = {"次", "遍", "轮"}
_OFTEN_ENOUGH = 31
_ONCE = {"次", "场", "期", "遍", "轮"}
_AGAIN = lazy(r"\s*或者?\s*")  # 2个或2个以上


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity with its comparison and the ranges of its segment (between commas) and its sentence."""

    text: str
    quantity: Quantity
    comparison: Comparison
    segment: tuple[int, int]
    sentence: tuple[int, int]

    @property
    def start(self) -> int:
        """Where the number or the words that compare it begin."""
        return min(self.comparison.start, self.quantity.start)

    @property
    def end(self) -> int:
        """Where the number and the words that compare it end."""
        return max(self.comparison.end, self.quantity.end)

    @property
    def is_negative(self) -> bool:
        """Whether a minus sign stands before the number and makes it less than nothing: 增长-3.2%."""
        return self.quantity.value is not None and self.quantity.value < 0

    @property
    def in_bracket(self) -> bool:
        """Whether a bracket of its segment is open before the number: 25%（软件企业达到15%）."""
        return self.before.count("（") > self.before.count("）")

    @property
    def before(self) -> str:
        """The words of the segment before the number."""
        return self.text[self.segment[0] : self.quantity.start]

    @property
    def own(self) -> str:
        """The words of the segment."""
        return self.text[slice(*self.segment)]

    @property
    def after(self) -> str:
        """The words of the segment after the number and its comparison."""
        return self.text[self.comparison.end : self.segment[1]]


def is_row(mention: Mention) -> bool:
    """Whether a quantity is a row: no step, enumeration, note in brackets, name or mere attribute."""
    quantity, comparison = mention.quantity, mention.comparison
    if _is_step(mention) or _BRACKET_NOTE.search(mention.before) or _comes_again(mention):
        return False
    if _HEADING_COUNT.fullmatch(mention.text) and quantity.dimension in ("count", "person"):
        return False
    if quantity.unit in _ONCE and _RECURRING.search(mention.own) and _is_frequency(quantity):
        return False
    if quantity.dimension == "age":
        return _age_binds(mention)
    if quantity.dimension == "kind":
        return _kind_binds(mention)
    if base(0, quantity.unit)[1] in _ATTRIBUTES and not comparison.explicit:
        return False
    if quantity.dimension == "power" and not comparison.explicit and _RATED_OBJECT.match(mention.after):
        return False
    if quantity.dimension in ("length", "temperature") and _CLIMATE.search(mention.text, *mention.sentence):
        return False
    if (
        quantity.chinese
        and quantity.dimension in ("length", "volume")
        and _FIGURE.match(mention.text, quantity.start)
    ):
        return False
    if quantity.dimension not in ("count", "person"):
        return True
    if comparison.explicit and comparison.comparator not in ("+", "-"):
        return True
    if _sums_up(mention) or _DEFINED.search(mention.before) or words("ATTENDS").opens(mention.after):
        return False
    if quantity.unit == "条" and _MEASURES_NAMED.search(mention.before):
        return False
    return _chinese_binds(mention) if quantity.chinese else not _enumerates(mention)


def _is_frequency(quantity: Quantity) -> bool:
    """Whether a number beside 每… says how often, which is a time limit: 每半年至少1次, 每学期2次."""
    return quantity.value == 1 or (quantity.unit in _OFTEN and (quantity.value or 0) <= _OFTEN_ENOUGH)


def _enumerates(mention: Mention) -> bool:
    enumerated = _ENUMERATED.search(mention.before)
    if enumerated and enumerated[0].strip() == "等":
        return not _CARRIED_OUT.match(mention.after)
    return enumerated is not None


def _sums_up(mention: Mention) -> bool:
    """Whether a number only counts the names before it: 北京、天津、上海、重庆4个直辖市."""
    listed = _LISTED_BEFORE.search(mention.before)
    return (
        listed is not None
        and not _QUALIFIED.search(listed[0])
        and mention.after[:1] not in ("", "，", "。", "；", "、")
        and JOINS.split(listed[0])[-1] != ""
        and len(JOINS.split(listed[0])) == mention.quantity.value
    )


def _is_step(mention: Mention) -> bool:
    if mention.quantity.dimension == "money" and _PER_UNIT.search(mention.before):
        return False
    if mention.comparison.comparator in (">=", "<=") and mention.comparison.start < mention.quantity.start:
        return False  # 每组不得少于二人
    return _STEP.search(mention.before) is not None and mention.comparison.end == mention.quantity.end


def _comes_again(mention: Mention) -> bool:
    quantity = mention.quantity
    again = _AGAIN.match(mention.text, quantity.end)
    return again is not None and mention.text.startswith(
        mention.text[quantity.start : quantity.end], again.end()
    )


def _age_binds(mention: Mention) -> bool:
    so_far = mention.text[mention.sentence[0] : mention.quantity.start]
    if _AGE.search(mention.before) or "寿命" in so_far:
        return True
    if _SERVED.match(mention.text, mention.quantity.end):
        return True
    eligible = _ELIGIBLE.search(mention.text, *mention.sentence)
    return eligible is not None and not _AGE_GROUP.match(mention.text, mention.quantity.end)


def _kind_binds(mention: Mention) -> bool:
    quantity = mention.quantity
    if quantity.unit == "批":
        return not quantity.chinese and _BUILD.search(mention.before) is not None
    if quantity.unit in _GRADES:
        return quantity.unit == "级" and not quantity.chinese and _SCALE.search(mention.own) is not None
    if quantity.unit == "层" and quantity.value_max is not None:
        return False  # 1至2层业主
    bound = mention.comparison.explicit and mention.comparison.comparator not in ("+", "-")
    return bound and not (quantity.unit == "层" and words("STOREYOF").opens(mention.after))


def _chinese_binds(mention: Mention) -> bool:
    quantity = mention.quantity
    limited = _TIMES_ALLOWED.search(mention.before) or mention.after.startswith("为限")
    if (quantity.unit in _ONCE and limited) or _ONE_ALONE.search(mention.before):
        return True
    if quantity.unit not in _ONCE and _ROUND.match(mention.text, quantity.start):
        return not _enumerates(mention)
    if not _BUILD.search(mention.before) and not (
        _BUILT.search(mention.before) and _CLOSES.match(mention.after)
    ):
        return False
    return quantity.unit in _BUILT_IN_CHINESE or (
        quantity.value != 1 and quantity.unit in _BUILT_IN_CHINESE_PLURAL
    )
