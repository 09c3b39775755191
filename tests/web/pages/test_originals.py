"""Pages of source PDFs as pictures, and what stands on them: present, absent, and not what was read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from pdf_writing import document, set_text, text
from PIL import Image
from shipped import WEB, make_datasette
from typeset import (
    DOCUMENT,
    FIRST,
    THIRD,
    build,
    locked,
    make_dense_page,
    make_page,
    make_pdf,
    make_photograph,
    make_scan,
)

import gongbao
from web.originals.draw_pages import MOST_BYTES
from web.originals.drawing import Drawer

PDF = "nantong/notice.pdf"


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page waits for its PDF, however slow the machine is."""
    monkeypatch.setattr("web.originals.originals._PATIENCE", 60.0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("originals"), make_pdf())


@pytest.fixture
def folder(tmp_path: Path, built: Path) -> Path:
    """A folder with a kb.db and its corpus, to do harm to."""
    (tmp_path / "corpus" / "nantong").mkdir(parents=True)
    (tmp_path / "corpus" / PDF).write_bytes((built.parent / "corpus" / PDF).read_bytes())
    (tmp_path / "kb.db").write_bytes(built.read_bytes())
    return tmp_path


def sha_in(database: Path) -> str:
    sha: str = sqlite3.connect(database).execute("select id from sources").fetchone()[0]
    return sha


async def status_in(folder: Path, page: int = 1) -> int:
    """The status of a page's picture; the document's page is shown, whether there are pictures or not."""
    database = folder / "kb.db"
    datasette = make_datasette(database)
    assert (await datasette.client.get(f"/documents/{quote(DOCUMENT)}")).status_code == 200
    status: int = (await datasette.client.get(f"/sources/{sha_in(database)}/pages/{page}")).status_code
    return status


@pytest.mark.asyncio
async def test_a_page_is_shown_for_good_or_until_there_are_fonts(folder: Path) -> None:
    database = folder / "kb.db"
    client = make_datasette(database).client
    answer = await client.get(f"/sources/{sha_in(database)}/pages/2")
    said = json.loads((await client.get(f"/sources/{sha_in(database)}/pages/2.json")).text)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/png"
    assert ("immutable" in answer.headers["cache-control"]) != said["lacks_signs"]
    assert len(answer.content) < MOST_BYTES
    assert Image.open(io.BytesIO(answer.content)).size == (1000, 1414)


@pytest.mark.parametrize(("words", "lacking"), [("\ue815" * 3, True), ("Notice 6", False)])
def test_a_page_says_that_its_words_are_not_to_be_seen(words: str, lacking: bool, tmp_path: Path) -> None:
    helvetica = b"/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    data = document([([text(60, 100, words), "BT /H 12 Tf 60 600 Td (6) Tj ET"], 0)])
    path = tmp_path / "page.pdf"
    path.write_bytes(data.replace(b"/F 3 0 R", b"/F 3 0 R/H<</Type/Font" + helvetica))
    sheet = Drawer().draw(path, 1)
    assert sheet is not None
    assert sheet.lacks_signs == lacking


@pytest.mark.asyncio
async def test_the_document_leads_to_its_pages_where_they_are_at_hand(folder: Path) -> None:
    database = folder / "kb.db"
    datasette = make_datasette(database)
    path = f"/documents/{quote(DOCUMENT)}"
    page = (await datasette.client.get(path)).text
    for number in (1, 2):
        assert f'href="/sources/{sha_in(database)}/pages/{number}" aria-label="第 {number} 页的图像"' in page
    assert 'data-at="0"' in page
    (folder / "corpus" / PDF).unlink()
    page = (await datasette.client.get(path)).text
    assert "第 2 页" in page
    assert not any(word in page for word in ("原页", "/sources/", "data-at", "original"))


@pytest.mark.asyncio
async def test_the_boxes_on_a_page_are_those_of_kb(folder: Path) -> None:
    database = folder / "kb.db"
    datasette = make_datasette(database)
    address = f"/sources/{sha_in(database)}/pages/1.json?document={quote(DOCUMENT)}"
    said = json.loads((await datasette.client.get(address)).text)
    assert (said["width"], said["height"]) == (595, 842)
    assert [len(frame["boxes"]) for frame in said["frames"]] == [1, 1]  # two lines are one frame
    facts = {(fact["kind"], fact["start"]): fact for fact in said["facts"]}
    found = {}
    with sqlite3.connect(database) as connection:
        for kind, table in [("unit", "clause_units"), ("deadline", "deadlines"), ("target", "targets")]:
            sql = f"select char_start, boxes from {table} where page = 1"
            found |= {(kind, start): json.loads(boxes) for start, boxes in connection.execute(sql)}
    assert {key: fact["boxes"] for key, fact in facts.items()} == {
        key: [box[1:] for box in boxes] for key, boxes in found.items()
    }
    assert any(len(boxes) == 2 for boxes in found.values())  # one goes on in the next line
    assert {fact["note"] for fact in facts.values()} >= {"责任单位：市民政局（牵头：南通市民政局）"}


