"""Rules prove themselves: each example holds, and each rule and each context decides one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from parsers.facts.deadlines.deadlines import deadline_rules
from parsers.language.grammar.rules import Found, Rule, Rules

FAMILIES = {"deadlines": deadline_rules()}
RULES = [(family, rule) for family, rules in FAMILIES.items() for rule in rules.rules]
NAMES = [f"{family}.{rule.name}" for family, rule in RULES]


@pytest.mark.parametrize("family", FAMILIES)
def test_each_rule_shows_what_it_finds_and_what_not(family: str) -> None:
    FAMILIES[family].check()


@pytest.mark.parametrize(("family", "rule"), RULES, ids=NAMES)
def test_its_examples_hold(family: str, rule: Rule) -> None:
    rules = FAMILIES[family]
    assert [example for example in rule.yes if not rules.wins(rule, example)] == []
    assert [example for example in rule.no if won(rules, rule, example)] == []


@pytest.mark.parametrize(("family", "rule"), RULES, ids=NAMES)
def test_an_example_fails_without_it(family: str, rule: Rule) -> None:
    rules = FAMILIES[family]
    without = Rules([other for other in rules.rules if other is not rule], rules.lex)
    assert any(rows(rules.decided(e)) != rows(without.decided(e)) for e in rule.yes)


@pytest.mark.parametrize(("family", "rule"), RULES, ids=NAMES)
def test_an_example_fails_without_each_of_its_contexts(family: str, rule: Rule) -> None:
    rules = FAMILIES[family]
    for where, loose in without_a_context(rule):
        loosened = Rules([loose if other is rule else other for other in rules.rules], rules.lex)
        assert any(won(loosened, loose, example) for example in rule.no), where


def without_a_context(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule without one of its contexts, for each of them."""
    for i in range(len(rule.before)):
        yield f"left {i}", replace(rule, before=rule.before[:i] + rule.before[i + 1 :])
    for i in range(len(rule.after)):
        yield f"right {i}", replace(rule, after=rule.after[:i] + rule.after[i + 1 :])


def won(rules: Rules, rule: Rule, example: str) -> bool:
    return any(found.rule is rule for found in rules.decided(example))


def rows(decided: list[Found]) -> set[tuple[str, int, int]]:
    """What becomes a row: kind and range."""
    return {(f.rule.kind, f.start, f.end) for f in decided if f.rule.kind != "none"}
