"""How Word writes the numbers of its lists (ECMA-376 part 1, 17.18.59): 一 百〇一 壹 甲 ① １ iv."""

from __future__ import annotations

from collections.abc import Callable

import cn2an

_MOST = 99_999
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_DIGITS = "○一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def format_number(number: int, kind: str, pattern: str = "") -> str:
    """A number as Word writes it in a format: 3 in chineseCounting is 三. `pattern` is that of a custom format.

    A format that is not known, and a number that a format has no sign for, is written in Arabic figures.
    """
    if not 0 <= number <= _MOST:
        return str(number)
    if kind == "custom":
        kind = "decimal"
        number_width = len(pattern.split(",")[0].strip())
        return str(number).zfill(number_width)
    return _FORMATS.get(kind, str)(number) or str(number)


def _counted(number: int) -> str:
    """十一, 二十, 一百〇一."""
    text = str(cn2an.an2cn(number, "low")).replace("零", "〇")
    return text[1:] if text.startswith("一十") else text


def _read_out(number: int) -> str:
    """十一 below a hundred, above it figure by figure: 一○一."""
    return _counted(number) if number < 100 else "".join(_DIGITS[int(figure)] for figure in str(number))


def _japanese(number: int) -> str:
    """百一: no 一 before 十 and 百, no sign for an empty place."""
    text = _counted(number).replace("〇", "")
    return text.replace("一百", "百").replace("一十", "十") if number < 10_000 else text


def _legal(number: int) -> str:
    return str(cn2an.an2cn(number, "up")).removesuffix("元整")


def _legal_traditional(number: int) -> str:
    return _legal(number).translate(str.maketrans("贰叁陆万", "貳參陸萬"))


def _figures(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(figure)] for figure in str(number))


def _run(first: str, count: int) -> Callable[[int], str]:
    """Signs that follow one another in Unicode from `first` on; nothing beyond the last of them."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else ""


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else ""


def _circled(number: int) -> str:
    """①–⑳, ㉑–㉟, ㊱–㊿."""
    for first, low, high in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if low <= number <= high:
            return chr(ord(first) + number - low)
    return ""


def _letters(number: int) -> str:
    """a … z, aa, bb …"""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _roman(number: int) -> str:
    found = ""
    for value, sign in _ROMAN:
        found += sign * (number // value)
        number %= value
    return found


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _read_out,
    "chineseCountingThousand": _counted,
    "taiwaneseCounting": _read_out,
    "taiwaneseCountingThousand": _counted,
    "japaneseCounting": _japanese,
    "japaneseDigitalTenThousand": _figures,
    "ideographDigital": _figures,
    "taiwaneseDigital": _figures,
    "koreanDigital2": _counted,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
