"""Pages that a browser saved with all they need in one file (MHTML): the page itself is taken out of it."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message


def page_in(data: bytes) -> bytes:
    """The page of an archive in the bytes it was sent in; empty where it holds none, or parts within parts without end."""
    try:
        parts = list(message_from_bytes(data).walk())
    except RecursionError:
        return b""
    return next((_bytes_of(part) for part in parts if part.get_content_type() == "text/html"), b"")


def _bytes_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
