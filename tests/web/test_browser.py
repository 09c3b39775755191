"""The pages in a real browser: search, filter, jump to a clause, follow a citation."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from browser import leave, missing, wait_for
from handmade import NUMBER, PLAN
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.skipif(missing() is not None, reason=f"no browser: {missing()}")

PLAN_6 = f"/documents/{quote(f'南通市人民政府公报/2022/6/{PLAN}/instrument')}"


def test_search_filter_and_read(driver: Any, site: str) -> None:
    driver.get(site)
    box = driver.find_element(By.ID, "home-search")
    leave(driver, lambda: box.send_keys("养老", Keys.ENTER))
    assert [mark.text for mark in driver.find_elements(By.TAG_NAME, "mark")]
    lead = driver.find_element(By.CSS_SELECTOR, ".found aside").find_element(By.LINK_TEXT, "牵头")
    leave(driver, lead.click)
    assert "role=lead" in driver.current_url
    cards = driver.find_elements(By.CSS_SELECTOR, ".hits > li")
    assert len(cards) == 2
    assert all("牵头 市民政局" in card.text for card in cards)
    leave(driver, cards[0].find_element(By.TAG_NAME, "a").click)
    assert unquote(urlsplit(driver.current_url).fragment) == "（一）"
    target = wait_for(lambda: in_sight(driver))
    assert target.text.startswith("（一）加强领导")


def test_jump_by_the_tree_and_copy_a_citation(driver: Any, site: str) -> None:
    driver.get(site + PLAN_6)
    driver.find_element(By.PARTIAL_LINK_TEXT, "（二）").click()
    target = wait_for(lambda: in_sight(driver))
    here = target.find_element(By.CLASS_NAME, "here")
    driver.execute_script("arguments[0].click()", here)
    said = driver.find_element(By.ID, "said")
    wait_for(lambda: f"《{PLAN}》（{NUMBER}）（二）" in said.text)


def test_the_button_cites_the_document_or_the_clause_that_was_jumped_to(driver: Any, site: str) -> None:
    driver.get(site + PLAN_6)
    said = driver.find_element(By.ID, "said")
    driver.find_element(By.ID, "cite").click()
    wait_for(lambda: f"《{PLAN}》（{NUMBER}）" in said.text)
    assert "（二）" not in said.text
    driver.find_element(By.PARTIAL_LINK_TEXT, "（二）").click()
    wait_for(lambda: in_sight(driver))
    driver.find_element(By.ID, "cite").click()
    wait_for(lambda: f"《{PLAN}》（{NUMBER}）（二）" in said.text)


def test_a_clause_is_copied_with_its_citation_as_text_and_rich_text(driver: Any, site: str) -> None:
    driver.get(site + PLAN_6)
    driver.execute_script(
        "navigator.clipboard.write = async ([item]) => { window.copied = {};"
        " for (const type of item.types) window.copied[type] = await (await item.getType(type)).text(); }"
    )
    driver.execute_script("document.querySelector('.block[id] .here').click()")
    copied = wait_for(
        lambda: driver.execute_script("return window.copied && window.copied['text/html'] && window.copied")
    )
    plain, rich = copied["text/plain"], copied["text/html"]
    assert f"——《{PLAN}》（{NUMBER}）" in plain
    assert "载《南通市人民政府公报》2022年第6期第2页" in plain
    assert f"{site}/c/" in plain
    assert "<a href=" in rich
    assert plain.splitlines()[0] in rich


def test_a_clause_is_referred_to_by_the_national_standard(driver: Any, site: str) -> None:
    driver.get(site + PLAN_6)
    driver.execute_script("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    driver.find_element(By.ID, "reference").click()
    said = wait_for(lambda: driver.execute_script("return window.copied"))
    assert f"{PLAN}: {NUMBER}[J/OL]. 南通市人民政府公报, 2022(6): 2[" in said
    assert f"{site}/d/" in said


def in_sight(driver: Any) -> Any:
    """The clause that the address leads to, once the reader sees it."""
    target = driver.find_element(By.CSS_SELECTOR, ".block:target")
    return 0 <= target.rect["y"] - driver.execute_script("return scrollY") < 900 and target


def test_share_what_is_selected(driver: Any, site: str) -> None:
    driver.get(site + PLAN_6)
    driver.execute_script("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    said = driver.find_element(By.ID, "said")
    driver.find_element(By.ID, "share").click()
    wait_for(lambda: said.text == "请先在正文中选中文字")
    driver.execute_script("getSelection().selectAllChildren(document.querySelector('article b.unit'))")
    driver.find_element(By.ID, "share").click()
    link = wait_for(lambda: driver.execute_script("return window.copied"))
    assert unquote(link) == f"{unquote(site + PLAN_6)}#（一）:~:text=市民政局"
    wait_for(lambda: said.text == "已复制选中文字的链接")


def test_follow_a_citation(driver: Any, site: str) -> None:
    driver.get(f"{site}/documents/{quote(f'南通市人民政府公报/2022/6/{NUMBER}/notice')}")
    leave(driver, driver.find_element(By.CSS_SELECTOR, "b.citation a").click)
    assert driver.find_element(By.TAG_NAME, "h1").text == PLAN


def test_the_legend_switches_marks(driver: Any, site: str) -> None:
    driver.get(site + PLAN_6)
    mark = driver.find_element(By.CSS_SELECTOR, "article b.unit")
    assert mark.value_of_css_property("background-color") != "rgba(0, 0, 0, 0)"
    driver.find_element(By.ID, "show-unit").click()
    wait_for(lambda: mark.value_of_css_property("background-color") == "rgba(0, 0, 0, 0)")


def test_find_in_the_document(driver: Any, site: str) -> None:
    driver.get(site + PLAN_6)
    box = driver.find_element(By.ID, "find-words")
    box.send_keys("政局牵头", Keys.ENTER)  # across the end of a mark
    count = driver.find_element(By.ID, "find-count")
    wait_for(lambda: count.text == "1 / 1")
    box.clear()
    box.send_keys("没有的字", Keys.ENTER)
    wait_for(lambda: count.text == "没有找到")


def test_larger_type_and_dark_colours_stay(driver: Any, site: str) -> None:
    driver.get(site)
    root = driver.find_element(By.TAG_NAME, "html")
    small = root.value_of_css_property("font-size")
    driver.find_element(By.ID, "large-type").click()
    driver.find_element(By.ID, "theme").click()
    wait_for(lambda: root.get_attribute("data-size") and root.get_attribute("data-theme"))
    driver.get(f"{site}/search")
    root = driver.find_element(By.TAG_NAME, "html")
    assert root.value_of_css_property("font-size") > small
    assert root.get_attribute("data-theme") == "dark"
    assert driver.find_element(By.ID, "large-type").get_attribute("aria-pressed") == "true"
    driver.execute_script("localStorage.clear()")


def test_the_keyboard_is_enough(driver: Any, site: str) -> None:
    driver.get(f"{site}/kb")
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    box = wait_for(lambda: focused(driver).tag_name == "input" and focused(driver))
    leave(driver, lambda: box.send_keys("养老", Keys.ENTER))
    assert "q=" in driver.current_url
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    wait_for(lambda: focused(driver).text == "跳到正文")


def focused(driver: Any) -> Any:
    """What the keyboard speaks to."""
    return driver.switch_to.active_element
