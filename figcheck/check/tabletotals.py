"""Totals of a table: rows and columns that sum the others up, and averages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.desk import show_number
from figcheck.check.lanes import Lane, added, shown_sum
from figcheck.check.rowlabels import RowSort, is_change, is_grand, is_partial, is_signed, sort_of
from figcheck.check.sentences import Ends
from figcheck.check.tablecolumns import Slip, row_name
from figcheck.expressions import expression
from figcheck.findings import Severity
from figcheck.model import Claim, Table

_PERIOD: Final = expression(
    r"(?:\d{1,2} )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?(?: \d{1,4})?|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|(?:day|week|month|year|q|round|game) ?\d{1,2}|"
    r"(?:19|20)\d\d(?:[-/–]\d\d)?",
    re.IGNORECASE,
)
_MOST_TOTALS: Final = 60  # total rows of one table that are looked at


def totals(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """Every total and average of a table that its cells do not make."""
    sorts = row_sorts(table, lanes)
    crossed = _crossed(_down(table, lanes, sorts), _across(table, lanes))
    return [*_joined(crossed), *_averages(table, lanes, sorts)]


def _crossed(down: Sequence[Slip], across: Sequence[Slip]) -> list[Slip]:
    """The slips with one for a total row and a total column that miss by the same amount: that of the cell where they
    cross, which would mend both."""
    rest = {slip.claims[0].id: slip for slip in across}
    at = {claim.id: slip for slip in across for claim in slip.claims[1:]}
    found: list[Slip] = []
    for slip in down:
        gap = _gap(slip)
        crossing = [claim for claim in slip.claims[1:] if claim.id in at and gap and _gap(at[claim.id]) == gap]
        point = crossing[0].figure.reading.point if len(crossing) == 1 else None
        if gap is None or point is None or point + gap < 0:
            found.append(slip)
            continue
        cell, other = crossing[0], at[crossing[0].id]
        rest.pop(other.claims[0].id, None)
        mended = show_number(point + gap)
        words = f"{slip.words}, and {other.words}: with {mended} for {cell.figure.surface} there both would fit"
        totals_first = (slip.claims[0], other.claims[0], cell)
        parts = [claim for claim in (*slip.claims[1:], *other.claims[1:]) if claim is not cell]
        found.append(slip._replace(claims=(*totals_first, *parts), words=words))
    return [*found, *rest.values()]


def _gap(slip: Slip) -> Decimal | None:
    """How much more a total says than its parts add up to; None where that is not a matter of one cell."""
    points = [claim.figure.reading.point for claim in slip.claims]
    known = [point for point in points if point is not None]
    if slip.cause != "total_does_not_fit" or len(known) < len(points) or slip.expected.startswith("at least"):
        return None
    return known[0] - sum(known[1:], Decimal(0))


def _joined(slips: Sequence[Slip]) -> list[Slip]:
    """The slips with one for each total: where its column and its row both miss it, that is one slip."""
    found: dict[str, Slip] = {}
    for slip in slips:
        total = slip.claims[0]
        other = found.get(total.id)
        if other is None:
            found[total.id] = slip
        else:
            surface = " ".join(total.figure.surface.split())
            if other.expected == slip.expected:
                words = f"column and row both add up to {slip.expected}, their total says {surface}"
            else:
                words = (
                    f"the column adds up to {other.expected} and the row to {slip.expected}, their total says {surface}"
                )
            found[total.id] = other._replace(words=words)
    return list(found.values())


def row_sorts(table: Table, lanes: Sequence[Lane]) -> list[RowSort]:
    """What each row is; one that holds nothing but its name opens a section."""
    filled = {row for lane in lanes for row in (*lane.rows, *lane.odd)}
    found: list[RowSort] = []
    for row, cells in enumerate(table.rows):
        if row not in filled and sum([bool(cell) for cell in cells]) < 2:
            found.append("section")
        else:
            found.append(sort_of(table.label(row)))
    return found


# --- total rows ------------------------------------------------------------------------------------------------------


def _down(table: Table, lanes: Sequence[Lane], sorts: Sequence[RowSort]) -> list[Slip]:
    """Total rows against the rows that they sum up."""
    rows = [row for row, sort in enumerate(sorts) if sort in ("total", "weak_total")]
    summed = [lane for lane in lanes if lane.is_added and not is_change(lane.heading)]
    slips: list[Slip] = []
    if len(rows) > _MOST_TOTALS or not summed:
        return slips
    signed = any(is_signed(table.label(row)) for row in range(len(table.rows)))
    for row in rows:
        readings = readings_of(row, sorts, is_grand(table.label(row)))
        held: list[Lane] = []
        failed: list[Lane] = []
        for lane in summed:
            verdict = _bears_out(lane, row, readings, len(rows) > 1 or not is_grand(table.label(row)))
            if verdict is not None:
                (held if verdict else failed).append(lane)
        if signed and not held:
            continue
        # Of several columns most must bear the total out: a table that lists some of many does in none.
        if len(failed) > len(held) and (held or len(failed) > 1):
            continue
        for lane in failed:
            slip = _total_slip(table, lane, row, readings[0], bool(held), sorts[row] == "weak_total")
            if slip is not None:
                slips.append(slip)
    return slips


def readings_of(total: int, sorts: Sequence[RowSort], grand: bool) -> list[list[int]]:
    """The rows that a total row may sum up, the likeliest first; none when there are fewer than two."""
    previous = max([row for row in range(total) if sorts[row] in ("total", "weak_total")], default=-1)
    opened = max([row for row in range(total) if sorts[row] == "section"], default=-1)
    following = min([row for row in range(total + 1, len(sorts)) if sorts[row] == "total"], default=len(sorts))
    subtotals = [row for row in range(total) if sorts[row] == "total"]
    above, below = range(total), range(total + 1, len(sorts))
    found: list[list[int]] = []
    for kept in (("plain",), ("plain", "optional")):
        near = [row for row in range(previous + 1, total) if sorts[row] in kept]
        every = [row for row in above if sorts[row] in kept]
        found += [every, near] if grand else [near, every]
        found.append([row for row in range(opened + 1, total) if sorts[row] in kept])
        found.append([*subtotals, *near])
        if len(near) < 2:  # a total that stands first, or right behind another
            found.append([row for row in range(total + 1, following) if sorts[row] in kept])
            found.append([row for row in below if sorts[row] in kept])
    found.append(subtotals)
    unique: dict[tuple[int, ...], None] = dict.fromkeys(tuple(rows) for rows in found if len(rows) > 1)
    return [list(rows) for rows in unique]


def _bears_out(lane: Lane, total: int, readings: Sequence[list[int]], one_of_many: bool) -> bool | None:
    """Whether the cells of a lane make its total under some reading; None when it prints too little."""
    printed = lane.ends(total)
    if printed is None or not readings:
        return None
    if sum([row in lane.rows for row in readings[0]]) < 2:
        return None
    for rows in readings:
        if added([lane.told(row) for row in rows]).meets(printed):
            return True
    first = readings[0]
    if has_runs(lane, first, printed) or _nested(lane, first, printed):
        return True
    return one_of_many and _tail(lane, first, printed)


def _tail(lane: Lane, rows: Sequence[int], printed: Ends) -> bool:
    """Whether the last of the rows make the total: rows further up may belong to something else."""
    low = high = Decimal(0)
    for number, row in enumerate(reversed(rows)):
        ends = lane.told(row)
        low, high = low + ends.low, high + ends.high
        if number and low <= printed.high and printed.low <= high:
            return True
    return False


def has_runs(lane: Lane, rows: Sequence[int], printed: Ends) -> bool:
    """Whether the rows are several breakdowns of one total, one after another: by sex, by age."""
    low = high = Decimal(0)
    runs = 0
    for row in rows:
        ends = lane.told(row)
        low, high = low + ends.low, high + ends.high
        if low <= printed.high and printed.low <= high:
            low = high = Decimal(0)
            runs += 1
    return runs > 1 and low == high == 0


def _nested(lane: Lane, rows: Sequence[int], printed: Ends) -> bool:
    """Whether rows that are the sum of those right below them count once: regions, and the districts in them."""
    low = high = Decimal(0)
    at, jumps, steps = 0, 0, 0
    while at < len(rows):
        parent = lane.told(rows[at])
        low, high = low + parent.low, high + parent.high
        past = at + 1
        part_low = part_high = Decimal(0)
        for nth in range(at + 1, min(len(rows), at + 60)):
            ends = lane.told(rows[nth])
            part_low, part_high = part_low + ends.low, part_high + ends.high
            steps += 1
            if part_low > parent.high:
                break
            if nth > at + 1 and part_high >= parent.low:
                past, jumps = nth + 1, jumps + 1
                break
        at = past
    return jumps > 0 and low <= printed.high and printed.low <= high


def _total_slip(table: Table, lane: Lane, total: int, rows: Sequence[int], borne_out: bool, weak: bool) -> Slip | None:
    """The slip of a total that no reading makes; None where the table may well list a part, or something else."""
    printed = lane.ends(total)
    made = added([lane.told(row) for row in rows])
    claim = lane.rows[total]
    if printed is None:
        return None
    ten = any(printed.meets(Ends(made.low * f, made.high * f)) for f in _TENS) and made.is_finite
    if not borne_out and not ten:
        if weak or not _certain(table, lane, rows, made, printed):
            return None
    parts = [lane.rows[row] for row in rows if row in lane.rows]
    points = [lane.point(row) for row in rows]
    shown = shown_sum(lane, points)
    label = table.label(total)
    where = f"the {label.lower()} row" if is_grand(label) or weak else f"the row “{label}”"
    words = f"{column_name(lane)} adds up to {shown}, {where} says {claim.figure.surface}"
    return _missed((claim, *parts), ten, words, shown)


def _missed(claims: tuple[Claim, ...], ten: bool, words: str, shown: str) -> Slip:
    """The slip of a total, by a factor of ten or otherwise."""
    if ten:
        return Slip(claims, cause="power_of_ten", words=words, expected=shown)
    return Slip(claims, cause="total_does_not_fit", words=words, expected=shown)


_TENS: Final = (Decimal(10), Decimal("0.1"))


def _certain(table: Table, lane: Lane, rows: Sequence[int], made: Ends, printed: Ends) -> bool:
    """Whether a lone column is plainly meant to add up: it is near the total, and nothing says that it lists a part."""
    told = [table.caption, lane.heading, *table.headings]
    if made.high < printed.low:
        return not any(is_partial(words) for words in told) and made.high * 2 >= printed.low
    largest = max([lane.told(row).low for row in rows], default=Decimal(0))
    if printed.high < largest and lane.unit != "count":
        return False  # an average, perhaps
    return made.low <= printed.high * 2


def column_name(lane: Lane) -> str:
    """A column in words."""
    return f"the column “{lane.heading}”" if lane.heading else f"column {lane.column + 1}"


# --- total columns ---------------------------------------------------------------------------------------------------


def _across(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """Total columns against the columns beside them, where most rows bear them out."""
    slips: list[Slip] = []
    for index, total in enumerate(lanes):
        if sort_of(total.heading) != "total" or total.unit == "percent":
            continue
        beside = [
            lane
            for lane in lanes
            if lane is not total and lane.unit == total.unit and lane.is_added and sort_of(lane.heading) == "plain"
        ]
        left = [lane for lane in beside if lane.column < total.column]
        right = [lane for lane in beside if lane.column > total.column]
        previous = max([other.column for other in lanes[:index] if sort_of(other.heading) == "total"], default=-1)
        near = [lane for lane in left if lane.column > previous]
        sets = [
            near,
            left,
            beside,
            right,
            *[near[i:] for i in range(1, len(near))],
            *[right[:i] for i in range(2, len(right))],
        ]
        slips += _rows_against(table, total, [chosen for chosen in sets if len(chosen) > 1])
    return slips


def _rows_against(table: Table, total: Lane, sets: Sequence[Sequence[Lane]]) -> list[Slip]:
    best: tuple[int, Sequence[Lane], list[int]] | None = None
    for chosen in sets:
        held, failed = 0, []
        for row in total.rows:
            if sum([row in lane.rows for lane in chosen]) < 2:
                continue
            if added([lane.told(row) for lane in chosen]).meets(total.told(row)):
                held += 1
            else:
                failed.append(row)
        if best is None or held > best[0]:
            best = held, chosen, failed
    if best is None or best[0] < 1 or len(best[2]) * 2 > best[0] + 1:
        return []
    slips = []
    for row in best[2]:
        chosen, claim = best[1], total.rows[row]
        made = added([lane.told(row) for lane in chosen])
        printed = total.told(row)
        ten = made.is_finite and any(printed.meets(Ends(made.low * f, made.high * f)) for f in _TENS)
        shown = shown_sum(total, [lane.point(row) for lane in chosen])
        words = f"{row_name(table, row)} adds up to {shown}, the column “{total.heading}” says {claim.figure.surface}"
        parts = [lane.rows[row] for lane in chosen if row in lane.rows]
        slips.append(_missed((claim, *parts), ten, words, shown))
    return slips


_RATIO: Final = expression(r"%|\b(?:per|rate|ratio|share|average|avg|each)\b", re.IGNORECASE)

# --- averages --------------------------------------------------------------------------------------------------------


def _averages(table: Table, lanes: Sequence[Lane], sorts: Sequence[RowSort]) -> list[Slip]:
    """Rows called an average: outside all that they average, or other than the mean that other columns bear out."""
    rows = [row for row, sort in enumerate(sorts) if sort == "average"]
    slips: list[Slip] = []
    if len(rows) != 1 or is_partial(f"{table.caption} {' '.join(table.headings)}"):
        return slips
    row = rows[0]
    parts = [r for r, sort in enumerate(sorts) if sort == "plain"]
    held: list[Lane] = []
    failed: list[tuple[Lane, Ends, bool]] = []
    for lane in lanes:
        printed = lane.ends(row)
        known = [lane.rows[r] for r in parts if r in lane.rows]
        if printed is None or len(known) < 2 or len(known) != len(parts):
            continue
        if lane.unit in ("percent", "ratio") or _RATIO.search(lane.heading):
            continue  # the mean of a ratio is the ratio of the means
        ends = [lane.told(r) for r in parts]
        total = added(ends)
        mean = Ends(total.low / len(ends), total.high / len(ends))
        least, most = min([it.low for it in ends]), max([it.high for it in ends])
        half = lane.rows[row].figure.reading.precision / 2
        if mean.widened(half).meets(printed):
            held.append(lane)
        else:
            failed.append((lane, mean, not Ends(least, most).widened(half).meets(printed)))
    for lane, mean, outside in failed:
        # Columns that all have another average are of more than is listed. A lone one is of what is listed where that
        # is months or days; of towns it may be weighed.
        alone = len(failed) == 1 and not held and len(parts) > 2
        if len(held) < len(failed) and not alone:
            continue
        claim = lane.rows[row]
        middle = lane.shown((mean.low + mean.high) / 2)
        words = (
            f"the average of {column_name(lane)} is {middle}, the row “{table.label(row)}” says {claim.figure.surface}"
        )
        claims = (claim, *[lane.rows[r] for r in parts])
        is_certain = not alone or outside or (lane.is_added and all(_PERIOD.fullmatch(table.label(r)) for r in parts))
        grade: Severity = "error" if is_certain else "note"
        slips.append(Slip(claims, cause="average_does_not_fit", words=words, expected=middle, most=grade))
    return slips
