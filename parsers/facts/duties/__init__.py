"""Who must do it: organisations and their roles."""
