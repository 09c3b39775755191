"""One document in the templates that government sites use: whatever stands around it, the same is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.job import parse_source
from ingest.read.html.reader import read_html
from parsers.facts.accounting import unaccounted
from schema.document import Document, Gazette
from schema.source import Declaration

TITLE = "临江市人民政府关于加强城市绿道管理的通知"
NUMBER = "临政发〔2031〕6号"
LINES = (
    "各县（市、区）人民政府，市政府各部门：",
    "一、加强组织领导。市水利局负责巡查河道，2032年6月底前建成绿道30公里。",
    "（一）落实责任。由市林业局牵头，市住房和城乡建设局配合。",
    "二、本通知自2031年4月1日起施行。",
)
BODY = "".join(f"<p>{line}</p>" for line in LINES)
SIGNED = "<p style='text-align:right'>临江市人民政府</p><p style='text-align:right'>2031年3月5日</p>"
TEXT = BODY + SIGNED
NUMBERED = f"<p align=center>{NUMBER}</p>{TEXT}"
META = (
    f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2031-03-20 16:20">'
    '<meta name="ContentSource" content="市政府办公室"><meta name="ColumnName" content="市政府文件">'
)
TOP = (
    '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/z">政务公开</a></li></ul><h1>临江市人民政府</h1>'
    '<div class="search">热词：<a href="/s">公积金</a></div></div>'
)
FOOT = (
    '<div class="footer"><p>主办单位：临江市人民政府办公室　承办单位：临江市大数据中心</p>'
    "<p>网站标识码：3300000001　浙ICP备05000001号　浙公网安备 33010602000001号</p>"
    "<p>建议使用1024*768分辨率，IE9.0以上版本浏览器。未经许可，不得转载、镜像本站内容。</p></div>"
)
INFO = (
    '<div class="info"><span>发布时间：2031-03-20 16:20</span><span>来源：市政府办公室</span>'
    "<span>浏览次数：<em>132</em></span><span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div>"
)
BUTTONS = "<div>【<a href='javascript:window.print()'>打印</a>】【<a>关闭</a>】</div><div>扫一扫在手机打开当前页</div>"


def spans(*pairs: str) -> str:
    """Rows of a card in spans without a sign between them."""
    return "".join(f"<span>{label}：</span><span>{value}</span>" for label, value in map(str.split, pairs))


def cells(*pairs: str, label: str = "td", end: str = "：") -> str:
    rows = (f"<{label}>{name}{end}</{label}><td>{value}</td>" for name, value in map(str.split, pairs))
    return f"<table><tr>{'</tr><tr>'.join(rows)}</tr></table>"


CARD = (
    "索引号 0100/2031-6",
    "发布机构 市政府办公室",
    f"文号 {NUMBER}",
    "成文日期 2031-03-05",
    "公开日期 2031-03-20",
)
TEMPLATES = {
    "table-card-around-all": f"<table><tr><td>{cells(*CARD)}</td></tr><tr><td><table><tr><td id='UCAP-CONTENT'>"
    f"<p align=center>{TITLE}</p>{NUMBERED}</td></tr></table></td></tr></table>{BUTTONS}",
    "card-of-spans": f'<div class="row">{spans(*CARD)}</div><h1>{TITLE}</h1>{INFO}<div class="con">{TEXT}</div>{BUTTONS}',
    "card-without-colons": f"{cells(*CARD, label='th', end='')}<h1>{TITLE}</h1><div class='article'>{TEXT}</div>",
    "definition-list": "<dl>"
    + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in map(str.split, CARD))
    + f"</dl><h2>{TITLE}</h2><div class='pages_content'>{TEXT}</div>",
    "labels-nobody-knows": f"{cells(*CARD, '服务对象 全社会', '所属领域 水利', '体裁分类 通知')}"
    f"<div class='bt'>{TITLE}</div><div id='zoom'>{TEXT}</div>",
    "card-below": f"<h1>{TITLE}</h1><div class='content'>{NUMBERED}</div>"
    f"{cells('信息索引号 01/2', '服务对象 公众', '发布机构 市政府办')}",
    "number-above-the-text": f"<div class='article'><h1>临江市人民政府<br>关于加强城市绿道管理的通知</h1>"
    f"<p class='wh'>{NUMBER}</p><div class='cont'>{TEXT}</div></div>",
    "paragraphs-are-divs": f"<h3>{TITLE}</h3><div>{NUMBERED.replace('<p', '<div').replace('</p', '</div')}</div>",
    "text-parted-by-breaks": f"<div class='title'>{TITLE}</div><div class='content'>{NUMBER}<br><br>　　"
    + "<br>　　".join(LINES)
    + "<br>临江市人民政府<br>2031年3月5日</div>",
    "layout-tables": "<table width=1000><tr><td><a href='/'>网站首页</a> | <a href='/g'>统计公报</a></td></tr></table><table><tr>"
    "<td><table><tr><td>站内搜索</td></tr><tr><td>·<a href='/1'>临江市人民政府关于加强河道管理的通知</a></td></tr></table></td>"
    f"<td><table><tr><td class=title1><b>{TITLE}</b></td></tr><tr><td>发布日期：2031-3-20　作者：综合科　点击：1205</td></tr>"
    f"<tr><td>{NUMBERED}</td></tr><tr><td>【<a>打印</a>】【<a>关闭</a>】</td></tr></table></td></tr></table>",
    "signed-in-another-row": f"<table><tr><td class='title'>{TITLE}</td></tr><tr><td id='fontzoom'>"
    f"<p>{NUMBER}</p>{BODY}</td></tr><tr><td align=right>临江市人民政府<br>2031年3月5日</td></tr></table>",
    "related-pages": f"<div class='detail'><h1>{TITLE}</h1><div class='txt'>{NUMBERED}</div><div><h2>政策解读</h2>"
    "<p>一、背景。为加强管理，制定本通知。二、内容。略。</p></div><ul><li><a href='/2'>临江市绿道管理办法</a></li></ul></div>",
    "validity-behind-the-title": f"<h1>{TITLE}<span>【有效】</span></h1><div>{NUMBER}</div>"
    f"<div class='content'>{TEXT}</div>",
    "shown-by-a-script": f"<h1>{TITLE}</h1><div id=box></div>"
    f"<textarea style='display:none'>{NUMBERED.replace('<', '&lt;')}</textarea>",
    "data-of-a-framework": "<div id=app>加载中…</div><script>window.__NUXT__="
    + json.dumps({"title": TITLE, "fileNum": NUMBER, "content": BODY + SIGNED})
    + "</script>",
    "chat": f"<h1 class=rich_media_title>{TITLE}</h1><span>临江发布</span>"
    f"<div id=js_content style='visibility: hidden;'>{NUMBERED}</div>"
    "<div>微信扫一扫<br>关注该公众号</div>",
    "twice-for-telephones": f"<h1>{TITLE}</h1><div class=content>{NUMBERED}</div>"
    f"<div class=content style='display:none'>{NUMBERED}</div>",
    "only-the-window-says": f"<div id='zoom'>{NUMBERED}</div>",
}


def parsed(tmp_path: Path, content: bytes) -> Gazette:
    path = tmp_path / "a.html"
    path.write_bytes(content)
    gazette = parse_source(path, Declaration())
    assert unaccounted(gazette, read_html(content).source) == []
    return gazette


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{TITLE}_临江市人民政府</title>{head}</head><body>{TOP}{body}{FOOT}</body></html>"


@pytest.mark.parametrize("head", ["", META], ids=["silent", "meta"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_what_stands_around_a_document_changes_nothing(tmp_path: Path, template: str, head: str) -> None:
    gazette = parsed(tmp_path, page(TEMPLATES[template], head).encode())
    (document,) = [parsed.document for parsed in gazette.documents]
    assert (document.title, document.doc_number) == (TITLE, NUMBER)
    assert (document.issuer, document.issued_on) == ("临江市人民政府", "2031-03-05")
    assert [c.path for c in gazette.documents[0].clauses if c.label] == ["一", "一/（一）", "二"]
    around = (
        "首页",
        "打印",
        "扫一扫",
        "来源",
        "浏览",
        "ICP",
        "政策解读",
        "有效",
        "河道管理",
        "服务对象",
        "转载",
    )
    assert [words for words in around if words in document.text] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("said", ["", '<meta charset="gb2312">', '<meta charset="utf-8">'])
def test_a_page_is_read_in_the_encoding_its_bytes_are_in(tmp_path: Path, encoding: str, said: str) -> None:
    gazette = parsed(tmp_path, page(f"<h1>{TITLE}</h1><div id=zoom>{NUMBERED}</div>", said).encode(encoding))
    assert gazette.documents[0].document.title == TITLE


def only(tmp_path: Path, body: str) -> tuple[Document, list[str]]:
    gazette = parsed(tmp_path, page(body).encode())
    return gazette.documents[0].document, [diagnostic.code for diagnostic in gazette.diagnostics]


def test_a_notice_and_its_annex_side_by_side_are_both_read(tmp_path: Path) -> None:
    annex = "".join(
        f"<p>第{n}条　市水利局应当加强绿道管理，确保安全；不得擅自占用。</p>" for n in "一二三四五六七八九"
    )
    notice = "<p>各区人民政府：</p><p>现将《临江市绿道管理办法》印发给你们。请认真组织实施。</p>"
    body = (
        f"<h1>{TITLE}</h1><div>{notice}{SIGNED}</div><div><p align=center>临江市绿道管理办法</p>{annex}</div>"
    )
    gazette = parsed(tmp_path, page(body).encode())
    assert [d.document.title for d in gazette.documents] == [TITLE, "临江市绿道管理办法"]


def test_a_report_keeps_where_it_was_given(tmp_path: Path) -> None:
    body = (
        "<div class=title>政府工作报告</div><div>——2032年1月10日在临江市第十六届人民代表大会第二次会议上</div>"
        "<div>市长　张三</div><div class=content><p>各位代表：</p><p>一、工作回顾</p><p>生产总值增长5%。</p>"
        "<p>二、工作安排</p><p>生产总值增长6%左右。</p></div>"
    )
    document, _ = only(tmp_path, body)
    assert document.issued_on == "2032-01-10"
    assert "张三" in document.text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<p><img src='1.jpg'></p><p><img src='2.jpg'></p>", "picture"),
        ("<iframe src='/viewer.html?file=a.pdf'></iframe>", "attached_files"),
        ("<p><embed src='/f/notice.pdf'></p>", "attached_files"),
    ],
)
def test_an_article_of_pictures_or_files_says_so(tmp_path: Path, content: str, code: str) -> None:
    document, codes = only(tmp_path, f"<h1>{TITLE}</h1>{INFO}<div class=content>{content}</div>")
    assert document.title == TITLE
    assert code in codes


def test_a_day_of_publication_is_no_date_of_the_document(tmp_path: Path) -> None:
    document, _ = only(tmp_path, f"<h1>{TITLE}</h1><p>2031年3月20日</p>{INFO}<div id=zoom>{BODY}</div>")
    assert document.issued_on is None
