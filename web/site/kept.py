"""Answers that were given already: kept as they go out, compressed, under the tag that tells them from all others."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from web.site.reload import Stamp, stamp_of
from web.site.safety import App, Message, Receive, Scope, Send

MOST_BYTES = 64_000_000
"""What all answers that are kept may take: some thousand pages, of 5 to 50 kB compressed."""

LARGEST = 1_000_000
"""An answer above this goes out part by part, and is not kept: exports of whole tables."""

Files = dict[Path, Stamp | None]

_NEVER: Stamp = (0, 0, 0)
_FILES: ContextVar[Files | None] = ContextVar("files", default=None)


def rests_on(path: Path) -> Stamp | None:
    """Note that the answer under way says what a file holds, or that it is not there; gives the file's stamp."""
    stamp = stamp_of(path)
    files = _FILES.get()
    if files is not None:
        files[path] = stamp
    return stamp


def passes() -> None:
    """Note that the answer under way would be another the next time: it is not to be given again."""
    files = _FILES.get()
    if files is not None:
        files[Path()] = _NEVER


@dataclass(frozen=True, slots=True)
class Answer:
    """The messages of an answer, and the files beside the database that it rests on, as they were."""

    parts: Sequence[Message]
    files: Files

    @property
    def size(self) -> int:
        """The bytes of its body."""
        return sum(len(part.get("body", b"")) for part in self.parts)

    @property
    def is_true(self) -> bool:
        """Whether the files are what they were."""
        return all(stamp_of(path) == stamp for path, stamp in self.files.items())


class Kept:
    """The answers asked for last, within a bound of bytes. One event loop reads and writes it: it needs no lock."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._bytes = 0
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()

    def get(self, key: bytes) -> Answer | None:
        """The answer under a key that still holds; None where there is none."""
        answer = self._answers.get(key)
        if answer is None or not answer.is_true:
            self._drop(key)
            return None
        self._answers.move_to_end(key)
        return answer

    def has_changed(self, key: bytes) -> bool:
        """Whether the answer under a key is known not to hold any longer."""
        answer = self._answers.get(key)
        return answer is not None and not answer.is_true

    def put(self, key: bytes, answer: Answer) -> None:
        """Keep an answer, and let go of those that nobody has asked for longest."""
        self._drop(key)
        self._answers[key] = answer
        self._bytes += answer.size
        while self._bytes > self._most:
            self._drop(next(iter(self._answers)))

    def _drop(self, key: bytes) -> None:
        answer = self._answers.pop(key, None)
        self._bytes -= answer.size if answer else 0


def answering_from(kept: Kept, key: bytes, app: App) -> App:
    """The application, which gives the answer that is kept under the key, or keeps what it answers."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        answer = kept.get(key)
        if answer is None:
            taken, files = _Taken(send), Files()
            _FILES.set(files)
            await app(scope, receive, taken.send)
            if taken.parts:
                kept.put(key, Answer(taken.parts, files))
            return
        for message in answer.parts:
            await send(message)

    return wrapped


class _Taken:
    """An answer on its way; `parts` holds it all where it went out whole, and is small enough and right."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: list[Message] = []
        self._size = 0
        self.parts: list[Message] = []

    async def send(self, message: Message) -> None:
        """Pass a message on."""
        await self._send(message)
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _ in message.get("headers", ())}
            if message["status"] == 200 and b"set-cookie" not in names:
                self._waiting = [message]
            return
        self._size += len(message.get("body", b""))
        if self._size > LARGEST:
            self._waiting = []
        if self._waiting:
            self._waiting.append(message)
            if not message.get("more_body", False):
                self.parts = self._waiting
