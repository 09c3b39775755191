"""Characters that a font names wrongly: a line of signs and letters at random where a reader sees Chinese."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Codes, Floats, Glyphs, PageContent
from ingest.read.pdf.characters.watermarks import content_runs

_FEWEST = 4
_FULL_WIDTH = 0.9
_MOST_NARROW = 0.2
_ODD = 0.3
_LATIN = (0x21, 0x17F)
_USUAL = (
    (0x0, 0x24F),
    (0x2000, 0x2BFF),
    (0x3000, 0x33FF),
    (0x4E00, 0x9FFF),
    (0xFE10, 0xFFEF),
    (0x370, 0x45F),
)
"""What official texts are written in; letters of other scripts and rare characters side by side are none."""

_LONG_RUN, _FEWEST_RARE, _MOST_RARE = 16, 9, 0.5
"""So many characters of which so many are rare are Chinese at random, where two of three are; of a text one of thirty is."""

_HAN = (0x4E00, 0x9FFF)


def _usual() -> str:
    """The usual characters of the mainland's standard (level 1 of GB 2312) and of Big5."""
    mainland = [(lead, trail) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)]
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    others = [(lead, trail) for lead in range(0xA4, 0xC7) for trail in trails]
    return bytes(chain(*mainland)).decode("gb2312", "ignore") + bytes(chain(*others)).decode("big5", "ignore")


_RARE_CODE = np.zeros(0x10000, dtype=np.bool_)
"""Which characters are Chinese ones that hardly any text has."""
_RARE_CODE[_HAN[0] : _HAN[1] + 1] = True
_RARE_CODE[[ord(char) for char in _usual()]] = False

_ODD_CODE = np.ones(0x10000, dtype=np.bool_)
"""Which codes are none of these; what is beyond the table is none either."""
for _first, _last in _USUAL:
    _ODD_CODE[_first : _last + 1] = False


def find_garbled(glyphs: Glyphs) -> NDArray[np.bool_]:
    """Which characters stand in runs that cannot be what is printed.

    Latin letters and signs of which each is as wide as it is high are a Chinese font's: where a run has hardly anything
    else, the runs are garbled that have some. So are rare characters of many scripts beside each other.
    """
    found = np.zeros(len(glyphs), dtype=np.bool_)
    codes, boxes = glyphs.codes, glyphs.boxes
    latin = (codes >= _LATIN[0]) & (codes <= _LATIN[1])
    odd = _ODD_CODE[np.minimum(codes, len(_ODD_CODE) - 1)]
    rare = _RARE_CODE[np.minimum(codes, len(_RARE_CODE) - 1)]
    if np.count_nonzero(rare) >= _FEWEST_RARE:
        found |= _of_rare(codes, boxes, rare)
    if np.count_nonzero(latin) + np.count_nonzero(odd) < _FEWEST:
        return found
    height = boxes[:, 3] - boxes[:, 1]
    wide = latin & (boxes[:, 2] - boxes[:, 0] >= _FULL_WIDTH * height) & (height > 0)
    if np.count_nonzero(wide) + np.count_nonzero(odd) < _FEWEST:
        return found
    named = wide & ~((codes >= ord("0")) & (codes <= ord("9")))
    runs = [(start, end) for start, end in content_runs(boxes) if end - start >= _FEWEST]
    certain = any(wide[a:b].sum() >= (1 - _MOST_NARROW) * (b - a) for a, b in runs)
    for start, end in runs:
        run, count = slice(start, end), end - start
        if certain and named[run].sum() >= _MOST_NARROW * count:
            found[run] = True
        elif odd[run].sum() >= _FEWEST and odd[run].sum() > _ODD * count:
            strange = start + np.flatnonzero(odd[run])
            found[strange[0] : strange[-1] + 1] = True
    return found


def _of_rare(codes: Codes, boxes: Floats, rare: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which characters stand in runs that are Chinese at random: a font names other characters than it shows.

    A long run tells that there are such; then shorter ones are told as well.
    """
    found = np.zeros(len(codes), dtype=np.bool_)
    han = (codes >= _HAN[0]) & (codes <= _HAN[1])
    runs = [(slice(a, b), int(han[a:b].sum()), int(rare[a:b].sum())) for a, b in content_runs(boxes)]
    if any(count >= _LONG_RUN and few > _MOST_RARE * count for _, count, few in runs):
        for run, count, few in runs:
            found[run] = count >= _FEWEST and few > _MOST_RARE * count
    return found


def without_garbled(page: PageContent, found: NDArray[np.bool_], instead: PageContent | None) -> PageContent:
    """The page with the garbled characters set aside, and what was recognised in their places."""
    aside = page.glyphs.at(found)
    glyphs = page.glyphs.at(~found)
    if instead is not None:
        boxes = [aside.boxes[a:b] for a, b in content_runs(aside.boxes)]
        for place in boxes:
            left, top = place[:, :2].min(axis=0).tolist()
            right, bottom = place[:, 2:].max(axis=0).tolist()
            own = instead.glyphs.at(instead.glyphs.inside((left, top, right, bottom)))
            glyphs = Glyphs(
                np.concatenate([glyphs.codes, own.codes]), np.concatenate([glyphs.boxes, own.boxes])
            )
    return replace(page, glyphs=glyphs, set_aside=[*page.set_aside, ("garbled", aside)])
