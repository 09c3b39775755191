"""Every kind of page, with an address of it: on a small database, and on the demonstration in corpus/."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from handmade import PLAN
from hostile import HARM, ISSUE

KINDS = {
    "home": "/",
    "hits": "/search?q=养老",
    "nothing": "/search?q=养老协会火箭",
    "document": f"/documents/南通市人民政府公报/2022/6/{PLAN}/instrument",
    "amended": f"/documents/南通市人民政府公报/2022/7/{PLAN}/instrument",
    "hostile": f"/documents/{quote(f'{ISSUE}/关于{HARM}的通知/instrument')}",
    "person": "/people/王五",
    "people": "/people",
    "posts": "/posts",
    "doubts": "/doubts",
    "indicators": "/indicators",
    "issue": "/issues/南通市人民政府公报/2022/6",
    "units": "/units",
    "unit": "/units/南通市民政局",
    "hostile unit": f"/units/{quote(f'市{HARM}局')}",
    "narrowed unit": "/units/南通市民政局?in_force=2022-12-01&doc_type=方案",
    "in force": "/search?q=养老&in_force=2022-12-01",
    "what amends": "/amended",
    "tasks": "/tasks",
    "report": f"/report?fact={quote(f'clause_units:南通市人民政府公报/2022/6/{PLAN}/instrument/（一）:市民政局')}",
    "post": "/posts/南通市民政局/局长",
    "deadlines": "/deadlines?span=all",
    "undated": "/deadlines?kind=undated&unit=市民政局",
    "targets": "/targets",
    "understood": "/search?q=市民政局 牵头 2025年底前 养老",
    "workdays": "/workdays?length=20&event=2022-09-26",
    "following": "/following",
    "tables": "/kb",
    "table": "/kb/clause_units?_search=养老",
    "row": "/kb/clause_units/1",
    "question": "/kb/by-unit?unit=市民政局&role=lead",
    "error": "/documents/none",
}
"""On the small database, in which every text would do harm if it could."""

DEMONSTRATION = {
    "indicator": "/indicators/澜江市/森林覆盖率",
    "holders": "/posts/澜江市湿地公园管理处/主任",
    "a gap": "/posts/澜江市城市公园管理所/所长",
    "who is in office": "/posts?on=2024-06-01",
    "namesakes": "/people/林若谷",
    "met many": "/people/凌屹",
    "doubts of posts": "/doubts?code=gap",
    "outcomes": "/indicators?place=澜江市",
    "appointments": "/people",
    "changed": "/amended",
    "tasks of a plan": "select '/tasks/' || short_id from documents where title like '澜江市“十四五”%' and doc_type = '规划'",
    "tasks in words": "select '/tasks/' || short_id from documents where title like '%一老一小%方案'",
    "past its time": "select '/documents/' || id from documents where title = '澜江市湿地公园管理办法'",
    "repealed": "select '/documents/' || id from documents where title = '澜江市城市公园游览管理规定'",
    "what is followed": "/following",
    "all that binds": "/units/南通市民政局?ring=named&role=responsible",
    "side by side": "select '/amended/' || short_id from documents where id in "
    "(select document_id from citations where relation = 'amends') limit 1",
}
"""On the demonstration; an address that is not known beforehand is asked for."""

FOLLOWED = (
    """
title = "民政工作"
units = ["市民政局"]
posts = ["湿地公园管理处主任"]
phrases = ["养老服务"]
documents = ["通政办发〔2022〕81号"]
places = ["澜江市"]
roster = """
    + '"""\n市湿地公园管理处　叶知衡\n市某某局　火星人\n"""\n'
)


def address_of(kind: str, database: Path) -> str:
    """The address of a kind of page of the demonstration."""
    said = DEMONSTRATION[kind]
    if said.startswith("/"):
        return said
    with closing(sqlite3.connect(database)) as connection:
        return str(connection.execute(said).fetchone()[0])
