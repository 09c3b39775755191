"""Datasette with the configuration that is shipped."""

from __future__ import annotations

import json
from pathlib import Path

from datasette.app import Datasette

WEB = Path(__file__).parents[2] / "web"


def make_datasette(database: Path, **settings: str) -> Datasette:
    """Datasette as the command line starts it."""
    return Datasette(
        [str(database)],
        plugins_dir=str(WEB / "plugins"),
        template_dir=str(WEB / "templates"),
        static_mounts=[("static", str(WEB / "static"))],
        metadata=json.loads((WEB / "metadata.json").read_text("utf-8")),
        settings={**json.loads((WEB / "settings.json").read_text("utf-8")), **settings},
    )
