"""The same task through plan, breakdown and report: found by a shared indicator, or by words alike, which is a doubt."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.answers.answer import Answer, Head, read
from kb.answers.promises.likeness import Sentences, sentences
from kb.answers.promises.stages import STAGES, document_of, others_of
from kb.answers.sentences import binding_sentence

Row = Mapping[str, Any]

RULE = (
    ("规划", "文种为规划、纲要，或者标题载明“十四五”等规划期、跨年度起止年份。"),
    ("分解、实施", "文种为方案、计划、要点、措施、意见、分工、清单等。"),
    ("报告", "文种为报告、公报、总结。"),
    (
        "同一指标",
        "两处的数属于同一地方的同一指标，归并没有存疑。"
        "目标只与提出当年及以后的公布数对应；年度目标只与同年的目标和公布数、所属规划期的目标对应。",
    ),
    (
        "文字相近",
        "同一地方、不同阶段的两份文件，一句话中多数用字相同而且不是套话：可能是同一任务，也可能不是，请核对原文。",
    ),
)
"""The rule, as the page prints it."""

HEADS = (
    Head("task", "任务", width=40),
    Head("task_path", "任务所在条款", width=14),
    Head("indicator", "指标", width=20),
    Head("stage", "阶段", words=STAGES),
    Head("year", "年份"),
    Head("quote", "原文", width=50),
    Head("basis", "对应依据", width=24),
    Head("doubt", "存疑", words={"words_alike": "仅文字相近"}),
    Head("document_title", "文件", width=36),
    Head("doc_number", "发文字号", width=20),
    Head("issued_on", "成文日期", "date"),
    Head("path", "条款", width=14),
    Head("page", "页", "number", 6),
    Head("clause_id", "条款标识", width=20),
    Head("document_id", "文件标识", width=20),
    Head("address", "网址", width=20),
)

_ROLES = {"promise": "目标", "statement": "公布数"}
_MOST = 2000
"""Clauses of other documents that are compared, the newest first."""

_OWN = """
select c.id, c.heading, c.text, c.path, c.page, '/c/' || c.short_id as address from clauses c
where c.document_id = ? and c.kind <> 'chapter' and (
  c.id in (select clause_id from clause_units where role <> 'interpret')
  or c.id in (select clause_id from deadlines where kind not in ('effective', 'validity'))
  or c.id in (select clause_id from targets where kind in ('target', 'baseline'))
) order by c.seq
"""
_NUMBERS = """
select n.target_id, n.indicator_id, i.name, n.role, n.measure, n.unit, n.year, f.indicator, f.quote, f.table_id,
  f.document_id, f.clause_id, f.path, f.page, c.heading, c.text, d.issued_on,
  coalesce('/c/' || c.short_id, '/d/' || d.short_id) as address
