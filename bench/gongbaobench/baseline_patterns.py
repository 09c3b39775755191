"""A baseline of four regular expressions: what an afternoon gives."""

from __future__ import annotations

import re

from baseline import Facts, run

_BLOCK = re.compile(r"[（(](牵头|责任|配合)单位[：:]([^）)]+)[）)]")
_ROLES = {"牵头": "lead", "责任": "responsible", "配合": "cooperate"}
_BY = re.compile(r"(20\d\d)年(?:(\d{1,2})月)?(?:底|末)?前")
_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:达到|达|不少于|增长)?(\d+(?:\.\d+)?)(%|个|家|公里|万元|亿元|人|座)(以上)?"
)
_CITED = re.compile(r"《([^《》]+)》")
_LAST = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}


def find(text: str) -> Facts:
    """Units of blocks, `…年底前`, a number with its unit, titles in 《》."""
    for block in _BLOCK.finditer(text):
        for name in re.finditer(r"[^、，,；;]+", block[2]):
            start = block.start(2) + name.start()
            values = {"name": name[0], "role": _ROLES[block[1]], "basis": "block"}
            yield "units", {**values, "start": start, "end": start + len(name[0])}
    for limit in _BY.finditer(text):
        month = int(limit[2] or 12)
        due = f"{limit[1]}-{month:02}-{_LAST.get(month, 31)}"
        yield (
            "deadlines",
            {"text": limit[0], "kind": "by", "due": due, "start": limit.start(), "end": limit.end()},
        )
    for number in _NUMBER.finditer(text):
        values = {"indicator": number[1], "comparator": ">=" if number[4] else "=", "value": float(number[2])}
        kind = {"unit": number[3], "kind": "target", "start": number.start(2), "end": number.end()}
        yield "targets", {**values, **kind}
    for title in _CITED.finditer(text):
        yield (
            "citations",
            {"title": title[1], "relation": "mentions", "start": title.start(), "end": title.end()},
        )


if __name__ == "__main__":
    run(find)
