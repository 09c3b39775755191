"""Numbers as official documents print them: Arabic, full-width, grouped and Chinese.

`NUMBER` is the source of a pattern without groups, to be put into larger patterns; `parse_number` reads
what it matched. 万 and 亿 at the end belong to the unit of measure (三万元 is 三 万元), inside to the number
(一万二千).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import cn2an

_ZERO = "零〇○OＯoｏ"
_DIGIT = "一二两三四五六七八九"
_TENS = "十百千"

ARABIC_NUMBER = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,234.5
    r"|[０-９]{1,3}(?:[，,][０-９]{3})+(?![０-９])(?:[.．][０-９]+)?"  # １，２３４
    r"|[0-9０-９]+(?:[.．][0-9０-９]+)?)"  # 1234, 0.5, １２
)
CHINESE_NUMBER = (
    rf"(?:(?:[{_DIGIT}{_TENS}][零{_DIGIT}{_TENS}]*|[零〇])"  # 一百二十, 两千, 十, 零
    rf"(?:[万亿][零{_DIGIT}][零{_DIGIT}{_TENS}]*)*"  # 一万二千
    rf"(?:点[零〇{_DIGIT}]+(?![{_DIGIT}{_TENS}分时]))?)"  # 三点五, not 八点三十分
)
CHINESE_YEAR = rf"(?:[一二][{_ZERO}一二三四五六七八九]{{3}})"  # 二〇一八, 二OO三, 一九九八
NUMBER = rf"(?:{ARABIC_NUMBER}|{CHINESE_YEAR}|{CHINESE_NUMBER})"

_ARABIC = re.compile(ARABIC_NUMBER)
_YEAR = re.compile(CHINESE_YEAR)
_CHINESE = re.compile(rf"[{_ZERO}{_DIGIT}{_TENS}万亿]+(?:点[{_ZERO}{_DIGIT}]+)?")
_APPROXIMATE = re.compile(rf"(?<![{_ZERO}{_DIGIT}])[{_DIGIT}]{{2,3}}(?![{_ZERO}{_DIGIT}])")  # 三五, 二三十
_BARE_UNIT = re.compile(r"^[百千万亿]")
_DIGITS = str.maketrans(dict.fromkeys(_ZERO, "0") | dict(zip("一二三四五六七八九", "123456789", strict=True)))
_ZEROS = str.maketrans(dict.fromkeys(_ZERO, "零"))


def parse_number(text: str) -> int | float:
    """The value of a number: `1,234.5`, `１２`, `一百二十`, `两千`, `二〇一八`, `三点五`, `百`.

    Raises ValueError for what is no exact number, such as `三五` or `几十`.
    """
    text = text.strip()
    if _ARABIC.fullmatch(text):
        plain = unicodedata.normalize("NFKC", text).replace(",", "")
        return float(plain) if "." in plain else int(plain)
    if _YEAR.fullmatch(text):
        return int(text.translate(_DIGITS))
    if not _CHINESE.fullmatch(text) or _APPROXIMATE.search(text.partition("点")[0]):
        raise ValueError(f"no number: {text!r}")
    return _chinese(text.translate(_ZEROS))


@lru_cache(4096)
def _chinese(text: str) -> int | float:
    """The value of a Chinese number; most of a text's numbers stand there many times."""
    try:
        value = cn2an.cn2an(f"一{text}" if _BARE_UNIT.match(text) else text, "normal")
    except KeyError as error:  # 亿一, which cn2an does not expect
        raise ValueError(text) from error
    return float(value) if "点" in text else int(value)


def parse_year(text: str) -> int:
    """The year of four digits, Arabic or Chinese: `2022`, `２０２２`, `二〇一八`, `二OO三`.

    Raises ValueError for anything else.
    """
    year = unicodedata.normalize("NFKC", text.strip()).translate(_DIGITS)
    if not re.fullmatch(r"(?:1[89]|20|21)[0-9]{2}", year):
        raise ValueError(f"no year: {text!r}")
    return int(year)
