"""Every page as a reader finds it: no broken link, no script error, nothing that axe-core objects to, not too heavy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from browser import missing, served
from complaints import complaints

pytestmark = pytest.mark.skipif(missing() is not None, reason=f"no browser: {missing()}")

HEAVIEST = 200_000
_MOST_OF_A_KIND = 15
_FILES = (".json", ".csv", ".xlsx", ".ics", ".atom")
_PHONE = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}


@pytest.fixture(params=["dark", "large", "phone"])
def look(request: pytest.FixtureRequest, driver: Any, site: str, demonstration_site: str) -> Iterator[str]:
    """Dark colours, larger type (长者模式), or the window of a phone."""
    setting = {"dark": "theme", "large": "size"}.get(request.param)
    for address in (site, demonstration_site) if setting else ():
        driver.get(address)
        driver.execute_script("localStorage.setItem(arguments[0], arguments[1])", setting, request.param)
    if not setting:
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", _PHONE)
    yield request.param
    for address in (site, demonstration_site):
        driver.get(address)
        driver.execute_script("localStorage.clear()")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_every_kind_of_page_in_every_look(driver: Any, every_page: Mapping[str, str], look: str) -> None:
    wrong = []
    for kind, address in every_page.items():
        driver.get(address)
        wrong += [f"{kind}: {said}" for said in complaints(driver)]
    assert wrong == []


@pytest.mark.parametrize(("width", "size"), [(320, ""), (390, "large")])
def test_no_page_is_wider_than_a_small_screen(
    driver: Any, every_page: Mapping[str, str], width: int, size: str
) -> None:
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**_PHONE, "width": width})
    wide = []
    for kind, address in every_page.items():
        driver.get(address)
        if size:
            driver.execute_script("document.documentElement.dataset.size = arguments[0]", size)
        across = driver.execute_script("return document.documentElement.scrollWidth")
        wide += [f"{kind}: {across}"] if across > width else []
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.get_log("browser")  # what error pages complain of is no matter of the next test
    assert wide == []


def test_every_page_stands_and_every_link_leads_somewhere(driver: Any, site: str) -> None:
    seen, wrong = walk(driver, site + "/")
    assert wrong == []
    assert len(seen) > 40


def test_the_pages_may_stand_under_a_path(driver: Any, database: Path) -> None:
    with served(database, base_url="/gazette/") as site:
        seen, wrong = walk(driver, f"{site}/gazette/")
    assert wrong == []
    assert len(seen) > 40


def refused(address: str) -> list[str]:
    """What is wrong with a file at an address."""
    try:
        urlopen(address).close()
    except HTTPError as error:
        return [f"{unquote(address)}: {error.code}"]
    return []


def walk(driver: Any, start: str) -> tuple[set[str], list[str]]:
    """From an address along every link, each kind of address a few times: those seen, and what is wrong.

    No link may lead to what does not begin with the address.
    """
    waiting, seen, wrong = [start], {start}, []
    visits: dict[str, int] = {}
    while waiting:
        page = waiting.pop(0)
        driver.get(page)
        wrong += [f"{unquote(page)}: {said}" for said in [*complaints(driver), *too_heavy(driver)]]
        for link in driver.execute_script("return [...document.links].map((link) => link.href)"):
            address = urldefrag(urljoin(page, link))[0]
            kind = address.removeprefix(start).partition("/")[0].partition("?")[0] + "?" * ("?" in address)
            if address in seen or visits.get(kind, 0) >= _MOST_OF_A_KIND:
                continue
            seen.add(address)
            visits[kind] = visits.get(kind, 0) + 1
            if not address.startswith(start):
                wrong.append(f"{unquote(page)} leads to {address}")
            elif urlsplit(address).path.endswith(_FILES):
                wrong += refused(address)
            else:
                waiting.append(address)
    return seen, wrong


def too_heavy(driver: Any) -> list[str]:
    """What a page weighs, with all that it loads, where that is too much."""
    weight = "return performance.getEntries().reduce((sum, e) => sum + (e.encodedBodySize || 0), 0)"
    loaded = driver.execute_script(weight)
    return [f"{loaded} bytes"] if loaded > HEAVIEST else []
