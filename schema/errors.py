"""What can go wrong, one type per thing the caller can do about it. A message names file, place, cause and remedy."""

from __future__ import annotations

from pathlib import Path

from schema.file_names import in_one_line


class GongbaoError(Exception):
    """Any error with a message for the user. `exit_status` is what the command ends with."""

    exit_status = 1


class SourceError(GongbaoError):
    """A source cannot be read or parsed: leave it out, tell the user, go on with the others."""

    def __init__(self, source: str | Path, cause: str, remedy: str, place: str | None = None):
        super().__init__(source, cause, remedy, place)
        self.source = str(source)
        self.cause = cause
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        return in_one_line(f"{self.source}{place}: {self.cause}; {self.remedy}")


class PageError(SourceError):
    """A page of a source was given up: tell the user. The rest of the source may still be read."""

    def __init__(self, source: str | Path, cause: str, remedy: str, page: int):
        super().__init__(source, cause, remedy, f"page {page}")
        self.page = page

    def of_source(self) -> SourceError:
        """The same as an error of the whole source."""
        return SourceError(self.source, self.cause, self.remedy, self.place)


class DeclarationError(SourceError):
    """A `sources.toml` says something that is not understood: correct it before parsing its folder."""


class NothingToReadError(GongbaoError):
    """The paths that were given hold no sources: give others."""

    exit_status = 2


class NothingParsedError(GongbaoError):
    """None of the sources could be read: see what was said of each."""


class DatabaseError(GongbaoError):
    """The database is missing, of another version, or not one of ours: build it anew."""


class ClusterError(GongbaoError):
    """The scheduler or its workers cannot be used: see what it says of them."""

    exit_status = 2


class LoadError(GongbaoError):
    """What was parsed does not fit together in a database: a fault of the program, to be reported."""


class ExportError(GongbaoError):
    """The database cannot be written in this format at this place: give another, or install what it says."""

    exit_status = 2


class ComponentError(GongbaoError):
    """A component that a declaration names is not installed: install it, or take the name out."""
