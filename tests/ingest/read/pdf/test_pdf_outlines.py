"""A PDF read without the outlines of its fonts reads as it does with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from ingest.read.pdf.characters.characters import PageContent, loaded, page_content
from ingest.read.pdf.characters.outlines import without_outlines
from ingest.read.pdf.characters.own_font import use_own_font

TYPESET = Path(__file__).parents[4] / "corpus" / "nantong" / "nantong-2022-06.pdf"
_OVERHANG = 0.15
"""How far the outline of a bold character reaches out of its place in the line, as a share of the line's height."""

FONT = b"7 0 obj\n<</Type/Font/Subtype/Type0%s/DescendantFonts[8 0 R]>>\nendobj\n"
FONTS = b"8 0 obj\n<</Type/Font/Subtype/CIDFontType2/FontDescriptor 9 0 R>>\nendobj\n"
DESCRIPTOR = b"9 0 obj\n<</Type/FontDescriptor/Ascent 880/Descent -120/FontFile2 10 0 R>>\nendobj\n"
NAMED = b"/ToUnicode 11 0 R"
SIMPLE = b"12 0 obj\n<</Type/Font/Subtype/TrueType/FontDescriptor 9 0 R>>\nendobj\n"


def content(document: pdfium.PdfDocument, index: int) -> PageContent:
    with loaded(document.raw, index) as page:
        return page_content(page)


@pytest.mark.parametrize("index", [0, 2, 11, 40])
def test_characters_and_rules_are_the_same_in_the_same_places(index: int) -> None:
    use_own_font()
    data = TYPESET.read_bytes()
    light = without_outlines(data)
    assert light is not None
    assert len(light) == len(data)
    whole, plain = content(pdfium.PdfDocument(data), index), content(pdfium.PdfDocument(light), index)
    assert plain.glyphs.text == whole.glyphs.text
    apart = np.abs(plain.glyphs.boxes - whole.glyphs.boxes).max(axis=1)
    height = whole.glyphs.boxes[:, 3] - whole.glyphs.boxes[:, 1]
    assert np.quantile(apart / height, 0.99) < _OVERHANG
    assert (plain.rules, plain.frames, plain.broken) == (whole.rules, whole.frames, whole.broken)


@pytest.mark.parametrize(
    ("data", "hidden"),
    [
        (FONT % NAMED + FONTS + DESCRIPTOR, True),
        (FONT % b"" + FONTS + DESCRIPTOR, False),
        (FONT % NAMED + FONTS + DESCRIPTOR + SIMPLE, False),
        (FONT % NAMED + FONTS + DESCRIPTOR.replace(b"/Ascent 880", b""), False),
        (b"nothing of a PDF", False),
    ],
)
def test_only_fonts_that_name_and_measure_their_characters_go_without(data: bytes, hidden: bool) -> None:
    light = without_outlines(b"%PDF-1.7\n" + data)
    assert (light is not None) == hidden
    assert light is None or b"/FontFile" not in light
