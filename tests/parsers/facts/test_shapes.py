"""Shapes that modules ask for by name: each is what its examples say, is asked for, and stands in a file."""

import re
from pathlib import Path

import pytest

from parsers.language.grammar.rules import Rule, Shapes

ROOT = Path(__file__).parents[3]
PACKAGES = sorted(
    ".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("parsers/**/shapes.txt")
)
SHAPES = {package: Shapes(package) for package in PACKAGES}
RULES = [(rule, shapes[rule.name]) for shapes in SHAPES.values() for rule in shapes.rules.values()]


def marked(example: str) -> tuple[str, int, int]:
    """The text, and where its ⟦ and ⟧ stand; -1 where they do not."""
    text = re.sub("[⟦⟧]", "", example)
    return text, example.find("⟦"), example.find("⟧") - 1


@pytest.mark.parametrize(("rule", "pattern"), RULES, ids=lambda each: getattr(each, "name", ""))
def test_a_shape_is_what_its_examples_say(rule: Rule, pattern: re.Pattern[str]) -> None:
    assert rule.yes
    assert rule.no
    for example in rule.yes:
        text, start, end = marked(example)
        found = pattern.match(text, start) if start >= 0 else None
        assert found, f"{rule.name} is not {example}"
        assert found.end() == end, f"{rule.name} is {found} of {example}"
    for example in rule.no:
        text, start, end = marked(example)
        found = pattern.search(text) if start < 0 else pattern.match(text, start)
        assert found is None or (start >= 0 and found.end() != end), f"{rule.name} is {found} of {example}"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_shape_is_asked_for_and_every_one_asked_for_is_there(package: str) -> None:
    sources = [path.read_text("utf-8") for path in ROOT.joinpath(*package.split(".")).glob("*.py")]
    asked = {name for source in sources for name in re.findall(r'SHAPES\["([^"]+)"\]', source)}
    assert asked == SHAPES[package].rules.keys()
