"""Patterns that stay outside the rules: each shows in `patterns.txt` beside its module what it takes, and what not.

A file has a line for each pattern and its examples below it:

    module.NAME  match (group)
        yes  增长⟦5%⟧左右 | ‹单价⟦不高于⟧›500元
        no   增长5分

`NAME[2]` is the third pattern of a list of them, `NAME[key]` one of a mapping. The pattern is asked to `search` unless the
line says `match` or `fullmatch`; a group in brackets says that its place is what counts. yes: what it finds first (or
at ⟦) is what stands between ⟦ and ⟧, or the whole text where there are none. no: it finds nothing, or not what stands
between ⟦ and ⟧.
The code hands in what stands between ‹ and › alone; what else there is, is said to the reader. \\n, \\t, \\u3000 and
\\U000f0001 stand for themselves. A pattern that is a class of words alone needs no examples: the tests of the lexicon try
each of its words.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from parsers.language.lexicon import classes
from parsers.language.patterns import Lazy

ROOT = Path(__file__).parents[2]
ROOMS = ("parsers/facts", "parsers/layout", "parsers/language", "ingest/read")
HAN = re.compile("[\u4e00-\u9fff]")
HEADER = re.compile(r"(\w+)\.(\w+(?:\[.+\])?)(?:  (match|fullmatch))?(?: +\((\w+)\))?")
ASKS = dict.fromkeys(("search", "finditer", "findall", "sub", "subn", "split"), "search")
ASKS |= {"match": "match", "fullmatch": "fullmatch"}
CALLS = {"lazy", "re.compile", *(f"re.{name}" for name in ASKS)}


@dataclass
class Entry:
    """A pattern with its examples, as a file writes them."""

    module: str
    name: str
    asked: str
    group: str | int
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)


def read(path: Path) -> Iterator[Entry]:
    """The entries of a file."""
    package = ".".join(path.parent.relative_to(ROOT).parts)
    entry = None
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("    ") and entry:
            word, _, examples = line.strip().partition(" ")
            {"yes": entry.yes, "no": entry.no}[word].extend(e.strip() for e in examples.split(" | "))
        elif line and not line.startswith("#"):
            header = HEADER.fullmatch(line)
            assert header, f"{path}: cannot read {line}"
            module, name, asked, group = header.groups()
            if entry:
                yield entry
            group = int(group) if group and group.isdigit() else group or 0
            entry = Entry(f"{package}.{module}", name, asked or "search", group)
    if entry:
        yield entry


def patterns_of(module: str) -> dict[str, re.Pattern[str]]:
    """The patterns that a module itself names, by their names; those that are a class of words left out."""
    tree = ast.parse(Path(import_module(module).__file__ or "").read_text("utf-8"))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    targets = [
        t for node in assigned for t in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    found = [pair for name in names for pair in named(name, vars(import_module(module)).get(name))]
    first = {id(pattern): name for name, pattern in reversed(found)}
    return {
        name: pattern
        for name, pattern in found
        if pattern.pattern not in OF_CLASSES and first[id(pattern)] == name
    }


OF_CLASSES = {each.pattern for each in classes().values()}


def named(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The patterns in a value with the name of each."""
    if is_pattern(value):
        yield name, value
    elif type(value) is dict:  # the shapes of a family are shown where they are written
        for key, item in value.items():
            yield from named(f"{name}[{key}]", item)
    else:
        for i, pattern in enumerate(patterns_in(value)):
            yield f"{name}[{i}]", pattern


def patterns_in(value: Any) -> Iterator[Any]:
    """The patterns in lists and lists of lists."""
    if is_pattern(value):
        yield value
    elif type(value) in (tuple, list):
        for item in value:
            yield from patterns_in(item)


def is_pattern(value: Any) -> bool:
    return isinstance(value, Lazy | re.Pattern) and isinstance(value.pattern, str)


def inline(path: Path) -> int:
    """The expressions with Chinese words in them that stand in functions, where no test can ask for them."""
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    calls = {node for each in functions for node in ast.walk(each) if isinstance(node, ast.Call)}
    own = [ast.unparse(node.args[0]) for node in calls if ast.unparse(node.func) in CALLS and node.args]
    return sum(HAN.search(re.sub(r"words(?:_in)?\(.*?\)", "", source)) is not None for source in own)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


