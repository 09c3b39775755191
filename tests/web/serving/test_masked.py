"""What belongs to people is masked on every page, in every format, in feeds and exports, and for models."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from shipped import make_datasette

import gongbao
from kb.database import open_database
from kb.formats.registry import export
from kb.tools.server import TOOLS

MOBILE, CARD, NAME = "13912345678", "11010519491231002X", "顾北辰"
NOTICE = f"""南通市人民政府办公室关于报送材料的通知

通政办发〔2024〕8号

各县（市、区）人民政府：

一、市民政局牵头，2030年9月30日前报送养老材料。联系人{NAME}，手机{MOBILE}。

二、市财政局负责核对证件{CARD}。

南通市人民政府办公室

2024年8月1日
"""
READABLE = ("akn", "csv", "opensearch", "popolo")
UNIT = f"/units/{quote('南通市民政局')}"
PATHS = [
    *(
        "/",
        "/kb/documents",
        "/search?q=手机",
        "/search.json?q=手机",
        "/search.csv?q=手机",
        "/search.xlsx?q=手机",
        "/search.atom?q=手机",
    ),
    *(UNIT, *(f"{UNIT}.{form}" for form in ("json", "csv", "xlsx", "ics", "atom"))),
    *(
        "/deadlines",
        "/deadlines.ics",
        "/deadlines.atom",
        "/doubts",
        "/doubts.json",
        "/following",
        "/following.atom",
    ),
    *(
        "/kb/clauses.json",
        "/kb/documents.csv",
        "/kb/corrections.json",
        "/changes.json",
        "/people",
        "/sitemap.xml",
    ),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("masked")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "通知.txt").write_text(NOTICE, "utf-8")
    entry = (
        f'[[correction]]\nop = "mask"\nquote = "{NAME}"\nby = "编辑"\nwhy = "本人申请"\non = "2024-09-01"\n'
    )
    (folder / "corpus" / "corrections.toml").write_text(entry, "utf-8")
    gongbao.build(folder / "corpus", folder / "kb.db", cache=False)
    return folder / "kb.db"


def shows(body: bytes) -> list[str]:
    """What of the three an answer shows; of an Excel file, in any of its parts."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in parts.namelist())
    text = body.decode(errors="replace")
    text += json.dumps(json.loads(text), ensure_ascii=False) if text[:1] in "[{" else ""
    return [said for said in (MOBILE, CARD, NAME) if said in text]


def test_on_pages_in_files_and_feeds(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "follow.toml").write_text('phrases = ["手机"]\nunits = ["市民政局"]\n', "utf-8")
    monkeypatch.setenv("GONGBAO_FOLLOW", str(tmp_path / "follow.toml"))
    client = make_datasette(database).client
    for path in PATHS:
        answer = asyncio.run(client.get(path))
        assert answer.status_code == 200, path
        assert shows(answer.content) == [], path
    for form in ("json", "csv", "xlsx", "atom", "ics"):
        answer = asyncio.run(client.get(f"/people/{quote(NAME)}.{form}"))
        assert (answer.status_code, shows(answer.content)) == (404, []), form
    for number in (MOBILE, CARD, NAME):
        assert asyncio.run(client.get(f"/search.json?q={quote(number)}")).json()["results"] == []


def test_in_exports(database: Path, tmp_path: Path) -> None:
    for name in READABLE:
        export(open_database(database), name, tmp_path / name)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= len(READABLE)
    for path in written:
        body = path.read_bytes()
        assert [said for said in (MOBILE, CARD, NAME) if said.encode() in body] == [], path


def test_for_models(database: Path) -> None:
    connection = open_database(database)
    document, clause = (
        connection.execute(f"select id from {table} order by pk limit 1").fetchone()[0]
        for table in ("documents", "clauses")
    )
    said = {
        "search": {"words": "手机"},
        "get_document": {"document": document},
        "get_clause": {"clause": clause},
        "duties_of_unit": {"unit": "市民政局"},
        "deadlines": {"unit": "市民政局"},
    }
    for name, arguments in said.items():
        answer = json.dumps(TOOLS[name](connection, **arguments), ensure_ascii=False)
        assert any(word in answer for word in ("养老", "手机", "9月30日前")), name
        assert shows(answer.encode()) == [], name
