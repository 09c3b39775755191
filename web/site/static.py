"""Styles, scripts and the sign of the site, at addresses that hold a hash of what they say: kept by browsers for good."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from web.site.safety import App, Message, Receive, Scope, Send

FOLDER = Path(__file__).resolve().parents[1] / "static"

_PREFIX = "/static/"
_HASH = "v="
_DIGITS = 12
_FOR_GOOD = (b"cache-control", b"public, max-age=31536000, immutable")


def static_path(name: str) -> str:
    """The path of a file of the folder `static` below the site, with its hash: `static/site.css?v=0f3a…`."""
    return f"{_PREFIX[1:]}{name}?{_HASH}{_hash_of(name)}"


def with_long_lives(app: App) -> App:
    """The application, whose files are kept for good where their address holds the hash of what they say today.

    Under a hash of another day, or none, they are asked for again each time: a page that is older than the files
    gets those of today, and nobody keeps them under the wrong name.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_todays(scope):
            await app(scope, receive, send)
            return

        async def send_for_good(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                others = [h for h in message.get("headers", ()) if h[0].lower() != _FOR_GOOD[0]]
                message = {**message, "headers": [*others, _FOR_GOOD]}
            await send(message)

        await app(scope, receive, send_for_good)

    return wrapped


def _is_todays(scope: Scope) -> bool:
    name = str(scope["path"]).removeprefix(_PREFIX)
    if name == scope["path"] or not (FOLDER / name).is_file() or (FOLDER / name).parent != FOLDER:
        return False
    return bool(scope["query_string"] == f"{_HASH}{_hash_of(name)}".encode())


@cache
def _hash_of(name: str) -> str:
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:_DIGITS]