ENTRIES = [
    entry for room in ROOMS for path in sorted((ROOT / room).rglob("patterns.txt")) for entry in read(path)
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.module}.{e.name}")
def test_a_pattern_is_what_its_examples_say(entry: Entry) -> None:
    pattern = patterns_of(entry.module).get(entry.name)
    assert pattern, "there is no such pattern, or it is a class of words, which needs no examples"
    assert entry.yes
    assert entry.no
    assert list(failing(pattern, entry)) == [], pattern.pattern
    placed = entry.asked == "match" and not entry.group and any(marked(each)[1] for each in entry.yes)
    assert not placed or all(re.search("[⟦‹]", each) for each in entry.no), "say where a no is asked"


def failing(pattern: re.Pattern[str], entry: Entry) -> Iterator[str]:
    """The examples that do not hold for a pattern."""
    for example in entry.yes:
        text, *span = marked(example)
        if next(spans(pattern, entry, text, span), None) != span:
            yield f"yes {example}"
    for example in entry.no:
        text, *span = marked(example)
        found = list(spans(pattern, entry, text, span))
        if span in found or (found and "⟦" not in example):
            yield f"no {example}"


def marked(example: str) -> tuple[str, int, int]:
    """The text that the code hands in, and where its ⟦ and ⟧ stand; where there are none, its ends."""
    text = example.partition("‹")[2] or example
    text = re.sub(
        r"\\(n|t|u[0-9a-f]{4}|U[0-9a-f]{8})", lambda m: ast.literal_eval(f"'{m[0]}'"), text.partition("›")[0]
    )
    bare = re.sub("[⟦⟧]", "", text)
    return (bare, text.index("⟦"), text.index("⟧") - 1) if "⟦" in text else (bare, 0, len(bare))


def spans(pattern: re.Pattern[str], entry: Entry, text: str, span: list[int]) -> Iterator[list[int]]:
    """Where the pattern stands in the text, asked as its entry says."""
    whole = bool(entry.group)
    if entry.asked == "search":
        found = list(pattern.finditer(text))
    elif entry.asked == "match":
        found = [match] if (match := pattern.match(text, 0 if whole else span[0])) else []
    else:
        found = [match] if (match := pattern.fullmatch(text, *(() if whole else span))) else []
    yield from (list(match.span(entry.group)) for match in found)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.module}.{e.name}")
def test_a_pattern_is_asked_as_its_entry_says(entry: Entry) -> None:
    source = Path(import_module(entry.module).__file__ or "").read_text("utf-8")
    asked = {ASKS[word] for word in re.findall(rf"\b{entry.name}\.(\w+)\(", source) if word in ASKS}
    assert not asked or entry.asked in asked


@pytest.mark.parametrize("module", sorted({entry.module for entry in ENTRIES}))
def test_an_example_fails_without_what_a_pattern_looks_at(module: str) -> None:
    """Each (?!…), (?=…), (?<!…) and (?<=…) that a module writes is needed by one of its patterns' examples."""
    tree = ast.parse(Path(import_module(module).__file__ or "").read_text("utf-8"))
    written = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    needed: dict[str, bool] = {}
    for entry in (entry for entry in ENTRIES if entry.module == module):
        pattern = patterns_of(module)[entry.name]
        for start, end in look_arounds(pattern.pattern):
            look = pattern.pattern[start:end]
            if any(look in text for text in written):
                without = re.compile(pattern.pattern[:start] + pattern.pattern[end:], pattern.flags)
                needed[look] = needed.get(look, False) or any(failing(without, entry))
    assert [look for look, is_needed in needed.items() if not is_needed] == []


def look_arounds(source: str) -> Iterator[tuple[int, int]]:
    """Where a pattern says what must or must not stand behind or before."""
    opened: list[int] = []
    for piece in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", source, re.DOTALL):
        if piece[0] == "(":
            opened.append(piece.start())
        elif piece[0] == ")":
            start = opened.pop()
            if source.startswith(("(?=", "(?!", "(?<=", "(?<!"), start):
                yield start, piece.end()


def test_no_pattern_has_two_entries() -> None:
    names = [(entry.module, entry.name) for entry in ENTRIES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("room", ROOMS)
def test_each_pattern_has_a_name_and_examples(room: str) -> None:
    paths = sorted((ROOT / room).rglob("*.py"))
    shown = {(entry.module, entry.name) for entry in ENTRIES}
    named = [(module, name) for module in map(module_of, paths) for name in patterns_of(module)]
    assert [pair for pair in named if pair not in shown] == []
    assert [str(path) for path in paths if inline(path)] == []
