"""Evidence that a title in the middle of a text begins a document of its own."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from parsers.language.answers.gazette_columns import column_holds
from parsers.language.labels import Label, match_decimal, match_label
from parsers.language.names.doc_numbers import is_doc_number
from parsers.language.patterns import lazy
from parsers.layout.evidence.signs import Verdict, weigh
from parsers.layout.line_shapes import is_complete, is_date_line, is_signature
from parsers.layout.titles import is_appointments_title

_PLACED = lazy(r"[\u4e00-\u9fff]{2,8}?[省市县区州镇]|[^，。]{0,24}关于.+的")  # 临江市绿道管理办法
# （2031年3月1日临江市人大常委会第二次会议通过）  ——2031年1月9日在…会议上  （2031年1月—3月）
_ADOPTED = lazy(r"[（(—][^。]*\d{4}年.*")
_ADDRESSED = lazy(r"[^，。；]{2,60}[：:]")
_AMONG = 6  # blocks below the title, among which its first label stands


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A title, the line above it (empty above: no text), the lines below, the styles of labels since the last title."""

    title: str
    above: str
    below: Sequence[str]
    styles: Set[str]
    announced: bool = False


def beginning_verdict(found: Surroundings) -> Verdict:
    """The evidence that the title begins a document: what stands above has ended, what stands below begins."""
    below = found.below[0] if found.below else ""
    label = next((label for line in found.below[:_AMONG] if (label := _label(line))), None)
    opens = label is not None and label.number == 1
    return weigh(
        "document",
        {
            "number": is_doc_number(below),
            "signed": is_date_line(found.above) or is_signature(found.above),
            "announced": found.announced,
            "column": is_appointments_title(found.title) or column_holds(found.title) == "chronicle",
            "adopted": _ADOPTED.fullmatch(below) is not None,
            "addressed": _ADDRESSED.fullmatch(below) is not None,
            "anew": opens and label is not None and label.style in found.styles,
            "other": opens and label is not None and label.style not in found.styles,
            "placed": _PLACED.match(found.title) is not None,
            "ended": not found.above or is_complete(found.above),
        },
    )


def _label(line: str) -> Label | None:
    return match_label(line) or match_decimal(line)
