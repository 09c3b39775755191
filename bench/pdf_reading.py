"""How fast a PDF is read, against pdfplumber's text of the same file, and how its memory grows with its pages.

    python bench/pdf_reading.py FILE.pdf

prints pages a second of both and their ratio, and the peak memory of reading the file once and ten times over.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_TIMES = 10
_ROUNDS = 3


def main(path: Path) -> None:
    """Print the two ratios."""
    ours, theirs, pages = compare_speed(path)
    print(
        f"speed: {pages / ours:.1f} pages/s, pdfplumber {pages / theirs:.1f} pages/s: {theirs / ours:.1f} times as fast"
    )
    with tempfile.TemporaryDirectory() as folder:
        once, many = peak_memory(path), peak_memory(repeated(path, Path(folder) / "repeated.pdf"))
    print(f"memory: {once} MB for {pages} pages, {many} MB for {pages * _TIMES}: {many / once - 1:+.0%}")


def compare_speed(path: Path) -> tuple[float, float, int]:
    """Seconds for our reading stage and for pdfplumber's text, the best of several rounds in turn, and the pages."""
    import pdfplumber

    from ingest.pdf.reader import read_pdf

    ours, theirs = [], []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        reading = read_pdf(path)
        ours.append(time.perf_counter() - start)
        start = time.perf_counter()
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()
                page.close()
        theirs.append(time.perf_counter() - start)
    return min(ours), min(theirs), len(reading.pages)


def repeated(path: Path, target: Path) -> Path:
    """The file ten times over."""
    import pypdfium2

    document, source = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(path)
    for _ in range(_TIMES):
        document.import_pages(source)
    document.save(target)
    return target


def peak_memory(path: Path) -> int:
    """The most megabytes that a process of its own takes to read the file."""
    command = [sys.executable, __file__, "--once", str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def read_once(path: Path) -> None:
    """Read the file and print the most megabytes it took."""
    from ingest.pdf.reader import read_pdf

    read_pdf(path)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    if sys.argv[1] == "--once":
        read_once(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
