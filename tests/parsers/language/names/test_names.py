"""Names: where one begins and ends, and what only begins like one."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.names.names import is_name, name_at, name_before, names_at, surnames

DATA = Path(__file__).parents[4] / "parsers/language/lexicon"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王晖主持会议", ["王晖"]),
        ("王晖作表态讲话", ["王晖"]),
        ("吴新明作点评", ["吴新明"]),
        ("曹路宝率代表团来访", ["曹路宝"]),
        ("王洪涛、陈本高（女）、刘洪参加活动", ["王洪涛", "陈本高", "刘洪"]),
        ("欧阳育红、司马光等出席", ["欧阳育红", "司马光"]),
        ("高　山、高 山、李民参加", ["高山", "高山", "李民"]),
        ("雪克来提·扎克尔主持", ["雪克来提·扎克尔"]),
        ("艾尔肯·吐尼亚孜率团考察", ["艾尔肯·吐尼亚孜"]),
        ("卢尔泽一行", ["卢尔泽"]),
        ("山本一郎一行", ["山本一郎"]),
        ("张志和、李红会见", ["张志和", "李红"]),
        ("王晖和吴新明出席", ["王晖", "吴新明"]),
        ("江大桥建设", []),
        ("高度重视", []),
        ("常委会主任", []),
        ("向与会代表", []),
        ("祖国至上、顽强拼搏", []),
        ("负责同志参加", []),
    ],
)
def test_names_that_begin_a_text(text: str, names: list[str]) -> None:
    assert [name.value for name in names_at(text, 0)] == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("任命凌屹", "凌屹"),
        ("由程军", "程军"),
        ("向雷锋", "雷锋"),
        ("副局长欧阳明", "欧阳明"),
        ("学习贯彻习近平", "习近平"),
        ("免去任新峰", "任新峰"),
        ("与会全体", None),
        ("有关负责", None),
    ],
)
def test_the_name_before_a_position(text: str, name: str | None) -> None:
    found = name_before(text, len(text))
    assert (found.value if found else None) == name


def test_a_name_the_document_knows_decides_where_it_ends() -> None:
    found = name_at("王向前往苏州", 0, known=frozenset({"王向"}))
    assert found is not None
    assert found.value == "王向"


@pytest.mark.parametrize("text", ["高　山", "欧阳育红", "阿依古丽·买买提", "林郑月娥", "丁一"])
def test_whole_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["江苏", "水利部", "副主任", "", "市政府", "王", "高度重视"])
def test_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("file", "column"), [("surnames.csv", "surname"), ("posts.csv", "post"), ("name_words.csv", "word")]
)
def test_the_data_files_have_no_duplicates(file: str, column: str) -> None:
    lines = [line for line in (DATA / file).read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = [(row[column], row["kind"]) for row in csv.DictReader(lines)]
    assert len(rows) == len(set(rows))
    assert all(all(row) for row in rows)


@given(st.text(alphabet="王李高山欧阳主持、（）任命同志 　·市委", max_size=30), st.integers(0, 30))
def test_a_name_is_printed_where_it_is_said_to_be(text: str, start: int) -> None:
    for name in names_at(text, start):
        assert "".join(text[name.start : name.end].split()) == name.value
        assert name.value[0] in "".join(surnames()) or "·" in name.value
