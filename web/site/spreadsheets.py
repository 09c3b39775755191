"""CSV for spreadsheets: marked as UTF-8, headed in Chinese, and without a cell that they would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import parse_qs

from datasette.utils import tilde_decode

from kb.serial.cells import safe_cell
from web.search.words import column_title
from web.site.connection import LONGEST
from web.site.safety import App, Message, Receive, Scope, Send

_LABEL = "_label"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TYPES = (b"text/plain", b"text/csv")

csv.field_size_limit(LONGEST)


def for_spreadsheets(app: App) -> App:
    """The application, whose CSV a spreadsheet opens as it is meant, whichever page it comes from."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith(".csv"):
            headless = parse_qs(scope["query_string"].decode("latin-1")).get("_header") == ["off"]
            table = tilde_decode(scope["path"].rpartition("/")[2].removesuffix(".csv"))
            await app(scope, receive, _Sheet(send, None if headless else lambda row: _heads(row, table)).send)
        else:
            await app(scope, receive, send)

    return wrapped


def _heads(row: Sequence[str], table: str) -> list[str]:
    """The titles of columns, and of the names that Datasette puts beside what refers to another table."""
    return [
        column_title(name, table)
        if not name.endswith(_LABEL)
        else f"{column_title(name.removesuffix(_LABEL), table)}（名称）"
        for name in row
    ]


class _Sheet:
    """An answer on its way: its rows are read as they come, and written anew."""

    def __init__(self, send: Send, heads: Callable[[Sequence[str]], list[str]] | None) -> None:
        self._send = send
        self._heads = heads
        self._is_csv = False
        self._begun = False
        self._waiting = b""
        self._quotes = 0

    async def send(self, message: Message) -> None:
        """Pass a message on, with safe cells where it is CSV."""
        if message["type"] == "http.response.start":
            message = self._start(message)
        elif self._is_csv and message["type"] == "http.response.body":
            message = {**message, "body": self._taken(message)}
        await self._send(message)

    def _start(self, message: Message) -> Message:
        headers = [(name.lower(), value) for name, value in message.get("headers", ())]
        kind = dict(headers).get(b"content-type", b"")
        self._is_csv = message["status"] == 200 and kind.startswith(_TYPES)
        if not self._is_csv:
            return message
        kept = [item for item in headers if item[0] not in (b"content-type", b"content-length")]
        return {**message, "headers": [*kept, (b"content-type", b"text/csv; charset=utf-8")]}

    def _taken(self, message: Message) -> bytes:
        """What a part of the body adds, up to the last row that is whole."""
        part: bytes = message.get("body", b"")
        self._waiting += part
        self._quotes += part.count(b'"')
        is_last = not message.get("more_body", False)
        if not is_last and (self._quotes % 2 or not self._waiting.endswith(b"\n")):
            return b""
        rows, self._waiting = self._waiting.decode().removeprefix("\ufeff"), b""
        mark = b"" if self._begun else _BYTE_ORDER_MARK
        self._begun = True
        return mark + self._written(csv.reader(io.StringIO(rows, newline=""))).encode()

    def _written(self, rows: Iterator[list[str]]) -> str:
        text = io.StringIO()
        writer = csv.writer(text)
        for row in rows:
            if self._heads is not None:
                row, self._heads = self._heads(row), None
            writer.writerow([safe_cell(cell) for cell in row])
        return text.getvalue()
