"""People by their place: where a frame says that somebody is named, what stands there is a name.

In `任命X为Y`, in a column of names or behind a role, any surname will do, and characters that running text keeps out of
names (其 在 于). What remains to be told is how much a stretch looks like a name, and what can be none at all.
"""

from __future__ import annotations

import re

from parsers.language.brackets import ROUND
from parsers.language.lexicon import words
from parsers.language.names.names import sounds_foreign, surnames
from parsers.language.names.posts import ends_with_post
from parsers.language.patterns import lazy

_CJK = r"[\u3400-\u9fff〇]"
_DOTTED = lazy(rf"{_CJK}{{1,7}}(?:[·•・．‧∙]{_CJK}{{1,8}})+")
_PLAIN = lazy(rf"{_CJK}{{2,4}}")
_SPACED = lazy(rf"(?<!{_CJK})({_CJK})[ \u3000\xa0]+({_CJK})(?!{_CJK})")  # 高　山
_COUNTED = lazy(r"(?:等?(?:\d{1,4}|[一二三四五六七八九十两]{1,4})[名位人])?等?(?:同志|先生|女士)?$")
_BETWEEN = lazy(rf"[、，,]|(?<={_CJK})[ \u3000\xa0\t]+(?={_CJK})|和(?={_CJK}{{2,3}}$)")
_FOREIGN = lazy(rf"{_CJK}{{2,12}}")
_MANY = 6  # from so many names on, all are, if most look like it
_MOST = 0.85

NONE, UNLISTED, LISTED = range(3)
"""How much a stretch looks like a name: not at all; by its shape alone; by a surname of the list."""


def likeness(text: str) -> int:
    """How much a whole stretch looks like a personal name."""
    text = text.strip()
    if _DOTTED.fullmatch(text):
        return LISTED
    if (
        not (
            _PLAIN.fullmatch(text)
            or (4 < len(text) < 9 and _FOREIGN.fullmatch(text) and sounds_foreign(text))
        )
        or words("NOTNAME").inside(text)
        or ends_with_post(text)
        or ends_with_post(text[:2])
    ):
        return NONE
    if text[:2] in surnames() and len(text) > 2:
        return LISTED
    if text[0] in surnames():
        return LISTED if len(text) <= 3 else UNLISTED
    return NONE if words("BODYEND").ends(text) else UNLISTED


def is_unlisted(name: str) -> bool:
    """The name was taken on the frame's word alone."""
    return likeness(name) == UNLISTED


def people_of(text: str) -> list[str] | None:
    """The names of a stretch that is a list of names and nothing else; None where it is not.

    Brackets behind a name and 同志, 等三人 are left out: `王一山、李二水（女）等同志`.
    """
    bare = _COUNTED.sub("", ROUND.sub("", text).strip())
    bare = _SPACED.sub(r"\1\2", bare)
    names = [re.sub(r"\s", "", piece).removesuffix("同志") for piece in _BETWEEN.split(bare) if piece.strip()]
    good = sum(likeness(name) > NONE for name in names)
    if not names or (good < len(names) and not (len(names) >= _MANY and good >= _MOST * len(names))):
        return None
    return [name for name in names if _DOTTED.fullmatch(name) or _FOREIGN.fullmatch(name)]
