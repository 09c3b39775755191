"""The machine that reads rules: shapes as data, tried at their anchor, proved by their examples.

A rule file holds one rule a line, and below it its examples (`parsers.language.grammar.shapes` says how a shape reads):

    by.ahead   by   TO? 于? ANYDATE AHEAD
        yes  ⟦2026年6月底前⟧完成
        no   2026年前景 | 2026年前三季度

Name, kind, shape. `A <` before the shape asks for A left of it, `A !<` for no A there, `> A` and `!> A` the same on the
right. A kind may ask for the anchor's flags: `by/known`, `from/!past`. The anchor is the first token of the shape, or the
class of words after `@`. `let NAME SHAPE` names a shape for the lines below.

The first rule of the file that fits an anchor decides. A rule of kind `none` only takes the words away from the rules
below it. Loading refuses an unknown class and a rule that does not win on its own `yes`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple

from parsers.language.grammar.lexer import GROUPS, SIGNS, Signed, Token, signed
from parsers.language.grammar.shapes import Element, RuleError, class_source, expression, is_token, parse
from parsers.language.patterns import lazy

_CONTEXT = lazy(r"\s(!?[<>])(?=\s)")
_MARKS = lazy("[⟦⟧]")

Context = tuple[bool, list[Element]]
"""Whether it must stand there, and what."""


@dataclass(eq=False)
class Rule:
    """A rule as its line says: what stands left and right of its anchor, what beyond, and its examples."""

    name: str
    kind: str
    flags: tuple[str, ...]
    left: list[Element]
    anchor: str
    right: list[Element]
    before: list[Context]
    after: list[Context]
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)

    @cached_property
    def matchers(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The expressions for what stands left (for text that is turned round) and right of the anchor."""
        left = expression(self.left, turned=True) + _looks(self.before, turned=True)
        right = expression(self.right, turned=False) + _looks(self.after, turned=False)
        return re.compile(left), re.compile(right)

    def allows(self, token: Token | None) -> bool:
        """Whether the anchor has the flags that the rule asks for."""
        return not self.flags or (
            token is not None and all((f.lstrip("!") in token.flags) != (f[0] == "!") for f in self.flags)
        )


class Found(NamedTuple):
    """What a rule found at `text[start:end]`: its anchor (None where that is a word) and its event, if it has one."""

    rule: Rule
    token: Token | None
    start: int
    end: int
    event: str | None