from indicator_targets n join targets f on f.id = n.target_id join indicators i on i.id = n.indicator_id
join documents d on d.id = f.document_id left join clauses c on c.id = f.clause_id
"""
_OF_DOCUMENT = f"{_NUMBERS} where f.document_id = ? and not n.doubtful order by f.pk"
_OF_OTHERS = f"""
{_NUMBERS} where n.indicator_id in (select value from json_each(?)) and f.document_id <> ? and not n.doubtful order by f.pk
"""
_OTHERS = """
select c.id as clause_id, c.heading, c.text, c.path, c.page, c.document_id, '/c/' || c.short_id as address from clauses c
where c.document_id in (select value from json_each(?)) and length(c.text) > 8 order by c.pk desc limit ?
"""


@dataclass(frozen=True, slots=True)
class Task:
    """What a clause of a document sets or tells, and what other documents say of the same, in time.

    `indicator` is the id and name of what is counted, None where only the words are alike.
    """

    clause: Row
    words: str
    indicator: tuple[str, str] | None
    found: Sequence[Row]


def tasks_of(connection: sqlite3.Connection, document: Row) -> list[Task]:
    """The tasks of a document (of `document_of`) that another document of its place takes up, in their order."""
    others = {other["id"]: other for other in others_of(connection, document)}
    clauses = {clause["id"]: clause for clause in read(connection, _OWN, [document["id"]])}
    told: set[tuple[str, str]] = set()
    tasks = [
        *_counted(connection, document, clauses, others, told),
        *_alike(
            connection,
            clauses,
            {key: o for key, o in others.items() if o["stage"] != document["stage"]},
            told,
        ),
    ]
    order = {clause: at for at, clause in enumerate(clauses)}
    return sorted(tasks, key=lambda task: order.get(task.clause["id"], -1))


def answer_of(connection: sqlite3.Connection, said: str) -> Answer | None:
    """The tasks of a document as rows for files; None where there is no such document."""
    document = document_of(connection, said)
    if document is None:
        return None
    rows = (
        {
            **found,
            "id": "~".join((task.clause["address"], found["address"], *(task.indicator or ())[:1])),
            "task": task.words,
            "task_path": task.clause["path"],
            "indicator": task.indicator and task.indicator[1],
        }
        for task in tasks_of(connection, document)
        for found in task.found
    )
    return Answer("counterparts", f"任务对照 {document['title']}", HEADS, rows)


def _counted(
    connection: sqlite3.Connection,
    document: Row,
    clauses: Mapping[str, Row],
    others: Mapping[str, Row],
    told: set[tuple[str, str]],
) -> Iterator[Task]:
    """The tasks whose numbers others give too, one for each clause and indicator; `told` gets each pair of clauses that
    give a number of one indicator and kind, whether or not they speak of one task."""
    numbers: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in read(connection, _OF_DOCUMENT, [document["id"]]):
        numbers[row["clause_id"], row["indicator_id"]].append({**row, "stage": document["stage"]})
    given = _given_by(connection, document, sorted({indicator for _, indicator in numbers}), others)
    for (clause, indicator), own in numbers.items():
        found: dict[tuple[str, str], Row] = {}
        said: dict[str, None] = {}
        for other in given[indicator]:
            alike = [one for one in own if _is_one_kind(one, other)]
            told.update((str(clause), other["clause_id"]) for _ in alike)
            if paired := [one for one in alike if is_same_task(one, other)]:
                basis = f"同一指标：{other['name']}（{_ROLES[other['role']]} {other['quote'].strip()}）"
                made = _found(others[other["document_id"]], other, _words_of(other), basis, doubt=None)
                found.setdefault((other["address"], basis), made)
                said |= dict.fromkeys(map(_words_of, paired))
        if found:
            at = clauses.get(clause or "") or {
                "id": clause,
                **{key: own[0][key] for key in ("path", "address")},
            }
            yield Task(at, "；".join(said), (indicator, own[0]["name"]), _in_time(found.values()))


def _given_by(
    connection: sqlite3.Connection, document: Row, indicators: Sequence[str], others: Mapping[str, Row]
) -> Mapping[str, list[Row]]:
    """The numbers that other documents give of indicators, each with the stage of its document."""
    given: dict[str, list[Row]] = defaultdict(list)
    for row in read(connection, _OF_OTHERS, [json.dumps(indicators), document["id"]]):
        if other := others.get(row["document_id"]):
            given[row["indicator_id"]].append({**row, "stage": other["stage"]})
    return given


def _is_one_kind(one: Row, other: Row) -> bool:
    return bool((one["measure"], one["unit"]) == (other["measure"], other["unit"]))


def is_same_task(one: Row, other: Row) -> bool:
    """Whether two numbers of one indicator and kind speak of one task: a promise and what came of it, or a promise and its share.

    A promise is answered by what is told of the year in which it was made or a later one; that of a year (a number
    that is made or grows, in no plan) by the same year only, and it is a share of the plan whose years hold it.
    """
    promises = [row for row in (one, other) if row["role"] == "promise"]
    statements = [row for row in (one, other) if row["role"] == "statement"]
    if not promises:
        return False
    if statements:
        return _answers(promises[0], statements[0])
    plans = [row for row in promises if row["stage"] == "plan"]
    if len(plans) == 1:
        share = one if other is plans[0] else other
        return not share["year"] or not plans[0]["year"] or bool(share["year"] <= plans[0]["year"])
    return bool(one["year"] == other["year"])


def _answers(promise: Row, statement: Row) -> bool:
    made, told = (promise["issued_on"] or "")[:4], statement["year"]
    if not told:
        return (statement["issued_on"] or "") > (promise["issued_on"] or "")
    if promise["stage"] != "plan" and promise["measure"] != "level" and promise["year"]:
        return bool(told == promise["year"])
    return str(told) >= made


def _alike(
    connection: sqlite3.Connection,
    clauses: Mapping[str, Row],
    others: Mapping[str, Row],
    told: Collection[tuple[str, str]],
) -> Iterator[Task]:
    """The sentences that are mostly of the same words as others', one task for each; not those of clauses in `told`."""
    rows = list(read(connection, _OTHERS, [json.dumps(list(others)), _MOST]))
    own = [(clause, said) for clause in clauses.values() for said in sentences(clause["text"] or "")]
    alike = Sentences(row["text"] for row in rows).like([said for _, said in own])
    for (clause, said), likely in zip(own, alike, strict=True):
        found = [
            _found(
                others[rows[one.text]["document_id"]],
                rows[one.text],
                one.sentence,
                f"文字相近（{one.share:.0%}）",
                doubt="words_alike",
            )
            for one in likely
            if (clause["id"], rows[one.text]["clause_id"]) not in told
        ]
        if found:
            yield Task(clause, said, None, _in_time(found))


def _words_of(row: Row) -> str:
    """What is read of a number: its row of a table, else the sentence that holds it."""
    quote = row["quote"].strip()
    if row["table_id"] or not row["text"]:
        return quote if row["indicator"] in quote else f"{row['indicator']} {quote}"
    return binding_sentence(row["text"], row["quote"], row["heading"]).strip()


def _in_time(rows: Any) -> list[Row]:
    return sorted(rows, key=lambda row: row["issued_on"] or "")


def _found(document: Row, row: Row, said: str, basis: str, doubt: str | None) -> dict[str, Any]:
    """What another document says of a task."""
    return {
        "stage": document["stage"],
        "year": row.get("year"),
        "quote": said,
        "basis": basis,
        "doubt": doubt,
        "document_title": document["title"],
        "doc_number": document["doc_number"],
        "issued_on": document["issued_on"],
        "path": row["path"],
        "page": row["page"],
        "clause_id": row["clause_id"],
        "document_id": row["document_id"],
        "address": row["address"],
    }
