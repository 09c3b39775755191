"""The machine that reads rules: shapes, contexts, events, what loading refuses."""

import pytest

from parsers.language.grammar.lexer import Clause, PrivateSignError, lex
from parsers.language.grammar.proof import check
from parsers.language.grammar.rules import Found, Rules, read_rules
from parsers.language.grammar.shapes import RuleError

EXAMPLE = "\n    yes  ⟦2026年底前⟧完成\n    no   2026年前景\n"


def rules_of(*lines: str) -> Rules:
    return Rules(read_rules("\n".join(lines)))


def found(rules: Rules, text: str) -> list[tuple[str, str, str | None]]:
    clause = Clause(text, lex(text, 2026, "2026-01-01"), 2026)
    return [shown(each, text) for each in rules.find(clause)]


def shown(each: Found, text: str) -> tuple[str, str, str | None]:
    return each.rule.name, text[each.start : each.end], each.event


def test_the_first_rule_that_fits_decides() -> None:
    rules = rules_of("ahead by END AHEAD", "end by END")
    assert found(rules, "6月底前开工，9月底竣工") == [("ahead", "6月底前", None), ("end", "9月底", None)]


def test_a_rule_of_kind_none_only_takes_the_words_away() -> None:
    rules = rules_of("not none 较 < END", "end by END")
    assert found(rules, "较6月底增长，9月底完成") == [("end", "9月底", None)]


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("r by 到? END", "力争到6月底", ["到6月底"]),
        ("r by 到? END", "力争6月底", ["6月底"]),
        ("r by (到|至) 于? END", "至于6月底", ["至于6月底"]),
        ("r by END (、 END)*", "6月底、9月底", ["6月底、9月底"]),
        ("r by 在 ..4 END", "在今后的6月底", ["在今后的6月底"]),
        ("r by 在 ..4 END", "在那，6月底", []),
        ("r by 在 ...4 END", "在那，6月底", ["在那，6月底"]),
        ("r by 在 ...4 END", "在。6月底", []),
        ("r by “ _4 END", "“在，6月底", ["“在，6月底"]),
        ("r by “ _4 END", "“”6月底", []),
        ("r by ~2 END", "，争取6月底", ["争取6月底"]),
        ("r by END !(前)", "6月底前，9月底", ["9月底"]),
        ("r by ^ < END", "6月底，9月底", ["6月底"]),
        ("r by END > $", "6月底，9月底", ["9月底"]),
        ("r by 到 !< END", "到6月底，9月底", ["9月底"]),
        ("r by END !> 前", "6月底前，9月底", ["9月底"]),
        ("r by/known MONTH", "次月，9月", ["9月"]),
        ("r by/!known MONTH", "次月，9月", ["次月"]),
        ("r by 自 ..9 @FORCE", "自发布时施行", ["自发布时施行"]),
        ("r by 共 NUMBER 次 ， END", "共三次，6月底", ["共三次，6月底"]),
        ("r by END ..9 MONEY", "6月底拨付300万元，9月底拨付300万吨", ["6月底拨付300万元"]),
        ("r by END ..9 PERCENT", "6月底增长百分之五，9月底增长5个", ["6月底增长百分之五"]),
        ("r by ORG ..9 END", "市财政局应在6月底，财政局面在9月底", ["局应在6月底"]),
        ("r by LABEL < END", "（一）6月底，9月底", ["6月底"]),
    ],
)
def test_what_a_shape_can_say(rule: str, text: str, words: list[str]) -> None:
    assert [words for _, words, _ in found(rules_of(rule), text)] == words


def test_a_shape_keeps_its_event() -> None:
    rules = rules_of("r within (自 [..9] 起 | [~9] 后) DAYS")
    assert found(rules, "自受理之日起5日答复，收到后3日公布") == [
        ("r", "自受理之日起5日", "受理之日"),
        ("r", "收到后3日", "收到"),
    ]


def test_tokens_may_overlap_and_the_rule_chooses() -> None:
    """20日元 is an amount to a rule that names amounts, and 20日 a length to any other."""
    text = "在5日内支付20日元"
    assert found(rules_of("r within 支付 DAYS"), text) == [("r", "支付20日", None)]
    assert found(rules_of("r within DAYS ..4 MONEY"), text) == [("r", "5日内支付20日元", None)]
    assert found(rules_of("r within DAYS ..4 DAYS"), text) == [("r", "5日内支付20日", None)]


def test_a_named_shape_stands_for_what_it_holds() -> None:
    assert found(rules_of("let TILL (到|至)", "r by TILL END"), "至6月底") == [("r", "至6月底", None)]


def test_words_that_a_token_took_are_not_taken_again() -> None:
    rules = rules_of("r by 于? END AHEAD?", "s by 到 @AHEAD")
    assert found(rules, "到6月底前") == [("r", "6月底前", None)]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("r by NOSUCH END" + EXAMPLE, "NOSUCH"),
        ("r by (到 END" + EXAMPLE, "not closed"),
        ("r by 到) END" + EXAMPLE, "closes nothing"),
        ("r by 到.END" + EXAMPLE, "cannot read"),
        ("r by 到 前" + EXAMPLE, "no anchor"),
        ("r by END AHEAD\n    yes  ⟦2026年底前⟧完成\n", "has no no"),
        ("r by END AHEAD\n    no   2026年前景\n", "has no yes"),
        ("q none END" + EXAMPLE + "r by END AHEAD" + EXAMPLE, "does not win"),  # r is never reached
        ("r by 到 END AHEAD" + EXAMPLE, "does not win"),
    ],
)
def test_loading_refuses(source: str, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        check(rules_of(*source.splitlines()))


def test_a_text_with_a_private_sign_is_refused() -> None:
    with pytest.raises(PrivateSignError):
        Clause("到\U000f0001前", []).view(frozenset())
