"""One question, one answer: every entry of the lexicon goes to every caller, and each answer is the lexicon's."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.read.tables.columns import header_kind
from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.facts.tables.duties import table_duties
from parsers.facts.tables.indicators import find_table_targets
from parsers.facts.tables.tables import PrintedTable
from parsers.facts.tables.tasks import task_deadlines, task_targets
from parsers.facts.targets.targets import find_targets
from parsers.language.answers.column_heads import column_meaning
from parsers.language.answers.looking_back import looking_back, looks_back, telling_words
from parsers.language.lexicon import table
from parsers.language.names.context import Context
from parsers.language.names.unit_words import ends_like_unit
from schema.document import Table
from schema.source import Grid, Segment, Text

ROOT = Path(__file__).parents[1]
HEADS = [(row["word"], row["place"], row["meaning"]) for row in table("column_heads")]
CONTEXT = Context(title="某市实施方案", doc_type="方案", issued_on="2030-01-01")
UNITS = {"lead": "lead", "responsible": "responsible", "cooperate": "cooperate"}


def printed(word: str, place: str) -> str:
    """A head that holds the word where it must stand."""
    return {"whole": word, "end": f"主要{word}", "start": f"{word}单位", "in": f"{word}情况"}[place]


def placed(*rows: tuple[str, ...]) -> PrintedTable:
    cells = tuple(tuple(Text(cell, (Segment(0, 0, len(cell)),)) for cell in row) for row in rows)
    grid = Grid(cells, rows)
    text = "\n".join("\t".join(row) for row in rows)
    starts, position = [], 0
    for row in rows:
        starts.append(tuple(position + sum(len(cell) + 1 for cell in row[:i]) for i in range(len(row))))
        position += sum(len(cell) + 1 for cell in row)
    own = Table(path="", cells=rows, quote=text, char_start=0, char_end=len(text), page=None)
    return PrintedTable(own, grid, tuple(starts))


@pytest.mark.parametrize(("word", "place", "meaning"), HEADS)
def test_a_head_means_the_same_to_every_reader_of_tables(word: str, place: str, meaning: str) -> None:
    head = printed(word, place)
    assert column_meaning(head) == meaning
    assert header_kind(head) is not None
    duties = table_duties(placed(("内容", head), ("改造水厂", "市水务局")), CONTEXT)
    assert [duty.role for duty in duties] == ([UNITS[meaning]] if meaning in UNITS else [])
    times = task_deadlines(placed(("重点", head), ("改造水厂", "2031年6月底前")), CONTEXT)
    assert bool(times) == (meaning == "time")
    tasks = task_targets(placed((head, "区域"), ("新建水厂3座", "全市")), CONTEXT, ())
    assert bool(tasks) == (meaning == "task")


@pytest.mark.parametrize(
    ("types", "nature"),
    [("机构养老", "约束性"), ("居家养老", "预期性")],
)
def test_a_type_beside_a_nature_is_no_nature(types: str, nature: str) -> None:
    grid = [("指标", "类型", "属性", "2031年目标"), ("护理型床位占比", types, nature, "60%")]
    rows = find_table_targets(grid, "主要指标", 1, CONTEXT)
    assert [target.nature for _, _, target in rows] == [nature]


def test_a_type_that_says_how_binding_is_the_nature() -> None:
    grid = [("指标", "类型", "2031年目标"), ("护理型床位占比", "约束性", "60%")]
    assert [target.nature for _, _, target in find_table_targets(grid, "主要指标", 1, CONTEXT)] == ["约束性"]


MOST_WORD_LISTS = 295
MOST_LOOK_AROUNDS = 162
"""What stands in code today; both may only fall, and words go to the lexicon instead."""
HAN = re.compile("[\u4e00-\u9fff]+")


def constants(tree: ast.AST) -> Iterator[str]:
    return (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def word_lists(tree: ast.AST) -> int:
    """Patterns of five words or more, and collections of four or more; dicts by their keys, and texts that are split."""
    found = sum("|" in text and len(HAN.findall(text)) >= 5 for text in constants(tree))
    for node in ast.walk(tree):
        items: list[ast.expr | None] = []
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            items = [*node.elts]
        elif isinstance(node, ast.Dict):
            items = [*node.keys]
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split"
        ):
            found += (
                isinstance(node.func.value, ast.Constant)
                and len(HAN.findall(str(node.func.value.value))) >= 4
            )
        words = [
            i
            for i in items
            if isinstance(i, ast.Constant) and isinstance(i.value, str) and HAN.search(i.value)
        ]
        found += len(words) >= 4
    return found


def packages() -> list[ast.AST]:
    names = ("parsers", "ingest", "schema", "web", "kb", "gongbao")
    return [
        ast.parse(path.read_text("utf-8")) for name in names for path in sorted((ROOT / name).rglob("*.py"))
    ]


def test_lists_of_words_in_code_only_become_fewer() -> None:
    assert sum(map(word_lists, packages())) <= MOST_WORD_LISTS


def test_words_shut_out_by_hand_only_become_fewer() -> None:
    found = sum(len(re.findall(r"\(\?<?!", text)) for tree in packages() for text in constants(tree))
    assert found <= MOST_LOOK_AROUNDS


@pytest.mark.parametrize(
    ("source", "lists"),
    [
        ("x = r'甲|乙|丙|丁|戊'", 1),
        ("x = ('甲', '乙', '丙', '丁')", 1),
        ("x = {'甲': 1, '乙': 2, '丙': 3, '丁': 4}", 1),
        ("x = '甲 乙 丙 丁'.split()", 1),
        ("x = '甲乙丙丁'", 0),
        ("x = ('甲', '乙')", 0),
    ],
)
def test_the_ratchet_sees_a_list(source: str, lists: int) -> None:
    assert word_lists(ast.parse(source)) == lists


@pytest.mark.parametrize(("word", "looks"), [(row["word"], row["looks"]) for row in table("headings")])
def test_a_heading_looks_the_same_way_to_every_kind_of_fact(word: str, looks: str) -> None:
    heading = f"一、{word}"
    back = looks == "back"
    assert looks_back(heading) is back
    context = Context(title="某市发展规划", doc_type="规划", issued_on="2030-01-01", headings=(heading,))
    assert (find_deadlines("3年内建成学校20所。", context) == []) is back
    assert [row.kind for row in find_targets("建成学校20所。", context)] == ["baseline" if back else "target"]


@pytest.mark.parametrize(
    ("heading", "back", "without"),
    [
        # by its last part alone: ahead
        ("发展成就、存在问题及形势要求", True, "other parts"),
        ("发展现状、工作成效和重点工程", True, "other parts"),
        # by the words of all parts alike: as much for one as for the other
        ("发展成就、存在问题和工程、行动", True, "weights"),
        ("主要任务、保障措施和基本情况、形势", False, "weights"),
        # without one more for the last part: as much for one as for the other
        ("存在问题和整改措施", False, "last"),
        ("重点任务和进展情况", True, "last"),
        # by every word of a part: ahead
        ("规划目标任务完成情况", True, "one word a part"),
        ("年度目标任务执行情况", True, "one word a part"),
        ("发展现状与面临形势", True, ""),
        ("工作回顾和总体要求", None, ""),
        ("总则", None, ""),
        ("破解融资难问题", None, ""),
    ],
)
def test_which_way_a_heading_looks_is_weighed(heading: str, back: bool | None, without: str) -> None:
    assert looks_back(heading) is back
    told = telling_words(heading)
    signed = [weight for _, weight in told]
    last = signed[-1:] and (1 if signed[-1] > 0 else -1)
    if without == "other parts":
        assert (signed[-1] > 0) is not back
    elif without == "weights":
        assert sum(weight > 0 for weight in signed) == sum(weight < 0 for weight in signed)
    elif without == "last":
        assert sum(signed) == last
    elif without:
        assert len(told) == 1
        assert [sum(w in heading for w, looks in LOOKS if looks == way) for way in ("back", "ahead")] == [
            1,
            2,
        ]


LOOKS = [(row["word"], row["looks"]) for row in table("headings")]


def test_what_stands_in_a_review_is_one() -> None:
    assert looking_back(("一、工作回顾", "（二）重点任务", "1. 供水")) is True
    assert looking_back(("一、总则", "（二）重点任务", "1. 供水")) is False
    assert looking_back(("一、总则", "1. 供水")) is None


@pytest.mark.parametrize(
    ("word", "longer"), [(r["word"], r["not"].split()) for r in table("organisation_endings")]
)
def test_what_ends_like_an_organisation_is_one_to_every_caller(word: str, longer: list[str]) -> None:
    assert ends_like_unit(f"临江市{word}")
    assert [other for other in longer if ends_like_unit(other) and not other.endswith(ENDINGS)] == []


ENDINGS = tuple(row["word"] for row in table("organisation_endings"))
