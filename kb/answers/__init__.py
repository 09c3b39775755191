"""Questions that people ask of kb.db, one source of rows each; `kb.serial` writes the rows in every format."""
