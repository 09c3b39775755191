"""What a long run of one sign costs: for each place and sign, parsing 8,000 of them against 2,000.

Four times as long may take four times as long; those that take more than six times are listed, with their seconds.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SIGNS = " \u3000…1一（."
_MOST = 20
"""Seconds of computing for a document; what takes longer is ended."""

_NOTICE = "关于供水的通知\n某政发〔2022〕1号\n各区人民政府：\n{}\n某市人民政府\n2022年1月5日\n"
_HOLDERS = {
    "in a sentence": _NOTICE.format("一、市水务局要{run}保障水质。"),
    "before a clause": _NOTICE.format("{run}一、市水务局要保障水质。"),
    "in an amendment": _NOTICE.format("一、将第三条中的“水”{run}修改为{run}“供水”，增加{run}一款。"),
    "in a chronicle": "大事记\n（2022年3月）\n3月1日{run}市长王明调研。\n{run}3月2日 市长王明主持会议。\n",
    "in a list": "领导小组成员名单\n组长：{run}王明{run}市长\n成员：李{run}华  市水务局局长\n",
}


def took(holder: str, sign: str, path: Path) -> list[float]:
    """Seconds of computing for 30 signs, when patterns are made, for 2,000 and 8,000; fewer where it was ended."""
    from ingest.job import parse_source
    from schema.source import Declaration

    resource.setrlimit(resource.RLIMIT_CPU, (_MOST, _MOST))
    seconds = []
    for count in (30, 2000, 8000):
        path.write_text(_HOLDERS[holder].replace("{run}", sign * count), "utf-8")
        begun = time.process_time()
        parse_source(path, Declaration())
        seconds.append(time.process_time() - begun)
        print(seconds[-1], flush=True)
    return seconds


def main() -> None:
    """Print a line for each place and sign that takes too long."""
    for holder in _HOLDERS:
        for sign in _SIGNS:
            done = subprocess.run(
                [sys.executable, __file__, holder, sign], stdout=subprocess.PIPE, check=False, text=True
            )
            seconds = [float(line) for line in done.stdout.split()]
            if len(seconds) < 3 or seconds[2] > max(6 * seconds[1], 0.1):
                print(f"{holder:18} {sign!r:10} {seconds[1:]}")


if __name__ == "__main__":
    if sys.argv[1:]:
        with tempfile.TemporaryDirectory(prefix="gongbao-bench-") as folder:
            took(sys.argv[1], sys.argv[2], Path(folder, "run.txt"))
    else:
        main()
