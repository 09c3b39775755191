"""Appointments: each fixture is a list or notice and the rows it must give."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.facts.people.appointments import find_appointments
from parsers.language.names.context import Context
from parsers.language.names.offices import full_name, split_offices

CASES = sorted((Path(__file__).parents[4] / "parsers/facts/people/fixtures/appointments").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_rows_of_a_list(case: Path) -> None:
    text = case.read_text("utf-8")
    rows = find_appointments(text, Context(place="盐城市", title=text.splitlines()[0]))
    expected = json.loads(case.with_suffix(".json").read_text("utf-8"))
    assert [
        {key: getattr(row, key) for key in want} for row, want in zip(rows, expected, strict=True)
    ] == expected


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("市应急管理局副局长", [("盐城市应急管理局", "副局长")]),
        ("盐城市副市长", [("盐城市人民政府", "副市长")]),
        ("市委副书记、市长", [("盐城市委", "副书记"), ("盐城市人民政府", "市长")]),
        ("市审计局党组书记、局长职务", [("盐城市审计局", "党组书记"), ("盐城市审计局", "局长")]),
        ("市信访局局长助理", [("盐城市信访局", "局长助理")]),
        ("盐城海关副关长", [("盐城海关", "副关长")]),
        ("建湖县人民政府副县长", [("建湖县人民政府", "副县长")]),
        ("国家教材委员会委员", [("国家教材委员会", "委员")]),
        ("党委书记兼院长", [(None, "党委书记"), (None, "院长")]),
        ("审计工作", []),
    ],
)
def test_organisation_and_position(text: str, offices: list[tuple[str | None, str]]) -> None:
    found = split_offices(text, "盐城市", "盐城市人民政府")
    assert [(office.organisation, office.position) for office in found] == offices


@pytest.mark.parametrize(
    ("issuer", "title"),
    [("江苏省盐城市人民政府", ""), (None, "盐城市人民政府干部任免名单"), (None, "盐城市人大常委会任免名单")],
)
def test_the_place_is_read_from_issuer_or_title(issuer: str | None, title: str) -> None:
    rows = find_appointments("任命李明同志为市财政局局长。", Context(issuer=issuer, title=title))
    assert [row.organisation for row in rows] == ["盐城市财政局"]


def test_an_appointment_that_little_evidence_would_have_turned_is_doubted() -> None:
    plain, ordered = "王小山任海州市水利局局长。", "任命王小山为海州市水利局局长。"
    assert [row.doubts for row in find_appointments(plain)] == [("close_frame",)]
    assert [row.doubts for row in find_appointments(ordered)] == [()]


def test_an_inner_office_belongs_to_the_bureau_that_appoints() -> None:
    assert full_name("人事处", "盐城市", "国家税务总局盐城市税务局") == "国家税务总局盐城市税务局人事处"


def test_the_date_of_the_document_stands_in_for_a_missing_one() -> None:
    context = Context(place="盐城市", issuer="盐城市人民政府", issued_on="2020-01-02")
    assert [row.date for row in find_appointments("任命李明为市财政局局长。", context)] == ["2020-01-02"]


@given(
    st.text(alphabet="任命免去王李明同志为市财政局长、，；。：其职务不再担任（）2023年5月6日\n", max_size=60)
)
def test_quotes_stand_where_they_say(text: str) -> None:
    for row in find_appointments(text, Context(place="盐城市")):
        assert row.quote == text[row.char_start : row.char_end]
