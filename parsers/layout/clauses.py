"""A document's clause tree, in reading order (guidelines, `clauses` and `Paths`).

A label opens a numbered clause; its style decides how deep it stands: a style already open closes down to it,
a new one opens below, unless it is senior (一、 above （一） above 1.). Unnumbered paragraphs are rows of
their own after the clause they stand under.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.language.labels import Label, match_decimal, match_label
from parsers.layout.headings import split_heading, split_item_heading
from parsers.layout.line_shapes import opens_duty_block
from parsers.layout.placing import Placed
from schema.document import Clause, ClauseKind, Diagnostic

_KINDS: dict[str, ClauseKind] = {
    "book": "part",
    "chapter": "chapter",
    "section": "section",
    "article": "article",
    "panel": "panel",
    "cn": "part",
    "cn_bracket": "subpart",
    "digit": "item",
    "digit_bracket": "subitem",
    "digit_half_bracket": "subitem",
    "circle": "subitem",
    "decimal": "item",
}
_UNDER_ARTICLE: dict[str, ClauseKind] = {"cn_bracket": "item", "digit": "subitem"}
_CLOSING = re.compile(
    r"此外|各位代表|本\S{1,12}?(?:自|由|从|有效期|解释权)|以上(?:意见|通知|规定)|特此|(?:各地|各级|各部门|各有关|请)\S*(?:贯彻|遵照|执行|落实|报告)"
)
# （1） or ① right under 一、 or a chapter skips the levels between (GB/T 9704-2012, 7.3.3)
_DEEP = ("digit_bracket", "digit_half_bracket", "circle")
_HIGH = ("book", "chapter", "section", "cn")
_FEWEST_SIBLINGS = 3
_LIST_END = re.compile(r"[；;](?:和|或|以及)?$")


@dataclass(slots=True)
class _Node:
    """An open numbered clause: its label, its row's place in the list, and what it has counted."""

    label: Label
    path: str
    index: int
    paragraphs: int = 0
    last_child: dict[str, int] = field(default_factory=dict)
    closes_list: bool = False


