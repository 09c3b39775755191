"""The generated pages say what the code says, and links between pages lead somewhere."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = runpy.run_path(str(ROOT / "docs/generate.py"))["PAGES"]
PROSE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)")  # [the guidelines](docs/guidelines.md#units)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_generated_pages_are_current(path: Path) -> None:
    assert path.read_text("utf-8") == PAGES[path](), "run: make docs"


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text("utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_command_is_documented() -> None:
    from gongbao.cli import main

    page = (ROOT / "docs/cli.md").read_text("utf-8")
    assert [name for name in main.commands if f"## gongbao {name}\n" not in page] == []


def test_every_data_file_is_explained_to_those_who_add_a_city() -> None:
    page = (ROOT / "docs/add-a-city.md").read_text("utf-8")
    names = [path.name for path in (ROOT / "parsers/language/lexicon").iterdir() if path.suffix == ".csv"]
    assert [name for name in names if f"`{name}`" not in page] == []
