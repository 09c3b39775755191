"""What the pages are asked: as people ask, and drawn from the knowledge base with a fixed seed."""

from __future__ import annotations

import random
import sqlite3
from urllib.parse import quote, urlencode

_SEED = 2
_FREQUENT = ["管理", "工作", "发展", "服务", "建设", "人民政府", "的", "市", "一", "加强", "有关部门"]
_MIXED = [
    "5G",
    "VOCs",
    "2025年",
    "30%",
    "12",
    "80号",
    "民政 养老",
    "加强 管理 责任",
    "ＶＯＣｓ",
    "财政局 牵头",
]
_MISSES = [
    "养老服务补贴发放标准",
    "城乡管理工作计划",
    "人才住房补贴办法细则",
    "qwertz",
    "魑魅魍魉",
    "明年的事情",
]
_FACTS = ["deadlines", "targets", "clause_units", "citations", "amendments", "tables"]

Asked = dict[str, str]
"""The arguments of a search."""


def questions(connection: sqlite3.Connection) -> dict[str, list[Asked]]:
    """The searches, by kind."""
    chance = random.Random(_SEED)
    unit = _most_used(
        connection, "select unit_id from clause_units group by 1 order by count(*) desc limit 1"
    )
    gazette = _most_used(connection, "select gazette from issues group by 1 order by count(*) desc limit 1")
    filters = [
        {"unit": unit},
        {"role": "lead"},
        *({"fact": fact} for fact in _FACTS),
        {"due_from": "2022-06-01", "due_until": "2022-12-31"},
        {"doc_type": "意见"},
        {"year": "2020"},
        {"gazette": gazette},
        {"unit": unit, "role": "lead", "due_until": "2022"},
    ]
    return {
        "substrings": [{"q": text} for text in _substrings(connection, chance)],
        "frequent words": [{"q": word} for word in _FREQUENT],
        "mixed": [{"q": words} for words in _MIXED],
        "document numbers": [{"q": q} for q in _drawn(connection, "doc_number", "documents", chance)],
        "names": [
            {"q": q}
            for column, table in (("name", "people"), ("name", "units"))
            for q in _drawn(connection, column, table, chance)
        ],
        "no match": [{"q": words} for words in _MISSES],
        "filters": filters,
        "word and filter": [{"q": word, **chosen} for word in ("管理", "资金") for chosen in filters],
        "page 5": [{"q": word, "page": "5"} for word in ("管理", "发展", "资金", "指导")],
        "by date": [{"q": word, "sort": "date"} for word in ("管理", "资金", "指导", "2025年")],
    }


def other_pages(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The addresses of pages besides the search, by kind."""
    longest = _most_used(connection, "select id from documents order by length(text) desc, id limit 1")
    person = _most_used(
        connection, "select person_id from event_people group by 1 order by count(*) desc limit 1"
    )
    issue = _most_used(connection, "select id from issues order by published_on desc, id limit 1")
    unit = _most_used(
        connection, "select unit_id from clause_units group by 1 order by count(*) desc limit 1"
    )
    indicator = _most_used(
        connection, "select id from indicators order by promises + statements desc, id limit 1"
    )
    plan = _most_used(
        connection, "select short_id from documents order by doc_type = '规划' desc, pk limit 1"
    )
    database = "/" + _most_used(connection, "select file from pragma_database_list").rpartition("/")[2]
    tables = f"{quote(database.removesuffix('.db'))}"
    return {
        "longest document": [f"/documents/{quote(longest)}"] * 7,
        "home": ["/"] * 4,
        "person": [f"/people/{quote(person)}"] * 4,
        "issue": [f"/issues/{quote(issue)}"] * 4,
        "department": [f"/units/{quote(unit)}"] * 4,
        "department, in force": [f"/units/{quote(unit)}?in_force=2024-01-01"] * 4,
        "department, as Excel": [f"/units/{quote(unit)}.xlsx"],
        "deadlines": ["/deadlines?span=all", "/deadlines?span=overdue"],
        "targets": ["/targets", "/targets?year=2025"],
        "indicator": [f"/indicators/{quote(indicator)}"] * 4,
        "tasks of a plan": [f"/tasks/{plan}"] * 4,
        "table": [f"{tables}/clauses", f"{tables}/clauses.json", f"{tables}/targets", f"{tables}/documents"],
        "table, searched": [f"{tables}/clauses?{urlencode({'_search': word})}" for word in _FREQUENT],
        "table, with counts": [f"{tables}/clauses?_facet=kind", f"{tables}/clauses?_facet=document_id"],
        "ready-made question": [
            f"{tables}/by-unit?{urlencode({'unit': unit, 'role': 'lead'})}",
            f"{tables}/due-between?from=2022-09-01&until=2022-12-31",
        ],
    }


def _substrings(connection: sqlite3.Connection, chance: random.Random) -> list[str]:
    """Parts of clauses, five of each length from 1 to 8, white space excepted."""
    count = connection.execute("select max(pk) from clauses").fetchone()[0]
    found: list[str] = []
    while len(found) < 40:
        sql = "select text from clauses where pk >= ? order by pk limit 1"
        text = connection.execute(sql, [chance.randint(1, count)]).fetchone()[0]
        length = 1 + len(found) // 5
        start = chance.randrange(max(1, len(text) - length))
        part = text[start : start + length]
        if len(part) == length and part.isalnum():
            found.append(part)
    return found


def _drawn(connection: sqlite3.Connection, column: str, table: str, chance: random.Random) -> list[str]:
    sql = f"select distinct {column} from {table} where {column} is not null order by 1"
    found = [row[0] for row in connection.execute(sql)]
    return chance.sample(found, min(len(found), 10))


def _most_used(connection: sqlite3.Connection, sql: str) -> str:
    return str(connection.execute(sql).fetchone()[0])
