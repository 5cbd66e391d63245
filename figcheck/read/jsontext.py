"""JSON as it lies in a file: values one after the other, each with its text, and the places of its strings.

Values come from the standard JSON parser. Where their strings stand is found by a scan of its own, so that a figure in
a text full of escapes still has the line and column of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from figcheck.articles import Piece
from figcheck.expressions import expression
from figcheck.read.cursor import Cursor
from figcheck.read.given import Unreadable
from figcheck.read.lines import Stretch, new_piece

Path = tuple[str | int, ...]

_TOKEN = expression(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:,]', re.DOTALL)
_ESCAPE = expression(r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)
_SPACE = expression(r"[ \t\n\r\x1e]*")  # U+001E sets values apart in JSON text sequences (RFC 7464)
_SKIPPED = expression(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]|[^"{}\[\]]++', re.DOTALL)
_BARE = expression(r"[^,\]}\s]+")  # a number or a literal
_END_OF_STRING = expression(r'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)

_LONGEST_TOKEN = 16
"""Characters of a literal, an escape or a number's sign; an error nearer to the end of what is read may be a cut."""


def _number(digits: str) -> int | float:
    """A whole number; of more digits than anybody means, infinity, as for the floats of JSON."""
    return int(digits) if len(digits) < 1000 else float("inf")


_DECODER = json.JSONDecoder(parse_int=_number)


def load(text: str) -> Any:
    """The value of a JSON text. Raises json.JSONDecodeError, and RecursionError for one nested too deep."""
    return _DECODER.decode(text)


class BrokenJson(Exception):
    """Text that is no JSON: what is wrong and where."""

    def __init__(self, reason: str, at: Cursor) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


class TooLarge(Exception):
    """A value that is longer than may be held."""


class Value(NamedTuple):
    """A value, the text it was read from, and where that begins in the file."""

    data: Any
    raw: str
    at: Cursor

    def places(self, strings: Mapping[Path, str]) -> dict[Path, Stretch]:
        """The strings at paths of the value, with their places."""
        spans = spans_of(self.raw, strings)
        found: dict[Path, Stretch] = {}
        start, at = 0, self.at
        for path, (first, past) in sorted(spans.items(), key=lambda item: item[1]):
            at = at.after(self.raw, start, first)
            start = first
            found[path] = string_stretch(strings[path], self.raw, (first, past), at)
        return found


def spans_of(text: str, paths: Mapping[Path, Any]) -> dict[Path, tuple[int, int]]:
    """Where in the text of a JSON value the strings at some paths stand, without their quotes.

    Of a key given twice the last counts, as for the parser.
    """
    spans: dict[Path, tuple[int, int]] = {}
    path: list[str | int] = []
    in_object: list[bool] = []
    is_key = False
    for token in _TOKEN.finditer(text):
        first, past = token.span()
        sign = text[first]
        if sign == '"':
            if is_key:
                raw = text[first + 1 : past - 1]
                path[-1] = str(json.loads(f'"{raw}"')) if "\\" in raw else raw
                is_key = False
            elif (here := tuple(path)) in paths:
                spans[here] = (first + 1, past - 1)
        elif sign == ",":
            if in_object[-1]:
                is_key = True
            else:
                path[-1] = int(path[-1]) + 1
        elif sign in "{[":
            is_key = sign == "{"
            in_object.append(is_key)
            path.append("" if is_key else 0)
        elif sign in "}]":
            is_key = False
            in_object.pop()
            path.pop()
            if not path:
                break
    return spans


def string_stretch(value: str, text: str, span: tuple[int, int], at: Cursor) -> Stretch:
    """A decoded JSON string that stands at a span of a text, whose start is at a place: a piece after each escape.

    A JSON string holds no line end, so that it stands on one line.
    """
    if not value:
        return Stretch("", ())
    start, end = span
    offset, column = at.offset - start, at.column - start
    pieces = [Piece(0, at.offset, at.line, at.column)]
    raw_at, text_at = start, 0
    line = at.line
    for escape in _ESCAPE.finditer(text, start, end):
        first, past = escape.span()
        text_at += first - raw_at + 1
        raw_at = past
        pieces.append(new_piece(Piece, (text_at, offset + past, line, column + past)))
    if len(pieces) > 1 and pieces[-1].text_start >= len(value):
        pieces.pop()
    return Stretch(value, tuple(pieces))


