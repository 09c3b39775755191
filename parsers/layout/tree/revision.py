"""What only the whole tree tells: whom the last paragraphs speak for, and whether siblings have headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from parsers.language.lexicon import words
from parsers.language.patterns import lazy
from parsers.layout.line_shapes import opens_duty_block
from parsers.layout.tree.headings import run_in_heading
from schema.document import Clause

# 此外，…  本办法自…起施行。  以上条款自…  请各地认真贯彻执行。
_CLOSING = lazy(
    r"此外|各位代表|本\S{1,12}?(?:自|由|从|有效期|解释权)|以上\S{2,4}?(?:自|由|从|已|请|妥|当)|以上(?:意见|通知|规定)"
    r"|附注[：:]|特此|(?:各地|各级|各部门|各有关|请[^\s示])\S*(?:贯彻|遵照|执行|落实|报告)"
)
_DUTY_BLOCK = lazy(r"[（(〔【\[](?:[^（）()〔〕【】\[\]]|[（(〔][^（）()〔〕]*[）)〕])*[）)〕】\]]$")
_FEWEST = 3  # siblings, before their likeness says something
_HEADED_ARTICLES = (
    0.6  # the share of articles that read as headed, from which on the document heads its articles
)
_SHORT = 12  # a heading of so few characters needs no others beside it


def unique(taken: dict[str, int], name: str) -> str:
    """The name, or with ~2, ~3 behind it where it is taken."""
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}~{taken[name]}"


class Revision:
    """Goes over the finished rows of a document. `headed` are rows whose text is the paragraph below their heading."""

    def __init__(self, document: str, rows: Sequence[Clause], headed: set[int], ids: dict[str, int]) -> None:
        self._document = document
        self._rows = list(rows)
        self._headed = headed
        self._ids = ids
        self._children: dict[str | None, list[int]] = {}
        self._paragraphs: dict[str | None, list[int]] = {}
        for i, row in enumerate(self._rows):
            place = self._children if row.label else self._paragraphs
            if row.label or row.kind == "paragraph":
                place.setdefault(row.parent, []).append(i)
        self._by_id: Mapping[str, Clause] = {row.id: row for row in rows}
        self._counts: dict[str, int] = {}
        for row in rows:
            if row.kind == "paragraph":
                self._counts[row.path] = self._counts.get(row.path, 0) + 1

    def rows(self) -> list[Clause]:
        """The rows as the whole document has them."""
        self._move_closing()
        self._move_summaries()
        self._head_articles()
        self._withdraw_lone_headings()
        return self._rows

    def _move_closing(self) -> None:
        """Paragraphs after the last clause that speak for the whole document lose its path."""
        last = max((i for i, row in enumerate(self._rows) if row.label), default=len(self._rows))
        closing = False
        for i in range(last + 1, len(self._rows)):
            row = self._rows[i]
            closing |= bool(_CLOSING.match(row.text)) or _ends_with_duty_block(self._rows[i - 1].text)
            if closing and row.kind in ("paragraph", "note") and row.parent is not None:
                self._move(i, None)

    def _move_summaries(self) -> None:
        """A paragraph after the last of several one-paragraph items speaks for what they stand under."""
        for parent, children in self._families():
            last = children[-1]
            trailing = self._paragraphs.get(self._rows[last].id, [])
            if len(children) < 2 or not trailing or last in self._headed or self._rows[last].text == "":
                continue
            few = parent and len(children) < _FEWEST
            if few and not all(words("SPEAKS").opens(self._rows[i].text) for i in trailing):
                continue
            held = any(self._paragraphs.get(self._rows[i].id) or self._has_children(i) for i in children[:-1])
            if not held and not self._has_children(last):
                for index in list(trailing):
                    self._move(index, parent)

    def _families(self) -> Iterator[tuple[str | None, list[int]]]:
        """The labelled rows under each parent, but panels and articles."""
        for parent, children in self._children.items():
            own = [i for i in children if self._rows[i].kind not in ("panel", "article")]
            if own:
                yield parent, own

    def _has_children(self, index: int) -> bool:
        return self._rows[index].id in self._children

    def _move(self, index: int, parent: str | None) -> None:
        """Put a paragraph under another clause, or under the document where `parent` is None."""
        above = self._by_id.get(parent or "")
        path = above.path if above else ""
        self._counts[path] = self._counts.get(path, 0) + 1
        self._paragraphs[self._rows[index].parent].remove(index)
        self._paragraphs.setdefault(parent, []).append(index)
        self._rows[index] = self._rows[index].model_copy(
            update={
                "path": path,
                "parent": parent,
                "depth": above.depth if above else 0,
                "id": unique(self._ids, f"{self._document}#{path}¶{self._counts[path]}"),
            }
        )

    def _head_articles(self) -> None:
        """Where most articles begin with words that read as a heading, they are one: `第三条 鼓励做大做强。对…`."""
        articles = [i for i, row in enumerate(self._rows) if row.kind == "article" and row.heading is None]
        found = {i: run_in_heading(self._rows[i].text) for i in articles}
        headed = [i for i in articles if found[i][0] is not None]
        if len(headed) < 2 or len(headed) < _HEADED_ARTICLES * len(articles):
            return
        for i in headed:
            heading, start = found[i]
            text = self._rows[i].text[start:]
            self._rows[i] = self._rows[i].model_copy(update={"heading": heading, "text": text})

    def _withdraw_lone_headings(self) -> None:
        """Where hardly a sibling has a heading, a first sentence is none either, unless it is a word or two."""
        for _, children in self._families():
            run_in = [
                i for i in children if self._rows[i].heading and i not in self._headed and self._rows[i].text
            ]
            if len(children) < _FEWEST or len(run_in) != 1:
                continue
            for i in run_in:
                heading = self._rows[i].heading or ""
                others = [self._rows[j] for j in children if j != i]
                if len(heading) > _SHORT and not any(row.heading for row in others):
                    text = f"{heading}。{self._rows[i].text}"
                    self._rows[i] = self._rows[i].model_copy(update={"heading": None, "text": text})


def _ends_with_duty_block(text: str) -> bool:
    match = _DUTY_BLOCK.search(text)
    return match is not None and opens_duty_block(match[0])
