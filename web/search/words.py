"""The Chinese words for tables, columns and codes, as the schema writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kb.words import WORDS, words_of
from schema.tables import TABLES

_COLUMN_TITLES = {column.name: column.title for table in TABLES.values() for column in table.columns}
_ANSWER_TITLES = {
    "title": "文件",
    "doc_number": "文号",
    "path": "条款",
    "heading": "标题",
    "clause_text": "文字",
    "cited": "所引文件",
}
_ANSWER_TITLES |= {
    "name": "单位",
    "units": "单位",
    "role": "角色",
    "due": "到期",
    "text": "时限",
    "kind": "性质",
}
_ANSWER_TITLES |= {"date": "日期", "page": "页", "person_id": "姓名", "action": "任免"}
_ANSWER_TITLES |= {"document_id": "文件编号", "clause_id": "条款编号", "cited_clause_id": "所引条款编号"}
"""Columns of the ready-made questions whose names mean different things in different tables."""


_WHAT_IS_WRONG = {
    400: "地址中的参数有误，请从页面上重新选择。",
    403: "此项内容不对外开放。",
    404: "地址可能有误，或者该内容已经更名、移除。",
}
_CHINESE = re.compile("[\u4e00-\u9fff]")


def in_chinese(error: object, status: int) -> str:
    """What an error page says: the error's own words if they are Chinese, else what its status means, else those words."""
    said = str(error)
    return said if _CHINESE.search(said) else _WHAT_IS_WRONG.get(status, said)


def table_title(table: str) -> str:
    """The title of a table; of a table that the schema does not know, its name."""
    return TABLES[table].title if table in TABLES else table


def column_title(column: str, table: str | None = None) -> str:
    """The title of a column, in a table or wherever a question's answer shows it."""
    if table in TABLES:
        return next((known.title for known in TABLES[table].columns if known.name == column), column)
    return _ANSWER_TITLES.get(column) or _COLUMN_TITLES.get(column, column)


def word_for(column: str, code: object, table: str | None = None) -> str | None:
    """What a code says in words: `lead` in the column `role` is 牵头. None for what is no code."""
    if not isinstance(code, str):
        return None
    return (words_of(table, column) if table else _WORDS_BY_COLUMN.get(column, {})).get(code)


def kind_of_document(document: Mapping[str, Any]) -> str:
    """What a document is to those it stands with: 印发通知, 附件; one that carries its own content is named by its 文种."""
    if document["role"] == "instrument" and document["doc_type"]:
        return str(document["doc_type"])
    return word_for("role", document["role"], "documents") or ""


_WORDS_BY_COLUMN: dict[str, dict[str, str]] = {}
for (_, _column), _known in WORDS.items():
    _WORDS_BY_COLUMN.setdefault(_column, {}).update(_known)
