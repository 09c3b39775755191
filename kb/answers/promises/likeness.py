"""Sentences of mostly the same words: the more, the rarer the words that they share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        self._used = Counter(pair for _, _, pairs in self._all for pair in pairs)
        self._most = max(_FEW, _COMMON * len(self._all))

    def like(self, asked: Sequence[str]) -> list[list[Alike]]:
        """For each sentence, those that share most of its words; of each text the one that is most alike."""
        own = [frozenset(filter(self._weight, _pairs(sentence))) for sentence in asked]
        index: dict[str, list[int]] = {pair: [] for pairs in own for pair in pairs}
        for at, (_, _, pairs) in enumerate(self._all):
            for pair in pairs & index.keys():
                index[pair].append(at)
        return [self._best(pairs, index) for pairs in own]

    def _best(self, own: Pairs, index: Mapping[str, Sequence[int]]) -> list[Alike]:
        best: dict[int, Alike] = {}
        for share, at in self._sharing(own, index):
            text, said, _ = self._all[at]
            if text not in best or best[text].share < share:
                best[text] = Alike(share, text, said)
        return list(best.values())

    def _sharing(self, own: Pairs, index: Mapping[str, Sequence[int]]) -> Iterator[tuple[float, int]]:
        weight = self._size(own)
        for at, count in Counter(at for pair in own for at in index[pair]).items():
            if count < _FEWEST:
                continue
            other = self._all[at][2]
            shared = self._size(own & other)
            shorter, longer = sorted((weight, self._size(other)))
            if shared >= _ALIKE * shorter and shared >= _OF_THE_LONGER * longer:
                yield shared / shorter, at

    def _size(self, pairs: Pairs) -> float:
        return sum(map(self._weight, pairs))

    def _weight(self, pair: str) -> float:
        """How rare a pair of signs is; nothing where it is a set phrase's."""
        used = self._used[pair]
        return log(1 + len(self._all) / max(used, 1)) if used <= self._most else 0.0


def _pairs(sentence: str) -> Pairs:
    return frozenset(a + b for run in _CHINESE.findall(sentence) for a, b in pairwise(run))
