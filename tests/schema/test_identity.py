"""Names are made of what a row is and where it stands; short ones stay what they are."""

from __future__ import annotations

import pytest

from schema.identity import ShortNames, Twins, fact_id

CLAUSE = "临江市人民政府公报/2023/2/临政发〔2023〕5号/instrument#三/（一）"


@pytest.mark.parametrize(
    ("quote", "named"),
    [
        ("2025年底前", "2025年底前"),
        ("字" * 32, "字" * 32),
        ("字" * 33, "字" * 24 + "…iqep4rq2"),
    ],
)
def test_a_fact_is_called_by_table_owner_and_quotation(quote: str, named: str) -> None:
    assert fact_id("deadlines", CLAUSE, quote) == f"deadlines:{CLAUSE}:{named}"


def test_long_quotations_that_begin_alike_are_told_apart() -> None:
    one, other = ("字" * 40 + end for end in "甲乙")
    assert fact_id("events", CLAUSE, one) != fact_id("events", CLAUSE, other)


def test_twins_are_numbered_from_the_second_on() -> None:
    twins = Twins()
    assert [twins.take(name) for name in ("甲", "乙", "甲", "甲")] == ["甲", "乙", "甲~2", "甲~3"]


def test_a_short_name_has_ten_letters_and_digits_and_stays() -> None:
    short = ShortNames().take(CLAUSE)
    assert short == ShortNames().take(CLAUSE) == "n5vwqrksor"


def test_of_two_short_names_alike_the_later_is_two_characters_longer() -> None:
    whole = {str(number): ShortNames(length=4).take(str(number)) for number in range(200)}
    short = ShortNames(length=2)
    taken: set[str] = set()
    for name, signs in whole.items():
        given = short.take(name)
        assert given == (signs if signs[:2] in taken else signs[:2])
        taken.add(given)
    assert {len(given) for given in taken} == {2, 4}
