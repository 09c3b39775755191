"""Two texts side by side, with what differs marked."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_TOKEN = re.compile(r"[0-9.]+|[A-Za-z]+|.", re.DOTALL)
"""What is changed as one: a number, a Latin word, else a sign."""
_LONGEST = 2000
"""Characters of a text whose parts are compared: of longer ones all is shown as changed."""
_SHORTEST = 3
"""Characters that stay: fewer between two changes are part of the change, so that words are not cut to pieces."""


def beside(before: str | None, after: str | None) -> tuple[Markup, Markup]:
    """Both texts as HTML: in the one what goes, in the other what comes."""
    before, after = before or "", after or ""
    left, right = Markup(""), Markup("")
    for kept, old, new in _parts(before, after):
        left += escape(old) if kept else _marked("del", old)
        right += escape(new) if kept else _marked("ins", new)
    return left, right


def _parts(before: str, after: str) -> list[tuple[bool, str, str]]:
    """Parts of both, and whether a part stays as it is."""
    if not before or not after or max(len(before), len(after)) > _LONGEST:
        return [(before == after, before, after)]
    olds, news = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[tuple[bool, str, str]] = []
    for op, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        old, new = "".join(olds[a:b]), "".join(news[c:d])
        kept = op == "equal" and (len(old) >= _SHORTEST or a == 0 or b == len(olds))
        if parts and not kept and not parts[-1][0]:
            parts[-1] = (False, parts[-1][1] + old, parts[-1][2] + new)
        else:
            parts.append((kept, old, new))
    return parts


def _marked(element: str, words: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(element), words) if words else Markup("")
