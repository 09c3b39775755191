"""Pages as government sites save them: the document, what the page says of it, and what is told of the rest."""

from __future__ import annotations

from base64 import encodebytes
from pathlib import Path
from quopri import encodestring

import pytest

from ingest.job import parse_source
from ingest.read.html.encoding import encoding_of
from ingest.read.html.reader import read_html
from parsers.facts.accounting import unaccounted
from schema.document import Gazette
from schema.errors import SourceError
from schema.source import Declaration, Grid, Paragraph, Reading

TITLE = "临江市2031年国民经济和社会发展统计公报"
META = (
    f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2031-08-16 10:33">'
    '<meta name="ContentSource" content="临江市统计局"><meta name="ColumnName" content="统计公报">'
)
BODY = (
    "<p>一、综合</p><p>全年建成绿道30公里，比上年增长5.3%。</p><p>二、农业</p><p>粮食播种面积66.5万亩。</p>"
)
CARD = (
    "<table><tr><td>索 引 号：</td><td>0100/2031-6</td><td>主题分类：</td><td>水利</td></tr>"
    "<tr><td>发文机关：</td><td>临江市人民政府</td><td>成文日期：</td><td>2031年03月05日</td></tr>"
    "<tr><td>标　　题：</td><td colspan=3>临江市人民政府关于加强绿道管理的意见</td></tr>"
    "<tr><td>发文字号：</td><td>临政发〔2031〕6号</td><td>有效性：</td><td>有效期至2036年3月31日</td></tr>"
    "<tr><td>发布日期：</td><td>2031年04月01日</td><td></td><td></td></tr></table>"
)


def page(body: str, head: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()
    )


def lines(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Paragraph)]


def parsed(tmp_path: Path, content: bytes, name: str = "a.html") -> Gazette:
    path = tmp_path / name
    path.write_bytes(content)
    return parse_source(path, Declaration())


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="top"><h1>临江市人民政府</h1></div><div class="article"><h1>{TITLE}</h1><div class="con">{BODY}</div></div>',
        f'<div class="top"><h1>临江市人民政府</h1></div><div class="bt">{TITLE}</div><div id="zoom">{BODY}</div>'.replace(
            "bt", "article-title"
        ),
        f'<div id="zoom"><p style="text-align:center">{TITLE}</p>{BODY}</div>',
        f"<h1>临江市人民政府</h1><div id='UCAP-CONTENT'>{BODY}</div>",
    ],
    ids=["two-h1", "class", "inside", "only-said"],
)
def test_the_title_is_the_one_the_page_says(tmp_path: Path, body: str) -> None:
    gazette = parsed(tmp_path, page(body, META))
    (document,) = [d.document for d in gazette.documents]
    assert document.title == TITLE
    assert document.issued_on is None  # a day of publication is none of the document
    assert document.metadata is not None
    assert document.metadata["PubDate"] == "2031-08-16 10:33"
    assert document.metadata["ColumnName"] == "统计公报"
    assert [clause.path for clause in gazette.documents[0].clauses if clause.label] == ["一", "二"]


def test_an_index_card_speaks_where_the_document_is_silent(tmp_path: Path) -> None:
    content = page(
        f"{CARD}<div id='zoom'><p>各区人民政府：</p><p>一、市水利局负责巡查，每年建成绿道30公里。</p></div>"
    )
    gazette = parsed(tmp_path, content)
    document = gazette.documents[0].document
    assert (document.title, document.doc_number) == (
        "临江市人民政府关于加强绿道管理的意见",
        "临政发〔2031〕6号",
    )
    assert (document.issuer, document.issued_on) == ("临江市人民政府", "2031-03-05")
    assert document.effective_until == "2036-03-31"
    assert document.metadata is not None
    assert document.metadata["索引号"] == "0100/2031-6"
    assert document.metadata["发布日期"] == "2031年04月01日"
    assert "index_card" in {discard.name for discard in gazette.discards}
    assert unaccounted(gazette, read_html(content).source) == []


