"""Limits of time and memory for a process that reads a source, kept by the system: nothing inside can outstay them.

The process notes the page it reads where its parent sees it, so that a page can be named that ended it.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
from ctypes import Array, c_int
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

_OUT_OF_MEMORY = 75
_SMALLEST_SCAN = 20_000
_CRASHES = (signal.SIGTRAP, signal.SIGILL, signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process that reads sources may take.

    `page_seconds` of computing for a page, `recognition_seconds` for one whose text is recognised from its picture,
    which may have to be turned and read again; `memory_mb` above what it begins with; `source_seconds` for a whole
    source, by the clock on the wall, and `scan_seconds` more for each page of a scan that its bytes may hold.
    """

    page_seconds: float = 30
    recognition_seconds: float = 120
    memory_mb: int = 4096
    source_seconds: float = 600
    scan_seconds: float = 20

    def seconds_of(self, size: int) -> float:
        """How long a source of so many bytes may take, by the clock on the wall."""
        return self.source_seconds + self.scan_seconds * (size // _SMALLEST_SCAN)


USUAL_LIMITS = Limits()
Pages = Array[c_int]
"""The page that is being read of each source, 0 for none; shared by the processes."""


@dataclass(slots=True)
class _Supervision:
    """What a watched process knows: its limits, where it notes its page, and which source it reads."""

    limits: Limits
    pages: Pages
    source: int = 0


_supervision: _Supervision | None = None


def supervise(limits: Limits, pages: Pages) -> None:
    """Limit this process, a child that its parent watches, from now on."""
    global _supervision
    _supervision = _Supervision(limits, pages)
    _limit_memory(_address_space() + (limits.memory_mb << 20))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    faulthandler.disable()


def _limit_memory(most: int) -> None:
    """Let this process have so many bytes of addresses, or as many as it may, where that is less."""
    allowed = resource.getrlimit(resource.RLIMIT_AS)[1]
    if allowed != resource.RLIM_INFINITY:
        most = min(most, allowed)
    resource.setrlimit(resource.RLIMIT_AS, (most, allowed))


def begin_source(index: int) -> None:
    """The watched process begins with a source."""
    if _supervision:
        _supervision.source = index
        _supervision.pages[index] = 0


def begin_page(number: int) -> None:
    """The clock of a page begins to run; does nothing in a process that is not watched."""
    if _supervision:
        _supervision.pages[_supervision.source] = number
        signal.setitimer(signal.ITIMER_PROF, _supervision.limits.page_seconds)


def begin_recognition() -> None:
    """The clock of the page begins anew: its text is to be recognised."""
    if _supervision:
        signal.setitimer(signal.ITIMER_PROF, _supervision.limits.recognition_seconds)


def end_pages() -> None:
    """No page is being read."""
    if _supervision:
        _supervision.pages[_supervision.source] = 0
        signal.setitimer(signal.ITIMER_PROF, 0)


def is_supervised() -> bool:
    """This process is watched, and another takes its place when it ends."""
    return _supervision is not None


def end_for_memory() -> NoReturn:
    """End this process, which got no more memory."""
    os._exit(_OUT_OF_MEMORY)


def cause_of_end(status: int, limits: Limits) -> tuple[str, str]:
    """Why a limited process ended with this status, and what to do about it."""
    number = abs(status)
    if number == signal.SIGPROF:
        return (
            f"not read after {limits.page_seconds:g} s of computing ({limits.recognition_seconds:g} s for a scan)",
            "look at it in a viewer, or print it to a new PDF",
        )
    if status == _OUT_OF_MEMORY:
        return out_of_memory(limits)
    if number in _CRASHES:
        name = signal.Signals(number).name
        return (
            f"the process that read it was ended ({name}), or got no more than {limits.memory_mb} MB of memory",
            "look at it in a viewer, or print it to a new PDF",
        )
    return f"the process that read it ended (status {status})", "please report it with the file"


def out_of_memory(limits: Limits) -> tuple[str, str]:
    """What is said of a source that wants more memory than there is for it."""
    return f"takes more than {limits.memory_mb} MB of memory", "split the file, or print it to a new PDF"


def _address_space() -> int:
    """How many bytes of addresses this process has; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0
