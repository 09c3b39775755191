"""A command brings in what it uses, and compiles the patterns that its text needs."""

import ast
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import ingest.read
import parsers
from parsers.language.patterns import Lazy, lazy

ROOT = Path(__file__).parents[1]
WITHOUT_PARSERS = "media.py"
"""Asked by commands that bring in no parser, and so not by way of the parsers' lazy patterns; it has five small ones."""
MODULES = sorted(
    path
    for room in (parsers, ingest.read)
    for path in Path(room.__path__[0]).rglob("*.py")
    if path.name != WITHOUT_PARSERS
)
NOTICE = """关于做好防汛工作的通知
江政办发〔2024〕12号

各市、县（市、区）人民政府：

为做好防汛工作，现通知如下：

一、加强领导。各地要于2024年6月30日前完成隐患排查。责任单位：省水利厅、省应急管理厅。

二、落实保障。安排专项资金2亿元，覆盖率达到95%以上。

江省人民政府办公厅
2024年5月6日
"""
OF_OTHER_COMMANDS = {
    *("sqlite3", "sqlite_utils", "datasette", "uvicorn", "httpx", "jinja2"),  # build, search, serve
    *("spacy", "jieba", "cn2an", "pdfplumber", "pdfminer", "pypdfium2", "PIL", "numpy"),
}
"""What no notice of a few lines needs."""


def modules_after(program: str, *given: str) -> set[str]:
    """The modules that are there when a program of one's own process has run."""
    program += "\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program, *given], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_a_notice_brings_in_nothing_of_other_commands(tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, "utf-8")
    there = modules_after("import sys, gongbao; assert gongbao.parse(sys.argv[1]).documents", str(notice))
    assert there & OF_OTHER_COMMANDS == set()
    assert not {
        name for name in there if name.startswith(("ingest.load.load", "ingest.read.pdf", "kb", "web"))
    }


def test_the_help_of_a_command_brings_in_no_parser() -> None:
    there = modules_after("import gongbao.cli")
    assert not {name for name in there if name.partition(".")[0] in ("parsers", "kb", "web", "pydantic")}


def test_a_server_for_models_brings_in_its_library_and_the_questions_alone(knowledge_base: Path) -> None:
    library = modules_after("import mcp.server")
    program = "import sys, gongbao.mcp, pathlib; gongbao.mcp.server_of(pathlib.Path(sys.argv[1]))"
    brought = modules_after(program, str(knowledge_base)) - library
    assert brought & OF_OTHER_COMMANDS <= {"sqlite3"}
    assert not {
        name for name in brought if name.startswith(("ingest", "web", "parsers.layout", "parsers.facts"))
    }
    assert len(brought) < 150


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_compiles_a_pattern_when_it_is_imported(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [node.lineno for node in at_import(tree) if compiles_text(node)] == []


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module that are run when it is imported."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            yield node
            yield from at_import(node)


def compiles_text(node: ast.AST) -> bool:
    """A call of `re.compile` for a pattern of text; those of bytes are few and short."""
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == "re.compile"
        and not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, bytes))
    )


def test_every_pattern_can_be_compiled() -> None:
    names = [
        module.name
        for room in (parsers, ingest.read)
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    ]
    found = [pattern for name in names for pattern in patterns_in(vars(import_module(name)))]
    assert len(found) > 300
    for pattern in found:
        assert pattern.groups >= 0, pattern.pattern


def patterns_in(value: Any) -> Iterator[Any]:
    """The patterns in a value, and in lists and mappings in it."""
    if isinstance(value, Lazy):
        yield value
    elif type(value) in (tuple, list, dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(item)


def test_a_pattern_answers_as_a_compiled_one_does() -> None:
    pattern = lazy("(?P<number>[0-9]+)号")
    assert pattern.pattern == "(?P<number>[0-9]+)号"
    assert pattern.search("第81号").group("number") == "81"  # type: ignore[union-attr]
    assert pattern.sub("", "第81号") == "第"
    assert dict(pattern.groupindex) == {"number": 1}
    assert not hasattr(pattern, "unknown")
