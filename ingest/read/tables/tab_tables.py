"""Tables whose cells are parted by tabs, as they are pasted from a spreadsheet: one row a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.read.lines import SPACES, Line
from ingest.read.tables.columns import header_kind
from ingest.read.tables.grid import FoundTable, compact, make_grid
from parsers.language.labels import match_label
from schema.source import Text

_FEWEST_ROWS = 2
_ALIKE = 0.6
_LONGEST_OF_TWO = 40


def find_tab_table(lines: Sequence[Line], start: int) -> FoundTable | None:
    """The table whose first row is line `start`; None if none begins there.

    Most rows have as many cells; of two columns none holds a label alone, which a tab parts from its text.
    """
    end = start
    while end < len(lines) and "\t" in lines[end].text:
        end += 1
    if end - start < _FEWEST_ROWS:
        return None
    rows = [_cells(line) for line in lines[start:end]]
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if width < 2 or count < _ALIKE * len(rows) or (width == 2 and _is_labelled(rows)):
        return None
    kinds = [header_kind(compact(cell.text)) for cell in rows[0]]
    serial = kinds.index("serial") if "serial" in kinds else None
    return FoundTable(start, end, make_grid(rows, 1, serial, lines[start].page))


def _cells(line: Line) -> list[Text]:
    """The cells of a row; the tabs between them are white space."""
    cells: list[Text] = []
    position = 0
    for part in line.text.split("\t"):
        left = position + len(part) - len(part.lstrip(SPACES))
        cells.append(line.content.slice(left, max(left, position + len(part.rstrip(SPACES)))))
        position += len(part) + 1
    return cells


def _is_labelled(rows: Sequence[Sequence[Text]]) -> bool:
    """Lines of two parts that are no table: a label and its text, or a long text."""
    for row in rows:
        label = match_label(row[0].text)
        if (label and label.length == len(row[0])) or len(row[-1]) > _LONGEST_OF_TWO:
            return True
    return False
