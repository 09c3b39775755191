"""The machine that reads rules: shapes as data, tried at their anchor, proved by their examples.

A rule file holds one rule a line, and below it its examples (`parsers.language.grammar.shapes` says how a shape reads):

    by.ahead   by   TO? 于? ANYDATE AHEAD
        yes  ⟦2026年6月底前⟧完成
        no   2026年前景 | 2026年前三季度

Name, kind, shape. `A <` before the shape asks for A left of it, `A !<` for no A there, `> A` and `!> A` for the same on the
right; `by/known` and `from/!past` for flags of the anchor, which is the first token of time or the class after `@`. `let
NAME SHAPE` names a shape for the lines below. The first rule that fits decides; one of kind `none` only takes the words.
"""

from __future__ import annotations

import re
from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from itertools import chain
from typing import NamedTuple

from parsers.language.grammar.lexer import (
    GROUPS,
    READ,
    SIGNS,
    TIME_SIGN,
    TIMES,
    Clause,
    Spot,
    Token,
    View,
    holds,
)
from parsers.language.grammar.shapes import PRINTED, Element, RuleError, classes_of, expression, parse
from parsers.language.lexicon import words

Side = re.Match[str]
"""What stands on one side of an anchor; before it, in text that is turned round."""


class Found(NamedTuple):
    """What a rule found at `text[start:end]`: its anchor and its event, if it has one."""

    rule: Rule
    token: Token
    start: int
    end: int
    event: str | None


@dataclass(eq=False)
class Rule:
    """A rule as its line says: what stands left and right of its anchor, its contexts included, and its examples."""

    name: str
    kind: str
    flags: tuple[str, ...]
    left: list[Element]
    anchor: str
    right: list[Element]
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)

    @cached_property
    def matchers(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The expressions for what stands left (for text that is turned round) and right of the anchor."""
        return re.compile(expression(self.left, turned=True)), re.compile(expression(self.right))

    @cached_property
    def names(self) -> frozenset[str]:
        """The kinds of tokens that it names besides those of time."""
        return frozenset(READ.keys() & {*classes_of(self.left), *classes_of(self.right)})

    def found(self, view: View, before: Side, after: Side, token: Token, used: int) -> Found | None:
        """What it finds around an anchor whose sides fit, if that has its flags; without words before `used`."""
        size = len(view.shadow)
        end = view.original(after.end())
        if any((flag[0] == "!") == holds(flag.lstrip("!"), token, view.text, end) for flag in self.flags):
            return None
        ends = (before.end(), *reversed(before.span(before.lastindex or 0)))
        start, low, high = (max(view.original(size - at), used) for at in ends)
        return Found(self, token, start, end, view.text[low:high] if before.lastindex else None)


class Rules:
    """The rules of one family, in order."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = list(rules)
        self._at: dict[str, list[Rule]] = defaultdict(list)
        for rule in self.rules:
            for kind in GROUPS.get(rule.anchor, (rule.anchor,)):
                self._at[kind].append(rule)
        self._order = {kind: i for i, kind in enumerate(self._at)}
        classes = [name for name in self._at if name not in SIGNS]
        self._class_of = {word: name for name in classes for word in words(name).words}
        parts: list[Element] = [("class", name) for name in classes] or [("source", "(?!)")]
        self._words = re.compile(expression([("|", parts)]))

    def concern(self, text: str) -> bool:
        """Whether an anchor may stand in a text at all: the quick question before it is read."""
        return TIME_SIGN.search(text) is not None or self._words.search(text) is not None

    def find(self, clause: Clause) -> list[Found]:
        """What the rules find in a clause, without words that only were claimed."""
        return [found for found in self.trace(clause) if found.rule.kind != "none"]

    def trace(self, clause: Clause) -> Iterator[Found]:
        """Each decision in turn: first those at tokens, from left to right, then those at words that are still free."""
        standing = [Token(*m.span(), self._class_of[m[0]], m[0]) for m in self._words.finditer(clause.text)]
        standing.sort(key=lambda word: self._order[word.kind])
        edges = [(-1, 0), (len(clause.text), len(clause.text) + 1)]
        for anchor in (*clause.tokens, *standing):
            at = bisect(edges, (anchor.start, anchor.end))
            used, free = edges[at - 1][1], edges[at][0]
            found = self._first(clause, anchor, used) if anchor.start >= used else None
            if found and found.end <= free:
                if found.rule.kind != "none":
                    insort(edges, (found.start, found.end))
                yield found

    def _first(self, clause: Clause, anchor: Token, used: int) -> Found | None:
        """What the first rule finds that fits around an anchor."""
        spots: dict[frozenset[str], Spot | None] = {}
        for rule in self._at.get(anchor.kind, ()):
            if rule.names not in spots:
                spots[rule.names] = clause.view(rule.names).spot(anchor)
            if (at := spots[rule.names]) is None:
                continue
            left, right = rule.matchers
            if (
                (after := right.match(at.view.shadow, at.end))
                and (before := left.match(at.view.turned, at.back))
                and (found := rule.found(at.view, before, after, anchor, used))
            ):
                return found
        return None


class Shapes(dict[str, re.Pattern[str]]):
    """The shapes of kind `find` in a package's `shapes.txt` by name; each is compiled when it is first asked for."""

    def __init__(self, package: str) -> None:
        super().__init__()
        self.package = package

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """The lines of the file, with their examples; what is read off the text stands there as it is printed."""
        source = files(self.package).joinpath("shapes.txt").read_text("utf-8")
        return {rule.name: rule for rule in read_rules(source, PRINTED)}

    def __missing__(self, name: str) -> re.Pattern[str]:
        return self.setdefault(name, self.rules[name].matchers[1])


def read_rules(source: str, named: Mapping[str, list[Element]] | None = None) -> list[Rule]:
    """The rules of a file's text, in order; `named` are shapes that it may use without saying what they are."""
    known, rules = dict(named or {}), list[Rule]()
    for line in filter(str.strip, source.splitlines()):
        if line.startswith("let "):
            _, name, shape = line.split(None, 2)
            known[name] = parse(shape, name, known)
        elif line[0] == " ":
            word, _, examples = line.strip().partition(" ")
            (rules[-1].yes if word == "yes" else rules[-1].no).extend(map(str.strip, examples.split(" | ")))
        elif line[0] != "#":
            rules.append(_rule(line, known))
    return rules


def _rule(line: str, named: Mapping[str, list[Element]]) -> Rule:
    name, kind, shape = line.split(None, 2)
    kind, *flags = kind.split("/")
    parts = re.split(r"\s(!?[<>])(?=\s)", " " + shape)
    shapes = [parse(part, name, named) for part in parts[::2]]
    for i, sign in enumerate(parts[1::2]):
        at = i if "<" in sign else i + 1
        shapes[at] = [("!(" if sign[0] == "!" else "&(", shapes[at])]
    elements = [*chain.from_iterable(shapes)]
    if kind == "find":
        return Rule(name, kind, (), [], "", elements)
    anchors = [i for i, e in enumerate(elements) if e[0] == "anchor" or (e[0] == "class" and e[1] in TIMES)]
    if not anchors:
        raise RuleError(f"{name} has no anchor: no token of time and no @CLASS in {shape.strip()}")
    left, (_, anchor), right = elements[: anchors[0]], elements[anchors[0]], elements[anchors[0] + 1 :]
    return Rule(name, kind, tuple(flags), left, str(anchor), right)
