"""`import gongbao`: three verbs, quick to import, and the page that shows them."""

from __future__ import annotations

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gongbao
from schema.errors import NothingToReadError
from schema.source import Declaration

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/python.md"
ORDER = "关于做好防汛工作的通知\n一、市水利局牵头，6月底前完成检查。\n"


def test_the_page_says_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "corpus/nantong/nantong-2022-06.txt"
    (tmp_path / source).parent.mkdir(parents=True)
    for path in (source, "corpus/nantong/sources.toml"):
        shutil.copy(ROOT / path, tmp_path / path)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("".join(blocks), {}, PAGE.name, str(PAGE), 0)
    failed, tried = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(examples)
    assert (failed, tried > 10) == (0, True)


def test_to_import_gongbao_imports_none_of_its_libraries() -> None:
    code = "import sys, gongbao; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    ours = {"gongbao", "schema"}
    allowed = {*sys.stdlib_module_names, *sys.builtin_module_names, *ours}
    found = set(done.stdout.split()) - allowed
    assert {name for name in found if not name.startswith("_")} == set()


def test_bytes_and_a_file_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "document.txt"  # what has no date is called after its file, and bytes are called so
    path.write_text(ORDER, "utf-8")
    declared = Declaration(place="南通市")
    from_file = gongbao.parse(path, declaration=declared)
    from_bytes = gongbao.parse(ORDER.encode("gb18030"), declaration=declared)
    assert from_bytes.documents[0].units == from_file.documents[0].units
    assert from_file.documents[0].units[0].canonical == "南通市水利局"


def test_sources_toml_above_a_path_is_asked(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('place = "南通市"\n', "utf-8")
    (tmp_path / "notice.txt").write_text(ORDER, "utf-8")
    assert gongbao.parse(str(tmp_path / "notice.txt")).documents[0].units[0].canonical == "南通市水利局"


def test_with_a_timeout_a_source_is_parsed_in_a_process_of_its_own() -> None:
    plain = gongbao.parse(ORDER.encode())
    assert gongbao.parse(ORDER.encode(), timeout=300) == plain
    with pytest.raises(gongbao.SourceError, match=r"document: not parsed after 0\.001 s"):
        gongbao.parse(ORDER.encode() * 50_000, timeout=0.001)


def test_an_error_of_bytes_names_no_file_of_ours() -> None:
    with pytest.raises(gongbao.SourceError) as raised:
        gongbao.parse(b"\x00\x01\x02" * 50)
    assert raised.value.source == "document"


def test_build_tells_what_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ORDER, "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    told: list[gongbao.SourceError] = []
    built = gongbao.build(str(tmp_path), tmp_path / "kb.db", jobs=1, report=told.append)
    assert built.rows["sources"] == 1
    assert built.failures == tuple(told)
    assert [Path(error.source).name for error in told] == ["bad.txt"]
    assert gongbao.search(tmp_path / "kb.db", "防汛").totals == {"document": 1, "clause": 0, "event": 0}


def test_build_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError):
        gongbao.build([tmp_path / "nowhere"], tmp_path / "kb.db")
