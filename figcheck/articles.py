"""Articles as they lie on disk: their text, what is known of them, and the way from a place in the text to the file."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
    character for one character. What stands in the file and not in the text (a comment for figcheck) begins with a
    piece and ends with one at the same ``text_start``. No pieces: the file has no text of its own, and ``member`` or
    ``record`` say where in the container the article stands.
    ``parts`` then tell more, where the format has pages or paragraphs: where in the text each begins, and what it is
    called, in place of ``member``.
    """

    pieces: tuple[Piece, ...]
    member: str | None = None
    record: int | None = None
    parts: tuple[tuple[int, str], ...] = ()

    def place(self, span: Span) -> Place:
        """The place on disk of a span of the text."""
        if not self.pieces:
            index = bisect_right(self.parts, (span.start, "\U0010ffff")) - 1
            member = self.parts[index][1] if index >= 0 else self.member
            return Place(None, None, None, None, member, self.record)
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
        index = bisect_left(self.pieces, (span.end,))
        if index < len(self.pieces) and self.pieces[index].text_start == span.end:
            behind = self.pieces[index]  # the first: where what is left out begins, not where it ends
            if behind.line == last.line:
                end = max(end, behind.offset)  # the last character was written as an escape of several
        return Place(first.offset + step, end, first.line, first.column + step, self.member, self.record)

    def _piece(self, position: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.pieces, (position, INFINITY)) - 1)]


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of an article beside its text.

    ``id`` is as given by the file, else its path, with ``#n`` inside a container: from the root of the archive where
    one is known, else from the folder that was named. ``path`` is written with forward slashes. ``published`` and
    ``updated`` are calendar days, None when unknown.
    ``digest`` is the SHA-256 of title and text, in hex: equal for the same article read from two formats.
    ``home`` is the path from the root of the archive, with ``#n`` inside a container, "" where no root is known;
    ``keeps_id`` is True of an id that the file gave.
    ``edition_of`` is what all editions of an article share, "" where that is unknown. ``apart`` is the path of what
    lies outside of the root from the folder that was named, "" otherwise: where it lies from the root differs from one
    machine to the next.
    """

    id: str
    path: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: dt.date | None = None
    url: str | None = None
    digest: str = ""
    home: str = ""
    keeps_id: bool = False
    edition_of: str = ""
    updated: dt.date | None = None
    apart: str = ""

    @property
    def lasting_id(self) -> str:
        """What the article is called whichever folder is named: the id that its file gives, else its path from the
        root. What lies outside the root has nothing but its path in the folder that was named."""
        if self.apart:
            return self.apart
        return self.id if self.keeps_id or not self.home or self.home.startswith("../") else self.home


class Ignore(NamedTuple):
    """A comment in an article that waives findings, ``figcheck: ignore[rule-id] reason``.

    ``covers`` is the stretch of the article's text that it is about, empty where nothing stands below it; ``within`` is
    that stretch on disk, ``place`` the comment itself. ``whole``: it is about the whole article. ``wrong`` is why it is
    not understood, "" when it is.
    """

    rules: tuple[str, ...]
    reason: str
    covers: Span
    place: Place
    within: Place
    whole: bool = False
    wrong: str = ""


class Remark(NamedTuple):
    """Something to put in order that is no finding: an ignore that nothing needs, an acceptance that has run out, text
    in the wrong encoding.

    ``kind`` is one of REMARKS. Lines and columns count from 1.
    """

    kind: str
    message: str
    path: str
    line: int | None = None
    column: int | None = None
    advice: str = ""


class RowRead(NamedTuple):
    """The row of a file that an article was read from: a digest of it, and where it begins, in characters from 0 and
    lines from 1."""

    digest: bytes
    offset: int
    line: int


class Unchanged(NamedTuple):
    """Articles that were not read, since whoever asked for them has them from these very rows, one behind the other:
    their ids, and the rows; ``path`` is their file as the user gave it."""

    path: str
    rows: Sequence[tuple[str, RowRead]]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: header, text and the way back to the file.

    ``text`` is the title (``text[:title_end]``), a blank line, then the body; 0 = no title. Bytes of the body are
    never rewritten, so line ends stay as they are on disk; comments for figcheck are left out and stand in ``ignores``.
    Letters and accents written apart are one here, in Normalization Form C. ``remarks`` are what struck its reader.
    ``row`` is told of what lies in rows, where it is asked for.
    """

    header: Header
    text: str
    title_end: int
    text_map: TextMap
    ignores: tuple[Ignore, ...] = ()
    remarks: tuple[Remark, ...] = ()
    row: RowRead | None = None

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


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something in a folder, archive or container that is no article and was not meant to be: what it is (".jpg file",
    "excluded"), how many of it, and where."""

    path: str
    what: str
    count: int = 1
