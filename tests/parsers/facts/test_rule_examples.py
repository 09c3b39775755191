"""Rules prove themselves: each example holds, and each rule and each condition decides one."""

from collections.abc import Callable, Iterable

import pytest

from parsers.facts.deadlines.deadlines import deadline_rules
from parsers.language.grammar.proof import check, decided, holds, shape_holds, without_a_condition
from parsers.language.grammar.rules import Found, Rule, Rules, Shapes, read_rules

FAMILIES = {"deadlines": deadline_rules()}
RULES = [(family, rule) for family, rules in FAMILIES.items() for rule in rules.rules]
NAMES = [f"{family}.{rule.name}" for family, rule in RULES]
SHAPES = {name: Shapes(name) for name in ("parsers.facts.duties", "parsers.language.names")}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_rule_shows_what_it_finds_and_what_not(family: str) -> None:
    check(FAMILIES[family])


@pytest.mark.parametrize(("family", "rule"), RULES, ids=NAMES)
def test_its_examples_hold(family: str, rule: Rule) -> None:
    assert holds(FAMILIES[family], rule)


@pytest.mark.parametrize(("family", "rule"), RULES, ids=NAMES)
def test_an_example_fails_without_it(family: str, rule: Rule) -> None:
    rules = FAMILIES[family]
    without = Rules([other for other in rules.rules if other is not rule])
    assert any(rows(decided(rules, e)) != rows(decided(without, e)) for e in rule.yes)


def rows(decided: list[Found]) -> set[tuple[str, int, int]]:
    """What becomes a row: kind and range."""
    return {(f.rule.kind, f.start, f.end) for f in decided if f.rule.kind != "none"}


@pytest.mark.parametrize("family", FAMILIES)
def test_an_example_fails_without_each_condition_of_a_rule(family: str) -> None:
    rules = FAMILIES[family]

    def fails(rule: Rule, loose: Rule) -> bool:
        loosened = Rules([loose if other is rule else other for other in rules.rules])
        return not holds(loosened, loose)

    assert idle_conditions(rules.rules, fails) == []


@pytest.mark.parametrize("package", SHAPES)
def test_an_example_fails_without_each_condition_of_a_shape(package: str) -> None:
    rules = SHAPES[package].rules.values()
    assert idle_conditions(rules, lambda _, loose: not shape_holds(loose)) == []


def idle_conditions(rules: Iterable[Rule], fails: Callable[[Rule, Rule], bool]) -> list[str]:
    """The conditions that no example needs; of a condition of a named shape one of the rules must show it."""
    tried = [(key, rule, fails(rule, loose)) for rule in rules for key, loose in without_a_condition(rule)]
    needed = {key for key, _, is_needed in tried if is_needed}
    return [f"{rule.name}: {key[1]}" for key, rule, _ in tried if key not in needed]


@pytest.mark.parametrize(
    ("line", "no", "idle"),
    [
        ("r by 到 < END", "9月", ["r: &("]),
        ("r by 到 < END", "9月底", []),
        ("r by END !> 前", "9月", ["r: !("]),
        ("r by END !> 前", "9月底前", []),
        ("r by 到 END !(前)", "9月", ["r: !("]),
        ("r by/known END", "9月", ["r: known"]),
        ("r by/known END", "次月底", []),
    ],
)
def test_a_condition_that_decides_nothing_is_seen(line: str, no: str, idle: list[str]) -> None:
    yes = "⟦到6月底⟧" if "到 END" in line else "到⟦6月底⟧"
    rules = Rules(read_rules(f"{line}\n    yes  {yes}\n    no   {no}"))
    assert holds(rules, rules.rules[0])
    assert idle_conditions(rules.rules, lambda _, loose: not holds(Rules([loose]), loose)) == idle
