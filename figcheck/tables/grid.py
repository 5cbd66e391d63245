"""A table as a grid of printed cells."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression

# What is markup in a cell: footnote marks, tags, entities, emphasis, links. Each alternative is bounded.
_MARKUP: Final = expression(
    r"(?P<gone><sup\b[^<>]*>[^<>]*</sup>|\[\^\w{1,8}\]|(?<=\S)\[\w{1,3}\](?!\()|\*{1,3}|`+|\\(?=[|*_`])|~~|"
    r"\[(?=[^\[\]]{0,200}\]\()|\]\([^()\s]{0,500}\))|"
    r"(?P<space><[a-zA-Z/!][^<>]*>)|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)",
    re.IGNORECASE,
)
_MARKS: Final = expression(r"[<&*`\[\]\\~]")
_TIGHT: Final = expression(r"</?(?:b|i|em|strong|span|u|font|small|abbr|a|sub)\b", re.IGNORECASE)
_MOST_COLUMNS: Final = 400


class Printed(NamedTuple):
    """The words of a cell without markup. ``offsets`` say where each character stands in the text; None: they run in
    step from ``start`` on."""

    text: str
    start: int
    offsets: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> Span:
        """Where the characters ``start`` to ``end`` of the cell stand in the text."""
        if self.offsets is None:
            return Span(self.start + start, self.start + end)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


class Grid(NamedTuple):
    """A table: where it stands, its headings as printed and joined for each column, and its rows, all of one length.

    None stands for a cell that is not there, or that belongs to one that spans several. ``row_spans`` are where the
    rows stand, ``heading_cells`` what is printed in rows of headings.
    """

    span: Span
    headings: tuple[str, ...]
    heading_cells: tuple[Printed, ...]
    rows: tuple[tuple[Printed | None, ...], ...]
    row_spans: tuple[Span, ...]
    caption: str = ""
    caption_span: Span | None = None


class RawCell(NamedTuple):
    """A cell as a reader of some notation found it."""

    printed: Printed
    heading: bool = False
    across: int = 1
    down: int = 1


class RawRow(NamedTuple):
    """A row as a reader of some notation found it."""

    span: Span
    cells: Sequence[RawCell]
    heading: bool = False


def printed(text: str, start: int, end: int) -> Printed:
    """The words of ``text[start:end]`` without the white space around and the markup of Markdown and HTML."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    raw = text[start:end]
    if len(raw) > 2 and raw[0] == raw[-1] == "_":
        return printed(text, start + 1, end - 1) if len(raw) < 5 or raw[1] != "_" else printed(text, start + 2, end - 2)
    if _MARKS.search(raw) is None:
        return Printed(raw, start)
    letters: list[str] = []
    offsets: list[int] = []
    at = 0
    for mark in _MARKUP.finditer(raw):
        letters += raw[at : mark.start()]
        offsets += range(start + at, start + mark.start())
        at = mark.end()
        if mark["entity"]:
            for letter in html.unescape(mark["entity"]):
                letters.append(letter)
                offsets.append(start + mark.start())
        elif mark["space"] and not _TIGHT.match(mark["space"]) and letters and letters[-1] != " ":
            letters.append(" ")
            offsets.append(start + mark.start())
    letters += raw[at:]
    offsets += range(start + at, end)
    first, past = 0, len(letters)
    while first < past and letters[first].isspace():
        first += 1
    while past > first and letters[past - 1].isspace():
        past -= 1
    return Printed("".join(letters[first:past]), start, tuple(offsets[first:past]))


def grid_of(span: Span, raw: Sequence[RawRow], caption: str = "", caption_span: Span | None = None) -> Grid | None:
    """The grid of rows as read; None when it has no row below its headings, one column only, or
    more than any reader would follow.

    Rows of headings are the first ones that are marked as such. A cell over several columns heads each of them; in
    other rows it stands in the first. One over several rows names each of them where it stands first in its row, else
    it stands in the first.
    """
    rows: list[list[Printed | None]] = []
    held: dict[int, tuple[int, Printed | None]] = {}  # by column: rows still to fill, and with what
    heads = 0
    for number, row in enumerate(raw):
        is_head = row.heading and heads == number
        heads += is_head
        cells: list[Printed | None] = []
        for raw_cell in row.cells:
            _fill(cells, held)
            for nth in range(min(raw_cell.across, _MOST_COLUMNS)):
                shown = raw_cell.printed if nth == 0 or is_head else None
                if raw_cell.down > 1:
                    held[len(cells)] = raw_cell.down - 1, raw_cell.printed if not cells and not is_head else None
                cells.append(shown)
                if len(cells) >= _MOST_COLUMNS:
                    break
        _fill(cells, held)
        rows.append(cells)
    width = max([len(row) for row in rows], default=0)
    body = rows[heads:]
    if (
        not 2 <= width <= _MOST_COLUMNS
        or not body
        or width * len(rows) > 4 * sum([len(row.cells) for row in raw]) + 1000
    ):
        return None
    headings: list[str] = []
    for column in range(width):
        parts = [cell.text for row in rows[:heads] if column < len(row) and (cell := row[column]) is not None]
        headings.append(" ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part)))
    return Grid(
        span,
        tuple(headings),
        tuple([cell.printed for row in raw[:heads] for cell in row.cells]),
        tuple([(*row, *([None] * (width - len(row)))) for row in body]),
        tuple([row.span for row in raw[heads:]]),
        caption,
        caption_span,
    )


def _fill(cells: list[Printed | None], held: dict[int, tuple[int, Printed | None]]) -> None:
    """Add the cells that reach down from rows above into the next columns."""
    while len(cells) in held:
        column = len(cells)
        left, shown = held.pop(column)
        if left > 1:
            held[column] = left - 1, shown
        cells.append(shown)
