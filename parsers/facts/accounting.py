"""Nothing lost: every character of a source lies in exactly one block or one named discard."""

from __future__ import annotations

from schema.document import Gazette


def unaccounted(gazette: Gazette, source: str) -> list[tuple[int, int, str]]:
    """The source ranges that no block or discard claims (`lost`) or that several do (`twice`); white space aside."""
    claims = [0] * len(source)
    blocks = [block.source for document in gazette.documents for block in document.blocks]
    blocks += [block.source for block in gazette.front]
    blocks += [(discard.source,) for discard in gazette.discards]
    for ranges in blocks:
        for start, end in ranges:
            for position in range(start, end):
                claims[position] += 1
    wrong: list[tuple[int, int, str]] = []
    for position, count in enumerate(claims):
        if count == 1 or (count == 0 and (source[position].isspace() or source[position] in "\ufeff\u200b")):
            continue
        name = "lost" if count == 0 else "twice"
        if wrong and wrong[-1][1] == position and wrong[-1][2] == name:
            wrong[-1] = (wrong[-1][0], position + 1, name)
        else:
            wrong.append((position, position + 1, name))
    return wrong
