"""Lines that a web page prints around a document: its index card, dates of posting, source, type size, sharing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.read.lines import Line
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.spacing import squeezed
from schema.source import Discard

_LABELLED = re.compile(
    r"(?:发布|发表|发文|更新|成稿|刊登)(?:时间|日期)[：:].*|(?:信息|文章)?来源[：:].*|(?:浏览|阅读|点击)(?:量|次数|数)[：:].*"
    r"|(?:作者|编辑|审核|责编|索引号|主题分类|发布机构|发文机关|公开方式|分享到?|字体|字号)[：:].*"
)
_ALONE = re.compile(
    r"【?字[体号][：:]?.*|[大中小】]|打印|关闭|分享|收藏|返回顶部|\d{4}-\d{2}-\d{2}(?:\s+\d{2}:\d{2}(?::\d{2})?)?"
    r"|(?:您?的?)?(?:当前|现在的?)?位置[：:].*|首页\s*[>＞»].*"
)
# fmt: off
_CARD_LABELS = [
    "索引号", "主题分类", "信息分类", "组配分类", "体裁分类", "公文种类", "发布机构", "发文机构", "发文机关",
    "生成日期", "成文日期", "成文时间", "发文日期", "发布日期", "公开日期", "有效性", "是否有效", "效力状态",
    "公开方式", "公开时限", "公开范围", "公开形式", "生效日期", "生效时间", "废止日期", "废止时间", "失效日期",
    "失效时间", "内容概述", "内容摘要", "信息来源", "浏览次数", "统一编号",
]
_CARD_ONLY = ["文号", "发文字号", "公文文号", "名称", "标题", "信息名称", "主题词", "关键词"]
# fmt: on
_SPACE = "[ \u3000\xa0]*"


def _any_of(labels: list[str]) -> str:
    return "|".join(_SPACE.join(label) for label in labels)


# 索 引 号： 000014349/2023-91150 | 信息分类：
_CARD = re.compile(rf"[•·|]?\s*(?:{_any_of(_CARD_LABELS)})\s*[：:].*")
# 名 称： 某市人民政府关于…的通知: of a card only beside such a line
_CARD_GOES_ON = re.compile(rf"[•·|]?\s*(?:{_any_of(_CARD_ONLY)})\s*[：:].*")
# 文 号： | 某府发〔2022〕10号
_NUMBER = re.compile(rf"(?:{_any_of(['公文文号', '发文字号', '文号'])})\s*[：:]\s*(?P<number>[^|\t]*?号)")
_HEAD_LINES = 24
_LONGEST = 40
_LONGEST_CARD = 160


def set_navigation_aside(lines: Sequence[Line]) -> tuple[list[Line], list[Discard]]:
    """The lines without a web page's own around the title, and those as discards.

    The document's number is kept where only the page's index card prints it.
    """
    kept: list[Line] = []
    discards: list[Discard] = []
    after_label = False
    cards = _card_lines(lines[:_HEAD_LINES])
    for i, line in enumerate(lines):
        labelled = _LABELLED.fullmatch(line.text) is not None
        value = after_label and len(line.text) <= _LONGEST and not line.blank_before
        if i in cards:
            number = _number_of(line, lines)
            kept += [replace(line, content=line.content.slice(*number))] if number else []
            low, high = number or (len(line.text), len(line.text))
            discards += line.discarded("navigation", 0, low) + line.discarded("navigation", high)
            after_label = line.text.endswith(("：", ":"))
        elif (
            i < _HEAD_LINES
            and len(line.text) <= _LONGEST
            and (labelled or value or _ALONE.fullmatch(line.text))
        ):
            discards += line.discarded("navigation")
            after_label = labelled and line.text.endswith(("：", ":"))
        else:
            kept.append(line)
            after_label = False
    return kept, discards


def _card_lines(lines: Sequence[Line]) -> set[int]:
    """Which lines are those of an index card; 名称： and 文号： only beside lines that stand nowhere else."""
    short = [i for i, line in enumerate(lines) if len(line.text) <= _LONGEST_CARD]
    cards = {i for i in short if _CARD.fullmatch(lines[i].text)}
    for i in [*short, *reversed(short)]:
        if _CARD_GOES_ON.fullmatch(lines[i].text) and cards & {i - 1, i + 1}:
            cards.add(i)
    return cards


def _number_of(line: Line, lines: Sequence[Line]) -> tuple[int, int] | None:
    """Where a line of the card prints the document's number, unless a line of the document prints it again."""
    match = _NUMBER.search(line.text)
    if not match or not is_doc_number(match["number"]):
        return None
    number = squeezed(match["number"])
    again = any(squeezed(other.text) == number for other in lines)
    return None if again else match.span("number")
