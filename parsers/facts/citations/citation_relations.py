"""How a text cites a document: the verb that governs it (guidelines, `citations`, `relation`)."""

from __future__ import annotations

import re
from bisect import bisect_left

from parsers.language.brackets import find_brackets
from parsers.language.lexicon import words
from parsers.language.mentions import BLANK
from parsers.language.names.context import Context
from parsers.language.patterns import SENTENCE_END, lazy
from schema.facts import Relation

_REACH = 400
"""How many characters before a citation its verb may stand; a longer list hands its verb on."""

_SIGHT = 2000
"""How many characters before and after a citation are looked at."""

_STOP = lazy(r"[，,。；;：:！!\n]")

_VERBS: tuple[tuple[Relation, str], ...] = (
    ("repeals", "废止|停止执行|宣布失效"),  # 决定废止《…条例》
    ("amends", "修改"),  # 决定修改《…条例》
    ("basis", "根据|依据|依照|按照|遵照|遵循|落实|贯彻|执行"),  # 根据《…法》和《…条例》
    ("basis", "(?<!参)按(?![期时月季年比需劳揭摩])|(?<!归)依(?![托法规次赖旧然靠])"),  # 按《…办法》规定办理
    ("mentions", "符合|参照|对照|达到|违反|实施|学习|宣传|列入|纳入"),  # 达到《…标准》合格以上
    ("mentions", "制定|制订|修订|修编|编制|起草|完善|出台|印发|转发|发布|公布|颁布|下发"),  # 修订《…标准》
    (
        "mentions",
        "取得|颁发|核发|发放|领取|申领|办理|填写|提交|提供|签订|签署|出具|持有|获得|换发|吊销",
    ),  # 取得《…证》
)
# 新修订的《…条例》, 市政府印发的《…办法》 are governed by the verb before
_VERB = lazy("|".join(f"(?P<v{n}>(?:{words})(?!后?的))" for n, (_, words) in enumerate(_VERBS)))

_AFTER: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("repeals", lazy("废止|停止执行|失效")),  # 《…办法》同时废止
    (
        "amends",
        lazy(r"修改为|作(?:出)?(?:如下|以下|相应|部分|文字)*修改|(?:予以|进行)修改"),
    ),  # 对《…》作如下修改
    ("basis", lazy("贯彻|落实")),  # 推进《…规范》等国家标准贯彻落实
)
_LEAD_IN: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("repeals", lazy(r"(?:废止|失效)[^。；;]*$")),  # 决定废止下列规章：
    ("amends", lazy(r"修改[^。；;]*$")),  # 决定对下列地方性法规作出修改：
    ("basis", lazy(r"(?:根据|依据)\s*[：:]?\s*$")),  # 编制依据
)
# 编制依据：《…规范》, or 编制依据 on the line above
_BASIS_LABEL = lazy(r"(?:依据|根据)(?:[：:]|\s*\n)[^。；;]*$")
# 国务院  、国家卫生健康委等四部门: what may stand between a comma and the next title of a list
_ATTRIBUTION = lazy(r"[、\s]*[一-鿿（）()、]{0,16}")

# 现将…印发给你们  现印发  同意  原则同意  批准
_ISSUE_BEFORE = lazy(
    r"(?:^|[，,。；;：:\n\s])(?:现|兹)(?:将|把)?[^，,。；;]*$|(?:批准|同意)[^，,。；;]{0,12}$|^\s*(?:转发|批转|印发)[^，,]*$"
)
_ISSUE_AFTER = lazy(rf"{words('ISSUES').pattern}|发给你们")
# 《…》已经市人民政府同意，现印发给你们  《…》业经第3次常务会议通过，现予公布
_APPROVED = lazy(
    r"[^。；;，,]{0,12}(?:已|业|经)[^。；;]*?(?:同意|通过|批准|审定|核准|审议)[^。；;]*(?:印发|转发|批转|公布|发布|施行)"
)