@pytest.mark.asyncio
@pytest.mark.parametrize("page", [0, 3, 999999])
async def test_there_are_no_pages_but_those_of_the_file(folder: Path, page: int) -> None:
    assert await status_in(folder, page) == 404


@pytest.mark.asyncio
async def test_a_file_that_is_gone_is_not_shown(folder: Path) -> None:
    (folder / "corpus" / PDF).unlink()
    assert await status_in(folder) == 404


@pytest.mark.asyncio
async def test_another_file_under_its_name_is_not_shown(folder: Path) -> None:
    path, database = folder / "corpus" / PDF, folder / "kb.db"
    datasette = make_datasette(database)
    address = f"/sources/{sha_in(database)}/pages/1"
    assert (await datasette.client.get(address)).status_code == 200
    path.write_bytes(path.read_bytes() + b"\n")
    assert (await datasette.client.get(address)).status_code == 404


@pytest.mark.asyncio
async def test_when_too_many_wait_the_page_goes_without_and_the_picture_is_for_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = folder / "kb.db"
    datasette = make_datasette(database)
    address = f"/sources/{sha_in(database)}/pages"
    assert (await datasette.client.get(f"{address}/1")).status_code == 200
    monkeypatch.setattr("web.originals.originals._MOST_WAITING", 0)
    answer = await datasette.client.get(f"{address}/2")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert (await datasette.client.get(f"{address}/1")).status_code == 200  # it is kept
    fresh = make_datasette(database)
    assert (await fresh.client.get(f"{address}/1")).status_code == 404
    assert (await fresh.client.get(f"/documents/{quote(DOCUMENT)}")).status_code == 200


@pytest.mark.asyncio
async def test_an_encrypted_file_is_not_shown(folder: Path) -> None:
    path = folder / "corpus" / PDF
    path.write_bytes(locked(path.read_bytes()))
    with sqlite3.connect(folder / "kb.db") as connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute("update sources set id = ?", [hashlib.sha256(path.read_bytes()).hexdigest()])
        connection.execute("update documents set source_id = (select id from sources)")
    connection.close()
    assert await status_in(folder) == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("recorded", ["../secret.pdf", "{folder}/secret.pdf", "nantong/link.pdf", "a\0b", ""])
async def test_nothing_outside_the_folder_is_shown(folder: Path, recorded: str) -> None:
    (folder / "corpus" / PDF).rename(folder / "secret.pdf")
    (folder / "corpus" / "nantong" / "link.pdf").symlink_to(folder / "secret.pdf")
    with sqlite3.connect(folder / "kb.db") as connection:
        connection.execute("update sources set path = ?", [recorded.format(folder=folder)])
    connection.close()
    assert await status_in(folder) == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("source", ["0" * 64, "0" * 63, "x"])
async def test_unknown_sources_are_not_there(folder: Path, source: str) -> None:
    answer = await make_datasette(folder / "kb.db").client.get(f"/sources/{quote(source, safe='')}/pages/1")
    assert answer.status_code == 404


@pytest.mark.asyncio
async def test_the_folders_may_be_set(folder: Path) -> None:
    database = folder / "kb.db"
    (folder / "corpus").rename(folder / "elsewhere")
    datasette = Datasette(
        [str(database)],
        plugins_dir=str(WEB / "plugins"),
        template_dir=str(WEB / "templates"),
        metadata={"plugins": {"gongbao": {"corpus": [str(folder / "no"), str(folder / "elsewhere")]}}},
    )
    assert (await datasette.client.get(f"/sources/{sha_in(database)}/pages/1")).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("corpus", ["no{0}elsewhere", "elsewhere"])
