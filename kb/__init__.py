"""Questions to kb.db, asked by the command line and by other programs alike."""
