"""CSV for spreadsheets: the discrepancies and the figures, UTF-8, one header line, ``\\n`` line ends.

A text cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, "CSV injection"), and so does
what stands behind a semicolon, at which spreadsheets of many countries split a line. Numbers stay numbers, also
negative ones. A sentence over several lines is told on one, so that every row is a line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from figcheck.model import Run
from figcheck.report.rows import discrepancy_frame, figure_frame
from figcheck.report.terminal import Look, clean

if TYPE_CHECKING:
    import pandas

# The last four are the full-width forms, which spreadsheets set to East Asian locales take as plain.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SPLIT_OFF = re.compile(r";(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_BREAKS = re.compile(r"[\t\n]")


def discrepancies_csv(run: Run, look: Look) -> str:
    """One line a finding, worst first."""
    return _csv(discrepancy_frame(run))


def figures_csv(run: Run, look: Look) -> str:
    """One line a figure."""
    return _csv(figure_frame(run))


def plain_cell(value: Any) -> Any:
    """A cell that is read as what it shows: numbers, true, false and None as they are, text guarded and
    cleaned."""
    if not isinstance(value, str):
        return value
    text = clean(value)
    guarded = value.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return ("'" if guarded else "") + _SPLIT_OFF.sub(";'", _BREAKS.sub(" ", text))


def _csv(frame: pandas.DataFrame) -> str:
    import pandas

    # Made anew as objects: pandas would turn an int column with gaps into floats.
    cells = [[plain_cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    guarded = pandas.DataFrame(cells, columns=frame.columns, dtype=object)
    text: str = guarded.to_csv(index=False, lineterminator="\n")
    return text
