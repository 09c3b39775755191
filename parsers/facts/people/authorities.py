"""The body whose decision appoints (guidelines, `appointments`, `authority`)."""

from __future__ import annotations

from parsers.language.lexicon import words
from parsers.language.names.offices import full_name
from parsers.language.patterns import lazy

_DATE = r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[，,]?)?"
_PATTERNS = (
    # 根据南通市第十六届人大常委会第三次会议决定：  根据中共某市委《关于…的通知》
    lazy(
        rf"(?:根据|按照|遵照){_DATE}(?P<body>[^，,。；：:]+?)(?:《[^》]*》)?(?:的?(?:研究)?(?:决定|决议|表决|通过|意见|任免|通知|文件))"
    ),
    # 经市政府第12次常务会议研究决定  经市委研究同意
    lazy(
        rf"经{_DATE}(?P<body>[^，,。；：:]{{2,}}?)(?:集体)?(?:研究|讨论|审议|表决|(?<!次常务)(?<!次全体)会议通过|决定|同意|批准|通过|任命)"
    ),
    # （2022年7月22日某市第十六届人民代表大会常务委员会第三次会议通过）
    lazy(rf"[（(]{_DATE}(?P<body>[^，,。；：:（）()]+?会议)(?:表决)?通过[）)]"),
    # 国家税务总局某省税务局决定  某市人民政府研究决定
    lazy(
        rf"(?:^|[，,。；）)\s]){_DATE}(?!并?经|根据|按照)(?P<body>[^，,。；：:\s（）()]{{2,}}?)(?:于?{_DATE})(?:经?研究)?(?:决定|任命)"
    ),
)
_ORGAN = lazy(words("ORGAN").pattern)
_NO_BODY = lazy(r"(?:经|研究|会议|兹|现|有关|工作需要|特此|认真|集体|反复|慎重|上级).{0,3}")
# 经研究决定: the issuer
_BY_ISSUER = lazy(r"经?研究|决定|同意")


def find_authority(lead: str, place: str | None, issuer: str | None) -> str | None:
    """The deciding body in the words before an appointment; `issuer` where they only say 经研究决定."""
    found = [match for pattern in _PATTERNS for match in pattern.finditer(lead.strip())]
    bodies = [
        match for match in found if _ORGAN.search(match["body"]) and not _NO_BODY.fullmatch(match["body"])
    ]
    if bodies:
        last = max(bodies, key=lambda match: match.end())
        return full_name(last["body"].strip(), place)
    return issuer if _BY_ISSUER.search(lead) else None
