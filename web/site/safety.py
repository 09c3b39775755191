"""What every answer to a browser carries, and what is left out of a question before it is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote, unquote_to_bytes

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

MOST_FACETS = 6
MOST_ARGUMENTS = 100
"""What an address may ask for at a time: a table has some thirty columns, and a page a dozen fields."""

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


def with_plain_search(app: App) -> App:
    """The application, asked only for what its search boxes ask.

    An empty box asks for all rows; Datasette would find none. `_searchmode=raw` would hand words to the index as
    they are: a query language, with errors for an unpaired sign and queries that take long. It is left out.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["query_string"]:
            kept = [part for part in scope["query_string"].split(b"&") if _is_plain(part)]
            scope = {**scope, "query_string": b"&".join(kept)}
        await app(scope, receive, send)

    return wrapped


def what_is_too_much(query: bytes) -> str | None:
    """Why an address asks for more than any page does; None where it does not.

    Datasette answers every facet that is named, each with a query of its own, and the same one as often as it is named.
    """
    said = [unquote_to_bytes(part.replace(b"+", b" ")) for part in query.split(b"&")]
    facets = [argument for argument in said if _is_facet(argument.partition(b"=")[0])]
    if len(set(facets)) < len(facets):
        return "同一列不能重复统计。"
    if len(facets) > MOST_FACETS:
        return f"一次最多按 {MOST_FACETS} 列统计。"
    return f"参数过多，最多 {MOST_ARGUMENTS} 项。" if len(said) > MOST_ARGUMENTS else None


def _is_facet(name: bytes) -> bool:
    return name.startswith(b"_facet") and name != b"_facet_size"


def _is_plain(part: bytes) -> bool:
    name, _, value = part.partition(b"=")
    name = unquote_to_bytes(name)
    return name != b"_searchmode" and (name, value) != (b"_search", b"")


def under(app: App, base_url: str) -> App:
    """The application, which does not see the path under which the site is reached.

    Datasette 0.65 puts `base_url` before the path of the request, where it stands already.
    """
    prefix = base_url.rstrip("/")
    raw_prefix = quote(prefix).encode()

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and f"{scope['path']}/".startswith(f"{prefix}/"):
            raw_path = (scope.get("raw_path") or quote(scope["path"]).encode()).removeprefix(raw_prefix)
            path = scope["path"].removeprefix(prefix)
            scope = {**scope, "path": path or "/", "raw_path": raw_path or b"/"}
        await app(scope, receive, send)

    return wrapped if prefix else app
