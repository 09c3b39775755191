"""Documents are paired by what they hold where their titles do not say it."""

from typing import Any

from ingest.evaluation.gold import GoldDocument
from ingest.evaluation.match import match_documents

MEMBERS = [{"role": "组长", "person": person} for person in ("周远", "何川", "方圆")]


def gold(**lists: Any) -> GoldDocument:
    return GoldDocument("x.json", {"document": {"title": "领导小组名单", "role": "annex"}, **lists})


def parsed(title: str, **lists: Any) -> dict[str, Any]:
    return {"document": {"title": title, "role": "instrument"}, **lists}


def test_the_same_rows_make_a_pair_whatever_the_title() -> None:
    like, unlike = parsed("甲乙丙", rosters=MEMBERS[:2]), parsed("丁戊己", rosters=[])
    wanted = gold(rosters=MEMBERS)
    assert match_documents([wanted], [unlike, like]) == [(wanted, like)]


def test_a_third_of_the_rows_is_not_enough() -> None:
    wanted = gold(rosters=MEMBERS)
    assert match_documents([wanted], [parsed("甲", rosters=MEMBERS[:1]), parsed("乙")]) == [(wanted, None)]


def test_one_of_each_is_a_pair_unless_nothing_is_alike() -> None:
    wanted = gold(rosters=MEMBERS)
    assert match_documents([wanted], [parsed("小组")]) == [(wanted, parsed("小组"))]
    assert match_documents([wanted], [parsed("甲乙丙")]) == [(wanted, None)]
