"""The page of the PDF beside the text, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from browser import chromium, missing, served, wait_for
from complaints import complaints
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from test_walk import too_heavy
from typeset import DOCUMENT, TITLE, build, make_pdf, make_running_pdf

pytestmark = pytest.mark.skipif(missing() is not None, reason=f"no browser: {missing()}")

PAGE = f"/documents/{quote(DOCUMENT)}"
ON_PAGE = {1: 7, 2: 2}
"""How many facts stand on each page of the notice."""


@contextmanager
def served_notice(folders: pytest.TempPathFactory, pdf: bytes) -> Iterator[str]:
    """The notice's page; the pane is there once the server has looked into the PDF."""
    with served(build(folders.mktemp("beside"), pdf)) as site:
        wait_for(lambda: b'id="original"' in urlopen(site + PAGE).read())
        yield site + PAGE


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_notice(tmp_path_factory, make_pdf()) as found:
        yield found


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


@pytest.fixture
def driver(browser: Any, address: str) -> Any:
    """The browser on the document's page, the first page of its PDF beside it."""
    browser.get(address)
    wait_for_page(browser, 1)
    return browser


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Any]:
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(address)
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def wait_for_page(driver: Any, page: int) -> None:
    """Wait until the picture of that page is shown."""
    alt = f"《{TITLE}》第{page}页"
    wait_for(lambda: driver.find_elements(By.CSS_SELECTOR, f'.stage img[alt="{alt}"]'))


def facts(driver: Any) -> list[Any]:
    return list(driver.find_elements(By.CSS_SELECTOR, ".sheet .fact"))


def current(driver: Any) -> list[str]:
    """What is said of the emphasised facts."""
    return [
        fact.get_attribute("aria-label") for fact in facts(driver) if "current" in fact.get_attribute("class")
    ]


def test_the_page_stands_beside_the_text_with_its_facts(driver: Any) -> None:
    assert len(facts(driver)) == ON_PAGE[1]
    assert all(fact.get_attribute("aria-label") for fact in facts(driver))
    picture = driver.find_element(By.CSS_SELECTOR, ".stage img")
    assert picture.get_property("naturalWidth") == 1000
    text = driver.find_element(By.ID, "document").rect
    assert picture.rect["x"] >= text["x"] + text["width"]
    over = driver.find_element(By.CSS_SELECTOR, ".sheet svg").rect
    assert (over["width"], over["height"]) == pytest.approx(
        (picture.rect["width"], picture.rect["height"]), abs=1
    )


@pytest.mark.parametrize(("setting", "value"), [("theme", "light"), ("theme", "dark"), ("size", "large")])
def test_the_pane_is_in_order_in_every_look(driver: Any, address: str, setting: str, value: str) -> None:
    driver.execute_script("localStorage.setItem(arguments[0], arguments[1])", setting, value)
    driver.get(address)
    wait_for_page(driver, 1)
    assert [*complaints(driver), *too_heavy(driver)] == []
    driver.execute_script("localStorage.clear()")


def test_a_mark_in_the_text_brings_its_page(driver: Any) -> None:
    mark = next(mark for mark in driver.find_elements(By.CSS_SELECTOR, "b.unit") if mark.text == "市审计局")
    mark.click()
    wait_for_page(driver, 2)
    wait_for(lambda: current(driver) == ["责任单位：市审计局（责任：南通市审计局）"])
    assert len(facts(driver)) == ON_PAGE[2]
    wait_for(lambda: driver.find_element(By.ID, "pointed").text == current(driver)[0])


def test_a_box_on_the_page_brings_its_words(driver: Any) -> None:
    fact = next(fact for fact in facts(driver) if "50万元" in fact.get_attribute("aria-label"))
    fact.click()
    words = "return [...CSS.highlights.get('pointed')].map((range) => range.toString())"
    wait_for(lambda: driver.execute_script(words) == ["50万元"])
    assert current(driver) == [fact.get_attribute("aria-label")]