def test_what_a_card_and_its_document_say_differently_is_doubted(tmp_path: Path) -> None:
    own = "<p>临江市人民政府关于加强绿道管理的意见</p><p>临政发〔2031〕7号</p><p>各区人民政府：</p><p>加强巡查。</p>"
    gazette = parsed(tmp_path, page(f"{CARD}<div id='zoom'>{own}</div>"))
    assert gazette.documents[0].document.doc_number == "临政发〔2031〕7号"
    assert "metadata_differs" in {diagnostic.code for diagnostic in gazette.diagnostics}


@pytest.mark.parametrize(
    "card",
    [
        "<ul><li><b>索引号：</b>0100/2031-6</li><li><b>发文字号：</b>临政发〔2031〕6号</li><li><b>成文日期：</b>2031-03-05</li></ul>",
        "<dl><dt>索引号：</dt><dd>0100/2031-6</dd><dt>发文字号：</dt><dd>临政发〔2031〕6号</dd>"
        "<dt>成文日期：</dt><dd>2031-03-05</dd></dl>",
        "<p>索引号：0100/2031-6　发文字号：临政发〔2031〕6号　成文日期：2031.3.5</p>",
    ],
)
def test_a_card_may_be_a_list_or_a_line(tmp_path: Path, card: str) -> None:
    body = f"<div id='zoom'>{card}<p>临江市人民政府关于加强绿道管理的意见</p><p>各区人民政府：</p><p>加强巡查。</p></div>"
    document = parsed(tmp_path, page(body)).documents[0].document
    assert (document.doc_number, document.issued_on) == ("临政发〔2031〕6号", "2031-03-05")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>临江市水利局<span><br />2031</span>年9月17日</p>", ["临江市水利局", "2031年9月17日"]),
        ("<p>一、做好巡查。<span><br />二、</span>做好养护。</p>", ["一、做好巡查。", "二、做好养护。"]),
        ("<p>到<font>2035年<br /></font>建成</p>", ["到2035年", "建成"]),
        ("<p>甲<span>乙</span>丙</p>", ["甲乙丙"]),
        ("<span><p>甲</p>乙</span>", ["甲", "乙"]),
        ("<pre>甲\n  乙\n</pre>", ["甲", "乙"]),
        ("<p>甲</p><p style='display: none'>乙</p>", ["甲"]),
    ],
)
def test_a_line_breaks_where_the_break_stands(body: str, expected: list[str]) -> None:
    assert lines(read_html(page(f"<div id='zoom'>{body}</div>"))) == expected


def test_pictures_and_attached_files_of_an_article_are_told() -> None:
    body = (
        f'<img src="/banner.jpg"><div id="zoom">{BODY}<p><img src="zl1.jpg" alt="专栏1 主要指标"></p>'
        '<p><img src="ewm.png" alt="二维码"><img src="dot.gif" width="5"></p><a href="/f/1.pdf">附件1.pdf</a></div>'
    )
    doubts = read_html(page(body)).doubts
    assert [doubt.code for doubt in doubts] == ["picture", "attached_files"]
    assert "专栏1 主要指标" in doubts[0].message
    assert "附件1.pdf" in doubts[1].message


TEXT = "临江市人民政府关于加强绿道管理的意见。"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b'<meta charset="gb2312">' + TEXT.encode(), "utf-8"),
        (b'<meta charset="utf-8">' + TEXT.encode("gb18030"), "gb18030"),
        (b'<meta charset="big5">' + "臨江市人民政府關於加強綠道管理的意見".encode("big5"), "big5"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode()[:-1], "utf-8"),
        (TEXT.encode("gb18030")[:-1], "gb18030"),
        (b'<meta charset="no such">' + TEXT.encode(), "utf-8"),
    ],
)
def test_the_encoding_is_what_the_bytes_are(data: bytes, expected: str) -> None:
    assert encoding_of(data) == expected


LONG = (
    "各区人民政府：市水利局负责巡查河道，每年建成绿道30公里，市财政局安排资金，市林业局负责养护，确保安全。"
)


