"""One question, one answer: each module answers one that several readers ask, from the lexicon."""
