"""What holds for every page: safety, compression, reload."""
