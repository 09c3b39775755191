"""Signs that Founder's fonts keep under the codes of rare characters: 暡2023暢6号 is 〔2023〕6号, 犌犅 is GB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from ingest.read.pdf.characters.characters import Glyphs, PageContent

_SIGNS = {"暡": "〔", "暢": "〕", "暠": "”"}
_BLANK = ord("暋")
_EVIDENCE = ord("暡")
"""A character of no text of today: where it stands, the others are signs too."""

_CAPITALS = "犃犅犆犇犈犉犌犎犐犑犓犔犕犖犗犘犙犚犛犜犝犞犠犡犢犣"
_SMALL = "犪犫犮犱犲犳犵犺犻犼犽犾犿狀狅狆狇狉狊狋狌狏狑狓狔狕"
_LETTERS = {ord(sign): ord("A") + i for i, sign in enumerate(_CAPITALS)}
_LETTERS |= {ord(sign): ord("a") + i for i, sign in enumerate(_SMALL)}
_SIGNS_OF_LETTERS = np.array(sorted(_LETTERS), dtype=np.uint32)
"""Letters, which Founder keeps under rare characters too: 犌犅 is GB.

Two side by side are evidence enough, and then those too that stand beside no other Chinese character.
"""

_FIRST_HAN, _AFTER_HAN = 0x3400, 0xA000


def with_founder_signs(pages: Iterable[PageContent]) -> Iterator[PageContent]:
    """The pages with Founder's signs in place of the characters whose codes they have, from the first 暡 on."""
    seen = False
    for page in pages:
        seen = seen or bool((page.glyphs.codes == _EVIDENCE).any())
        glyphs = _with_letters(page.glyphs)
        yield replace(page, glyphs=_named(glyphs) if seen else glyphs)


def _with_letters(glyphs: Glyphs) -> Glyphs:
    near = (glyphs.codes >= _SIGNS_OF_LETTERS[0]) & (glyphs.codes <= _SIGNS_OF_LETTERS[-1])
    if np.count_nonzero(near) < 2:
        return glyphs
    sign = np.isin(glyphs.codes, _SIGNS_OF_LETTERS)
    pairs = sign[1:] & sign[:-1]
    if not pairs.any():
        return glyphs
    han = np.concatenate(
        ([False], (glyphs.codes >= _FIRST_HAN) & (glyphs.codes < _AFTER_HAN), [False])
    ) & np.concatenate(([False], ~sign, [False]))
    meant = sign & ~(han[:-2] | han[2:])
    meant[1:] |= pairs
    meant[:-1] |= pairs
    codes = glyphs.codes.copy()
    codes[meant] = [_LETTERS[code] for code in codes[meant].tolist()]
    return Glyphs(codes, glyphs.boxes)


def _named(glyphs: Glyphs) -> Glyphs:
    kept = glyphs.at(glyphs.codes != _BLANK)
    codes = kept.codes.copy()
    for code, sign in _SIGNS.items():
        codes[kept.codes == ord(code)] = ord(sign)
    return Glyphs(np.ascontiguousarray(codes), kept.boxes)
