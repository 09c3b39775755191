"""A second city is added by rows beside its sources alone, by the letter of docs/add-a-city.md, and what is missing is told."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import gongbao
from ingest.read.sources import find_sources, read_declaration
from kb.answers.department import Page, department, duties
from kb.database import open_database
from kb.reforms import reforms
from parsers.language.names.organisations import knowing, registry, resolve
from schema.document import Gazette
from schema.errors import DeclarationError

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/add-a-city.md").read_text("utf-8")
FILES = dict(re.findall(r"`corpus/linjiang/([\w.]+)`[^`]*\n\n```\w+\n(.*?)```", PAGE, re.DOTALL))
NOTICE = """临江市人民政府关于加强城市管理工作的通知
临政发〔2024〕9号
各县（市、区）人民政府，市各委、办、局：
一、完善设施。2025年底前新建服务中心12个。（牵头单位：市城管局；配合单位：市财政局、江滨县民政局、临江城投集团）
二、强化保障。由市民政局、江滨县负责落实，市大数据集团配合。（责任单位：市大数据集团）
临江市人民政府
2024年3月5日
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The folder of the city of the page, with a notice."""
    assert set(FILES) == {"sources.toml", "places.csv", "organisations.csv", "reforms.csv"}
    folder = tmp_path / "corpus" / "linjiang"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    return folder


def canonical(gazette: Gazette) -> dict[str, str | None]:
    return {duty.name: duty.canonical for document in gazette.documents for duty in document.units}


def test_what_the_page_says_makes_a_city(city: Path) -> None:
    found = canonical(gongbao.parse(city / "notice.txt"))
    assert found["市财政局"] == "临江市财政局"
    assert found["江滨县民政局"] == "江滨县民政局"
    assert found["市城管局"] == "临江市城市管理委员会"
    assert found["临江城投集团"] == "临江城投集团"
    assert found["市大数据集团"] is None


def test_the_database_knows_the_city_too(city: Path, tmp_path: Path) -> None:
    gongbao.build(tmp_path / "corpus", tmp_path / "kb.db")
    with sqlite3.connect(tmp_path / "kb.db") as database:
        units = {row[0]: row[1:] for row in database.execute("select id, level, kind, place from units")}
        sources = database.execute("select path from sources").fetchall()
    assert units["临江市财政局"] == ("市", "政府部门", "临江市")
    assert units["临江市城市管理委员会"][2] == "临江市"
    assert sources == [("linjiang/notice.txt",)], "the names are no sources"
    assert gongbao.search(tmp_path / "kb.db", unit="城管局").totals["clause"] == 1


OLDER = """临江市人民政府关于整治占道经营的通知
临政发〔2018〕3号
各县（市、区）人民政府，市各委、办、局：
一、划定摊区。2018年底前划定便民摊区30处。（牵头单位：市城管执法局；配合单位：市财政局）
临江市人民政府
2018年4月2日
"""


def test_a_reform_of_the_city_leads_from_the_later_name_to_the_earlier(city: Path, tmp_path: Path) -> None:
    (city / "older.txt").write_text(OLDER, "utf-8")
    gongbao.build(tmp_path / "corpus", tmp_path / "kb.db")
    connection = open_database(tmp_path / "kb.db")
    unit = department(connection, "临江市城市管理委员会")
    assert unit is not None
    [before] = unit.reforms
    assert (before.direction, before.day, before.basis) == ("before", "2019-02-18", "临委发〔2019〕4号")
    assert before.unit_id in unit.rings.former
    [row] = duties(connection, unit.rings.former, "lead", Page(10))
    assert "便民摊区30处" in row["sentence"]
    [after] = reforms(connection, [str(before.unit_id)])
    assert (after.direction, after.unit_id) == ("after", "临江市城市管理委员会")


def test_names_of_one_city_are_not_known_in_another(city: Path, tmp_path: Path) -> None:
    gongbao.parse(city / "notice.txt")
    (tmp_path / "elsewhere.txt").write_text(NOTICE, "utf-8")
    assert canonical(gongbao.parse(tmp_path / "elsewhere.txt"))["市财政局"] is None
    assert resolve("市财政局", "临江市") is None


def test_what_is_not_known_is_told(city: Path, tmp_path: Path) -> None:
    for name in ("places.csv", "organisations.csv", "reforms.csv"):
        (city / name).unlink()
    done = subprocess.run(
        [sys.executable, "-m", "gongbao", "build", tmp_path / "corpus", "--db", tmp_path / "kb.db"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0
    assert "notice.txt: the place that sources.toml declares is not known" in done.stderr
    assert re.search(r"no organisation is known by the names .*市财政局", done.stderr)
    with sqlite3.connect(tmp_path / "kb.db") as database:
        told = database.execute("select code, message from diagnostics order by pk").fetchall()
    assert [message for code, message in told if code == "unknown_place" and "“临江市”" in message]
    assert {"市财政局", "市城管局"} <= {
        message.split("”")[0][1:] for code, message in told if code == "unknown_organisation"
    }


def test_names_without_a_declaration_beside_them_do_not_vanish(city: Path, tmp_path: Path) -> None:
    (city / "sources.toml").unlink()
    sources, _ = find_sources([tmp_path / "corpus"])
    assert [source.path.name for source in sources] == [
        "notice.txt",
        "organisations.csv",
        "places.csv",
        "reforms.csv",
    ]


def test_names_are_read_once_for_a_folder_and_anew_where_they_change(city: Path) -> None:
    first = read_declaration(city / "notice.txt").names
    assert read_declaration(city / "other.txt").names is first
    with (city / "places.csv").open("a", encoding="utf-8") as file:
        file.write("河东区,临江市\n")
    assert len(read_declaration(city / "notice.txt").names.places) == len(first.places) + 1


def test_a_general_name_and_a_known_one_are_not_told(tmp_path: Path) -> None:
    units = "民政部门、市水利局、建设单位、市飞艇集团"
    (tmp_path / "sources.toml").write_text('place = "南通市"\n', "utf-8")
    (tmp_path / "notice.txt").write_text(
        f"关于防汛工作的通知\n一、完成检查。（责任单位：{units}）\n", "utf-8"
    )
    gazette = gongbao.parse(tmp_path / "notice.txt")
    assert "建设单位" in canonical(gazette)
    (doubt,) = [d for d in gazette.diagnostics if d.code == "unknown_organisation"]
    assert gazette.documents[0].document.text[doubt.char_start : doubt.char_end] == "市飞艇集团"


@pytest.mark.parametrize(
    ("file", "text", "cause"),
    [
        (
            "places.csv",
            "place,parent\n江滨县,临海市\n",
            "line 2: 临海市 is not known; add a row for it above",
        ),
        ("places.csv", "place,parent\n南通市,浙江省\n", "line 2: 南通市 is known already"),
        ("places.csv", "place,colour\n江滨县,red\n", "its columns are place, parent"),
        ("places.csv", "# 注\nplace,parent\n,广东省\n", "line 3: place must be filled"),
        ("reforms.csv", "former,successor,day,place\n甲局,乙局,2019年,南通市\n", "line 2: day is a date"),
        (
            "reforms.csv",
            "former,successor,day\n甲局,,2019\n",
            "line 2: former, successor, day must be filled",
        ),
        ("reforms.csv", "former,successor,day,place\n甲局,乙局,2019,无名县\n", "line 2: 无名县 is not known"),
        ("places.csv", "place\n江滨\n", "line 2: 江滨 ends like no place"),
        ("places.csv", "place,level\n江滨县,乡\n", "line 2: level is one of"),
        (
            "organisations.csv",
            "name,kind\n城投集团,企业\n",
            "line 2: 临江市 is not known; add it to places.csv",
        ),
        ("organisations.csv", "place,name,kind\n南通市,城投集团,公司\n", "line 2: kind is one of"),
        ("organisations.csv", "place,name,key\n南通市,城投集团,城投\n", "line 2: key 城投 is no kind"),
        ("organisations.csv", "place,name,kind\n南通市,城投集团,企业,多余\n", "line 2: name must be filled"),
    ],
)
def test_a_row_that_is_not_understood_is_refused(tmp_path: Path, file: str, text: str, cause: str) -> None:
    (tmp_path / "sources.toml").write_text('place = "临江市"\n', "utf-8")
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(DeclarationError) as refused:
        read_declaration(tmp_path / "notice.txt")
    assert cause in str(refused.value)
    assert file in str(refused.value)


@pytest.mark.parametrize(
    ("row", "level", "stem", "full"),
    [
        ("临江市,江苏省", "市", "临江", "临江市"),
        ("临江市,南通市", "县", "临江", "临江市"),  # a city of counties
        ("江滨区,南通市", "县", "江滨", "南通市江滨区"),
        ("江滨县,南通市", "县", "江滨", "江滨县"),
        ("江滨自治州,云南省", "市", "江滨", "江滨自治州"),
    ],
)
def test_what_a_places_name_shows_need_not_be_said(
    tmp_path: Path, row: str, level: str, stem: str, full: str
) -> None:
    (tmp_path / "sources.toml").write_text("", "utf-8")
    (tmp_path / "places.csv").write_text(f"\ufeffplace,parent\n{row}\n", "utf-8")  # as spreadsheets save it
    with knowing(read_declaration(tmp_path / "notice.txt").names):
        place = registry().places[row.split(",")[0]]
        assert (place.level, place.stem, place.full) == (level, stem, full)
    assert row.split(",")[0] not in registry().places


def test_a_real_city_is_added(tmp_path: Path) -> None:
    texts = sorted(Path(os.environ.get("GONGBAO_SAMPLES", "none"), "text").glob("*guangzhou*.txt"))
    if not texts:
        pytest.skip("GONGBAO_SAMPLES names no folder with the texts of Guangzhou")
    (tmp_path / "sources.toml").write_text('place = "广州市"\n', "utf-8")
    (tmp_path / "places.csv").write_text("place,parent\n从化区,广州市\n增城区,广州市\n", "utf-8")
    known = canonical(gongbao.parse(texts[-1], declaration=read_declaration(tmp_path / "x.txt")))
    assert known["市住房城乡建设局"] == "广州市住房和城乡建设局"
    assert known["市住房保障办公室"] == "广州市住房保障办公室"
