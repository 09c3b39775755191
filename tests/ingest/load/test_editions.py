"""Two sources are one only where publisher and text agree; what gives no rows of its own is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ingest.build import build
from ingest.load.source.sketch import share, sketch_of

REPORT = """政府工作报告
——{date}在{place}第十四届人民代表大会第四次会议上
{place}人民政府省长　{name}
各位代表：
现在，我代表{place}人民政府，向大会报告工作，请予审议。
一、2025年工作回顾
全年地区生产总值增长{growth}%，粮食产量{grain}亿斤，新建改建农村公路{grain}公里。
二、2026年重点工作
{work}
"""
ONE = REPORT.format(
    date="2026年1月20日",
    place="临江省",
    name="周明远",
    growth="5.2",
    grain="812",
    work="建成{}号水库，改造老旧小区三百个。",
)
OTHER = REPORT.format(
    date="2026年1月22日",
    place="云岭省",
    name="吴思齐",
    growth="6.1",
    grain="97",
    work="开通三条铁路，办好二十所高校。",
)
ORDER = """{body}令
第179号
《{title}》已经{body}审议通过，现予公布，自2024年3月1日起施行。
{body}
2024年1月5日
"""
PLAIN = "春风又绿江南岸\n明月何时照我还\n"


def built(folder: Path) -> tuple[list[str], sqlite3.Connection]:
    """What a build tells, and its database."""
    done = build([folder], folder / "kb.db", 1, lambda error: None, lambda _, results: results)
    return list(done.notes), sqlite3.connect(folder / "kb.db")


def titles(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    found = connection.execute("select title, issuer from documents order by issuer")
    return [(title, issuer) for title, issuer in found]


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ONE, OTHER),
        (
            ORDER.format(body="临江市公安局", title="临江市犬只管理规定"),
            ORDER.format(body="云州市水利局", title="云州市取水管理规定"),
        ),
        (
            "政府工作报告\n一、去年，全市新增就业三万人，城镇登记失业率下降。\n",
            "政府工作报告\n一、今年，我县要修通两条公路，建设五座桥梁。\n",
        ),
    ],
    ids=["reports", "orders", "nothing known but the title"],
)
def test_two_documents_of_one_title_are_two(tmp_path: Path, one: str, other: str) -> None:
    notes, connection = built(write(tmp_path, one=one, other=other))
    assert notes == []
    assert connection.execute("select count(distinct source_id) from documents").fetchone() == (2,)
    assert connection.execute("select count(*) from sources where edition_of is not null").fetchone() == (0,)


def test_two_editions_of_a_document_are_one_and_that_is_told(tmp_path: Path) -> None:
    lines = "".join(f"<p>{line}</p>\n" for line in ONE.splitlines())
    (tmp_path / "saved.html").write_text(f"<html><body>{lines}</body></html>", "utf-8")
    notes, connection = built(write(tmp_path, report=ONE))
    assert len(titles(connection)) == 1
    assert len(notes) == 1
    assert "another edition of" in notes[0]
    doubt = connection.execute(
        "select path, code from diagnostics join sources on sources.id = source_id where code = 'other_edition'"
    ).fetchall()
    assert doubt == [(notes[0].partition(":")[0], "other_edition")]


def test_a_revised_text_of_another_date_is_no_edition(tmp_path: Path) -> None:
    revised = ONE.replace("2026年1月20日", "2025年1月20日").replace("三百个", "五百个")
    notes, connection = built(write(tmp_path, one=ONE, revised=revised))
    assert notes == []
    assert len(titles(connection)) == 2


def test_a_source_without_rows_and_a_second_copy_are_told(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04rest")
    notes, connection = built(write(tmp_path, a=ONE, b=ONE, poem=PLAIN))
    assert sorted(note.partition(":")[0] for note in notes) == ["b.txt", "poem.txt"]
    told = connection.execute(
        "select code, source_id is null, message from diagnostics order by code"
    ).fetchall()
    kept = {code: (unread, message) for code, unread, message in told}
    assert kept["no_document"][0] == kept["same_file"][0] == 0
    assert "b.txt" in kept["same_file"][1]
    assert kept["not_read"][0] == 1
    assert "broken.zip" in kept["not_read"][1]
    assert str(tmp_path) not in kept["not_read"][1]


def test_a_second_text_of_one_name_is_kept_and_told(tmp_path: Path) -> None:
    notes, connection = built(
        write(tmp_path, one=ONE, other=OTHER.replace("云岭", "临江").replace("22日", "20日"))
    )
    ids = [name for (name,) in connection.execute("select id from documents order by pk")]
    assert ids == [ids[0], f"{ids[0]}~2"]
    assert [note.partition(":")[0] for note in notes] == ["other.txt"]
    assert connection.execute("select count(*) from diagnostics where code = 'same_id'").fetchone() == (1,)


FORM = """关于准予行政许可的决定
{name}：
你单位提交的申请材料齐全，符合法定形式。
准予{name}从事危险货物运输。
临江市交通运输局
2024年1月5日
"""


def test_forms_of_one_day_that_differ_in_a_name_are_two(tmp_path: Path) -> None:
    texts = {name: FORM.format(name=name) for name in ("临江运输公司", "云州货运公司")}
    notes, connection = built(write(tmp_path, **texts))
    assert len(titles(connection)) == 2
    assert [" published, numbered, named and dated like" in note for note in notes] == [True]


def test_a_sketch_tells_how_much_of_a_text_stands_in_another() -> None:
    lines = [f"第{number}条　本办法所称第{number}类事项，由主管部门办理。" for number in range(3000)]
    whole, half, other = (sketch_of([text]) for text in ("\n".join(lines), "\n".join(lines[:1500]), PLAIN))
    assert share(whole, whole) == 1
    assert share(whole, half) == 1  # a part of it
    assert share(sketch_of(["\n".join(lines[1000:2000])]), half) == pytest.approx(0.5, abs=0.1)
    assert share(whole, other) == share(whole, frozenset()) == 0
    assert (
        share(sketch_of(["任命\n王五"]), sketch_of(["任命王五\n"])) == 1
    )  # nothing long enough: the whole counts
