"""The places, organisations and reforms that lie as CSV beside `sources.toml`: what only its publisher's sources name."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from parsers.language.names.organisations import kinds_of_bodies, kinds_of_organisations, registry
from parsers.language.patterns import lazy
from schema.errors import DeclarationError
from schema.source import LocalNames, LocalOrganisation, LocalPlace, LocalReform

_PLACE_COLUMNS = ("place", "parent", "stem", "level", "sign")
_ORGANISATION_COLUMNS = ("place", "name", "kind", "aliases", "key")
_REFORM_COLUMNS = ("former", "forms", "successor", "day", "place", "basis")
_DAY = lazy(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LEVELS = ("省", "市", "县")
_ENDING = lazy(r"(?:特别行政区|自治区|自治州|自治县|地区|[省市县区州盟旗])$")
_CORRECT = "correct the file"


def read_local_names(places: Path, organisations: Path, reforms: Path, place: str | None) -> LocalNames:
    """What the files say; nothing where they are missing. `place` is where organisations are whose row says none.

    Raises DeclarationError for what is not understood, with the line.
    """
    found = tuple(_places(places))
    known = {*registry().places, *(row.place for row in found)}
    return LocalNames(
        found,
        tuple(_organisations(organisations, place, known)),
        tuple(_reforms(reforms, place, {row.place: row for row in found})),
    )


def _places(path: Path) -> Iterator[LocalPlace]:
    """A place needs its name, and its parent written above it; what its name shows need not be said."""
    known = registry().places
    levels = {place.name: place.level for place in known.values()}
    for line, row in _rows(path, _PLACE_COLUMNS, ("place",)):
        name, parent = row["place"], row["parent"]
        if name in known:
            if parent and parent != known[name].parent:
                raise DeclarationError(path, f"{name} is known already, and is elsewhere", _CORRECT, line)
            continue
        if parent and parent not in levels:
            raise DeclarationError(path, f"{parent} is not known; add a row for it above", _CORRECT, line)
        ending = _ENDING.search(name)
        if ending is None and not (row["stem"] and row["level"] and row["sign"]):
            cause = f"{name} ends like no place; give its stem, level and sign"
            raise DeclarationError(path, cause, _CORRECT, line)
        level = row["level"] or _level(ending[0] if ending else "", levels.get(parent))
        if level not in _LEVELS:
            raise DeclarationError(path, f"level is one of {', '.join(_LEVELS)}", _CORRECT, line)
        levels[name] = level
        yield LocalPlace(name, row["stem"] or _ENDING.sub("", name), level, row["sign"] or name[-1], parent)


def _level(ending: str, above: str | None) -> str:
    """省, 市 or 县, by how the name ends; a 市 within a 市 is one of counties."""
    if ending in ("省", "自治区", "特别行政区"):
        return "省"
    if ending in ("市", "州", "自治州", "盟", "地区") and above != "市":
        return "市"
    return "县"


def _organisations(path: Path, place: str | None, places: set[str]) -> Iterator[LocalOrganisation]:
    kinds = kinds_of_organisations()
    for line, row in _rows(path, _ORGANISATION_COLUMNS, ("name",)):
        where = _place(path, line, row["place"] or place, places)
        if row["key"] and row["key"] not in kinds:
            raise DeclarationError(path, f"key {row['key']} is no kind of organisation", _CORRECT, line)
        if not row["key"] and row["kind"] not in kinds_of_bodies():
            known = "、".join(sorted(kinds_of_bodies()))
            raise DeclarationError(path, f"kind is one of {known}", _CORRECT, line)
        kind = row["kind"] or kinds[row["key"]]
        yield LocalOrganisation(where, row["name"], kind, row["aliases"], row["key"])


def _reforms(path: Path, place: str | None, own: Mapping[str, LocalPlace]) -> Iterator[LocalReform]:
    """A reform needs both names, which may stand with or without the place, and its day, of which the year is enough."""
    known = registry().places
    for line, row in _rows(path, _REFORM_COLUMNS, ("former", "successor", "day")):
        where = _place(path, line, row["place"] or place, {*known, *own})
        if not _DAY.fullmatch(row["day"]):
            raise DeclarationError(path, "day is a date (2019-01-15), a month or a year", _CORRECT, line)
        level = (own.get(where) or known[where]).level
        values = {**row, "place": where, "basis": row["basis"] or "机构改革"}
        yield LocalReform(**values, level=level if level == "省" else "市县")


def _place(path: Path, line: str, place: str | None, places: Iterable[str]) -> str:
    if place is None or place not in places:
        cause = f"{place or 'the place'} is not known; add it to places.csv"
        raise DeclarationError(path, cause, _CORRECT, line)
    return place


def _rows(
    path: Path, columns: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rows of a file, each with its place in it; columns that are left out are empty."""
    if not path.is_file():
        return
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DeclarationError(path, f"not readable as UTF-8 ({error})", "save it as UTF-8") from error
    kept = [
        (number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")
    ]
    reader = csv.DictReader([line for _, line in kept])
    heads = reader.fieldnames or ()
    if not set(needed) <= set(heads) <= set(columns):
        raise DeclarationError(path, f"its columns are {', '.join(columns)}", _CORRECT)
    for (number, _), row in zip(kept[1:], reader, strict=True):
        values = {column: (row.get(column) or "").strip() for column in columns}
        place = f"line {number}"
        if None in row or not all(values[column] for column in needed):
            cause = f"{', '.join(needed)} must be filled, and no row longer than the head"
            raise DeclarationError(path, cause, _CORRECT, place)
        yield place, values
