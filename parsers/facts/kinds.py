"""The kinds of facts that a clause's text gives, listed once.

A new kind is a row type in `schema/` (with its list in `ParsedDocument` and its table), a finder in a folder of its
own beside this file, fixtures, and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from parsers.facts.citations.citations import find_citations
from parsers.facts.deadlines.deadlines import find_deadlines
from parsers.facts.duties.units import find_units
from parsers.facts.guard import Guard, Place
from parsers.facts.targets.targets import find_targets
from parsers.language.names.context import Context
from schema.base import Fact
from schema.facts import Citation, Deadline, Duty, Target

Row = TypeVar("Row", bound=Fact)


@dataclass(frozen=True, slots=True)
class Kind(Generic[Row]):
    """A kind of fact.

    `name` is its list in `ParsedDocument`; `find` gives the rows of a clause's text, with ranges in that text and
    no place yet; `once` says what makes two rows of one clause the same, where only one of them counts.
    """

    name: str
    row: type[Row]
    find: Callable[[str, Context], Sequence[Row]]
    once: Callable[[Row], Hashable] | None = None


KINDS: tuple[Kind[Any], ...] = (
    Kind("units", Duty, find_units, once=lambda duty: (duty.name, duty.role)),
    Kind("deadlines", Deadline, find_deadlines),
    Kind("targets", Target, find_targets),
    Kind("citations", Citation, find_citations, once=lambda cited: (cited.title, cited.doc_number)),
)

Facts = Mapping[str, Sequence[Fact]]
"""The rows of one text by kind."""


def find_facts(text: str, context: Context, guard: Guard, place: Place) -> Facts:
    """The facts of a clause's text by kind, with ranges in that text; a kind that fails is a doubt of that `place`."""
    return {kind.name: guard.run(kind.name, place, partial(kind.find, text, context)) for kind in KINDS}
