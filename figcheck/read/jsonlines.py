"""JSON Lines: one object a line, with ``text`` and, where known, ``id``, ``title``, ``outlet``, ``author``,
``published`` and ``url``.

Values come from the standard JSON parser. Where they stand in the raw line is found by a scan of its own,
so that a figure in a text full of escapes still has the line and column of the file.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from figcheck.articles import Piece, Unread
from figcheck.read.dates import read_published
from figcheck.read.decoding import Undecodable, characters_of, decode, marked_encoding, refuse_binary
from figcheck.read.drafts import Draft, one_line
from figcheck.read.given import Given
from figcheck.read.lines import LINE_END, Stretch

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:,]')
_ESCAPE = re.compile(r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_OBJECT = re.compile(rb"\s*\{[^\0]")
_CHUNK = 1 << 20


def read(given: Given) -> Iterator[Draft | Unread]:
    """The articles of a JSON Lines file. Raises Unreadable when it is no text at all."""
    head = given.head()
    if marked_encoding(head)[0] is None and not _OBJECT.match(head):
        refuse_binary(head)  # one row for the file, not one a line
    return read_lines(given.stream, given.label, given.options.max_bytes)


def read_lines(stream: BinaryIO, path: str, max_bytes: int) -> Iterator[Draft | Unread]:
    """The articles of a JSON Lines file, and a row for every line that is none. Blank lines are passed over.

    The stream is read line by line; a line longer than ``max_bytes`` is passed over with a row. Numbers
    count the lines that are not blank, so a broken line does not rename those after it. Raises OSError from
    the stream.
    """
    offset, number, record = 0, 0, 0
    for raw in _raw_lines(stream, max_bytes):
        number += 1
        if isinstance(raw, int):
            record += 1
            advice = "split the text, or raise the limit"
            yield Unread(path, f"the line is longer than {max_bytes:,} bytes", advice, number, None, record)
            offset += raw
            continue
        try:
            line = decode(raw)
        except Undecodable as error:
            record += 1
            yield Unread(path, error.reason, error.advice, number, error.column, record)
            offset += characters_of(raw)
            continue
        # A carriage return on its own ends a line too, and JSON has none inside a string.
        for part in _with_ends(line):
            if part.strip():
                record += 1
                yield _draft(part, offset, number, record, path)
            offset += len(part)
            if part.endswith("\r"):
                number += 1
        if line.endswith("\r"):
            number -= 1  # the next raw line counts itself
    if record == 0:
        yield Unread(path, "empty: no line holds anything", "write one JSON object a line")


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


def _draft(line: str, offset: int, number: int, record: int, path: str) -> Draft | Unread:
    """The article of one line that stands at an offset of the file, or why it is none."""

    def unread(reason: str, advice: str, column: int | None = None) -> Unread:
        return Unread(path, reason, advice, number, column, record)

    try:
        row = json.loads(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        return unread(
            f"broken JSON: {error.msg.removesuffix(' at')}",
            "write one whole JSON object a line",
            error.pos + 1,
        )
    except RecursionError:
        return unread("broken JSON: nested too deep", "write one flat JSON object a line")
    except ValueError as error:  # a whole number of thousands of digits
        return unread(f"broken JSON: {error}", "write one flat JSON object a line")
    if not isinstance(row, dict):
        return unread(f"holds a JSON {_kind(row)}, not an object", 'write {"text": "…"}', 1)
    text, title = row.get("text"), row.get("title")
    if not isinstance(text, str):
        keys = ", ".join(sorted(row)[:8]) or "none"
        what = f"`text` is a JSON {_kind(text)}, not a string" if "text" in row else "no `text` key"
        return unread(what, f"put the article's text under `text`; keys there: {keys[:200]}")
    if not (title is None or isinstance(title, str)):
        return unread(f"`title` is a JSON {_kind(title)}, not a string", "write the title as a string")
    given_id = row.get("id")
    if isinstance(given_id, bool) or not isinstance(given_id, (str, int, float)):
        given_id = None
    fields = {name: _words(row.get(name)) for name in ("outlet", "author", "published", "url")}
    if type(row.get("published")) is int:  # 20240303
        fields["published"] = str(row["published"])
    kept = {"text": text, "title": title, "id": given_id, **fields}
    for name, value in kept.items():
        if isinstance(value, str) and _SURROGATE.search(value):
            return unread(
                f"`{name}` holds half of a surrogate pair",
                "write whole characters, or both halves as \\u escapes",
            )
    spans = _value_spans(line)
    body = _stretch(text, line, spans["text"], offset, number)
    heading = _stretch(title, line, spans["title"], offset, number).stripped() if title else None
    draft = Draft(
        body,
        heading if heading and heading.text else None,
        one_line(str(given_id)) if given_id is not None else None,
        record,
        one_line(fields["outlet"]),
        one_line(fields["author"]),
        read_published(fields["published"]) if fields["published"] else None,
        one_line(fields["url"]),
    )
    return unread("empty: `text` holds nothing", "leave the line out") if draft.is_empty else draft


def _words(value: Any) -> str | None:
    """A metadata value as words: a string, or a list of strings with commas between; None for anything
    else.
    """
    if isinstance(value, list):
        return ", ".join(part for part in value if isinstance(part, str)) or None
    return value if isinstance(value, str) else None


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "list", dict: "object"}
    return names[type(value)]


def _value_spans(line: str) -> dict[str, tuple[int, int]]:
    """Where the strings under the keys of the outermost object stand, without their quotes.

    The line must be valid JSON. Of a key given twice the last counts, as for the parser.
    """
    spans: dict[str, tuple[int, int]] = {}
    depth = 0
    key: str | None = None
    last: tuple[int, int] | None = None
    for token in _TOKEN.finditer(line):
        sign = line[token.start()]
        if sign == '"':
            if depth == 1:
                last = (token.start() + 1, token.end() - 1)
                if key is not None:
                    spans[key] = last
        elif sign == ":":
            if depth == 1 and last is not None:
                raw = line[last[0] : last[1]]
                key = str(json.loads(f'"{raw}"')) if "\\" in raw else raw
        elif sign == ",":
            if depth == 1:
                key = None
        else:
            depth += 1 if sign in "{[" else -1
    return spans


def _stretch(value: str, line: str, span: tuple[int, int], offset: int, number: int) -> Stretch:
    """A decoded JSON string with a piece after each escape."""
    if not value:
        return Stretch("", ())
    start, end = span
    pieces = [Piece(0, offset + start, number, start + 1)]
    raw_at, text_at = start, 0
    for escape in _ESCAPE.finditer(line, start, end):
        text_at += escape.start() - raw_at + 1
        raw_at = escape.end()
        pieces.append(Piece(text_at, offset + raw_at, number, raw_at + 1))
    if len(pieces) > 1 and pieces[-1].text_start >= len(value):
        pieces.pop()
    return Stretch(value, tuple(pieces))
