import json
from pathlib import Path

import pytest

from parsers.language.lexicon import table
from parsers.language.names.organisations import place_of, registry, resolve, shorter_forms

FIXTURES = Path(__file__).parents[3] / "fixtures" / "organisations"
SAME = json.loads((FIXTURES / "same.json").read_text("utf-8"))


@pytest.mark.parametrize("case", SAME, ids=lambda case: f"{case['place']}-{case['name']}")
def test_every_printed_form_leads_to_one_organisation(case: dict[str, object]) -> None:
    for printed in case["printed"]:
        organisation = resolve(printed, case["place"])
        assert organisation is not None, printed
        assert organisation.name == case["name"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("发展改革委", "南通市"),  # without its level it could be the nation's
        ("市发改委", None),  # no place, so no city
        ("教育厅", "江苏省"),  # of which province is not said
        ("市某某局", "南通市"),
        ("民政部门", "南通市"),  # a general name: see relations
        ("市教育局", "北京市"),  # its own name is 教育委员会
        ("市数据局", "南通市"),  # two bodies could be meant
        ("", "南通市"),
    ],
)
def test_no_guess(name: str, place: str | None) -> None:
    assert resolve(name, place) is None


def test_two_that_look_alike_stay_two() -> None:
    assert resolve("市大数据管理局", "南通市") != resolve("市大数据集团", "南通市")
    assert resolve("市财政局", "南通市") != resolve("市财政局", "泰州市")


def test_level_and_kind() -> None:
    bureau, league, bank = (resolve(name, "南通市") for name in ("市民政局", "团市委", "人行南通中支"))
    assert bureau is not None
    assert league is not None
    assert bank is not None
    assert (bureau.level, bureau.kind, league.kind, bank.kind) == ("市", "政府部门", "群团", "垂管")


def test_general_names_cover_the_organisations_of_the_place() -> None:
    covered = {(r.general, r.organisation.name) for r in registry().relations("南通市")}
    assert ("民政部门", "南通市民政局") in covered
    assert ("公安机关", "南通市公安局") in covered
    assert ("各县（市、区）民政部门", "如东县民政局") in covered
    assert ("各县（市、区）人民政府", "南通市崇川区人民政府") in covered


def test_printed_forms_resolve_to_themselves() -> None:
    for form, organisation in registry().printed_forms("南通市").items():
        assert resolve(form, "南通市") == organisation, form


def test_shorter_forms() -> None:
    assert {"发展改革委", "发展和改革委", "发展改革委员会"} <= shorter_forms("发展和改革委员会")


def test_a_place_has_the_code_of_one_that_is_where_it_is() -> None:
    codes = {row["place"]: row["code"] for row in table("places")}
    assert len(set(codes.values())) == len(codes)
    for row in table("places"):
        level = {"省": "0000", "市": "00", "县": ""}[row["level"]]
        assert row["code"].endswith(level)
        assert len(row["code"]) == 6
        if row["parent"]:
            above = codes[row["parent"]].rstrip("0")
            assert row["code"].startswith(above), row["place"]


def test_data_has_no_duplicates_and_no_dangling_references() -> None:
    loaded = registry()
    keys = [row["key"] for row in loaded._kinds]
    assert len(keys) == len(set(keys))
    assert {row["key"] for row in loaded._general} <= set(keys)
    assert all(place.parent is None or place.parent in loaded.places for place in loaded.places.values())
    assert {row["place"] for row in loaded._local} <= set(loaded.places)
    own = [(row["place"], row["key"]) for row in loaded._local if row["key"]]
    assert len(own) == len(set(own))
    assert {key for _, key in own} <= set(keys)


@pytest.mark.parametrize(
    ("issuer", "title", "place"),
    [
        ("洛阳市人民政府办公室", "", "洛阳市"),
        (None, "广州市公共租赁住房保障办法", "广州市"),
        ("中共江苏省委", "关于推进苏州市改革的意见", "江苏省"),
        ("国务院", "上海市总体方案", None),  # the issuer's word goes first
        (None, "食品安全工作评议考核办法", None),
    ],
)
def test_place_of_a_document(issuer: str | None, title: str, place: str | None) -> None:
    assert place_of(issuer, title) == place


@pytest.mark.parametrize("place", ["南通市", "广东省", None])
def test_every_general_name_is_known_as_one(place: str | None) -> None:
    generals = {relation.general for relation in registry().relations(place)}
    assert [g for g in generals if not registry().is_general(g, place) and not resolve(g, place)] == []


@pytest.mark.parametrize("name", ["建设单位", "市飞艇集团", "各县（市、区）", "市民政局", "部门", ""])
def test_what_names_no_kind_of_department_is_no_general_name(name: str) -> None:
    assert not registry().is_general(name, "南通市")
