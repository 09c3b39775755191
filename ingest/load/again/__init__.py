"""A database renewed: the rows of sources that changed, came or went are written anew in a copy; the others stay."""
