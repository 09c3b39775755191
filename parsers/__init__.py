"""Pure functions from paragraphs to rows. No files, no database, no clock."""
