"""A headless Chromium for the tests, and the server that it visits."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import urlopen

from selenium import webdriver
from selenium.common.exceptions import (
    JavascriptException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from gongbao.serve import serve_command

Found = TypeVar("Found")

_LONGEST_WAIT = 90
"""Seconds, for a machine that has other things to do."""

_NOT_YET = (JavascriptException, NoSuchElementException, StaleElementReferenceException)

_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN"),
)


def missing() -> str | None:
    """What there is not, of what a browser test needs."""
    if not shutil.which("chromedriver"):
        return (
            "chromedriver is not installed (Debian: apt-get install chromium chromium-driver fonts-noto-cjk)"
        )
    if not _chromium():
        return "chromium is not installed"
    return None if _has_fonts() else "there are no fonts, without which chromium ends at once"


@contextmanager
def served(database: Path, base_url: str = "/") -> Iterator[str]:
    """The address of a server on the database, as `gongbao serve` starts it; its pages stand under `base_url`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*serve_command(database, "127.0.0.1", port), "--setting", "base_url", base_url]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(_LONGEST_WAIT)


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """A browser of 1280 × 900 with an empty profile, which keeps what scripts complain of."""
    options = webdriver.ChromeOptions()
    for option in (*_OPTIONS, "--window-size=1280,900", f"--user-data-dir={profile}"):
        options.add_argument(option)
    options.binary_location = _chromium() or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_page_load_timeout(_LONGEST_WAIT)
    driver.set_script_timeout(_LONGEST_WAIT)
    try:
        yield driver
    finally:
        driver.quit()


def wait_for(found: Callable[[], Found]) -> Found:
    """What `found` gives, once it gives something; an element that is not there yet, or no longer, is nothing."""
    wait = WebDriverWait(None, _LONGEST_WAIT, poll_frequency=0.1, ignored_exceptions=_NOT_YET)
    return wait.until(lambda _: found())


def leave(driver: Any, act: Callable[[], object]) -> None:
    """Do what leads to another page, and wait until that is loaded."""
    driver.execute_script("window.isLeft = true")
    act()
    arrived = "return !window.isLeft && document.readyState === 'complete'"
    wait_for(lambda: driver.execute_script(arrived))


def _has_fonts() -> bool:
    """The machine has fonts, or nothing that could tell."""
    lister = shutil.which("fc-list")
    return lister is None or subprocess.run([lister], capture_output=True, check=True).stdout.strip() != b""


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _LONGEST_WAIT
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}; python: {sys.executable}")
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer")
