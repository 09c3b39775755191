"""What a user sees: answers on standard output, one clear line for what goes wrong, nothing half-written."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result
from handmade import make_decision, make_issue

from gongbao.cli import main
from ingest.load.load import load
from schema.document import Gazette
from schema.errors import SourceError
from schema.source import Declaration

ROOT = Path(__file__).parents[2]
PARSING = {"spacy", "pdfplumber", "parsers", "lxml", "pypdfium2"}


def parse_by_name(path: Path, declaration: Declaration, root: Path | None = None) -> Gazette:
    """Stands for the parser: what a file's name says happens."""
    name = path.stem
    if name == "broken":
        raise SourceError(path, "cannot be decoded", "save it as UTF-8", "byte 3")
    if name == "bug":
        raise KeyError("oops")
    if name == "dies":
        os._exit(3)
    gazette = make_decision() if name == "decision" else make_issue(int(name[-1]), sha=name[-1] * 64)
    shown = path.relative_to(root) if root else path
    return gazette.model_copy(update={"source": gazette.source.model_copy(update={"path": str(shown)})})


@pytest.fixture(autouse=True)
def fake_parser(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("GONGBAO_CACHE", str(tmp_path_factory.mktemp("cache")))
    job = ModuleType("ingest.job")
    job.parse_source = parse_by_name  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ingest.job", job)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a corpus of two issues and a decision."""
    monkeypatch.chdir(tmp_path)
    for name in ("issue-6.txt", "issue-7.txt", "decision.html"):
        (tmp_path / "corpus").mkdir(exist_ok=True)
        (tmp_path / "corpus" / name).write_text(name)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def error_line(result: Result) -> str:
    """The one line on standard error."""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("gongbao: ")
    return lines[0]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_build_loads_the_corpus(folder: Path, jobs: str) -> None:
    result = run("build", "--jobs", jobs)
    assert result.exit_code == 0
    came, doubted, loaded = result.stderr.splitlines()
    assert came == "gongbao: came in: decision.html, issue-6.txt, issue-7.txt"
    assert doubted == "gongbao: doubted of them: gap 2"
    assert loaded.startswith("gongbao: kb.db: 3 sources, 9 documents, 7 clauses")
    assert result.stdout == ""


def test_build_says_that_nothing_has_changed_unless_it_shall_not_look(folder: Path) -> None:
    run("build")
    assert error_line(run("build")) == "gongbao: kb.db: nothing has changed; it is as it was"
    assert "3 sources" in error_line(run("build", "--no-cache"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_build_loads_the_good_and_names_the_bad(folder: Path, jobs: str) -> None:
    for name in ("broken.txt", "bug.txt"):
        (folder / "corpus" / name).write_text("")
    result = run("build", "--jobs", jobs)
    broken, bug, _, _, loaded, left_out = result.stderr.splitlines()
    assert broken == "gongbao: corpus/broken.txt, byte 3: cannot be decoded; save it as UTF-8"
    assert "corpus/bug.txt" in bug
    assert "KeyError" in bug
    assert "3 sources" in loaded
    assert left_out == "gongbao: 2 sources were left out"
    assert result.exit_code == 1


def test_a_process_that_dies_takes_only_its_source_along(folder: Path) -> None:
    (folder / "corpus" / "dies.txt").write_text("")
    result = run("build", "--jobs", "2")
    assert result.exit_code == 1
    assert "corpus/dies.txt" in result.stderr
    assert "3 sources, 9 documents" in result.stderr


def test_build_with_nothing_good_leaves_the_old_database(folder: Path) -> None:
    run("build")
    before = (folder / "kb.db").read_bytes()
    (folder / "bad").mkdir()
    (folder / "bad" / "broken.txt").write_text("")
    result = run("build", "bad")
    assert result.exit_code == 1
    assert "as it was before" in result.stderr
    assert (folder / "kb.db").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["bad", "corpus", "kb.db"]


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["build", "nowhere"], "nowhere: no such file", 2),
        (["build", "empty"], "empty: no sources in it", 2),
        (["build", "--db", "nowhere/kb.db"], "there is no folder nowhere", 1),
        (["build", "--db", "empty"], "is a folder", 1),
        (["build", "--db", "corpus/issue-6.txt"], "is no database", 1),
        (["build", "--jobs", "0"], "--jobs", 2),
        (["parse", "nowhere.txt"], "nowhere.txt: no such file", 2),
        (["parse", "corpus"], "corpus is a folder", 2),
        (["parse", "broken.txt"], "broken.txt, byte 3: cannot be decoded", 1),
        (["export"], "kb.db: no such database; build it with “gongbao build”", 1),
        (["search", "养老"], "kb.db: no such database", 1),
        (["search"], "nothing to search for", 2),
        (["search", "养老", "--role", "boss"], "boss", 2),
        (["search", "养老", "--due-before", "soon"], "soon", 2),
        (["search", "养老", "--db", "corpus/issue-6.txt"], "not a database", 1),
        (["search", "养老", "--db", "old.db"], "of version 0, and this program reads version", 1),
        (["serve"], "kb.db: no such database", 1),
        (["frobnicate"], "frobnicate", 2),
    ],
)
def test_what_goes_wrong_is_said_in_a_line(
    folder: Path, arguments: list[str], said: str, status: int
) -> None:
    (folder / "empty").mkdir()
    (folder / "broken.txt").write_text("")
    load([], folder / "old.db")
    with sqlite3.connect(folder / "old.db") as old:
        old.execute("pragma user_version = 0")
    result = run(*arguments)
    assert said in error_line(result)
    assert result.exit_code == status
    assert result.stdout == ""
    assert not (folder / "kb.db").exists()


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_parse_reads_standard_input(folder: Path, name: str) -> None:
    command = [sys.executable, "-m", "gongbao", "parse", name, "--compact"]
    text = "关于防汛工作的通知\n一、完成检查。\n"
    done = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, encoding="utf-8")
    assert json.loads(done.stdout)["documents"][0]["document"]["title"] == "关于防汛工作的通知"
    done = subprocess.run(command, cwd=ROOT, input="", capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (1, "gongbao: -: the file is empty; fetch it again\n")


def test_what_is_no_file_is_said(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    result = run("parse", "pipe")
    assert error_line(result) == "gongbao: pipe: is neither a file nor a folder; save what it holds in a file"
    assert result.exit_code == 1


def test_only_pages_of_pdfs_are_drawn(folder: Path) -> None:
    (folder / "notice.txt").write_text("关于防汛工作的通知", "utf-8")
    said = error_line(run("debug-page", "notice.txt", "1", "-o", "page.png"))
    assert "notice.txt is no PDF, but text/plain" in said


def test_parse_prints_one_source(folder: Path) -> None:
    result = run("parse", "corpus/decision.html")
    assert result.exit_code == 0
    assert Gazette.model_validate_json(result.stdout).documents == make_decision().documents
    assert "南通市" in result.stdout
    assert run("parse", "--compact", "corpus/decision.html").stdout.count("\n") == 1


def test_export_prints_a_line_per_source(folder: Path) -> None:
    run("build")
    stored, parsed = run("export"), run("export", "corpus")
    for result in (stored, parsed):
        assert result.exit_code == 0
        assert len([Gazette.model_validate_json(line) for line in result.stdout.splitlines()]) == 3


def test_export_of_a_bad_file_goes_on(folder: Path) -> None:
    (folder / "corpus" / "broken.txt").write_text("")
    result = run("export", "corpus")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3


def test_search_prints_what_and_where(folder: Path) -> None:
    run("build")
    lines = run(
        "search", "VOCs治理", "--unit", "市民政局", "--role", "lead", "--limit", "1"
    ).stdout.splitlines()
    assert lines == [
        "条款：2处",
        "",
        "南通市养老服务实施方案",
        "  （一）  第2页",
        "  …牵头，财政部门、养老服务协会配合，2025年底前建成4.5个【VOCs治理】站。",
        "  牵头：市民政局  配合：财政部门、养老服务协会  期限：2025-12-31",
        "",
    ]


def test_search_says_that_the_words_stand_apart(folder: Path) -> None:
    run("build")
    assert run("search", "拨付奖励").stdout.startswith("没有与“拨付奖励”完全一致的文字")
    assert run("search", "没有的").stdout == "没有找到。\n"


def test_search_gives_json(folder: Path) -> None:
    run("build")
    answer = json.loads(run("search", "治理站", "--due-before", "2025-12-31", "--json").stdout)
    assert answer["total"] == {"clause": 2}
    result = answer["results"][0]
    assert result["path"] == "（一）"
    assert result["units"][0] == {"role": "lead", "name": "市民政局"}
    assert [result["snippet"][start:end] for start, end in result["marks"]] == ["治理站"]


def test_every_command_has_examples() -> None:
    for name in main.list_commands(None):  # type: ignore[arg-type]
        text = run(name, "--help").stdout
        assert name == "eval" or f"gongbao {name}" in text.partition("Examples:")[2]


@pytest.mark.parametrize(
    "code",
    [
        "main(['--help'])",
        "main(['search', '--help'])",
        "main(['search', '养老', '--unit', '市民政局', '--db', DB])",
        "main(['search', '拨付奖励', '--db', DB, '--json'])",
        "main(['export', '--db', DB])",
    ],
)
def test_what_does_not_parse_imports_no_parser(tmp_path: Path, code: str) -> None:
    load([make_issue(6)], tmp_path / "kb.db")
    program = (
        "import sys\nfrom gongbao.cli import main\nDB = sys.argv[1]\n"
        f"try:\n    {code}\nexcept SystemExit as end:\n    assert not end.code, end\n"
        f"print(sorted({PARSING!r} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "kb.db")], capture_output=True, text=True, check=True
    )
    assert ran.stderr.strip() == "[]"
    assert ran.stdout
