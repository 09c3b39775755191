"""OFD files in the shapes that programs give them: what a reader sees is what is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import ofd_writing as ofd
import pytest

from ingest.job import parse_source
from ingest.read.media import file_type
from ingest.read.office.ofd.reader import read_ofd
from schema.errors import SourceError
from schema.source import Declaration, Grid, Paragraph, Reading

TABLE_RULES = "".join(
    [ofd.line(30, y, 180, y) for y in (60, 72, 84, 96)] + [ofd.line(x, 60, x, 96) for x in (30, 60, 120, 180)]
)


def lines(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def grids(reading: Reading) -> list[tuple[tuple[str, ...], ...]]:
    return [block.values for block in reading.blocks if isinstance(block, Grid)]


def read(tmp_path: Path, *pages: str, shape: ofd.Shape | None = None) -> Reading:
    return read_ofd(ofd.write(tmp_path / "a.ofd", pages, shape))


@pytest.mark.parametrize(
    "shape",
    [
        ofd.Shape(),
        ofd.Shape(root="/Doc_0/Document.xml", page="/Doc_0/Pages/Page_{}/Content.xml"),
        ofd.Shape(root="Doc_0", page="Pages/Page_{}", namespace="true"),
        ofd.Shape(root="doc_0\\Document.xml"),
        ofd.Shape(page="Doc_0/Pages/Page_{}/Content.xml"),
        ofd.Shape(prefix="", namespace=ofd.STANDARD),
        ofd.Shape(prefix="", namespace=None),
        ofd.Shape(prefix="x:", namespace="http://www.ofdspec.org"),
        ofd.Shape(box_in_page=False),
        ofd.Shape(box="0 0 0 0"),
        ofd.Shape(box="10 20 210 297"),
    ],
    ids=[
        "plain",
        "absolute",
        "folders",
        "backslash",
        "from-the-root",
        "no-prefix",
        "no-namespace",
        "other",
        "no-box",
        "empty-box",
        "origin",
    ],
)
def test_a_document_comes_out_whole_whatever_its_file_is_like(tmp_path: Path, shape: ofd.Shape) -> None:
    path = ofd.write(tmp_path / "a.ofd", [ofd.letter()], shape)
    (parsed,) = parse_source(path, Declaration()).documents
    document = parsed.document
    assert (document.title, document.doc_number) == (
        "临江市人民政府关于加强绿道管理的意见",
        "临政发〔2031〕6号",
    )
    assert (document.issuer, document.issued_on) == ("临江市人民政府", "2031-03-05")
    assert document.addressees == ("各区人民政府",)
    assert [clause.path for clause in parsed.clauses if clause.path] == ["一", "二"]


def test_facts_show_their_page_and_place(tmp_path: Path) -> None:
    path = ofd.write(tmp_path / "a.ofd", [ofd.letter()], None)
    (parsed,) = parse_source(path, Declaration()).documents
    page, left, top, right, bottom = parsed.deadlines[0].boxes[0]
    assert page == 1
    assert 28 * 72 / 25.4 < left < right < 210 * 72 / 25.4
    assert top < 80 * 72 / 25.4 < bottom + 2


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ({}, 5.6),
        ({"CTM": "0.5 0 0 0.5 0 0"}, 11.2),
        ({"HScale": "0.5"}, 5.6),
        ({"DeltaX": "5.6 5.6 g 3 5.6 5.6"}, 5.6),
        ({"DeltaX": "6.8 6.8 6.8 6.8 6.8 6.8"}, 5.6),
    ],
)
def test_a_run_is_read_in_its_order_however_it_is_stepped(
    tmp_path: Path, attributes: dict[str, str], size: float
) -> None:
    words = "临江市绿道建设"
    own = dict(attributes)
    own.setdefault("DeltaX", f"g 6 {size}")
    placed = ofd.text(30, 60, words, size, **own)
    assert lines(read(tmp_path, placed)) == [words]


def test_runs_cut_at_each_figure_are_one_line(tmp_path: Path) -> None:
    pieces = (("各区应当于", 30.0), ("2", 58.6), ("031", 61.4), ("年底前建成。", 70.0))
    placed = "".join(
        ofd.text(
            x, 60, words, DeltaX=" ".join("2.8" if words[0].isdigit() else "5.6" for _ in words[1:]) or "0"
        )
        for words, x in pieces
    )
    assert lines(read(tmp_path, placed)) == ["各区应当于2031年底前建成。"]


def test_a_run_over_several_cells_is_cut_at_the_rules(tmp_path: Path) -> None:
    header = ofd.text(33, 68, "序号项目名称指标值", DeltaX="5.6 24.4 5.6 5.6 5.6 43.2 5.6 5.6")
    rows = "".join(ofd.text(33, y, f"{n}绿道{n}0", DeltaX="30 5.6 54.4 2.8") for n, y in ((1, 80), (2, 92)))
    (grid,) = grids(read(tmp_path, TABLE_RULES + header + rows))
    assert grid == (("序号", "项目名称", "指标值"), ("1", "绿道", "10"), ("2", "绿道", "20"))


def test_rules_without_ink_make_no_table(tmp_path: Path) -> None:
    white = TABLE_RULES.replace(
        "<ofd:AbbreviatedData>", '<ofd:StrokeColor Value="255 255 255"/><ofd:AbbreviatedData>'
    )
    words = "".join(ofd.text(33, y, "市水利局负责巡查。") for y in (68, 80, 92))
    assert grids(read(tmp_path, white + words)) == []


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (ofd.letter() + ofd.text(40, 150, "作废", inner='<ofd:FillColor Value="255 255 255"/>'), True),
        (ofd.text(40, 150, "作废") + ofd.box(30, 140, 90, 160, "255 255 255") + ofd.letter(), True),
        (ofd.text(40, 150, "作废", inner='<ofd:FillColor Value="0 0 0" Alpha="0"/>') + ofd.letter(), True),
    ],
)
def test_what_nobody_sees_is_told_and_not_read(tmp_path: Path, page: str, told: bool) -> None:
    reading = read(tmp_path, page)
    assert "作废" not in reading.source
    assert [doubt.code for doubt in reading.doubts] == ["hidden_text"]
    [(number, *box)] = reading.doubts[0].boxes
    left, top, _, bottom = (value * 25.4 / 72 for value in box)
    assert (number, round(left)) == (1, 40)
    assert 144 < top < 148 < bottom < 154


@pytest.mark.parametrize(
    "page",
    [
        ofd.letter() + ofd.box(0, 0, 210, 297, "255 255 255", alpha=0),
        ofd.box(20, 30, 190, 150, "255 255 255") + ofd.letter(),
        ofd.box(20, 30, 190, 150, "200 0 0") + ofd.letter(inner='<ofd:FillColor Value="255 255 255"/>'),
        ofd.letter(inner='<ofd:FillColor Value="#ee #20 #25"/>'),
    ],
    ids=["clear-cover", "white-ground", "white-on-red", "red"],
)
def test_what_is_seen_is_read(tmp_path: Path, page: str) -> None:
    reading = read(tmp_path, page)
    assert lines(reading)[0] == "临江市人民政府文件"
    assert reading.doubts == ()


def test_text_of_a_template_and_of_a_composite_is_read(tmp_path: Path) -> None:
    template = (
        f'<ofd:Page{{ns}}><ofd:Content><ofd:Layer ID="8">{ofd.text(60, 40, "临江市水利局文件")}'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
    unit = (
        '<ofd:Res{ns}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7" Width="210" Height="297">'
        f"<ofd:Content>{ofd.text(0, 10, '市水利局负责巡查河道。')}</ofd:Content>"
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    shape = ofd.Shape(
        common='<ofd:TemplatePage ID="5" BaseLoc="Tpls/T.xml"/><ofd:DocumentRes>Res.xml</ofd:DocumentRes>',
        extra={"Doc_0/Tpls/T.xml": template, "Doc_0/Res.xml": unit},
    )
    use = '</ofd:Layer></ofd:Content><ofd:Template TemplateID="5"/><ofd:Content><ofd:Layer ID="3">'
    composite = '<ofd:CompositeObject ID="2" ResourceID="7" Boundary="40 70 150 20"/>'
    assert (
        "".join(lines(read(tmp_path, composite + use, shape=shape)))
        == "临江市水利局文件市水利局负责巡查河道。"
    )


def test_founders_codes_are_the_signs_they_show(tmp_path: Path) -> None:
    page = ofd.letter([("centre", "临政发暡2031暢6号"), ("indent", "暋按照“统一养护暠的要求巡查。")])
    assert "".join(lines(read(tmp_path, page))) == "临政发〔2031〕6号按照“统一养护”的要求巡查。"
    assert lines(read(tmp_path, ofd.letter([("indent", "赵暢任局长。")]))) == ["赵暢任局长。"]


def test_page_coordinates_in_points_of_an_early_program(tmp_path: Path) -> None:
    def placed(x: float, y: float, words: str, em: float = 16) -> str:
        width = em * sum(0.5 if char.isascii() else 1 for char in words[:-1]) + em
        place = f'Boundary="{x} {y} {width} {em}"'
        return (
            f'<ofd:TextObject ID="1" {place} Size="12.0"><ofd:TextCode X="{x}" Y="{y + em}" DeltaX="">{words}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    pieces = [placed(90, 200, "各区应当于"), placed(170, 196, "2031"), placed(202, 200, "年底前建成。")]
    assert lines(read(tmp_path, "".join(pieces), shape=ofd.Shape(box="0 0 595.276 841.89"))) == [
        "各区应当于2031年底前建成。"
    ]


def test_a_page_number_that_stands_upright_beside_a_lying_page_is_set_aside(tmp_path: Path) -> None:
    wide = ofd.Shape(box="0 0 297 210")
    number = ofd.text(12, 60, "—6—", CTM="0 1 -1 0 0 0")
    reading = read(tmp_path, ofd.letter() + number, shape=wide)
    assert "6—" not in "".join(lines(reading))
    assert "page_number" in {discard.name for discard in reading.discards}


def test_outlines_pictures_damage_and_attached_files_are_told(tmp_path: Path) -> None:
    curve = (
        '<ofd:PathObject ID="1" Boundary="30 30 5 5" Stroke="false" Fill="true">'
        "<ofd:AbbreviatedData>M 0 0 B 1 2 3 4 5 5 L 3 1 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    picture = '<ofd:ImageObject ID="1" ResourceID="2" Boundary="0 0 210 297"/>'
    shape = ofd.Shape(
        attached="<ofd:Attachments>A.xml</ofd:Attachments>",
        extra={"Doc_0/A.xml": '<ofd:Attachments{ns}><ofd:Attachment Name="附件1.xlsx"/></ofd:Attachments>'},
    )
    reading = read(tmp_path, ofd.letter(), curve * 40, picture, "<ofd:Broken", shape=shape)
    told = [(doubt.code, doubt.page) for doubt in reading.doubts]
    assert told == [("no_text_layer", 2), ("no_text_layer", 3), ("damaged_page", 4), ("attached_files", None)]
    assert "附件1.xlsx" in reading.doubts[-1].message


@pytest.mark.parametrize(
    ("parts", "cause"),
    [
        ({"OFD.xml": "<a/>"}, "names no document"),
        ({"OFD.xml": "<a"}, "damaged"),
        ({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "damaged"),
        ({"OFD.xml": "<OFD><DocRoot>Doc_9/Document.xml</DocRoot></OFD>"}, "no text"),
    ],
)
def test_a_file_that_is_no_document_is_refused(tmp_path: Path, parts: dict[str, str], cause: str) -> None:
    path = tmp_path / "a.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert file_type(path) == "application/ofd"
    with pytest.raises(SourceError, match=cause):
        read_ofd(path)


GREY = '<ofd:FillColor Value="200 200 200"/>'


@pytest.mark.parametrize(
    "mark",
    [
        ofd.text(60, 60, "内部资料", CTM="0.7 -0.7 0.7 0.7 0 0"),
        ofd.text(10, 52, "内部资料注意保存", 12, inner=GREY),
        ofd.text(10, 52, "内部资料注意保存", 12, inner='<ofd:FillColor Value="0 0 0" Alpha="60"/>'),
        "".join(ofd.text(15, y, "内部资料", inner=GREY) for y in (35, 60, 85)),
    ],
    ids=["slanted", "pale", "clear", "repeated"],
)
def test_a_watermark_is_set_aside(tmp_path: Path, mark: str) -> None:
    plain, marked = read(tmp_path, ofd.letter()), read(tmp_path, mark + ofd.letter())
    assert lines(marked) == lines(plain)
    assert {discard.name for discard in marked.discards} == {"watermark"}


def test_grey_print_is_text(tmp_path: Path) -> None:
    assert lines(read(tmp_path, ofd.letter(inner=GREY))) == lines(read(tmp_path, ofd.letter()))


@pytest.mark.parametrize("how", [{"inner": '<ofd:FillColor Value="0 0 0" Alpha="0"/>'}, {"Fill": "false"}])
def test_text_without_ink_on_the_picture_of_a_page_is_its_text(tmp_path: Path, how: dict[str, str]) -> None:
    picture = '<ofd:ImageObject ID="1" ResourceID="2" Boundary="0 0 210 297"/>'
    reading = read(tmp_path, picture + ofd.letter(**how))  # type: ignore[arg-type]
    assert lines(reading) == lines(read(tmp_path, ofd.letter()))
    assert reading.doubts == ()


def test_a_picture_in_the_text_and_an_annotation_are_told(tmp_path: Path) -> None:
    listed = '<ofd:Page PageID="0"><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>'
    stamp = f'<ofd:Annot ID="5" Type="Stamp"><ofd:Appearance>{ofd.text(0, 6, "已审核")}</ofd:Appearance></ofd:Annot>'
    link = '<ofd:Annot ID="6" Type="Link"><ofd:Appearance/></ofd:Annot>'
    shape = ofd.Shape(
        attached="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
        extra={
            "Doc_0/Annots/Annotations.xml": f"<ofd:Annotations{{ns}}>{listed}</ofd:Annotations>",
            "Doc_0/Annots/Page_0/Annotation.xml": f"<ofd:PageAnnot{{ns}}>{stamp}{link}</ofd:PageAnnot>",
        },
    )
    picture = '<ofd:ImageObject ID="1" ResourceID="2" Boundary="30 140 150 80"/>'
    doubts = read(tmp_path, ofd.letter() + picture, shape=shape).doubts
    assert [(doubt.code, doubt.page, bool(doubt.boxes)) for doubt in doubts] == [
        ("annotation", 1, True),
        ("picture", 1, True),
    ]


def test_characters_over_one_another_are_told(tmp_path: Path) -> None:
    bold = ofd.letter() + ofd.letter()
    assert read(tmp_path, bold).doubts == ()
    over = ofd.text(28, 150, "市财政局安排资金") + ofd.text(28, 150, "市水利局每月巡查")
    doubts = read(tmp_path, ofd.letter() + over).doubts
    assert [doubt.code for doubt in doubts] == ["overprinted"]
    edges = {round(value * 25.4 / 72) for _, _, top, _, bottom in doubts[0].boxes for value in (top, bottom)}
    assert {box[0] for box in doubts[0].boxes} == {1}
    assert 144 < min(edges) < max(edges) < 154
