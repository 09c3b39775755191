"""Lines that a web page prints around a document: dates of posting, source, type size, sharing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line
from schema.source import Discard

_LABELLED = re.compile(
    r"(?:发布|发表|发文|更新|成稿|刊登)(?:时间|日期)[：:].*|(?:信息|文章)?来源[：:].*|(?:浏览|阅读|点击)(?:量|次数|数)[：:].*"
    r"|(?:作者|编辑|审核|责编|索引号|主题分类|发布机构|发文机关|公开方式|分享到?|字体|字号)[：:].*"
)
_ALONE = re.compile(
    r"【?字[体号][：:]?.*|[大中小】]|打印|关闭|分享|收藏|\d{4}-\d{2}-\d{2}(?:\s+\d{2}:\d{2}(?::\d{2})?)?"
)
_HEAD_LINES = 16
_LONGEST = 40


def set_navigation_aside(lines: Sequence[Line]) -> tuple[list[Line], list[Discard]]:
    """The lines without a web page's own around the title, and those as discards."""
    kept: list[Line] = []
    discards: list[Discard] = []
    after_label = False
    for i, line in enumerate(lines):
        labelled = _LABELLED.fullmatch(line.text) is not None
        value = after_label and len(line.text) <= _LONGEST and not line.blank_before
        if (
            i < _HEAD_LINES
            and len(line.text) <= _LONGEST
            and (labelled or value or _ALONE.fullmatch(line.text))
        ):
            discards.append(Discard("navigation", line.origin, line.origin + len(line.text)))
            after_label = labelled and line.text.endswith(("：", ":"))
        else:
            kept.append(line)
            after_label = False
    return kept, discards
