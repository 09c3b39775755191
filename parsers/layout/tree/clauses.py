"""A document's clause tree, in reading order (guidelines, `clauses` and `Paths`).

A label opens a numbered clause; its style decides how deep it stands: a style already open closes down to it,
a new one opens below, unless it is senior (一、 above （一） above 1.). Unnumbered paragraphs are rows of
their own after the clause they stand under.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.language.labels import RANK, Label
from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.layout.line_shapes import opens_duty_block
from parsers.layout.placing import Placed
from parsers.layout.tree.headings import split_heading, split_item_heading
from parsers.layout.tree.labelling import Labelling, label_lines
from parsers.layout.tree.revision import Revision, unique
from schema.document import Clause, ClauseKind, Diagnostic

_KINDS: dict[str, ClauseKind] = {
    "book": "part",
    "chapter": "chapter",
    "section": "section",
    "article": "article",
    "panel": "panel",
    "cn": "part",
    "cn_bracket": "subpart",
    "cn_half_bracket": "subpart",
    "serial": "chapter",
    "digit": "item",
    "digit_bracket": "subitem",
    "digit_half_bracket": "subitem",
    "circle": "subitem",
    "decimal": "item",
}
_UNDER_ARTICLE: dict[str, ClauseKind] = {"cn_bracket": "item", "digit": "subitem"}
# 特此通知。  特此公告，请广大市民周知。
_TAKES_LEAVE = lazy(r"特此\S{2,8}?(?:[，,][^。]{0,24})?[。.]?$")
# （1） or ① right under 一、 or a chapter skips the levels between (GB/T 9704-2012, 7.3.3)
_DEEP = ("digit_bracket", "digit_half_bracket", "circle")
_HIGH = ("book", "chapter", "section", "cn")
_LIST_END = lazy(r"[；;](?:和|或|以及)?$")


@dataclass(slots=True)
class _Node:
    """An open numbered clause: its label, its row's place in the list, and what it has counted."""

    label: Label
    path: str
    index: int
    paragraphs: int = 0
    last_child: dict[str, int] = field(default_factory=dict)
    closes_list: bool = False
    sections: Counter[str] = field(default_factory=Counter)  # items below that hold paragraphs, by style


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
        self._body: Sequence[Placed] = ()
        self.labelling = Labelling((), {}, {})

    def build(self, body: Sequence[Placed]) -> list[Clause]:
        """The clause rows of the body's parts."""
        self._body = body
        self.labelling = label_lines(self._labelled_lines(body))
        for i, placed in enumerate(body):
            if placed.part.kind == "table":
                continue
            label = self.labelling.labels[i]
            if placed.part.kind == "note":
                self._add_paragraph(placed, "note")
            elif label is not None:
                self._add_numbered(placed, label, i)
            elif placed.text.strip() in words("UNNUMBERED"):
                self._stack.clear()
                self._add_paragraph(placed, "paragraph")
            else:
                if i and body[i - 1].part.kind == "roster" and placed.part.kind == "paragraph":
                    self._stack.clear()
                self._add_unnumbered(placed, i)
        self.rows = Revision(self.document, self.rows, self._headed, self._ids).rows()
        return self.rows

    def build_flat(self, body: Sequence[Placed]) -> list[Clause]:
        """The same without a tree: every part is a paragraph of the document."""
        for placed in body:
            if placed.part.kind != "table":
                self._add_paragraph(placed, "paragraph")
        return self.rows

    def _labelled_lines(self, body: Sequence[Placed]) -> list[str]:
        """The lines that may have labels; tables, notes and quoted new text of an amendment are empty ones."""
        lines = []
        quoted = False
        for placed in body:
            lines.append("" if quoted or placed.part.kind in ("table", "note") else placed.text)
            if self.amending:
                quoted = _in_quotation(placed.text, quoted)
        return lines

    def _add_numbered(self, placed: Placed, label: Label, at: int) -> None:
        parent = self._parent_of(label)
        self._check_number(parent, label, placed)
        parent.last_child[label.style] = label.number
        path = f"{parent.path}/{label.name}" if parent.path else label.name
        text = placed.text
        kind = _KINDS[label.style]
        if any(node.label.style == "article" for node in self._stack):
            kind = _UNDER_ARTICLE.get(label.style, kind)
            heading, start = split_item_heading(text, label, self._leads(label, at + 1))
        else:
            heading, start = split_heading(text, label, self._leads(label, at + 1))
        node = _Node(label, path, len(self.rows))
        self._append(placed, kind, path, parent, label=label.text, heading=heading, text=text[start:])
        previous = self.rows[-2].text if len(self.rows) > 1 else ""
        node.closes_list = bool(_LIST_END.search(previous)) and text.endswith("。")
        self._stack.append(node)

    def _leads(self, label: Label, following: int) -> bool:
        """What follows stands under the label: a junior label, or a paragraph that no list of items ends before."""
        if following >= len(self._body):
            return False
        if self._body[following].part.kind in ("table", "note"):
            return True
        other = self.labelling.labels[following]
        if other is not None:
            return other.style not in (label.style, *(node.label.style for node in self._stack)) or (
                other.style == "decimal" and other.name.startswith(label.name + ".")
            )
        return not _LIST_END.search(self.rows[-1].text if self.rows else "")

    def _parent_of(self, label: Label) -> _Node:
        """Close what the label ends; the node it stands under remains."""
        if label.style == "panel":
            while self._stack and _is_item(self._stack[-1].label):
                self._stack.pop()
            while self._stack and self._stack[-1].label.style == "panel":
                self._stack.pop()
            return self._stack[-1] if self._stack else self._root
        if label.style == "decimal":
            self._close_decimals(label)
            return self._stack[-1] if self._stack else self._root
        self._leave_panel(label)
        styles = [node.label.style for node in self._stack]
        if label.style in styles:
            del self._stack[styles.index(label.style) :]
        else:
            while (
                self._stack
                and self.labelling.rank(self._stack[-1].label) > self.labelling.rank(label)
                and self._stack[-1].label.style != "decimal"
            ):
                self._stack.pop()
        return self._stack[-1] if self._stack else self._root

    def _close_decimals(self, label: Label) -> None:
        """Close the decimal numbers that the label is no part of, and all below them: 2.1 under 二、 ends 1.2 alone."""
        for at, node in enumerate(self._stack):
            if node.label.style == "decimal" and not label.name.startswith(node.label.name + "."):
                del self._stack[at:]
                return
        while self._stack and self._stack[-1].label.style != "decimal" and self._is_decimal_open():
            self._stack.pop()

    def _is_decimal_open(self) -> bool:
        return any(node.label.style == "decimal" for node in self._stack)

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

    def _add_unnumbered(self, placed: Placed, at: int) -> None:
        text = placed.text
        if self._stack and self._takes_text(placed):
            self._extend(placed)
            return
        self._leave_closed_list(at)
        if self._stack and opens_duty_block(text) and not self._stack[-1].paragraphs:
            self._extend(placed)
            return
        self._add_paragraph(placed, "paragraph")

    def _takes_text(self, placed: Placed) -> bool:
        """The last row is a heading or a label that stands alone, directly above, and the line does not close the document."""
        row = self.rows[-1]
        alone = self._stack[-1].index == len(self.rows) - 1 and row.text == ""
        return alone and not (row.heading and _TAKES_LEAVE.match(placed.text))

    def _extend(self, placed: Placed) -> None:
        row = self.rows[-1]
        if not row.text:
            self._headed.add(len(self.rows) - 1)
        self.rows[-1] = row.model_copy(update={"text": row.text + placed.text, "char_end": placed.end})

    def _leave_closed_list(self, at: int) -> None:
        """A paragraph after a closed list of items speaks for what the list stands under; under an article always.

        A list is not closed where its next number follows; an item that is a section keeps what follows it.
        """
        styles = [node.label.style for node in self._stack]
        if self._list_goes_on(at):
            return
        if "article" in styles:
            items = styles.index("article") + 1
            while len(self._stack) > items and not self._is_section(at):
                self._stack.pop()
        elif self._stack and self._stack[-1].closes_list:
            self._stack.pop()

    def _is_section(self, at: int) -> bool:
        """The open item is no list item: a panel, 1.1, one of several with paragraphs, one whose own items begin below."""
        node, parent = self._stack[-1], self._stack[-2]
        below = self._next_label(at)
        return (
            node.label.style in ("panel", "decimal")
            or 2 <= parent.sections[node.label.style] >= (node.label.number - 1) / 2
            or (
                below is not None
                and below.number == 1
                and self.labelling.rank(below) > self.labelling.rank(node.label)
            )
        )

    def _next_label(self, at: int) -> Label | None:
        return next((label for label in self.labelling.labels[at + 1 :] if label), None)

    def _list_goes_on(self, at: int) -> bool:
        """The next label below counts on from the one the paragraph stands after."""
        if not self._stack:
            return False
        own = self._stack[-1].label
        following = self._next_label(at)
        return following is not None and (following.style, following.number) == (own.style, own.number + 1)

    def _add_paragraph(self, placed: Placed, kind: ClauseKind) -> None:
        node = self._stack[-1] if self._stack else self._root
        node.paragraphs += 1
        if node.paragraphs == 1 and len(self._stack) > 1:
            self._stack[-2].sections[node.label.style] += 1
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
                id=unique(self._ids, f"{self.document}#{path}{suffix}"),
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


def _is_item(label: Label) -> bool:
    """A numbered item, which a panel below it is no part of: 1. or 1.1.1, no section."""
    return label.name.count(".") > 1 if label.style == "decimal" else label.rank >= RANK["digit"]


def _in_quotation(text: str, quoted: bool) -> bool:
    for char in text:
        if char in "“”":
            quoted = char == "“"
    return quoted
