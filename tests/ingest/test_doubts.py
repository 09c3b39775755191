"""Every kind of doubt that is raised anywhere has its words: what it is called, and what an editor looks at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.language.answers.doubts import said_of
from parsers.language.lexicon import table

ROOT = Path(__file__).parents[2]
ROOMS = ("parsers", "ingest", "kb")
CODE = re.compile("[a-z]+(?:_[a-z]+)+|namesake|picture")
RAISES = re.compile("doubt|diagnostic|told|finding", re.IGNORECASE)
KNOWN = {row["code"] for row in table("doubts")}


def test_every_doubt_that_is_raised_has_a_name_and_says_what_to_look_at() -> None:
    raised = {code for room in ROOMS for path in (ROOT / room).rglob("*.py") for code in codes(path)}
    assert len(raised) > 40
    assert raised - KNOWN == set()


def test_no_name_is_kept_for_a_doubt_that_nobody_raises() -> None:
    sources = "".join(path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    assert [code for code in sorted(KNOWN) if f'"{code}"' not in sources] == []


@pytest.mark.parametrize("code", sorted(KNOWN))
def test_what_is_said_is_a_sentence_in_chinese(code: str) -> None:
    title, look = said_of(code)
    assert re.search("[\u4e00-\u9fff]", title)
    assert len(title) <= 12
    assert look.endswith("。")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('Doubt("new_code", "…")', {"new_code"}),
        ('self._doubt("new_code", "…")', {"new_code"}),
        ('Diagnostic(severity="info", code="new_code", message="…")', {"new_code"}),
        ('_DOUBTS = {"new_code": "…"}', {"new_code"}),
        ('doubts = ("new_code",) if unsure else ()', {"new_code"}),
        ('sorted("not_one")', set()),
    ],
)
def test_a_code_is_seen_wherever_it_is_raised(tmp_path: Path, line: str, found: set[str]) -> None:
    path = tmp_path / "new.py"
    path.write_text(line, "utf-8")
    assert {*codes(path)} == found


def codes(path: Path) -> Iterator[str]:
    """The codes that a module raises: what it gives to a doubt, or keeps under the name of doubts."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if RAISES.search(
                name
            ):
                yield from _codes_in(*args)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if re.search(
                "doubt|reason", name.lower()
            ):
                yield from _codes_in(value)
            case ast.keyword(arg="code" | "doubts", value=value):
                yield from _codes_in(value)


def _codes_in(*values: ast.expr) -> Iterator[str]:
    for value in values:
        for node in ast.walk(value):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value
