"""The face of gongbao: the command, and what it prints."""
