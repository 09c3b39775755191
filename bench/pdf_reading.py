"""How fast a PDF is read, against pdfplumber's text of the same file, and how its memory grows with its pages.

    python bench/pdf_reading.py FILE.pdf

reads the file with both in turn, several times in one process, and prints for each its best time on the clock and
of the processor, which other programs that run meanwhile lengthen less; what each stage of our reading takes of that;
then the peak memory of reading the file once and ten times over.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

_TIMES = 10
_ROUNDS = 5


def main(path: Path) -> None:
    """Print the ratios."""
    from ingest.read.pdf.reader import read_pdf

    pages = len(read_pdf(path).pages)
    print(f"{path.name}: {pages} pages, the best of {_ROUNDS} rounds", flush=True)
    for name, ours, theirs in compare_speed(path):
        print(
            f"{name}: {pages / ours:.1f} pages/s, pdfplumber's text {pages / theirs:.1f} pages/s: "
            f"{theirs / ours:.1f} times as fast",
            flush=True,
        )
    stages = stage_costs(path)
    whole = sum(stages.values())
    for stage, seconds in stages.items():
        print(f"  {stage}: {1000 * seconds / pages:.2f} ms a page, {seconds / whole:.0%}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        once, many = peak_memory(path), peak_memory(repeated(path, Path(folder) / "repeated.pdf"))
    print(f"memory: {once} MB for {pages} pages, {many} MB for {pages * _TIMES}: {many / once - 1:+.0%}")


def compare_speed(path: Path) -> list[tuple[str, float, float]]:
    """The seconds our reading stage and pdfplumber's text take, on the clock and of the processor."""
    from ingest.read.pdf.reader import read_pdf

    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(_timed(read_pdf, path))
        theirs.append(_timed(_plumbed, path))
    names = ("time on the clock", "time of the processor")
    return [(name, min(t[i] for t in ours), min(t[i] for t in theirs)) for i, name in enumerate(names)]


def stage_costs(path: Path) -> dict[str, float]:
    """The seconds of the processor that each stage of reading takes, the best of several rounds.

    Each stage is timed with those before it, whose time is then taken off.
    """
    from ingest.read.pdf.characters.characters import PageContent, loaded, page_content
    from ingest.read.pdf.layout.layout import lay_pages
    from ingest.read.pdf.opening import opened
    from ingest.read.pdf.reader import read_pages

    def each(take: Callable[[Any], Any]) -> Callable[[Path], Iterator[Any]]:
        def pages(file: Path) -> Iterator[Any]:
            with opened(file) as pdf:
                for index in range(len(pdf)):
                    with loaded(pdf.text.raw, index) as page:
                        yield take(page)

        return pages

    contents: Callable[[Path], Iterator[PageContent]] = each(page_content)
    stages: dict[str, Callable[[Path], object]] = {
        "PDFium": lambda file: list(each(lambda page: page.number)(file)),
        "characters and rules": lambda file: list(contents(file)),
        "lines, tables and panels": lambda file: list(lay_pages(contents(file))),
        "columns, paragraphs and places": lambda file: read_pages(contents(file)),
    }
    times = {name: min(_timed(stage, path)[1] for _ in range(_ROUNDS)) for name, stage in stages.items()}
    before = [0.0, *times.values()]
    return {name: time - earlier for (name, time), earlier in zip(times.items(), before, strict=False)}


def _timed(read: Callable[[Path], object], path: Path) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    read(path)
    return time.perf_counter() - clock, time.process_time() - processor


def _plumbed(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


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
    from ingest.read.pdf.reader import read_pdf

    read_pdf(path)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    if sys.argv[1] == "--once":
        read_once(Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]))
