"""The arguments of an address, tried against its description: which page of a list, which fields, and what cannot be."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from kb.units import UnknownUnitError, unit_ids
from web.api.addresses import ADDRESSES, LIMIT
from web.api.described import PATTERNS, TAKES, Address, Argument
from web.site.errors import BadArgument
from web.site.site import whole_link_on

_MARK = re.compile(r"(.*~)?[0-9]{1,18}", re.ASCII | re.DOTALL)
"""The name of a row behind which a list goes on: its number, and what the list is ordered by before it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of an answer is asked for: so many rows behind a mark, and only these fields (all where there are none)."""

    limit: int
    after: str
    fields: tuple[str, ...]


def asked_of(request: Any) -> Asked:
    """The arguments of an address that is described. Raises BadArgument where one is unknown or cannot be."""
    known = address_of(request.path).in_query
    for name in request.args:
        if name not in known:
            raise BadArgument(name, f"no such argument here; there are {', '.join(known) or 'none'}")
        _try(known[name], request.args.get(name))
    return Asked(
        limit=int(request.args.get("limit") or LIMIT),
        after=request.args.get("after") or "",
        fields=tuple(filter(None, (request.args.get("fields") or "").split(","))),
    )


def address_of(path: str) -> Address:
    """The description of a path."""
    return next(address for address in ADDRESSES if address.pattern.fullmatch(path))


def check_unit(request: Any, connection: sqlite3.Connection) -> None:
    """Raises BadArgument where the argument `unit` names an organisation that nobody knows."""
    unit = request.args.get("unit")
    try:
        if unit and "unit" in address_of(request.path).in_query:
            unit_ids(connection, unit)
    except UnknownUnitError as error:
        raise BadArgument("unit", str(error)) from error


def chosen(
    values: Mapping[str, Any], fields: Collection[str], rows: str, known: Collection[str]
) -> dict[str, Any]:
    """The values; of the rows in the list `rows` only these fields. Raises BadArgument where a field is not `known`."""
    check_fields(fields, known)
    if not fields:
        return dict(values)
    return {**values, rows: [{name: row[name] for name in row if name in fields} for row in values[rows]]}


def parts(values: Mapping[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Of an object only these parts: `clauses`, or of each of its rows one field, `clauses.path`."""
    lists = {name: found for name, found in values.items() if isinstance(found, list | dict)}
    check_fields([name for name in fields if name.partition(".")[0] not in lists], values)
    if not fields:
        return dict(values)
    kept: dict[str, Any] = {}
    for name, value in values.items():
        inner = [field.partition(".")[2] for field in fields if field.startswith(f"{name}.")]
        if name in fields:
            kept[name] = value
        elif inner and isinstance(value, list):
            kept[name] = [{key: row[key] for key in inner if key in row} for row in value]
        elif inner:
            kept[name] = {key: value[key] for key in inner if key in value}
    return kept


def check_fields(fields: Collection[str], known: Collection[str]) -> None:
    """Raises BadArgument where a field is not known."""
    for name in fields:
        if name not in known:
            raise BadArgument("fields", f"no field is called {name}; there are {', '.join(known)}")


def next_page(request: Any, datasette: Any, **changes: object) -> str:
    """The whole address of the same question with some arguments changed."""
    said = {name: request.args.get(name) for name in request.args} | changes
    return whole_link_on(request, datasette)(f"{request.path}?{urlencode(said)}")


def _try(argument: Argument, said: str) -> None:
    """Raises BadArgument where the argument cannot be what is said."""
    if argument.kind == "integer":
        _try_number(argument, said)
    elif not said:
        return
    elif argument.kind == "mark" and not _MARK.fullmatch(said):
        raise BadArgument(argument.name, "give what another page says in its next")
    elif argument.choices and said not in argument.choices:
        raise BadArgument(argument.name, f"give one of {', '.join(argument.choices)}")
    elif argument.kind in PATTERNS and not _is_date(argument.kind, said):
        raise BadArgument(argument.name, f"give {TAKES[argument.kind]}")


def _try_number(argument: Argument, said: str) -> None:
    least, most = argument.least, argument.most
    if said.isascii() and said.isdigit() and len(said) < 20 and least <= int(said) <= (most or int(said)):
        return
    bounds = f"{least} to {most}" if most is not None else f"{least} or more"
    raise BadArgument(argument.name, f"give a whole number, {bounds}")


def _is_date(kind: str, said: str) -> bool:
    if not re.fullmatch(PATTERNS[kind], said, re.ASCII):
        return False
    try:
        date.fromisoformat(said + "-01-01"[len(said) - 4 :] if len(said) < 10 else said)
    except ValueError:
        return False
    return True