class Shapes(dict[str, re.Pattern[str]]):
    """The shapes of kind `find` in a package's `shapes.txt` by name; each is compiled when it is first asked for."""

    def __init__(self, package: str) -> None:
        super().__init__()
        self.package = package

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The lines of the file, with their examples."""
        source = files(self.package).joinpath("shapes.txt").read_text("utf-8")
        return {rule.name: rule for rule in read_rules(source)}

    def __missing__(self, name: str) -> re.Pattern[str]:
        pattern = self[name] = self.rules[name].matchers[1]
        return pattern


class Rules:
    """The rules of one family, in order. `lex` makes the tokens of an example."""

    def __init__(self, rules: Iterable[Rule], lex: Callable[[str], Sequence[Token]]) -> None:
        self.rules = list(rules)
        self.lex = lex
        self._at: dict[str, list[Rule]] = {kind: [] for kind in SIGNS}
        self._at_words: dict[str, list[Rule]] = {}
        for rule in self.rules:
            kinds = GROUPS.get(rule.anchor, (rule.anchor,))
            for kind in kinds:
                (self._at if kind in SIGNS else self._at_words).setdefault(kind, []).append(rule)
        self._words = {name: re.compile(class_source(name)) for name in self._at_words}
        self._any_word = re.compile("|".join(map(class_source, self._at_words)) or "(?!)")

    def check(self) -> None:
        """Refuse a rule without a `yes` or a `no`, and one that does not win on its own `yes`."""
        for rule in self.rules:
            if not rule.yes or not rule.no:
                raise RuleError(
                    f"{rule.name} has no {'no' if rule.yes else 'yes'}; write an example below it"
                )
            for example in rule.yes:
                if not self.wins(rule, example):
                    won = [f"{f.rule.name} {f.start}–{f.end}" for f in self.decided(example)]
                    raise RuleError(
                        f"{rule.name} does not win on its own example {example}, but {', '.join(won) or 'none'}: "
                        "move it up, or mend its shape"
                    )

    def wins(self, rule: Rule, example: str) -> bool:
        """Whether the rule decides on the words between the ⟦ and ⟧ of an example."""
        marked = example.index("⟦"), example.index("⟧") - 1
        return any(f.rule is rule and (f.start, f.end) == marked for f in self.decided(example))

    def decided(self, example: str) -> list[Found]:
        """What each anchor of an example was decided to be, words that only were claimed included."""
        text = _MARKS.sub("", example)
        return list(self.trace(signed(text, self.lex(text))))

    def find(self, text: str, tokens: Sequence[Token]) -> list[Found]:
        """What the rules find in a clause, without words that only were claimed."""
        if not tokens and not self._any_word.search(text):
            return []
        return [found for found in self.trace(signed(text, tokens)) if found.rule.kind != "none"]

    def trace(self, clause: Signed) -> Iterator[Found]:
        """Each decision in turn: first those at tokens, from left to right, then those at words that are still free."""
        taken: list[tuple[int, int]] = []
        used = 0
        for place, token in zip(clause.places, clause.tokens, strict=True):
            found = (
                _first(self._at[token.kind], clause, (place, place + 1), token, used)
                if place >= used
                else None
            )
            if found is None:
                continue
            rule, start, end, event = found
            if rule.kind != "none":
                used = end
                taken.append((start, end))
            yield Found(rule, token, clause.original(start), clause.original(end), event)
        for name, pattern in self._words.items():
            for match in pattern.finditer(clause.shadow):
                found = _first(self._at_words[name], clause, match.span(), None, 0)
                if found and all(found[2] <= low or high <= found[1] for low, high in taken):
                    taken.append((found[1], found[2]))
                    start, end = clause.original(found[1]), clause.original(found[2])
                    yield Found(found[0], None, start, end, found[3])


def _first(
    rules: Iterable[Rule], clause: Signed, anchor: tuple[int, int], token: Token | None, used: int
) -> tuple[Rule, int, int, str | None] | None:
    """The first rule that fits around an anchor, with its range in the shadow, not before `used`, and its event."""
    size = len(clause.shadow)
    turned = size - anchor[0]
    for rule in rules:
        left, right = rule.matchers
        after = right.match(clause.shadow, anchor[1])
        if after is None or not rule.allows(token):
            continue
        before = left.match(clause.turned, turned)
        if before is None:
            continue
        if before.end() > size - used:  # words of the row before are not taken again
            before = left.match(clause.turned, turned, size - used) or before
        event = None
        if before.lastindex:
            low, high = before.span(before.lastindex)
            event = clause.text[clause.original(max(size - high, used)) : clause.original(size - low)]
        return rule, max(size - before.end(), used), after.end(), event
    return None


def read_rules(source: str) -> Iterator[Rule]:
    """The rules of a file's text, in order."""
    named: dict[str, list[Element]] = {}
    rule: Rule | None = None
    for line in source.splitlines():
        if line.startswith("let "):
            _, name, shape = line.split(None, 2)
            named[name] = parse(shape, name, named)
        elif line.strip() and line[0] not in "# ":
            if rule:
                yield rule
            rule = _rule(line, named)
        elif rule and line.strip() and line[0] == " ":
            word, _, examples = line.strip().partition(" ")
            (rule.yes if word == "yes" else rule.no).extend(e.strip() for e in examples.split(" | "))
    if rule:
        yield rule


def _rule(line: str, named: dict[str, list[Element]]) -> Rule:
    name, kind, shape = line.split(None, 2)
    kind, *flags = kind.split("/")
    parts = _CONTEXT.split(" " + shape)
    signs = parts[1::2]
    lefts = sum("<" in sign for sign in signs)
    shapes = [parse(part, name, named) for part in parts[::2]]
    before = [
        (not sign.startswith("!"), part) for sign, part in zip(signs[:lefts], shapes[:lefts], strict=True)
    ]
    after = [(not s.startswith("!"), p) for s, p in zip(signs[lefts:], shapes[lefts + 1 :], strict=True)]
    elements = shapes[lefts]
    anchors = [i for i, e in enumerate(elements) if e[0] == "anchor"]
    anchors += [i for i, e in enumerate(elements) if is_token(e)]
    if kind == "find":
        return Rule(name, kind, (), [], "", elements, before, after)
    if not anchors:
        raise RuleError(f"{name} has no anchor: no token and no @CLASS in {shape.strip()}")
    at = anchors[0]
    left, anchor, right = elements[:at], str(elements[at][1]), elements[at + 1 :]
    return Rule(name, kind, tuple(flags), left, anchor, right, before, after)


def _looks(contexts: Iterable[Context], *, turned: bool) -> str:
    """Conditions on what stands beyond the shape, without taking it."""
    return "".join(f"(?{'=' if asks else '!'}{expression(what, turned=turned)})" for asks, what in contexts)
