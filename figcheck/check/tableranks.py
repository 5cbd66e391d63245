"""A column of places against the values that they are by: the better place has no less."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from figcheck.check.lanes import Lane
from figcheck.check.rowlabels import is_change
from figcheck.check.tablecolumns import Slip
from figcheck.expressions import expression
from figcheck.model import Table

_PLACES: Final = expression(r"(?:overall |final )?(?:rank(?:ing)?|rk|pos(?:ition)?\.?|place)", re.IGNORECASE)
_PLACE: Final = expression(r"[=T]?(\d{1,3})(?:[=.]|st|nd|rd|th)?")
# What the first has most of. Of a medal table it is gold, of a league points, whatever else is printed.
_MORE_IS_BETTER: Final = (
    expression(r"(?:total )?(?:pts\.?|points)", re.IGNORECASE),
    expression(r"golds?(?: medals)?", re.IGNORECASE),
    expression(r"(?:total )?(?:medals|votes|seats)(?: won)?|number of (?:medals|votes|seats)", re.IGNORECASE),
)
# Places of a race are by times, which no lane has.
_RACE: Final = expression(r"\b(?:times?|gap|laps|grid|heat|split)\b", re.IGNORECASE)
_FEWEST: Final = 3
_LEAST_COLUMNS: Final = 3
_ENOUGH: Final = 6  # places that show by themselves what they are by, where there is nothing else


def ranks(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """The place of a table that has more than the one before it, where all others are in order."""
    places = _places(table)
    if (
        _RACE.search(" ".join(table.headings))
        or len(places) < _FEWEST
        or len(set(places.values())) * 3 < len(places) * 2
    ):
        return []
    rows = sorted(places, key=lambda row: places[row])
    whole = [lane for lane in lanes if all(lane.point(row) is not None for row in rows)]
    looked_at = [lane for lane in whole if not is_change(lane.heading) and lane.nth == 0]
    if any(_is_ordered(lane, rows, places, up) for lane in looked_at for up in (False, True)):
        return []  # it is by this that they are ranked
    # Beside places and names there is nothing else that they could be by.
    enough = _ENOUGH - 2 if len(table.headings) == _LEAST_COLUMNS else _ENOUGH
    lane, up = _ranked_by(looked_at, rows, places, enough)
    if lane is None:
        return []
    for a, b in pairwise(rows):
        one, other = lane.ends(a), lane.ends(b)
        if one is None or other is None or places[a] == places[b]:
            continue
        if (other.high < one.low) if up else (other.low > one.high):
            first, second = lane.rows[a], lane.rows[b]
            words = (
                f"“{table.label(a)}” in place {places[a]} has {first.figure.surface}, "
                f"“{table.label(b)}” in place {places[b]} has {second.figure.surface}"
            )
            expected = f"the better place to have {'less' if up else 'more'}"
            return [Slip((second, first), cause="rank_out_of_order", words=words, expected=expected)]
    return []


def _places(table: Table) -> dict[int, int]:
    """The rows of a table with their places; none where a row has none, or two columns are of places."""
    columns = [
        column
        for column, heading in enumerate(table.headings)
        if _PLACES.fullmatch(heading.strip(" :*")) and column not in table.counting
    ]
    found: dict[int, int] = {}
    if len(columns) != 1:
        return found
    for row, cells in enumerate(table.rows):
        match = _PLACE.fullmatch(cells[columns[0]].strip())
        if match is not None:
            found[row] = int(match[1])
    return found if 1 in found.values() else {}


def _ranked_by(
    lanes: Sequence[Lane], rows: Sequence[int], places: dict[int, int], enough: int
) -> tuple[Lane | None, bool]:
    """The lane that the places are by, all but one of them in its order, and whether less is better.

    ``enough`` places show it by themselves where there is one lane alone.
    """
    for headings in _MORE_IS_BETTER:
        named = [lane for lane in lanes if headings.fullmatch(lane.heading.strip(" :*"))]
        if named:
            fits = len(named) == 1 and _is_one_out(named[0], rows, places, False)
            return (named[0], False) if fits else (None, False)
    if len(lanes) == 1 and len(rows) >= enough:
        for up in (False, True) if len(rows) >= _ENOUGH else (False,):
            if _is_one_out(lanes[0], rows, places, up):
                return lanes[0], up
    return None, False


def _is_one_out(lane: Lane, rows: Sequence[int], places: dict[int, int], up: bool) -> bool:
    return any(_is_ordered(lane, [*rows[:i], *rows[i + 1 :]], places, up) for i in _suspects(lane, rows, places, up))


def _suspects(lane: Lane, rows: Sequence[int], places: dict[int, int], up: bool) -> tuple[int, ...]:
    """The two rows where the order breaks first."""
    for i in range(len(rows) - 1):
        if not _is_ordered(lane, rows[i : i + 2], places, up):
            return i, i + 1
    return ()


def _is_ordered(lane: Lane, rows: Sequence[int], places: dict[int, int], up: bool) -> bool:
    sign = Decimal(-1) if up else Decimal(1)
    for a, b in pairwise(rows):
        one, other = lane.point(a) or Decimal(0), lane.point(b) or Decimal(0)
        if places[a] != places[b] and other * sign > one * sign:
            return False
    return True
