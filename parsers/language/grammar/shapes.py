"""Shapes of words and tokens, as the lines of a rule file write them, into regular expressions.

A CLASS is a kind of token (`parsers.language.grammar.lexer`), a group of them, a class of words of the lexicon, or a shape that
the file names with `let`; Chinese characters and signs stand for themselves.

    ( a | b )    one of several               ..9     up to nine characters of the same phrase, as few as will do
    a? a* a{2,9} that word or bracket, or not ...9    the same of a sentence
    [ a ]        the rule's event             _9      the same of a quotation
    [name: a ]   what is asked for by a name  ~9      one to nine without any mark, as many as will do
    !( a ) &( a )  not followed by it, or so  ..2-9   two to nine; `/的由` behind it: and none of these
    !<( a ) &<( a )  not behind it, or so     ^ $     the ends of the text         @CLASS  the anchor
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from parsers.language.dates import CLOCK
from parsers.language.grammar.lexer import GROUPS, SIGNS
from parsers.language.labels import INSIDE
from parsers.language.lexicon import classes, words
from parsers.language.names.unit_words import HEAD
from parsers.language.numerals import NUMBER_CHARACTERS
from parsers.language.patterns import lazy

Element = tuple[str, "str | list[Element]"]
"""What it is (class, literal, gap; a bracket, a repetition, a choice) and what it holds."""

PRINTED: Mapping[str, list[Element]] = {"ORG": [("source", HEAD.pattern)], "LABEL": [("source", INSIDE)]}
"""What stands for these kinds of tokens in a shape that is asked of a text as it is printed."""
_PIECE = lazy(
    r"(?:\.{2,3}|[~_])[0-9-]+(?:/[^\s()|\]]+)?|@?[A-Z]+|[!&]<?\(|\[(?:[a-z]+:)?|\*\+|\{[0-9,]+\}|[()|?*^$\]]"
    r"|[^\sA-Z()|?*^$\[\].~_@!&{}]+"
)
_GAP = lazy(r"(\.+|[~_])(\d+-)?(\d+)(/.+)?")
_GAPS = {"..": "，,。；;", "...": "。；;", "_": '。“”"', "~": "，,。；;：:、（）()在于"}
_BRACKETS = {"(": "(?:", "[": "(", "!(": "(?!", "&(": "(?=", "!<(": "(?<!", "&<(": "(?<="}
_WIDTHS = {wide: f"[{wide}{half}]" for wide, half in zip("，：；（）“”", ',:;()""', strict=True)}
_RUNS = {
    "NUMBER": f"[{NUMBER_CHARACTERS}]+",
    "SPACE": r"\s",
    "HAN": "[一-鿿]",
    "DIGIT": r"\d",
    "CLOCK": CLOCK,
}


class RuleError(ValueError):
    """A rule that cannot be right; the message names it and says what to do."""


def parse(source: str, rule: str, named: Mapping[str, list[Element]]) -> list[Element]:
    """The elements of a shape; `named` are the shapes of the file. Raises RuleError for what it cannot read."""
    pieces = _PIECE.findall(source)
    if "".join(pieces) != re.sub(r"\s", "", source):
        raise RuleError(f"{rule}: cannot read {source.strip()}")
    elements = _alternatives(pieces, rule, named)
    if pieces:
        raise RuleError(f"{rule}: {pieces[0]} closes nothing in {source.strip()}")
    return elements


def _alternatives(pieces: list[str], rule: str, named: Mapping[str, list[Element]]) -> list[Element]:
    """The elements up to the bracket that closes; takes their pieces away."""
    options: list[list[Element]] = [[]]
    while pieces and pieces[0] not in (")", "]"):
        piece = pieces.pop(0)
        if piece == "|":
            options.append([])
        elif piece[0] in "?*{":
            options[-1][-1] = (piece, options[-1][-1:])
        elif piece in _BRACKETS or piece[0] == "[":
            options[-1].append((piece, _alternatives(pieces, rule, named)))
            if not pieces:
                raise RuleError(f"{rule}: {piece} is not closed")
            pieces.pop(0)
        else:
            options[-1].append(_element(piece, rule, named))
    return options[0] if len(options) == 1 else [("|", [("(", each) for each in options])]


def _element(piece: str, rule: str, named: Mapping[str, list[Element]]) -> Element:
    if gap := _GAP.fullmatch(piece):
        kind, least, most, without = gap.groups("")
        times = f"{{1,{most}}}" if kind == "~" else f"{{{least[:-1] or 0},{most}}}?"
        return "source", f"[^{_GAPS[kind]}{without[1:]}]{times}"
    if piece in named:
        return "(", named[piece]
    if piece[0] == "@":
        return "anchor", piece[1:]
    if not (piece.isascii() and piece.isupper()):
        return ("edge" if piece in "^$" else "literal"), piece
    if not any(piece in known for known in (SIGNS, GROUPS, _RUNS, classes())):
        raise RuleError(f"{rule}: no class of words and no kind of token is called {piece}")
    return "class", piece


def classes_of(elements: Iterable[Element]) -> Iterator[str]:
    """The classes that a shape names."""
    for kind, value in elements:
        if isinstance(value, list):
            yield from classes_of(value)
        elif kind == "class":
            yield value


def expression(elements: Iterable[Element], *, turned: bool = False) -> str:
    """The source of a regular expression; `turned` for text that is read from its end."""
    return "".join(_source(*each, turned) for each in (reversed([*elements]) if turned else elements))


def _source(kind: str, value: str | list[Element], turned: bool) -> str:
    if isinstance(value, list):
        if kind == "|":
            return f"(?:{'|'.join(expression([each], turned=turned) for each in value)})"
        inner = expression(value, turned=turned)
        opens = _BRACKETS.get(kind) or (f"(?P<{kind[1:-1]}>" if kind[0] == "[" else "(?:")
        return f"{opens}{inner}){kind if kind[0] in '?*{' else ''}"
    if kind == "class":
        signs = "".join(SIGNS[each] for each in GROUPS.get(value, (value,)) if each in SIGNS)
        return f"[{signs}]" if signs else _RUNS.get(value) or words(value).source(backwards=turned)
    if kind == "edge":
        return r"\Z" if (value == "$") != turned else r"\A"
    if kind == "source":
        return value
    return "".join(_WIDTHS.get(char, re.escape(char)) for char in (reversed(value) if turned else value))
