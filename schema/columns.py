"""How a database column is described, and how its description is taken from a row type."""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from schema.base import Row

SqliteType = Literal["TEXT", "INTEGER", "REAL"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and type, what it says to a reader, and the `(table, column)` it refers to."""

    name: str
    type: SqliteType
    title: str
    description: str
    not_null: bool = False
    references: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, its primary key, the indexes for the ways people ask, unique ones apart.

    The rows of one with a key of several columns are kept in the order of the key, and nowhere else.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ("pk",)
    indexes: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def foreign_keys(self) -> tuple[tuple[str, str, str], ...]:
        """The foreign keys as `(column, other table, other column)`."""
        return tuple((c.name, *c.references) for c in self.columns if c.references)

    @property
    def created(self) -> str:
        """The statement that creates it."""
        single = self.primary_key[0] if len(self.primary_key) == 1 else None
        lines = [
            f"[{column.name}] {column.type}"
            + (" primary key" if column.name == single else "")
            + (" not null" if column.not_null and not (single == "pk" == column.name) else "")
            + (" references [{}]([{}])".format(*column.references) if column.references else "")
            for column in self.columns
        ]
        if single:
            return f"create table [{self.name}] ({', '.join(lines)})"
        lines.append(f"primary key ({_listed(self.primary_key)})")
        return f"create table [{self.name}] ({', '.join(lines)}) without rowid"

    @property
    def indexed(self) -> tuple[str, ...]:
        """The statements that create its indexes."""
        return tuple(
            f"create {kind} [idx_{self.name}_{'_'.join(columns)}] on [{self.name}] ({_listed(columns)})"
            for kind, several in (("unique index", self.unique), ("index", self.indexes))
            for columns in several
        )


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f"[{column}]" for column in columns)


def from_row(
    row: type[Row], field: str, name: str | None = None, references: tuple[str, str] | None = None
) -> Column:
    """The column that holds `field` of `row`, under another `name` where one is given."""
    info = row.model_fields[field]
    leaves = _leaf_types(info.annotation)
    return Column(
        name=name or field,
        type=_sqlite_type(leaves),
        title=info.title or field,
        description=info.description or "",
        not_null=NoneType not in leaves,
        references=references,
    )


def from_rows(row: type[Row], *fields: str) -> tuple[Column, ...]:
    """The columns that hold `fields` of `row`, under their own names."""
    return tuple(from_row(row, field) for field in fields)


def titled(row: type[Row]) -> tuple[str, str]:
    """Title and description of a row type: what its configuration and its docstring say."""
    description = (row.__doc__ or "").strip()
    title = str(row.model_config.get("title", row.__name__))
    return title, description.removeprefix(f"{title}：")


def _leaf_types(annotation: Any) -> set[Any]:
    """The plain types that an annotation allows: `IsoDate | None` is `{str, NoneType}`, tuples and dicts are JSON text."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _leaf_types(get_args(annotation)[0])
    if origin is Literal or origin is tuple or origin is dict:
        return {str}
    if origin is None:
        return {annotation}
    return set().union(*(_leaf_types(part) for part in get_args(annotation)))


def _sqlite_type(leaves: set[Any]) -> SqliteType:
    """REAL for numbers that may be fractions, INTEGER for whole numbers and truth values, else TEXT."""
    if float in leaves:
        return "REAL"
    return "INTEGER" if leaves - {NoneType} <= {int, bool} else "TEXT"
