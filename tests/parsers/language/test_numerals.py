"""Numbers: every printed form, and what only looks like one."""

import re

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.language.numerals import NUMBER, parse_number, parse_year


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234),
        ("1,234.5", 1234.5),
        ("１，２３４", 1234),
        ("１２．５", 12.5),
        ("0.5", 0.5),
        ("十", 10),
        ("十二", 12),
        ("三十", 30),
        ("一百二十", 120),
        ("一百零五", 105),
        ("一百五", 150),
        ("两千", 2000),
        ("两", 2),
        ("百", 100),
        ("百二十", 120),
        ("一万二千", 12000),
        ("两百万", 2000000),
        ("三点五", 3.5),
        ("〇", 0),
        ("二〇一八", 2018),
        ("二OO三", 2003),
        ("二○二二", 2022),
        ("一九九八", 1998),
    ],
)
def test_number(text, value):
    assert re.fullmatch(NUMBER, text) or "万" in text
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "三五", "二三十", "几十", "第一", "1:0.5", "abc", "点五", "年"])
def test_no_number(text):
    with pytest.raises(ValueError, match="number"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("不少于1,000人和20.5万元", ["1,000", "20.5"]),
        ("补助三万元", ["三"]),  # 万 belongs to the unit
        ("约一万二千户", ["一万二千"]),
        ("八点三十分", ["八", "三十"]),
        ("二〇一八年十二月六日", ["二〇一八", "十二", "六"]),
        (f"{'9' * 30}座", ["9" * 30]),
        (f"{'9' * 31}座，{'9' * 309}.5座，0.{'3' * 31}", ["0"]),  # no quantity has so many digits
        (f"{'一' * 40}座", []),
        ("第5.3.2节", ["5.3"]),  # and not 3.2
    ],
)
def test_pattern_finds(text, numbers):
    assert re.findall(NUMBER, text) == numbers


@pytest.mark.parametrize(
    ("text", "year"),
    [("2022", 2022), ("２０２２", 2022), ("二〇一八", 2018), ("二OO三", 2003), ("二○○五", 2005)],
)
def test_year(text, year):
    assert parse_year(text) == year


@pytest.mark.parametrize(
    "text", ["22", "9999", "十二", "二十二", "20222", "", "一三六八", "１６８２", "二二〇〇"]
)
def test_no_year(text):
    with pytest.raises(ValueError, match="no year"):
        parse_year(text)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_reads_every_integer(value):
    assert parse_number(str(value)) == value
    assert parse_number(f"{value:,}") == value
    assert parse_number(cn2an.an2cn(str(value))) == value


@given(st.text(alphabet="零〇一二两三十百千万亿点0123456789.,O", max_size=8))
def test_never_raises_but_value_error(text):
    try:
        value = parse_number(text)
    except ValueError:
        return
    assert value >= 0
