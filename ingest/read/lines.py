"""The physical lines of a text source, with the marks of Markdown and HTML comments set aside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.read.tags import without_tags
from parsers.language.patterns import lazy
from parsers.language.spacing import with_whole_numbers
from schema.source import Discard, DiscardName, Segment, Text, join

_HEADING = lazy(r"(#{1,6})[ \t]+")
_BULLET = lazy(r"[-*][ \t]+(?=\S)(?!\d{1,4}[ \t]*-)")  # - 各区要…  but not - 12 -
_BOLD = lazy(r"(?<!\*)\*\*(?=[^*\s])(?P<words>[^*]+?)(?<=[^*\s])\*\*(?!\*)")  # **4月2日**
_RULE = lazy(r"-{2,}|\*{3,}|_{3,}|={3,}")  # --- between a collector's head and the text
_COMMENT = lazy(r"<!--.*?-->", re.DOTALL)
_LINE_ENDS = "\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"
SPACES = " \t　\xa0\u2002\u2003\u2009\u200b\ufeff"


class _Printed(dict[int, str]):
    """A column or two for each character, looked up once."""

    def __missing__(self, code: int) -> str:
        self[code] = columns = "--" if unicodedata.east_asian_width(chr(code)) in "WFA" else "-"
        return columns


_PRINTED = _Printed()


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space at its ends. `indent` counts what stood before it, `level` its Markdown depth.

    `blank_before` is how many blank lines stand before it. `opens` says that a clause begins here, as the numbers of
    the whole text tell: `1.2 公路`.
    """

    content: Text
    indent: int
    level: int | None = None
    bullet: bool = False
    blank_before: int = 0
    new_page: bool = False
    page: int | None = None
    opens: bool = False

    @property
    def text(self) -> str:
        """The clean text of the line."""
        return self.content.text

    @property
    def origin(self) -> int:
        """Where in the source the line's text begins."""
        return self.content.segments[0].origin

    @property
    def end(self) -> int:
        """Where in the source the line's text ends."""
        last = self.content.segments[-1]
        return last.origin + last.length

    @property
    def width(self) -> int:
        """Printed width: two for a CJK character or sign, one for a Latin letter or digit."""
        return len(self.text.translate(_PRINTED))

    def discarded(self, name: DiscardName, start: int = 0, end: int | None = None) -> list[Discard]:
        """The line's text, or a range of it, as discards."""
        stop = len(self.text) if end is None else end
        return [Discard(name, *place) for place in self.content.source_ranges(start, stop)]


def read_lines(source: str) -> tuple[list[Line], list[Discard]]:
    """The non-blank lines of the source, and the markup that is no text of theirs. A comment ends a line."""
    discards = [Discard("markup", m.start(), m.end()) for m in _COMMENT.finditer(source)]
    lines: list[Line] = []
    blank, new_page = 0, False
    physical = (
        part for line in _without_comments(source, discards[:]) for part in without_tags(line, discards)
    )
    for content in physical:
        body = content.text.rstrip(_LINE_ENDS + SPACES)
        lead = len(body) - len(body.lstrip(SPACES))
        if lead == len(body):
            blank += "\f" not in content.text
            new_page |= "\f" in content.text
            continue
        if _RULE.fullmatch(body[lead:]):
            discards += _discarded(content, lead, len(body))
            blank += 1
            continue
        marks, level, bullet = _markup(body[lead:])
        discards += _discarded(content, lead, lead + marks)
        text = content.slice(lead + marks, len(body))
        if len(text):
            text = text if text.text.startswith("|") else with_whole_numbers(_without_bold(text, discards))
            lines.append(Line(text, lead, level, bullet, blank, new_page))
        blank, new_page = 0, content.text.endswith("\f")
    return lines, discards


def _without_comments(source: str, comments: Iterable[Discard]) -> Iterator[Text]:
    """The lines of what stands between the comments, each with its place in the source."""
    position = 0
    for comment in [*comments, Discard("markup", len(source), len(source))]:
        for line in source[position : comment.start].splitlines(keepends=True):
            yield Text(line, (Segment(0, position, len(line)),))
            position += len(line)
        position = comment.end


def _discarded(line: Text, start: int, end: int) -> list[Discard]:
    return [Discard("markup", *place) for place in line.source_ranges(start, end)]


def _without_bold(line: Text, discards: list[Discard]) -> Text:
    """The line without the marks of bold type, which are set aside."""
    kept, position = [], 0
    for bold in _BOLD.finditer(line.text):
        kept += [line.slice(position, bold.start()), line.slice(*bold.span("words"))]
        for at in (bold.start(), bold.end("words")):
            discards += _discarded(line, at, at + 2)
        position = bold.end()
    return join([*kept, line.slice(position, len(line))]) if kept else line


def _markup(text: str) -> tuple[int, int | None, bool]:
    heading = _HEADING.match(text)
    if heading:
        return heading.end(), len(heading[1]), False
    bullet = _BULLET.match(text)
    return (bullet.end(), None, True) if bullet else (0, None, False)
