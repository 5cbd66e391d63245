"""The lines of a decoded file, and stretches of text that know where in the file they stand.

Only ``\\n``, ``\\r\\n`` and ``\\r`` end a line, as editors count; U+2028, U+0085, form feed and the like do
not (``str.splitlines`` would let them).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from figcheck.articles import Piece
from figcheck.expressions import expression
from figcheck.intervals import INFINITY

new_piece = tuple.__new__
"""``new_piece(Piece, (…))`` is ``Piece(…)``, in half the time: long texts with many escapes or lines have many."""

LINE_END = expression(r"\r\n?|\n")


class Line(NamedTuple):
    """One line of a file, as offsets of its characters; ``end`` leaves the line end out."""

    start: int
    end: int


class Stretch(NamedTuple):
    """Some text with the way back to the file: ``pieces`` as in ``TextMap``, the first at 0. Empty text has
    none.
    """

    text: str
    pieces: tuple[Piece, ...]

    def part(self, start: int, end: int) -> Stretch:
        """The stretch of ``text[start:end]``, its pieces counted from its own start."""
        if start >= end:
            return Stretch("", ())
        if not self.pieces:  # text of a file that has none of its own
            return Stretch(self.text[start:end], ())
        index = max(0, bisect_right(self.pieces, (start, INFINITY)) - 1)
        first = self.pieces[index]
        step = start - first.text_start
        pieces = [Piece(0, first.offset + step, first.line, first.column + step)]
        for piece in self.pieces[index + 1 :]:
            if piece.text_start >= end:
                break
            at, offset, line, column = piece
            pieces.append(new_piece(Piece, (at - start, offset, line, column)))
        return Stretch(self.text[start:end], tuple(pieces))

    def stripped(self) -> Stretch:
        """The stretch without white space at either end."""
        bare = self.text.strip()
        if len(bare) == len(self.text):
            return self
        lead = len(self.text) - len(self.text.lstrip())
        return self.part(lead, lead + len(bare))


def joined(parts: Sequence[Stretch], between: str) -> Stretch:
    """Stretches as one, with some text between them that stands nowhere."""
    if len(parts) == 1:
        return parts[0]
    pieces: list[Piece] = []
    length = 0
    for part in parts:
        if length:
            pieces += [
                new_piece(Piece, (at + length, offset, line, column)) for at, offset, line, column in part.pieces
            ]
        else:
            pieces += part.pieces
        length += len(part.text) + len(between)
    return Stretch(between.join(part.text for part in parts), tuple(pieces))


class FileText:
    """A decoded file (without its BOM) and its lines. A line end at the end of the file opens one more,
    empty line.
    """

    __slots__ = ("_starts", "lines", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        start = 0
        for end in LINE_END.finditer(text):
            self.lines.append(Line(start, end.start()))
            start = end.end()
        self.lines.append(Line(start, len(text)))
        self._starts = [line.start for line in self.lines]

    def line(self, number: int) -> str:
        """The text of a line, counted from 0, without its line end. Raises IndexError past the last."""
        start, end = self.lines[number]
        return self.text[start:end]

    def is_blank(self, number: int) -> bool:
        """True when the line (counted from 0) holds nothing but white space."""
        line = self.line(number)
        return not line or line.isspace()

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, both counted from 1, of a character of the file."""
        index = max(0, bisect_right(self._starts, offset) - 1)
        return index + 1, offset - self._starts[index] + 1

    def stretch(self, start: int, end: int) -> Stretch:
        """The characters ``start`` to ``end`` of the file: one piece for each line they touch."""
        if start >= end:
            return Stretch("", ())
        line, column = self.place(start)
        pieces = [Piece(0, start, line, column)]
        for number in range(line, bisect_right(self._starts, end - 1)):
            begin = self._starts[number]
            pieces.append(Piece(begin - start, begin, number + 1, 1))
        return Stretch(self.text[start:end], tuple(pieces))

    def body(self, first: int, past: int) -> Stretch:
        """The lines ``first`` up to, not with, ``past`` (counted from 0), without blank lines at either
        end.
        """
        while first < past and self.is_blank(first):
            first += 1
        while past > first and self.is_blank(past - 1):
            past -= 1
        if first == past:
            return Stretch("", ())
        start = self.lines[first].start
        return self.stretch(start, start + len(self.text[start : self.lines[past - 1].end].rstrip()))


def stretch_from_positions(text: str, positions: list[int], file: FileText) -> Stretch:
    """A short text whose every character is known to stand at an offset of the file (``positions``, one
    each).
    """
    pieces: list[Piece] = []
    expected: tuple[int, int] | None = None
    for index, offset in enumerate(positions):
        line, column = file.place(offset)
        if expected != (offset, line):
            pieces.append(Piece(index, offset, line, column))
        expected = (offset + 1, line)
    return Stretch(text, tuple(pieces))
