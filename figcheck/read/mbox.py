"""A mailbox (mbox, RFC 4155): letters one after the other, each behind a line "From …", read one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.read.decoding import characters_of
from figcheck.read.drafts import Draft, Row
from figcheck.read.given import Given, Unreadable
from figcheck.read.lines import LINE_END, Stretch
from figcheck.read.mail import read_letter
from figcheck.read.mime import MailText
from figcheck.timelimit import TookTooLong

# "From " also begins sentences. Programs that write mailboxes put the day and time of delivery behind it.
_FROM: Final = expression(
    rb"From (?:-|\S*) *.{0,200}\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b.{0,60}\b\d{4}\b.{0,20}\r?\n?", re.IGNORECASE
)


class _Letter(NamedTuple):
    """The bytes of a letter, None for one that is too large, and where they begin in the file."""

    raw: bytes | None
    offset: int
    line: int


def read(given: Given) -> Iterator[Row]:
    """The articles of the letters; one that cannot be read is a row, and the others go on."""
    number = 0
    for letter in _letters(given):
        number += 1
        if letter.raw is None:
            limit = f"{given.options.max_bytes:,} bytes"
            yield given.unread(
                f"the letter is larger than {limit}", "raise the limit (--max-file-size)", letter.line, 1, number
            )
            continue
        file = MailText(letter.raw)
        try:
            for row in read_letter(given, file, 0, len(file.text), number, in_mbox=True):
                yield _moved(row, letter)
        except (Unreadable, TookTooLong) as error:
            yield given.unread(error.reason, error.advice, letter.line, 1, number)
    if not number:
        yield given.unread("no letter: none begins with a line From …", "give single letters as .eml")


def _moved(row: Row, letter: _Letter) -> Row:
    """A row with places of the file, not of the letter."""
    if isinstance(row, Draft):
        return replace(row, body=_shifted(row.body, letter), title=row.title and _shifted(row.title, letter))
    if isinstance(row, Unread) and row.line is None:
        return replace(row, line=letter.line, column=1)
    return row


def _shifted(stretch: Stretch, letter: _Letter) -> Stretch:
    pieces = tuple(
        piece._replace(offset=piece.offset + letter.offset, line=piece.line + letter.line - 1)
        for piece in stretch.pieces
    )
    return Stretch(stretch.text, pieces)


def _is_utf_8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _letters(given: Given) -> Iterator[_Letter]:
    limit = given.options.max_bytes
    lines: list[bytes] = []
    size = 0
    offset, line_number = 0, 1  # of what comes next
    begun: tuple[int, int] | None = None
    is_blank = is_start = True
    while raw := given.stream.readline(limit):
        is_mark = is_start and is_blank and raw.startswith(b"From ") and _FROM.fullmatch(raw) is not None
        count = characters_of(raw) if raw.isascii() or _is_utf_8(raw) else len(raw)
        if is_mark:
            if begun is not None:
                yield _Letter(b"".join(lines) if size <= limit else None, *begun)
            lines, size = [], 0
            begun = (offset + count, line_number + 1)
        elif begun is not None:
            size += len(raw)
            if size <= limit:
                lines.append(raw)
            else:
                lines.clear()
        is_blank = raw in (b"\n", b"\r\n")
        is_start = raw.endswith(b"\n")
        offset += count
        line_number += len(LINE_END.findall(raw.decode("latin-1"))) if b"\r" in raw else is_start
    if begun is not None:
        yield _Letter(b"".join(lines) if size <= limit else None, *begun)
