"""The face of gongbao: verbs for programs, and the command.

>>> import gongbao
>>> gazette = gongbao.parse("corpus/nantong/nantong-2022-06.txt")
>>> built = gongbao.build("corpus", "kb.db")
>>> answer = gongbao.search("kb.db", "养老服务", unit="市民政局")
>>> duties = list(gongbao.open("kb.db").duties(unit="市民政局"))
"""

from gongbao.verbs import build, parse, search
from gongbao.verbs import open_knowledge_base as open
from schema.errors import GongbaoError, SourceError
from schema.source import Declaration

__all__ = ["Declaration", "GongbaoError", "SourceError", "build", "open", "parse", "search"]
