"""Datasette's hook marks, with types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from datasette import hookimpl

Function = TypeVar("Function", bound=Callable[..., Any])


def hook(function: Function) -> Function:
    """Mark a function as the implementation of the Datasette hook whose name it bears."""
    marked: Function = hookimpl(function)
    return marked


def last_hook(function: Function) -> Function:
    """The same, for one that must be called after all others, so that its word stands."""
    marked: Function = hookimpl(trylast=True)(function)
    return marked
