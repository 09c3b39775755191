"""The command `debug-page`: how the layout of a PDF page was read, as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from schema.errors import NothingToReadError

# what, colour of its edge, colour inside
_COLUMN = ("steelblue", (70, 130, 180, 25))
_BLOCK = ("seagreen", (46, 139, 87, 40))
_TABLE = ("darkorange", (255, 140, 0, 50))
_DISCARD = ("crimson", (220, 20, 60, 60))


@click.command("debug-page")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("page", type=click.IntRange(min=1))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The picture to write (PNG)."
)
@click.option("--password", help="Opens an encrypted PDF.")
def debug_page(file: Path, page: int, output: Path, password: str | None) -> None:
    """Draw how PAGE of the PDF FILE was read.

    Columns are blue, blocks green with their number in reading order, tables orange, what was set aside red.

    \b
    Examples:
      gongbao debug-page issue.pdf 12 -o page.png
    """
    from ingest.read.media import file_type

    kind = file_type(file)
    if kind != "application/pdf":
        raise click.UsageError(f"{file} is no PDF, but {kind}; only the pages of PDFs can be drawn")
    if not output.absolute().parent.is_dir():
        raise click.UsageError(f"{output}: there is no folder {output.parent}; make it first")
    from ingest.read.pdf.reader import read_pdf

    reading = read_pdf(file, password)
    if page not in {mark.page for mark in reading.pages}:
        raise NothingToReadError(f"{file}: has no page {page} that can be read, of {len(reading.pages)}")
    from ingest.read.pdf.recognition.images import draw, page_picture
    from schema.source import Grid

    picture = page_picture(file, page, password)
    assert reading.places is not None
    places = reading.places
    number = 0
    for flow in page_columns(file, page, password):
        draw(picture, [flow], *_COLUMN)
    for block in reading.blocks:
        texts = [cell for row in block.cells for cell in row] if isinstance(block, Grid) else [block.content]
        ranges = [r for text in texts for r in text.source_ranges(0, len(text))]
        boxes = [box for low, high in ranges for at, box in places.find(low, high) if at == page]
        if boxes:
            number += 1
            draw(picture, boxes, *(_TABLE if isinstance(block, Grid) else _BLOCK))
            left, top = boxes[0][0], boxes[0][1]
            size = picture.scale
            picture.draw.text((max(left - 14, 0) * size, top * size), str(number), fill="black")
    for discard in reading.discards:
        boxes = [box for at, box in places.find(discard.start, discard.end) if at == page]
        draw(picture, boxes, *_DISCARD)
    picture.save(output)


def page_columns(file: Path, page: int, password: str | None) -> list[tuple[float, float, float, float]]:
    """The boxes of the flows that were found on a page, in points from the top left of the page as it is shown."""
    import numpy as np

    from ingest.read.pdf.characters.characters import loaded, page_content
    from ingest.read.pdf.layout.layout import lay_page, page_flows, set_footnotes_apart, text_area
    from ingest.read.pdf.layout.margins import Margins
    from ingest.read.pdf.opening import opened
    from ingest.read.pdf.pages import believed
    from ingest.read.pdf.tables.tables import surrounding

    with opened(file, password) as pdf, loaded(pdf.document.raw, page - 1) as handles:
        content, _ = believed(pdf.document, page_content(handles))
    laid = lay_page(content)
    set_footnotes_apart(laid, Margins())
    left, right = text_area(laid, Margins()) or (0.0, content.width)
    boxes = [
        (flow.left, min(i.top for i in flow.items), flow.right, max(i.bottom for i in flow.items))
        for flow in page_flows(laid, Margins(), left, right)
    ]
    boxes += [surrounding([fragment.box for fragment in note]) for note in laid.notes]
    if not boxes:
        return []
    shown = content.shown_boxes(np.array(boxes, dtype=np.float32)).tolist()
    return [(x0, top, x1, bottom) for x0, top, x1, bottom in shown]
