"""What is said of a doubt: what it is called, what an editor looks at, and where on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from parsers.language.lexicon import table
from schema.source import PageBox

_NOT_SAID = "请对照原文核对。"
_MILLIMETRES = 25.4 / 72


def said_of(code: str) -> tuple[str, str]:
    """What a doubt is called, and what is looked at; its code where nothing is written down of it."""
    return _said().get(code, (code, _NOT_SAID))


def place_of(page: int | None, boxes: Sequence[PageBox]) -> str:
    """Where on its page something stands, as with a ruler: `第3页（距左边25—185毫米，距上边40—52毫米）`."""
    shown = [box[1:] for box in boxes if box[0] == page]
    if page is None or not shown:
        return f"第{page}页" if page else ""
    left, top = (min(box[i] for box in shown) for i in (0, 1))
    right, bottom = (max(box[i] for box in shown) for i in (2, 3))
    across, down = (
        f"{_MILLIMETRES * a:.0f}—{_MILLIMETRES * b:.0f}毫米" for a, b in ((left, right), (top, bottom))
    )
    return f"第{page}页（距左边{across}，距上边{down}）"


def without_place(message: str, page: int | None) -> str:
    """What is said of a doubt, without the page that it may begin with."""
    return message.removeprefix(f"第{page}页：")


@cache
def _said() -> Mapping[str, tuple[str, str]]:
    return {row["code"]: (row["title"], row["look"]) for row in table("doubts")}
