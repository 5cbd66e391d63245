"""What a format's reader is given: the bytes of a file, or of a member of an archive, and how to read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from figcheck.articles import Unread
from figcheck.read.knownrows import FileRows
from figcheck.read.options import ReadOptions

if TYPE_CHECKING:
    from figcheck.read.unpacking import Budget

HEAD = 1 << 16
"""Bytes by which a format is told."""


class Unreadable(Exception):
    """What cannot be read, or not further, and why. ``line`` and ``column`` are of the first wrong character, where
    there is one, ``record`` is which record of its file it is."""

    def __init__(
        self,
        reason: str,
        advice: str,
        line: int | None = None,
        column: int | None = None,
        record: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice
        self.line = line
        self.column = column
        self.record = record


@dataclass(slots=True)
class Given:
    """Bytes to read.

    ``stream`` stands at their beginning; ``shown`` is the path of the file as the user gave it, ``name`` the file name,
    or the member's, by whose ending a format may be told. ``member`` is the path inside an archive, None for a file.
    ``named``: given by the user, not found in a folder. ``depth`` counts the archives around it, ``budget`` how much
    may still come out of them. ``url`` is where it was fetched from and ``charset`` the encoding that was stated with
    it, for what was kept together with its transfer. ``rows`` are those of the file that need not be read.
    """

    stream: BufferedReader[Any]
    shown: str
    name: str
    options: ReadOptions = field(default_factory=ReadOptions)
    member: str | None = None
    named: bool = True
    depth: int = 0
    budget: Budget | None = None
    url: str | None = None
    charset: str | None = None
    rows: FileRows | None = None

    @property
    def label(self) -> str:
        """The path for messages: with the member, if it is one."""
        return self.shown if self.member is None else f"{self.shown}!{self.member}"

    @property
    def suffix(self) -> str:
        """The ending of the name, in small letters, with its dot; "" for none."""
        return PurePosixPath(self.name).suffix.lower()

    def inside(self, name: str) -> str:
        """The member of that name inside of this, as a path from the file on."""
        return name if self.member is None else f"{self.member}!{name}"

    def head(self) -> bytes:
        """The first bytes, without taking them off the stream. Raises OSError from the stream."""
        return self.stream.peek(HEAD)[:HEAD]

    def whole(self) -> bytes:
        """All bytes. Raises Unreadable when there are more than ``max_bytes``, OSError from the stream."""
        limit = self.options.max_bytes
        raw = self.stream.read(limit + 1)
        if len(raw) > limit:
            raise Unreadable(f"larger than {limit:,} bytes", "split the file, or raise the limit (--max-file-size)")
        return raw

    def unread(
        self,
        reason: str,
        advice: str = "",
        line: int | None = None,
        column: int | None = None,
        record: int | None = None,
        detail: str = "",
    ) -> Unread:
        """A row for what could not be read of it."""
        return Unread(self.label, reason, advice, line, column, record, detail)

    def refused(self, error: Unreadable) -> Unread:
        """The row for an error."""
        return self.unread(error.reason, error.advice, error.line, error.column, error.record)
