"""Where a table that is no Markdown may begin and must end, and what is printed twice inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.read.lines import Line
from ingest.read.tables.columns import header_kind
from ingest.read.tables.grid import compact, discard_lines
from parsers.language.labels import match_label
from parsers.language.patterns import lazy
from schema.source import Discard

_CAPTION = lazy(
    r"(?:续|附)?(?:图)?表\s*(?:[0-9０-９一二三四五六七八九十]+(?:[-—.－][0-9]+)*)(?!.*[。；，、]$).{0,50}"
)  # 表1 “十三五”主要指标完成情况
_MEASURE = lazy(r"[（(]?\s*(?:计量|金额)?单位\s*[:：]\s*\S{1,12}?[）)]?")  # 单位：万元
_STOP = lazy(
    r"注\s*[:：]|注\s*\d|(?:资料|数据)来源\s*[:：]|(?:备注|说明)\s*[:：]|附件\s*\d?|附[表图]\s*\d|专栏|[*＊※]"
)  # 注：1. …
_CONTINUED = lazy(r"续\s*表.{0,10}|[（(]\s*续\s*[）)]")  # 续表
_CONTINUED_MARK = lazy(r"^续(?=表)|[（(]续表?[\d一二三四五六]?[）)]$")  # （续）
_NO_HEADER = lazy(r"\d{4}年\d{1,2}月\d{1,2}日|[（(](?:此件|此文|本文|本件).*[）)]|.*《.+》.*")  # 2016年4月6日
_SENTENCE = lazy(r"[。！？]")
_MARK = lazy(r"[，,；;：:…]")
_LABEL = lazy(r"\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳]|其中[:：]")  # 1. 研发经费投入
_LABEL_STYLES = ("book", "chapter", "section", "article", "panel", "cn", "cn_bracket")
_LONGEST_CELL = 120
_LONGEST_NUMBER = 4
_LONGEST_SENTENCE = 45
_HEADER_LINES = 16
_MOST_LINES = 1000


@dataclass(frozen=True, slots=True)
class Run:
    """The lines that may be a table, by their index, and the repeated headers taken out from among them."""

    indices: tuple[int, ...]
    captioned: bool
    discards: tuple[Discard, ...] = ()


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[tuple[int, int], ...]:
    """The parts of a line between white space; between tabs or wide spaces, where it has several.

    A label belongs to the part after it.
    """
    wide = re.findall(r"\t+| {2,}|　+", text)
    separator = r"(?:\t+| {2,}|　+)+" if len(wide) >= 2 or "\t" in text else r"\s+"
    bounds = [m.span() for m in re.finditer(separator, text)]
    starts, ends = [0, *(b for _, b in bounds)], [*(a for a, _ in bounds), len(text)]
    found: list[tuple[int, int]] = []
    for a, b in zip(starts, ends, strict=True):
        labelled = bool(found) and _LABEL.fullmatch(text, *found[-1]) is not None
        if a < b:
            found.append((found.pop()[0], b) if labelled else (a, b))
    return tuple(found)


def header_words(line: Line) -> int:
    """How many header words the line has, if it has nothing else; otherwise none."""
    parts = [compact(line.text[a:b]) for a, b in tokens(line.text)]
    whole = header_kind(compact(line.text))
    if whole and len(parts) <= 2:
        return 1
    known = sum(header_kind(part) is not None for part in parts)
    short = all(len(part) <= 16 and not _MARK.search(part) for part in parts)
    return known if known == len(parts) or (known >= 3 and known == len(parts) - 1 and short) else 0


def is_caption(text: str) -> bool:
    """The line is the caption of a numbered table: `表1 …`."""
    return _CAPTION.fullmatch(text) is not None


def may_begin(lines: Sequence[Line], start: int) -> bool:
    """A header may begin at the line: under a numbered caption, or with header words."""
    line = lines[start]
    if len(line.text) > 40 or _SENTENCE.search(line.text) or is_measure(line.text) or _stops(line.text):
        return False
    if is_caption(line.text) or _CONTINUED.fullmatch(line.text) or _NO_HEADER.fullmatch(line.text):
        return False
    if _captioned(lines, start):
        return True
    words = header_words(line)
    if words >= 3 or _is_numbered_header(line):
        return True
    if words == 0:
        return False
    following = lines[start : start + _HEADER_LINES]
    if all(header_words(other) for other in following[:3]) and len(following) > 3:
        return True
    return any(header_kind(word) == "serial" for other in following[:6] for word in _words(other))


def _is_numbered_header(line: Line) -> bool:
    """Short words in a row, one of which names the running numbers: `板块 序号 指标`."""
    words = _words(line)
    short = all(len(word) <= 16 and not _MARK.search(word) for word in words)
    return len(words) >= 3 and short and any(header_kind(word) == "serial" for word in words)


def _words(line: Line) -> list[str]:
    return [compact(line.text[a:b]) for a, b in tokens(line.text)]


def is_measure(text: str) -> bool:
    """The line gives the unit of measure of the table under it: `单位：万元`."""
    return _MEASURE.fullmatch(text) is not None


def _captioned(lines: Sequence[Line], start: int) -> bool:
    above = start - 1
    if above >= 0 and is_measure(lines[above].text):
        above -= 1
    return above >= 0 and is_caption(lines[above].text)


def take_run(lines: Sequence[Line], start: int) -> Run:
    """The lines from `start` to the first that can be in no table."""
    end = start
    caption = lines[start - 1].text if start else ""
    limit = min(len(lines), start + _MOST_LINES)
    while end < limit and (end == start or not _ends(lines, end, caption)):
        end += 1
    return Run(tuple(range(start, end)), _captioned(lines, start))


def _ends(lines: Sequence[Line], index: int, caption: str) -> bool:
    text = lines[index].text
    if is_repeated_caption(text, caption):
        return False
    return lines[index].level is not None or _ends_at(
        text, lines[index + 1].text[:_LONGEST_NUMBER] if index + 1 < len(lines) else ""
    )


@lru_cache(maxsize=8192)
def _ends_at(text: str, below: str) -> bool:
    """Whether a line with this text ends a table; `below` is how the next line begins."""
    if _stops(text) or is_caption(text):
        return True
    if len(text) > _LONGEST_CELL or (len(text) > _LONGEST_SENTENCE and _SENTENCE.search(text)):
        return True
    label = match_label(text)
    if label is None or label.style not in _LABEL_STYLES:
        return False
    numbered = re.match(r"\d{1,3}(?:[\s　]|$)", below)
    return not (numbered and len(text) <= 24 and label.style in ("cn", "cn_bracket"))


def _stops(text: str) -> bool:
    return _STOP.match(text) is not None


def is_repeated_caption(text: str, caption: str) -> bool:
    """The line is the caption of the table it stands in, printed again: `续表`, `表2 主要指标（续）`."""
    if _CONTINUED.fullmatch(text):
        return True
    title = compact(caption)
    return bool(title) and title in (bare := compact(text)) and _CONTINUED_MARK.sub("", bare) == title


def without_repeats(lines: Sequence[Line], run: Run, header: int) -> Run:
    """The run without its first `header` lines where they are printed again, and the caption above them.

    Where the numbers begin again at 1 under them, another table begins: the run ends before its caption.
    """
    start = run.indices[0]
    texts = [compact(line.text) for line in lines[start : run.indices[-1] + 1]]
    head, caption = texts[:header], lines[start - 1].text if start else ""
    kept: list[int] = list(range(header))
    discards: list[Discard] = []
    position = header
    while position < len(texts):
        titled = is_repeated_caption(texts[position], caption)
        body = position + titled
        if texts[body : body + header] != head:
            kept.append(position)
            position += 1
            continue
        if _restarts(texts[body + header : body + header + 8]):
            kept = kept if titled else kept[:-1]
            break
        discards += discard_lines(lines, start + position, start + body + header)
        position = body + header
    return Run(tuple(start + i for i in kept), run.captioned, tuple(discards))


def _restarts(texts: Sequence[str]) -> bool:
    number = next((m[0] for text in texts if (m := re.match(r"\d{1,3}(?!\d)", text))), None)
    return number == "1"