def test_what_was_pointed_at_stays_while_the_text_does(driver: Any) -> None:
    fact = next(fact for fact in facts(driver) if "50万元" in fact.get_attribute("aria-label"))
    fact.click()
    # As long as the page waits until it takes the text to be at rest.
    scrolled = "const done = arguments[0]; dispatchEvent(new Event('scroll')); setTimeout(done, 150)"
    driver.execute_async_script(scrolled)
    driver.execute_async_script(scrolled)
    assert current(driver) == [fact.get_attribute("aria-label")]


def test_the_keyboard_walks_over_the_boxes(driver: Any) -> None:
    reachable = [fact for fact in facts(driver) if fact.get_attribute("tabindex") == "0"]
    assert reachable == facts(driver)[:1]
    driver.execute_script("arguments[0].focus()", reachable[0])
    driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    wait_for(lambda: driver.switch_to.active_element == facts(driver)[1])
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    wait_for(lambda: current(driver) == [facts(driver)[1].get_attribute("aria-label")])
    driver.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    wait_for(lambda: driver.switch_to.active_element == facts(driver)[0])


def test_a_clause_that_runs_over_the_page_leads_to_its_other_page(
    browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with served_notice(tmp_path_factory, make_running_pdf()) as address:
        browser.get(address)
        wait_for_page(browser, 1)
        browser.find_element(By.CSS_SELECTOR, "[id='三'] > p").click()
        onward = wait_for(lambda: browser.find_element(By.CSS_SELECTOR, "#goes-on button"))
        assert onward.text == "下接第 2 页"
        onward.click()
        wait_for_page(browser, 2)
        wait_for(lambda: browser.find_element(By.ID, "goes-on").text == "上接第 1 页")
        assert browser.find_elements(By.CSS_SELECTOR, ".frame.current")


def test_the_legend_switches_the_boxes(driver: Any) -> None:
    driver.find_element(By.ID, "show-unit").click()
    shown = {"fact deadline", "fact target"}
    wait_for(lambda: {f.get_attribute("class") for f in facts(driver) if f.is_displayed()} == shown)
    reachable = driver.find_element(By.CSS_SELECTOR, '.fact[tabindex="0"]')
    assert reachable.is_displayed()


def test_pages_are_turned_and_the_pane_stays_closed_once_it_is(driver: Any, address: str) -> None:
    driver.find_element(By.ID, "page-after").click()
    wait_for_page(driver, 2)
    assert not driver.find_element(By.ID, "page-after").is_enabled()
    driver.find_element(By.ID, "original-close").click()
    wait_for(lambda: not driver.find_element(By.ID, "original").is_displayed())
    driver.get(address)
    assert not driver.find_element(By.ID, "original").is_displayed()
    driver.find_element(By.ID, "show-original").click()
    wait_for_page(driver, 1)


def test_a_page_that_is_gone_is_said(driver: Any) -> None:
    gone = "pane.dataset.href = '/sources/' + '0'.repeat(64) + '/pages/'"
    driver.execute_script(f"const pane = document.getElementById('original'); {gone}")
    driver.find_element(By.ID, "page-after").click()
    stage = driver.find_element(By.ID, "stage")
    wait_for(lambda: "没有取到" in stage.text)
    driver.get_log("browser")  # the browser says it too


def test_a_phone_asks_for_a_page_only_when_it_is_told_to(phone: Any) -> None:
    assert not phone.find_element(By.ID, "original").is_displayed()
    phone.find_elements(By.CSS_SELECTOR, ".page a")[1].click()
    wait_for_page(phone, 2)
    asked = "return performance.getEntries().map((entry) => entry.name).filter((name) => /pages.[0-9]+$/.test(name))"
    assert [name.rpartition("/")[2] for name in phone.execute_script(asked)] == ["2"]
    assert complaints(phone) == []
