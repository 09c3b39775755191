"""How the lines of a document's body can be read, each way with its evidence, and what is uncertain about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.facts.people.rosters import weigh_rosters
from parsers.layout.evidence.chronicle import chronicle_regions
from parsers.layout.evidence.signs import Verdict
from parsers.layout.evidence.title import display_title
from parsers.layout.titles import is_title
from schema.source import Grid, Paragraph

NAMES = {"event": "大事记", "roster": "名单", "title": "标题"}
_STRONGEST = 2  # signs that a doubt names


@dataclass(frozen=True, slots=True)
class LinesRead:
    """Lines `[start:end)` that could be read as entries or members (`kind`), and the evidence for it."""

    kind: str
    start: int
    end: int
    verdict: Verdict


def readings(lines: Sequence[str], title: str) -> Iterator[LinesRead]:
    """Every way to read some of the lines, rosters first; a line that is a member's is no entry.

    A line that is no text is empty.
    """
    taken: set[int] = set()
    for roster in weigh_rosters(lines, title):
        yield LinesRead("roster", roster.start, roster.end, roster.verdict)
        if roster.verdict.holds:
            taken.update(range(roster.start, roster.end))
    left = ["" if i in taken else line for i, line in enumerate(lines)]
    for region in chronicle_regions(left, title):
        yield LinesRead("event", region.start, region.end, region.verdict)


def read_title(blocks: Sequence[Paragraph | Grid], title: str) -> LinesRead | None:
    """The evidence for a title that its words alone do not give away; None for one that ends as titles do."""
    best = None if not title or is_title(title) else display_title(blocks)
    return LinesRead("title", best[0], best[0] + best[1], best[2]) if best else None


def doubts_of_reading(found: LinesRead, title: str) -> Iterator[tuple[str, str]]:
    """Code and message of what is doubted: a decision that little evidence would turn, a reading without a title."""
    name, verdict = NAMES[found.kind], found.verdict
    if verdict.is_close:
        told = "、".join(line.partition(" ")[2] for line in verdict.lines()[:_STRONGEST])
        how = f"按{name}读，证据仅略多于所需" if verdict.holds else f"未按{name}读，证据仅略少于所需"
        yield "close_reading", f"以下{how}（{told}），请对照原文。"
    elif verdict.holds and not title:
        yield "untitled_reading", f"文件没有标题，以下按内容读作{name}，请看标题是否漏印或漏读。"


def told(found: LinesRead) -> str:
    """The evidence for a reading in words: `大事记，4分，须满3分：+3.0 各行以日期开头`."""
    verdict = found.verdict
    name = NAMES[found.kind] if verdict.holds else f"不作{NAMES[found.kind]}"
    return f"{name}，{verdict.score:g}分，须满{verdict.need:g}分：{'；'.join(verdict.lines())}"
