"""Columns that run on: each total is that of the row before and what came on top, as daily bulletins have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.lanes import Lane
from figcheck.check.sentences import Ends
from figcheck.check.tablecolumns import Slip, borne_out, row_name
from figcheck.expressions import expression
from figcheck.model import Table

_RUNS_ON: Final = expression(r"\b(?:totals?|cumulative|running|to date|so far|overall|altogether)\b", re.IGNORECASE)
_FEWEST: Final = 3  # rows that show it


def running_totals(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """Every running total that does not follow from the row before, where most rows do; the latest first or last."""
    slips: list[Slip] = []
    for total in lanes:
        if _RUNS_ON.search(total.heading) is None or not total.is_counted_up:
            continue
        others = [added for added in lanes if added is not total and added.unit == total.unit]
        slips += borne_out([_followed(table, total, added, step) for added in others for step in (-1, 1)], _FEWEST)
    return slips


def _begins(total: Lane, added: Lane, step: int) -> int:
    """1 where the total begins with what the first of its rows adds, the latest first or last; else 0."""
    rows = list(total.rows)
    first = rows[0] if step < 0 else rows[-1]
    return int(total.point(first) is not None and total.point(first) == added.point(first))


def _followed(table: Table, total: Lane, added: Lane, step: int) -> tuple[int, list[Slip]]:
    """How many rows follow from the one ``step`` away, and those that do not; of two in a row the first of the text."""
    held = _begins(total, added, step)
    failed: list[Slip] = []
    last = -2
    for row, claim in total.rows.items():
        before, more = total.ends(row + step), added.ends(row)
        if before is None or more is None:
            continue
        made = Ends(before.low + more.low, before.high + more.high)
        if made.meets(total.told(row)):
            held += 1
            continue
        first, second = total.rows[row + step], added.rows[row]
        points = first.figure.reading.point, second.figure.reading.point
        if row - last == 1 or points[0] is None or points[1] is None:
            continue  # one slip makes two rows miss: its own, and the next
        last = row
        shown = total.shown(points[0] + points[1])
        words = (
            f"in {row_name(table, row)} {first.figure.surface} and {second.figure.surface} make {shown}, "
            f"the column “{total.heading}” says {claim.figure.surface}"
        )
        failed.append(Slip((claim, first, second), cause="total_does_not_fit", words=words, expected=shown))
    return held, failed
