"""What the text around a table repeats of it: the total, and the cell of a row that it names.

Only where the text can mean nothing else: the figure counts what one column alone counts, it is called the total or
stands right beside the name of a row, and its sentence tells of no other time. It is a cell mistyped then, or close to
it; the table prints it nowhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.lanes import Lane, lanes_of
from figcheck.check.rowlabels import is_grand, is_partial, sort_of
from figcheck.check.rows import end_of, is_money
from figcheck.check.tablecolumns import Slip
from figcheck.expressions import expression
from figcheck.model import Claim, Table

_NEAR: Final = Decimal("0.15")  # of a cell: farther off it is of something else
_REACH: Final = 90
_LONGEST: Final = 600  # a longer sentence tells of too much
_TOTAL_AHEAD: Final = expression(
    r"\b(?:(?:a|the) (?:combined |grand |overall )?total of|in total,?|in all,?|altogether,?) $", re.IGNORECASE
)
_TOTAL_BEHIND: Final = expression(r",?(?: [a-z]+){0,3}? (?:in total|in all|altogether)\b")
_NAME: Final = r"(?P<name>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})"
_NAMED_BEHIND: Final = expression(
    rf"(?: (?!and |or |to |than |but )[a-z]+){{0,3}}? (?:in|at|for|from|by) (?:the )?{_NAME}"
)
_NAMED_AHEAD: Final = expression(
    rf"{_NAME},?(?: (?:had|has|have|with|saw|lost|took|won|got|received|polled|recorded|reported|counted|lists|listed|"
    r"where|there|were|was|a|total|of)){0,4} $"
)
_FIRST: Final = expression(r"(?:In|At|For|From|The|And|But) ")
_JOINED: Final = expression(r",? (?:and |or )?[A-Z]|(?:,|) (?:and|or) ")
# Another time, another source, another part, or no count at all.
_OTHER: Final = expression(
    r"\b(?:(?:1[89]|20)\d\d|yesterday|last|previous\w*|earlier|initial\w*|first|next|since|ago|before|until|by|so far|"
    r"now|already|more|another|others?|further|new|than|expected|forecast|target\w*|could|would|may|might|will|elsewhere|"
    r"revised|if|estimate\w*|them|whom|which|each|average|per|not|nearly|over|under|only|still|some|at least|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)


def told_in_text(claims: Sequence[Claim], tables: Sequence[tuple[Table, Sequence[Claim]]]) -> list[Slip]:
    """Every figure of an article's text that repeats a cell of its only table and says something else."""
    if len(tables) != 1:
        return []
    table, cells = tables[0]
    lanes = [lane for lane in lanes_of(cells, table) if lane.nth == 0]
    rows: dict[str, int | None] = {}
    for row in range(len(table.rows)):
        label = table.label(row)
        rows[label] = None if label in rows else row  # a name given twice says nothing
    grand = [row for row in range(len(table.rows)) if is_grand(table.label(row))]
    known = sorted([point for claim in cells if (point := claim.figure.reading.point) is not None])
    nouns = {lane.column: frozenset([claim.figure.counted for claim in lane.rows.values()]) for lane in lanes}
    sums = {lane.column: sum([lane.point(row) or Decimal(0) for row in lane.rows], Decimal(0)) for lane in lanes}
    slips: list[Slip] = []
    for claim in _of_text(claims):
        lane = _lane_of(claim, lanes, nouns)
        if lane is None or _is_among(claim, known):
            continue
        name, whole = _named(claim), sums[lane.column]
        total = _total_meant(claim, grand, table) if name not in rows else None
        meant = rows.get(name) if name else None
        if total is not None:
            slips += _against(claim, lane, total, whole, "the total row of the table", lane.is_added)
        elif meant is not None and sort_of(table.label(meant)) == "plain" and not _is_other(claim, name):
            slips += _against(claim, lane, meant, whole, f"the row “{name}” of the table", False)
    return slips


