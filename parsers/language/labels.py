"""Labels that number a clause: GB/T 9704 (一、（一）1.（1）), legislative (第X章/节/条), decimal (1.1), 专栏."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from parsers.language.numerals import small_number
from parsers.language.patterns import lazy

_CN = "[一二三四五六七八九十百千零〇]+"
_SPACED = rf"(?:{_CN}|[0-9０-９](?:\s?[0-9０-９]){{0,2}})"  # 第 1 0 条
NUMBER = rf"(?:{_CN}|[0-9０-９]+)"
"""Pattern of a number in a label, in Chinese or Arabic digits."""

# style, pattern, example; the first that matches decides.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("book", lazy(rf"第({NUMBER})(?:[编篇](?![制辑])|部分(?=[^，,。；;：:]{{0,30}}$))")),  # 第一编 总则
    ("chapter", lazy(rf"第\s*({_SPACED})\s*章(?!程)")),  # 第二章 规划与建设
    ("section", lazy(rf"第\s*({_SPACED})\s*节(?![点能约])")),  # 第一节 指导思想
    # 第八条市住房城乡建设局…  but not 第八条第二款规定的、第八条和第九条、第八条规定, 第八条修改为
    (
        "article",
        lazy(
            rf"第\s*({_SPACED})\s*条(?!例|款|的|规定|所[称列]|第{NUMBER}[款项]|[、和及或至]第{NUMBER}条"
            r"|(?:之?[前后]|中)?(?:新?增加?[一二三四五两][条款项]|修改为|改为|删[去除][“第。；]))"
        ),
    ),
    ("panel", lazy(rf"专\s*栏\s*({NUMBER})(?=\D)")),  # 专栏一：公共卫生体系现代化建设工程
    ("cn", lazy(rf"({_CN})\s*[、．.]")),  # 一、总体要求
    ("cn_bracket", lazy(rf"[（(]\s*({_CN})\s*[）)][、．.]?")),  # （一）指导思想
    # 1．推进平台建设, 1.2023年底前, 2.5G网络, 3.12345热线; not 1.5亿元
    ("digit", lazy(r"([0-9０-９]{1,3})\s*[.．、](?![0-9](?!G|[0-9]{3}))")),
    ("digit_bracket", lazy(r"[（(]\s*([0-9０-９]{1,3})\s*[）)]")),  # （1）统一领导
    ("digit_half_bracket", lazy(r"([0-9０-９]{1,2})[）)]")),  # 1）统一领导
    ("circle", lazy(r"([①-⑳])")),  # ①
)
_MOST_SIGNS = 18  # of a number
_FIRST = lazy(rf"[第专（(0-9０-９①-⑳]|{_CN}")
"""What every label begins with; most lines begin otherwise, and need no closer look."""

_DECIMAL = lazy(
    r"(\d{1,2}(?:[.．]\d{1,2}){1,4}"  # 1.2.1　国家级
    r"|\d{1,2}(?=[\s　]*[^\d\s.．、，,）)年月日%％:：-][^，,。；;：:]{0,30}$))"  # 1　总则
    r"(?![\d.．%％])"
)
_CHAPTER = lazy(
    r"(\d{1,2})(?:[\s　]*(?=[\u4e00-\u9fff“])|[\s　]+(?=\d{4}年))(?=[^。；;]{1,40}$)"
)  # 1　丰富活动，完善体系

# What is a label only among others of its kind: 2.121梯队项目, 一）初审, 01综合
_LOOSE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("digit", lazy(r"([0-9０-９]{1,2})\s*[.．、](?=[0-9])")),
    ("cn_half_bracket", lazy(rf"({_CN})[）)]")),
    ("serial", lazy(r"(0[1-9]|[1-9][0-9])[\s　]*(?=[\u4e00-\u9fff“][^，,。；;：:]{1,20}$)")),
)

# Seniority where a style has not been met yet: the smaller stands above the larger.
RANK: Mapping[str, int] = {
    "book": 0,
    "chapter": 1,
    "serial": 1,
    "section": 2,
    "article": 3,
    "cn": 4,
    "panel": 5,
    "cn_bracket": 6,
    "cn_half_bracket": 6,
    "digit": 7,
    "digit_bracket": 8,
    "digit_half_bracket": 9,
    "circle": 10,
}

INSIDE = "|".join(pattern.pattern for style, pattern in _STYLES if style not in ("book", "panel", "cn"))
"""What a label looks like inside a paragraph, where 一、 is as often the first of a list: （一）, 1., 第八条."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a paragraph: as printed, its style, its number, how many characters it takes."""

    text: str
    style: str
    number: int
    length: int

    @property
    def name(self) -> str:
        """The label as a path shows it: without trailing marks, brackets full-width, white space gone."""
        bare = re.sub(r"\s+", "", self.text).replace("．", ".").rstrip("、.")
        return bare.translate(str.maketrans("()", "（）"))

    @property
    def rank(self) -> int:
        """Seniority; a decimal number stands as deep as it has parts."""
        return self.name.count(".") if self.style == "decimal" else RANK[self.style]


@lru_cache(maxsize=8192)
def match_label(text: str) -> Label | None:
    """The label that opens a paragraph, or None: `（一）指导思想` gives （一）; `2025年` and `十四五、` give none."""
    start = len(text) - len(text.lstrip())
    if not _FIRST.match(text, start):
        return None
    for style, pattern in _STYLES:
        match = pattern.match(text, start)
        if match:
            return _label(match, style)
    return None


def match_decimal(text: str) -> Label | None:
    """The label of decimal numbering, `1　总则` or `1.2.1 国家级`; only for documents that number so throughout."""
    match = _DECIMAL.match(text, len(text) - len(text.lstrip()))
    return _label(match, "decimal") if match else None


def match_chapter(text: str) -> Label | None:
    """The bare number of a chapter above 1.1, 1.2; only where its first section or the next chapter follows."""
    match = _CHAPTER.match(text, len(text) - len(text.lstrip()))
    return _label(match, "decimal") if match else None


def match_loosely(text: str) -> Label | None:
    """The label that a paragraph opens with if its neighbours bear it out: `2.121梯队项目`, `一）初审`, `01综合`."""
    start = len(text) - len(text.lstrip())
    for style, pattern in _LOOSE:
        if match := pattern.match(text, start):
            return _label(match, style)
    return None


def _label(match: re.Match[str], style: str) -> Label | None:
    number = label_number(match[1])
    return None if number is None else Label(match[0].strip(), style, number, match.end())


def label_number(printed: str) -> int | None:
    """The number a label prints, in whatever digits; of a decimal number its last part. None if it is no number."""
    if "①" <= printed[0] <= "⑳":
        return ord(printed[0]) - ord("①") + 1
    last = re.sub(r"\s", "", re.split(r"[.．]", printed)[-1])
    if len(last) > _MOST_SIGNS:
        return None
    if last.isdigit():
        return int(last)
    return _chinese_number(last)


@lru_cache(4096)
def _chinese_number(printed: str) -> int | None:
    """The value of a Chinese number; the same few stand before most clauses."""
    small = small_number(printed)
    if small is not None or len(printed) == 1:
        return small
    import cn2an

    try:
        return int(cn2an.cn2an(printed.replace("〇", "零"), "smart"))
    except (ValueError, KeyError):
        return None
