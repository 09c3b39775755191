"""A large knowledge base to measure with: the corpus again and again, each time as another issue in other words.

Copies of one text would make every rare word as frequent as there are copies. So a word that only some of the
documents use is replaced, in each copy, by another of the same length and kind, drawn from jieba's dictionary
by its frequency; general words (管理, 工作, 发展) stay as frequent as they are. Each twenty copies are the years of
one city, with its own names of places and organisations; numbers of three digits and more are drawn anew. As
every replacement has the length of what it replaces, all ranges stay true.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jieba

from ingest.build import parse_all
from ingest.load.editions import best_editions
from ingest.load.load import load
from ingest.load.source.outline import outline_of
from schema.document import Gazette
from schema.errors import SourceError
from schema.tokens import words
from schema.version import DATABASE_VERSION

_CORPUS = Path(__file__).parents[1] / "corpus"
_GENERAL = 0.2
"""A word that stands in so many of the documents says nothing of their subject, and stays."""

_YEARS = range(2006, 2026)
_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_LONG_NUMBER = re.compile("[0-9a-z]*[0-9]{3}[0-9a-z]*")

_PLACES = "ns"
_NUMERALS = "m"

Kind = tuple[int, str, str]
"""The length of a word, its part of speech, and the end of a place's name: 市, 县, 区, 省."""


def large_kb(clauses: int) -> Path:
    """The path of a database of at least so many clauses, in the system's folder for temporary files.

    It is made where the one that an earlier run has made is of another version, corpus or maker.
    """
    made_from = [Path(__file__), *sorted(path for path in _CORPUS.rglob("*") if path.is_file())]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()[:12]
    path = Path(tempfile.gettempdir()) / f"gongbao-bench-v{DATABASE_VERSION}-{clauses}-{digest}.db"
    if not path.exists():
        print(f"making {path}, once", flush=True)
        load(copies(_corpus(), clauses), path)
    return path


def _corpus() -> list[Gazette]:
    """The gazettes of the corpus; of two editions of one issue, that which a build loads."""
    failures: list[SourceError] = []
    gazettes = [*parse_all([_CORPUS], os.cpu_count() or 1, failures.append, lambda _, results: results)]
    outlines, _ = best_editions(map(outline_of, gazettes))
    by_id = {gazette.source.id: gazette for gazette in gazettes}
    return [by_id[outline.source_id] for outline in outlines]


def copies(gazettes: list[Gazette], clauses: int) -> Iterator[Gazette]:
    """The gazettes in other words, again and again until there are so many clauses."""
    originals = [_without_fact_ids(gazette.model_dump()) for gazette in gazettes]
    vocabulary = Vocabulary(gazettes)
    sizes = [sum(len(parsed.clauses) for parsed in gazette.documents) for gazette in gazettes]
    made = 0
    for number in itertools.count():
        table = vocabulary.replacements(number)
        for original, size in zip(originals, sizes, strict=True):
            if made >= clauses:
                return
            made += size
            yield _copy(original, table, number)


class Vocabulary:
    """The words of some gazettes, and what stands for each of them in a copy."""

    def __init__(self, gazettes: list[Gazette]) -> None:
        documents = [parsed for gazette in gazettes for parsed in gazette.documents]
        used = Counter(word for parsed in documents for word in set(_parts(parsed.document.text)))
        names = {
            name for parsed in documents for duty in parsed.units for name in (duty.name, duty.canonical)
        }
        names |= {gazette.issue.gazette for gazette in gazettes if gazette.issue}
        self._kept = {word for name in names if name for word in _parts(name)}
        self._kept |= {word for word, count in used.items() if count >= _GENERAL * len(documents)}
        self._words = sorted({word for gazette in gazettes for word in _strings_in(gazette.model_dump())})

    def replacements(self, number: int) -> dict[str, str]:
        """What stands for each word in copy `number`."""
        city, year = divmod(number, len(_YEARS))
        chance = random.Random(number)
        digits = str.maketrans("123456789", "".join(chance.sample("123456789", 9)))
        table: dict[str, str] = {}
        for word in self._words:
            if _YEAR.fullmatch(word):
                table[word] = str(int(word) - 2022 + _YEARS[year])
            elif _LONG_NUMBER.fullmatch(word):
                table[word] = word.translate(digits)
            elif _kind(word)[1] == _PLACES:
                table[word] = _further(word, city + 1)
            elif _WORD.fullmatch(word) and _kind(word)[1] != _NUMERALS and word not in self._kept:
                table[word] = _drawn(word, chance)
        return table


def _without_fact_ids(original: dict[str, Any]) -> dict[str, Any]:
    """The gazette without the names of its facts, which the copy's words give anew when it is loaded."""
    issue = [original["issue"]] if original["issue"] else []
    for holder in (*issue, *original["documents"]):
        for kind, rows in holder.items():
            if isinstance(rows, tuple) and kind not in {"clauses", "blocks", "contents"}:
                for row in rows:
                    row["id"] = ""
    return original


def _copy(original: dict[str, Any], table: dict[str, str], number: int) -> Gazette:
    copy = _replaced(original, Texts(table))
    copy["source"] |= {"id": f"{number:08x}{original['source']['id'][8:]}"}
    if copy["issue"] and copy["issue"]["year"]:
        copy["issue"]["year"] = _YEARS[number % len(_YEARS)]
    return Gazette.model_validate(copy)


class Texts(dict[str, str]):
    """Texts, and what becomes of each when its words are replaced."""

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table

    def __missing__(self, text: str) -> str:
        self[text] = new = "".join([self._table.get(part, part) for part in _parts(text)])
        return new


def _replaced(value: Any, texts: Texts) -> Any:
    if isinstance(value, str):
        return texts[value]
    if isinstance(value, dict):
        return {name: item if name == "boxes" else _replaced(item, texts) for name, item in value.items()}
    return tuple([_replaced(item, texts) for item in value]) if isinstance(value, tuple) else value


def _strings_in(value: Any) -> Iterator[str]:
    """Every word of every text in it."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for item in value:
            yield from _strings_in(item)
    elif isinstance(value, str):
        yield from _parts(value)


@cache
def _parts(text: str) -> tuple[str, ...]:
    return tuple(words(text))


@cache
def _dictionary() -> tuple[dict[str, Kind], dict[Kind, tuple[list[str], list[int]]]]:
    """The kind of each word of the dictionary; and of each kind its words with their cumulative frequencies."""
    kinds: dict[str, Kind] = {}
    by_kind: dict[Kind, tuple[list[str], list[int]]] = {}
    for line in jieba.get_dict_file():
        word, frequency, tag = line.decode().split()
        end = word[-1] if tag == _PLACES and word[-1] in "市县区省" else ""
        kinds[word] = kind = (len(word), tag, end)
        found, sums = by_kind.setdefault(kind, ([], []))
        found.append(word)
        sums.append(int(frequency) + (sums[-1] if sums else 0))
    return kinds, by_kind


def _kind(word: str) -> Kind:
    """The kind of a word; what the dictionary does not know is most often the name of a person."""
    return _dictionary()[0].get(word, (len(word), "nr", ""))


def _drawn(word: str, chance: random.Random) -> str:
    """Another word of the same kind; the same, where there is none."""
    known, sums = _dictionary()[1].get(_kind(word), ([word], [1]))
    return chance.choices(known, cum_weights=sums)[0]


def _further(word: str, steps: int) -> str:
    """The word of the same kind that stands so much further in the dictionary."""
    known, _ = _dictionary()[1][_kind(word)]
    return known[(known.index(word) + steps) % len(known)]


if __name__ == "__main__":
    print(large_kb(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
