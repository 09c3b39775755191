"""The characters of pages of which PDFium passes some over.

Where a font is not in the file and its substitute has no sign for a character, PDFium takes the character for
empty, and an object of nothing else for nothing. pdfminer asks for no signs: it is slower, and reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import numpy as np

from ingest.read.pdf.characters.characters import REPLACEMENT, Box, Glyphs, PageContent
from ingest.read.pdf.opening import OpenPdf

_UNNAMED = "(cid:"


@dataclass(slots=True)
class SlowReader:
    """Reads pages of a document through pdfminer, which is loaded when the first of them is asked for."""

    pdf: OpenPdf
    document: Any = None

    def read(self, page: PageContent) -> PageContent:
        """The page with all its characters."""
        if self.document is None:
            import pdfplumber

            source = self.pdf.source
            file = BytesIO(source) if isinstance(source, bytes) else source
            self.document = pdfplumber.open(file, password=self.pdf.password)
        slow = self.document.pages[page.number - 1]
        found = [place for char in slow.chars for place in _places(char, slow.bbox)]
        slow.close()
        if not found:
            return page
        codes = np.array([code for code, _ in found], dtype=np.uint32)
        boxes = np.array([box for _, box in found], dtype=np.float32)
        broken = int(np.count_nonzero(codes == ord(REPLACEMENT)))
        return replace(
            page,
            glyphs=Glyphs(codes, page.upright.boxes(page.shown.undo(boxes))),
            broken=broken,
            passed_over=0,
            aside=None,
        )


def _places(char: Mapping[str, Any], page: Box) -> Iterator[tuple[int, Box]]:
    """The characters that one sign stands for, side by side in its box; none for a space."""
    text = REPLACEMENT if char["text"].startswith(_UNNAMED) else char["text"]
    x0, width = char["x0"] - page[0], (char["x1"] - char["x0"]) / max(len(text), 1)
    for i, letter in enumerate(text):
        if not letter.isspace() and width > 0:
            left = x0 + i * width
            yield ord(letter), (left, char["top"] - page[1], left + width, char["bottom"] - page[1])
