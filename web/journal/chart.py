"""Promises and statements of an indicator as a drawing: years from left to right, one colour and one sign for each role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 24, 26, 34
_TICKS = 4
_MOST = 60
"""Points of a drawing: more of them hide one another, and the table has them all."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number in the drawing: where it stands, its role, and what is said when it is pointed at."""

    x: float
    y: float
    role: str
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its points, the line through what was stated, and the ticks of its two axes."""

    points: Sequence[Point]
    line: str
    years: Sequence[tuple[float, str]]
    ticks: Sequence[tuple[float, str]]


def chart(rows: Sequence[Mapping[str, Any]]) -> Chart | None:
    """The drawing of the numbers of one kind and unit; None where less than two years have a number."""
    dated = [row for row in rows if row["year"] and row["value_base"] is not None and not row["doubtful"]]
    dated = sorted({_key(row): row for row in dated}.values(), key=_key)[:_MOST]
    years = sorted({int(row["year"]) for row in dated})
    if len(years) < 2:
        return None
    scale = _scale(rows)
    values = [float(row["value_base"]) / scale for row in dated]
    low, high = min(values), max(values)
    margin = (high - low) * 0.15 or abs(high) * 0.1 or 1.0
    low, high = (max(0.0, low - margin) if low >= 0 else low - margin), high + margin

    def x_of(year: int) -> float:
        return round(
            _LEFT + (year - years[0]) / (years[-1] - years[0]) * (WIDTH - _LEFT - _RIGHT - 40) + 20, 1
        )

    def y_of(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (value - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 1)

    points = [
        Point(x_of(int(row["year"])), y_of(value), row["role"], f"{value:,.6g}", _said(row))
        for row, value in zip(dated, values, strict=True)
    ]
    stated = [point for point in points if point.role == "statement"]
    return Chart(
        points,
        " ".join(f"{point.x},{point.y}" for point in stated) if len(stated) > 1 else "",
        [(x_of(year), str(year)) for year in years],
        [
            (y_of(tick), f"{tick:,.3g}")
            for tick in (low + (high - low) * i / _TICKS for i in range(_TICKS + 1))
        ],
    )


def _key(row: Mapping[str, Any]) -> tuple[str, str, float]:
    return row["year"], row["role"], row["value_base"]


def _scale(rows: Sequence[Mapping[str, Any]]) -> float:
    """By what numbers are divided: 万 or 亿 where the first one is printed so."""
    first = next((row for row in rows if row["value"] and row["value_base"]), None)
    scale: float = first["value_base"] / first["value"] if first else 1.0
    return scale


def _said(row: Mapping[str, Any]) -> str:
    role = "目标" if row["role"] == "promise" else "公布数"
    return f"{row['year']}年{role}：{row['quote']}（{row['document_title']}）"
