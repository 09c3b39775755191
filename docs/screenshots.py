"""Take the screenshots that the READMEs show: python docs/screenshots.py kb.db.

Needs Chromium, and the corpus beside kb.db."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "web"))

PAGES = {
    "home": "/",
    "search": f"/search?q={quote('养老服务')}",
    "document": "/documents/"
    + quote("南通市人民政府公报/2022/6/通政办发〔2022〕80号/instrument#三/（一）", safe="/#"),
    "person": f"/people/{quote('凌屹')}",
    "department": f"/units/{quote('南通市民政局')}",
    "deadlines": f"/deadlines?span=all&unit={quote('市民政局')}",
    "indicator": f"/indicators/{quote('澜江市/森林覆盖率')}",
    "post": f"/posts/{quote('澜江市城市公园管理所/所长')}",
}
SHEET = f"/units/{quote('南通市民政局')}.xlsx?ring=named"


def main(database: Path) -> None:
    """Serve the database and take a picture of each page."""
    from browser import chromium, served, wait_for

    with (
        tempfile.TemporaryDirectory() as profile,
        served(database) as address,
        chromium(Path(profile)) as driver,
    ):
        for name, path in PAGES.items():
            driver.get(address + path)
            if name == "document":  # the page of its PDF is asked for when the text stands
                wait_for(lambda: driver.find_elements("css selector", ".stage .current"))
            driver.save_screenshot(str(ROOT / "docs" / f"{name}.png"))
        sheet = Path(profile) / "sheet.html"
        sheet.write_text(drawn_sheet(address + SHEET), "utf-8")
        driver.get(sheet.as_uri())
        driver.save_screenshot(str(ROOT / "docs" / "sheet.png"))


def drawn_sheet(address: str) -> str:
    """The first rows of the Excel file at an address as HTML, with its columns' widths and colours."""
    import io
    from html import escape
    from urllib.request import urlopen

    import openpyxl

    with urlopen(address) as answer:
        book = openpyxl.load_workbook(io.BytesIO(answer.read()))
    sheet = book.worksheets[0]
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    columns = "".join(f'<col style="width:{width * 3.1:.0f}px">' for width in widths)
    rows = "".join(
        "<tr>"
        + "".join(f'<td bgcolor="{_colour(cell)}">{escape(_shown(cell))}</td>' for cell in row)
        + "</tr>"
        for row in sheet.iter_rows(max_row=12)
    )
    tabs = "　".join(book.sheetnames)
    style = (
        "body{font:9px sans-serif;margin:12px}td{border:1px solid #bbb;padding:3px;vertical-align:top;overflow-wrap:anywhere}"
        "table{border-collapse:collapse;table-layout:fixed;width:1250px}p{font-size:13px}"
    )
    return (
        f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style>'
        f"<table>{columns}{rows}</table><p>{tabs}</p>"
    )


def _shown(cell: Any) -> str:
    """What a cell shows, of long texts the beginning."""
    value = "" if cell.value is None else cell.value
    text = value.strftime("%Y-%m-%d") if cell.is_date and value else str(value)
    return text if len(text) <= 90 else f"{text[:90]}…"


def _colour(cell: Any) -> str:
    return f"#{cell.fill.fgColor.rgb[-6:]}" if cell.fill.fill_type else "#ffffff"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
