"""Whole Word files as offices make them: what a reader of each sees. All texts, places and people are invented."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import docx_writing as docx
import pytest

from ingest.job import parse_source
from schema.document import Gazette, ParsedDocument
from schema.source import Declaration

CENTRE, RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
TITLE = "临江市人民政府关于加强绿道管理的通知"
HEAD = (
    docx.p("临江市人民政府文件", CENTRE)
    + docx.p("临政发〔2031〕3号", CENTRE)
    + docx.p(TITLE, CENTRE)
    + docx.p("各区人民政府，市各有关部门：")
)
TEXT = docx.p("一、加强巡查。市水利局每月巡查两次。") + docx.p("二、落实资金。市财政局安排200万元。")
SIGNED = docx.p("临江市人民政府", RIGHT) + docx.p("2031年2月3日", RIGHT)
TASKS = docx.tbl([["序号", "任务", "责任单位"], ["1", "巡查河道", "市水利局"], ["2", "养护绿地", "市林业局"]])


def parsed(folder: Path, body: str, numbering: str = "", styles: str = "") -> Gazette:
    return parse_source(docx.write(folder / "a.docx", body, numbering, styles), Declaration())


def column(*cells: str) -> str:
    """A table of one column, which only places text."""
    return f"<w:tbl>{''.join(f'<w:tr><w:tc>{cell}</w:tc></w:tr>' for cell in cells)}</w:tbl>"


def control(content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="标题"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def changed(old: str, new: str) -> str:
    gone = f'<w:del w:id="2"><w:r><w:delText>{old}</w:delText></w:r></w:del>'
    return f'{gone}<w:ins w:id="1">{docx.r(new)}</w:ins>'


WIDE = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
IMPRINT = docx.tbl(
    [[f"{WIDE}{docx.p('抄送：市委办公室，市政协办公室。')}"], ["临江市人民政府办公室", "2031年2月4日印发"]]
)
NUMBER_BESIDE_SIGNER = docx.tbl([[docx.p("临政发〔2031〕3号"), docx.p("签发人：李大川")]])
FORMS = {
    "one below the other": HEAD + TEXT + SIGNED,
    "all in a table of one column": column(HEAD, TEXT, SIGNED),
    "each line in a row": column(*(f"<w:p>{line}" for line in (HEAD + TEXT + SIGNED).split("<w:p>")[1:])),
    "with a ruled imprint": HEAD + TEXT + SIGNED + IMPRINT,
    "with controls": control(HEAD) + TEXT + control(SIGNED),
    "with changes": HEAD.replace(docx.r("临政发〔2031〕3号"), docx.r("临政发〔2031〕") + changed("1", "3") + docx.r("号"))
    + TEXT.replace("每月巡查两次。", f"每月巡查</w:t></w:r>{changed('一', '两')}{docx.r('次。')}<w:r><w:t>")
    + SIGNED,
    "in boxes": docx.p(runs=docx.text_box(HEAD)) + TEXT + docx.p(runs=docx.text_box(SIGNED)),
    "the number beside who signs": HEAD.replace(docx.p("临政发〔2031〕3号", CENTRE), NUMBER_BESIDE_SIGNER) + TEXT + SIGNED,
}  # fmt: skip


def head(document: ParsedDocument) -> tuple[object, ...]:
    row = document.document
    return row.title, row.doc_number, row.issuer, row.issued_on, row.addressees


@pytest.mark.parametrize("form", FORMS)
def test_a_document_is_the_same_however_its_lines_are_placed(tmp_path: Path, form: str) -> None:
    (document,) = parsed(tmp_path, FORMS[form]).documents
    addressees = ("各区人民政府", "市各有关部门")
    assert head(document) == (TITLE, "临政发〔2031〕3号", "临江市人民政府", "2031-02-03", addressees)
    clauses = [(clause.path, clause.heading, clause.text) for clause in document.clauses if clause.path]
    assert clauses == [
        ("一", "加强巡查", "市水利局每月巡查两次。"),
        ("二", "落实资金", "市财政局安排200万元。"),
    ]
    assert document.tables == ()


def test_a_table_within_a_table_that_places_text_is_a_table(tmp_path: Path) -> None:
    (document,) = parsed(tmp_path, column(HEAD, TEXT + TASKS + docx.p(), SIGNED)).documents
    assert [table.cells[1] for table in document.tables] == [("1", "巡查河道", "市水利局")]
    assert document.document.issued_on == "2031-02-03"


def style(key: str, numbered: str, more: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}">{more}<w:pPr>{numbered}</w:pPr></w:style>'


def test_styles_give_a_regulation_its_chapters_articles_and_items(tmp_path: Path) -> None:
    kinds: Mapping[int, tuple[str, str]] = {
        0: ("第%1章　", ""),
        1: ("第%2条　", '<w:lvlRestart w:val="0"/>'),
        2: ("（%3）", ""),
    }
    levels = (
        docx.level(depth, "chineseCountingThousand", text, 1, f'{more}<w:pStyle w:val="{depth + 1}"/>')
        for depth, (text, more) in kinds.items()
    )
    styles = (
        style("1", docx.listed(1, 0) + CENTRE)
        + style("2", docx.listed(1, 1))
        + style("3", '<w:numPr><w:ilvl w:val="2"/></w:numPr>', '<w:basedOn w:val="2"/>')
        + style("4", "", '<w:basedOn w:val="3"/>')
    )
    off = '<w:pStyle w:val="2"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = docx.p("临江市绿道管理办法", CENTRE)
    for key, text in (
        ("1", "总则"), ("2", "为了加强绿道管理，制定本办法。"), ("1", "养护"), ("2", "养护单位应当履行下列职责："),
        ("3", "每日巡查；"), ("4", "及时修复。"), ("", "养护单位应当公开联系方式。"), ("2", "本办法自2031年3月1日起施行。"),
    ):  # fmt: skip
        body += docx.p(text, f'<w:pStyle w:val="{key}"/>' if key else off)
    (document,) = parsed(tmp_path, body, docx.abstract(0, *levels) + docx.num(1, 0), styles).documents
    assert [(clause.path, clause.kind) for clause in document.clauses] == [
        ("第一章", "chapter"),
        ("第一章/第一条", "article"),
        ("第二章", "chapter"),
        ("第二章/第二条", "article"),
        ("第二章/第二条/（一）", "item"),
        ("第二章/第二条/（二）", "item"),
        ("第二章/第二条", "paragraph"),
        ("第二章/第三条", "article"),
    ]


def test_an_annex_of_merged_cells_names_each_unit(tmp_path: Path) -> None:
    down, more = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    annex = docx.tbl(
        [
            ["类别", "任务", "责任单位", "完成时限"],
            [down + docx.p("河道"), "清淤", docx.p("市水利局") + docx.p("北湖区人民政府"), "2031年6月底前"],
            [more + docx.p(), "绿化", "市林业局", "2031年9月底前"],
        ]
    )
    body = (
        HEAD
        + TEXT
        + docx.p("附件：重点任务分解表")
        + SIGNED
        + docx.p("附件")
        + docx.p("重点任务分解表", CENTRE)
    )
    notice, table = parsed(tmp_path, body + annex + docx.p("注：时限以考核为准。")).documents
    assert (notice.document.annexes, table.document.title) == (("重点任务分解表",), "重点任务分解表")
    assert [unit.name for unit in table.units] == ["市水利局", "北湖区人民政府", "市林业局"]
    assert [deadline.due for deadline in table.deadlines] == ["2031-06-30", "2031-09-30"]
    assert table.tables[0].cells[2][:2] == ("河道", "绿化")


def test_a_file_that_is_one_table_without_a_title_is_doubted(tmp_path: Path) -> None:
    told = [doubt.code for doubt in parsed(tmp_path, TASKS).diagnostics]
    assert "table_of_a_page" in told
    named = parsed(tmp_path, docx.p("2031年重点任务分解表", CENTRE) + TASKS)
    assert "table_of_a_page" not in [doubt.code for doubt in named.diagnostics]
    assert named.documents[0].document.title == "2031年重点任务分解表"


def test_the_lines_of_a_page_that_were_pasted_into_word_are_none_of_the_document(tmp_path: Path) -> None:
    pasted = (
        docx.p("索 引 号：0100/2031-6　　发布日期：2031-02-09")
        + docx.p("【字体：大 中 小】　　打印本页")
        + HEAD
        + TEXT
        + SIGNED
        + docx.p("分享到：微信")
    )
    gazette = parsed(tmp_path, pasted)
    (document,) = gazette.documents
    assert document.document.title == TITLE
    assert document.document.issued_on == "2031-02-03"
    assert (document.document.metadata or {})["索引号"] == "0100/2031-6"
    assert {discard.name for discard in gazette.discards} == {"index_card", "navigation"}
    assert "打印" not in document.document.text


NOTICE = (
    docx.p("临江市人民政府关于加强绿道管理的意见", '<w:jc w:val="center"/>')
    + docx.p("各区人民政府：")
    + docx.p("加强巡查，确保安全。")
)
LETTERHEAD = f"<w:hdr {{ns}}>{docx.p('临江市水利局文件')}{docx.p('临水发〔2031〕6号')}</w:hdr>"


def test_a_letterhead_in_a_header_speaks_where_the_text_is_silent(tmp_path: Path) -> None:
    body = NOTICE.replace("临江市人民政府关于", "关于")
    path = docx.write(tmp_path / "a.docx", body, parts={"word/header2.xml": LETTERHEAD})
    (parsed,) = parse_source(path, Declaration()).documents
    document = parsed.document
    assert (document.issuer, document.doc_number) == ("临江市水利局", "临水发〔2031〕6号")
    assert document.metadata == {"发文机关标志": "临江市水利局文件", "发文字号": "临水发〔2031〕6号"}
    assert "临水发" not in document.text


def test_what_a_letterhead_says_differently_is_doubted(tmp_path: Path) -> None:
    body = NOTICE.replace("</w:p>", f"</w:p>{docx.p('临政发〔2031〕9号')}", 1)
    path = docx.write(tmp_path / "a.docx", body, parts={"word/header2.xml": LETTERHEAD})
    gazette = parse_source(path, Declaration())
    document = gazette.documents[0].document
    assert (document.issuer, document.doc_number) == ("临江市人民政府", "临政发〔2031〕9号")
    assert "metadata_differs" in [diagnostic.code for diagnostic in gazette.diagnostics]
