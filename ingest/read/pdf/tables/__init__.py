"""The tables of a page, ruled and unruled, cut and continued."""
