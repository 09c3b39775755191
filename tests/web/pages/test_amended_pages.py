"""What changed: the list, both texts side by side, banners, and links between a decision and what it changes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from datasette.app import Datasette
from shipped import make_datasette

from kb.answers.operations import _republished, _to_come
from kb.database import open_database
from web.journal.beside import beside
from web.reading.changes import changes_of

DECISION = "澜江市人民政府关于修改《澜江市湿地公园管理办法》的决定"
CHANGED = "澜江市湿地公园管理办法"
REPEALED = "澜江市城市公园游览管理规定"


@pytest.fixture(scope="module")
def site(knowledge_base: Path) -> Datasette:
    """Datasette on the corpus."""
    return make_datasette(knowledge_base)


@pytest.fixture(scope="module")
def documents(knowledge_base: Path) -> dict[str, dict[str, Any]]:
    """The documents of the corpus by title."""
    with closing(open_database(knowledge_base)) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute("select * from documents where role <> 'notice'")
        return {row["title"]: dict(row) for row in found}


async def get(site: Datasette, path: str, status: int = 200) -> str:
    response = await site.client.get(quote(path, safe="/?=&%"))
    assert response.status_code == status, response.text[:300]
    return str(response.text)


@pytest.mark.asyncio
async def test_the_list_says_what_is_amended_repealed_and_published_anew(site: Datasette) -> None:
    rows = json.loads(await get(site, "/amended.json"))["rows"]
    said = {(row["relation"], row["changed_title"]): row["since"] for row in rows}
    assert said[("amends", CHANGED)] == "2022-10-01"
    assert said[("repeals", REPEALED)] == "2023-12-01"
    assert said[("republishes", "关于支持科技创新型企业发展政策的实施意见")]


@pytest.mark.asyncio
async def test_both_texts_stand_side_by_side(site: Datasette, documents: dict[str, dict[str, Any]]) -> None:
    address = f"/amended/{documents[DECISION]['short_id']}"
    rows = json.loads(await get(site, f"{address}.json"))["rows"]
    assert [(row["before"], row["after"]) for row in rows] == [
        ("第三条湿地公园应当于每年10月底前向社会公布生态监测结果。", "第三条湿地公园应当于每年12月底前向社会公布生态监测结果。"),
        ("（二）不得携带犬只进入。", "（二）不得携带犬只进入，导盲犬除外；"),
        (None, "（三）不得使用明火。"),
        ("第五条对擅自捕捞的，处二百元以下罚款。", None),
    ]  # fmt: skip
    page = await get(site, address)
    for said in ("<del>10</del>", "<ins>12</ins>", "（删去）", "（无）", "第四条第三项"):
        assert said in page
    await get(site, "/amended/aaaaaaaaaa", 404)
    await get(site, f"/amended/{documents[CHANGED]['short_id']}", 404)


@pytest.mark.asyncio
async def test_a_decision_links_to_the_clauses_and_each_of_them_to_it(
    site: Datasette, documents: dict[str, dict[str, Any]]
) -> None:
    decision = await get(site, f"/documents/{documents[DECISION]['id']}")
    changed = await get(site, f"/documents/{documents[CHANGED]['id']}")
    for clause in ("第三条", "第四条/（二）", "第四条", "第五条"):
        assert f"{quote(documents[CHANGED]['id'])}#{quote(clause)}" in decision
    for clause in "一二三四":
        assert f"{quote(documents[DECISION]['id'])}#{quote(clause)}" in changed
    rows = json.loads(await get(site, f"/amended/{documents[DECISION]['short_id']}.json"))["rows"]
    for row in rows:
        place = await site.client.get(urlsplit(row["changed_address"]).path)
        assert documents[CHANGED]["id"] in unquote(place.headers["location"])


@pytest.mark.asyncio
async def test_past_its_time_and_repealed_are_two_banners(
    site: Datasette, documents: dict[str, dict[str, Any]]
) -> None:
    repealed = await get(site, f"/documents/{documents[REPEALED]['id']}")
    assert "本文件已废止" in repealed
    assert "自 2023-12-01 起" in repealed
    assert "已过有效期" not in repealed
    past = await get(site, f"/documents/{documents[CHANGED]['id']}")
    assert "本文件已过有效期" in past
    assert "本文件已被下列文件修改" in past
    assert "已废止" not in past


@pytest.mark.parametrize(("since", "expected"), [("2023-12-01", True), ("2999-01-01", False), (None, True)])
def test_what_is_to_be_repealed_is_not_yet(since: str | None, expected: bool) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """
        create table documents (pk, id, short_id, parent_id, title, doc_number, issued_on, effective_from);
        create table citations (document_id, clause_id, cited_document_id, relation);
        create table amendments (pk, document_id, no, op, target, old, new, clause_id, target_clause_id);
        create table clauses (id, document_id);
        insert into documents values (1, '旧', 'o', '通知', '旧', null, null, null), (2, '新', 'n', null, '新', null, null, null);
        insert into citations values ('新', '新#一', '通知', 'repeals');
        """
    )
    connection.execute("update documents set effective_from = ? where id = '新'", [since])
    found = changes_of(connection, {"id": "旧", "parent_id": "通知"})
    assert [row["title"] for row in found.repealed_by] == ["新"]
    assert found.is_repealed is expected


@pytest.mark.parametrize(
    ("op", "old", "new", "held", "expected"),
    [
        ("replace_text", "五日", "十日", "应当五日内办结。", ("应当五日内办结。", "应当十日内办结。", None)),
        ("replace_text", "五日", "十日", "应当及时办结。", ("五日", "十日", "not_found")),
        ("replace_text", "五日", "十日", None, ("五日", "十日", None)),
        ("delete", "及时", None, "应当及时办结。", ("应当及时办结。", "应当办结。", None)),
        ("delete", None, None, "应当办结。", ("应当办结。", None, None)),
        ("insert", None, "另行通知。", "应当办结。", (None, "另行通知。", None)),
    ],
)
def test_before_and_after_of_a_text_that_is_held_as_it_was(
    op: str, old: str | None, new: str | None, held: str | None, expected: tuple[str | None, ...]
) -> None:
    assert _to_come({"op": op, "old": old, "new": new}, held) == expected


@pytest.mark.parametrize(
    ("op", "old", "new", "expected"),
    [
        ("replace_text", "五日", "十日", ("应当五日内办结。", "应当十日内办结。", "restored")),
        ("replace_clause", None, "应当十日内办结。", (None, "应当十日内办结。", "untold")),
        ("replace_text", "五日", "三日", ("五日", "三日", None)),
        ("insert", None, "十日内", (None, "十日内", None)),
    ],
)
def test_what_stood_before_is_said_only_where_it_is_known(
    op: str, old: str | None, new: str | None, expected: tuple[str | None, ...]
) -> None:
    assert _republished({"op": op, "old": old, "new": new}, "应当十日内办结。") == expected


def test_what_differs_is_marked_and_escaped() -> None:
    left, right = beside("每年10月底前<b>公布</b>结果。", "每年12月底前<b>公布</b>结果。")
    assert left == "每年<del>10</del>月底前&lt;b&gt;公布&lt;/b&gt;结果。"
    assert right == "每年<ins>12</ins>月底前&lt;b&gt;公布&lt;/b&gt;结果。"
    assert beside(None, "新") == ("", "<ins>新</ins>")
    assert beside("同", "同") == ("同", "同")
