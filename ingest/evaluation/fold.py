"""What a comparison ignores: widths, white space, dash and quotation variants, and how a number is scaled."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

VARIANTS = str.maketrans(
    {
        **dict.fromkeys("—–－―", "-"),  # 2022—2024年
        **dict.fromkeys("～〜", "~"),  # 1亿元～10亿元
        **dict.fromkeys("“”", '"'),  # “十四五”
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("〔［", "["),  # 通政发〔2022〕31号
        **dict.fromkeys("〕］", "]"),
        **dict.fromkeys("＜〈", "<"),  # 《关于转发〈…〉的通知》
        **dict.fromkeys("＞〉", ">"),
        **dict.fromkeys("．·•", "."),  # 1．　买买提·艾力
        "、": ",",
    }
)
MULTIPLIERS = {"万亿": 1e12, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3}

# Not a renaming: 各县（市、区）人民政府, 各镇（街道）. Dropped: 市大数据管理局（市公共信用信息中心）
RENAMING_BRACKET = re.compile(
    r"\((?!市[,、]区\)|市\)|镇\)|区\)|园区\)|街道\)|镇街\)|市[,、]涉农区\)|市区\))[^()]*\)"
)


def fold(value: Any) -> str:
    """Width-folded text without white space; None is the empty string."""
    if value is None:
        return ""
    text = unicodedata.normalize("NFKC", str(value).translate(VARIANTS)).translate(VARIANTS)
    return re.sub(r"\s+", "", text)


def fold_path(path: Any) -> str:
    """A clause path without leading or trailing slashes."""
    return fold(path).strip("/")


def fold_unit_name(name: Any) -> str:
    """A unit's name without a bracket that renames it; 县（市、区） keeps its bracket."""
    return RENAMING_BRACKET.sub("", fold(name))


def quantity(value: Any, unit: Any) -> tuple[str, str]:
    """Number and bare unit with 万 and 亿 multiplied out: 1.6 万户 is 16000 户. A ratio (1:0.5) stays text."""
    bare = fold(unit)
    bare = bare[1:] if bare.startswith("1/") else bare
    if value is None or value == "":
        return ("", bare)
    try:
        number = float(value)
    except ValueError:
        return (fold(value), bare)
    for word, factor in MULTIPLIERS.items():
        if bare.startswith(word):
            number *= factor
            bare = bare.removeprefix(word)
            break
    return (f"{number:.6g}", bare)


def fold_duration(value: Any) -> str:
    """An ISO 8601 duration in capitals, without an empty leading P0Y."""
    return fold(value).upper().replace("P0Y", "P")
