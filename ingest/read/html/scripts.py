"""The text of a page that a script would put there: data in its scripts, or in fields that are not shown."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.read.html.page import SENTENCE_MARK
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.names.doc_types import ends_like_title
from parsers.language.patterns import HAN, lazy
from parsers.language.spacing import squeezed

_STRING = lazy(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
_KEY = lazy(r"[\"']?(\w{1,40})[\"']?\s*[:=]\s*\Z")
_TITLE_KEY = lazy(r"(?:article|doc|news|info)?_?(?:title|biaoti|subject)", re.IGNORECASE)
_FEWEST_HAN = 40
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 120
_LARGEST = 4 << 20
_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Held:
    """What a page's scripts hold: the text of the document, as markup or plain, its title and number where they are."""

    text: str
    title: str | None
    number: str | None


def held_text(root: HtmlElement, more_than: int = 0) -> Held | None:
    """The longest Chinese text among the data of a page's scripts and hidden fields, `more_than` signs of sentences.

    None where there is none."""
    found = [(key, text) for key, text in _texts(root) if HAN.search(text)]
    at = max(range(len(found)), key=lambda i: _length(found[i][1]), default=-1)
    longest = found[at][1] if found else ""
    if _length(longest) < _FEWEST_HAN or len(SENTENCE_MARK.findall(longest)) <= more_than:
        return None
    nearest = [found[i] for i in sorted(range(len(found)), key=lambda i: abs(i - at)) if i != at]
    titles = sorted(nearest, key=lambda pair: -_likeness(*pair))
    numbers = [squeezed(text) for _, text in nearest if is_doc_number(squeezed(text))]
    title = titles[0][1] if titles and _likeness(*titles[0]) else None
    return Held(longest, title, numbers[0] if numbers else None)


def _likeness(key: str, text: str) -> int:
    """How like the title of a document a string is: by how it ends, then by the name it stands under."""
    if "<" in text or not _SHORTEST_TITLE <= len(squeezed(text)) <= _LONGEST_TITLE:
        return 0
    return 2 * ends_like_title(squeezed(text)) + (_TITLE_KEY.fullmatch(key) is not None)


def _length(text: str) -> int:
    return len(HAN.findall(text))


def _texts(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Each string of the scripts under the name before it, and the contents of fields."""
    for script in root.iter("script"):
        source = (script.text or "")[:_LARGEST]
        for match in _STRING.finditer(source):
            literal = next(filter(None, match.groups()), "")
            if HAN.search(literal) or "\\u" in literal:
                key = _KEY.search(source[max(0, match.start() - _BEFORE) : match.start()])
                yield (key[1] if key else ""), entities.unescape(_unescaped(literal))
    for part in root.iter("textarea", "template"):
        yield part.get("id") or "", entities.unescape("".join(part.itertext()))
    for part in root.iter("input"):
        yield part.get("id") or part.get("name") or "", part.get("value") or ""


def _unescaped(literal: str) -> str:
    """The text of a string in a script."""
    plain = re.sub(r"\\([^\"\\/bfnrtu])", r"\1", literal).replace('"', '\\"').replace('\\\\"', '\\"')
    plain = re.sub(r"[\x00-\x1f]", " ", plain)
    try:
        return str(json.loads(f'"{plain}"'))
    except ValueError:
        return literal
