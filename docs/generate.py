"""Write what is generated and checked in: JSON Schema, data dictionary, command-line reference, measured accuracy.

`make docs` runs it; a test fails when a page is not what this would write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from gongbao.cli import main
from ingest.evaluation.floors import read_floors
from ingest.evaluation.score import f1
from ingest.load.load import ACCURACY
from schema import json_schema
from schema.columns import Column, Table
from schema.tables import TABLES

HERE = Path(__file__).parent
ROOT = HERE.parent
FLOORS = ROOT / "tests/gold/floors.toml"
WIDTH = 80
ACCURACY_TABLE = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- /accuracy -->)", re.DOTALL)


def data_dictionary() -> str:
    """Every table of kb.db and every column, as a page."""
    lines = [
        "# 数据字典",
        "",
        "kb.db 的各表各列。本页由 `schema/` 生成（`make docs`），请勿手改。",
        "JSON 的字段见 [`schema/gazette.schema.json`](../schema/gazette.schema.json)，说明文字与此相同。",
        "",
        "日期为 ISO 8601，来源只印到月或年的照录（`2021-09`）；未知为空（null）。",
        "`char_start`、`char_end` 是在 `documents.text` 中的字符位置，从 0 起，不含末位。",
        "",
        *(f"- [{table.name}](#{table.name}) {table.title}" for table in TABLES.values()),
    ]
    for table in TABLES.values():
        lines += ["", *table_section(table)]
    return "\n".join(lines) + "\n"


def table_section(table: Table) -> Iterator[str]:
    """One table of the data dictionary."""
    yield from (f"## {table.name}", "", f"**{table.title}**　{table.description}", "")
    yield "主键：" + "、".join(f"`{name}`" for name in table.primary_key)
    yield from ("", "| 列 | 名称 | 类型 | 说明 |", "| --- | --- | --- | --- |")
    for column in table.columns:
        yield f"| `{column.name}` | {column.title} | {column.type} | {column_description(column)} |"


def column_description(column: Column) -> str:
    """What a column holds, and which row it refers to."""
    text = column.description.replace("|", "\\|")
    if column.references:
        other, key = column.references
        text += f" → [{other}](#{other}).{key}"
    return text


def command_line() -> str:
    """The help of every command, as a page."""
    lines = [
        "# Command line",
        "",
        "What `gongbao --help` and `gongbao COMMAND --help` print. Generated (`make docs`); do not edit.",
    ]
    root = click.Context(main, info_name="gongbao", terminal_width=WIDTH, **main.context_settings)
    for command, context in commands(main, root):
        help_text = command.get_help(context)
        lines += ["", f"## {context.command_path}", "", "```text", help_text, "```"]
    return "\n".join(lines) + "\n"


def commands(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """A command and all its subcommands, in the order that help lists them."""
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                below = click.Context(child, info_name=name, parent=context, terminal_width=WIDTH)
                yield from commands(child, below)


def with_accuracy(path: Path, shown: Sequence[str]) -> str:
    """A page with the floors, which are the figures last measured, between its two accuracy marks."""
    return ACCURACY_TABLE.sub(lambda _: accuracy_table(shown), path.read_text("utf-8"))


def accuracy_table(shown: Sequence[str]) -> str:
    """The figures of every kind of fact that are shown (F1, P, R), on each set of gold."""
    sets = read_floors(FLOORS)
    header = [""] + [f"{floors.name}: {figure}" for floors in sets for figure in shown]
    blank = [""] * (len(shown) - 1)
    rows = [header, ["---"] + ["--:"] * (len(header) - 1)]
    rows.append(["fields"] + [cell for floors in sets for cell in (f"{floors.fields:.3f}", *blank)])
    for kind in dict.fromkeys(kind for floors in sets for kind in floors.rows):
        rows.append([kind] + [cell for floors in sets for cell in figures(floors.rows.get(kind), shown)])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def figures(floor: tuple[float, float] | None, shown: Sequence[str]) -> list[str]:
    """The cells of a kind in one set."""
    if floor is None:
        return [""] * len(shown)
    values = {"F1": f1(*floor), "P": floor[0], "R": floor[1]}
    return [f"{values[name]:.3f}" for name in shown]


def accuracy_of_a_build() -> str:
    """What a build says of its accuracy: F1 on documents of other publishers, and at first sight of new ones."""
    measured = next(floors for floors in read_floors(FLOORS) if floors.name == "samples")
    first = json.loads((HERE / "first_scores.json").read_text("utf-8"))["blind"]["all"]
    figures = {
        "accuracy": {kind: round(f1(*floor), 3) for kind, floor in measured.rows.items()},
        "first_accuracy": {kind: round(figure, 3) for kind, figure in first.items()},
    }
    return json.dumps(figures, indent=1) + "\n"


PAGES: dict[Path, Callable[[], str]] = {
    json_schema.PATH: json_schema.render,
    ACCURACY: accuracy_of_a_build,
    HERE / "data-dictionary.md": data_dictionary,
    HERE / "cli.md": command_line,
    HERE / "accuracy.md": partial(with_accuracy, HERE / "accuracy.md", ("F1", "P", "R")),
    **{path: partial(with_accuracy, path, ("F1",)) for path in ROOT.glob("README*.md")},
}

if __name__ == "__main__":
    for path, render in PAGES.items():
        path.write_text(render(), "utf-8")
        print(path.relative_to(ROOT))