class ClauseTree:
    """Builds the rows of one document. `document` is its id; `amending` leaves quoted new text without clauses."""

    def __init__(self, document: str, amending: bool = False) -> None:
        self.document = document
        self.amending = amending
        self.rows: list[Clause] = []
        self.diagnostics: list[Diagnostic] = []
        self._stack: list[_Node] = []
        self._ids: dict[str, int] = {}
        self._root = _Node(Label("", "root", 0, 0), "", -1)
        self._running: dict[str, int] = {}
        self._headed: set[int] = set()  # rows whose text is the paragraph below their heading
        self._decimal = False

    def build(self, body: Sequence[Placed]) -> list[Clause]:
        """The clause rows of the body's parts."""
        self._decimal = _numbers_decimally(body)
        quoted = False
        for i, placed in enumerate(body):
            if placed.part.kind == "table":
                continue
            text = placed.text
            label = None if quoted else self._label(text)
            if placed.part.kind == "note":
                self._add_paragraph(placed, "note")
            elif label is None:
                if i and body[i - 1].part.kind == "roster" and placed.part.kind == "paragraph":
                    self._stack.clear()
                self._add_unnumbered(placed)
            else:
                self._add_numbered(placed, label, body[i + 1] if i + 1 < len(body) else None)
            if self.amending:
                quoted = _in_quotation(text, quoted)
        self._move_closing()
        self._move_summaries()
        return self.rows

    def build_flat(self, body: Sequence[Placed]) -> list[Clause]:
        """The same without a tree: every part is a paragraph of the document."""
        for placed in body:
            if placed.part.kind != "table":
                self._add_paragraph(placed, "paragraph")
        return self.rows

    def _add_numbered(self, placed: Placed, label: Label, following: Placed | None) -> None:
        parent = self._parent_of(label)
        self._check_number(parent, label, placed)
        parent.last_child[label.style] = label.number
        path = f"{parent.path}/{label.name}" if parent.path else label.name
        text = placed.text
        kind = _KINDS[label.style]
        if any(node.label.style == "article" for node in self._stack):
            kind = _UNDER_ARTICLE.get(label.style, kind)
            heading, start = split_item_heading(text, label)
        else:
            heading, start = split_heading(text, label, self._leads(label, following))
        node = _Node(label, path, len(self.rows))
        self._append(placed, kind, path, parent, label=label.text, heading=heading, text=text[start:])
        previous = self.rows[-2].text if len(self.rows) > 1 else ""
        node.closes_list = bool(_LIST_END.search(previous)) and text.endswith("。")
        self._stack.append(node)

    def _label(self, text: str) -> Label | None:
        return (match_decimal(text) if self._decimal else None) or match_label(text)

    def _leads(self, label: Label, following: Placed | None) -> bool:
        """What follows stands under the label: a junior label, or a paragraph that no list of items ends before."""
        if following is None or following.part.kind in ("table", "note"):
            return following is not None
        other = self._label(following.text)
        if other is not None:
            return other.style not in (label.style, *(node.label.style for node in self._stack)) or (
                other.style == "decimal" and other.name.startswith(label.name + ".")
            )
        return not _LIST_END.search(self.rows[-1].text if self.rows else "")

    def _parent_of(self, label: Label) -> _Node:
        """Close what the label ends; the node it stands under remains."""
        if label.style == "panel":
            while self._stack and self._stack[-1].label.rank >= 7:
                self._stack.pop()
            while self._stack and self._stack[-1].label.style == "panel":
                self._stack.pop()
            return self._stack[-1] if self._stack else self._root
        if label.style == "decimal":
            while self._stack and not label.name.startswith(self._stack[-1].label.name + "."):
                self._stack.pop()
            return self._stack[-1] if self._stack else self._root
        self._leave_panel(label)
        styles = [node.label.style for node in self._stack]
        if label.style in styles:
            del self._stack[styles.index(label.style) :]
        else:
            while (
                self._stack
                and self._stack[-1].label.rank > label.rank
                and self._stack[-1].label.style != "decimal"
            ):
                self._stack.pop()
        return self._stack[-1] if self._stack else self._root

    def _leave_panel(self, label: Label) -> None:
        """A panel ends at a senior label, and where the numbering of the section goes on."""
        styles = [node.label.style for node in self._stack]
        if "panel" not in styles:
            return
        at = styles.index("panel")
        panel = self._stack[at]
        section = self._stack[at - 1] if at else self._root
        own = panel.last_child.get(label.style, 0)
        goes_on = section.last_child.get(label.style) == label.number - 1 and own != label.number - 1
        if label.style in styles[:at] or label.rank < panel.label.rank or goes_on:
            del self._stack[at:]

    def _add_unnumbered(self, placed: Placed) -> None:
        text = placed.text
        if self._stack and self._takes_text(placed):
            self._extend(placed)
            return
        self._leave_closed_list()
        if self._stack and opens_duty_block(text) and not self._stack[-1].paragraphs:
            self._extend(placed)
            return
        self._add_paragraph(placed, "paragraph")

    def _takes_text(self, placed: Placed) -> bool:
        """The last row is a heading that stands alone, directly above."""
        row = self.rows[-1]
        return self._stack[-1].index == len(self.rows) - 1 and row.heading is not None and row.text == ""

    def _extend(self, placed: Placed) -> None:
        row = self.rows[-1]
        if not row.text:
            self._headed.add(len(self.rows) - 1)
        self.rows[-1] = row.model_copy(update={"text": row.text + placed.text, "char_end": placed.end})

    def _leave_closed_list(self) -> None:
        """A paragraph after a closed list of items speaks for what the list stands under; under an article always."""
        styles = [node.label.style for node in self._stack]
        if "article" in styles:
            del self._stack[styles.index("article") + 1 :]
        elif self._stack and self._stack[-1].closes_list:
            self._stack.pop()

    def _add_paragraph(self, placed: Placed, kind: ClauseKind) -> None:
        node = self._stack[-1] if self._stack else self._root
        node.paragraphs += 1
        self._append(placed, kind, node.path, node, text=placed.text, suffix=f"¶{node.paragraphs}")

    def _append(
        self,
        placed: Placed,
        kind: ClauseKind,
        path: str,
        parent: _Node,
        *,
        text: str,
        label: str | None = None,
        heading: str | None = None,
        suffix: str = "",
    ) -> None:
        self.rows.append(
            Clause(
                id=self._unique(f"{self.document}#{path}{suffix}"),
                parent=self.rows[parent.index].id if parent.index >= 0 else None,
                seq=len(self.rows) + 1,
                depth=path.count("/") + 1 if path else 0,
                kind=kind,
                label=label,
                path=path,
                heading=heading,
                text=text,
                page=placed.page_at(placed.start),
                char_start=placed.start,
                char_end=placed.end,
            )
        )

    def _unique(self, name: str) -> str:
        self._ids[name] = self._ids.get(name, 0) + 1
        return name if self._ids[name] == 1 else f"{name}~{self._ids[name]}"

    def _check_number(self, parent: _Node, label: Label, placed: Placed) -> None:
        """Doubt a number that does not follow the one before it, and a sign that skips levels above it."""
        last = self._last_number(parent, label)
        before = f"之前是第{last}项" if last else "之前没有同级编号"
        if label.number not in (last + 1, 1):
            repeats = label.number <= last
            code, what = (
                ("numbering_repeat", "编号重复或倒退") if repeats else ("numbering_gap", "编号不连续")
            )
            self._doubt(code, f"{what}：“{label.text}”{before}，请核对原文。", label, placed)
        if label.style in _DEEP and parent.label.style in _HIGH:
            self._doubt(
                "level_jump", f"层级跳跃：“{label.text}”之上缺少中间层级，请核对原文。", label, placed
            )

    def _doubt(self, code: str, message: str, label: Label, placed: Placed) -> None:
        self.diagnostics.append(
            Diagnostic(
                document=self.document,
                severity="warning",
                code=code,
                message=message,
                page=placed.page_at(placed.start),
                char_start=placed.start,
                char_end=placed.start + label.length,
            )
        )

    def _last_number(self, parent: _Node, label: Label) -> int:
        """The number before: under the same parent or, for numbering that runs on over sections, before it; else 0."""
        running = self._running.get(label.style, 0)
        self._running[label.style] = label.number
        return parent.last_child.get(label.style, running)

    def _move_closing(self) -> None:
        """Paragraphs after the last clause that speak for the whole document lose its path."""
        last = max((i for i, row in enumerate(self.rows) if row.label), default=len(self.rows))
        closing = False
        for i in range(last + 1, len(self.rows)):
            row = self.rows[i]
            closing |= bool(_CLOSING.match(row.text)) or _ends_with_duty_block(self.rows[i - 1].text)
            if closing and row.kind == "paragraph":
                self._move(i, None)

    def _move_summaries(self) -> None:
        """A paragraph after the last of several one-paragraph items speaks for what they stand under."""
        for parent, children in self._families().items():
            last = children[-1]
            trailing = self._paragraphs_of(last)
            fewest = _FEWEST_SIBLINGS if parent else 2
            if len(children) < fewest or not trailing or last in self._headed or self.rows[last].text == "":
                continue
            if any(self._paragraphs_of(child) or self._has_children(child) for child in children[:-1]):
                continue
            if not self._has_children(last):
                for index in trailing:
                    self._move(index, parent)

    def _families(self) -> dict[str | None, list[int]]:
        families: dict[str | None, list[int]] = {}
        for i, row in enumerate(self.rows):
            if row.label and row.kind not in ("panel", "article"):
                families.setdefault(row.parent, []).append(i)
        return families

    def _paragraphs_of(self, index: int) -> list[int]:
        own = self.rows[index]
        return [
            i
            for i, row in enumerate(self.rows)
            if row.kind == "paragraph" and row.parent == own.id and i > index
        ]

    def _has_children(self, index: int) -> bool:
        return any(row.label and row.parent == self.rows[index].id for row in self.rows)

    def _move(self, index: int, parent: str | None) -> None:
        """Put a paragraph under another clause, or under the document where `parent` is None."""
        above = next((row for row in self.rows if row.id == parent), None)
        path = above.path if above else ""
        count = sum(row.kind == "paragraph" and row.path == path for row in self.rows)
        self.rows[index] = self.rows[index].model_copy(
            update={
                "path": path,
                "parent": parent,
                "depth": above.depth if above else 0,
                "id": self._unique(f"{self.document}#{path}¶{count + 1}"),
            }
        )


def _ends_with_duty_block(text: str) -> bool:
    match = re.search(r"[（(〔【\[](?:[^（）()〔〕【】\[\]]|[（(〔][^（）()〔〕]*[）)〕])*[）)〕】\]]$", text)
    return match is not None and opens_duty_block(match[0])


def _in_quotation(text: str, quoted: bool) -> bool:
    for char in text:
        if char in "“”":
            quoted = char == "“"
    return quoted


def _numbers_decimally(body: Sequence[Placed]) -> bool:
    """The document numbers 1, 1.1, 1.1.1: some paragraphs open with two-part numbers, the first of them 1.1."""
    labels = [match_decimal(p.text) for p in body if p.part.kind == "paragraph"]
    parts = [label.name for label in labels if label and "." in label.name]
    return len(parts) >= 3 and parts[0] == "1.1"
