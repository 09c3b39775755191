from parsers.facts.citations.amendments import find_amendments
from parsers.facts.citations.republished import find_mismatches
from parsers.language.names.context import Context
from schema.document import Document, ParsedDocument

DECISION = "将第二条中的“市经贸局”修改为“市商务局”；第三条修改为：“第三条 每年检查两次。”"


def decision() -> ParsedDocument:
    return ParsedDocument(
        document=Document(
            id="令第8号/instrument",
            key="令第8号",
            role="instrument",
            title="关于修改《某市市场管理办法》的决定",
            text=DECISION,
        ),
        amendments=tuple(find_amendments(DECISION, Context(path="一"))),
    )


def republished(text: str, parent: str = "令第8号") -> ParsedDocument:
    return ParsedDocument(
        document=Document(
            id="某市市场管理办法",
            key="某市市场管理办法",
            role="instrument",
            title="某市市场管理办法",
            parent=parent,
            text=text,
        )
    )


def test_a_text_republished_as_decided_raises_no_doubt() -> None:
    assert find_mismatches([decision(), republished("第二条 市商务局主管。\n第三条 每年检查两次。")]) == []


def test_each_mismatch_is_reported_at_its_operation() -> None:
    doubts = find_mismatches([decision(), republished("第二条 市经贸局主管。\n第三条 每年检查两次。")])
    assert [doubt.code for doubt in doubts] == ["amendment_mismatch", "amendment_mismatch"]
    assert {(doubt.document, doubt.char_start) for doubt in doubts} == {("令第8号/instrument", 0)}
    assert "没有修改后的文字：“市商务局”" in doubts[0].message
    assert "仍有应修改的文字：“市经贸局”" in doubts[1].message


def test_a_text_of_another_decision_is_left_alone() -> None:
    assert find_mismatches([decision(), republished("第二条 市经贸局主管。", parent="令第9号")]) == []


def test_two_texts_under_one_decision_are_passed_over() -> None:
    assert find_mismatches([decision(), republished("甲"), republished("乙")]) == []
