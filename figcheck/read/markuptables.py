"""Tables in HTML: which of them only lay out a page, and where the cells of the others stand in their rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.expressions import expression
from figcheck.read.tags import Tag

_ACROSS = expression(r"""\bcolspan\s?=\s?["']?(\d{1,3})""", re.IGNORECASE)
_DOWN = expression(r"""\browspan\s?=\s?["']?(\d{1,3})""", re.IGNORECASE)
_NO_TABLE = expression(r"""\brole\s?=\s?["']?(?:presentation|none)\b""", re.IGNORECASE)
_MOST_COLUMNS: Final = 400

_PARTS_OF_A_PAGE: Final = frozenset(
    ("h1", "h2", "h3", "h4", "article", "section", "nav", "form", "hr", "main", "aside")
)
_PARAGRAPHS: Final = 3
_BREAKS: Final = 4
_LONGEST_CELL: Final = 600
"""A cell with so many paragraphs, line breaks or characters is a column of a page."""


class OpenTable:
    """A table that has been opened and not closed; it keeps count of columns, so that cells of one column have as many
    tabs before them in every row."""

    __slots__ = ("_column", "_down", "_pending", "is_layout", "start")

    def __init__(self, start: int, is_layout: bool) -> None:
        self.start = start
        self.is_layout = is_layout
        self._column = 0
        self._pending = 0
        self._down: dict[int, int] = {}  # by column, how many more rows a cell from above reaches into

    def next_row(self) -> None:
        """A row begins."""
        self._column = 0
        self._pending = 0

    def tabs_before(self, text: str, tag: Tag) -> int:
        """How many tabs stand between the cell before and the cell that a tag opens."""
        tabs = self._pending
        while self._down.get(self._column, 0) > 0 and self._column < _MOST_COLUMNS:
            self._down[self._column] -= 1
            self._column += 1
            tabs += 1
        across, down = _ACROSS.search(text, *tag.attributes), _DOWN.search(text, *tag.attributes)
        width = min(max(1, int(across[1])), _MOST_COLUMNS) if across else 1
        if down and int(down[1]) > 1:
            for column in range(self._column, min(self._column + width, _MOST_COLUMNS)):
                self._down[column] = int(down[1]) - 1
        self._column += width
        self._pending = width
        return min(tabs, _MOST_COLUMNS)


class _Seen:
    """What was seen of a table so far."""

    __slots__ = ("breaks", "cells", "has_headings", "is_layout", "letters", "paragraphs", "start", "widest")

    def __init__(self, start: int, is_layout: bool) -> None:
        self.start = start
        self.is_layout = is_layout
        self.has_headings = False
        self.cells = 0  # of the row
        self.widest = 0
        self.next_cell()

    def next_cell(self) -> None:
        self.paragraphs = self.breaks = self.letters = 0


def layout_tables(text: str, tags: Sequence[Tag]) -> frozenset[int]:
    """Where the tables begin that are no tables but the layout of a page: they hold other tables, or parts of a page
    (headings, navigation), or cells that are columns of text, or have one column only."""
    found: set[int] = set()
    stack: list[_Seen] = []
    at = 0
    for tag in tags:
        name = tag.name
        if stack:
            stack[-1].letters += tag.start - at
        at = tag.behind
        if name == "table":
            if tag.closes:
                if stack:
                    _end(stack.pop(), found)
                continue
            if stack:
                stack[-1].is_layout = True
            stack.append(_Seen(tag.start, _NO_TABLE.search(text, *tag.attributes) is not None))
        elif stack and not tag.closes and name:
            _take(stack[-1], name)
    while stack:
        _end(stack.pop(), found)
    return frozenset(found)


def _take(table: _Seen, name: str) -> None:
    if name in ("td", "th"):
        _look(table)
        table.next_cell()
        table.has_headings = table.has_headings or name == "th"
        table.cells += 1
        table.widest = max(table.widest, table.cells)
    elif name == "tr":
        table.cells = 0
    elif name == "caption":
        table.has_headings = True
    elif name in _PARTS_OF_A_PAGE:
        table.is_layout = True
    elif name == "br":
        table.breaks += 1
    elif name in ("p", "blockquote", "ul", "ol"):
        table.paragraphs += 1


def _look(table: _Seen) -> None:
    """Whether the cell that ends is a column of a page."""
    if table.paragraphs >= _PARAGRAPHS or table.breaks >= _BREAKS or table.letters > _LONGEST_CELL:
        table.is_layout = table.is_layout or not table.has_headings


def _end(table: _Seen, found: set[int]) -> None:
    _look(table)
    if table.is_layout or table.widest < 2:
        found.add(table.start)
