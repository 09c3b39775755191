"""Tables of appointments: a column of names and one that says who takes or leaves what (任命职务, 免去职务, 任免情况)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from parsers.facts.people.frames import Action, Before, Statement, read_statement
from parsers.facts.people.people_tables import PeopleTable, PersonRow, people_tables
from parsers.language.answers.appointment_verbs import verbs
from parsers.language.lexicon import words
from parsers.language.names.offices import is_office, split_offices

Column = Action | Literal["said"]
"""What a column's cells do: appoint or remove by their head; `said` where each cell says so itself."""


def statements_of_tables(lines: Sequence[str], title: str) -> dict[int, list[Statement]]:
    """What the rows of the tables among lines say, by the number of the line; nothing said is an empty list.

    `title` is the document's: under `…任命名单` a column 职务 says whom the list appoints to what.
    """
    return {
        row.line: list(_statements(row, columns))
        for table in people_tables(lines)
        if (columns := _columns(table, title))
        for row in table.rows
    }


def _columns(table: PeopleTable, title: str) -> dict[str, Column]:
    own = {head: column for head in table.heads if (column := _act(head))}
    if own or _act(title) != "appoint":
        return own
    return {head: "appoint" for head in table.heads if words("OFFICEHEAD").ends(head)}


def _act(head: str) -> Column | None:
    appoints, removes = words("APPOINTHEAD").inside(head), words("REMOVEHEAD").inside(head)
    if appoints and removes:
        return "said"
    return "appoint" if appoints else "remove" if removes else None


def _statements(row: PersonRow, columns: dict[str, Column]) -> Iterator[Statement]:
    body = next((cell for head, cell in row.cells.items() if words("BODYHEAD").ends(head)), "")
    for head, column in columns.items():
        cell = row.cells.get(head, "")
        if column == "said":
            yield from _own_acts(row.name, cell)
        elif is_office(cell):
            bare = split_offices(cell, None, None)[0].organisation is None
            yield Statement(column, [row.name], body + cell if bare else cell, signs={"order": True})


def _own_acts(name: str, cell: str) -> Iterator[Statement]:
    """`任市财政局局长，免去市水利局局长职务`: the acts of a cell, each about the person of the row."""
    for phrase in cell.replace("；", "，").split("，"):
        removes = verbs("remove").match(phrase)
        if removes and is_office(phrase[removes.end() :]):
            yield Statement("remove", [name], phrase[removes.end() :], signs={"order": True})
        elif statement := read_statement(name + phrase, Before(None, [], [])):
            yield replace(statement, people=[name], signs={"order": True})
