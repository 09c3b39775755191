"""WordprocessingML's names, whatever prefix and namespace a program gives them: local names are what is compared."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.read.office.package import local_name

_OFF = frozenset(["0", "false", "off", "none"])


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name."""
    return (part for part in (element if element is not None else ()) if local_name(part) == name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of the first name, its first child of the second, and so on."""
    for name in names:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((found for key, found in element.attrib.items() if key.rpartition("}")[2] == name), None)


def whole(element: Element | None, name: str = "val", default: int = 0) -> int:
    """A whole number that an attribute holds; `default` where there is none."""
    text = value(element, name) or ""
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else default


def is_on(element: Element | None) -> bool:
    """A switch is there and not turned off."""
    return element is not None and (value(element) or "1").lower() not in _OFF
