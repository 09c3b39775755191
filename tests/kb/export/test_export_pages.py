"""Every example of the pages on formats runs as a reader would run it."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongbao.cli import main
from kb.formats.registry import FORMATS

PAGES = Path(__file__).parents[3] / "docs/exports"


def test_every_format_has_a_page() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {"jsonl", *FORMATS}
    overview = (PAGES.parent / "exports.md").read_text("utf-8")
    assert [path.name for path in PAGES.glob("*.md") if f"(exports/{path.name})" not in overview] == []


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.md")), ids=lambda page: page.stem)
def test_the_examples_of_a_format_run(
    page: Path, knowledge_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(knowledge_base, tmp_path / "kb.db")
    text = page.read_text("utf-8")
    (command,) = re.findall(r"^\$ gongbao (.*)$", text, re.MULTILINE)
    said, _, target = command.partition(" > ")
    done = CliRunner().invoke(main, shlex.split(said))
    assert done.exit_code == 0, done.output
    if target:
        (tmp_path / target).write_text(done.stdout, "utf-8")
    blocks = "".join(re.findall(r"^```pycon\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    examples = doctest.DocTestParser().get_doctest(blocks, {}, page.name, str(page), 0)
    assert examples.examples
    told: list[str] = []
    assert doctest.DocTestRunner().run(examples, out=told.append).failed == 0, "".join(told)
