"""The text of a file in pieces, so that a file larger than memory can be read record by record."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from figcheck.expressions import expression
from figcheck.read.cursor import Cursor
from figcheck.read.decoding import Undecodable, decode, marked_encoding, refuse_binary
from figcheck.read.given import Given

CHUNK = 1 << 20
"""Characters (about) that are decoded at a time."""

_ENCODINGS = expression(r"(?:iso|windows|cp|koi|mac|big|gb|euc|shift|latin|x-|tis|hz)", re.IGNORECASE)
_LINE = expression(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++\Z")


def text_chunks(given: Given, declared: str | None = None) -> Iterator[str]:
    """The decoded text, without a byte order mark; no chunk ends between the two halves of a CRLF.

    What fits into ``max_bytes`` is one chunk, in whatever encoding it is told to be of (``declared``: what the file
    itself says, which a byte order mark overrules). More comes as it is read and must be in the encoding that its mark
    or its declaration names, or in UTF-8. Raises Undecodable, with line and column of the first wrong byte, and OSError
    from the stream.
    """
    declared = _known(declared)
    limit = given.options.max_bytes
    raw = given.stream.read(limit + 1)
    encoding, mark = marked_encoding(raw)
    if len(raw) <= limit:
        text = None if encoding else _declared(raw, declared)
        yield from [text] if (text := decode(raw) if text is None else text) else []
        return
    if encoding is None:
        refuse_binary(raw[:CHUNK])
    yield from _decoded(given, raw[mark:], encoding or declared or "utf-8")


def _known(encoding: str | None) -> str | None:
    """The encoding where it is one that a text can be in whose declaration could be read; UTF-8 needs no declaring."""
    if encoding is None or not _ENCODINGS.match(encoding):
        return None
    try:
        b"".decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return encoding


def _declared(raw: bytes, encoding: str | None) -> str | None:
    """The text in the encoding that the file says it is in, None where that is none or does not fit."""
    if encoding is None:
        return None
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        raise Undecodable("binary: holds NUL characters", "give text files only")
    return text


def _decoded(given: Given, raw: bytes, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    at = Cursor()
    held = ""
    start = 0
    while True:
        piece = raw[start : start + CHUNK] if start < len(raw) else given.stream.read(CHUNK)
        start += CHUNK
        try:
            text = held + decoder.decode(piece, not piece)
        except UnicodeDecodeError as error:
            before = held + error.object[: error.start].decode(encoding, "replace")
            where = at.after(before, 0, len(before))
            raise Undecodable(
                f"not valid {encoding.upper()}: {error.reason}",
                "mend that character, or save the file as UTF-8",
                where.line,
                where.column,
            ) from None
        if "\0" in text:
            where = at.after(text, 0, text.index("\0"))
            raise Undecodable("binary: holds NUL characters", "give text files only", where.line, where.column)
        held = ""
        if text.endswith("\r") and piece:
            text, held = text[:-1], "\r"
        if text:
            yield text
        at = at.after(text, 0, len(text))
        if not piece:
            return


class TooLong(Exception):
    """A line longer than is held at once; where it begins."""

    def __init__(self, at: Cursor) -> None:
        super().__init__(f"line {at.line}")
        self.at = at


class Lines:
    """Lines with their ends, one after the other. ``at`` is where the next one begins."""

    def __init__(self, chunks: Iterator[str], limit: int) -> None:
        self.at = Cursor()
        self._limit = limit
        self._lines = self._split(chunks)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line. Raises TooLong for one that is over the limit; the next call gives the one behind it."""
        line = next(self._lines)
        if isinstance(line, Cursor):
            at, self.at = self.at, line
            raise TooLong(at)
        self.at = self.at.after(line, 0, len(line))
        return line

    def _split(self, chunks: Iterator[str]) -> Iterator[str | Cursor]:
        """Lines, and for one too long where the next begins."""
        open_line = ""
        skipped: Cursor | None = None  # behind what was read of a line that is too long
        for chunk in chunks:
            for found in _LINE.finditer(chunk):
                line = found.group()
                is_whole = line.endswith(("\n", "\r"))
                if skipped is not None:
                    skipped = skipped.after(line, 0, len(line))
                    if is_whole:
                        yield skipped
                        skipped = None
                    continue
                open_line = open_line + line if open_line else line
                if len(open_line) > self._limit:
                    skipped = self.at.after(open_line, 0, len(open_line))
                    open_line = ""
                    if is_whole:
                        yield skipped
                        skipped = None
                elif is_whole:
                    yield open_line
                    open_line = ""
        if skipped is not None:
            yield skipped
        elif open_line:
            yield open_line
