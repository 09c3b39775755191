"""Which documents set tasks, share them out or report on them, as far as their kind and title say."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from kb.answers.answer import Answer, Head, Where, read
from parsers.language.lexicon import words
from parsers.language.plans import plan_named

Stage = Literal["plan", "breakdown", "report"]

STAGES: dict[str, str] = {"plan": "规划", "breakdown": "分解、实施", "report": "报告"}
"""Each stage, and the words for it."""

HEADS = (
    Head("issued_on", "成文日期", "date"),
    Head("stage", "阶段", words=STAGES),
    Head("title", "文件", width=40),
    Head("doc_number", "发文字号", width=20),
    Head("place", "地方"),
    Head("id", "文件标识", width=20),
    Head("address", "任务对照网址", width=20),
)
"""The documents as a list."""

_YEARS = re.compile(r"(?:19|20)\d\d\s*年?\s*[-—–－~～至]{1,2}\s*(?:19|20)?\d\d")
_DOCUMENTS = """
select d.id, d.parent_id, d.title, d.doc_type, d.issued_on, d.place, d.short_id, '/tasks/' || d.short_id as address,
  coalesce(d.doc_number, p.doc_number) as doc_number
from documents d left join documents p on p.id = d.parent_id
"""


def stage_of(title: str, doc_type: str | None) -> Stage | None:
    """Whether a document sets tasks, shares them out or reports on them; None where its kind does not say."""
    kind = doc_type or ""
    if re.fullmatch(words("STAGEREPORT").pattern, kind):
        return "report"
    if re.fullmatch(words("STAGEPLAN").pattern, kind):
        return "plan"
    if not re.search(words("STAGESHARE").pattern + "$", kind):
        return None
    return "plan" if plan_named(title) or _YEARS.search(title) else "breakdown"


def staged(
    connection: sqlite3.Connection, place: str | None = None, stage: str | None = None
) -> Iterator[dict[str, Any]]:
    """The documents that have a stage (of a place, in one stage), the newest first; each with its `stage`."""
    where = Where()
    where.add("d.role <> 'notice'")
    if place:
        where.add("d.place = ?", place)
    sql = f"{_DOCUMENTS} where {where} order by d.issued_on desc, d.pk"
    for row in read(connection, sql, where.values):
        found = stage_of(row["title"], row["doc_type"])
        if found and stage in (None, found):
            yield {**row, "stage": found}


def answer(connection: sqlite3.Connection, place: str | None = None, stage: str | None = None) -> Answer:
    """The same documents as rows for files."""
    return Answer("staged", "任务对照", HEADS, staged(connection, place, stage))


def document_of(connection: sqlite3.Connection, said: str) -> dict[str, Any] | None:
    """The document of an id, a short name, a number or a title, with its `stage`; None where there is none."""
    where = "d.id = ?1 or d.short_id = ?1 or d.doc_number = ?1 or p.doc_number = ?1 or d.title = ?1"
    found = next(
        read(connection, f"{_DOCUMENTS} where {where} order by d.role = 'notice', d.pk limit 1", [said]), None
    )
    return found and {**found, "stage": stage_of(found["title"], found["doc_type"])}


def others_of(connection: sqlite3.Connection, document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The other documents of its place that have a stage, without those that the same notice issued."""
    if document["place"] is None:
        return
    family = document["parent_id"]
    for other in staged(connection, document["place"]):
        if other["id"] != document["id"] and (family is None or other["parent_id"] != family):
            yield other


def has_others(connection: sqlite3.Connection, document: Mapping[str, Any]) -> bool:
    """Whether a document has a stage, and its place another document of another stage."""
    stage = stage_of(document["title"], document["doc_type"])
    return stage is not None and any(other["stage"] != stage for other in others_of(connection, document))
