"""How the lines of a document's body can be read, each way with its evidence, and what is uncertain about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.facts.people.rosters import weigh_rosters
from parsers.layout.evidence.chronicle import chronicle_regions
from parsers.layout.evidence.kind import Kind, Weighed
from parsers.layout.evidence.signs import Verdict, is_near, signs
from parsers.layout.evidence.title import Choice, display_title, runner_up, title_choices
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
    return _as_title(best) if best else None


def read_other_title(blocks: Sequence[Paragraph | Grid]) -> LinesRead | None:
    """The evidence for the lines that look most like a title beside those that look more so; None where none do."""
    other = runner_up(title_choices(blocks))
    return _as_title(other) if other else None


def _as_title(choice: Choice) -> LinesRead:
    start, count, verdict = choice
    return LinesRead("title", start, start + count, verdict)


def doubts_of_reading(found: LinesRead, title: str) -> Iterator[tuple[str, str]]:
    """Code and message of what is doubted: a decision that little evidence would turn, a reading without a title."""
    name, verdict = NAMES[found.kind], found.verdict
    if verdict.is_close:
        told = "、".join(line.partition(" ")[2] for line in verdict.lines()[:_STRONGEST])
        how = f"按{name}读，证据仅略多于所需" if verdict.holds else f"未按{name}读，证据仅略少于所需"
        yield "close_reading", f"以下{how}（{told}），请对照原文。"
    elif verdict.holds and not title:
        yield "untitled_reading", f"文件没有标题，以下按内容读作{name}，请看标题是否漏印或漏读。"


def doubts_of_titles(title: LinesRead, other: LinesRead | None) -> Iterator[tuple[str, str]]:
    """Code and message of what is doubted of a title: that other lines look as much like it."""
    if other and other.verdict.holds and is_near(title.verdict.score, other.verdict.score):
        yield "close_reading", "这几行与所取标题一样像标题，请对照原文。"


def doubts_of_kind(weighed: Weighed, title: str) -> Iterator[tuple[str, str]]:
    """Code and message of what is doubted of a document's kind: a second kind as good as the first, no title over a list."""
    (best, first), (second, other) = weighed.verdicts[:2]
    if weighed.is_close:
        close = f"读作{_name(best)}（{first.score:g}分）与读作{_name(second)}（{other.score:g}分）相差无几"
        yield "close_reading", f"本件{close}，按前者读，请对照原文。"
    if not title and best == "appointments":
        yield "untitled_reading", "文件没有标题，按内容读作任免，请看标题是否漏印或漏读。"


def told_kinds(weighed: Weighed) -> str:
    """The scores of all kinds in words, the best first: `任免 4.5分：+4.0 说到任免某人的句子…；公文 1.9分：…`."""
    each = (
        f"{_name(kind)} {v.score:g}分（{'；'.join(v.lines()) or '无依据'}）" for kind, v in weighed.verdicts
    )
    return "，".join(each)


def _name(kind: Kind) -> str:
    """What a kind is called, as the table of signs says."""
    return signs()[f"as_{kind}"]["need"].says


def told(found: LinesRead) -> str:
    """The evidence for a reading in words: `大事记，4分，须满3分：+3.0 各行以日期开头`."""
    verdict = found.verdict
    name = NAMES[found.kind] if verdict.holds else f"不作{NAMES[found.kind]}"
    return f"{name}，{verdict.score:g}分，须满{verdict.need:g}分：{'；'.join(verdict.lines())}"
