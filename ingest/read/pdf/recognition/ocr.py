"""Pages whose text layer cannot be believed, recognised from their picture by RapidOCR (the optional extra `ocr`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.read.pdf.characters.characters import Box, Floats, Glyphs, PageContent, Turn
from ingest.read.pdf.recognition.cells import find_specks, is_full_width, lay_cells, line_sizes
from ingest.read.pdf.recognition.lookalikes import told_apart
from ingest.read.pdf.recognition.picture import Grey, Tilted, find_rules, find_skew, render, turned
from ingest.read.pdf.recognition.recognised import Recognised
from parsers.language.spacing import squeezed

LEAST_MEAN = 0.8
"""Below this confidence a page is garbage: its picture is too poor, or shows something else than printed text."""

_LEAST = 0.5
_TALL = 1.5
_ASIDE = 0.25
_TOP = 0.06
_EDGE = 0.03
_LONGEST_SPECK = 3
_PAPER = 255
_SETTINGS = {
    "Global.log_level": "critical",
    "Global.max_side_len": 4000,
    "Global.text_score": 0.0,
    "Global.use_cls": False,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1280,
    "Det.box_thresh": 0.3,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def is_installed() -> bool:
    """Whether the extra `ocr` is there."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=_SETTINGS)


@dataclass(frozen=True, slots=True)
class _Line:
    """A recognised line: its characters with the middle of each and whether a blank stands before it, in pixels."""

    text: str
    middles: list[float]
    spaced: list[bool]
    box: tuple[float, float, float, float]
    confidence: float

    @property
    def is_tall(self) -> bool:
        return self.box[3] - self.box[1] > _TALL * (self.box[2] - self.box[0])

    def in_cells(self) -> Iterator[_Line]:
        """The line; if full-width characters stand one below the other in it, each as a line of its own."""
        left, top, right, bottom = self.box
        stacked = max(self.middles) - min(self.middles) < _ASIDE * (right - left)
        if len(self.text) == 1 or not stacked:
            yield self
        elif all(map(is_full_width, self.text)):
            edges = np.linspace(top, bottom, len(self.text) + 1).tolist()
            for char, (upper, lower) in zip(self.text, pairwise(edges), strict=True):
                yield _Line(
                    char, _spread(1, left, right), [False], (left, upper, right, lower), self.confidence
                )
        else:
            yield replace(self, middles=_spread(len(self.text), left, right))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What was read of a picture turned by some quarters and made level."""

    quarters: int
    angle: float
    picture: Grey
    lines: list[_Line]

    @property
    def mean(self) -> float:
        """The confidence by characters; 0 for a picture without text."""
        weights = [len(line.text) for line in self.lines]
        return (
            float(np.average([line.confidence for line in self.lines], weights=weights)) if weights else 0.0
        )

    @property
    def is_sideways(self) -> bool:
        """Most of the text runs up or down the picture."""
        tall = sum(len(line.text) for line in self.lines if line.is_tall)
        return 2 * tall > sum(len(line.text) for line in self.lines)

    @property
    def is_good(self) -> bool:
        """No other turn can be better."""
        return not self.is_sideways and (self.mean >= LEAST_MEAN or not self.lines)


def recognise(page: Any, content: PageContent) -> PageContent:
    """The content of a pypdfium2 page as it is recognised: without characters where too little of it can be made out."""
    picture, scale = render(page)
    first = (content.upright.quarters - content.shown.quarters) % 4 if len(content.glyphs) else 0
    attempt = _best(picture, first)
    upright = _upright(content.shown, attempt)
    width, height = upright.size
    kept = [
        line
        for line in attempt.lines
        if line.confidence >= _LEAST and not _is_speck(line, attempt.lines, attempt.picture)
    ]
    boxes = np.array([line.box for line in kept], dtype=np.float32).reshape(-1, 4) / np.float32(scale)
    confidences = np.array([line.confidence for line in kept], dtype=np.float32)
    recognised = Recognised(boxes, confidences, attempt.mean, len(attempt.lines) - len(kept))
    believed = [cell for line in kept for cell in line.in_cells()] if attempt.mean >= LEAST_MEAN else []
    return replace(
        content,
        width=width,
        height=height,
        glyphs=_glyphs(believed, scale),
        rules=_rules(attempt.picture, believed, scale),
        frames=[],
        broken=0,
        upright=upright,
        recognised=recognised,
        aside=None,
    )


def _rules(picture: Grey, lines: Sequence[_Line], scale: float) -> list[Box]:
    """The ruled lines of a page with text, in points; a stroke of a large character is none."""
    if not lines:
        return []
    boxes = np.array([line.box for line in lines]) / scale
    return [rule for rule in find_rules(picture, scale) if not _is_stroke(rule, boxes)]


def _is_stroke(rule: Box, boxes: NDArray[np.float64]) -> bool:
    """The rule lies within one of the boxes of lines and is no longer than it is high."""
    x, y = (rule[0] + rule[2]) / 2, (rule[1] + rule[3]) / 2
    left, top, right, bottom = boxes.T
    inside = (left < x) & (x < right) & (top < y) & (y < bottom)
    return bool((inside & (bottom - top > max(rule[2] - rule[0], rule[3] - rule[1]))).any())


def _is_speck(line: _Line, lines: Sequence[_Line], picture: Grey) -> bool:
    """Dirt or a binding mark: a sign or two at the edge of the paper, with no text at their height."""
    height, width = picture.shape
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    at_edge = y < _TOP * height or min(x, width - x, height - y) < _EDGE * height
    if len(line.text) > _LONGEST_SPECK or not at_edge:
        return False
    return not any(o.box[1] < y < o.box[3] for o in lines if len(o.text) > _LONGEST_SPECK)


def _upright(shown: Turn, attempt: _Attempt) -> Turn:
    quarters = (shown.quarters + attempt.quarters) % 4
    if attempt.angle:
        return Tilted(quarters, shown.width, shown.height, attempt.angle)
    return Turn(quarters, shown.width, shown.height)


def _best(picture: Grey, quarters: int) -> _Attempt:
    """The first good reading of the picture, or the best one, if it has to be turned from how it lies."""
    first = _read(picture, quarters)
    if first.is_good:
        return first
    attempts = [first]
    for more in (1, 3) if first.is_sideways else (2,):
        attempts.append(_read(picture, (quarters + more) % 4))
        if attempts[-1].is_good:
            return attempts[-1]
    return max(attempts, key=lambda attempt: attempt.mean)


def _read(picture: Grey, quarters: int) -> _Attempt:
    upright = np.ascontiguousarray(np.rot90(picture, quarters))
    angle = find_skew(upright)
    level = turned(upright, angle, _PAPER) if angle else upright
    return _Attempt(quarters, angle, level, list(_lines(level)))


def _found(picture: Grey) -> Any:
    """What the engine finds. Raises MemoryError where it cannot go on: no picture is too large for it otherwise."""
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

    try:
        return _engine()(picture, return_word_box=True, return_single_char_box=True)
    except ONNXRuntimeError as error:
        raise MemoryError from error


def _lines(picture: Grey) -> Iterator[_Line]:
    found = _found(picture)
    if not found.txts:
        return
    for text, corners, score, words in zip(
        found.txts, found.boxes, found.scores, found.word_results, strict=True
    ):
        left, top = corners.min(axis=0).tolist()
        right, bottom = corners.max(axis=0).tolist()
        chars = told_apart(squeezed(text))
        middles = [float(np.mean([x for x, _ in box])) for _, _, box in words]
        if len(middles) != len(chars):
            middles = _spread(len(chars), left, right)
        spaced = [i > 0 and text[i - 1].isspace() for i, char in enumerate(text) if not char.isspace()]
        specks = find_specks(chars, middles)
        kept = [i for i, char in enumerate(chars) if i not in specks and not char.isspace()]
        if kept:
            yield _Line(
                "".join(chars[i] for i in kept),
                [middles[i] for i in kept],
                [spaced[i] for i in kept],
                (left, top, right, bottom),
                float(score),
            )


def _spread(count: int, left: float, right: float) -> list[float]:
    """The middles of so many characters, evenly spread."""
    middles: list[float] = (left + (np.arange(count) + 0.5) * (right - left) / count).tolist()
    return middles


def _glyphs(lines: list[_Line], scale: float) -> Glyphs:
    """The characters of the lines, in points."""
    sizes = line_sizes([(line.text, line.middles, line.box) for line in lines])
    codes = np.array([ord(char) for line in lines for char in line.text], dtype=np.uint32)
    boxes = [_boxes(line, size) for line, size in zip(lines, sizes, strict=True)]
    return Glyphs(codes, np.concatenate(boxes or [np.zeros((0, 4), dtype=np.float32)]) / np.float32(scale))


def _boxes(line: _Line, size: float) -> Floats:
    left, top, right, bottom = line.box
    boxes = np.empty((len(line.text), 4), dtype=np.float32)
    boxes[:, [0, 2]] = lay_cells(line.text, line.middles, line.spaced, (left, right), size)
    boxes[:, 1], boxes[:, 3] = (top + bottom - size) / 2, (top + bottom + size) / 2
    return boxes
