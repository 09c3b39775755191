"""The page on deployment says what is shipped."""

from __future__ import annotations

import json
import re
from pathlib import Path

from web.connection import LONGEST

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/deploy.md").read_text("utf-8")


def test_the_command_has_every_setting() -> None:
    said = dict(re.findall(r"--setting (\w+) (\w+) ?\\?\n", PAGE.split("## What is closed")[0]))
    shipped = json.loads((ROOT / "web/settings.json").read_text("utf-8"))
    assert said == {name: "off" if value is False else str(value) for name, value in shipped.items()}


def test_the_limit_of_a_value_is_said() -> None:
    assert f"{LONGEST // 1_000_000} MB" in PAGE
