"""`gongbao mcp`: the questions of `kb.tools` for models, over standard input and output (Model Context Protocol)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from schema.errors import ExportError


@click.command()
@click.argument("database", type=click.Path(path_type=Path), default=Path("kb.db"))
@click.option("--site", default="", help="Where the pages are served: addresses begin with it.")
def mcp(database: Path, site: str) -> None:
    """Serve the database to models, over standard input and output.

    Needs the extra mcp: pip install 'gongbao[mcp]'. `gongbao serve` answers at /-/mcp too where it is installed.

    \b
    Examples:
      gongbao mcp kb.db
      gongbao mcp kb.db --site https://gazette.example
    """
    from kb.database import open_database

    open_database(database).close()
    server_of(database, site).run("stdio")


def server_of(database: Path, site: str = "") -> Any:
    """A server with a tool for each question. Raises ExportError where the library is not installed."""
    try:
        from mcp.server import MCPServer
    except ImportError as error:
        raise ExportError("mcp needs a library; install it with: pip install 'gongbao[mcp]'") from error
    from kb.database import open_database
    from kb.tools.server import INSTRUCTIONS, register

    async def ask(question: Callable[[sqlite3.Connection], dict[str, Any]]) -> dict[str, Any]:
        """Of a database that is opened for each question: it may be replaced between two."""
        with closing(open_database(database)) as connection:
            return question(connection)

    server = MCPServer("gongbao", instructions=INSTRUCTIONS, version=version("gongbao"))
    register(server, ask, lambda _, path: site.rstrip("/") + path)
    return server
