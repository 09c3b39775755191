"""The ready-made questions: one SQL file each, with its title, description and parameters at the top.

    -- title: 按文号查文件
    -- description: 只写一部分也可以。
    -- number: 文号 | 通政办发〔2022〕81号
    -- role: 角色 | 牵头=lead 配合=cooperate

`{named_units}` in the SQL stands for the numbers of the organisations that the parameter `unit` names.
A parameter has a label and, after the bar, an example; or the choices, each a word and its value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kb.units import named_units_by

_FOLDER = Path(__file__).parents[1] / "questions"
_HEADER = re.compile(r"-- (\w+): (.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks for: its name in the SQL, its label, an example, and the choices where there are some."""

    name: str
    label: str
    example: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CannedQuestion:
    """A question with its SQL."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sql: str


@cache
def questions() -> Mapping[str, CannedQuestion]:
    """Every question by name, in the order of the files."""
    return {path.stem: read_question(path.stem, path.read_text("utf-8")) for path in _files()}


def canned_queries() -> dict[str, Any]:
    """The questions as Datasette's canned queries."""
    return {
        question.name: {
            "sql": question.sql,
            "title": question.title,
            "description": question.description,
            "params": [parameter.name for parameter in question.parameters],
            "hide_sql": True,
            "fields": [asdict(parameter) for parameter in question.parameters],
        }
        for question in questions().values()
    }


def read_question(name: str, text: str) -> CannedQuestion:
    """The question that a file holds."""
    lines = text.splitlines()
    head = {match[1]: match[2] for match in map(_HEADER.fullmatch, lines) if match}
    sql = "\n".join(line for line in lines if not _HEADER.fullmatch(line)).strip()
    sql = sql.replace("{named_units}", named_units_by("trim(:unit)"))
    title, description = head.pop("title"), head.pop("description")
    return CannedQuestion(name, title, description, tuple(_parameter(*item) for item in head.items()), sql)


def _parameter(name: str, text: str) -> Parameter:
    label, _, rest = (part.strip() for part in text.partition("|"))
    pairs = [part.partition("=") for part in rest.split()]
    if pairs and all(separator for _, separator, _ in pairs):
        return Parameter(name, label, choices=tuple((word, value) for word, _, value in pairs))
    return Parameter(name, label, rest)


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.sql"))
