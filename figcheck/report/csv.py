"""CSV for spreadsheets: the discrepancies and the figures, UTF-8, one header line, ``\\n`` line ends.

A text cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, "CSV injection").
Numbers stay numbers, also negative ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from figcheck.model import Run
from figcheck.report.rows import discrepancy_frame, figure_frame
from figcheck.report.terminal import Look, clean

if TYPE_CHECKING:
    import pandas

# The last four are the full-width forms, which spreadsheets set to East Asian locales take as plain.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


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
    guarded = value.startswith(_FORMULA_STARTS) or clean(value).lstrip().startswith(_FORMULA_STARTS)
    return ("'" if guarded else "") + clean(value)


def _csv(frame: pandas.DataFrame) -> str:
    import pandas

    # Made anew as objects: pandas would turn an int column with gaps into floats.
    cells = [[plain_cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    guarded = pandas.DataFrame(cells, columns=frame.columns, dtype=object)
    text: str = guarded.to_csv(index=False, lineterminator="\n")
    return text
