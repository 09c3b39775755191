"""Quantities: what is one, what only looks like one, and the units of measure."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.language.quantities import MEASURES, base, find_quantities

FOUND = [  # text, [(value, value_max, unit)]
    ("培训率达到100%", [(100, None, "%")]),
    ("总投资2400多亿元", [(2400, None, "亿元")]),
    ("总投资额1亿元～10亿元", [(1, 10, "亿元")]),  # a range with the unit twice
    ("投资5000万元—1亿元", [(0.5, 1, "亿元")]),  # the lower end in the unit of the upper
    ("16—24岁青年", [(16, 24, "岁")]),
    ("五万元以上十万元以下", [(5, None, "万元"), (10, None, "万元")]),
    ("不得低于百分之三十五", [(35, None, "%")]),
    ("百分之五至百分之十", [(5, 10, "%")]),
    ("三分之二以上", [("2/3", None, "")]),
    ("按1:0.5比例", [("1:0.5", None, "")]),
    ("师生比：1:15", [("1:15", None, "")]),
    ("时间：09:30", []),
    ("面积为1 200 平方米", [(1200, None, "平方米")]),
    ("产业结构调整为8.3∶41.4∶50.3", [("8.3∶41.4∶50.3", None, "")]),
    ("死亡率2.65/10万以下", [(2.65, None, "/10万")]),
    ("浓度25.9微克/立方米", [(25.9, None, "微克/立方米")]),
    ("救助标准240元/人/日", [(240, None, "元/人/日")]),
    ("电力总装机1.1亿千瓦", [(1.1, None, "亿千瓦")]),
    ("满意度指数达到85以上", [(85, None, "")]),
    ("２０家", [(20, None, "家")]),
    ("办理 1,234 件", [(1234, None, "件")]),
]
NOT_FOUND = [
    "2022年9月20日前",  # dates
    "20个工作日内，3个月内，保存30天",  # durations
    "检索时间 15:25:09",  # a time of day
    "第三次会议、第1号公告、第十二条",  # ordinals
    "（国办发〔2020〕48号）",  # document numbers
    "《健身计划（2021—2025年）》《三类100家企业名录》",  # titles
    "5G网络、S336省道、PM2.5浓度、4A级景区",  # names
    "实施“5621”计划，建设“10分钟体育健身圈”",
    "世界500强、前10位",
    "上午9:30开始",  # clock
    f"建成泵站{'9' * 309}座，{'9' * 400}.5公里",  # no number has so many digits
    "重复5.3.2-5.3.3节",  # a section
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(text, expected):
    assert [(q.ratio or q.value, q.value_max, q.unit) for q in find_quantities(text)] == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert find_quantities(text) == []


def test_base_multiplies_out():
    assert base(1.6, "万户") == (16000, "户")
    assert base(2, "万亿元") == (2e12, "元")
    assert base(3, "平方米") == (3, "平方米")


def test_measures_have_no_duplicates_and_valid_patterns():
    lines = [
        line
        for line in open_measures()
        if line and not line.startswith("#") and not line.startswith("unit,dimension")
    ]
    assert len(lines) == len(MEASURES)
    for measure in MEASURES.values():
        assert measure.dimension
        assert re.compile(measure.not_before or "x")


def open_measures():
    from importlib import resources

    return (
        resources.files("parsers.language").joinpath("lexicon/measures.csv").read_text("utf-8").splitlines()
    )


@settings(deadline=None)
@given(
    st.text(alphabet="0123456789一二百千万亿点.：:—至%个元米级/年月日第前号A《》“”（）分之多余", max_size=50)
)
def test_ranges_lie_in_the_text_and_do_not_overlap(text):
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
