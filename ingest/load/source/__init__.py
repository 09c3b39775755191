"""What one source gives a database: its outline, by which editions are told, and its rows, made before they are written."""
