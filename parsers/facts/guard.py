"""One component at a time: what one of them raises costs the rows it looked for there, and leaves a doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from schema.document import Diagnostic

Found = TypeVar("Found")

COMPONENT_FAILED = "component_failed"
_NAMES = {
    "amendments": "修改",
    "appointments": "任免",
    "board": "编委",
    "citations": "引用",
    "clause_citations": "引用条款",
    "clauses": "条款",
    "contents": "目录",
    "deadlines": "期限",
    "documents": "文件",
    "events": "大事记",
    "mismatches": "核对",
    "missing_clauses": "核对",
    "namesakes": "同名",
    "rosters": "名单",
    "slips": "差错",
    "tables": "表格",
    "targets": "指标",
    "units": "职责",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a component was at work: a document, a range of its text with its page, and the clause's path."""

    document: str | None = None
    path: str | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(slots=True)
class Guard:
    """Runs components, and keeps a doubt for each that raises an exception. Memory that runs out is no fault of theirs."""

    doubts: list[Diagnostic] = field(default_factory=list)

    def run(
        self, kind: str, place: Place | Callable[[], Place], find: Callable[[], Iterable[Found]]
    ) -> list[Found]:
        """What `find` gives; nothing of it where it fails. Where that was is only asked for then."""
        try:
            return list(find())
        except MemoryError:
            raise
        except Exception as error:
            self.failed(kind, place if isinstance(place, Place) else place(), error)
            return []

    def failed(self, kind: str, place: Place, error: Exception) -> None:
        """Keep the doubt of a component that failed elsewhere."""
        self.doubts.append(_doubt(kind, place, error))

    def value(self, kind: str, place: Place, make: Callable[[], Found]) -> Found | None:
        """What `make` makes; None where it fails."""
        made = self.run(kind, place, lambda: [make()])
        return made[0] if made else None


def _doubt(kind: str, place: Place, error: Exception) -> Diagnostic:
    where = f"“{place.path}”" if place.path else "此处"
    return Diagnostic(
        document=place.document,
        severity="error",
        code=COMPONENT_FAILED,
        message=f"{where}的{_NAMES.get(kind, kind)}（{kind}）未能读取，其余内容不受影响；请连同原文反馈"
        f"（{type(error).__name__}：{error}）。",
        page=place.page,
        char_start=place.start,
        char_end=place.end,
    )
