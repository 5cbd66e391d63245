"""Parquet for analysis: the discrepancies and the figures with typed columns.

The columns are those of the CSV. Numbers are doubles, lines and offsets whole numbers, days dates, and what is a list
in JSON is a list of text. Text is made safe as in every printed report, since it ends in somebody's terminal or
notebook; JSON has it as it is printed.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from figcheck.findings import Run
from figcheck.model import SLOTS
from figcheck.report.rows import (
    DISCREPANCY_COLUMNS,
    FIGURE_COLUMNS,
    Row,
    discrepancy_rows,
    figure_rows,
    worst_first,
)
from figcheck.report.terminal import Look, clean

if TYPE_CHECKING:
    import pyarrow

_GROUP: Final = 20_000  # rows
_DOUBLES: Final = frozenset({"value", "low", "high", "gap"})
_WHOLES: Final = frozenset({"line", "column", "start", "end", "rank", "record"})
_TRUTHS: Final = frozenset({"in_title", "low_open", "high_open"})
_DAYS: Final = frozenset({"published", "start_date", "as_of"})
_LISTS: Final = frozenset({*SLOTS, "because"})


def discrepancies_parquet(run: Run, look: Look) -> bytes:
    """One row a finding, worst first."""
    findings = worst_first(run.findings)
    rows = (
        {**row, "because": list(finding.because)} for finding, row in zip(findings, discrepancy_rows(run), strict=True)
    )
    return _parquet(rows, DISCREPANCY_COLUMNS)


def figures_parquet(run: Run, look: Look) -> bytes:
    """One row a figure."""
    return _parquet(figure_rows(run), FIGURE_COLUMNS)


def _parquet(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    """The file, its rows in groups of some at a time, so that memory does not grow with them."""
    from pyarrow import parquet

    left = iter(rows)
    file = io.BytesIO()
    table = _table(list(islice(left, _GROUP)), columns)
    with parquet.ParquetWriter(file, table.schema, compression="zstd") as writer:
        writer.write_table(table)
        while some := list(islice(left, _GROUP)):
            writer.write_table(_table(some, columns))
    return file.getvalue()


def _table(rows: Sequence[Row], columns: Sequence[str]) -> pyarrow.Table:
    import pyarrow

    arrays = [_column(name, [row.get(name) for row in rows]) for name in columns]
    return pyarrow.Table.from_arrays(arrays, names=list(columns))


def _column(name: str, cells: list[Any]) -> pyarrow.Array:
    """A column of the type that its name stands for, whatever its cells are: files of many runs fit together."""
    import pyarrow

    name = name.removeprefix("a_").removeprefix("b_")
    if name in _DOUBLES:
        return pyarrow.array([None if cell is None else float(cell) for cell in cells], pyarrow.float64())
    if name in _WHOLES:
        return pyarrow.array(cells, pyarrow.int64())
    if name in _TRUTHS:
        return pyarrow.array(cells, pyarrow.bool_())
    if name in _DAYS:
        days = [None if cell is None else dt.date.fromisoformat(cell) for cell in cells]
        return pyarrow.array(days, pyarrow.date32())
    if name in _LISTS:
        lists = [None if cell is None else [clean(text) for text in cell] for cell in cells]
        return pyarrow.array(lists, pyarrow.list_(pyarrow.string()))
    return pyarrow.array([None if cell is None else clean(cell) for cell in cells], pyarrow.string())
