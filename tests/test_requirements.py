"""The pins: every dependency is there, with hashes, and no package index is named."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
FILES = {
    "requirements-build.txt": PROJECT["build-system"]["requires"],
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": [*EXTRAS["dev"], *EXTRAS["ocr"]],
}
PIN = re.compile(
    r"^([a-z0-9-]+)==\S+(?: ; [^\\]+)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def name_of(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


@pytest.mark.parametrize("file", FILES)
def test_every_dependency_is_pinned(file: str) -> None:
    pinned = {name for name, _ in PIN.findall((ROOT / file).read_text("utf-8"))}
    assert {name_of(requirement) for requirement in FILES[file]} - pinned == set(), "run: make pins"


@pytest.mark.parametrize("file", FILES)
def test_a_pins_file_holds_pins_with_hashes_and_nothing_else(file: str) -> None:
    text = re.sub(r"^#.*\n", "", (ROOT / file).read_text("utf-8"), flags=re.MULTILINE)
    assert PIN.sub("", text) == ""


def test_development_pins_are_those_of_use_and_more() -> None:
    pins = {file: set(PIN.findall((ROOT / file).read_text("utf-8"))) for file in FILES}
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]
