"""JSON Lines: one object a line, under the names of ``fields``.

A line that is broken or too long costs that line alone.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from figcheck.articles import RowRead, Unread
from figcheck.expressions import expression
from figcheck.read.cursor import Cursor
from figcheck.read.decoding import Undecodable, characters_of, decode, length_decoded, marked_encoding, refuse_binary
from figcheck.read.drafts import Draft, Same, SameRows
from figcheck.read.fields import kind_of
from figcheck.read.given import Given
from figcheck.read.jsontext import Value, load
from figcheck.read.lines import LINE_END
from figcheck.read.ours import is_ours, passed_over
from figcheck.read.records import Records, condensed

_OBJECT = expression(rb"\s*\{[^\0]")
_CHUNK = 1 << 20
_TOGETHER = 200  # known rows that are given at once


def read(given: Given) -> Iterator[Draft | SameRows | Unread]:
    """The articles of a JSON Lines file, and a row for every line that is none. Blank lines are passed over.

    The stream is read line by line; a line longer than ``max_bytes`` is passed over with a row. Numbers count the lines
    that are not blank, so a broken line does not rename those after it. Raises Unreadable when it is no text at all,
    and OSError from the stream.
    """
    yield from condensed(_together(_read(given)), given)


def _together(rows: Iterator[Draft | Same | Unread]) -> Iterator[Draft | SameRows | Unread]:
    """The rows, those that are known in blocks: each way that a row goes costs more than to know it."""
    known: list[Same] = []
    for row in rows:
        if isinstance(row, Same):
            known.append(row)
            if len(known) < _TOGETHER:
                continue
        if known:
            yield SameRows(known)
            known = []
        if not isinstance(row, Same):
            yield row
    if known:
        yield SameRows(known)


def _read(given: Given) -> Iterator[Draft | Same | Unread]:
    head = given.head()
    if marked_encoding(head)[0] is None and not _OBJECT.match(head):
        refuse_binary(head)  # one row for the file, not one a line
    limit = given.options.max_bytes
    records = Records(given)
    offset, number, ours = 0, 0, 0
    for raw in _raw_lines(given.stream, limit):
        number += 1
        if isinstance(raw, int):
            yield records.refused(
                f"the line is longer than {limit:,} bytes", "split the text, or raise the limit", number
            )
            offset += raw
            continue
        row = _row_read(raw, Cursor(offset, number, 1), given)
        same = _same(raw, row, records) if row is not None and not records.is_full else None
        if same is not None:
            yield same
            offset += length_decoded(raw)
            continue
        try:
            line = decode(raw)
        except Undecodable as error:
            yield records.refused(error.reason, error.advice, number, error.column)
            offset += characters_of(raw)
            continue
        # A carriage return on its own ends a line too, and JSON has none inside a string.
        for part in _with_ends(line):
            if part.strip():
                if records.is_full:
                    yield records.too_many(number)
                    return
                found = _article(part, Cursor(offset, number, 1), records, row)
                if found is None:
                    ours += 1
                else:
                    yield found
            offset += len(part)
            if part.endswith("\r"):
                number += 1
        if line.endswith("\r"):
            number -= 1  # the next raw line counts itself
    if records.count == 0 and not ours:
        yield given.unread("empty: no line holds anything", "write one JSON object a line")
    elif records.count == 0:
        yield from passed_over(given)
    yield from records.ended()


def _raw_lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes | int]:
    """Lines with their ends; of one too long, about how many characters it has. A BOM is taken off."""
    first = stream.readline(max_bytes + 1)
    encoding, mark = marked_encoding(first)
    if encoding not in (None, "utf-8"):
        rest = stream.read(max_bytes + 1)
        if len(first) + len(rest) > max_bytes:
            yield 0
            return
        stream, mark = io.BytesIO(decode(first + rest).encode("utf-8", "surrogatepass")), 0
        first = stream.readline()
    line = first[mark:]
    while line:
        if len(line) > max_bytes and not line.endswith(b"\n"):
            length = characters_of(line)
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
                length += characters_of(line)
            yield length
        else:
            yield line
        line = stream.readline(max_bytes + 1)


def _with_ends(line: str) -> list[str]:
    """The line with its end; several where carriage returns on their own stand inside."""
    if "\r" not in line:
        return [line]
    parts, start = [], 0
    for end in LINE_END.finditer(line):
        parts.append(line[start : end.end()])
        start = end.end()
    return [*parts, line[start:]] if start < len(line) else parts


def _row_read(raw: bytes, at: Cursor, given: Given) -> RowRead | None:
    """What a line is known by. None where nobody asks, and for several lines that carriage returns alone end."""
    if given.rows is None:
        return None
    bare = raw.removesuffix(b"\n").removesuffix(b"\r")
    return None if b"\r" in bare else RowRead(given.rows.digest(given.member, bare), at.offset, at.line)


def _same(raw: bytes, row: RowRead, records: Records) -> Same | None:
    """The article of a line that somebody has already."""
    given = records.given
    known = given.rows.same(row.digest, records.count + 1) if given.rows is not None else None
    if known is None:
        return None

    records.count += 1
    number = records.count

    def read_after_all() -> Draft | Unread:
        counted, records.count = records.count, number - 1  # others behind this one may have been counted
        found = _article(decode(raw), Cursor(row.offset, row.line, 1), records, row)
        records.count = counted
        assert found is not None, "what an article was made of is no output of ours"
        return found

    return Same(known, row, given.member, number, read_after_all)


def _article(line: str, at: Cursor, records: Records, row: RowRead | None) -> Draft | Unread | None:
    """As ``_row``; an article has what its row is known by."""
    found = _row(line, at, records)
    return replace(found, row=row) if row is not None and isinstance(found, Draft) else found


def _row(line: str, at: Cursor, records: Records) -> Draft | Unread | None:
    """The article of one line, or why it is none; None for a line of an output of figcheck."""
    try:
        data = load(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        return records.refused(
            f"broken JSON: {error.msg.removesuffix(' at')}",
            "write one whole JSON object a line",
            at.line,
            error.pos + 1,
        )
    except RecursionError:
        return records.refused("broken JSON: nested too deep", "write one flat JSON object a line", at.line)
    if not isinstance(data, dict):
        return records.refused(f"holds a JSON {kind_of(data)}, not an object", 'write {"text": "…"}', at.line, 1)
    if is_ours(data):
        return None
    return records.article(data, Value(data, line, at).places, at.line)