def _of_text(claims: Sequence[Claim]) -> Iterator[Claim]:
    for claim in claims:
        figure = claim.figure
        if figure.cell is None and not figure.in_title and claim.mode == "stated" and figure.hedge == "exact":
            if figure.reading.point and not claim.each and figure.form in ("plain", "money", "measure"):
                yield claim


def _lane_of(claim: Claim, lanes: Sequence[Lane], nouns: dict[int, frozenset[str | None]]) -> Lane | None:
    """The only column that counts what a figure counts; None where there are several, or none."""
    alike = [lane for lane in lanes if lane.unit == claim.figure.unit]
    if claim.figure.unit == "count" and claim.figure.counted is not None:
        alike = [lane for lane in alike if claim.figure.counted in nouns[lane.column]]
    elif claim.figure.unit == "percent" or (claim.figure.unit == "count" and len(lanes) > 1):
        return None
    return alike[0] if len(alike) == 1 else None


def _is_among(claim: Claim, known: Sequence[Decimal]) -> bool:
    """Whether a figure of the text is a number of the table, rounded perhaps."""
    reading = claim.figure.reading
    half = reading.precision / 2
    at = bisect_left(known, reading.low - half)
    return at < len(known) and known[at] <= reading.high + half


def _is_other(claim: Claim, name: str) -> bool:
    return len(claim.quote) > _LONGEST or _OTHER.search(claim.quote.replace(name, "")) is not None


def _total_meant(claim: Claim, grand: Sequence[int], table: Table) -> int | None:
    """The total row where a figure is called the total of all; None where it may be that of a part."""
    if len(grand) != 1:
        return None
    end, start = end_of(claim), claim.quote_at.start
    ahead = _TOTAL_AHEAD.search(claim.quote[max(0, start - _REACH) : start])
    if ahead is None and _TOTAL_BEHIND.match(claim.quote, end, end + _REACH) is None:
        return None
    place = _NAMED_BEHIND.match(claim.quote, end, end + _REACH)
    if _is_other(claim, "") or (place is not None and place["name"] not in table.caption):
        return None
    return None if is_partial(f"{table.caption} {' '.join(table.headings)}") else grand[0]


def _named(claim: Claim) -> str:
    """The name that a figure stands right beside, "" for none: "421 homes in Leeds", "Leeds had 421"."""
    end, start = end_of(claim), claim.quote_at.start
    match = _NAMED_BEHIND.match(claim.quote, end, end + _REACH)
    if match is not None:
        return "" if _JOINED.match(claim.quote, match.end()) else str(match["name"]).rstrip(".")
    match = _NAMED_AHEAD.search(claim.quote[max(0, start - _REACH) : start])
    if match is None:
        return ""
    name = _FIRST.sub("", match["name"], count=1)
    return name.removesuffix("’s").removesuffix("'s")


def _against(claim: Claim, lane: Lane, row: int, whole: Decimal, where: str, is_certain: bool) -> list[Slip]:
    """The slip of a figure that is not what a cell prints but near to it, or has its digits in another order.

    ``whole`` is what all cells of the column make.
    """
    cell = lane.rows.get(row)
    point, told = (cell.figure.reading.point if cell is not None else None), claim.figure.reading.point
    if cell is None or point is None or told is None or cell.figure.hedge != "exact":
        return []
    swapped = _digits(claim) == _digits(cell) and len(_digits(cell)) > 1
    if not swapped and abs(told - point) > _NEAR * abs(point):
        return []
    if whole - point == told:
        return []  # what the others make: the table itself does not add up
    words = f"the text says {claim.figure.surface}, {where} says {cell.figure.surface}"
    if swapped:
        return [Slip((claim, cell), cause="digits_swapped", words=words, expected=cell.figure.surface)]
    certain = is_certain and not is_money(claim.figure.unit)
    return [
        Slip(
            (claim, cell),
            cause="different_counts",
            words=words,
            expected=cell.figure.surface,
            most="error" if certain else "note",
        )
    ]


def _digits(claim: Claim) -> str:
    return "".join(sorted([letter for letter in claim.figure.number_surface if letter.isdigit()]))
