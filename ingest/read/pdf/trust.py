"""Whether a page's text layer can be believed, judged before anything is read from it."""

from __future__ import annotations

import unicodedata

import numpy as np

from ingest.read.pdf.characters.characters import REPLACEMENT, Glyphs, PageContent
from ingest.read.pdf.doubted import doubt_places
from ingest.read.pdf.garbled import find_garbled
from ingest.read.pdf.recognition.ocr import LEAST_MEAN
from ingest.read.pdf.recognition.recognised import Recognised
from parsers.language.patterns import lazy
from schema.source import Doubt

SCANNED = 0.5
"""A page of which pictures cover such a share may be scanned."""

_MOST_UNNAMED = 0.3
_MOST_GARBLED = 0.5
_EDGE = 0.16
_LONGEST_STAMP = 20
_LONGEST = 20
_UNNAMED = lazy(r"\(cid:\d+\)")
_PRIVATE = lazy(r"[\ue000-\uf8ff\ufffd\U000f0000-\U0010fffd]")
_HAN = lazy(r"[\u3400-\u9fff]+")
_WORDS = lazy(r"[A-Za-z]{2,}|\d+(?:[.,]\d+)*")
_FULL_MARK = lazy(r"[，。；：（）〔〕《》]")
_HALF_MARK = lazy(r"(?<=[\u4e00-\u9fff])[,;:()]|[,;:()](?=[\u4e00-\u9fff])")
_STRAY = lazy(r"(?<=[\u4e00-\u9fff])[a-z~^`|_*#‘'\"](?=[\u4e00-\u9fff，。]|$)|[~^`|*]{2}")
_FEWEST_MARKS = 3

_REASONS = {
    "no_text_layer": "本页只有图像，没有文字层。",
    "unmapped_characters": "本页文字层的字符没有对应的文字（cid、私用区或替换字符）。",
    "garbled_text_layer": "本页的文字层是乱码，与图像不符。",
    "poor_ocr_layer": "本页是扫描图像，文字层是质量不高的识别结果。",
}
UNREADABLE_CODES = frozenset(_REASONS)
RECOGNISABLE_CODES = UNREADABLE_CODES | {"garbled_line"}
"""Doubts of what recognition could read."""


def doubt_page(page: PageContent, fault: str, recognised: Recognised | None) -> Doubt:
    """What is said of a page whose text layer has a fault, and of what was recognised instead, if it could be."""
    whole = np.array([(0.0, 0.0, page.width, page.height)], dtype=np.float32)
    return doubt_places(page, whole, fault, f"{_REASONS[fault]}{_outcome(recognised)}")


def doubt_unnamed(page: PageContent) -> Doubt:
    """What is said of a page some of whose characters no font names, and which is read with a sign in their places."""
    unnamed = page.glyphs.boxes[page.glyphs.codes == ord(REPLACEMENT)]
    message = f"有{page.broken}个字没有对应的文字，正文中记作“\ufffd”，请对照原件补正。"
    return doubt_places(page, unnamed, "unnamed_characters", message)


def doubt_line(page: PageContent, garbled: Glyphs, recognised: bool) -> Doubt:
    """What is said of lines in a font that garbles them, and whether they were recognised instead."""
    outcome = (
        "已改用图像识别的文字，请核对。"
        if recognised
        else "未从中提取文字；安装文字识别组件（make ocr）后可识别。"
    )
    message = f"“{garbled.text[:_LONGEST]}”等字所用字体的文字编码有误，与所印文字不符，{outcome}"
    return doubt_places(page, garbled.boxes, "garbled_line", message)


def _outcome(recognised: Recognised | None) -> str:
    if recognised is None:
        return "未从中提取任何内容。"
    if not len(recognised.confidences):
        return "图像中没有认出文字。"
    if recognised.mean < LEAST_MEAN:
        return f"识别图像中的文字，平均可信度仅{recognised.mean:.3f}，未从中提取任何内容。"
    unread = f"，另有{recognised.unread}处字迹未能认出" if recognised.unread else ""
    return f"已识别图像中的文字，平均可信度{recognised.mean:.3f}{unread}。"


def find_fault(page: PageContent) -> str | None:
    """The code of why the page's text layer is not to be believed; None if it is, or if the page is blank."""
    text = page.glyphs.text
    scanned = page.images >= SCANNED
    if not text and not page.broken:
        return "no_text_layer" if scanned else None
    unnamed = sum(len(m[0]) for m in _UNNAMED.finditer(text)) + len(_PRIVATE.findall(text)) + page.broken
    if unnamed > _MOST_UNNAMED * (len(text) + page.broken):
        return "unmapped_characters"
    if _is_garbage(text, scanned) or find_garbled(page.glyphs).sum() > _MOST_GARBLED * len(text):
        return "garbled_text_layer"
    return "poor_ocr_layer" if scanned and not _is_good_ocr(text) else None


def may_be_set_over_picture(page: PageContent) -> bool:
    """The page has a picture, and more characters in its middle than a stamp or a watermark on a scan would have."""
    x_edge, y_edge = _EDGE * page.width, _EDGE * page.height
    middle = (x_edge, y_edge, page.width - x_edge, page.height - y_edge)
    return page.images >= SCANNED and int(page.glyphs.inside(middle).sum()) > _LONGEST_STAMP


def _is_garbage(text: str, scanned: bool) -> bool:
    """Neither Chinese nor words: signs and letters at random."""
    if len(text) < 20 or sum(len(run) for run in _HAN.findall(text)) > 0.1 * len(text):
        return False
    words = sum(len(word) for word in _WORDS.findall(text))
    signs = sum(unicodedata.category(char)[0] in "SP" and char not in "….．·—-_" for char in text)
    return signs > 0.3 * len(text) or (scanned and words < 0.7 * len(text))


def _is_good_ocr(text: str) -> bool:
    full, half = len(_FULL_MARK.findall(text)), len(_HALF_MARK.findall(text))
    strays = len(_STRAY.findall(text))
    return full >= _FEWEST_MARKS and half <= 0.1 * full and strays <= len(text) / 400