async def test_the_folders_may_be_said_when_it_is_started(
    folder: Path, corpus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GONGBAO_CORPUS", corpus.format(os.pathsep))
    (folder / "corpus").rename(folder / "elsewhere")
    assert await status_in(folder) == 200


def test_what_stands_at_a_place_is_drawn_there(tmp_path: Path) -> None:
    """A rule from (100, 700) to (300, 700) of an upright page."""
    places = {0: (595, 842, 200, 700), 90: (842, 595, 142, 200), 180: (595, 842, 395, 142)}
    drawer = Drawer()
    for turn, (width, height, x, y) in places.items():
        path = tmp_path / f"{turn}.pdf"
        path.write_bytes(make_page(turn))
        sheet = drawer.draw(path, 1)
        assert sheet is not None
        assert (sheet.width, sheet.height) == (width, height)
        picture = Image.open(io.BytesIO(sheet.picture)).convert("L")
        scale = picture.width / width
        around = picture.crop([round(at * scale) + by for at, by in ((x, -2), (y, -2), (x, 3), (y, 3))])
        assert around.getextrema()[0] < 128
        assert sum(picture.histogram()[:128]) < 2000
    drawer.close()


def test_photographs_keep_their_colours(tmp_path: Path) -> None:
    path = tmp_path / "photograph.pdf"
    path.write_bytes(make_photograph())
    drawer = Drawer()
    sheet = drawer.draw(path, 1)
    assert sheet is not None
    assert sheet.media_type == "image/jpeg"
    red, green, blue = Image.open(io.BytesIO(sheet.picture)).getpixel((250, 250))
    assert red > 200 > 60 > green
    assert blue < 60
    drawer.close()


def test_scanned_print_is_drawn_like_print(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(make_scan())
    drawer = Drawer()
    sheet = drawer.draw(path, 1)
    assert sheet is not None
    assert sheet.media_type == "image/png"
    assert Image.open(io.BytesIO(sheet.picture)).size == (1000, 1414)
    drawer.close()


def test_no_picture_is_heavy(tmp_path: Path) -> None:
    path = tmp_path / "dense.pdf"
    path.write_bytes(make_dense_page())
    drawer = Drawer()
    sheet = drawer.draw(path, 1)
    assert sheet is not None
    assert len(sheet.picture) <= MOST_BYTES
    drawer.close()


def test_damaged_and_encrypted_files_are_not_drawn_and_the_next_one_is(tmp_path: Path) -> None:
    good, damaged, closed = (tmp_path / f"{name}.pdf" for name in ("good", "damaged", "closed"))
    good.write_bytes(make_pdf())
    damaged.write_bytes(make_pdf()[:400])
    closed.write_bytes(locked(make_pdf()))
    drawer = Drawer()
    assert drawer.pages_of(damaged) == drawer.pages_of(closed) == drawer.pages_of(tmp_path / "none.pdf") == 0
    assert drawer.draw(closed, 1) is None
    assert drawer.draw(good, 3) is None
    assert drawer.pages_of(good) == 2
    assert drawer.draw(good, 2) is not None
    drawer.close()


def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    good = tmp_path / "good.pdf"
    good.write_bytes(make_pdf())
    os.mkfifo(tmp_path / "endless.pdf")  # opening it waits for ever
    drawer = Drawer(seconds=3)
    assert drawer.pages_of(tmp_path / "endless.pdf") == 0
    assert drawer.pages_of(good) == 2
    drawer.close()


MOBILE = "13912345678"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("corrections", "unmasked", "shown"),
    [
        ("", False, [200, 403]),
        ("", True, [200, 200]),
        ('[[correction]]\nop = "mask"\nquote = "养老床位"', True, [403, 200]),
        ('[[correction]]\nop = "mask"\nquote = "市审计局"', True, [200, 403]),
        ('[[correction]]\nop = "mask"\nquote = "火星人"', False, [200, 403]),
    ],
)
async def test_a_page_that_shows_what_is_masked_is_not_drawn(
    tmp_path: Path, corrections: str, unmasked: bool, shown: list[int]
) -> None:
    pages = [set_text(FIRST, 60, 160, 39), set_text(f"{THIRD[:-1]}，电话{MOBILE}。", 60, 80, 39)]
    head = [text(200, 80, "关于加强养老服务的通知", 18), text(60, 130, "各县（市、区）人民政府：")]
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "notice.pdf").write_bytes(document([([*head, *pages[0]], 0), (pages[1], 0)]))
    if corrections:
        said = f'{corrections}\nby = "编辑"\nwhy = "个人信息"\non = "2024-01-01"\n'
        (tmp_path / "corpus" / "corrections.toml").write_text(said, "utf-8")
    gongbao.build(tmp_path / "corpus", tmp_path / "kb.db", cache=False, unmasked=unmasked)
    client, sha = make_datasette(tmp_path / "kb.db").client, sha_in(tmp_path / "kb.db")
    answers = [await client.get(f"/sources/{sha}/pages/{page}") for page in (1, 2)]
    assert [answer.status_code for answer in answers] == shown
    beside = [await client.get(f"/sources/{sha}/pages/{page}.json") for page in (1, 2)]
    assert [answer.status_code for answer in beside] == shown
    refused = [answer for answer in answers if answer.status_code == 403]
    assert all("已隐去的个人信息" in answer.text for answer in refused)
    page = (await client.get(f"/documents/{quote(first_id(tmp_path / 'kb.db'))}")).text
    assert (MOBILE in page) == unmasked


def first_id(database: Path) -> str:
    """The id of the first document."""
    found: str = sqlite3.connect(database).execute("select id from documents order by pk").fetchone()[0]
    return found
