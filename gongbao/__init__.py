"""The face of gongbao: three verbs for programs, and the command.

>>> import gongbao
>>> gazette = gongbao.parse("corpus/nantong/nantong-2022-06.txt")
>>> built = gongbao.build("corpus", "kb.db")
>>> answer = gongbao.search("kb.db", "养老服务", unit="市民政局")
"""

from gongbao.verbs import build, parse, search
from schema.errors import GongbaoError, SourceError
from schema.source import Declaration

__all__ = ["Declaration", "GongbaoError", "SourceError", "build", "parse", "search"]