class JsonReader:
    """Goes through JSON text that comes in chunks; no more than one value, of at most ``limit`` characters, is held.

    ``at`` is where it stands in the file.
    """

    def __init__(self, chunks: Iterator[str], limit: int, at: Cursor = Cursor()) -> None:  # noqa: B008 - immutable
        self.at = at
        self._chunks = chunks
        self._limit = limit
        self._text = ""
        self._start = 0  # in the text held
        self._is_ended = False
        self._error: Unreadable | None = None
        self._ahead: str | None = None
        self._fetch()

    def sign(self) -> str:
        """The next character that is no white space, which is not taken; "" at the end."""
        while True:
            found = _SPACE.match(self._text, self._start)
            assert found is not None  # it may be empty
            if found.end() < len(self._text):
                self._go(found.end())
                return self._text[self._start]
            if not self._more():
                self._go(len(self._text))
                return ""

    def take(self, sign: str) -> bool:
        """Takes the next character when it is this one."""
        if self.sign() != sign:
            return False
        self._go(self._start + 1)
        return True

    def value(self) -> Value:
        """The value that begins at the next sign.

        Raises BrokenJson, TooLarge for a value over the limit, and RecursionError for one nested too deep; in the last
        two cases the reader stands where the value begins (``skip`` goes past it).
        """
        self.sign()
        while True:
            try:
                data, end = _DECODER.raw_decode(self._text, self._start)
            except json.JSONDecodeError as error:
                is_cut = error.msg.startswith("Unterminated string") or error.pos > len(self._text) - _LONGEST_TOKEN
                if self._is_ended or not is_cut:
                    raise BrokenJson(_reason(error, self._text), self._place(error.pos)) from None
            else:
                if end < len(self._text) or self._is_ended:
                    if end - self._start > self._limit:
                        raise TooLarge
                    value = Value(data, self._text[self._start : end], self.at)
                    self._go(end)
                    return value
            if len(self._text) - self._start > self._limit:
                raise TooLarge
            self._more(double=True)

    def skip(self) -> None:
        """Goes past a value without looking inside. At the end of the text it stops there."""
        self.sign()
        depth = 0
        while True:
            found = _SKIPPED.match(self._text, self._start)
            if found is None:
                if self._start < len(self._text):  # an open string
                    self._go(self._start + 1)
                    self._skip_string()
                elif not self._more():
                    return
            else:
                token = found.group()
                if depth == 0 and token[0] not in '{["':
                    bare = _BARE.match(self._text, self._start)
                    self._go(bare.end() if bare else self._start + 1)
                    return
                self._go(found.end())
                depth += (token[0] in "{[") - (token[0] in "}]")
            if depth <= 0:
                return

    def _skip_string(self) -> None:
        """Goes past the rest of a string of any length."""
        while True:
            found = _END_OF_STRING.match(self._text, self._start)
            if found:
                self._go(found.end())
                return
            # an escape is not torn apart
            bare = self._text.rstrip("\\")
            odd = (len(self._text) - max(len(bare), self._start)) % 2
            self._go(max(self._start, len(self._text) - odd))
            if not self._more():
                self._go(len(self._text))
                return

    def _go(self, to: int) -> None:
        self.at = self.at.after(self._text, self._start, to)
        self._start = to

    def _place(self, index: int) -> Cursor:
        return self.at.after(self._text, self._start, index) if index > self._start else self.at

    def _more(self, double: bool = False) -> bool:
        """Reads on: one chunk, or as much again as is held, so that what is tried anew is not tried too often."""
        if self._is_ended:
            return False
        if self._error is not None:
            raise self._error
        held = [self._text[self._start :]]
        wanted = len(held[0]) if double else 0
        self._start = 0
        got = 0
        while self._ahead is not None and (got == 0 or got < wanted):
            held.append(self._ahead)
            got += len(self._ahead)
            self._fetch()
        self._is_ended = self._ahead is None and self._error is None
        self._text = "".join(held)
        return got > 0

    def _fetch(self) -> None:
        """Looks one chunk ahead, to know the end; what is wrong there is told once all before it is read."""
        try:
            self._ahead = next(self._chunks, None)
        except Unreadable as error:
            self._ahead, self._error = None, error


def _reason(error: json.JSONDecodeError, text: str) -> str:
    is_cut = error.msg.startswith("Unterminated string") or error.pos >= len(text.rstrip())
    what = error.msg.removesuffix(" at")
    return f"broken JSON: {what[:1].lower()}{what[1:]}{' (is the file cut off?)' if is_cut else ''}"
