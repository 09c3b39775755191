"""The walls of the house: data walks one way, and so do imports."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ALLOWED = {
    "ingest": {"parsers", "schema"},
    "parsers": {"schema"},
    "schema": set(),
    "web": {"schema"},
}
MODULES = sorted(path for room in ALLOWED for path in (ROOT / room).rglob("*.py"))


def imports_of(source: str) -> Iterator[str]:
    """The top-level package of every import, wherever in the module it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            yield (node.module or "").partition(".")[0]


def forbidden(room: str, source: str) -> set[str]:
    """The rooms that a module of this room may not look into, but does."""
    return {name for name in imports_of(source) if name in ALLOWED} - {room} - ALLOWED[room]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    assert forbidden(room, path.read_text("utf-8")) == set()


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["ocr"]
    declared = {normal(re.split(r"[^\w.-]", line)[0]) for line in [*project["dependencies"], *extra]}
    found = packages_distributions()
    foreign = {name for path in MODULES for name in imports_of(path.read_text("utf-8"))} - {
        *ALLOWED,
        *sys.stdlib_module_names,
    }
    installed = foreign & found.keys()
    undeclared = {name for name in installed if not declared & {normal(d) for d in found[name]}}
    assert undeclared == set()


def normal(distribution: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_room_is_watched() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(ALLOWED)


@pytest.mark.parametrize(
    ("room", "source", "walls"),
    [
        ("parsers", "import ingest.cli", {"ingest"}),
        ("schema", "from parsers import dates", {"parsers"}),
        ("web", "def f():\n    import parsers.dates", {"parsers"}),  # a late import is an import
        ("ingest", "import web", {"web"}),
        ("ingest", "import parsers, schema.facts, json", set()),
    ],
)
def test_the_watch_sees_a_hole(room: str, source: str, walls: set[str]) -> None:
    assert forbidden(room, source) == walls
