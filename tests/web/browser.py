"""A headless Chromium for the tests, and the server that it visits."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from ingest.serve import serve_command

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
    return None if _chromium() else "chromium is not installed"


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
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """A browser of 1280 × 900 with an empty profile, which keeps what scripts complain of."""
    options = webdriver.ChromeOptions()
    for option in (*_OPTIONS, "--window-size=1280,900", f"--user-data-dir={profile}"):
        options.add_argument(option)
    options.binary_location = _chromium() or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.set_page_load_timeout(30)
    try:
        yield driver
    finally:
        driver.quit()


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}; python: {sys.executable}")
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer")