@pytest.mark.parametrize(
    "script",
    [
        f'<script>var title = "关于加强绿道管理的意见"; var content = "<p>{LONG}<\\/p>";</script>',
        f'<script type="application/json">{{"docTitle":"关于加强绿道管理的意见","body":"<p>{LONG}</p>"}}</script>',
        f"<script>window.x = {{title: '关于加强绿道管理的意见', text: `{LONG}`}}</script>",
        f'<script>var title="关于加强绿道管理的意见"</script><textarea style="display:none">&lt;p&gt;{LONG}&lt;/p&gt;</textarea>',
        '<script>var title="关于加强绿道管理的意见",t="{}"</script>'.format(
            LONG.encode("ascii", "backslashreplace").decode()
        ),
    ],
)
def test_a_page_that_holds_its_text_as_data_is_read(tmp_path: Path, script: str) -> None:
    gazette = parsed(tmp_path, page(f"<div id='app'></div>{script}"))
    assert gazette.documents[0].document.title == "关于加强绿道管理的意见"
    assert LONG in gazette.documents[0].document.text.replace("\n", "")


@pytest.mark.parametrize(
    "body", ["<div id='app'>加载中</div><script src='/app.js'></script>", "<iframe src='/1.html'></iframe>"]
)
def test_a_page_that_holds_no_text_says_so(body: str) -> None:
    reading = read_html(page(body))
    assert [doubt.code for doubt in reading.doubts] == ["text_not_in_page"]


def test_long_cells_beside_short_ones_are_a_table() -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>市水利局</td><td>{'加强巡查。' * 60 if n == 2 else '巡查'}</td></tr>"
        for n in range(4)
    )
    blocks = read_html(page(f"<div id='zoom'>{BODY}<table>{rows}</table></div>")).blocks
    assert [len(block.cells) for block in blocks if isinstance(block, Grid)] == [4]


def test_an_article_that_a_script_would_show_is_read() -> None:
    body = f"<div style='display:none'><div id='zoom'>{BODY}</div></div>"
    assert lines(read_html(page(body)))[0] == "一、综合"


def test_text_that_an_article_hides_is_told() -> None:
    reading = read_html(page(f"<div id='zoom'>{BODY}<div style='display:none'>{LONG}</div></div>"))
    assert LONG not in "".join(lines(reading))
    assert [doubt.code for doubt in reading.doubts] == ["hidden_text"]


def test_elements_within_elements_end_somewhere() -> None:
    assert lines(read_html(page("<font>" * 5000 + LONG + "</font>" * 5000))) == [LONG]
    reading = read_html(page(f"<p>{LONG}</p>" + "<div>" * 5000 + LONG + "</div>" * 5000))
    assert [doubt.code for doubt in reading.doubts] == ["damaged_page"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("市水利局<br>北湖区人民政府", "市水利局 北湖区人民政府"),
        ("<p>1200</p><p>3400</p>", "1200 3400"),
        ("市水\n      利局", "市水利局"),
        ("<p>市 水 利 局</p>\n", "市水利局"),
        ("COD\n 排放", "COD排放"),
        ("GB\n 3838", "GB 3838"),
        ("建设水闸<br>及管网", "建设水闸及管网"),
    ],
)
def test_a_line_end_in_a_cell_is_the_author_s_not_the_page_s(cell: str, value: str) -> None:
    table = f"<table><tr><td>序<br>号</td><td>单位</td></tr><tr><td>1</td><td>{cell}</td></tr></table>"
    blocks = read_html(page(f"<div id='zoom'>{BODY}{table}</div>")).blocks
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert grid.values == (("序号", "单位"), ("1", value))


def test_units_one_below_the_other_in_a_cell_are_several(tmp_path: Path) -> None:
    table = (
        "<table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>"
        "<tr><td>1</td><td>巡查河道</td><td>市水利局<br>北湖区人民政府</td></tr></table>"
    )
    (parsed_document,) = parsed(tmp_path, page(f"<div id='zoom'>{BODY}{table}</div>")).documents
    text = parsed_document.document.text
    units = parsed_document.units
    assert [unit.name for unit in units] == ["市水利局", "北湖区人民政府"]
    assert [unit.quote for unit in units] == [text[unit.char_start : unit.char_end] for unit in units]


@pytest.mark.parametrize("drawing", ["<svg><text>2451.2</text></svg>", "<canvas>2451.2</canvas>"])
def test_a_chart_is_told_and_its_numbers_are_no_text(tmp_path: Path, drawing: str) -> None:
    icon = '<svg width="16" height="16"><text>i</text></svg>'
    reading = read_html(page(f"<div id='zoom'>{BODY}<p>图1{drawing}</p>{icon}</div>"))
    assert [doubt.code for doubt in reading.doubts] == ["picture"]
    assert "2451.2" not in "".join(lines(reading))
    assert [reading.source[d.start : d.end] for d in reading.discards if d.name == "chart"] == ["2451.2"]


