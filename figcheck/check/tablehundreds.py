"""Percentages of a table that are the parts of one whole: columns and rows of them make a hundred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.desk import show_number
from figcheck.check.lanes import Lane, added
from figcheck.check.rowlabels import RowSort, is_change, is_grand, is_partial
from figcheck.check.sentences import Ends
from figcheck.check.tablecolumns import Slip, row_name
from figcheck.check.tabletotals import column_name, has_runs, readings_of, row_sorts
from figcheck.expressions import expression
from figcheck.model import Table

_HUNDRED: Final = Ends(Decimal(100), Decimal(100))
_ADDS_UP: Final = expression(
    r"\b(?:share|proportion)\b|(?:%|\bper ?cent(?:age)?) of (?:the |all )?"
    r"(?:total|votes?|seats|sales|revenues?|spending|budget|exports?|imports?|"
    r"trade|emissions|turnover|market|whole|vote|first preferences)\b|^votes? \(?%|\bvote\b",
    re.IGNORECASE,
)
# These are often of several answers; a row for those who gave none tells that they are of one.
_OF_ALL: Final = expression(r"(?:%|\bper ?cent) of |%\)?$|\?", re.IGNORECASE)
_OVERLAP: Final = expression(
    r"\b(?:multiple|more than one|all that apply|could choose|several|overlap\w*|at least one|who|with)\b",
    re.IGNORECASE,
)
_OTHERS: Final = expression(
    r"(?:all )?(?:others?|the rest|rest|don[’']?t knows?|unknown|undecided|not known|miscellaneous|remainder)\b.*",
    re.IGNORECASE,
)


def hundreds(table: Table, lanes: Sequence[Lane], per_part: Decimal) -> list[Slip]:
    """Every column and row of percentages that should make a hundred and does not; half a point a row is rounding."""
    sorts = row_sorts(table, lanes)
    shares = [lane for lane in lanes if lane.unit == "percent" and not lane.below_zero and not is_change(lane.heading)]
    return [*_down(table, shares, sorts, per_part), *_across(table, shares, per_part)]


def _down(table: Table, shares: Sequence[Lane], sorts: Sequence[RowSort], per_part: Decimal) -> list[Slip]:
    slips: list[Slip] = []
    rows = [row for row, sort in enumerate(sorts) if sort == "plain"]
    if len(rows) < 2 or "section" in sorts:
        return slips
    printed = [lane for lane in shares if all([row in lane.rows for row in rows])]
    held: list[Lane] = []
    failed: list[tuple[Lane, int | None, Sequence[int]]] = []
    for lane in printed:
        totals = [row for row, sort in enumerate(sorts) if sort in ("total", "weak_total") and row in lane.rows]
        says = [row for row in totals if lane.told(row).meets(_HUNDRED)]
        missed = [(lane, row, tried[0]) for row in says if (tried := _missed(table, lane, row, sorts, per_part))]
        if missed and not _makes_hundred(lane, sorts[: missed[0][1]], per_part):
            failed += missed[:1]
        elif not says and not _makes_hundred(lane, sorts, per_part):
            if not totals and len(rows) > 2:
                failed.append((lane, None, rows))
        else:
            held.append(lane)
    for lane, total, parts in failed:
        if total is None and not _adds_up(table, lane, parts, per_part) and len(failed) * 2 > len(held):
            continue
        claims = [lane.rows[row] for row in parts if row in lane.rows]
        shown = show_number(sum([lane.point(row) or Decimal(0) for row in parts], Decimal(0)))
        slips.append(
            Slip(
                (*([lane.rows[total]] if total is not None else []), *claims),
                cause="shares_miss_hundred",
                words=f"{column_name(lane)} adds up to {shown} per cent, not to 100",
                expected="100 per cent",
            )
        )
    return slips


def _missed(
    table: Table, lane: Lane, total: int, sorts: Sequence[RowSort], per_part: Decimal
) -> Sequence[Sequence[int]]:
    """The readings of a row that says a hundred, likeliest first, when none of them makes it; else nothing."""
    readings = readings_of(total, sorts, is_grand(table.label(total)))
    return [] if any([_made(lane, rows, per_part).meets(_HUNDRED) for rows in readings]) else readings


def _makes_hundred(lane: Lane, sorts: Sequence[RowSort], per_part: Decimal) -> bool:
    """Whether the rows make a hundred, those "of which" counted or not, or each of several breakdowns does."""
    for kept in (("plain",), ("plain", "optional")):
        rows = [row for row, sort in enumerate(sorts) if sort in kept]
        if _made(lane, rows, per_part).meets(_HUNDRED) or has_runs(lane, rows, _near_hundred(lane)):
            return True
    return False


def _made(lane: Lane, rows: Sequence[int], per_part: Decimal) -> Ends:
    """What rows of a lane add up to, with the room that the rule allows."""
    return added([lane.told(row) for row in rows]).widened(_room(lane, rows, per_part))


def _room(lane: Lane, rows: Sequence[int], per_part: Decimal) -> Decimal:
    """What the rule allows a row beyond the rounding of what is printed, where whole points are."""
    return max(per_part - lane.step / 2, Decimal(0)) * len(rows) if lane.step >= 1 else Decimal(0)


def _near_hundred(lane: Lane) -> Ends:
    return _HUNDRED.widened(max(lane.step, Decimal("0.1")))


def _adds_up(table: Table, lane: Lane, rows: Sequence[int], per_part: Decimal) -> bool:
    """Whether percentages without a total are plainly the shares of one whole."""
    told, made = f"{lane.heading} {table.caption}", _made(lane, rows, per_part)
    rest = any(_OTHERS.fullmatch(table.label(row).strip()) for row in rows)
    whole = _ADDS_UP.search(lane.heading) is not None
    if _OVERLAP.search(told) or not (whole or (rest and _OF_ALL.search(told))):
        return False
    if made.low > 100:
        return made.low < 130
    return rest and made.high > 80 and not is_partial(told)


def _across(table: Table, shares: Sequence[Lane], per_part: Decimal) -> list[Slip]:
    """Rows whose percentages make a hundred in most of them: the answers of one group to one question."""
    first = [lane for lane in shares if lane.nth == 0 and lane.is_share_of_row]
    if len(first) < 2:
        return []
    held = 0
    failed: list[tuple[int, Decimal]] = []
    for row in range(len(table.rows)):
        points = [lane.point(row) for lane in first]
        known = [point for point in points if point is not None]
        if len(known) < len(points):
            continue
        made = added([lane.told(row) for lane in first]).widened(
            max([_room(lane, (row,), per_part) for lane in first]) * len(first)
        )
        if made.meets(_HUNDRED):
            held += 1
        else:
            failed.append((row, sum(known, Decimal(0))))
    if held < 2 or len(failed) * 2 > held:
        return []
    return [
        Slip(
            tuple([lane.rows[row] for lane in first]),
            cause="shares_miss_hundred",
            words=f"{row_name(table, row)} adds up to {show_number(made)} per cent, not to 100 as the others",
            expected="100 per cent",
        )
        for row, made in failed
    ]
