"""Take the screenshots that the READMEs show: python docs/screenshots.py kb.db.

Needs Chromium, and the corpus beside kb.db."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "web"))

PAGES = {
    "home": "/",
    "search": f"/search?q={quote('养老服务')}",
    "document": "/documents/"
    + quote("南通市人民政府公报/2022/6/通政办发〔2022〕80号/instrument#三/（一）", safe="/#"),
    "person": f"/people/{quote('凌屹')}",
}


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


if __name__ == "__main__":
    main(Path(sys.argv[1]))
