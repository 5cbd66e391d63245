"""Run → pandas frames for programs: the rows of the other outputs, under the same names, with types to reckon with.

Numbers are floats, places whole numbers that may be missing, days ``datetime64[s]``, severities are ordered; lists
stay lists, for ``explode``. What is unknown is missing, as it is null in JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from figcheck.findings import SEVERITIES, Run
from figcheck.report.rows import (
    DISCREPANCY_COLUMNS,
    FIGURE_COLUMNS,
    comparison_rows,
    discrepancy_rows,
    figure_rows,
    unread_row,
    worst_first,
)

if TYPE_CHECKING:
    import pandas

COMPARISON_COLUMNS: tuple[str, ...] = ("rule", "verdict", "a", "b", "because")
UNREAD_COLUMNS: tuple[str, ...] = ("path", "line", "column", "record", "reason", "advice")
FINDING_COLUMNS: tuple[str, ...] = (*DISCREPANCY_COLUMNS, "figures")

_NUMBERS = ("value", "low", "high", "gap")
_WHOLE = ("line", "column", "start", "end", "record", "rank")
_DAYS = ("published", "as_of", "start_date")
_TRUE_OR_FALSE = ("in_title", "low_open", "high_open")
_LISTS = ("who", "by", "where", "when", "about", "because", "figures")


def findings_frame(run: Run) -> pandas.DataFrame:
    """One row a finding, worst first, under ``FINDING_COLUMNS``: ``a_*`` and ``b_*`` are its first two figures,
    ``figures`` are the ids of all."""
    rows = list(discrepancy_rows(run))
    for row, finding in zip(rows, worst_first(run.findings), strict=True):
        row["figures"] = list(finding.figures)
        row["because"] = list(finding.because)
    return _typed(rows, FINDING_COLUMNS)


def figures_frame(run: Run) -> pandas.DataFrame:
    """One row a figure, in reading order, under ``FIGURE_COLUMNS``, with its ``id`` as a column."""
    return _typed(list(figure_rows(run)), FIGURE_COLUMNS)


def comparisons_frame(run: Run) -> pandas.DataFrame:
    """One row for each pair that was compared; ``a`` and ``b`` are ids of figures."""
    return _typed(comparison_rows(run.comparisons), COMPARISON_COLUMNS)


def unread_frame(run: Run) -> pandas.DataFrame:
    """One row for each file or article that could not be read, and why."""
    return _typed([unread_row(unread) for unread in run.unread], UNREAD_COLUMNS)


def _typed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pandas.DataFrame:
    import pandas

    return pandas.DataFrame({name: _kind(name)([row.get(name) for row in rows]) for name in columns})


def _kind(name: str) -> Callable[[list[Any]], Any]:
    if name == "severity":
        return _severities
    bare = name[2:] if name.startswith(("a_", "b_")) else name
    for names, make in (
        (_NUMBERS, _numbers),
        (_WHOLE, _whole),
        (_DAYS, _days),
        (_TRUE_OR_FALSE, _true_or_false),
        (_LISTS, _objects),
    ):
        if bare in names:
            return make
    return _texts


def _numbers(values: list[Any]) -> Any:
    import pandas

    return pandas.Series(values, dtype="float64")


def _whole(values: list[Any]) -> Any:
    import pandas

    return pandas.array(values, dtype="Int64")


def _days(values: list[Any]) -> Any:
    import numpy
    import pandas

    # To the second: the nanoseconds of pandas 2 end in 2262 and begin in 1677.
    days = [None if value is None else dt.date.fromisoformat(value) for value in values]
    return pandas.Series(numpy.array(days, dtype="datetime64[s]"))


def _true_or_false(values: list[Any]) -> Any:
    import pandas

    return pandas.Series(values, dtype="bool")


def _texts(values: list[Any]) -> Any:
    import pandas

    return pandas.Series(values, dtype="string")  # one that both pandas 2 and 3 have, and that keeps what is missing


def _severities(values: list[Any]) -> Any:
    import pandas

    return pandas.Categorical(values, categories=SEVERITIES, ordered=True)


def _objects(values: list[Any]) -> Any:
    import pandas

    return pandas.Series(values, dtype="object")
