"""Draws pages of PDFs, in a process of its own: a program that `web.drawing` starts.

Reads questions from standard input, a line of JSON each: `{"path": "…/6.pdf", "page": 12}`. Answers each with a
line of JSON and as many bytes as its `length` says. Without a page, the answer is how many pages the file has.
A file that cannot be opened or drawn is answered with `{"length": 0}`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

import pypdfium2
import pypdfium2.raw
from PIL import Image

MOST_BYTES = 110_000
"""The size of a picture; one that is larger is drawn smaller, down to the last of the sizes below."""

_LONGER_SIDES = (1414, 1130, 900, 720)
"""Pixels; an A4 page is 1000 wide at first."""

_GREYS = (0, 85, 170, 255)
_MEMORY = 1 << 30


def answer(path: str, page: int | None) -> tuple[dict[str, Any], bytes]:
    """What is said of a file, and the picture of a page (from 1). Raises PdfiumError, OSError and ValueError."""
    with pypdfium2.PdfDocument(path) as document:
        if page is None:
            return {"pages": len(document)}, b""
        if not 1 <= page <= len(document):
            raise ValueError(page)
        return picture_of(document[page - 1])


def picture_of(page: Any) -> tuple[dict[str, Any], bytes]:
    """A page as it is shown: its width and height in points, and its picture.

    Letters and lines alone are drawn in four greys; where there are photographs or seals, in colours.
    """
    width, height = page.get_size()
    has_pictures = any(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    encode, media_type = (_in_colours, "image/jpeg") if has_pictures else (_in_greys, "image/png")
    drawn = b""
    for side in _LONGER_SIDES:
        bitmap = page.render(scale=side / max(width, height), grayscale=not has_pictures)
        drawn = encode(bitmap.to_pil())
        if len(drawn) <= MOST_BYTES:
            break
    return {"width": round(width, 1), "height": round(height, 1), "media_type": media_type}, drawn


def _in_greys(image: Image.Image) -> bytes:
    step = 255 // (len(_GREYS) - 1)
    nearest = image.convert("L").point([round(value / step) for value in range(256)])
    drawn = Image.frombytes("P", image.size, nearest.tobytes())
    drawn.putpalette([value for grey in _GREYS for value in (grey, grey, grey)])
    file = io.BytesIO()
    drawn.save(file, "PNG", bits=2)
    return file.getvalue()


def _in_colours(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.convert("RGB").save(file, "JPEG", quality=50, optimize=True)
    return file.getvalue()


def main() -> None:
    """Answer until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    for line in sys.stdin:
        question = json.loads(line)
        try:
            said, drawn = answer(question["path"], question.get("page"))
        except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
            said, drawn = {}, b""
        sys.stdout.buffer.write(json.dumps({**said, "length": len(drawn)}).encode() + b"\n" + drawn)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
