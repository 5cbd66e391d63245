"""CSV for spreadsheets: the discrepancies and the figures, UTF-8, one header line, ``\\n`` line ends.

A text cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, "CSV injection"), and so does
what stands behind a semicolon, at which spreadsheets of many countries split a line. Numbers stay numbers, also
negative ones. A sentence over several lines is told on one, so that every row is a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from figcheck.expressions import expression
from figcheck.findings import Run
from figcheck.report.rows import (
    DISCREPANCY_COLUMNS,
    FIGURE_COLUMNS,
    Row,
    discrepancy_rows,
    frame,
    joined_figure_rows,
)
from figcheck.report.terminal import Look, clean

_AT_A_TIME: Final = 5000  # rows
# The last four are the full-width forms, which spreadsheets set to East Asian locales take as plain.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SPLIT_OFF = expression(r";(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_BREAKS = expression(r"[\t\n]")


def discrepancies_csv(run: Run, look: Look) -> Iterator[str]:
    """One line a finding, worst first."""
    return _csv(discrepancy_rows(run), DISCREPANCY_COLUMNS)


def figures_csv(run: Run, look: Look) -> Iterator[str]:
    """One line a figure."""
    return _csv(joined_figure_rows(run), FIGURE_COLUMNS)


def plain_cell(value: Any) -> Any:
    """A cell that is read as what it shows: numbers, true, false and None as they are, text guarded and
    cleaned."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    guarded = value.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    if not text.isprintable():
        text = _BREAKS.sub(" ", text)
    if ";" in text:
        text = _SPLIT_OFF.sub(";'", text)
    return "'" + text if guarded else text


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """The lines some at a time, so that memory does not grow with them; the heading is there without any."""
    left, heading = iter(rows), True
    while (some := list(islice(left, _AT_A_TIME))) or heading:
        guarded = frame(({name: plain_cell(row.get(name)) for name in columns} for row in some), columns)
        yield guarded.to_csv(index=False, header=heading, lineterminator="\n")
        heading = False
