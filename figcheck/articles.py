"""Articles as they lie on disk: their text, what is known of them, and the way from a place in the text to the file."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from figcheck.intervals import INFINITY


class Span(NamedTuple):
    """A stretch of an article's text: ``text[start:end]``."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """True when the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """True when the two spans share a character."""
        return self.start < other.end and other.start < self.end


class Piece(NamedTuple):
    """From ``text_start`` on, text and file run in step on one line, up to the next piece.

    ``offset`` counts characters of the decoded file (a BOM is none); ``line`` and ``column`` are 1-based.
    """

    text_start: int
    offset: int
    line: int
    column: int


class Place(NamedTuple):
    """Where a span stands on disk. Offsets, ``line`` and ``column`` are None in files without text of their own."""

    start: int | None
    end: int | None
    line: int | None
    column: int | None
    member: str | None = None
    record: int | None = None


@dataclass(frozen=True, slots=True)
class TextMap:
    """Maps positions in an article's text to positions in the file it was read from.

    ``pieces`` are sorted by ``text_start``; the first starts at 0. Within a piece, text and file advance one
    character for one character. No pieces: the file has no text of its own, and ``member`` or ``record`` say where
    in the container the article stands.
    """

    pieces: tuple[Piece, ...]
    member: str | None = None
    record: int | None = None

    def place(self, span: Span) -> Place:
        """The place on disk of a span of the text."""
        if not self.pieces:
            return Place(None, None, None, None, self.member, self.record)
        if len(self.pieces) == 1 and span.end > span.start:
            only = self.pieces[0]
            step = span.start - only.text_start
            return Place(
                only.offset + step,
                only.offset + span.end - only.text_start,
                only.line,
                only.column + step,
                self.member,
                self.record,
            )
        first = self._piece(span.start)
        step = span.start - first.text_start
        last_index = max(span.end - 1, span.start)
        last = self._piece(last_index)
        end = last.offset + (last_index - last.text_start) + (1 if span.end > span.start else 0)
        behind = self._piece(span.end)
        if behind.text_start == span.end and behind.line == last.line:
            end = max(end, behind.offset)  # the last character was written as an escape of several
        return Place(first.offset + step, end, first.line, first.column + step, self.member, self.record)

    def _piece(self, position: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.pieces, (position, INFINITY)) - 1)]


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of an article beside its text.

    ``id`` is as given by the file, else its path relative to the folder that was named, with ``#n`` inside a
    container. ``path`` is written with forward slashes. ``published`` and ``updated`` are calendar days, None when
    unknown.
    ``digest`` is the SHA-256 of title and text, in hex: equal for the same article read from two formats.
    """

    id: str
    path: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: dt.date | None = None
    url: str | None = None
    digest: str = ""
    updated: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: header, text and the way back to the file.

    ``text`` is the title (``text[:title_end]``), a blank line, then the body; 0 = no title. Bytes of the body are
    never rewritten, so line ends stay as they are on disk.
    """

    header: Header
    text: str
    title_end: int
    text_map: TextMap

    @property
    def title_span(self) -> Span:
        """Where the title stands in ``text``; empty when there is none."""
        return Span(0, self.title_end)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or article that could not be read: where (``record`` in a container), why, and what to do."""

    path: str
    reason: str
    advice: str = ""
    line: int | None = None
    column: int | None = None
    record: int | None = None
    detail: str = ""
