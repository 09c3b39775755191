"""Shapes that modules ask for by name: each is what its examples say, is asked for, and stands in a file."""

import ast
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


MOST_WITHOUT_EXAMPLES = 462
"""Expressions in the parsers that hold Chinese words and have no `yes` and `no`; it may only fall."""
HAN = re.compile("[\u4e00-\u9fff]")


def expressions(tree: ast.AST) -> int:
    """The expressions that code writes down with Chinese words in them; one that a class of words makes has none."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    own = (
        node
        for node in calls
        if ast.unparse(node.func) in ("lazy", "re.compile", "re.search", "re.match", "re.sub")
    )
    return sum(
        HAN.search(re.sub(r"words(?:_in)?\(.*?\)", "", ast.unparse(node.args[0]))) is not None for node in own
    )


def test_expressions_without_examples_only_become_fewer() -> None:
    found = sum(expressions(ast.parse(path.read_text("utf-8"))) for path in ROOT.glob("parsers/**/*.py"))
    assert found <= MOST_WITHOUT_EXAMPLES


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("lazy('由|报')", 1),
        ("lazy(words('BY').pattern)", 0),
        ("re.search('的$', text)", 1),
        ("lazy('[0-9]')", 0),
    ],
)
def test_the_ratchet_sees_an_expression(source: str, count: int) -> None:
    assert expressions(ast.parse(source)) == count
