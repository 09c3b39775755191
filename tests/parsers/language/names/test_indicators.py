"""Names, units and kinds under which the numbers of one indicator are brought together."""

from __future__ import annotations

import pytest

from parsers.language.names.indicators import direction_of, indicator_named
from parsers.language.plans import names_plan_alone, past_year_opening, year_before


@pytest.mark.parametrize(
    ("printed", "unit", "comparator", "before", "expected"),
    [
        ("人均期望寿命", "岁", "=", "", ("人均预期寿命", "岁", "level", False)),
        ("全县居民平均预期寿命", "岁", ">=", "", ("人均预期寿命", "岁", "level", False)),
        ("孕产妇死亡率", "1/10万", "<=", "", ("孕产妇死亡率", "/10万", "level", False)),
        ("公交专用道", "千米", "=", "", ("公交专用道", "公里", "level", False)),
        ("城镇化率", "%", ">=", "，城镇化率提升至", ("常住人口城镇化率", "%", "level", True)),
        ("地区生产总值", "%", "~", "。地区生产总值增长", ("地区生产总值", "%", "rise", False)),
        ("固定资产投资", "%", "+", "，固定资产投资年均增长", ("固定资产投资", "%", "yearly_rise", False)),
        ("居民消费价格涨幅", "%", "~", "，居民消费价格涨幅", ("居民消费价格", "%", "rise", False)),
        ("单位产值水耗", "%", "-", "", ("单位产值水耗", "%", "fall", False)),
        ("口袋公园", "座", "=", "。新建口袋公园", ("口袋公园", "个", "made", False)),
        ("防沙治沙", "亩", "=", "。累计完成生态建设1亩、", ("防沙治沙（累计）", "亩", "level", False)),
        ("城镇新增就业", "人", "+", "，城镇新增就业", ("城镇新增就业", "人", "made", False)),
        ("就业人员", "人", "+", "，就业人员增加", ("就业人员", "人", "rise", False)),
        ("口袋公园", "座", "=", "完成新建任务，口袋公园达", ("口袋公园", "个", "level", False)),
        ("城镇、农村居民收入", "%", "+", "", ("城镇、农村居民收入", "%", "rise", True)),
        ("老年学校", "所", ">=", "。每个县（市、区）建成", ("老年学校（每个县）", "个", "made", False)),
        ("老年学校", "所", ">=", "，各镇至少有", ("老年学校（各镇）", "个", "level", False)),
        ("老年学校", "所", "=", "每个县都要办，全市建成", ("老年学校", "个", "made", False)),
    ],
)
def test_one_name_unit_and_kind(
    printed: str, unit: str, comparator: str, before: str, expected: tuple[str, str, str, bool]
) -> None:
    found = indicator_named(printed, unit, comparator, before)
    assert found is not None
    assert (found.name, found.unit, found.measure, found.doubtful) == expected


@pytest.mark.parametrize("printed", ["", "比例", "项目", "达到", "全市", None])
def test_what_names_no_indicator(printed: str | None) -> None:
    assert indicator_named(printed, "%", "=") is None


@pytest.mark.parametrize(
    ("name", "better"), [("婴儿死亡率", "less"), ("森林覆盖率", "more"), ("常住人口", None), ("赤字率", None)]
)
def test_what_is_better_is_said_only_where_the_name_says_it(name: str, better: str | None) -> None:
    assert direction_of(name) == better


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年末，全市", 2023),
        ("到2025年，比2020年提高", 2025),
        ("“十三五”末，", 2020),
        ("去年，", 2023),
        ("2021年以来，今年", 2024),
        ("2022年，甲；过去五年，", None),
        ("《标准（2018年版）》要求", None),
        ("没有年份", None),
    ],
)
def test_the_year_that_the_words_before_a_number_say(text: str, year: int | None) -> None:
    assert year_before(text, 2024) == year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025年是“十四五”收官之年，全市上下。2024年", 2025),
        ("2025年、2026年是两年", None),
        ("2026年是开局之年", None),
        ("比2020年增长", None),
        ("一年来，全市上下", None),
    ],
)
def test_a_review_opens_with_its_year(text: str, year: int | None) -> None:
    assert past_year_opening(text, 2026) == year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“十四五”时期工作回顾", True),
        ("2025年和“十四五”时期回顾", False),
        ("比“十三五”末", False),
        ("工作回顾", False),
    ],
)
def test_a_heading_that_names_a_plan_is_of_several_years(text: str, expected: bool) -> None:
    assert names_plan_alone(text) is expected
