"""Post words: where the printed post of a person ends."""

from __future__ import annotations

import re
from functools import cache

from parsers.language.lexicon import table
from parsers.language.patterns import lazy

# 市领导：高山  出席的领导有：高山  主任　凌屹: what may stand between a post and the name
_LINK = lazy(r"(?:同志)?(?:有|为|包括)?[：:][ \u3000\xa0]*|[ \u3000\xa0]+|同志(?=[\u4e00-\u9fff])|")
_BRACKETS = lazy(r"(?:[（(][^（）()]*[）)]\s*)+$")


@cache
def post_words() -> dict[str, str]:
    """Each post word of the data file and its kind: head, title or group."""
    return {row["post"]: row["kind"] for row in table("posts")}


@cache
def _any_post() -> re.Pattern[str]:
    words = sorted(map(re.escape, post_words()), key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(words)}))")


@cache
def _at_end(kind: str) -> re.Pattern[str]:
    words = [re.escape(word) for word, of in post_words().items() if kind in ("", of)]
    return re.compile(f"(?:{'|'.join(sorted(words, key=len, reverse=True))})$")


def post_ends(text: str) -> list[tuple[int, int]]:
    """For each post: where its words end, and where the name after it would begin."""
    ends = sorted({match.end(1) for match in _any_post().finditer(text)})
    links = ((end, _LINK.match(text, end)) for end in ends)
    return [(end, link.end()) for end, link in links if link]


def ends_with_post(text: str, kind: str = "") -> bool:
    """Whether a phrase ends with a post (of that kind): `市人大常委会主任`, `省红十字会名誉会长（兼）`."""
    return bool(_at_end(kind).search(_BRACKETS.sub("", text.strip())))
