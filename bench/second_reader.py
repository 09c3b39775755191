"""Whether a small model is worth keeping as a second reader of the kind of a number: `python bench/second_reader.py`.

It learns the kind of a target from the characters around its number (spaCy's `textcat` on hash embeddings, no vectors),
from all sets of gold but one, and is asked about that one. Where it gives the kind that the rules read less than a
probability, the row would be doubted: the model is worth keeping only if at least half of such rows are wrong.
Reads the real documents that GONGBAO_SAMPLES names, where it is set; numbers in tables are left out.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example

from ingest.evaluation.floors import read_floors
from ingest.evaluation.keys import target_key
from ingest.evaluation.match import match_all, match_by_number
from ingest.evaluation.predictions import read_prediction

ROOT = Path(__file__).parents[1]
AROUND = 24
"""Characters on each side of a number: a clause's verb and noun stand within."""
DOUBT_BELOW = 0.15
ROUNDS = 12
CONFIG = {
    "model": {
        "@architectures": "spacy.TextCatBOW.v3",
        "exclusive_classes": True,
        "length": 65536,
        "ngram_size": 3,
        "no_output_layer": False,
    }
}

Row = tuple[str, str, str]
"""The text around a number, the kind that gold gives, the kind that the rules read."""


def rows_of(pairs: list[tuple[Any, Mapping[str, Any] | None]]) -> Iterator[Row]:
    """The numbers in running text that gold and the parser both have."""
    for gold, parsed in pairs:
        if parsed is None:
            continue
        text = parsed["document"]["text"]
        wanted = {
            target_key(row): row["kind"] for row in gold.data.get("targets", ()) if not row.get("table")
        }
        for row in parsed["targets"]:
            kind = wanted.get(target_key(row))
            if kind and not row.get("table"):
                start, end = row["char_start"], row["char_end"]
                around = (
                    f"{text[max(0, start - AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + AROUND]}"
                )
                yield around, kind, row["kind"]


def read_sets() -> dict[str, list[Row]]:
    """The rows of every set of gold that is here."""
    found = {}
    for floors in read_floors(ROOT / "tests/gold/floors.toml"):
        if floors.name.endswith("-pdf") or not floors.is_here:
            continue
        gold, sources = floors.read(ROOT, read_prediction)
        pairs = (match_by_number if floors.by_number else match_all)(gold.documents, sources)
        found[floors.name] = list(rows_of(pairs))
    return found


def learn(rows: list[Row]) -> Any:
    """A model that has seen the rows some times over."""
    random.seed(0)
    spacy.util.fix_random_seed(0)
    language = spacy.blank("zh")
    textcat = language.add_pipe("textcat", config=CONFIG)
    kinds = sorted({kind for _, kind, _ in rows})
    for kind in kinds:
        textcat.add_label(kind)
    examples = [
        Example.from_dict(language.make_doc(text), {"cats": {k: float(k == kind) for k in kinds}})
        for text, kind, _ in rows
    ]
    language.initialize(lambda: examples)
    for _ in range(ROUNDS):
        random.shuffle(examples)
        for batch in spacy.util.minibatch(examples, 32):
            language.update(batch)
    return language


def main() -> None:
    """Print, for each set left out, how many rows would be doubted, and how many of these are wrong."""
    sets = read_sets()
    total: Counter[str] = Counter()
    for name, asked in sets.items():
        model = learn([row for other, rows in sets.items() if other != name for row in rows])
        counts: Counter[str] = Counter(rows=len(asked))
        for text, kind, read in asked:
            wrong = kind != read
            doubted = model(text).cats.get(read, 0.0) < DOUBT_BELOW
            counts["wrong"] += wrong
            counts["doubted"] += doubted
            counts["doubted and wrong"] += wrong and doubted
        total += counts
        print(name, dict(counts))
    print("all", dict(total))


if __name__ == "__main__":
    main()
