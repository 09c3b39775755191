"""Every CSV opens in a spreadsheet as it is meant: UTF-8, Chinese heads, and no cell that would be run as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import openpyxl
import pytest
from datasette.app import Datasette
from handmade import make_issue
from shipped import make_datasette

from ingest.load.load import load
from kb.serial.cells import safe_cell
from schema.tables import TABLES
from web.search.questions import questions
from web.site.spreadsheets import for_spreadsheets

FORMULA = "=cmd|' /C calc'!A0市水利局"
TABLE_PATHS = [f"/kb/{name}.csv" for name in TABLES]
QUESTION_PATHS = [f"/kb/{name}.csv?unit=%3Dcmd&number=2022&role=all&year=2025" for name in questions()]


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """An issue in which an organisation, a title and a line of text are formulas."""
    issue = make_issue(6)
    parsed = []
    for document in issue.documents:
        units = [duty.model_copy(update={"name": FORMULA, "canonical": None}) for duty in document.units]
        head = document.document.model_copy(update={"title": f"+1+1{document.document.title}"})
        parsed.append(document.model_copy(update={"units": tuple(units), "document": head}))
    path = tmp_path_factory.mktemp("formulas") / "kb.db"
    load([issue.model_copy(update={"documents": tuple(parsed)})], path)
    return make_datasette(path)


async def sheet(datasette: Datasette, path: str) -> list[list[str]]:
    """The rows of a CSV, heads first, as a spreadsheet reads them."""
    response = await datasette.client.get(path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.content.count(b"\xef\xbb\xbf") == 1
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    [
        *TABLE_PATHS,
        *QUESTION_PATHS,
        "/search.csv?q=养老",
        "/people/王五.csv",
        "/kb/clause_units.csv?_labels=on",
    ],
)
async def test_heads_are_chinese_and_cells_are_no_formulas(datasette: Datasette, path: str) -> None:
    heads, *rows = await sheet(datasette, path)
    assert [head for head in heads if not re.search("[\u4e00-\u9fff]", head)] == []
    assert len(set(heads)) == len(heads)
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "@")), cell
        assert not cell.startswith("-") or re.fullmatch(r"-[0-9.]+", cell), cell


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    ["/kb/clause_units.csv", "/kb/clause_units.csv?_stream=1", "/search.csv?q=养老", "/people/王五.csv"],
)
async def test_a_formula_is_kept_as_text(datasette: Datasette, path: str) -> None:
    cells = {cell for row in await sheet(datasette, path) for cell in row}
    assert any(f"'{FORMULA}" in cell or cell.startswith("'+1+1") for cell in cells)


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/search.xlsx?q=养老", "/people/王五.xlsx"])
async def test_an_excel_file_has_no_formula(datasette: Datasette, path: str) -> None:
    response = await datasette.client.get(path)
    assert response.status_code == 200, response.text
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}
    assert book.worksheets[0].max_row > 1


@pytest.mark.asyncio
async def test_without_a_head_the_first_row_is_data(datasette: Datasette) -> None:
    whole = await sheet(datasette, "/kb/clauses.csv")
    assert await sheet(datasette, "/kb/clauses.csv?_header=off") == whole[1:]


@pytest.mark.asyncio
async def test_all_other_cells_are_as_they_were(datasette: Datasette) -> None:
    _, *rows = await sheet(datasette, "/kb/blocks.csv?_size=max")
    found = (await datasette.client.get("/kb/blocks.json?_size=max&_shape=arrays")).json()["rows"]
    assert rows == [["" if cell is None else str(cell) for cell in row] for row in found]


@pytest.mark.asyncio
async def test_what_is_refused_is_no_sheet(datasette: Datasette) -> None:
    response = await datasette.client.get("/kb.csv?sql=select+1")
    assert response.status_code == 403
    assert not response.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        (" =1+1", "' =1+1"),
        ("＝1+1", "'＝1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd", "'-cmd"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("-3.5", "-3.5"),
        ("+12%", "+12%"),
        ("-1,200", "-1,200"),
        ("市民政局", "市民政局"),
        ("1-2月", "1-2月"),
        ("", ""),
    ],
)
def test_a_number_is_no_formula(text: str, safe: str) -> None:
    assert safe_cell(text) == safe


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
async def test_rows_are_read_however_they_are_cut(size: int) -> None:
    body = 'name,note\r\n=甲,"一行\r\n""=二行"""\r\n,-1\r\n'.encode()
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    sent = b""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
        )
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def keep(message: Any) -> None:
        nonlocal sent
        sent += message.get("body", b"")

    scope = {"type": "http", "path": "/kb/people.csv", "query_string": b""}
    await for_spreadsheets(app)(scope, keep, keep)
    assert sent.decode("utf-8-sig") == '姓名,note\r\n\'=甲,"一行\r\n""=二行"""\r\n,-1\r\n'
