"""The lexicon: files that say what they hold, classes with what only looks like their words, and refusals."""

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from parsers.language import lexicon
from parsers.language.lexicon import LexiconError, Words, classes, table, words

FOLDER = Path(str(files(lexicon)))
FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.csv"))
CLASSES = sorted(classes())


@pytest.mark.parametrize("file", FILES)
def test_a_file_opens_with_what_its_columns_mean_and_where_its_rows_come_from(file: str) -> None:
    lines = (FOLDER / file).read_text("utf-8").splitlines()
    header = "\n".join(line for line in lines if line.startswith("#"))
    assert [name for name in lexicon.table(file.removesuffix(".csv"))[0] if name not in header] == []
    assert re.search("来源|[Ss]ource|[Ww]ritten down", header)


@pytest.mark.parametrize("file", FILES)
def test_no_row_stands_there_twice(file: str) -> None:
    rows = [tuple(row.values()) for row in table(file.removesuffix(".csv"))]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_finds_each_of_its_words_and_none_of_those_that_only_hold_one(name: str) -> None:
    sign = words(name)
    for pattern, turned in ((sign.source(), False), (sign.source(backwards=True), True)):
        for word in sign.words:
            assert re.fullmatch(pattern, word[::-1] if turned else word)
        for word in sign.not_words:
            found = re.finditer(pattern, word[::-1] if turned else word)
            assert [m for m in found if at_its_word(sign, m, word, turned) and word not in sign] == []
        for word in sign.but:
            assert re.search(pattern, word[::-1] if turned else word)


def at_its_word(sign: Words, match: re.Match[str], word: str, turned: bool) -> bool:
    """Whether the match stands where the longer word begins or ends with a word of the class."""
    start, end = match.span() if not turned else (len(word) - match.end(), len(word) - match.start())
    return start == 0 or end == len(word)


def test_every_sign_of_a_word_class_is_asked_for_by_name() -> None:
    assert words("AHEAD").opens("2026年底前完成", 6) == "前"
    assert words("AHEAD").opens("2026年前景", 5) is None
    assert words("AHEAD").opens("30日前提交", 3) == "前"
    assert words("AHEAD").ends("6月底之前") == "之前"
    assert words("AHEAD").inside("对前景的展望") is None


def test_what_must_not_stand_before_a_word_has_exceptions_too() -> None:
    sign = Words("TO", ("到",), ("遇到", "达到"), ("未达到",))
    assert [bool(re.search(sign.pattern, text)) for text in ("到年底", "遇到", "达到", "未达到")] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ((("前", "前"),), "twice"),
        ((("前[后]",),), "pattern"),
        ((("前",), ("后景",)), "begins or ends"),
        ((("前",), ("前景",), ("后提交",)), "begins or ends"),
    ],
)
def test_a_class_that_cannot_be_right_is_refused(columns: tuple[tuple[str, ...], ...], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        Words("X", *columns)


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(LexiconError, match="NOSUCH"):
        words("NOSUCH")


def test_a_row_has_the_columns_of_its_header() -> None:
    for file in FILES:
        lines = [x for x in (FOLDER / file).read_text("utf-8").splitlines() if not x.startswith("#")]
        width = len(next(csv.reader(lines)))
        assert [row for row in csv.reader(lines) if len(row) != width] == []
