"""What an organisation was called before a reform, and what took its place: rows of data, by the names that are printed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal


@dataclass(frozen=True, slots=True)
class Reform:
    """An organisation that came before or after another: its id and name, the day (perhaps a year) and the reason."""

    direction: Literal["before", "after"]
    unit_id: str
    name: str
    day: str
    basis: str


def reforms(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Reform]:
    """The predecessors and successors of organisations that the database knows, predecessors first."""
    marks = ", ".join("?" * len(ids))
    own = connection.execute(f"select id, name, place from units where id in ({marks})", list(ids)).fetchall()
    found: dict[str, Reform] = {}
    for _, name, place in own:
        beside = "select id, name from units where place is ? order by pk"
        for other_id, other in connection.execute(beside, [place]):
            if other_id in ids or other_id in found:
                continue
            for direction, row in _between(_bare(name, place), _bare(other, place), place):
                found[other_id] = Reform(direction, other_id, other, row["day"], row["basis"])
    return sorted(found.values(), key=lambda reform: (reform.direction != "before", reform.day, reform.name))


def _between(
    name: str, other: str, place: str | None
) -> Iterator[tuple[Literal["before", "after"], Mapping[str, str]]]:
    """The reforms that made one of the other: `before` where the other came first."""
    for row, former, successor in known_reforms():
        if row["place"] not in ("", place) or row["level"] != _level(place):
            continue
        if name in successor and other in former:
            yield "before", row
        elif name in former and other in successor:
            yield "after", row


@cache
def known_reforms() -> tuple[tuple[Mapping[str, str], frozenset[str], frozenset[str]], ...]:
    """Each reform with all forms of the former name and of the later."""
    from parsers.language.lexicon import table  # what only searches reads no lexicon
    from parsers.language.names.organisations import shorter_forms

    def forms(*cells: str) -> frozenset[str]:
        names = [name for cell in cells for name in cell.split("|") if name]
        return frozenset(form for name in names for form in shorter_forms(name))

    return tuple(
        (row, forms(row["former"], row["forms"]), forms(row["successor"]))
        for row in table("organisation_reforms")
    )


def _level(place: str | None) -> str:
    """The level of the file's column: 国家, 省, or 市县 for what lies below."""
    from parsers.language.names.organisations import registry

    known = registry().places.get(place or "")
    return "国家" if place is None else "省" if known and known.level == "省" else "市县"


def _bare(name: str, place: str | None) -> str:
    """The name without the place before it, in full or by its sign: 卫生健康委员会 of 南通市卫生健康委员会."""
    if place is None:
        return name
    bare = name.removeprefix(place)
    return bare[1:] if bare == name and bare[:1] == place[-1:] else bare
