"""The lexicon: the words of official documents as data, and the one loader that reads and checks it.

`*.csv` beside this module are tables whose rows say something about a word (a post and its kind, a column
head and what it means); `words/*.csv` are classes of words that mean the same to a rule. Each file opens with a header
that says what a column means and where its rows come from. A class and a table may have the columns `not`
(longer words that only contain one of the words: 前景 of 前) and `but` (words that begin or end like those and
still hold it: 前提交 of 前提). Words are literal: a regular expression in a cell is an error.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from parsers.language.patterns import lazy

_NOT_LITERAL = lazy(r"[\\\[\]{}?*+^$]|\(\?")
_CLASS = lazy(r"[A-Z]+")


class LexiconError(ValueError):
    """A lexicon file that cannot be right; the message names file, word and remedy."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are one sign to whoever asks, the longer words that are not, and the exceptions to those."""

    name: str
    words: tuple[str, ...]
    not_words: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_words(self)

    @property
    def pattern(self) -> str:
        """Source of a pattern without groups that finds one of the words, the longest first."""
        return self.source()

    def source(self, *, backwards: bool = False) -> str:
        """The pattern; `backwards` for text that is read from its end, last character first."""
        return _source(self, backwards)

    def guards(self, backwards: bool) -> Mapping[str, str]:
        """For each word the condition behind it that it is none of `not`."""
        known = frozenset(self.words)
        after, before = defaultdict(list), defaultdict(list)
        for longer in self.not_words:
            after[_longest(longer, known, lambda word, length: word[:length])].append(longer)
            before[_longest(longer, known, lambda word, length: word[-length:])].append(longer)
        return {word: self._guard(word, after[word], before[word], backwards) for word in self.words}

    def _guard(self, word: str, after: list[str], before: list[str], backwards: bool) -> str:
        """That the word does not begin one of the words `after` it, nor end one of those `before` it."""
        begins = [w for w in self.but if any(w != n and w.startswith(n) for n in after)]
        ends = [w for w in self.but if any(w != n and w.endswith(n) for n in before)]
        if backwards:
            turned = [[w[::-1] for w in group] for group in (before, ends, after, begins)]
            return _behind(turned[2], turned[3]) + _ahead(len(word), turned[0], turned[1])
        return _behind(before, ends) + _ahead(len(word), after, begins)

    def ends(self, text: str) -> str | None:
        """The word of the class that the text ends with, or None."""
        match = _compiled(self)[1].search(text)
        return match[0] if match else None

    def opens(self, text: str, position: int = 0) -> str | None:
        """The word of the class that stands at a position of the text, or None."""
        match = _compiled(self)[0].match(text, position)
        return match[0] if match else None

    def inside(self, text: str) -> str | None:
        """The first word of the class anywhere in the text, or None."""
        match = _compiled(self)[0].search(text)
        return match[0] if match else None

    def __contains__(self, word: object) -> bool:
        return word in self.words


def _longest(word: str, parts: Set[str], cut: Callable[[str, int], str]) -> str | None:
    """The longest of the parts, but the word itself, that it begins (or ends) with: 政府办 of 政府办理, not 政府."""
    pieces = (cut(word, length) for length in range(len(word) - 1, 0, -1))
    return next((piece for piece in pieces if piece in parts), None)


def _ahead(length: int, words: list[str], but: list[str]) -> str:
    """What must not follow a word of that length: the rest of these."""
    if not words:
        return ""
    rest, exceptions = ([word[length:] for word in group] for group in (words, but))
    return f"(?!{f'(?!{any_of(exceptions)})' if exceptions else ''}{any_of(rest)})"


def _behind(words: list[str], but: list[str]) -> str:
    """What must not end where a word ends; each length is a condition of its own."""
    guards = "".join(f"(?<!{any_of(same)})" for same in _by_length(words))
    if not guards or not but:
        return guards
    return f"(?:{guards}|{'|'.join(f'(?<={any_of(same)})' for same in _by_length(but))})"


def any_of(words: Iterable[str]) -> str:
    """Source of a pattern that finds one of the words, the longest first, by what they begin with in common."""
    return _tree(dict.fromkeys(words, ""))


