"""What whoever reads may know of files already: rows whose articles need not be read again."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class KnownRows(Protocol):
    """The rows of files of which somebody has the articles already."""

    def of_file(self, home: str, shown: str) -> FileRows:
        """Those of a file, by its path from the root ("" for none) and as the user gave it."""
        ...


class FileRows(Protocol):
    """The rows of one file of which somebody has the articles already."""

    def digest(self, member: str | None, row: bytes) -> bytes:
        """What a row is known by, as it stands in the file; ``member`` is what it stands in, inside of the file."""
        ...

    def same(self, digest: bytes, number: int) -> KnownRow | None:
        """The article of a row, where it is known and would have the same id; ``number`` counts the rows of the file
        from 1. Each article is given once."""
        ...


class KnownRow(NamedTuple):
    """The id of an article that is known, and whether that is the one which the row itself states."""

    id: str
    keeps_id: bool
