"""Sentences of mostly the same words: the more, the rarer the words that they share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

_BRACKETS = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[）)〕\]]")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_SENTENCE = re.compile(r"[^。；！？\n]+")
_ALIKE = 0.65
"""The share of the shorter sentence's weight that the longer holds."""
_OF_THE_LONGER = 0.25
"""The share of the longer one that this is at least: a few words are found in any long sentence."""
_FEWEST = 8
"""Pairs of signs that two sentences share at least."""
_COMMON = 0.03
"""Pairs of signs in more than so many of the sentences are set phrases (加强领导), and say nothing."""
_FEW = 3

Pairs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """A sentence that is like another: the share of words, the number of its text, the sentence."""

    share: float
    text: int
    sentence: str


def sentences(text: str) -> list[str]:
    """The sentences of a text, without what stands in brackets: 〔责任单位：各县（市、区）〕."""
    for _ in range(2):
        text = _BRACKETS.sub("", text)
    return [found[0].strip() for found in _SENTENCE.finditer(text)]


class Sentences:
    """The sentences of texts, to be asked for those that are like others."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._all = [
            (number, said, _pairs(said)) for number, text in enumerate(texts) for said in sentences(text)
        ]
        used = Counter(pair for _, _, pairs in self._all for pair in pairs)
        most = max(_FEW, _COMMON * len(self._all))
        self._weights = {
            pair: log(1 + len(self._all) / count) for pair, count in used.items() if count <= most
        }
        self._rarest = log(1 + len(self._all))
        self._common = {pair for pair, count in used.items() if count > most}
        self._sizes = [sum(map(self._weight, pairs)) for _, _, pairs in self._all]
        self._index: dict[str, list[int]] = defaultdict(list)
        for at, (_, _, pairs) in enumerate(self._all):
            for pair in pairs - self._common:
                self._index[pair].append(at)

    def like(self, sentence: str) -> list[Alike]:
        """The sentences that share most of the words of one, of each text the one that is most alike."""
        best: dict[int, Alike] = {}
        for share, at in self._sharing(_pairs(sentence) - self._common):
            text, said, _ = self._all[at]
            if text not in best or best[text].share < share:
                best[text] = Alike(share, text, said)
        return list(best.values())

    def _sharing(self, own: Pairs) -> Iterator[tuple[float, int]]:
        weight = sum(map(self._weight, own))
        shared: dict[int, list[str]] = defaultdict(list)
        for pair in own:
            for at in self._index.get(pair, ()):
                shared[at].append(pair)
        for at, pairs in shared.items():
            held = sum(map(self._weight, pairs))
            shorter, longer = sorted((weight, self._sizes[at]))
            if len(pairs) >= _FEWEST and held >= _ALIKE * shorter and held >= _OF_THE_LONGER * longer:
                yield held / shorter, at

    def _weight(self, pair: str) -> float:
        """How rare a pair of signs is; nothing where it is a set phrase's."""
        return 0.0 if pair in self._common else self._weights.get(pair, self._rarest)


def _pairs(sentence: str) -> Pairs:
    return frozenset(a + b for run in _CHINESE.findall(sentence) for a, b in pairwise(run))
