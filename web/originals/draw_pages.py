"""Draws pages of PDFs, in a process of its own: a program that `web.originals.drawing` starts.

Reads questions from standard input, a line of JSON each: `{"path": "…/6.pdf", "page": 12}`. Answers each with a
line of JSON and as many bytes as its `length` says. Without a page, the answer is how many pages the file has.
A file that cannot be opened or drawn is answered with `{"length": 0}`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Callable
from typing import Any

import pypdfium2
import pypdfium2.raw
from PIL import Image, ImageChops

MOST_BYTES = 110_000
"""The size of a picture; one that is larger is drawn smaller, down to the last of the sizes below."""

_LONGER_SIDES = (1414, 1200, 1000, 850, 720)
"""Pixels; an A4 page is 1000 wide at first."""

_MOST_GREY, _MOST_COLOUR = 0.3, 0.002
"""Of a page's pixels, the share that print leaves grey or coloured at most: the edges of its letters."""

_MOST_BLANK = 0.2
"""Of a page's pieces of text, the share that may have no signs: pieces of nothing but spaces have none either."""

_NO_EXTENT = 0.01
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

    Print is drawn in four greys, scanned or not; where there are photographs or seals, the page is in colours.
    """
    width, height = page.get_size()
    has_images = any(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    media_type, drawn = "", b""
    for side in _LONGER_SIDES:
        image = page.render(scale=side / max(width, height), grayscale=not has_images).to_pil()
        encode, media_type = _encoding(image) if has_images else _PRINT
        drawn = encode(image)
        if len(drawn) <= MOST_BYTES:
            break
    size = {"width": round(width, 1), "height": round(height, 1), "media_type": media_type}
    return {**size, "lacks_signs": lacks_signs(page)}, drawn


def lacks_signs(page: Any) -> bool:
    """Whether many of a page's words are blank: their font is not in the file, and the machine has none for them."""
    texts = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=4))
    blank = sum(_is_blank(text) for text in texts)
    return blank > _MOST_BLANK * len(texts)


def _is_blank(text: Any) -> bool:
    if pypdfium2.raw.FPDFFont_GetIsEmbedded(pypdfium2.raw.FPDFTextObj_GetFont(text.raw)):
        return False
    left, bottom, right, top = text.get_bounds()
    return bool(min(right - left, top - bottom) < _NO_EXTENT)


def _encoding(image: Image.Image) -> tuple[Callable[[Image.Image], bytes], str]:
    """How to keep a page with images: a scan of print is dark on light, with few greys between and no colours."""
    red, green, blue = image.convert("RGB").split()
    lightest = ImageChops.lighter(red, ImageChops.lighter(green, blue))
    darkest = ImageChops.darker(red, ImageChops.darker(green, blue))
    colours = ImageChops.subtract(lightest, darkest).histogram()
    greys = image.convert("L").histogram()
    pixels = image.width * image.height
    is_print = sum(greys[43:213]) < _MOST_GREY * pixels and sum(colours[60:]) < _MOST_COLOUR * pixels
    return _PRINT if is_print else _PHOTOGRAPH


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
    image.convert("RGB").save(file, "JPEG", quality=40, optimize=True)
    return file.getvalue()


_PRINT = (_in_greys, "image/png")
_PHOTOGRAPH = (_in_colours, "image/jpeg")


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
