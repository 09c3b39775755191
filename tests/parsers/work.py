"""How much work a call does, as a number that is the same on every machine: lines run, and characters searched.

A line of this project that is run counts one, and so does each character that a pattern is led over. What a pattern
does inside (its backtracking) is not seen; `steps_of` counts that for one pattern.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from parsers.language.patterns import Lazy

ROOMS = ("parsers.", "ingest.read", "schema.")
_WHOLE = ("finditer", "findall", "sub", "subn", "split")


class Work:
    """What has been done so far."""

    def __init__(self) -> None:
        self.steps = 0

    def trace(self, frame: FrameType, event: str, _: object) -> Any:
        """Count the lines of this project's modules."""
        if event == "call":
            return self.trace if frame.f_globals.get("__name__", "").startswith(ROOMS) else None
        self.steps += 1
        return self.trace


class Counting:
    """A pattern that counts the characters that it is led over."""

    def __init__(self, pattern: re.Pattern[str], work: Work) -> None:
        self._pattern, self._work = pattern, work

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._pattern, name)
        if name in ("match", "fullmatch", "search", *_WHOLE):
            return lambda *given: _counted(name, value, given, self._work)
        return value


def work_of(call: Callable[[], object]) -> int:
    """The steps that a call takes, with nothing remembered from calls before it."""
    work = Work()
    with _counting_patterns(work):
        before = sys.gettrace()
        sys.settrace(work.trace)
        try:
            call()
        finally:
            sys.settrace(before)
    return work.steps


def _counted(name: str, function: Callable[..., Any], given: tuple[Any, ...], work: Work) -> Any:
    at = 1 if name in ("sub", "subn") else 0
    text = given[at]
    start = given[1] if name not in ("sub", "subn", "split") and len(given) > 1 else 0
    end = given[2] if name not in ("sub", "subn", "split") and len(given) > 2 else len(text)
    found = function(*given)
    if name in ("match", "fullmatch", "search"):
        end = found.end() if found else (min(end, len(text)) if name == "search" else start)
    work.steps += 1 + max(0, min(end, len(text)) - start)
    return found


@contextmanager
def _counting_patterns(work: Work) -> Iterator[None]:
    """Every pattern of the project's modules counts; their bounded memories are empty."""
    changed: list[tuple[Any, str, Any]] = []
    for name, module in list(sys.modules.items()):
        if not name.startswith(ROOMS):
            continue
        for attribute, value in list(vars(module).items()):
            if hasattr(value, "cache_clear") and value.cache_info().maxsize is not None:
                value.cache_clear()
            counting = _with_counting(value, work)
            if counting is not value:
                changed.append((module, attribute, value))
                setattr(module, attribute, counting)
    for function in ("match", "fullmatch", "search", *_WHOLE):
        changed.append((re, function, getattr(re, function)))
        setattr(re, function, _module_function(function, work))
    try:
        yield
    finally:
        for place, attribute, value in changed:
            setattr(place, attribute, value)


def _module_function(name: str, work: Work) -> Callable[..., Any]:
    def call(pattern: Any, *given: Any, flags: int = 0, **named: Any) -> Any:
        plain = pattern._pattern if isinstance(pattern, Counting) else re.compile(pattern, flags)
        return _counted(name, getattr(plain, name), (*given, *named.values()), work)

    return call


def _with_counting(value: Any, work: Work) -> Any:
    """The value with its patterns counting; itself where it holds none."""
    if isinstance(value, re.Pattern | Lazy):
        return Counting(value, work)
    if type(value) in (tuple, list):
        items = [_with_counting(item, work) for item in value]
        same = all(new is old for new, old in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if type(value) is dict:
        made = {key: _with_counting(item, work) for key, item in value.items()}
        return value if all(made[key] is value[key] for key in value) else made
    return value
