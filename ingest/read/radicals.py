"""Characters that a text has under the names of their radicals: ⺠ is 民, ⾦ is 金."""

from __future__ import annotations

from parsers.language.lexicon import table

RADICALS = {ord(row["radical"]): ord(row["character"]) for row in table("radicals")}
"""The code point of the character for that of its radical, one for one."""


def named(text: str) -> str:
    """The text with characters in place of radicals; no character moves."""
    return text.translate(RADICALS)
