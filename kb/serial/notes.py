"""What the last sheet of an Excel file says: the question, the day of the build, how accurate the rows are."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kb.answers.measured import measured

_USE = "各行由程序自动提取，可能有遗漏或差错；以正式印发的原文为准。灰色表头各列由单位填写。"


def notes(connection: sqlite3.Connection, asked: str, site: str | None = None) -> dict[str, str]:
    """The lines of the sheet, each with its name."""
    figures = "；".join(f"{row.name} {row.first}→{row.now}" for row in measured(connection))
    lines = {
        "查询": asked,
        "建库时间": built(connection).strftime("%Y年%m月%d日 %H:%M"),
        "提取准确率": f"首次用于新文件→现在（F1，全部正确为1）：{figures}" if figures else "未测",
        "使用说明": _USE,
    }
    return lines | ({"网址": site} if site else {})


def built(connection: sqlite3.Connection) -> datetime:
    """When the database was built."""
    row = connection.execute("select value from meta where key = 'built_at'").fetchone()
    return datetime.fromisoformat(row[0])
