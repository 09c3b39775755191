"""A text with its facts marked in place, as HTML.

Marks may overlap: the text is cut at every end of a mark, and each piece carries all the marks over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters `[start:end)` of a document's text, the kind of fact, what to say of it, and where it leads.

    `boxes`: where it stands in a PDF, as kb.db has it: JSON, `[[page, x0, top, x1, bottom], …]`.
    """

    start: int
    end: int
    kind: str
    note: str = ""
    href: str = ""
    boxes: str | None = None


def marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """`text[start:end]` as HTML, with the marks that touch it; everything is escaped."""
    touching = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *_ends(touching, start, end)})
    return Markup("").join(
        _piece(text[low:high], [m for m in touching if m.start <= low and m.end >= high])
        for low, high in pairwise(cuts)
    )


def table_html(cells: Sequence[Sequence[str]], targets: Iterable[tuple[str, str]]) -> Markup:
    """A printed table, its first row as heading. `targets` are the numbers to mark: (what names the row, number)."""
    wanted = set(targets)
    head, body = (cells[0], cells[1:]) if len(cells) > 1 else ([], cells)
    top = Markup("").join(Markup('<th scope="col">{}</th>').format(cell) for cell in head)
    lines = Markup("").join(Markup("<tr>{}</tr>").format(_line(line, wanted)) for line in body)
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(top, lines)


def _line(cells: Sequence[str], targets: set[tuple[str, str]]) -> Markup:
    """The cells of a row; what names a row is not itself a number of it."""
    here = {(named, number) for named, number in targets if not named or named in cells}
    numbers = {number for _, number in here}
    names = [cells.index(named) for named, _ in here if named]
    return Markup("").join(
        Markup(
            '<td><b class="target">{}</b></td>' if cell in numbers and at not in names else "<td>{}</td>"
        ).format(cell)
        for at, cell in enumerate(cells)
    )


def _ends(marks: Iterable[Mark], start: int, end: int) -> set[int]:
    return {at for mark in marks for at in (mark.start, mark.end) if start < at < end}


def _piece(words: str, marks: Sequence[Mark]) -> Markup:
    if not marks:
        return escape(words)
    kinds = " ".join(dict.fromkeys(mark.kind for mark in marks))
    note = "\n".join(dict.fromkeys(mark.note for mark in marks if mark.note))
    href = next((mark.href for mark in marks if mark.href), "")
    inner = Markup('<a href="{}">{}</a>').format(href, words) if href else escape(words)
    title = Markup(' title="{}"').format(note) if note else ""
    return Markup('<b class="{}"{}>{}</b>').format(kinds, title, inner)