def _tree(rests: Mapping[str, str]) -> str:
    """The pattern for words with the condition behind each: 会议|会 is 会(?:议|)."""
    by_first: dict[str, dict[str, str]] = defaultdict(dict)
    for rest, guard in rests.items():
        by_first[rest[:1]][rest[1:]] = guard
    own = [guard for rest, guard in rests.items() if not rest]
    longer = [re.escape(first) + _tree(by_first[first]) for first in sorted(by_first) if first]
    options = [*longer, *own]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _by_length(words: list[str]) -> Iterator[list[str]]:
    for length in sorted({len(word) for word in words}):
        yield [word for word in words if len(word) == length]


@cache
def _source(words: Words, backwards: bool) -> str:
    return _tree(
        {word[::-1] if backwards else word: guard for word, guard in words.guards(backwards).items()}
    )


@cache
def _compiled(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(words.pattern), re.compile(words.pattern + r"\Z")


def _check_words(words: Words) -> None:
    """No word twice, no regular expression, no `not` without its word, no `but` without its `not`."""
    for column in (words.words, words.not_words, words.but):
        twice = sorted(word for word, count in Counter(column).items() if count > 1)
        if twice:
            raise LexiconError(f"{words.name}: {' '.join(twice)} stands there twice; take one out")
        shapes = [word for word in column if _NOT_LITERAL.search(word)]
        if shapes:
            raise LexiconError(
                f"{words.name}: {' '.join(shapes)} is a pattern; write the words it stands for"
            )
    for longer, column in ((words.not_words, words.words), (words.but, words.not_words)):
        known = frozenset(column)
        loose = [word for word in longer if not _holds(word, known)]
        if loose:
            raise LexiconError(
                f"{words.name}: {' '.join(loose)} begins or ends with no word that it could be taken for; "
                "write the longer word in full"
            )


def _holds(word: str, parts: Set[str]) -> bool:
    """The word begins or ends with one of the parts, and is not that part."""
    return any(word[:length] in parts or word[-length:] in parts for length in range(1, len(word)))


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of `<name>.csv`, each a mapping from column to cell."""
    text = files(__name__).joinpath(f"{name}.csv").read_text("utf-8")
    reader = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    rows = list(reader)
    for row in rows:
        if None in row or None in row.values():
            raise LexiconError(f"{name}.csv: the row {[*row.values()]} has not the columns of the header")
    return tuple(MappingProxyType(row) for row in rows)


@cache
def words_in(name: str, **where: str) -> Words:
    """The words of a table's first column, of the rows whose columns hold these values, as one sign."""
    rows = [row for row in table(name) if all(row[column] == value for column, value in where.items())]
    if not rows:
        raise LexiconError(f"{name}.csv has no row with {where}")
    column = next(iter(rows[0]))
    return Words(
        name,
        tuple(row[column] for row in rows),
        tuple(dict.fromkeys(word for row in rows for word in row.get("not", "").split())),
        tuple(dict.fromkeys(word for row in rows for word in row.get("but", "").split())),
    )


@cache
def classes() -> Mapping[str, Words]:
    """Every class of `words/*.csv` by its name, and those of `table_classes.csv`."""
    found: dict[str, Words] = {}
    for row in table("table_classes"):
        where = dict(condition.split("=", 1) for condition in row["where"].split())
        found[row["class"]] = replace(words_in(row["table"], **where), name=row["class"])
    folder = files(__name__).joinpath("words")
    for file in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv")):
        for row in table(f"words/{file.removesuffix('.csv')}"):
            name = row["class"]
            if name in found or not _CLASS.fullmatch(name):
                raise LexiconError(
                    f"words/{file}: {name} is the name of a class already, or not in capital letters"
                )
            found[name] = Words(
                name, tuple(row["words"].split()), tuple(row["not"].split()), tuple(row["but"].split())
            )
    return MappingProxyType(found)


def words(name: str) -> Words:
    """The class of words of that name: `words("AHEAD").pattern` finds 前, 之前, 以前, and not the 前 of 前景."""
    try:
        return classes()[name]
    except KeyError:
        raise LexiconError(f"no file of lexicon/words has a class {name}") from None
