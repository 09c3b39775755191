"""What every answer to a browser carries, and what is left out of a question before it is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

_ENCODED = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


def with_safe_headers(app: App) -> App:
    """The application, with the headers that keep scripts and frames of others out of its pages."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *_ENCODED]}
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped


def without_empty_search(app: App) -> App:
    """The application, asked for all rows where the search box was left empty; Datasette would find none."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and b"_search=" in scope["query_string"]:
            kept = [part for part in scope["query_string"].split(b"&") if part != b"_search="]
            scope = {**scope, "query_string": b"&".join(kept)}
        await app(scope, receive, send)

    return wrapped
