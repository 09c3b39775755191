import pytest

from parsers.layout.document_spans import split_documents
from parsers.layout.statements import with_statements
from schema.source import Paragraph, Segment, Text

TITLE = "国家税务总局江北省税务局任免工作人员（2024年5月）"
DECISION = "国家税务总局江北省税务局决定，任命：张志远为办公室主任。"


def paragraphs(*lines: str) -> list[Paragraph]:
    return [Paragraph(Text(line, (Segment(0, 0, len(line)),))) for line in lines]


@pytest.mark.parametrize(
    "after",
    ["李玉兰任征收管理处处长，试用期一年。", "决定，任命：李玉兰为国家税务总局临江市税务局局长。"],
    ids=["other words", "decides again"],
)
def test_a_statement_after_a_complete_decision_is_a_document(after: str) -> None:
    blocks = paragraphs(TITLE, DECISION, after)
    spans = with_statements(blocks, split_documents(blocks, []))
    assert [(span.start, span.end, span.title_count) for span in spans] == [(0, 2, 1), (2, 3, 0)]


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, DECISION, "免去李玉兰征收管理处处长职务。"),
        (TITLE, "决定：", "李玉兰任征收管理处处长。"),
        (
            "临江市人民政府干部任免名单",
            "经研究决定，免去张志远市公安局副局长职务。",
            "李玉兰任市医保局副局长。",
        ),
    ],
    ids=["goes on", "list under its decision", "list by days"],
)
def test_the_statements_of_one_decision_stay_together(lines: tuple[str, ...]) -> None:
    blocks = paragraphs(*lines)
    assert len(with_statements(blocks, split_documents(blocks, []))) == 1
