"""The page of a PDF as it is believed: by its text layer, or by what is recognised where that is not to be trusted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ingest.limits import begin_recognition
from ingest.read.pdf.characters.characters import PageContent
from ingest.read.pdf.characters.visible import is_drawn_as_printed, is_text_seen
from ingest.read.pdf.garbled import find_garbled, without_garbled
from ingest.read.pdf.pictures import doubt_pictures, find_pictures, with_pictures
from ingest.read.pdf.recognition.ocr import is_installed, recognise
from ingest.read.pdf.trust import (
    SCANNED,
    doubt_line,
    doubt_page,
    doubt_unnamed,
    find_fault,
    may_be_set_over_picture,
)
from schema.source import Doubt


def believed(document: Any, page: PageContent) -> tuple[PageContent, list[Doubt]]:
    """The page of a pypdfium2 document as it is believed, and what is to be doubted of it.

    A page whose text layer has a fault is recognised, or empty without the extra `ocr`; of another, what its fonts
    garble and the pictures that stand in its text.
    """
    fault = find_fault(page)
    if fault and may_be_set_over_picture(page) and is_text_seen(document[page.number - 1], SCANNED):
        fault = find_fault(replace(page, images=0.0))
    if fault is None:
        return _mended(document, page)
    if is_installed():
        begin_recognition()
        page = recognise(document[page.number - 1], page)
    else:
        page = replace(page, glyphs=page.glyphs.at(slice(0)), aside=None)
    return page, [doubt_page(page, fault, page.recognised)]


def _mended(document: Any, page: PageContent) -> tuple[PageContent, list[Doubt]]:
    """The page without what its fonts garble, that and its pictures recognised where that is installed."""
    doubts = [doubt_unnamed(page)] if page.broken else []
    garbled, pictures = find_garbled(page.glyphs), find_pictures(page)
    if not garbled.any() and not pictures:
        return page, doubts
    seen = None
    if is_installed() and (pictures or is_drawn_as_printed(document[page.number - 1])):
        begin_recognition()
        seen = recognise(document[page.number - 1], page)
    if garbled.any():
        lines = page.glyphs.at(garbled)
        instead = seen if is_drawn_as_printed(document[page.number - 1]) else None
        page = without_garbled(page, garbled, instead)
        doubts.append(doubt_line(page, lines, instead is not None))
    if pictures:
        page, read = with_pictures(page, pictures, seen)
        doubts.append(doubt_pictures(page, pictures, read))
    return page, doubts
