"""Tags of HTML that were left in a text: those of blocks end its lines, the others are set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.language.patterns import lazy
from schema.source import Discard, Text, join

_BLOCK = r"p|div|br|h[1-6]|li|ul|ol|tr|table|tbody|center|blockquote|hr|section|article"
_INLINE = r"b|strong|i|em|u|s|span|font|a|sup|sub|img|td|th|small|big|o:p"
_TAG = lazy(
    rf"(?P<block></?(?:{_BLOCK})(?:\s[^<>]{{0,1000}})?/?>)|</?(?:{_INLINE})(?:\s[^<>]{{0,1000}})?/?>|&(?:nbsp|emsp|ensp);",
    re.IGNORECASE,
)


def without_tags(line: Text, discards: list[Discard]) -> Iterator[Text]:
    """The lines that a physical line is without its tags, which are added to `discards`. A Markdown row is left alone."""
    if not ("<" in line.text or "&" in line.text) or line.text.lstrip().startswith("|"):
        yield line
        return
    pieces: list[Text] = []
    position = 0
    for tag in _TAG.finditer(line.text):
        pieces.append(line.slice(position, tag.start()))
        discards += [Discard("markup", *place) for place in line.source_ranges(*tag.span())]
        position = tag.end()
        if tag["block"] and any(map(len, pieces)):
            yield join(pieces)
            pieces = []
    rest = join([*pieces, line.slice(position, len(line))])
    if rest.text.strip() or not position:
        yield rest
