"""The walls of the house: data walks one way, and so do imports."""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WALLS = {
    "gongbao": {"ingest", "kb", "parsers", "schema"},
    "ingest": {"parsers", "schema"},
    "parsers.facts": {"parsers.layout", "parsers.language", "schema"},
    "parsers.layout": {"parsers.language", "schema"},
    "parsers.language": {"schema"},
    "web": {"kb", "schema"},
    "kb": {"parsers.language", "schema"},
    "schema": set(),
}
"""Which rooms a room may look into. `parsers` has three rooms, one above the other."""
ALLOWED = {room.partition(".")[0] for room in WALLS}
MODULES = sorted(path for room in ALLOWED for path in (ROOT / room).rglob("*.py"))


def imports_of(source: str) -> Iterator[str]:
    """Every module that is imported, wherever in the source it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where they lead"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: str) -> str:
    """The room that a module stands in: `parsers.layout` of `parsers.layout.clauses`."""
    first, _, rest = module.partition(".")
    inner = f"{first}.{rest.partition('.')[0]}"
    return inner if inner in WALLS else first


def forbidden(room: str, source: str) -> set[str]:
    """The rooms that a module of this room may not look into, but does."""
    rooms = {room_of(name) for name in imports_of(source) if name.partition(".")[0] in ALLOWED}
    return {
        seen
        for seen in rooms - {room}
        if not any(seen == wall or seen.startswith(f"{wall}.") for wall in WALLS[room])
    }


def module_name(path: Path) -> str:
    """The dotted name of a module by its file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(module_name(path))
    if room == "parsers":  # its own __init__ says what it is, and imports nothing
        assert list(imports_of(path.read_text("utf-8"))) == []
        return
    assert forbidden(room, path.read_text("utf-8")) == set()


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [lines for name, lines in project["optional-dependencies"].items() if name != "dev"]
    declared = {normal(re.split(r"[^\w.-]", line)[0]) for line in chain(project["dependencies"], *extras)}
    found = packages_distributions()
    foreign = {name for path in MODULES for name in map(top_level, imports_of(path.read_text("utf-8")))} - {
        *ALLOWED,
        *sys.stdlib_module_names,
    }
    installed = foreign & found.keys()
    undeclared = {name for name in installed if not declared & {normal(d) for d in found[name]}}
    assert undeclared == set()


def top_level(module: str) -> str:
    """`lxml` of `lxml.etree`."""
    return module.partition(".")[0]


def normal(distribution: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_room_is_watched() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == ALLOWED


def test_no_room_is_a_corridor() -> None:
    doors = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {str(folder): count for folder, count in doors.items() if count > 15} == {}


@pytest.mark.parametrize(
    ("room", "source", "walls"),
    [
        ("parsers.facts", "import ingest.build", {"ingest"}),
        ("parsers.language", "from parsers.layout import clauses", {"parsers.layout"}),
        ("parsers.layout", "from parsers.facts.people.rosters import find_roster", {"parsers.facts"}),
        ("schema", "from parsers.language import dates", {"parsers.language"}),
        ("kb", "from parsers.layout.clauses import read", {"parsers.layout"}),
        (
            "web",
            "def f():\n    import parsers.language.dates",
            {"parsers.language"},
        ),  # a late import is an import
        ("ingest", "import web", {"web"}),
        ("ingest", "from gongbao.cli import main", {"gongbao"}),
        ("ingest", "import parsers.facts.gazette, schema.facts, json", set()),
        ("kb", "from parsers.language.dates import find_dates", set()),
    ],
)
def test_the_watch_sees_a_hole(room: str, source: str, walls: set[str]) -> None:
    assert forbidden(room, source) == walls


def test_no_two_files_of_tests_have_one_name() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
