"""A corpus with one notice of two pages, typeset as a PDF, and the knowledge base that is built from it."""

from __future__ import annotations

import random
from pathlib import Path

from pdf_writing import document, rule, set_text, text

from ingest.job import parse_source
from ingest.load.load import load
from ingest.read.sources import read_declaration

TITLE = "关于加强养老服务的通知"
DOCUMENT = f"南通市人民政府/2022-09-30/{TITLE}/instrument"
FIRST = "一、加强领导。由市民政局牵头，市财政局配合，二〇二五年底前建成养老床位千张以上。各单位要各负其责，抓好落实。"
SECOND = "二、资金保障。由市财政局牵头，2026年底前奖励50万元。"
THIRD = "三、督促检查。由市审计局负责，每年底前向市人民政府报告一次，重大事项随时报告。"


def make_pdf(turn: int = 0) -> bytes:
    """The notice; clauses 一 and 二 on the first page, 三 on the second. `turn`: how a viewer turns the pages."""
    first = [
        text(200, 80, TITLE, 18),
        text(60, 130, "各县（市、区）人民政府，市各有关部门："),
        *set_text(FIRST, 60, 160, 39),
        *set_text(SECOND, 60, 220, 39),
    ]
    second = [
        *set_text(THIRD, 60, 80, 39),
        text(400, 160, "南通市人民政府"),
        text(400, 180, "2022年9月30日"),
    ]
    return document([(first, turn), (second, turn)])


def make_running_pdf() -> bytes:
    """The notice with clause 三 alone, which begins in the last line of the first page and ends on the second."""
    first = [text(200, 80, TITLE, 18), text(60, 130, "各县（市、区）人民政府：")]
    begins, ends = set_text(THIRD, 60, 780, 39)[0], set_text(THIRD[37:], 60, 80, 39, indent=0)
    second = [*ends, text(400, 160, "南通市人民政府"), text(400, 180, "2022年9月30日")]
    return document([([*first, *set_text(SECOND, 60, 160, 39), begins], 0), (second, 0)])


def make_page(turn: int) -> bytes:
    """A page with nothing but a rule, in its lower half on an upright page."""
    return document([([rule(100, 700, 300, 700)], turn)])


def make_dense_page() -> bytes:
    """A page full of short rules in no order, which no picture format makes small."""
    any_place = random.Random(6)
    places = [(any_place.uniform(0, 560), any_place.uniform(0, 840)) for _ in range(20_000)]
    lines = [rule(x, y, x + any_place.uniform(-9, 9), y + any_place.uniform(-9, 9)) for x, y in places]
    return document([(lines, 0)])


def make_photograph() -> bytes:
    """A page with a red picture of 200 by 200 points, 100 from its left and its top."""
    return _with_image("200 0 0 200 100 542", "/W 1 /H 1 /CS /RGB /BPC 8", "ff0000")


def make_scan() -> bytes:
    """A page that is one image: black and white stripes, 5 points high."""
    return _with_image("595 0 0 840 0 1", "/W 1 /H 168 /CS /G /BPC 8", "00ff" * 84)


def _with_image(place: str, form: str, data: str) -> bytes:
    return document([([f"q {place} cm BI {form} /F /AHx ID {data}> EI Q"], 0)])


def locked(pdf: bytes) -> bytes:
    """The PDF as one that asks for a password, which is nobody's."""
    lock = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>/ID[<{'22' * 16}><{'22' * 16}>]"
    return pdf.replace(b"trailer\n<<", b"trailer\n<<" + lock.encode())


def build(folder: Path, pdf: bytes) -> Path:
    """Put the PDF into the folder's `corpus`, and build kb.db beside it."""
    path = folder / "corpus" / "nantong" / "notice.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(pdf)
    database = folder / "kb.db"
    load([parse_source(path, read_declaration(path), folder / "corpus")], database)
    return database
