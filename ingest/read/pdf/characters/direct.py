"""PDFium's functions for what is asked of every character and object of a page, thousands of times."""

from __future__ import annotations

import ctypes
from typing import Any


def direct(function: Any, result: Any, *arguments: Any) -> Any:
    """The function, called with references or addresses and without giving up the interpreter's lock.

    Other conversions and the lock would take longer than the function does.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)
