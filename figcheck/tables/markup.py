"""Tables in HTML, alone or among Markdown and plain text."""

from __future__ import annotations

import re
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.tables.grid import Grid, RawCell, RawRow, grid_of, printed

# A tag ends at the next angle, so that one left open costs no more than what is before the next.
_TAG: Final = expression(
    r"<(?P<close>/?)(?P<name>table|caption|thead|tbody|tfoot|tr|th|td)\b(?P<rest>[^<>]*)>", re.IGNORECASE
)
_ACROSS: Final = expression(r"""\bcolspan\s?=\s?["']?(\d{1,3})""", re.IGNORECASE)
_DOWN: Final = expression(r"""\browspan\s?=\s?["']?(\d{1,3})""", re.IGNORECASE)


class _Open:
    """A table that has been opened and not closed."""

    __slots__ = ("caption", "caption_span", "cell", "head", "is_layout", "row", "row_start", "rows", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.is_layout = False
        self.rows: list[RawRow] = []
        self.row: list[RawCell] = []
        self.row_start = -1
        self.cell: re.Match[str] | None = None
        self.head = False
        self.caption = -1
        self.caption_span: Span | None = None


def markup_tables(text: str) -> list[Grid]:
    """The HTML tables of a text in order. One that holds other tables only lays out a page, and is none."""
    found: list[Grid] = []
    stack: list[_Open] = []
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name == "table" and not tag["close"]:
            if stack:
                stack[-1].is_layout = True
            stack.append(_Open(tag.start()))
        elif stack and not stack[-1].is_layout:
            table = stack[-1]
            _read(table, tag, name, text)
            if name == "table":
                stack.pop()
                grid = _grid(table, text, tag.end())
                if grid is not None:
                    found.append(grid)
        elif stack and name == "table":
            stack.pop()
    return sorted(found, key=lambda grid: grid.span)


def _read(table: _Open, tag: re.Match[str], name: str, text: str) -> None:
    """Take a tag inside a table in; ends may be left out, as HTML allows."""
    if name == "caption":
        if not tag["close"]:
            table.caption = tag.end()
        elif table.caption >= 0 and table.caption_span is None:
            table.caption_span = Span(table.caption, tag.start())
        return
    if table.cell is not None:
        _close_cell(table, text, tag.start())
    if name in ("td", "th"):
        if not tag["close"]:
            table.cell = tag
            if table.row_start < 0:
                table.row_start = tag.start()
        return
    _close_row(table, tag.end() if name == "tr" and tag["close"] else tag.start())
    if name == "thead":
        table.head = not tag["close"]
    elif name in ("tbody", "tfoot"):
        table.head = False
    elif name == "tr" and not tag["close"]:
        table.row_start = tag.start()


def _close_cell(table: _Open, text: str, end: int) -> None:
    tag = table.cell
    if tag is None:
        return
    across, down = _ACROSS.search(tag["rest"]), _DOWN.search(tag["rest"])
    table.row.append(
        RawCell(
            printed(text, tag.end(), end),
            tag["name"].lower() == "th",
            max(1, int(across[1])) if across else 1,
            max(1, int(down[1])) if down else 1,
        )
    )
    table.cell = None


def _close_row(table: _Open, end: int) -> None:
    if table.row:
        # A row of headings has nothing else in it; beside data a heading names the row.
        heading = table.head or (len(table.row) > 1 and all([cell.heading for cell in table.row]))
        table.rows.append(RawRow(Span(table.row_start, end), table.row, heading))
    table.row, table.row_start = [], -1


def _grid(table: _Open, text: str, end: int) -> Grid | None:
    _close_row(table, end)
    caption = printed(text, *table.caption_span) if table.caption_span is not None else None
    rows = table.rows
    if (
        rows
        and not rows[0].heading
        and len(rows) > 1
        and not any([c.printed.text[:1].isdigit() for c in rows[0].cells])
    ):
        rows = [rows[0]._replace(heading=True), *rows[1:]]  # headings that are set as plain cells
    words = " ".join(caption.text.split()) if caption is not None else ""
    return grid_of(Span(table.start, end), rows, words, table.caption_span if words else None)
