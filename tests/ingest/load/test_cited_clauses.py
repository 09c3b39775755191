"""A place in another document leads to its clause, where the knowledge base holds that document."""

from __future__ import annotations

import sqlite3

import pytest

from ingest.load.load import load
from ingest.read.text_reader import read_text
from parsers.facts.gazette import parse_reading
from schema.document import Gazette, Source
from schema.source import Declaration

REGULATION = """某市河道管理条例
（2019年5月1日某市人民代表大会常务委员会通过）
第一章 总则
第一条 为了加强河道管理，制定本条例。
第二章 管理
第二条 采砂应当取得许可证。
禁止在下列区域采砂：
（一）禁采区；
（二）桥梁附近。
第三条 违反本条例第二条第二款规定的，处以罚款。
"""
NOTICE = """某市人民政府关于印发某市采砂工作方案的通知
某政发〔2021〕9号
各区人民政府：
现将《某市采砂工作方案》印发给你们。
附件：1.采砂许可规定
2.采砂单位名录管理办法
某市人民政府
2021年6月1日
某市采砂工作方案
一、总体要求
坚持保护优先。
二、主要任务
（一）严格许可。
1.公开办理。
附件1
采砂许可规定
第一条 许可每年核发。
第二条 许可由市水务局核发。
附件2
采砂单位名录管理办法
第一条 名录每年公布。
第二条 名录由市水务局管理。
"""
LATER = """某市水务局关于加强采砂管理的意见
某水发〔2022〕3号
各区水务局：
一、严格执行《某市河道管理条例》第二条第二款、第二条第一项、第二条第九款和第三十条。
二、落实《某市采砂工作方案》（某政发〔2021〕9号）第二部分（一）1和某政发〔2021〕9号文件第一部分。
三、名录按照某政发〔2021〕9号文件附件2第二条管理。
某市水务局
2022年3月1日
"""


def parse(text: str, sha: str) -> Gazette:
    source = Source(id=sha * 64, path=f"{sha}.txt", media_type="text/plain", bytes=0, parser_version="0")
    return parse_reading(read_text(text), Declaration(place="某市"), source)


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """The clause that each place cited in the later document leads to: its path, and its own words."""
    path = tmp_path_factory.mktemp("cited") / "kb.db"
    load([parse(text, sha) for text, sha in ((REGULATION, "a"), (NOTICE, "b"), (LATER, "c"))], path)
    sql = """
        select x.quote, c.path || '|' || c.text from clause_citations x
        left join clauses c on c.id = cited_clause_id
    """
    with sqlite3.connect(path) as connection:
        return dict(connection.execute(sql).fetchall())


@pytest.mark.parametrize(
    ("quote", "clause"),
    [
        ("第二条第二款", "第二章/第二条|禁止在下列区域采砂："),
        ("第二条第一项", "第二章/第二条/（一）|禁采区；"),
        ("第二条第九款", "第二章/第二条|采砂应当取得许可证。"),  # there is none: the article
        ("第三十条", None),
        ("第二部分（一）1", "二/（一）/1|公开办理。"),
        ("第一部分", "一|坚持保护优先。"),  # by the number of the notice, in what it issues
        ("附件2第二条", "第二条|名录由市水务局管理。"),
        ("本条例第二条第二款", "第二章/第二条|禁止在下列区域采砂："),
    ],
)
def test_a_place_leads_to_its_clause(cited: dict[str, str | None], quote: str, clause: str | None) -> None:
    assert cited[quote] == clause
