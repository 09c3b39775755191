"""Why a clause and its facts are what they are: its level, its headings, the rule of a time limit, the signs of a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.facts.hanging import Passage
from parsers.facts.passages import in_clauses
from parsers.facts.readings import read_other_title, read_title, readings, told, told_kinds
from parsers.facts.targets.kinds import UNTOLD, Sign
from parsers.facts.targets.mentions import Mention
from parsers.facts.targets.targets import find_targets
from parsers.language.answers.looking_back import looks_back, telling_words
from parsers.language.grammar.rules import Rule
from parsers.language.names.context import Context
from parsers.layout.evidence.kind import weigh_parts
from parsers.layout.evidence.signs import Verdict
from parsers.layout.tree.labelling import label_lines
from schema.document import Clause, ParsedDocument
from schema.facts import Deadline
from schema.source import Paragraph, Segment, Text

_LINES = ("clause", "paragraph", "event", "roster")
_FIRST_WORDS = 12

Range = tuple[int, int]
"""Where words stand in a document's text."""


def reasons_of_clauses(parsed: ParsedDocument) -> Iterator[tuple[Clause, list[str]]]:
    """For each clause of a document why it stands where it does, and whether its headings look back."""
    lines = [parsed.document.text[clause.char_start : clause.char_end] for clause in parsed.clauses]
    labelling = label_lines(
        [line if clause.label else "" for line, clause in zip(lines, parsed.clauses, strict=True)]
    )
    for index, (clause, passage) in enumerate(zip(parsed.clauses, passages_of(parsed), strict=True)):
        own = [_level(clause, labelling.reasons.get(index))] if clause.label else []
        yield clause, [*own, *(_looks(heading) for heading in passage.context.headings)]


def reasons_of_document(parsed: ParsedDocument) -> Iterator[str]:
    """What a document's kind rests on: how its lines can be read, each way with the evidence for and against it."""
    document = parsed.document
    blocks = [(block, document.text[block.char_start : block.char_end]) for block in parsed.blocks]
    lines = [text if block.kind in _LINES else "" for block, text in blocks]
    paragraphs = [Paragraph(Text(text, (Segment(0, 0, len(text)),))) for _, text in blocks]
    kinds = weigh_parts(document.title, ((block.kind, text) for block, text in blocks))
    yield f"种类：{told_kinds(kinds)}"
    title = read_title(paragraphs, document.title)
    if title is None and document.title:
        yield f"标题“{document.title}”：按用语认出"
    other = read_other_title(paragraphs)
    for found in (*filter(None, (title, other)), *readings(lines, document.title)):
        first = blocks[found.start][1]
        yield f"“{first[:_FIRST_WORDS]}”等{found.end - found.start}行：{told(found)}"


def reasons_of_facts(parsed: ParsedDocument) -> Mapping[Range, Sequence[str]]:
    """By the range of a fact's words: the rule that found a time limit; the signs of a number, and of its sentence."""
    found: dict[Range, list[str]] = defaultdict(list)
    for passage in passages_of(parsed):
        start = passage.start

        def ruled(row: Deadline, rule: Rule, start: int = start) -> None:
            found[row.char_start + start, row.char_end + start].append(f"规则 {rule.name}，如：{rule.yes[0]}")

        def weighed(mention: Mention, signs: Sequence[Sign], review: Verdict, start: int = start) -> None:
            found[mention.start + start, mention.end + start] += [*_weights(signs), *_reviewed(review)]

        find_deadlines(passage.text, passage.context, ruled)
        find_targets(passage.text, passage.context, weighed)
    return found


def passages_of(parsed: ParsedDocument) -> Iterable[Passage]:
    """The text of each clause of a document, and what its surroundings tell the readers of facts."""
    document = parsed.document
    base = Context(
        title=document.title,
        doc_type=document.doc_type,
        role=document.role,
        issuer=document.issuer,
        issued_on=document.issued_on,
    )
    return in_clauses(document.text, parsed.clauses, base)


def _level(clause: Clause, reason: str | None) -> str:
    above = clause.path.rpartition("/")[0]
    return (
        f"第{clause.depth}级，{f'在{above}之下' if above else '其上无条款'}：{reason or '按编号的通常次序'}"
    )


def _looks(heading: str) -> str:
    telling = telling_words(heading)
    signs = "、".join(
        f"{word}（{'回顾' if weight > 0 else '部署'}{abs(weight)}）" for word, weight in telling
    )
    verdict = {True: "回顾", False: "部署", None: "两者相当"}[looks_back(heading)]
    return f"标题“{heading}”：{f'{signs}，属{verdict}' if signs else '看不出是回顾还是部署'}"


def _weights(signs: Sequence[Sign]) -> Iterator[str]:
    for sign in signs:
        yield f"{sign.weight:+g} {sign.kind}：{sign.name}"
    yield f"{UNTOLD:+g} target：无其他依据"


def _reviewed(review: Verdict) -> Iterator[str]:
    if review.found:
        told = "；".join(review.lines())
        yield f"所在句{'属于' if review.holds else '不属于'}回顾（{review.score:g}，须满{review.need:g}）：{told}"
