"""The text of a paragraph as Word prints it: insertions kept, deletions left out, boxes and notes beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from lxml.etree import _Element as Element

from ingest.read.office.package import local_name
from ingest.read.office.word.names import child, children, is_on, value, whole
from ingest.read.office.word.number_formats import format_number
from parsers.language.patterns import lazy

_BREAK = "\n"
_WIDE_SPACE = "　"
_GONE = frozenset(["del", "moveFrom", "delText", "instrText", "rPr", "pPr", "sdtPr", "rt", "annotationRef"])
_SIGNS = {"tab": _WIDE_SPACE, "ptab": _WIDE_SPACE, "br": _BREAK, "cr": _BREAK, "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_PICTURES = frozenset(["pic", "imagedata"])
_CHARTS = frozenset(["chart", "relIds"])
"""What is drawn from parts of its own: charts, diagrams."""

_EMU_PER_CM = 360_000
_LARGE_PICTURE = 25
"""Square centimetres from which on a picture may hold text; seals and rules are smaller."""

_PAGE_FIELD = lazy(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
_EQUATION = lazy(r"\s*EQ\b", re.IGNORECASE)
_CIRCLED = lazy(r"\s*EQ\s*\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯]\s*[,，;；]\s*(\d{1,2})\s*\)\s*", re.IGNORECASE)
"""How Word and WPS put a circle around a figure: `eq \\o\\ac(○,1)`."""

_PAGE_NUMBER = lazy(r"[-—–－―·•.~～/第共页\s　]*[\dIVXivx]{0,4}[-—–－―·•.~～/第共页\s　\d]*")


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its text with `\\n` at line breaks, its boxes of text, notes, large pictures.

    `art` are words that are drawn, `notes` the part and the id of each, `pictures` what is said of each, `hidden` counts
    characters not printed, `objects` the kind and the id of each embedded file, `unread` signs of fonts that are not known,
    `comments` what reviewers wrote beside it.
    """

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    art: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    hidden: int = 0
    objects: list[tuple[str, str]] = field(default_factory=list)
    unread: int = 0
    comments: int = 0
    has_page_field: bool = False

    @property
    def text(self) -> str:
        """The text."""
        return "".join(self.pieces)

    @property
    def is_page_number(self) -> bool:
        """It is the number of the page and nothing else."""
        return self.has_page_field and _PAGE_NUMBER.fullmatch(self.text) is not None


def inline_of(paragraph: Element) -> Inline:
    """What a paragraph holds."""
    inline = Inline()
    _collect(paragraph, inline)
    return inline


def paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs that an element shows, in tables too: of content that stands there twice those of one. Not in boxes."""
    for part in element:
        name = local_name(part)
        if name == "p":
            yield part
        elif name == "AlternateContent":
            yield from paragraphs(chosen(part))
        elif name:
            yield from paragraphs(part)


def _collect(element: Element, inline: Inline) -> None:
    for part in element:
        name = local_name(part)
        if name == "instrText":
            _add_field(part.text or "", inline)
        elif name in _GONE or not name:
            continue
        elif name == "t":
            inline.pieces.append((part.text or "").replace("\n", " "))
        elif name in _SIGNS:
            inline.pieces.append(_SIGNS[name])
        elif name == "sym":
            _add_symbol(part, inline)
        elif name == "commentReference":
            inline.comments += 1
        elif name in _NOTES:
            inline.notes.append((_NOTES[name], value(part, "id") or ""))
        elif name == "r" and is_on(child(part, "rPr", "vanish")):
            hidden = Inline()
            _collect(part, hidden)
            inline.hidden += len(hidden.text.strip())
        elif name == "AlternateContent":
            _collect(chosen(part), inline)
        elif name in ("drawing", "pict", "object"):
            _add_drawing(part, inline)
        else:
            inline.has_page_field |= name == "fldSimple" and _is_page_field(part)
            _collect(part, inline)


def chosen(alternatives: Element) -> Element:
    """What is shown of content that stands there twice, for old programs and for new ones: the first choice."""
    return next(
        (part for name in ("Choice", "Fallback") for part in children(alternatives, name)), alternatives
    )


def _add_field(said: str, inline: Inline) -> None:
    """What a field shows that has no result of its own: a figure in a circle. What another equation shows is not read."""
    inline.has_page_field |= _PAGE_FIELD.match(said) is not None
    if _EQUATION.match(said):
        circled = _CIRCLED.fullmatch(said)
        sign = format_number(int(circled[1]), "decimalEnclosedCircle") if circled else ""
        inline.pieces.append(sign)
        inline.unread += not sign


def _is_page_field(part: Element) -> bool:
    return _PAGE_FIELD.match(value(part, "instr") or "") is not None


def _add_symbol(part: Element, inline: Inline) -> None:
    code = (value(part, "char") or "").upper()[-2:]
    sign = _symbols().get((value(part, "font") or "", code))
    if sign:
        inline.pieces.append(sign)
    else:
        inline.unread += 1


def _add_drawing(drawing: Element, inline: Inline) -> None:
    """The boxes of text and the pictures of a drawing, those of nested groups too, each once."""
    for part in _parts(drawing):
        name = local_name(part)
        if name == "txbxContent":
            inline.boxes.append(part)
        elif name == "textpath":
            inline.art.append(value(part, "string") or "")
        elif name == "OLEObject":
            inline.objects.append((value(part, "ProgID") or "", value(part, "id") or ""))
        elif name in _CHARTS or (name in _PICTURES and _area(drawing) >= _LARGE_PICTURE):
            inline.pictures.append(_said_of(drawing) or value(part, "title") or "")


def _said_of(drawing: Element) -> str:
    """What is said of a drawing for those who cannot see it."""
    said = next((part for part in drawing.iter() if local_name(part) == "docPr"), None)
    return value(said, "descr") or ""


def _parts(element: Element) -> Iterator[Element]:
    for part in element:
        name = local_name(part)
        if name == "AlternateContent":
            yield from _parts(chosen(part))
            continue
        yield part
        if name != "txbxContent":
            yield from _parts(part)


def _area(drawing: Element) -> float:
    """The square centimetres of a drawing."""
    extent = next((part for part in drawing.iter() if local_name(part) == "extent"), None)
    if extent is not None:
        return whole(extent, "cx") / _EMU_PER_CM * whole(extent, "cy") / _EMU_PER_CM
    style = next((found for part in drawing.iter() if (found := value(part, "style"))), "")
    sides = [
        float(side) * 2.54 / 72 for side in re.findall(r"(?:width|height):(\d{1,4}(?:\.\d{1,4})?)pt", style)
    ]
    return sides[0] * sides[1] if len(sides) >= 2 else 0.0


@cache
def _symbols() -> dict[tuple[str, str], str]:
    lines = Path(__file__).with_name("symbols.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {(row["font"], row["code"]): row["sign"] for row in rows}
