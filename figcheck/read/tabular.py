"""CSV and its kin: a header that names the columns, then one article a row.

Values come from the standard csv module. Where the cells stand is found by a scan of the row as it was written, through
quotes, doubled quotes and line ends inside of cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.read.chunks import Lines, TooLong, text_chunks
from figcheck.read.cursor import Cursor, stretch_from
from figcheck.read.drafts import Draft
from figcheck.read.fields import Path, is_known, means, path_of
from figcheck.read.given import Given, Unreadable
from figcheck.read.lines import Stretch
from figcheck.read.markup import Segment, placed
from figcheck.read.ours import is_our_header, passed_over
from figcheck.read.recordforms import DELIMITERS
from figcheck.read.records import Records, condensed

_SEPARATOR_LINE = expression(r"\"?sep=(.)\"?[\r\n]*\Z", re.IGNORECASE)  # by which Excel tells itself the delimiter
_BACKSLASHED = expression(r'(?<=[^\\",;\t|\r\n])\\"(?=[^",;\t|\r\n])')
_DOUBLED = expression(r'[^",;\t|\r\n]""')
_QUOTE = expression(r'""?')
_ESCAPED = expression(r'"|\\.', re.DOTALL)
_LONGEST_NAME: Final = 80
_LOOKED_AT: Final = 1 << 18  # characters by which the way of quoting is told


class Writing(NamedTuple):
    """How the cells of a file are written: what stands between them, whether blanks may follow that, and what sets a
    quote apart inside of quotes (None: another quote)."""

    delimiter: str = ","
    has_blanks: bool = False
    escape: str | None = None

    def reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The rows of lines."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            skipinitialspace=self.has_blanks,
            escapechar=self.escape,
            doublequote=self.escape is None,
        )


class Cell(NamedTuple):
    """A cell in a row as it is written, with its quotes: where it starts and ends, and whether its quote is closed."""

    start: int
    end: int
    is_closed: bool


class Row(NamedTuple):
    """The cells of a row, the row as it is written, and where it begins."""

    cells: list[str]
    raw: str
    at: Cursor


def read(given: Given) -> Iterator[Draft | Unread]:
    """The articles of a table, and a row for every line that is none. Raises Unreadable when no column is known."""
    yield from condensed(_read(given), given)


def _read(given: Given) -> Iterator[Draft | Unread]:
    limit = given.options.max_bytes
    # The module holds one limit for all readers; rows are bounded here before it would matter.
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    chunks = text_chunks(given)
    first = next(chunks, "")
    if not first.strip():
        raise Unreadable("empty: holds no text", "leave it out")
    lines = Lines(_again(first, chunks), limit)
    writing = told_writing(first, given)
    rows = _Rows(lines, writing, limit, skips_first=bool(_SEPARATOR_LINE.match(_line_of(first))))
    header = rows.header()
    if is_our_header(header.cells):
        yield from passed_over(given)
        return
    names = _names(header, given)
    records = Records(given)
    for row in rows:
        if records.is_full:
            yield records.too_many(row.at.line)
            break
        if isinstance(row, TooLong):
            yield records.refused(
                f"the row is longer than {limit:,} bytes",
                "is a quote before it not closed? else split the text, or raise the limit (--max-file-size)",
                row.at.line,
            )
            continue
        if wrong := _misfit(row, names, writing, rows):
            yield records.refused(*wrong)
            continue
        values = {name: value for name, value in zip(names, row.cells, strict=False) if name}
        yield records.article(values, _Places(row, names, writing), row.at.line, row.at.column)
    if not records.count:
        yield given.unread("no article in it: the header is all there is", "leave it out", header.at.line)


def told_writing(text: str, given: Given) -> Writing:
    """How the cells are written, told from the header and the way in which quotes are set apart."""
    line = _line_of(text)
    if named := _SEPARATOR_LINE.match(line):
        delimiter = named[1]
    else:
        asked = {theirs for _, theirs in given.options.fields}

        def rank(delimiter: str) -> tuple[int, int, bool]:
            names = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
            known = sum(1 for name in names if is_known(name) or name in asked)
            return known, len(names), delimiter == ("\t" if given.suffix == ".tsv" else ",")

        delimiter = max(DELIMITERS, key=rank)
    marks = re.findall(re.escape(delimiter) + "( ?)", line)
    sample = text[:_LOOKED_AT]
    backslashed = len(_BACKSLASHED.findall(sample))
    return Writing(
        delimiter,
        bool(marks) and all(marks) and delimiter != " ",
        "\\" if backslashed > len(_DOUBLED.findall(sample)) else None,
    )


def cells_of(raw: str, writing: Writing) -> list[Cell]:
    """The cells of a row as it is written, as the csv module sets them apart."""
    delimiter = re.escape(writing.delimiter)
    inside = r"(?:[^\"\\]++|\\.)*+" if writing.escape else r'(?:[^"]++|"")*+'
    bare = rf"(?:[^{delimiter}\r\n\\]++|\\.)*+" if writing.escape else rf"[^{delimiter}\r\n]*+"
    blanks = " *+" if writing.has_blanks else ""
    pattern = re.compile(rf'{blanks}(?:(?P<quoted>"{inside}(?P<close>"?+)){bare}|(?P<bare>{bare}))', re.DOTALL)
    found: list[Cell] = []
    at = 0
    while True:
        cell = pattern.match(raw, at)
        assert cell is not None  # it may be empty
        start = cell.start("bare") if cell["quoted"] is None else cell.start("quoted")
        found.append(Cell(start, cell.end(), cell["quoted"] is None or bool(cell["close"])))
        at = cell.end()
        if at >= len(raw) or raw[at] != writing.delimiter:
            return found
        at += 1


def cell_stretch(value: str, cell: Cell, row: Stretch, writing: Writing) -> Stretch:
    """The value of a cell with its places; ``row`` is the row as it is written."""
    written = row.part(cell.start, cell.end)
    if written.text == value:
        return written
    segments: list[Segment] = []
    text = written.text
    is_quoted = text.startswith('"')
    start = int(is_quoted)
    for sign in (_ESCAPED if writing.escape else _QUOTE).finditer(text, start):
        mark = sign.group()
        if len(mark) == 1 and not is_quoted:  # a quote in the midst of a cell is a character
            continue
        if mark == '""' and not is_quoted:
            continue
        segments.append(Segment(text[start : sign.start()], start))
        start = sign.end() if len(mark) == 1 else sign.end() - 1  # the second of two stands for both
        is_quoted = is_quoted and len(mark) > 1
    segments.append(Segment(text[start:], start))
    found = placed(written, [segment for segment in segments if segment.text])
    if found.text == value:
        return found
    # Written in a way that is not known here: the place is the cell's.
    return Stretch(value, row.part(cell.start, cell.end).pieces[:1]) if value else Stretch("", ())


class _Places:
    """Gives the values of a row with their places."""

    def __init__(self, row: Row, names: list[str], writing: Writing) -> None:
        self._row = row
        self._names = names
        self._writing = writing

    def __call__(self, strings: Mapping[Path, str]) -> dict[Path, Stretch]:
        cells = cells_of(self._row.raw, self._writing)
        row = stretch_from(self._row.raw, self._row.at)
        found = {}
        for path, value in strings.items():
            index = self._names.index(str(path[0]))
            found[path] = cell_stretch(value, cells[index], row, self._writing)
        return found


class _Rows:
    """The rows of lines, each with the lines that it was made of; a TooLong where one is too long."""

    def __init__(self, lines: Lines, writing: Writing, limit: int, skips_first: bool) -> None:
        self._lines = lines
        self._writing = writing
        self._limit = limit
        self._taken: list[str] = []
        self._length = 0
        self._begun = Cursor()
        self.is_ended = False
        if skips_first:
            next(lines)

    def _feed(self) -> Iterator[str]:
        while True:
            if not self._taken:
                self._begun = self._lines.at
            line = next(self._lines, None)
            if line is None:
                self.is_ended = True
                return
            self._taken.append(line)
            self._length += len(line)
            if self._length > self._limit:
                raise TooLong(self._begun)
            yield line

    def header(self) -> Row:
        """The first row that holds anything. Raises Unreadable when there is none."""
        row = next(iter(self), None)
        if isinstance(row, TooLong) or row is None:
            raise Unreadable("no header: the first row must name the columns", "title,text,outlet,published", 1, 1)
        return row

    def __iter__(self) -> Iterator[Row | TooLong]:
        while not self.is_ended:
            reader = self._writing.reader(self._feed())
            while True:
                self._taken, self._length = [], 0
                try:
                    cells = next(reader)
                except StopIteration:
                    break
                except TooLong as error:
                    yield error
                    break
                if any(cell.strip() for cell in cells):
                    yield Row(cells, "".join(self._taken), self._begun)


def _names(header: Row, given: Given) -> list[str]:
    """The names of the columns; of two columns of one name the first keeps it. Raises Unreadable when none is known, or
    one that the user names is not there."""
    names: list[str] = []
    for cell in header.cells:
        name = cell.strip()
        names.append("" if name in names else name)
    there = ", ".join(name for name in names if name)[:300] or "none"
    row = dict.fromkeys((name for name in names if name), "")
    for ours, theirs in given.options.fields:
        if path_of(theirs, row) is None:
            raise Unreadable(
                f"no column `{theirs}`, which --map names as the {ours}", f"the columns are: {there}", header.at.line, 1
            )
    asked = {ours for ours, _ in given.options.fields}
    if asked & {"text", "title"} or any(means(name, "text") or means(name, "title") for name in names):
        return names
    if any(len(name) > _LONGEST_NAME or name.isdecimal() for name in names) or not any(map(is_known, names)):
        reason = "no header: the first row does not name a column for text or title"
        advice = (
            "if it names the columns, --map text=COLUMN tells which has the text; else write names first "
            f"(title,text,outlet,published); the first row is: {there}"
        )
    else:
        reason = "no column for text or title is known"
        advice = f"--map text=COLUMN names it; the columns are: {there}"
    raise Unreadable(reason, advice, header.at.line, header.at.column)


def _misfit(row: Row, names: list[str], writing: Writing, rows: _Rows) -> tuple[str, str, int, int] | None:
    """Why a row is none of this table: reason, advice, line, column."""
    at = row.at
    if rows.is_ended or len(row.cells) != len(names):
        cells = cells_of(row.raw, writing)
        for cell in cells:
            if not cell.is_closed:
                past = at.after(row.raw, 0, len(row.raw.rstrip()))
                at = at.after(row.raw, 0, cell.start)
                lost = f", so that the lines to {past.line} are not read" if past.line > at.line else ""
                return (
                    f"a quote opens here and is not closed{lost}",
                    "close it (is the file cut off?), or double the quotes in a text",
                    at.line,
                    at.column,
                )
    more = len(row.cells) - len(names)
    if more < 0:
        wanted = f"{len(row.cells)} of {len(names)} cells"
        return f"the row has {wanted}", "fill it up, or quote what has line ends", at.line, at.column
    if more > 0 and any(cell.strip() for cell in row.cells[len(names) :]):
        return (
            f"the row has {len(row.cells)} cells, the header names {len(names)}",
            f"put cells that hold {_called(writing.delimiter)} or quotes into quotes",
            at.line,
            at.column,
        )
    return None


def _called(delimiter: str) -> str:
    return {",": "a comma", ";": "a semicolon", "\t": "a tab"}.get(delimiter, f"`{delimiter}`")


def _line_of(text: str) -> str:
    found = re.match(r"[^\r\n]*+(?:\r\n|\r|\n)?", text)
    return found.group() if found else ""


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
