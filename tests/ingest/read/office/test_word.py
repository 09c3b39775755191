"""Word files as offices have them: the numbers that Word prints, and every character once."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx_writing as docx
import pytest

from ingest.job import parse_source
from ingest.read.media import DOCX
from ingest.read.office.word.number_formats import format_number
from ingest.read.office.word.reader import read_word
from schema.errors import SourceError
from schema.source import Declaration, Grid, Paragraph, Reading

CHAPTERS = docx.abstract(
    0,
    docx.level(0, "chineseCountingThousand", "%1、"),
    docx.level(1, "chineseCounting", "（%2）"),
    docx.level(2, "decimal", "%3."),
)
CUSTOM = (
    '<w:lvl w:ilvl="0"><w:start w:val="3"/>'
    + docx.twice('<w:numFmt w:val="custom" w:format="01, 02"/>', '<w:numFmt w:val="decimal"/>')
    + '<w:lvlText w:val="%1"/></w:lvl>'
)
PICTURE = '<wp:extent cx="3600000" cy="3600000"/><wp:docPr descr="示意图"/><pic:pic/>'
LISTS = CHAPTERS + docx.num(1, 0)


def read(tmp_path: Path, body: str, numbering: str = "", styles: str = "", **more: object) -> Reading:
    return read_word(docx.write(tmp_path / "a.docx", body, numbering, styles, **more), DOCX)  # type: ignore[arg-type]


def lines(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def grids(reading: Reading) -> list[tuple[tuple[str, ...], ...]]:
    return [block.values for block in reading.blocks if isinstance(block, Grid)]


def items(*places: tuple[int, int]) -> str:
    """Paragraphs of a list and a level each."""
    return "".join(docx.p("甲", docx.listed(*place)) for place in places)


@pytest.mark.parametrize(
    ("kind", "number", "written"),
    [
        ("chineseCounting", 11, "十一"),
        ("numberInDash", 3, "- 3 -"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 101, "一○一"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 101, "一百〇一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 3, "三"),
        ("japaneseCounting", 12, "十二"),
        ("japaneseCounting", 101, "百一"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 2, "貳"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("ideographDigital", 20, "二〇"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 1, "⒈"),
        ("decimalZero", 5, "05"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 9, "ix"),
        ("upperRoman", 44, "XLIV"),
        ("decimal", 7, "7"),
        ("a format of tomorrow", 7, "7"),
        ("chineseCounting", 10**9, "1000000000"),
    ],
)
def test_numbers_are_written_as_word_writes_them(kind: str, number: int, written: str) -> None:
    assert format_number(number, kind) == written


def test_a_custom_format_fills_up_with_noughts() -> None:
    assert format_number(7, "custom", "001, 002, 003, ...") == "007"


@pytest.mark.parametrize(
    ("numbering", "places", "labels"),
    [
        (
            LISTS,
            [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)],
            ["一、", "（一）", "（二）", "1.", "二、", "（一）"],
        ),
        (CHAPTERS + docx.num(1, 0) + docx.num(2, 0), [(1, 0), (2, 0)], ["一、", "二、"]),
        (
            CHAPTERS
            + docx.num(1, 0)
            + docx.num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            [(1, 0), (2, 0), (2, 0), (1, 0)],
            ["一、", "一、", "二、", "三、"],
        ),
        (
            CHAPTERS
            + docx.num(
                1,
                0,
                f'<w:lvlOverride w:ilvl="0">{docx.level(0, "decimalFullWidth", "第%1条", 5)}</w:lvlOverride>',
            ),
            [(1, 0), (1, 0)],
            ["第５条", "第６条"],
        ),
        (
            docx.abstract(
                0,
                docx.level(0, "chineseCounting", "第%1章"),
                docx.level(1, "chineseCounting", "第%2条", 1, '<w:lvlRestart w:val="0"/>'),
            )
            + docx.num(1, 0),
            [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
            ["第一章", "第一条", "第二条", "第二章", "第三条"],
        ),
        (
            docx.abstract(
                0, docx.level(0, "chineseCounting", "%1"), docx.level(1, "decimal", "%1.%2", 1, "<w:isLgl/>")
            )
            + docx.num(1, 0),
            [(1, 0), (1, 1), (1, 1)],
            ["一", "1.1", "1.2"],
        ),
        (docx.abstract(0, docx.level(0, "bullet", "\uf0b7")) + docx.num(1, 0), [(1, 0)], [""]),
        (docx.abstract(0, docx.level(0, "none", "")) + docx.num(1, 0), [(1, 0)], [""]),
        (LISTS, [(0, 0), (9, 0), (1, 0)], ["", "", "一、"]),
        (
            docx.abstract(0, docx.level(0, "decimal", "%1.%2"), docx.level(1, "decimal", "%1.%2", 4))
            + docx.num(1, 0),
            [(1, 1)],
            ["1.4"],
        ),
        (
            docx.abstract(0, more='<w:numStyleLink w:val="S"/>')
            + docx.abstract(1, docx.level(0, "decimal", "（%1）"), more='<w:styleLink w:val="S"/>')
            + docx.num(1, 0),
            [(1, 0)],
            ["（1）"],
        ),
        (
            docx.abstract(0, CUSTOM) + docx.num(1, 0),
            [(1, 0)],
            ["03"],
        ),
    ],
    ids=[
        "levels",
        "shared",
        "start-anew",
        "override",
        "no-restart",
        "legal",
        "bullet",
        "none",
        "off",
        "upper-unused",
        "link",
        "custom",
    ],
)
def test_paragraphs_have_the_numbers_word_prints(
    tmp_path: Path, numbering: str, places: Sequence[tuple[int, int]], labels: Sequence[str]
) -> None:
    assert lines(read(tmp_path, items(*places), numbering)) == [f"{label}甲" for label in labels]


def test_a_style_carries_a_number_and_a_paragraph_switches_it_off(tmp_path: Path) -> None:
    numbering = docx.abstract(
        0,
        docx.level(0, "chineseCounting", "%1、", 1, '<w:pStyle w:val="H1"/>'),
        docx.level(1, "chineseCounting", "（%2）", 1, '<w:pStyle w:val="H2"/>'),
    ) + docx.num(1, 0)
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="H1">{numbered}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="H2">{numbered}</w:style>'
        '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    body = "".join(
        docx.p("甲", f'<w:pStyle w:val="{style}"/>{more}')
        for style, more in (
            ("H1", ""),
            ("H2", ""),
            ("H3", ""),
            ("H1", docx.listed(0)),
            ("Loop", ""),
            ("H1", ""),
        )
    )
    assert lines(read(tmp_path, body, numbering, styles)) == [
        "一、甲",
        "（一）甲",
        "（二）甲",
        "甲",
        "甲",
        "二、甲",
    ]


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [("ns0:", docx.TRANSITIONAL), ("w:", "http://purl.oclc.org/ooxml/wordprocessingml/main")],
)
def test_prefixes_and_namespaces_are_the_programs_own(tmp_path: Path, prefix: str, namespace: str) -> None:
    assert lines(read(tmp_path, items((1, 0)), LISTS, prefix=prefix, namespace=namespace)) == ["一、甲"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            docx.p(
                runs=f"<w:ins>{docx.r('建成')}</w:ins><w:del><w:r><w:delText>拆除</w:delText></w:r></w:del>{docx.r('绿道')}"
            ),
            ["建成绿道"],
        ),
        (docx.p(runs=f"<w:moveFrom>{docx.r('旧')}</w:moveFrom><w:moveTo>{docx.r('新')}</w:moveTo>"), ["新"]),
        (docx.p("前半", "<w:rPr><w:del/></w:rPr>") + docx.p("后半"), ["前半后半"]),
        (
            docx.p("标题<w:br/>".removesuffix("<w:br/>"), runs="<w:r><w:br/></w:r>" + docx.r("第二行")),
            ["标题", "第二行"],
        ),
        (
            docx.p(runs="<w:r><w:fldChar/><w:instrText> REF a </w:instrText></w:r>" + docx.r("第三条")),
            ["第三条"],
        ),
        (
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{docx.p('控件')}</w:sdtContent></w:sdt>",
            ["控件"],
        ),
        (docx.p(runs=f"<w:sdt><w:sdtContent>{docx.r('行内')}</w:sdtContent></w:sdt>"), ["行内"]),
        (
            docx.p(
                runs=f"<w:hyperlink>{docx.r('链接')}</w:hyperlink><w:smartTag>{docx.r('标记')}</w:smartTag>"
            ),
            ["链接标记"],
        ),
        (docx.p(runs='<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + docx.r("同意")), ["☑同意"]),
        (
            docx.p(
                runs="<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            ),
            ["拼"],
        ),
        (
            docx.p("正文", runs=docx.text_box(docx.p("临江市水利局文件") + docx.p("临水发〔2031〕6号"))),
            ["临江市水利局文件", "临水发〔2031〕6号", "正文"],
        ),
        (
            docx.p(
                "正文",
                runs='<w:r><w:pict><v:shape><v:textpath string="临江市文件"/></v:shape></w:pict></w:r>',
            ),
            ["临江市文件", "正文"],
        ),
        (docx.tbl([[docx.p("专栏1") + docx.p("建成绿道30公里。")]]), ["专栏1", "建成绿道30公里。"]),
    ],
)
def test_every_character_that_is_printed_is_read_once(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert lines(read(tmp_path, body)) == expected


def test_a_header_is_set_aside_once_its_box_and_its_table_too(tmp_path: Path) -> None:
    box = docx.text_box(docx.p("临江市水利局文件") + docx.tbl([[docx.p("临水发〔2031〕6号"), "特急"]]))
    header = f"<w:hdr {{ns}}>{docx.p('内部资料', runs=box)}</w:hdr>"
    reading = read(tmp_path, docx.p("正文"), parts={"word/header1.xml": header})
    assert [reading.source[d.start : d.end] for d in reading.discards] == [
        "临江市水利局文件",
        "临水发〔2031〕6号",
        "特急",
        "内部资料",
    ]


def test_an_empty_paragraph_of_a_list_has_its_number(tmp_path: Path) -> None:
    one, gone = docx.listed(1), "<w:rPr><w:del/></w:rPr>"
    body = docx.p("甲", one) + docx.p("", one) + docx.p("", one + gone) + docx.p("乙", one)
    table = docx.tbl(
        [["序号", "事项"], [docx.p("", docx.listed(2)), "巡查"], [docx.p("", docx.listed(2)), "养护"]]
    )
    numbering = CHAPTERS + docx.abstract(1, docx.level(0, "decimal", "%1")) + docx.num(1, 0) + docx.num(2, 1)
    reading = read(tmp_path, body + table, numbering)
    assert lines(reading) == ["一、甲", "三、乙"]
    assert grids(reading) == [(("序号", "事项"), ("1", "巡查"), ("2", "养护"))]


def test_a_cell_has_its_box_once_and_its_note_below_the_table(tmp_path: Path) -> None:
    notes = f'<w:footnotes {{ns}}><w:footnote w:id="2">{docx.p("不含港区。")}</w:footnote></w:footnotes>'
    noted = docx.p("绿道", runs='<w:r><w:footnoteReference w:id="2"/></w:r>')
    table = docx.tbl([["指标", "值"], [noted, docx.p(runs=docx.text_box(docx.p("30公里")))]])
    reading = read(tmp_path, table, parts={"word/footnotes.xml": notes})
    assert grids(reading) == [(("指标", "值"), ("绿道", "30公里"))]
    assert lines(reading) == ["不含港区。"]


@pytest.mark.parametrize(
    ("said", "shown"), [(r"eq \o\ac(○,3)", "③"), (r" EQ \o(○,12) ", "⑫"), (r"eq \f(1,2)", "")]
)
def test_a_figure_in_a_circle_is_read_another_equation_told(tmp_path: Path, said: str, shown: str) -> None:
    field = f"<w:r><w:fldChar/><w:instrText>{said}</w:instrText></w:r>"
    reading = read(tmp_path, docx.p("第", runs=field + docx.r("项")))
    assert lines(reading) == [f"第{shown}项"]
    assert [doubt.code for doubt in reading.doubts] == ["unmapped_characters"] * (not shown)


def test_page_numbers_headers_and_footers_are_set_aside(tmp_path: Path) -> None:
    field = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    number = docx.text_box(docx.p(runs=docx.r("— ") + field + docx.r("3 —")))
    footer = f"<w:ftr {{ns}}>{docx.p(runs=docx.r('第') + field + docx.r('3页'))}</w:ftr>"
    header = f"<w:hdr {{ns}}>{docx.p('内部资料')}</w:hdr>"
    reading = read(
        tmp_path, docx.p("正文", runs=number), parts={"word/footer1.xml": footer, "word/header1.xml": header}
    )
    assert lines(reading) == ["正文"]
    assert [(d.name, reading.source[d.start : d.end]) for d in reading.discards] == [
        ("page_number", "— 3 —"),
        ("page_number", "第3页"),
        ("running_header", "内部资料"),
    ]


def test_a_footnote_stands_behind_its_paragraph(tmp_path: Path) -> None:
    notes = f'<w:footnotes {{ns}}><w:footnote w:id="2">{docx.p("不含港区。")}</w:footnote></w:footnotes>'
    body = docx.p("绿道30公里", runs='<w:r><w:footnoteReference w:id="2"/></w:r>') + docx.p("下一段")
    blocks = read(tmp_path, body, parts={"word/footnotes.xml": notes}).blocks
    assert [(b.text, b.note) for b in blocks if isinstance(b, Paragraph)] == [
        ("绿道30公里", False),
        ("不含港区。", True),
        ("下一段", False),
    ]


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["市水利局", "北湖区人民政府"], "市水利局 北湖区人民政府"),
        (["1200", "3400"], "1200 3400"),
        (["2023年6月", "2023年12月"], "2023年6月 2023年12月"),
        (["建设水闸", "及配套管网，", "疏浚河道"], "建设水闸及配套管网，疏浚河道"),
        (["责", "任", "制"], "责任制"),
        (["12.5", "亿元"], "12.5亿元"),
    ],
)
def test_the_lines_of_a_cell_stay_apart_unless_they_go_on(
    tmp_path: Path, lines: list[str], value: str
) -> None:
    head = docx.p("单") + docx.p("位")
    paragraphs = docx.tbl([["序号", head], ["1", "".join(map(docx.p, lines))]])
    breaks = docx.tbl([["序号", head], ["1", docx.p(runs="<w:r><w:br/></w:r>".join(map(docx.r, lines)))]])
    for table in (paragraphs, breaks):
        (grid,) = grids(read(tmp_path, table, LISTS))
        assert grid == (("序号", "单位"), ("1", value))


def test_merged_cells_hold_their_value_where_they_reach(tmp_path: Path) -> None:
    down, more = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    table = docx.tbl(
        [
            ["类别", f"{wide}{docx.p('指标')}"],
            [f"{down}{docx.p('绿道')}", "长度", "30公里"],
            [f"{more}{docx.p()}", "投资", docx.p("200", docx.listed(1)) + docx.p("万元")],
        ]
    )
    old = docx.tbl(
        [
            [
                f'<w:tcPr><w:hMerge w:val="restart"/></w:tcPr>{docx.p("指标")}',
                f"<w:tcPr><w:hMerge/></w:tcPr>{docx.p()}",
            ],
            ["长度", "30公里"],
        ]
    )
    assert grids(read(tmp_path, old)) == [(("指标", "指标"), ("长度", "30公里"))]
    (grid,) = grids(read(tmp_path, table, LISTS))
    assert grid == (("类别", "指标", "指标"), ("绿道", "长度", "30公里"), ("绿道", "投资", "一、200万元"))


def test_a_table_that_only_places_text_is_read_as_text(tmp_path: Path) -> None:
    inner = docx.tbl([["指标", "值"], ["绿道", "30公里"]])
    reading = read(
        tmp_path,
        docx.tbl([[docx.p("临江市水利局文件"), docx.p("签发人：某某")]])
        + docx.tbl([[docx.p("表1") + inner + docx.p()]]),
    )
    assert lines(reading) == ["临江市水利局文件", "签发人：某某", "表1"]
    assert grids(reading) == [(("指标", "值"), ("绿道", "30公里"))]


def test_alignment_is_the_paragraphs_or_its_styles(tmp_path: Path) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    body = docx.p("甲", '<w:pStyle w:val="T"/>') + docx.p("乙", '<w:jc w:val="end"/>') + docx.p("丙")
    assert [b.align for b in read(tmp_path, body, styles=styles).blocks if isinstance(b, Paragraph)] == [
        "centre",
        "right",
        None,
    ]


@pytest.mark.parametrize(
    ("runs", "code"),
    [
        (docx.r("机密", "<w:vanish/>"), "hidden_text"),
        (
            f"<w:r><w:drawing><wp:inline>{PICTURE}</wp:inline></w:drawing></w:r>",
            "picture",
        ),
        ("<w:r><w:object><v:OLEObject/></w:object></w:r>", "embedded_object"),
        ('<w:r><w:commentReference w:id="0"/></w:r>', "annotation"),
        ('<w:r><w:drawing><wp:inline><c:chart xmlns:c="c"/></wp:inline></w:drawing></w:r>', "picture"),
        ('<w:r><w:drawing><wp:inline><d:relIds xmlns:d="d"/></wp:inline></w:drawing></w:r>', "picture"),
        ('<w:r><w:sym w:font="Unknown" w:char="F041"/></w:r>', "unmapped_characters"),
    ],
)
def test_what_is_not_read_is_told(tmp_path: Path, runs: str, code: str) -> None:
    reading = read(tmp_path, docx.p("正文", runs=runs))
    assert lines(reading) == ["正文"]
    assert [doubt.code for doubt in reading.doubts] == [code]


def test_an_embedded_file_is_named(tmp_path: Path) -> None:
    kept = "embeddings/Microsoft_Excel_Sheet1.xlsx"
    relations = f'<Relationships><Relationship Id="rId7" Type="x/package" Target="{kept}"/></Relationships>'
    sheet = '<w:r><w:object><v:OLEObject ProgID="Excel.Sheet.12" r:id="rId7" xmlns:r="r"/></w:object></w:r>'
    parts = {"word/_rels/document.xml.rels": relations}
    (doubt,) = read(tmp_path, docx.p("正文", runs=sheet), parts=parts).doubts
    assert "（Microsoft_Excel_Sheet1.xlsx，Excel.Sheet.12）" in doubt.message


def test_a_document_comes_out_whole(tmp_path: Path) -> None:
    body = (
        docx.p("临江市人民政府文件", '<w:jc w:val="center"/>')
        + docx.p("临政发〔2031〕6号", '<w:jc w:val="center"/>')
        + docx.p("临江市人民政府关于加强绿道管理的意见", '<w:jc w:val="center"/>')
        + docx.p("各区人民政府：")
        + docx.p("市水利局牵头，2032年5月底前建成绿道30公里。", docx.listed(1))
        + docx.p("市财政局每年安排资金200万元。", docx.listed(1))
        + docx.p("临江市人民政府", '<w:jc w:val="right"/>')
        + docx.p("2031年3月5日", '<w:jc w:val="right"/>')
    )
    path = docx.write(tmp_path / "意见.docx", body, LISTS)
    (parsed,) = parse_source(path, Declaration()).documents
    assert (parsed.document.doc_number, parsed.document.issuer) == ("临政发〔2031〕6号", "临江市人民政府")
    assert [clause.path for clause in parsed.clauses if clause.path] == ["一", "二"]
    assert parsed.deadlines[0].due == "2032-05-31"
    assert {clause.page for clause in parsed.clauses} == {None}


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        ("<w:document", "damaged"),
        ("<a/>", "no document"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "damaged"),
        ("<document><body/></document>", "no text"),
    ],
)
def test_a_file_that_holds_no_document_is_refused(tmp_path: Path, document: str, cause: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", document)
    with pytest.raises(SourceError, match=cause):
        read_word(path, DOCX)


def test_boxes_in_boxes_end_somewhere(tmp_path: Path) -> None:
    inner = docx.p("底")
    for _ in range(40):
        inner = docx.tbl([[inner]])
    assert [doubt.code for doubt in read(tmp_path, docx.p("正文") + inner).doubts] == ["too_deep"]


def test_a_doubt_stands_behind_what_it_is_about(tmp_path: Path) -> None:
    hidden = docx.r("内部掌握", "<w:vanish/>")
    table = docx.tbl([["指标", "值"], ["绿道", docx.p("30公里", runs=hidden)]])
    reading = read(tmp_path, docx.p("一、加强巡查。", runs=hidden) + docx.p("二、养护。") + table)
    before = [reading.source[: doubt.start].rstrip().splitlines()[-1] for doubt in reading.doubts]
    assert [doubt.code for doubt in reading.doubts] == ["hidden_text"] * 2
    assert (before[0], before[1].split()[-1]) == ("一、加强巡查。", "30公里")
