"""What a comparison ignores."""

import pytest

from ingest.evaluation.fold import fold, fold_duration, fold_path, fold_unit_name, quantity


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("临政发〔2023〕7号", "临政发[2023]７号"),  # brackets and widths
        ("2022—2024年", "2022－2024 年"),  # dashes and spaces
        ("“十四五”规划", '"十四五"规划'),  # quotation marks
        ("１．总则", "1.总则"),
        ("甲、乙", "甲,乙"),
    ],
)
def test_variants_are_equal(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_none_is_empty() -> None:
    assert fold(None) == ""


def test_paths_lose_outer_slashes() -> None:
    assert fold_path("/三/（一）/") == "三/(一)"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("市大数据管理局（市公共信用信息中心）", "市大数据管理局"),  # renames
        ("各县（市、区）人民政府", "各县(市,区)人民政府"),  # belongs to the name
        ("各镇（街道）", "各镇(街道)"),
    ],
)
def test_only_renaming_brackets_are_dropped(name: str, folded: str) -> None:
    assert fold_unit_name(name) == folded


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1.6, "万户", ("16000", "户")),
        (2, "亿元", ("2e+08", "元")),
        (500, "千瓦", ("500000", "瓦")),
        ("1:0.5", "", ("1:0.5", "")),
        (None, "达到全省平均水平", ("", "达到全省平均水平")),
        (3.5, "/10万", ("3.5", "/10万")),
        (3.5, "1/10万", ("3.5", "/10万")),
    ],
)
def test_quantities_are_multiplied_out(value: object, unit: str, expected: tuple[str, str]) -> None:
    assert quantity(value, unit) == expected


def test_durations_lose_an_empty_year() -> None:
    assert fold_duration("p0y20d") == "P20D"
