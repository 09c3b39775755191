"""What a long run of one sign costs: for each place and sign, parsing 16,000 of them against 4,000.

Four times as long may take four times as long; those that take more than 4.6 times are listed, with their seconds.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from ingest.job import parse_source
from schema.source import Declaration

_SIGNS = " \u3000\t…1一（.-、，某A《"
_MOST = 40
"""Seconds of computing for a document; what takes longer is ended."""
_TIMES = 4.6
_NOTHING = 0.1
"""Seconds that are too few to tell."""

_NOTICE = "关于供水的通知\n某政发〔2022〕1号\n各区人民政府：\n{}\n某市人民政府\n2022年1月5日\n"
_HOLDERS = {
    "in a sentence": _NOTICE.format("一、市水务局要{run}保障水质。"),
    "before a clause": _NOTICE.format("{run}一、市水务局要保障水质。"),
    "in an amendment": _NOTICE.format("一、将第三条中的“水”{run}修改为{run}“供水”，增加{run}一款。"),
    "in a deletion": _NOTICE.format("一、删去{run}第三条{run}中的“水”{run}和{run}“电”。"),
    "in a citation": _NOTICE.format(
        "一、根据{run}《供水条例》{run}（国发〔2018〕39号）第三条{run}第二款办理。"
    ),
    "in a target": _NOTICE.format(
        "一、到2025年，新建{run}水厂{run}3{run}座，水质达标率{run}达到{run}95%{run}以上。"
    ),
    "in a time limit": _NOTICE.format(
        "一、自{run}受理之日起{run}20{run}个工作日内{run}办结，2025年{run}6月底前完成。"
    ),
    "in duties": _NOTICE.format(
        "一、保障水质。（{run}牵头单位：{run}市水务局{run}；配合单位：市财政局{run}）"
    ),
    "in a title": "关于{run}供水{run}的通知\n某政发〔2022〕1号\n各区人民政府：\n一、保障水质。\n",
    "in a number": "关于供水的通知\n某政发{run}〔2022〕{run}1号\n各区人民政府：\n一、保障水质。\n",
    "in a date": "关于供水的通知\n各区人民政府：\n一、保障水质。\n某市{run}人民政府\n2022年{run}1月{run}5日\n",
    "in a chronicle": "大事记\n（2022年3月）\n3月1日{run}市长王明调研。\n{run}3月2日 市长王明主持会议。\n",
    "in an event": "大事记\n（2022年{run}3月）\n3月{run}1{run}日至{run}3日 市长{run}王明{run}、副市长{run}李华参加{run}会议。\n",
    "in a list": "领导小组成员名单\n组长：{run}王明{run}市长\n成员：李{run}华  市水务局局长\n",
    "in appointments": "关于王明等任免职的通知\n任命{run}王明{run}为某市水务局{run}局长；\n免去李华{run}的{run}职务。\n",
    "in a table": _NOTICE.format("|指标{run}|2025年{run}目标|\n|---|---|\n|水厂{run}|{run}30{run}座|"),
    "in a line of a table": _NOTICE.format(
        "表1 指标\n序号{run}指标{run}目标\n1{run}水厂{run}30\n2{run}泵站{run}3"
    ),
    "in contents": "目录\n关于供水的通知{run}1\n关于排水的通知{run}3\n关于供水的通知\n一、保障水质。\n",
}


def main() -> None:
    """Print a line for each place and sign that takes too long."""
    with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
        path = Path(folder, "run.txt")
        for name, holder in _HOLDERS.items():
            for sign in _SIGNS:
                _parsed(path, holder, sign, 30)  # patterns are made here, once
                seconds = _apart(path, holder, sign)
                if len(seconds) < 2 or seconds[1] > max(_TIMES * seconds[0], _NOTHING):
                    print(f"{name:20} {sign!r:10} {', '.join(f'{one:.2f}' for one in seconds)}", flush=True)


def _apart(path: Path, holder: str, sign: str) -> Sequence[float]:
    """Seconds of computing for few and for many signs, in a process of its own; fewer where it was ended."""
    told: SimpleQueue[float] = multiprocessing.SimpleQueue()
    process = multiprocessing.get_context("fork").Process(target=_measured, args=(path, holder, sign, told))
    process.start()
    process.join()
    return [told.get() for _ in iter(told.empty, True)]


def _measured(path: Path, holder: str, sign: str, told: SimpleQueue[float]) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST, _MOST))
    gc.disable()  # it goes through all objects again and again, and these are many
    for count in (4000, 16_000):
        told.put(min(_parsed(path, holder, sign, count) for _ in range(2)))


def _parsed(path: Path, holder: str, sign: str, count: int) -> float:
    """Seconds of computing to parse the text with so many signs."""
    path.write_text(holder.replace("{run}", sign * count), "utf-8")
    begun = time.process_time()
    parse_source(path, Declaration())
    return time.process_time() - begun


if __name__ == "__main__":
    main()
