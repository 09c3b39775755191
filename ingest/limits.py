"""Limits of time and memory for a process that reads a source, kept by the system: nothing inside can outstay them."""

from __future__ import annotations

import resource
import signal

PAGE_SECONDS = 30
"""A page that takes longer ends the process that reads it."""

MEMORY_MB = 4096
"""A process that wants more gets none."""

_supervised = False


def set_limits() -> None:
    """Limit this process, a child that its parent watches, from now on."""
    global _supervised
    _supervised = True
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB << 20, resource.RLIM_INFINITY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def begin_page() -> None:
    """The clock of a page begins to run; does nothing in a process that is not watched."""
    if _supervised:
        signal.setitimer(signal.ITIMER_REAL, PAGE_SECONDS)


def end_pages() -> None:
    """No page is being read."""
    if _supervised:
        signal.setitimer(signal.ITIMER_REAL, 0)


def cause_of_end(status: int) -> tuple[str, str]:
    """Why a limited process ended with this status, and what to do about it."""
    if status in (-signal.SIGALRM, signal.SIGALRM):
        return (
            f"a page was not read after {PAGE_SECONDS} s",
            "look at the file in a viewer, or print it to a new PDF",
        )
    return (
        f"the process that parsed it ended (status {status})",
        "there may be too little memory; try --jobs 1",
    )
