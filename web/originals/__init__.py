"""Pictures of the printed pages."""
