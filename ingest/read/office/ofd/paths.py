"""What OFD's paths draw: the boxes of straight lines and of rectangles, all that tables are made of."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.read.office.ofd.numbers import Matrix, moved, read_number
from parsers.language.patterns import lazy

Box = tuple[float, float, float, float]

_OPERATORS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers stand behind each operator of a path; its end point is the last two of them."""

_TOKEN = lazy(r"[A-Za-z]|[^\sA-Za-z,]+")
_LEVEL = 0.3
_MOST_OPERATORS = 20_000


def outline(data: str, matrix: Matrix) -> tuple[list[tuple[float, float]], list[Box]]:
    """The points that a path visits on the page, and the box of each of its level or upright lines."""
    points: list[tuple[float, float]] = []
    lines: list[Box] = []
    at = start = (0.0, 0.0)
    for operator, values in _steps(data):
        if operator in "SM":
            at = start = moved(matrix, *values)
        else:
            end = start if operator == "C" else moved(matrix, *values[-2:])
            if operator in "LC" and (line := _straight(at, end)):
                lines.append(line)
            at = end
        points.append(at)
    return points, lines


def rectangle(points: list[tuple[float, float]], lines: list[Box]) -> Box | None:
    """The box that a path encloses, where it is a rectangle and nothing else."""
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    if not 3 <= len(lines) <= 5 or len(corners) != 4:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(data[: 64 * _MOST_OPERATORS])[: 8 * _MOST_OPERATORS]
    position = 0
    while position < len(tokens):
        count = _OPERATORS.get(tokens[position])
        if count is None:
            position += 1
            continue
        values = [read_number(token) for token in tokens[position + 1 : position + 1 + count]]
        if len(values) == count:
            yield tokens[position], values
        position += 1 + count


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Box | None:
    """The box of a line that runs level or upright."""
    (a, b), (c, d) = one, other
    if min(abs(a - c), abs(b - d)) > _LEVEL or one == other:
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)
