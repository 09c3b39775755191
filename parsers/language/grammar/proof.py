"""The proof of a rule file: each rule wins on its own examples, and none of its conditions stands there for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.language.grammar.lexer import Clause, lex
from parsers.language.grammar.rules import Found, Rule, Rules
from parsers.language.grammar.shapes import Element, RuleError

_MARKS = str.maketrans("", "", "⟦⟧")
_YEAR, _TODAY = 2026, "2026-01-01"
"""As of when the dates of examples are read."""
_LOOKS = ("!(", "&(", "!<(", "&<(")


def check(rules: Rules) -> None:
    """Refuse a rule without a `yes` or a `no`, and one that does not win on its own `yes`, as none that is never reached
    can. Raises RuleError."""
    for rule in rules.rules:
        if not rule.yes or not rule.no:
            raise RuleError(f"{rule.name} has no {'no' if rule.yes else 'yes'}; write an example below it")
        for example in (each for each in rule.yes if not wins(rules, rule, each)):
            won = [f"{f.rule.name} {f.start}–{f.end}" for f in decided(rules, example)]
            raise RuleError(
                f"{rule.name} does not win on its own example {example}, but {', '.join(won) or 'none'}: "
                "move it up, or mend its shape"
            )


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example, and where its ⟦ and ⟧ stand; below 0 where they do not."""
    return example.translate(_MARKS), example.find("⟦"), example.find("⟧") - 1


def decided(rules: Rules, example: str) -> list[Found]:
    """What each anchor of an example was decided to be, words that only were claimed included."""
    text = marked(example)[0]
    return list(rules.trace(Clause(text, lex(text, _YEAR, _TODAY))))


def wins(rules: Rules, rule: Rule, example: str) -> bool:
    """Whether the rule decides on the words between the ⟦ and ⟧ of an example, or anywhere if it has none."""
    _, start, end = marked(example)
    return any(
        f.rule is rule and (start < 0 or (f.start, f.end) == (start, end)) for f in decided(rules, example)
    )


def holds(rules: Rules, rule: Rule) -> bool:
    """Whether the rule wins on each `yes` of its own, and on no `no`."""
    return all(wins(rules, rule, each) for each in rule.yes) and not any(
        wins(rules, rule, each) for each in rule.no
    )


def shape_holds(rule: Rule) -> bool:
    """Whether a shape that is asked for by its name is what its examples say."""
    return all(_is_shape(rule, each) for each in rule.yes) and not any(
        _is_shape(rule, each) for each in rule.no
    )


def _is_shape(rule: Rule, example: str) -> bool:
    text, start, end = marked(example)
    pattern = rule.matchers[1]
    if start < 0:
        return pattern.search(text) is not None
    found = pattern.match(text, start)
    return found is not None and found.end() == end


def without_a_condition(rule: Rule) -> Iterator[tuple[tuple[int, str], Rule]]:
    """The rule without one of its conditions, for each: the contexts, what must or must not follow, its flags.

    The key is the same for a condition of a named shape in each of the rules that have it.
    """
    for flag in rule.flags:
        yield (id(rule), flag), replace(rule, flags=tuple(each for each in rule.flags if each != flag))
    for condition, rest in _without_one(rule.left):
        yield (id(condition), condition[0]), replace(rule, left=rest)
    for condition, rest in _without_one(rule.right):
        yield (id(condition), condition[0]), replace(rule, right=rest)


def _without_one(elements: Sequence[Element]) -> Iterator[tuple[Element, list[Element]]]:
    for i, element in enumerate(elements):
        kind, held = element
        if kind in _LOOKS:
            yield element, [*elements[:i], *elements[i + 1 :]]
        if isinstance(held, list):
            for condition, rest in _without_one(held):
                yield condition, [*elements[:i], (kind, rest), *elements[i + 1 :]]
