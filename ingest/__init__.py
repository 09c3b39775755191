"""Files in, rows out: find, recognise and read sources; load and search kb.db; the command line."""