@pytest.mark.parametrize(
    ("links", "told"),
    [
        ("<script>createPageHTML(1, 0, 't', 'html');</script>", False),
        ("<script>createPageHTML(4, 0, 't', 'html');</script>", True),
        ("<div><b>1</b><a href='a_2.html'>2</a><a href='a_2.html'>下一页</a></div>", True),
        ("<div><a href='a.html'>上一篇</a><a href='#'>下一页</a></div>", False),
    ],
)
def test_a_text_that_goes_on_on_other_pages_says_so(links: str, told: bool) -> None:
    doubts = read_html(page(f"<div id='zoom'>{BODY}</div>{links}")).doubts
    assert [doubt.code for doubt in doubts] == ["text_on_other_pages"] * told


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("how", ["quoted-printable", "base64"])
def test_a_page_saved_with_all_it_needs_is_the_page(tmp_path: Path, how: str, encoding: str) -> None:
    title = "临江市人民政府关于加强绿道管理的意见"
    own = page(f"<h1>{title}</h1><div id='zoom'>{BODY}</div>").decode().encode(encoding)
    sent = encodebytes(own) if how == "base64" else encodestring(own)
    head = (
        "From: <Saved by a browser>\r\nSubject: =?utf-8?Q?=E7=BB=BF?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--X"\r\n\r\n----X\r\n'
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: {how}\r\nContent-Location: https://city.example/a\r\n\r\n"
    )
    rest = (
        "\r\n----X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n----X--\r\n"
    )
    gazette = parsed(tmp_path, head.encode() + sent + rest.encode(), "a.mhtml")
    assert gazette.documents[0].document.title == title
    assert [clause.path for clause in gazette.documents[0].clauses if clause.label] == ["一", "二"]


@pytest.mark.parametrize("data", [b"<!DOCTYPE html>", b"<!DOCTYPE html><!-- -->", b"<html></html>"])
def test_a_page_of_nothing_has_no_text(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceError, match="no text in it"):
        parsed(tmp_path, data)


def nested(depth: int) -> str:
    """Parts in parts, a page in the innermost."""
    parts = "Content-Type: text/html\n\n<p>关于巡查的通知</p>\n"
    for i in range(depth):
        parts = f"Content-Type: multipart/related; boundary=B{i}\n\n--B{i}\n{parts}--B{i}--\n"
    return parts


@pytest.mark.parametrize(
    "archive",
    [
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n\n--X--\n",
        f"MIME-Version: 1.0\n{nested(3000)}",
    ],
    ids=["empty", "too-deep"],
)
def test_an_archive_without_a_page_says_so(tmp_path: Path, archive: str) -> None:
    with pytest.raises(SourceError, match="no page is in it"):
        parsed(tmp_path, archive.encode(), "a.mht")


def test_an_archive_may_be_its_page_alone(tmp_path: Path) -> None:
    own = encodestring(page(f"<h1>临江市人民政府关于加强绿道管理的意见</h1><div id='zoom'>{BODY}</div>"))
    head = "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: text/html\n"
    head += "Content-Transfer-Encoding: quoted-printable\n\n"
    gazette = parsed(tmp_path, head.encode() + own, "a.mht")
    assert gazette.documents[0].document.title == "临江市人民政府关于加强绿道管理的意见"


def test_a_doubt_stands_behind_what_it_is_about() -> None:
    body = (
        "<p>一、加强巡查。<a href='a.xlsx'>任务表.xlsx</a>见附件。</p><p>二、加强养护，落实资金。</p><p><img src='1.jpg'></p>"
        "<p>三、加强绿化。</p>"
    )
    reading = read_html(f"<meta charset=utf-8><div class=content>{body}</div>".encode())
    before = {doubt.code: reading.source[: doubt.start].rstrip().splitlines()[-1] for doubt in reading.doubts}
    assert before == {
        "attached_files": "一、加强巡查。任务表.xlsx见附件。",
        "picture": "二、加强养护，落实资金。",
    }
