"""Numbers as official documents print them: Arabic, full-width, grouped and Chinese.

`NUMBER` is the source of a pattern without groups, to be put into larger patterns; `parse_number` reads
what it matched. 万 and 亿 at the end belong to the unit of measure (三万元 is 三 万元), inside to the number
(一万二千). A number begins where its digits begin, and more digits than any quantity has are none: both keep
the time linear that a long run of digits takes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from parsers.language.patterns import lazy

_ZERO = "零〇○OＯoｏ"
_DIGIT = "一二两三四五六七八九"
_TENS = "十百千"

LONGEST_NUMBER = 30
"""Digits in a row."""

_RUN = f"{{1,{LONGEST_NUMBER}}}+"
_GROUPS = "{1,9}+"
ARABIC_NUMBER = (
    rf"(?<![0-9０-９])(?<![0-9０-９][.．])(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){_GROUPS}(?:\.[0-9]{_RUN})?"  # 1,234.5
    rf"|[０-９]{{1,3}}(?:[，,][０-９]{{3}}){_GROUPS}(?:[.．][０-９]{_RUN})?"  # １，２３４
    rf"|[0-9０-９]{_RUN}(?:[.．][0-9０-９]{_RUN})?)(?![0-9０-９])"  # 1234, 0.5, １２
)
PLAIN_NUMBER = rf"(?<![0-9０-９])[0-9０-９]{_RUN}(?:\.[0-9]{_RUN})?(?![0-9０-９])"  # 1234, 0.5, １２
_SIGNS = f"零{_DIGIT}{_TENS}"
CHINESE_NUMBER = (
    rf"(?<![{_SIGNS}])(?![{_SIGNS}]{{{LONGEST_NUMBER + 1}}})"
    rf"(?:(?:[{_DIGIT}{_TENS}][{_SIGNS}]{{0,{LONGEST_NUMBER}}}|[零〇])"  # 一百二十, 两千, 十, 零
    rf"(?:[万亿][零{_DIGIT}][{_SIGNS}]{{0,{LONGEST_NUMBER}}}){{0,4}}"  # 一万二千
    rf"(?:点[零〇{_DIGIT}]{_RUN}(?![{_DIGIT}{_TENS}分时]))?)"  # 三点五, not 八点三十分
)
_YEAR_SIGNS = f"{_ZERO}0０{_DIGIT}"
CHINESE_YEAR = (
    rf"(?<![{_YEAR_SIGNS}])(?:[一二][{_YEAR_SIGNS}]{{3}})(?![{_YEAR_SIGNS}])"  # 二〇一八, 二OO三, 二00六
)
NUMBER = rf"(?:{ARABIC_NUMBER}|{CHINESE_YEAR}|{CHINESE_NUMBER})"
NUMBER_CHARACTERS = f"0-9０-９{_ZERO}{_DIGIT}{_TENS}半万亿.．"
NUMBER_SIGNS = frozenset(f"0123456789０１２３４５６７８９{_ZERO}{_DIGIT}{_TENS}")
"""Without one of these there is no number."""
"""What a number is written with, as the inside of a character class."""

_ARABIC = lazy(ARABIC_NUMBER)
_YEAR = lazy(CHINESE_YEAR)
_CHINESE = lazy(
    rf"[{_ZERO}{_DIGIT}{_TENS}万亿]{{1,{2 * LONGEST_NUMBER}}}(?:点[{_ZERO}{_DIGIT}]{{1,{LONGEST_NUMBER}}})?"
)
_APPROXIMATE = lazy(rf"(?<![{_ZERO}{_DIGIT}])[{_DIGIT}]{{2,3}}(?![{_ZERO}{_DIGIT}])")  # 三五, 二三十
_BARE_UNIT = lazy(r"^[百千万亿]")
_DIGITS = str.maketrans(dict.fromkeys(_ZERO, "0") | dict(zip("一二三四五六七八九", "123456789", strict=True)))
_SMALL = {sign: number for number, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "〇": 0}
_ROUND = {
    f"{digit}{sign}": value * _SMALL[digit]
    for sign, value in (("百", 100), ("千", 1000))
    for digit in "一二三四五六七八九"
}
_TO_99 = {
    f"{tens}十{ones}": 10 * (number or 1) + last
    for number, tens in enumerate(("", *"一二三四五六七八九"))
    for last, ones in enumerate(("", *"一二三四五六七八九"))
}
_VALUES = _SMALL | _TO_99 | _ROUND
_ZEROS = str.maketrans(dict.fromkeys(_ZERO, "零"))


def arabic_numbers(text: str) -> list[str]:
    """The numbers in Arabic digits of a text, as printed: `1,234.5`, `１２`."""
    return _ARABIC.findall(text)


def parse_number(text: str) -> int | float:
    """The value of a number: `1,234.5`, `１２`, `一百二十`, `两千`, `二〇一八`, `三点五`, `百`.

    Raises ValueError for what is no exact number, such as `三五` or `几十`, and for one too long to be a quantity.
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
    if (small := small_number(text)) is not None:
        return small
    import cn2an

    try:
        value = cn2an.cn2an(f"一{text}" if _BARE_UNIT.match(text) else text, "normal")
    except (KeyError, IndexError, TypeError) as error:  # 亿一, which cn2an does not expect
        raise ValueError(text) from error
    return float(value) if "点" in text else int(value)


def small_number(text: str) -> int | None:
    """The value of 零 to 九十九, of 两, of 一百 to 九千; None for any other text. What most numerals need no library for."""
    return _VALUES.get(text)


def parse_year(text: str) -> int:
    """The year of four digits, Arabic or Chinese: `2022`, `２０２２`, `二〇一八`, `二OO三`, `二00六`.

    Raises ValueError for anything else, and for a year before 1800 or after 2199.
    """
    if not is_year(text):
        raise ValueError(f"no year: {text!r}")
    return int(_digits(text))


def is_year(text: str) -> bool:
    """Whether `parse_year` reads it: 一三六八 is none."""
    return re.fullmatch(r"(?:1[89]|20|21)[0-9]{2}", _digits(text)) is not None


def _digits(text: str) -> str:
    return unicodedata.normalize("NFKC", text.strip()).translate(_DIGITS)
