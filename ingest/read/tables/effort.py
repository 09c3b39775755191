"""How long a table is looked for in a run of lines: a measure of work, so that no text takes more than its share."""

from __future__ import annotations

from dataclasses import dataclass

_STEPS_A_LINE = 500
_STEPS_A_RUN = 100_000
_STEPS_TO_READ_A_LINE = 10


class EffortSpentError(Exception):
    """A run of lines has had its share of work, and no table was found in it."""


@dataclass(slots=True)
class Effort:
    """The work still to be spent on a run of lines. A step is one piece tried in one column."""

    left: int

    def spend(self, steps: int) -> None:
        """Count some steps. Raises EffortSpentError when none are left."""
        self.left -= steps
        if self.left < 0:
            raise EffortSpentError

    def read(self, lines: int) -> None:
        """Count the reading of some lines."""
        self.spend(_STEPS_TO_READ_A_LINE * lines)


def effort_for(lines: int) -> Effort:
    """The share of a run of so many lines: in proportion to its length."""
    return Effort(_STEPS_A_RUN + _STEPS_A_LINE * lines)
