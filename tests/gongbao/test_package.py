"""The installed package: made into a wheel, put into an empty environment, and used in another folder."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from browser import wait_until_it_answers

ROOT = Path(__file__).parents[2]
ROOMS = ("gongbao", "ingest", "kb", "parsers", "schema", "web")
OURS = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "GONGBAO_CORPUS", "GONGBAO_FOLLOW"}
NOTICE = """临江市人民政府办公室关于加强养老服务工作的通知
临政办发〔2024〕7号
各县（市、区）人民政府，市各委、办、局：
一、完善设施。2025年底前新建养老服务中心12个。（责任单位：市民政局）
临江市人民政府办公室
2024年3月5日
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made of a copy of the sources by the build backend that `pyproject.toml` names."""
    folder = tmp_path_factory.mktemp("sources")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    make = "from setuptools import build_meta; print(build_meta.build_wheel('dist'))"
    subprocess.run([sys.executable, "-c", make], cwd=folder, check=True, capture_output=True)
    (made,) = (folder / "dist").glob("*.whl")
    return made


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel alone, and sees what it depends on.

    Nothing is fetched: to install a wheel of pure Python is to unpack it, and a `.pth` file leads to the libraries of
    the environment that runs the tests. What is installed there to be edited is not seen: that is in `.pth` files too.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    zipfile.ZipFile(wheel).extractall(packages)
    libraries = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    (packages / "libraries.pth").write_text("\n".join(libraries))
    return Path(sysconfig.get_path("scripts", "venv", scheme), "python")


def run(python: Path, folder: Path, *arguments: str) -> str:
    """What Python prints, started in a folder, without anything that leads back to this checkout."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [python, "-P", *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder elsewhere, with a corpus and the database that the installed command built from it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "notice.txt").write_text(NOTICE, "utf-8")
    run(python, folder, "-m", "gongbao", "build")
    return folder


@pytest.fixture(scope="module")
def site(python: Path, folder: Path) -> Iterator[str]:
    """The address of a server that the installed command started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(python), "-P", "-m", "gongbao", "serve", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def get(address: str) -> tuple[str, str]:
    """A page, and the policy it comes with."""
    with urlopen(address) as answer:
        return answer.read().decode(), answer.headers["Content-Security-Policy"] or ""


def test_the_wheel_holds_every_file_of_the_rooms(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    left_out = {"__pycache__", "fixtures", "patterns.txt"}
    kept = {path.relative_to(ROOT).as_posix() for path in files if left_out.isdisjoint(path.parts)}
    assert kept - packed == set()
    assert {name for name in packed - kept if ".dist-info/" not in name} == set()


def test_what_runs_is_the_installed_package(python: Path, folder: Path) -> None:
    for room in ROOMS:
        assert run(python, folder, "-c", f"import {room}; print({room}.__file__)").startswith(
            str(python.parents[1])
        )


def test_the_command_is_declared(python: Path, folder: Path) -> None:
    code = "from importlib.metadata import distribution; print(distribution('gongbao').entry_points['gongbao'].load())"
    assert "main" in run(python, folder, "-c", code)


def test_the_installed_command_searches_and_exports(python: Path, folder: Path) -> None:
    assert "牵头" not in run(python, folder, "-m", "gongbao", "search", "养老服务中心")
    exported = json.loads(run(python, folder, "-m", "gongbao", "export"))
    assert exported["documents"][0]["document"]["doc_number"] == "临政办发〔2024〕7号"
    assert exported["documents"][0]["targets"][0]["value"] == 12


def test_the_build_knows_its_accuracy(python: Path, folder: Path) -> None:
    code = "import sqlite3; print(*sqlite3.connect('kb.db').execute('select key from meta'))"
    assert "'accuracy.clauses'" in run(python, folder, "-c", code)


def test_the_verbs_are_there(python: Path, folder: Path) -> None:
    code = "import gongbao; print(gongbao.search('kb.db', '养老服务').totals['clause'])"
    assert run(python, folder, "-c", code) == "1\n"


@pytest.mark.parametrize("path", ["/", f"/search?q={quote('养老服务')}", "/kb/clauses"])
def test_pages_are_shown_as_they_are_shipped(site: str, path: str) -> None:
    page, policy = get(site + path)
    assert "政府公报知识库" in page
    assert policy.startswith("default-src 'self'")


def test_styles_and_questions_are_shipped(site: str) -> None:
    assert "color" in get(f"{site}/static/site.css")[0]
    assert "按文号查文件" in get(f"{site}/kb")[0]


def test_nobody_sends_sql(site: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{site}/kb?sql=select+randomblob(10)")
    assert refused.value.code == 403
    assert "default-src 'self'" in refused.value.headers["Content-Security-Policy"]
