"""Which part of a page is the document: its text by the sentences in it, its title by what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from ingest.read.html.page import is_read, sentences, squeezed_text
from parsers.language.names.doc_types import ends_like_title
from parsers.language.patterns import lazy

_TITLE_CLASS = lazy(r"title|biaoti|heading", re.IGNORECASE)
_CONTENT_NAME = lazy(
    r"UCAP-?CONTENT|ucapcontent|TRS_Editor|\bzoom\b|(?:article|news|detail|pages?|main|xxgk|info)[-_]?(?:content|con|text|body)"
    r"|\bcontent\b|articleBody",
    re.IGNORECASE,
)
_CONTENT_SHARE = 0.7
_NAMED_SHARE = 0.35
_SHORTEST, _LONGEST = 4, 120
_HEAD = 400
_SITE = lazy(r"\s*(?:[_|｜–—]|\s-\s|-(?=[^-]{2,14}$))\s*")
_NAVIGATION = frozenset(["nav", "header", "footer", "a", "aside"])


def content_of(root: HtmlElement) -> HtmlElement:
    """The innermost element that holds most of the page's sentences.

    One whose name says that it is a text's place needs fewer of them than one that only holds them.
    """
    body = root.body if root.body is not None else root
    total = sentences(body)
    named = [element for element in body.iter() if is_read(element) and _is_named(element)]
    best = max(named, key=sentences, default=body)
    element = best if sentences(best) >= _NAMED_SHARE * total else body
    while total:
        inner = max((child for child in element if is_read(child)), key=sentences, default=None)
        if (
            inner is None
            or inner.tag in ("p", "table")
            or sentences(inner) < _CONTENT_SHARE * sentences(element)
        ):
            break
        element = inner
    return element


def titles_said(root: HtmlElement, metadata: list[tuple[str, str]]) -> list[str]:
    """What the page says its title is, without white space: in its meta tags, then in its window's title."""
    said = [value for label, value in metadata if label == "ArticleTitle"]
    window = root.find(".//title")
    said += _SITE.split(window.text or "")[:1] if window is not None else []
    return [title for title in ("".join(text.split()) for text in said) if title]


def title_of(root: HtmlElement, content: HtmlElement, said: list[str]) -> HtmlElement | None:
    """The heading of the document, where it stands outside its content."""
    within = set(content.iter())
    beginning = squeezed_text(content)[:_HEAD]
    if any(title in beginning for title in said):
        return None
    heads = [(element, squeezed_text(element)) for element in _heads(root) if element not in within]
    heads = [(element, words) for element, words in heads if _SHORTEST < len(words) < _LONGEST]
    found = next((element for title in said for element, words in heads if words == title), None)
    if found is not None:
        return found
    alike = [
        (element, words)
        for element, words in heads
        if words not in beginning and not any(above.tag in _NAVIGATION for above in element.iterancestors())
    ]
    agreeing = [
        element for element, words in alike if any(words in title or title in words for title in said)
    ]
    like_titles = [element for element, words in alike if ends_like_title(words)]
    return next(iter([*agreeing, *like_titles, *(element for element, _ in alike)]), None)


def _heads(root: HtmlElement) -> Iterator[HtmlElement]:
    """What may be the title: headings, then whatever its class calls a title, the innermost first."""
    yield from root.iter("h1", "h2", "h3", "ucaptitle")
    for element in reversed(list(root.iter())):
        named = _TITLE_CLASS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        if (
            isinstance(element.tag, str)
            and named
            and element.tag not in ("html", "body", "head", "title", "meta")
        ):
            yield element


def _is_named(element: HtmlElement) -> bool:
    return (
        _CONTENT_NAME.search(f"{element.tag} {element.get('id') or ''} {element.get('class') or ''}")
        is not None
    )
