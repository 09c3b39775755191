"""What a reader would complain of on a page: axe-core's findings, and what axe-core does not look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from selenium_axe_python import Axe

_CHECKS = (Path(__file__).parent / "checks.js").read_text("utf-8")
_UNFOLD = "for (const e of document.querySelectorAll('details')) e.open = true"


def complaints(driver: Any) -> list[str]:
    """What scripts complain of, and what a reader who sees, hears or types would; empty where all is well.

    What is folded is looked at too.
    """
    driver.execute_script(_UNFOLD)
    return [*_script_errors(driver), *driver.execute_script(_CHECKS), *_findings(driver)]


def _script_errors(driver: Any) -> list[str]:
    """The browser's own complaints; that the page itself is an error page is none."""
    said = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    return [message for message in said if not message.startswith(f"{driver.current_url} - Failed to load")]


def _findings(driver: Any) -> list[str]:
    """What axe-core finds: rule, impact, element and reason."""
    axe = Axe(driver)
    axe.inject()
    violations = axe.run(options={"resultTypes": ["violations"]})["violations"]
    return [
        f"{found['id']} ({found['impact']}): {node['html'][:160]}: {' '.join(node['failureSummary'].split())}"
        for found in violations
        for node in found["nodes"]
    ]
