"""Dates, plan periods, ranges and lengths of time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.dates import DateRange, find_date_range_at_start, find_dates, parse_date
from parsers.language.durations import find_durations
from parsers.language.intervals import find_every, find_terms
from parsers.language.plans import PLANS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年8月3日", "2022-08-03"),
        ("2022 年 8 月 3 日", "2022-08-03"),
        ("２０２２年８月３日", "2022-08-03"),
        ("2022. 8. 31", "2022-08-31"),
        ("2021-09-24", "2021-09-24"),
        ("2021/9/4", "2021-09-04"),
        ("二○一八年十二月六日", "2018-12-06"),
        ("二OO三年一月二十日", "2003-01-20"),
        ("二〇二三年十月三十一日", "2023-10-31"),
        ("2021年9月", "2021-09"),
        ("2022年2月30日", None),  # no such day
        ("2022年8月3日印发", None),
        ("2022年8月3日至5日", None),
        ("8月3日", None),
        ("", None),
    ],
)
def test_whole_date(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "found", "first", "last"),
    [
        ("于2023年6月底前", "2023年6月底", "2023-06-01", "2023-06-30"),
        ("2022年9月下旬完成", "2022年9月下旬", "2022-09-21", "2022-09-30"),
        ("2023年2月下旬完成", "2023年2月下旬", "2023-02-21", "2023-02-28"),
        ("2022年第三季度", "2022年第三季度", "2022-07-01", "2022-09-30"),
        ("2022年三季度末", "2022年三季度末", "2022-07-01", "2022-09-30"),
        ("2025年前三季度", "2025年前三季度", "2025-01-01", "2025-09-30"),
        ("2023年上半年", "2023年上半年", "2023-01-01", "2023-06-30"),
        ("到2025年末", "2025年末", "2025-01-01", "2025-12-31"),
        ("“十四五”期间", "“十四五”期间", "2021-01-01", "2025-12-31"),
        ("到十五五末", "十五五末", "2026-01-01", "2030-12-31"),
        ("第十四个五年规划时期", "第十四个五年规划时期", "2021-01-01", "2025-12-31"),
        ("2022—2024年", "2022—2024年", "2022-01-01", "2024-12-31"),
        ("2022年1月1日起至12月31日止", "2022年1月1日起至12月31日", "2022-01-01", "2022-12-31"),
        ("2022年9月1日至20日", "2022年9月1日至20日", "2022-09-01", "2022-09-20"),
        ("2022年3—5月", "2022年3—5月", "2022-03-01", "2022-05-31"),
        ("2022年11月至次年3月", "2022年11月至次年3月", "2022-11-01", "2023-03-31"),
        ("5月10日17时前", "5月10日17时", "2020-05-10", "2020-05-10"),  # the year is given
        ("力争年内完成", "年", "2020-01-01", "2020-12-31"),
        ("今年年底", "今年年底", "2020-01-01", "2020-12-31"),
        ("明年6月底", "明年6月底", "2021-06-01", "2021-06-30"),
        ("二〇三五年", "二〇三五年", "2035-01-01", "2035-12-31"),
        ("次月10日前", "次月10日", None, None),
    ],
)
def test_one_date_or_range(text, found, first, last):
    (date,) = find_dates(text, 2020)
    assert (text[date.start : date.end], date.first_day, date.last_day) == (found, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "一月一次",
        "三个月底价",
        "每季度",
        "近十年底子",
        "GB/T 38597—2020",
        "“十四五”规划",
        "相当年轻",
        "1.5月",
        "三、一三六八年",
        "城墙始建于一三六八年十月",  # and not the October of another year
        "公元一一二七年，自一六八二年起，到二二〇〇年底",
        "1368年10月，１６８２年12月",
    ],
)
def test_no_date(text):
    assert find_dates(text, 2020) == []


def test_year_carries_over():
    days = [date.last_day for date in find_dates("2023年6月底前摸底，9月底前整改。11月底前总结。", 2020)]
    assert days == ["2023-06-30", "2023-09-30", "2023-11-30"]
    assert find_dates("到2025年建成。6月底前启动。", 2022)[1].last_day == "2022-06-30"


BEFORE = DateRange("2022-08-09", "2022-08-09", 0)


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("7月16日～17日 江苏", "2022-07-16", "2022-07-17", "江苏"),
        ("8月3日~4日 某市", "2022-08-03", "2022-08-04", "某市"),
        ("11 月 9 日～ 10 日 省", "2022-11-09", "2022-11-10", "省"),
        ("1月3日至5日，市长", "2022-01-03", "2022-01-05", "市长"),
        ("1月30日至2月2日 市长", "2022-01-30", "2022-02-02", "市长"),
        ("2021年12月30日 市长", "2021-12-30", "2021-12-30", "市长"),
        ("● 10日 市委", "2022-08-10", "2022-08-10", "市委"),
        ("10—12日 市委", "2022-08-10", "2022-08-12", "市委"),
        ("是日，市委", "2022-08-09", "2022-08-09", "市委"),
        ("同日 市委", "2022-08-09", "2022-08-09", "市委"),
        ("本月，全市", "2022-08-01", "2022-08-31", "全市"),
    ],
)
def test_start_of_chronicle_entry(text, first, last, rest):
    found = find_date_range_at_start(text, 2022, BEFORE)
    assert found is not None
    assert (found.first_day, found.last_day, text[found.end :]) == (first, last, rest)


@pytest.mark.parametrize("text", ["● 在建军节来临前夕", "市委书记", "是日", "10日 市委", ""])
def test_no_start_of_entry(text):
    assert find_date_range_at_start(text, 2022) is None


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("20个工作日内", ["P20D"]),
        ("三年左右", ["P3Y"]),
        ("半年", ["P6M"]),
        ("一年半", ["P18M"]),
        ("十五日", ["P15D"]),
        ("24小时", ["PT24H"]),
        ("15分钟", ["PT15M"]),
        ("3至5年", ["P5Y"]),
        ("一到两年", ["P2Y"]),
        ("两周", ["P2W"]),
        ("12个月以上不满24个月", ["P12M", "P24M"]),
        ("2022年9月10日", []),
        ("第三年", []),
        ("2022学年", []),
        ("65周岁", []),
        ("三五年", []),
    ],
)
def test_durations(text, isos):
    assert [duration.iso for duration in find_durations(text)] == isos


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每年9月底前报送", [("每年", "P1Y")]),
        ("每半年至少开展1次演练", [("每半年", "P6M")]),
        ("每两个月召开一次", [("每两个月", "P2M")]),
        ("每2小时报告一次", [("每2小时", "PT2H")]),
        ("按季度通报，按月度发放", [("按季度", "P3M"), ("按月度", "P1M")]),
        ("按年度计划安排", []),
    ],
)
def test_what_comes_round(text, found):
    assert [(text[i.start : i.end], i.iso) for i in find_every(text)] == found


def test_a_length_beside_how_often():
    assert [(i.start, i.iso) for i in find_terms("一月一次")] == [(0, "P1M")]
    assert find_terms("第一季度") == []


def test_years_of_a_list_share_their_year_sign():
    assert [d.last_day for d in find_dates("2023、2024和2025年")] == [
        "2023-12-31",
        "2024-12-31",
        "2025-12-31",
    ]
    assert find_dates("2023、2024所学校") == []


def test_plans_follow_one_another():
    assert PLANS["十四五"] == (2021, 2025)
    assert len(set(PLANS.values())) == len(PLANS)
    years = sorted(PLANS.values())
    assert all(end - start == 4 for start, end in years)
    assert all(a[1] < b[0] for a, b in pairwise(years))


@given(st.text(alphabet="0123年月日12二〇至—-.前底末上旬季度每“十四五”期间 今次", max_size=20))
def test_never_raises(text):
    for date in find_dates(text, 2022):
        assert 0 <= date.start < date.end <= len(text)
        assert (date.first_day is None) == (date.last_day is None)
    assert parse_date(text) is None or parse_date(text)
    find_date_range_at_start(text, 2022, BEFORE)
    for duration in find_durations(text):
        assert 0 <= duration.start < duration.end <= len(text)
