"""Shapes that modules ask for by name: each is what its examples say, is asked for, and stands in a file."""

import re
from pathlib import Path

import pytest

from parsers.language.grammar.proof import shape_holds
from parsers.language.grammar.rules import Rule, Shapes

ROOT = Path(__file__).parents[3]
PACKAGES = sorted(
    ".".join(path.parent.relative_to(ROOT).parts) for path in ROOT.glob("parsers/**/shapes.txt")
)
SHAPES = {package: Shapes(package) for package in PACKAGES}
RULES = [rule for shapes in SHAPES.values() for rule in shapes.rules.values()]


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_shape_is_what_its_examples_say(rule: Rule) -> None:
    assert rule.yes
    assert rule.no
    assert shape_holds(rule)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_shape_is_asked_for_and_every_one_asked_for_is_there(package: str) -> None:
    sources = [path.read_text("utf-8") for path in ROOT.joinpath(*package.split(".")).glob("*.py")]
    asked = {name for source in sources for name in re.findall(r'SHAPES\["([^"]+)"\]', source)}
    assert asked == SHAPES[package].rules.keys()
