"""Where a reader stands in a decoded file that it goes through in pieces, and stretches from there."""

from __future__ import annotations

from typing import NamedTuple

from figcheck.articles import Piece
from figcheck.read.lines import LINE_END, Stretch


class Cursor(NamedTuple):
    """A character of a decoded file: its offset from 0 (a BOM is none), and line and column from 1."""

    offset: int = 0
    line: int = 1
    column: int = 1

    def after(self, text: str, start: int, end: int) -> Cursor:
        """The cursor behind ``text[start:end]``, which begins here and does not end between the two halves of a
        CRLF."""
        feeds, returns = text.count("\n", start, end), text.count("\r", start, end)
        if not feeds and not returns:
            return Cursor(self.offset + end - start, self.line, self.column + end - start)
        lines = feeds + returns - (text.count("\r\n", start, end) if returns else 0)
        last = max(text.rfind("\n", start, end), text.rfind("\r", start, end) if returns else -1)
        return Cursor(self.offset + end - start, self.line + lines, end - last)


def stretch_from(text: str, at: Cursor) -> Stretch:
    """Text that stands in the file as it is, from the cursor on: one piece a line."""
    if not text:
        return Stretch("", ())
    pieces = [Piece(0, at.offset, at.line, at.column)]
    for number, end in enumerate(LINE_END.finditer(text), at.line + 1):
        if end.end() < len(text):
            pieces.append(Piece(end.end(), at.offset + end.end(), number, 1))
    return Stretch(text, tuple(pieces))
