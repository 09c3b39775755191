"""What organisations were called before a reform, and what took their place, by the names that documents print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from parsers.language.names.organisations import registry, shorter_forms

Unit = Mapping[str, Any]


def reforms_of(units: Sequence[Unit]) -> Iterator[dict[str, Any]]:
    """The rows of `unit_reforms` for rows of `units`: one for each former and each later body of a place that are there.

    Where only one of the two is, the other is called by its name in full; but what a body of one place was called
    before is said only where a document prints that, or a row speaks of that place.
    """
    by_place: dict[str | None, dict[str, Unit]] = defaultdict(dict)
    for unit in units:
        by_place[unit["place"]].setdefault(_bare(unit["name"], unit["place"]), unit)
    reforms = [
        (row, _forms(row["former"], row["forms"]), _forms(row["successor"])) for row in registry().reforms
    ]
    for place, bodies in by_place.items():
        level = _level(place)
        for row, former, later in reforms:
            if row["level"] == level and row["place"] in ("", place):
                yield from _between(row, place, *(_those(bodies, names) for names in (former, later)))


def _between(
    row: Mapping[str, str], place: str | None, former: Sequence[Unit], later: Sequence[Unit]
) -> Iterator[dict[str, Any]]:
    """A row for each pair; of a body that no clause names only the name."""
    if not former and not (later and row["place"]):
        return
    for before in former or [_unnamed(row["former"], place)]:
        for after in later or [_unnamed(row["successor"], place)]:
            yield {
                "former_id": before["id"],
                "former": before["name"],
                "successor_id": after["id"],
                "successor": after["name"],
                "day": row["day"],
                "basis": row["basis"],
            }


def _those(bodies: Mapping[str, Unit], names: Iterable[str]) -> list[Unit]:
    return [bodies[name] for name in sorted(names) if name in bodies]


def _unnamed(names: str, place: str | None) -> Unit:
    """A body that no clause names: of the names that it may bear, the one that is known in its place, else the first."""
    full = [name if not place or name.startswith(place) else f"{place}{name}" for name in names.split("|")]
    known = (name for name in full if registry().resolve(name, place))
    return {"id": None, "name": next(known, full[0])}


def _forms(*cells: str) -> frozenset[str]:
    """Every form of the names in cells of the file, without a place before them."""
    names = [name for cell in cells for name in cell.split("|") if name]
    return frozenset(form for name in names for form in shorter_forms(name))


def _level(place: str | None) -> str:
    """The level of the file's column: 国家, 省, or 市县 for what lies below."""
    known = registry().places.get(place or "")
    return "国家" if place is None else "省" if known and known.level == "省" else "市县"


def _bare(name: str, place: str | None) -> str:
    """The name without the place before it, in full or by its sign: 卫生健康委员会 of 南通市卫生健康委员会."""
    if place is None:
        return name
    bare = name.removeprefix(place)
    return bare[1:] if bare == name and bare[:1] == place[-1:] else bare
