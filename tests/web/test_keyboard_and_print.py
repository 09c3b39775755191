"""Every page without a mouse, and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from browser import leave, missing, wait_for
from kinds import DEMONSTRATION, KINDS
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

pytestmark = pytest.mark.skipif(missing() is not None, reason=f"no browser: {missing()}")

STOPS = """
const stops = [];
for (const e of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')) {
  if (e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true})) stops.push(e);
}
window.stops = stops;
window.reached = new Map();
document.addEventListener('focusin', ({target}) => {
  const style = getComputedStyle(target), box = target.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const across = box.width > 1 && box.right > 0 && box.left < innerWidth;
  const seen = across && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  if (!window.reached.has(target)) window.reached.set(target, {ring, seen});
});
return [stops.length, stops.filter((e) => e.tabIndex > 0).map((e) => e.outerHTML.slice(0, 120))];
"""
"""What the keyboard must come to, in the order of the page; and what is reached is kept, with whether it is seen."""

COMPLAINTS = """
const name = (e) => e.outerHTML.slice(0, 120), wrong = [];
const order = [...window.reached.keys()].filter((e) => window.stops.includes(e));
for (const e of window.stops) if (!window.reached.has(e) && !sameChoice(e)) wrong.push(`never reached: ${name(e)}`);
for (const [e, {ring, seen}] of window.reached) {
  if (!ring && e !== document.body && e.id !== 'main') wrong.push(`no ring: ${name(e)}`);
  if (!seen) wrong.push(`not in sight: ${name(e)}`);
}
for (let i = 1; i < order.length; i++) {
  if (window.stops.indexOf(order[i]) < window.stops.indexOf(order[i - 1])) wrong.push(`out of order: ${name(order[i])}`);
}
function sameChoice(e) { return e.type === 'radio' && window.stops.some((o) => o.name === e.name && window.reached.has(o)); }
return wrong;
"""
AT_A_TIME = 40
MOST_STOPS = 400
"""Of a page of more links, as many are tried."""


@pytest.mark.parametrize("kind", [*KINDS, *DEMONSTRATION])
def test_the_keyboard_comes_to_everything_in_order_and_shows_where_it_is(
    driver: Any, every_page: Mapping[str, str], kind: str
) -> None:
    driver.get(every_page[kind])
    count, ahead = driver.execute_script(STOPS)
    assert ahead == []
    for _ in range(min(2 * count, MOST_STOPS) // AT_A_TIME + 1):
        driver.switch_to.active_element.send_keys(Keys.TAB * AT_A_TIME)
        if driver.execute_script("return window.reached.has(window.stops.at(-1))"):
            break
    driver.execute_script(f"window.stops = window.stops.slice(0, {MOST_STOPS} / 2)")
    assert driver.execute_script(COMPLAINTS) == []


@pytest.mark.parametrize("kind", ["unit", "document", "deadlines", "table"])
def test_the_first_stop_leads_past_what_every_page_has(driver: Any, site: str, kind: str) -> None:
    driver.get(site + KINDS[kind])
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = wait_for(lambda: driver.switch_to.active_element)
    assert skip.text == "跳到正文"
    assert skip.rect["x"] >= 0
    skip.send_keys(Keys.ENTER)
    wait_for(lambda: driver.switch_to.active_element.get_attribute("id") == "main")
    driver.switch_to.active_element.send_keys(Keys.TAB)
    inside = "return document.getElementById('main').contains(document.activeElement)"
    wait_for(lambda: driver.execute_script(inside))


def test_chips_folds_and_choices_need_no_mouse(driver: Any, site: str) -> None:
    driver.get(site + KINDS["understood"])
    chip = driver.find_element(By.CSS_SELECTOR, ".chosen a")
    taken_off = chip.text
    leave(driver, lambda: chip.send_keys(Keys.ENTER))
    assert taken_off not in [chip.text for chip in driver.find_elements(By.CSS_SELECTOR, ".chosen a")]
    driver.get(site + KINDS["hits"])
    fold = driver.find_element(By.CSS_SELECTOR, ".found aside details")
    was_open = fold.get_attribute("open")
    fold.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    wait_for(lambda: fold.get_attribute("open") != was_open)
    driver.get(site + KINDS["unit"])
    day = driver.find_element(By.ID, "in_force")
    day.send_keys("12312022")
    leave(driver, lambda: day.send_keys(Keys.ENTER))
    assert "in_force=2022-12-31" in driver.current_url
    driver.get(site + KINDS["deadlines"])
    driver.find_element(By.ID, "role").send_keys("牵头")
    leave(driver, lambda: driver.find_element(By.CSS_SELECTOR, "form.fields button").send_keys(Keys.SPACE))
    assert "role=lead" in driver.current_url


@pytest.fixture
def paper(driver: Any, site: str, demonstration_site: str) -> Iterator[None]:
    """Pages as they are printed on A4 (794 px wide); the reader has chosen dark colours and large type for the screen."""
    for at in (site, demonstration_site):
        driver.get(at)
        driver.execute_script("localStorage.theme = 'dark'; localStorage.size = 'large'")
    size = {"width": 794, "height": 1123, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    yield
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    for at in (site, demonstration_site):
        driver.get(at)
        driver.execute_script("localStorage.clear()")


ON_PAPER = """
const wrong = [], root = document.documentElement;
const shown = (e) => e.checkVisibility({visibilityProperty: true});
const tools = 'header.site, footer.site, form, button, input, select, .pages, .tabs, .skip, .no-print';
for (const e of document.querySelectorAll(tools)) {
  if (shown(e)) wrong.push(`printed: ${e.outerHTML.slice(0, 120)}`);
}
if (root.scrollWidth > innerWidth + 1) wrong.push(`wider than the paper: ${root.scrollWidth}`);
for (const e of document.querySelectorAll('main *')) {
  const style = getComputedStyle(e);
  const cut = style.overflow !== 'visible' && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
  if (shown(e) && cut && e.clientWidth > 1) wrong.push(`cut off: ${e.outerHTML.slice(0, 120)}`);
}
const [r, g, b] = getComputedStyle(document.querySelector('h1, h2, p')).color.match(/[0-9]+/g).map(Number);
if (r + g + b > 300) wrong.push('the ink is light');
const address = document.querySelector('.printed'), isError = performance.getEntries()[0].responseStatus >= 400;
if (!isError && !(address && shown(address) && address.textContent.includes(location.host))) wrong.push('no address');
return wrong;
"""
TEXT = """
dispatchEvent(new Event('beforeprint'));
return [...document.querySelectorAll('main article .block, main .duties > li > p, main .dated a:not(.no-print), main td')]
  .map((e) => {
    const copy = e.cloneNode(true);
    for (const tool of copy.querySelectorAll('.no-print, .here, button, aside')) tool.remove();
    return copy.textContent.replace(/\\s/g, '');
  });
"""
PRINTED = "return document.querySelector('main').innerText.replace(/\\s/g, '')"


@pytest.mark.usefixtures("paper")
def test_paper_has_all_of_the_text_and_nothing_to_press(driver: Any, every_page: Mapping[str, str]) -> None:
    wrong = []
    for kind, address in every_page.items():
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        driver.get(address)
        text = driver.execute_script(TEXT)
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        printed = driver.execute_script(PRINTED)
        wrong += [f"{kind}: {said}" for said in driver.execute_script(ON_PAPER)]
        wrong += [f"{kind}: not printed: {part[:60]}" for part in text if part not in printed]
    driver.get_log("browser")  # what error pages complain of is no matter of the next test
    assert not wrong, "\n".join(wrong)
