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
from collections.abc import Iterable, Mapping

from parsers.language.dates import CLOCK
from parsers.language.grammar.lexer import GROUPS, SIGNS
from parsers.language.lexicon import LexiconError, words
from parsers.language.numerals import NUMBER_CHARACTERS
from parsers.language.patterns import lazy

Element = tuple[str, object]
"""What it is (class, literal, gap, group …) and what it holds."""

_PIECE = lazy(
    r"(?:\.{2,3}|[~_])[0-9-]+(?:/[^\s()|\]]+)?|@|[!&]<?\(|\[(?:[a-z]+:)?|[A-Z]+|\*\+|\{[0-9,]+\}|[()|?*^$\]]"
    r"|[^\sA-Z()|?*^$\[\].~_@!&{}]+"
)
_GAP = lazy(r"(\.+|[~_])(\d+-)?(\d+)(/.+)?")
_PHRASE, _SENTENCE, _QUOTED, _PLAIN = "，,。；;", "。；;", '。“”"', "，,。；;：:、（）()在于"
_GAPS = {"..": _PHRASE, "...": _SENTENCE, "_": _QUOTED, "~": _PLAIN}
_BRACKETS = {"(": "(?:", "[": "(", "!(": "(?!", "&(": "(?=", "!<(": "(?<!", "&<(": "(?<="}
_WIDTHS = {
    "，": "[，,]",
    "：": "[：:]",
    "；": "[；;]",
    "（": "[（(]",
    "）": "[）)]",
    "“": '[“"]',
    "”": '[”"]',
}
_BUILT_IN = {
    "NUMBER": f"[{NUMBER_CHARACTERS}]+",
    "CLOCK": CLOCK,
    "SPACE": r"\s",
    "HAN": "[一-鿿]",
    "DIGIT": r"\d",
    "LISTMARK": r"(?:\d+[.、）)]|[（(][^）)]{1,4}[）)]|[①-⑳])",
}


class RuleError(ValueError):
    """A rule that cannot be right; the message names it and says what to do."""


def is_token(element: Element) -> bool:
    """Whether an element is a kind of token or a group of them."""
    return element[0] == "class" and (element[1] in SIGNS or element[1] in GROUPS)


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
        own = options[-1]
        if piece == "|":
            options.append([])
        elif piece in ("?", "*", "*+") or piece[0] == "{":
            own[-1] = (piece, own[-1])
        elif piece in _BRACKETS or piece[0] == "[":
            own.append((piece, _alternatives(pieces, rule, named)))
            if not pieces:
                raise RuleError(f"{rule}: {piece} is not closed")
            pieces.pop(0)
        elif piece == "@":
            own.append(("anchor", pieces.pop(0)))
        else:
            own.append(_element(piece, rule, named))
    return options[0] if len(options) == 1 else [("choice", options)]


def _element(piece: str, rule: str, named: Mapping[str, list[Element]]) -> Element:
    if gap := _GAP.fullmatch(piece):
        kind, least, most, without = gap.groups("")
        times = f"{{1,{most}}}" if kind == "~" else f"{{{least[:-1] or 0},{most}}}?"
        return "gap", f"[^{_GAPS[kind]}{without[1:]}]{times}"
    if piece in named:
        return "(", named[piece]
    if not (piece.isascii() and piece.isupper()):
        return ("edge" if piece in "^$" else "literal"), piece
    if piece not in SIGNS and piece not in GROUPS and piece not in _BUILT_IN:
        try:
            words(piece)
        except LexiconError as error:
            raise RuleError(f"{rule}: {error}") from None
    return "class", piece


def expression(elements: Iterable[Element], *, turned: bool) -> str:
    """The source of a regular expression; `turned` for text that is read from its end."""
    ordered = reversed(list(elements)) if turned else elements
    return "".join(_source(kind, value, turned) for kind, value in ordered)


def _source(kind: str, value: object, turned: bool) -> str:
    if isinstance(value, tuple):
        inner, held = value
        return f"(?:{_source(inner, held, turned)}){kind}"
    if isinstance(value, list):
        if kind == "choice":
            return "(?:" + "|".join(expression(option, turned=turned) for option in value) + ")"
        opens = _BRACKETS.get(kind) or f"(?P<{kind[1:-1]}>"
        return f"{opens}{expression(value, turned=turned)})"
    text = str(value)
    if kind == "edge":
        return r"\Z" if (text == "$") != turned else r"\A"
    if kind == "class":
        return class_source(text, turned=turned)
    if kind == "gap":
        return text
    return "".join(_WIDTHS.get(char, re.escape(char)) for char in (reversed(text) if turned else text))


def class_source(name: str, *, turned: bool = False) -> str:
    """The source for one class: its signs, or its words."""
    if name in SIGNS or name in GROUPS:
        return "[" + "".join(SIGNS[kind] for kind in GROUPS.get(name, (name,))) + "]"
    return _BUILT_IN.get(name) or words(name).source(backwards=turned)
