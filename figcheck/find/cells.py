"""Numbers in the cells of tables: each cell is read by itself, with what its column's heading and the caption say."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.find.columns import Column, ColumnReader, Unit, is_blank
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.model import Cell, Figure, Skip, Table
from figcheck.powers import trailing_step
from figcheck.tables import Grid, Printed

STAGE: Final = "find"
Scan = Callable[[str, int], tuple[list[Figure], list[Skip]]]

_DIGITS: Final = (
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u2009\u202f ’']\d{3})+(?!\d)(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?|"
    r"\d+(?:\.\d+)?|\.\d+)"
)
_SIGN: Final = r"[-−–‒+▲▼↑↓△▽±]"
_TAIL: Final = expression(r"\s*\(\s*")
_MARK: Final = r"(?:[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈ]{1,3}|\s?\[\w{1,3}\]|\s?\([a-z]{1,2}\))?"
_LOWERED: Final = frozenset("-−–‒▼↓▽")
_SCALES: Final = {"k": 3, "t": 3, "m": 6, "b": 9, "tr": 12, "tn": 12}
_BELOW: Final = expression(r"\(([^()]+)\)\s?(%)?")  # accountants write numbers below zero so
_LONGEST_ROW: Final = 2000  # of a longer one the cell alone is quoted
_RUN: Final = expression(r"\d(?:[\d.,]*\d)?")


class CellReader:
    """Reads tables with the lists of one lexicon; ``scan`` reads a cell that holds more than a number."""

    def __init__(self, lexicon: Lexicon, scan: Scan) -> None:
        self._scan = scan
        self._scheme = lexicon.hedging
        self._columns = ColumnReader(lexicon)
        self._currencies = dict(lexicon.currency_symbols) | {code: code for code in lexicon.currency_codes}
        symbols = "|".join([re.escape(s) for s in sorted(self._currencies, key=len, reverse=True)])
        self._number = re.compile(
            rf"(?P<hedge>[<>≤≥~≈]|c\.\s?|about |around |up to |over )?\s?(?P<sign>{_SIGN})?\s?(?P<money>{symbols})?\s?"
            rf"(?P<minus>[-−–])?{_DIGITS}"
            rf"(?P<scale>\s?(?:thousand|million|billion|trillion|mn|mln|bn|tn|[mk])\b)?"
            rf"(?P<percent>\s?(?:%|per cent\b|percent\b|pct\b))?(?P<points>\s?(?:points?\b|pts?\b|pp\b))?"
            rf"(?P<behind>€|£|\s(?:USD|EUR|GBP)\b)?"
            rf"(?P<more>\+(?!\d))?{_MARK}",
            re.IGNORECASE,
        )

    def read(self, text: str, number: int, grid: Grid) -> tuple[list[Figure], list[Skip]]:
        """The figures and skips of a table of the text, which is the article's ``number``-th."""
        columns, label = self._columns.columns(grid)
        table = Table(
            number,
            grid.caption,
            grid.headings,
            tuple(
                [tuple([" ".join(cell.text.split()) if cell is not None else "" for cell in row]) for row in grid.rows]
            ),
            label,
            tuple([i for i, column in enumerate(columns) if column.holds == "quantity" and i != label]),
        )
        figures: list[Figure] = []
        skips: list[Skip] = []
        for heading in grid.heading_cells:
            self._named(text, heading, "in the heading of a column", skips)
        for row, cells in enumerate(grid.rows):
            for i, cell in enumerate(cells):
                if cell is None or (i == label and row and cell is grid.rows[row - 1][i]):
                    continue
                around = grid.row_spans[row]
                if around.end - around.start > _LONGEST_ROW:
                    around = cell.place(0, len(cell.text)) if cell.text else around
                self._cell(text, cell, columns[i], Cell(table, row, i), around, figures, skips)
        self._sweep(text, grid, figures, skips)
        return figures, skips

    def _cell(
        self, text: str, cell: Printed, column: Column, at: Cell, row: Span, figures: list[Figure], skips: list[Skip]
    ) -> None:
        words = cell.text
        if not words or is_blank(words):
            return
        if at.column == at.table.label_column or column.holds == "label":
            if column.holds == "year" and words.isdigit():
                self._skip(text, cell, 0, len(words), "year", "a year of a table", skips, Decimal(words))
            elif column.holds == "label" and at.column != at.table.label_column:
                self._prose(text, cell, at, row, figures, skips)
            else:
                self._named(text, cell, "in the name of a row", skips)
            return
        if column.holds != "quantity":
            if words.isdigit():
                self._skip(
                    text,
                    cell,
                    0,
                    len(words),
                    column.holds,
                    f"in a column of kind {column.holds}",
                    skips,
                    Decimal(words),
                )
            else:
                self._named(text, cell, f"in a column of kind {column.holds}", skips)
            return
        if not self._numbers(text, cell, column, at, row, figures):
            self._prose(text, cell, at, row, figures, skips)

    def _numbers(self, text: str, cell: Printed, column: Column, at: Cell, row: Span, figures: list[Figure]) -> bool:
        """Add the figures of a cell that is a number, or one and another in brackets; False when it is neither."""
        words = cell.text
        lowered = _BELOW.fullmatch(words)
        begin, past = lowered.span(1) if lowered is not None else (0, len(words))
        first = self._number.match(words, begin, past)
        if first is None:
            return False
        if first.end() == past:
            below = lowered is not None
            if lowered is not None and lowered[2]:
                column = Column("quantity", Unit("percent", "percent"))
            figure = self._figure(text, cell, first, column, at, row, below)
            if lowered is not None:
                span = cell.place(0, len(words))
                figure = figure._replace(span=span, surface=text[span.start : span.end])
            figures.append(figure)
            return True
        tail = _TAIL.match(words, first.end())
        second = self._number.match(words, tail.end(), past) if tail is not None and lowered is None else None
        if tail is None or second is None:
            return False
        if words[second.end() :].strip() != ")":
            return False
        # Under "Votes (%)" the unit is that of the number in brackets.
        own = column if second["percent"] is None and column.unit.name == "percent" else None
        bare = Column("quantity", Unit(None), column.counted)
        mixed = own is not None or (second["percent"] is not None and column.unit.name == "percent")
        figures.append(self._figure(text, cell, first, bare if mixed else column, at, row, False))
        figures.append(self._figure(text, cell, second, own or bare, at, row, False))
        return True

    def _figure(
        self, text: str, cell: Printed, match: re.Match[str], column: Column, at: Cell, row: Span, lowered: bool
    ) -> Figure:
        digits = re.sub(r"[,\s’'\u00a0\u2009\u202f]", "", match["digits"])
        value = Decimal(digits)
        decimals = len(digits) - digits.index(".") - 1 if "." in digits else 0
        step = Decimal(1).scaleb(-decimals) if decimals else trailing_step(value)
        unit, form, scale = self._unit(match, column)
        end = match.end("digits")
        if match["scale"]:
            letter = match["scale"].strip().lower()
            scale = Decimal(10) ** (_SCALES.get(letter[:2]) or _SCALES[letter[0]])
            end = match.end("scale")
        if (match["sign"] and match["sign"] in _LOWERED) or match["minus"] or lowered:
            value = -value
        reading = Reading(value * scale, value * scale, False, False, value * scale, step * scale)
        hedge, printed = "exact", ""
        if match["hedge"] or match["more"]:
            printed = (match["hedge"] or match["more"]).strip()
            hedge = _HEDGES.get(printed.lower(), "approx")
            reading = self._scheme.read(reading, hedge)  # type: ignore[arg-type]
        surface = cell.place(match.start(), max(end, match.end("percent"), match.end("points"), match.end("behind")))
        start = match.start("minus") if match["minus"] else match.start("digits")
        if match["sign"] and not match["money"]:
            start = match.start("sign")
        number = cell.place(start, end)
        told = [f'in the column "{at.heading}"'] if at.heading else []
        if scale != 1 and not match["scale"]:
            told.append(f"times {int(scale):,}, as its heading or caption says")
        return Figure(
            span=surface,
            surface=text[surface.start : surface.end],
            number_span=number,
            number_surface=text[number.start : number.end],
            reading=reading,
            hedge=hedge,  # type: ignore[arg-type]
            unit=unit,
            form=form,
            sentence=row,
            in_title=False,
            counted=column.counted if unit == "count" else None,
            counted_span=None,
            printed_hedge=printed,
            because=tuple(told),
            cell=at,
        )

    def _unit(self, match: re.Match[str], column: Column) -> tuple[str, str, Decimal]:
        """Unit, form and scale of a number: those printed with it, else those of its column."""
        named = column.unit
        if match["percent"]:
            return (
                ("percentage point", "measure", Decimal(1)) if match["points"] else ("percent", "percent", Decimal(1))
            )
        if match["points"]:
            return "percentage point", "measure", Decimal(1)
        printed = match["money"] or (match["behind"] or "").strip()
        if printed:
            code = self._currencies.get(printed) or self._currencies.get(printed.upper()) or printed.upper()
            return code, "money", named.scale if named.form == "money" else Decimal(1)
        return named.name or "count", named.form, named.scale

    # --- what is no number alone

    def _prose(self, text: str, cell: Printed, at: Cell, row: Span, figures: list[Figure], skips: list[Skip]) -> None:
        """A cell that holds words: read as running text that begins and ends with it."""
        found, left = self._scan(cell.text, 0)
        for figure in found:
            span, number = _placed(cell, figure.span), _placed(cell, figure.number_span)
            counted = _placed(cell, figure.counted_span) if figure.counted_span is not None else None
            figures.append(
                figure._replace(
                    span=span,
                    surface=text[span.start : span.end],
                    number_span=number,
                    number_surface=text[number.start : number.end],
                    sentence=row,
                    counted_span=counted,
                    cell=at,
                )
            )
        skips += [_moved(text, cell, skip) for skip in left]

    def _named(self, text: str, cell: Printed, reason: str, skips: list[Skip]) -> None:
        """A cell that names a row or column: its numbers are part of the name."""
        found, left = self._scan(cell.text, 0)
        for figure in found:
            self._skip(text, cell, figure.span.start, figure.span.end, "name", reason, skips)
        skips += [_moved(text, cell, skip) for skip in left]

    @staticmethod
    def _skip(
        text: str,
        cell: Printed,
        start: int,
        end: int,
        kind: str,
        reason: str,
        skips: list[Skip],
        value: Decimal | None = None,
    ) -> None:
        span = cell.place(start, end)
        skips.append(Skip(span, text[span.start : span.end], STAGE, kind, reason, value))

    @staticmethod
    def _sweep(text: str, grid: Grid, figures: list[Figure], skips: list[Skip]) -> None:
        """Digits of the table that no cell has given: attributes of tags, footnote marks."""
        taken = sorted([item.span for item in figures] + [item.span for item in skips])
        if grid.caption_span is not None:
            taken = sorted([*taken, grid.caption_span])
        at = grid.span.start
        for span in [*taken, Span(grid.span.end, grid.span.end)]:
            if span.start > at:
                for run in _RUN.finditer(text, at, span.start):
                    skips.append(Skip(Span(*run.span()), run.group(), STAGE, "identifier", "in the markup of a table"))
            at = max(at, span.end)


def _placed(cell: Printed, span: Span) -> Span:
    return cell.place(*span)


def _moved(text: str, cell: Printed, skip: Skip) -> Skip:
    span = cell.place(*skip.span)
    return skip._replace(span=span, surface=text[span.start : span.end])


_HEDGES: Final = {
    "<": "less_than",
    ">": "more_than",
    "≤": "at_most",
    "≥": "at_least",
    "+": "at_least",
    "up to": "at_most",
    "over": "more_than",
}
