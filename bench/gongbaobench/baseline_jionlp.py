"""A baseline with JioNLP's times and amounts of money: `pip install jionlp`."""

from __future__ import annotations

import jionlp
from baseline import Facts, run


def find(text: str) -> Facts:
    """Every time as the end of its span, every amount of money as a target."""
    for time in jionlp.ner.extract_time(text):
        span = (time.get("detail") or {}).get("time")
        due = span[-1][:10] if isinstance(span, list) and isinstance(span[-1], str) else None
        start, end = time["offset"]
        yield "deadlines", {"text": time["text"], "kind": "by", "due": due, "start": start, "end": end}
    for money in jionlp.ner.extract_money(text):
        number = (money.get("detail") or {}).get("num")
        start, end = money["offset"]
        value = float(number) if isinstance(number, str | int | float) else None
        yield (
            "targets",
            {
                "indicator": "",
                "comparator": "=",
                "value": value,
                "unit": "元",
                "kind": "target",
                "start": start,
                "end": end,
            },
        )


if __name__ == "__main__":
    run(find)
