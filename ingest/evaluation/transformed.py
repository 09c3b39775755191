"""Rows that do not move: what a text still gives after a change that says nothing else to a reader.

The rows of the text as it is are compared with those of the changed text; what is missing there is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.evaluation.keys import KEYS
from ingest.read.text_reader import read_text
from parsers.facts.gazette import parse_reading
from parsers.language.lexicon import words_in
from schema.document import Source
from schema.source import Declaration

KINDS = ("clauses", "units", "deadlines", "targets", "citations", "appointments", "rosters", "events")
_NOTE = "编者按：近日，有关部门印发文件，现全文刊登。\n"
_CAPTION = "本报记者　摄影报道。\n"
_WIDTH = 30
_WIDE = str.maketrans("，；：（）", ",;:()")
_CITY = re.compile(r"南通|盐城|临江|洛阳|广州|北京")
_OTHER_CITY = "海云"

Replacements = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Loss:
    """How many rows a change loses, of how many."""

    change: str
    rows: int
    lost: int

    @property
    def share(self) -> float:
        """The share of rows that are lost."""
        return round(self.lost / self.rows, 4) if self.rows else 0.0


def measure(paths: Sequence[Path]) -> list[Loss]:
    """What each change loses over some texts, in the order of `CHANGES`."""
    texts = [path.read_text("utf-8") for path in paths]
    before = [_documents(text) for text in texts]
    losses = []
    for name, change in CHANGES.items():
        total: Counter[str] = Counter()
        for text, documents in zip(texts, before, strict=True):
            changed, replaced = change(text, documents)
            want, have = Counter(_rows(documents, replaced)), Counter(_rows(_documents(changed), {}))
            total += Counter(rows=want.total(), lost=(want - have).total())
        losses.append(Loss(name, total["rows"], total["lost"]))
    return losses


def _documents(text: str) -> list[dict[str, Any]]:
    source = Source(id="0" * 64, path="x.txt", media_type="text/plain", bytes=0, parser_version="0")
    documents = parse_reading(read_text(text), Declaration(), source).documents
    return [document.model_dump(mode="json") for document in documents]


def _rows(documents: Iterable[dict[str, Any]], replaced: Replacements) -> Iterator[tuple[str, ...]]:
    """The keys of all rows, with what was replaced in the text replaced in them."""
    for document in documents:
        for kind in KINDS:
            for row in document[kind]:
                if kind == "clauses" and not row.get("label"):
                    continue
                yield kind, *(_replaced(str(part), replaced) for part in KEYS[kind](row))


def _replaced(text: str, replaced: Replacements) -> str:
    for old, new in replaced.items():
        text = text.replace(old, new)
    return text


def _with_note(text: str, _: object) -> tuple[str, Replacements]:
    return _NOTE + text, {}


def _with_caption(text: str, _: object) -> tuple[str, Replacements]:
    return _CAPTION + text, {}


def _half_width(text: str, _: object) -> tuple[str, Replacements]:
    return text.translate(_WIDE), {}


def _wrapped(text: str, _: object) -> tuple[str, Replacements]:
    """Hard wraps at another width, lists and headings as they are."""
    lines = [re.sub(rf"(.{{{_WIDTH}}})(?=.)", r"\1\n", line) for line in text.split("\n")]
    return "\n".join(lines), {}


def _other_city(text: str, _: object) -> tuple[str, Replacements]:
    names = set(_CITY.findall(text))
    return _CITY.sub(_OTHER_CITY, text), dict.fromkeys(names, _OTHER_CITY)


def _rare_names(text: str, documents: Sequence[dict[str, Any]]) -> tuple[str, Replacements]:
    """Every person of a list or an act with a surname that few have."""
    rare = words_in("surnames", kind="rare").words
    people = [row["person"] for d in documents for kind in ("appointments", "rosters") for row in d[kind]]
    names = [name for name in dict.fromkeys(people) if "·" not in name]
    replaced = {name: rare[i % len(rare)] + name[1:] for i, name in enumerate(names)}
    for name, new in replaced.items():
        spaced = r"[ \u3000]*".join(map(re.escape, name))
        text = re.sub(spaced, lambda match, new=new: new[0] + match[0][1:], text)  # type: ignore[misc]
    return text, replaced


CHANGES: Mapping[str, Callable[[str, list[dict[str, Any]]], tuple[str, Replacements]]] = {
    "caption": _with_caption,
    "note": _with_note,
    "half_width": _half_width,
    "wrapped": _wrapped,
    "city": _other_city,
    "rare_names": _rare_names,
}
"""Each change: from a text and its rows to the changed text, and what was replaced in it."""
