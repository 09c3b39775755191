"""Signs of one shape that the recognition takes for one another, told apart by what stands beside them."""

from __future__ import annotations

from parsers.language.patterns import lazy
from parsers.language.spacing import is_cjk

_FULL_WIDTH = {"(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_PAIRS = (
    (("（", "）"), lazy(r"[(（][^()（）]*[)）]")),  # (2023年5月), (PM2.5）浓度
    (("〔", "〕"), lazy(r"[\[〔][^\[\]〔〕]*[\]〕]")),  # 滨政发[2023〕5号
)
_MISREAD = (
    (lazy(r"(?<=[\d年月日时])一(?=\d)"), "—"),  # 5月9日一10日
    (lazy(r"(?<=[^\d。])°"), "。"),  # 达到50%°
    (lazy(r"%[o0](?!\d)"), "‰ "),  # 婴儿死亡率2.41%o
)


def told_apart(text: str) -> str:
    """A recognised line as it is printed: as long as it is, with the likely ones of the signs that look alike.

    A blank stands for what is part of the sign before it.

    Among Chinese characters a mark is full-width, and the other bracket of its pair with it: `附件:1.名单` becomes
    `附件：1.名单`; `10:30`, `1,200` and `f(x)` stay as they are.
    """
    for pattern, sign in _MISREAD:
        text = pattern.sub(sign, text)
    chars = [_FULL_WIDTH.get(char, char) if _is_beside_cjk(text, i) else char for i, char in enumerate(text)]
    for brackets, pattern in _PAIRS:
        for pair in pattern.finditer(text):
            first, last = pair.start(), pair.end() - 1
            if any(map(is_cjk, chars[first : last + 1])):
                chars[first], chars[last] = brackets
    return "".join(chars)


def _is_beside_cjk(text: str, index: int) -> bool:
    return any(map(is_cjk, text[max(index - 1, 0) : index] + text[index + 1 : index + 2]))
