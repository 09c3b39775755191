"""An organisation's page: the sentence that binds it, its rings, what became of it, and what falls due when."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.load.reforms import reforms_of
from kb.answers import department as asking
from kb.answers.answer import Within
from kb.answers.sentences import binding_sentence
from kb.asking import is_unit
from kb.database import open_database
from kb.reforms import reforms
from kb.units import UnknownUnitError, collective_forms, known_name, rings, unit_ids
from schema.search_tables import ROLES
from web.search.search import unit_named

DAY = date(2022, 11, 15)
CIVIL = "南通市民政局"


@pytest.fixture(scope="module")
def connection(knowledge_base: Path) -> sqlite3.Connection:
    return open_database(knowledge_base)


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("加强宣传。由市水利局牵头修编河道规划。其他从略。", "市水利局", "由市水利局牵头修编河道规划。"),
        (
            "新建泵站三座，改造五座。其余照旧。（责任单位：市水利局、市财政局）",
            "市水利局",
            "（责任单位：市水利局、市财政局）",
        ),
        ("开展普查。", "以下均由市水利局负责", "开展普查。"),
    ],
)
def test_the_sentence_that_binds_is_shown(text: str, quote: str, said: str) -> None:
    assert said in binding_sentence(text, quote)


def test_before_a_list_of_units_stands_what_is_to_be_done() -> None:
    text = "新建泵站三座，改造五座。\n责任单位：市水利局"
    assert binding_sentence(text, "市水利局") == "新建泵站三座，改造五座。…责任单位：市水利局"


def test_a_long_sentence_is_cut_around_the_organisation() -> None:
    text = "甲" * 300 + "，由市水利局负责，" + "乙" * 300
    said = binding_sentence(text, "市水利局")
    assert "由市水利局负责" in said
    assert len(said) < 200


def bodies(*names: tuple[str, str | None]) -> sqlite3.Connection:
    """A database of organisations: name and place."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """
        create table units (pk integer primary key, id, name, place);
        create table unit_relations (unit_id, covers_id);
        create table unit_aliases (alias, unit_id, printed);
        create table unit_reforms (former_id, former, successor_id, successor, day, basis);
        """
    )
    connection.executemany(
        "insert into units (id, name, place) values (?, ?, ?)",
        [(f"{place}/{name}", name, place) for name, place in names],
    )
    connection.row_factory = sqlite3.Row
    found = connection.execute("select id, name, place from units").fetchall()
    for row in reforms_of(found):
        connection.execute(
            "insert into unit_reforms values (:former_id, :former, :successor_id, :successor, :day, :basis)",
            row,
        )
    return connection


@pytest.mark.parametrize(
    ("former", "later", "place"),
    [
        ("市卫生计生委", "临江市卫生健康委员会", "临江市"),
        ("临江市卫生和计划生育委员会", "临江市卫生健康委员会", "临江市"),
        ("市国土局", "临江市自然资源和规划局", "临江市"),
        ("市安监局", "临江市应急管理局", "临江市"),
    ],
)
def test_a_body_that_was_reformed_has_its_line(former: str, later: str, place: str) -> None:
    connection = bodies((former, place), (later, place), (later, "别处市"))
    after = f"{place}/{later}"
    [before] = reforms(connection, [after])
    assert (before.direction, before.name, before.day) == ("before", former, "2019")
    assert [found.direction for found in reforms(connection, [f"{place}/{former}"])] == ["after"]
    assert rings(connection, [after]).former == (f"{place}/{former}",)


def test_who_came_after_is_named_though_no_clause_names_it() -> None:
    connection = bodies(("市卫生计生委", "南通市"))
    [after] = reforms(connection, ["南通市/市卫生计生委"])
    assert (after.direction, after.unit_id, after.name, after.day) == (
        "after",
        None,
        "南通市卫生健康委员会",
        "2019",
    )
    assert rings(connection, ["南通市/市卫生计生委"]).former == ()


def test_who_came_before_is_not_made_up() -> None:
    assert reforms(bodies(("南通市卫生健康委员会", "南通市")), ["南通市/南通市卫生健康委员会"]) == []


def test_bodies_of_other_places_and_other_work_are_no_predecessors() -> None:
    connection = bodies(
        ("别处市卫生计生委", "别处市"), ("市规划编制中心", "临江市"), ("临江市卫生健康委员会", "临江市")
    )
    assert reforms(connection, ["临江市/临江市卫生健康委员会"]) == []


def test_collective_names_are_known(connection: sqlite3.Connection) -> None:
    assert known_name(connection, "各有关部门") == "有关部门"
    assert unit_ids(connection, "市直各部门")
    assert known_name(connection, "火星局") == "火星局"


def test_every_duty_is_counted_through_its_ring(connection: sqlite3.Connection) -> None:
    unit = asking.department(connection, CIVIL)
    assert unit is not None
    assert "市民政局" in unit.names
    counts = asking.duty_counts(connection, unit.rings)
    assert {"named", "general", "possible"} <= counts.keys()
    for ring, roles in counts.items():
        ids = dict(unit.rings.items())[ring]
        for role, count in roles.items():
            rows = asking.duties(connection, ids, role, asking.Page(1000))
            assert len({row["id"] for row in rows}) == len(rows) == count
    first = asking.duties(connection, unit.rings.named, "responsible", asking.Page(2))
    second = asking.duties(connection, unit.rings.named, "responsible", asking.Page(2, 2))
    assert not {row["id"] for row in first} & {row["id"] for row in second}
    for row in first:
        assert "民政局" in row["sentence"]


def test_nothing_is_new_in_a_build_from_nothing(connection: sqlite3.Connection) -> None:
    unit = asking.department(connection, CIVIL)
    assert unit is not None
    assert asking.duty_counts(connection, unit.rings, Within("2000-01-01")) == {}


@pytest.mark.parametrize(
    "chosen",
    [{}, {"doc_type": "方案"}, {"place": "南通市"}, {"in_force": "2022-09-01"}, {"in_force": "1999-01-01"}],
)
def test_a_choice_of_place_or_kind_gives_what_it_counts(
    connection: sqlite3.Connection, chosen: dict[str, str]
) -> None:
    unit = asking.department(connection, CIVIL)
    assert unit is not None
    within = Within(**chosen)
    counted = asking.kinds(connection, unit.rings, within)
    assert bool(counted["doc_type"]) == (chosen.get("in_force") != "1999-01-01")
    for name, choices in counted.items():
        for value, count in choices.items():
            narrowed = replace(within, **{name: value})
            ids = [unit_id for _, ids in unit.rings.items() for unit_id in ids]
            rows = [
                row
                for role in ROLES
                for row in asking.duties(connection, ids, role, asking.Page(1000), narrowed)
            ]
            assert len({row["id"] for row in rows}) == count, (name, value)


def test_limits_stand_where_their_day_is(connection: sqlite3.Connection) -> None:
    ids = [row[0] for row in connection.execute("select id from units")]
    found = asking.limits(connection, ids, DAY)
    assert [*found] == [name for name in asking.BUCKETS if name in found]
    assert all(day.due < "2022-11-15" for day in found.get("overdue", []))
    assert all("2022-11-15" <= day.due <= "2022-11-30" for day in found.get("month", []))
    assert all("2023-01-01" <= day.due <= "2023-03-31" for day in found.get("next_quarter", []))
    assert all(day.due >= "2022-11-15" for day in found["recurring"])
    assert all(day.due == "" for day in found["undated"])


def test_what_nobody_is_called_has_no_page(connection: sqlite3.Connection) -> None:
    assert asking.department(connection, "火星局") is None


def test_an_organisation_is_called_the_same_by_the_command_the_pages_and_the_search_box(
    connection: sqlite3.Connection,
) -> None:
    names = [row[0] for row in connection.execute("select distinct alias from unit_aliases where printed")]
    assert len(names) > 50
    for name in [*names, "火星局"]:
        try:
            ids = unit_ids(connection, name)
        except UnknownUnitError:
            ids = []
        assert is_unit(connection, name) == bool(ids) or name in collective_forms()
        found = unit_named(connection, name)
        assert (found["id"] if found else None) == (ids[0] if len(ids) == 1 else None)
