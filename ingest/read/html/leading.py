"""Where a page leads for the rest of its document: to files that belong to it, to the other pages of its text."""

from __future__ import annotations

from lxml.html import HtmlElement

from ingest.read.html.page import FILE, squeezed_text, text_of
from parsers.language.lexicon import words
from parsers.language.patterns import lazy

_LEADING = frozenset(["a", "iframe", "embed", "object"])
_LONGEST_LIST = 600
_NEAR = 3
_CALLED = lazy(r"createPage(?:HTML)?\s*\(\s*(\d+)")
"""How a widespread publishing system writes the links to the pages of a text that it parted."""


def attached_file(element: HtmlElement, inside: bool) -> str | None:
    """The name of the file that an element leads to, if that belongs to the document; None if it does not.

    Outside the document's text it must be called so: `附件下载：`.
    """
    if element.tag not in _LEADING:
        return None
    target = next(filter(None, map(element.get, ("href", "src", "data"))), "")
    name = " ".join(text_of(element).split())
    if not (FILE.search(target) or (target and FILE.search(name))) or not (inside or _is_called(element)):
        return None
    return name or target.rpartition("/")[2]


def _is_called(element: HtmlElement) -> bool:
    around = [element, *list(element.iterancestors())[:_NEAR]]
    texts = (text for text in map(squeezed_text, around) if len(text) < _LONGEST_LIST)
    return any(words("ATTACHED").inside(text) is not None for text in texts)


def pages_of(root: HtmlElement) -> int:
    """How many pages the text of this one was parted into, by its links to the others; 0 where it is whole."""
    for script in root.iter("script"):
        called = _CALLED.search(script.text or "")
        if called and int(called[1]) > 1:
            return int(called[1])
    for link in root.iter("a"):
        if squeezed_text(link) in words("NEXTPAGE") and _leads(link):
            beside = [squeezed_text(other) for other in link.itersiblings("a", preceding=True)]
            numbers = [int(text) for text in beside if text.isdecimal() and len(text) < 4]
            if numbers and max(numbers) > 1:
                return max(numbers)
    return 0


def _leads(link: HtmlElement) -> bool:
    target = (link.get("href") or "").strip().lower()
    return bool(target) and not target.startswith(("#", "javascript"))
