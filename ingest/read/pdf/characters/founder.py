"""Signs that Founder's fonts keep under the codes of rare characters: 暡2023暢6号 is 〔2023〕6号."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from ingest.read.pdf.characters.characters import Glyphs, PageContent

_SIGNS = {"暡": "〔", "暢": "〕", "暠": "”"}
_BLANK = ord("暋")
_EVIDENCE = ord("暡")
"""A character of no text of today: where it stands, the others are signs too."""


def with_founder_signs(pages: Iterable[PageContent]) -> Iterator[PageContent]:
    """The pages with Founder's signs in place of the characters whose codes they have, from the first 暡 on."""
    seen = False
    for page in pages:
        seen = seen or bool((page.glyphs.codes == _EVIDENCE).any())
        yield replace(page, glyphs=_named(page.glyphs)) if seen else page


def _named(glyphs: Glyphs) -> Glyphs:
    kept = glyphs.at(glyphs.codes != _BLANK)
    codes = kept.codes.copy()
    for code, sign in _SIGNS.items():
        codes[kept.codes == ord(code)] = ord(sign)
    return Glyphs(np.ascontiguousarray(codes), kept.boxes)