class Surroundings:
    """A text whose titles are masked, as each of its citations sees it: other brackets than its own blanked.

    A citation sees no further than the words that may govern it stand.
    """

    def __init__(self, masked: str) -> None:
        self.masked = masked.replace("《", BLANK).replace("》", BLANK)
        self.brackets = [bracket for bracket in find_brackets(masked) if bracket.opener in "（([〔［【"]
        self._starts = [bracket.start for bracket in self.brackets]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before `start` and after `end`, without the brackets that do not hold `start`."""
        low, high = max(0, start - _SIGHT), min(len(self.masked), end + _SIGHT)
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        plain, done = [], low
        for bracket in self.brackets[first:last]:
            if bracket.start >= done and not bracket.start < start < bracket.end:
                plain += [self.masked[done : bracket.start], BLANK * (bracket.end - bracket.start)]
                done = bracket.end
        seen = "".join([*plain, self.masked[done:high]])
        return seen[: start - low], seen[end - low :]


def relation_of(
    sentence: Surroundings,
    start: int,
    end: int,
    previous: tuple[int, Relation | None] | None,
    context: Context,
) -> Relation | None:
    """The relation of the citation at `[start:end)`; None where no word tells it.

    `previous` is where the citation before it ends and that one's relation: a list shares its verb.
    """
    above, below = sentence.around(start, end)
    before = _since_last(_STOP, above[-_REACH:])
    after = _STOP.split(below, maxsplit=1)[0]
    if _issues(above, below, context):
        return "issues"
    verb = _last_verb(before)
    for relation, verbs in _AFTER:
        if verbs.search(after) and (verb in (None, "mentions") if relation == "repeals" else verb is None):
            return relation
    if verb is not None:
        return verb
    if _BASIS_LABEL.search(above):
        return "basis"
    if previous and start - previous[0] <= len(above) and _in_list(above[len(above) - start + previous[0] :]):
        return previous[1]
    if len(above) == start and not above.strip(" 、，\n" + BLANK):
        return _from_lead_in(context)
    return None


def _issues(above: str, below: str, context: Context) -> bool:
    """Whether a notice puts the document in force: it is the notice's own instrument."""
    if context.role != "notice":
        return False
    before, after = _since_last(SENTENCE_END, above), SENTENCE_END.split(below, maxsplit=1)[0]
    clause = _since_last(_STOP, before)
    if _last_verb(clause) == "basis" or _AFTER[0][1].search(_STOP.split(after, maxsplit=1)[0]):
        return False
    if _ISSUE_BEFORE.search(before):
        return "同意" in clause or "批准" in clause or bool(_ISSUE_AFTER.search(clause + after))
    words, rest = clause.replace(BLANK, ""), after.replace(BLANK, "")
    return bool(_ATTRIBUTION.fullmatch(words)) and bool(_APPROVED.match(rest))


def _in_list(between: str) -> bool:
    """Whether only list marks and the names of issuing bodies stand between two citations."""
    head, comma, rest = between.rpartition("，") if "，" in between else between.rpartition(",")
    if not comma:
        return not _STOP.search(between) and _last_verb(between) is None
    if words("TAKENUP").ends(rest.rstrip()):
        return False
    return not head.strip(" " + BLANK) and bool(_ATTRIBUTION.fullmatch(rest)) and _last_verb(rest) is None


def _from_lead_in(context: Context) -> Relation | None:
    """What the text above a list says of its items: `决定废止下列规章：`."""
    for above in (
        context.before.last if context.before.count else context.lead_in,
        *reversed(context.headings),
    ):
        for relation, verbs in _LEAD_IN:
            if verbs.search(above.strip()):
                return relation
    return None


def _last_verb(text: str) -> Relation | None:
    verbs = list(_VERB.finditer(text))
    return _VERBS[int((verbs[-1].lastgroup or "v0")[1:])][0] if verbs else None


def _since_last(stop: re.Pattern[str], text: str) -> str:
    return stop.split(text)[-1]
