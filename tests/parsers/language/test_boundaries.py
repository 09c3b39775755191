"""Where a word ends, by the dictionary, and when the dictionary is asked."""

import pytest

from parsers.language import boundaries
from parsers.language.boundaries import inside_a_word


@pytest.mark.parametrize(
    ("before", "behind", "inside"),
    [
        ("2026年前", "置审批改革", True),
        ("6月底前", "置换完成", False),
        ("6月底前", "身份核验", False),
        ("按周", "期检查", True),
        ("按周", "检查", False),
        ("12月底前", "", False),
        ("12月底前", "，", False),
    ],
)
def test_a_word_runs_on_over_a_place(before: str, behind: str, inside: bool) -> None:
    assert inside_a_word(before + behind, len(before)) is inside


def test_the_dictionary_is_asked_only_where_no_verb_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(boundaries, "known_words", lambda text: asked.append(text) or [text])
    for text in ("12月底前报送", "12月底前完成", "12月底前，", "12月底前置审批"):
        inside_a_word(text, text.index("前") + 1)
    assert asked == ["12月底前置审批"]
