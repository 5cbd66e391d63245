"""League tables: games played are those won, drawn and lost; points are three, or two, for a win and one for a draw."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.lanes import Lane
from figcheck.check.tablecolumns import Slip, row_name
from figcheck.expressions import expression
from figcheck.model import Table

_PLAYED: Final = frozenset(("p", "pl", "pld", "mp", "gp", "played", "games", "matches", "games played"))
_WON: Final = frozenset(("w", "won", "win", "wins"))
_DRAWN: Final = frozenset(("d", "drawn", "draw", "draws", "tied", "ties"))
_LOST: Final = frozenset(("l", "lost", "loss", "losses", "defeats"))
_POINTS: Final = frozenset(("pts", "pts.", "points"))
# Points taken off or given stand in a note, marked in the row.
_MARKED: Final = expression(r"(?<!\*)\*(?!\*)|[†‡§¹²³]|\[\w{1,3}\]|\([a-z]\)")
_ADJUSTED: Final = expression(r"\b(?:deduct\w*|docked|bonus|penalt\w+|adjust\w*|awarded|BP)\b", re.IGNORECASE)
_PER_WIN: Final = (Decimal(3), Decimal(2))


class _Record(NamedTuple):
    """What a table has of each team; None for what it has no column of."""

    played: Lane | None
    won: Lane
    drawn: Lane | None
    lost: Lane
    points: Lane | None


def leagues(table: Table, lanes: Sequence[Lane]) -> list[Slip]:
    """Every row of a league table whose games or points do not fit, where most rows do."""
    record = _record(lanes)
    if record is None or _ADJUSTED.search(f"{table.caption} {' '.join(table.headings)}"):
        return []
    slips: list[Slip] = []
    if record.played is not None:
        games = [lane for lane in (record.won, record.drawn, record.lost) if lane is not None]
        slips += _misses(table, record.played, games, (Decimal(1),) * len(games), _told_games)
    if record.points is not None and record.drawn is not None:
        found = [
            _misses(table, record.points, (record.won, record.drawn), (per_win, Decimal(1)), _told_points)
            for per_win in _PER_WIN
            if _held(record.points, (record.won, record.drawn), (per_win, Decimal(1)))
        ]
        shown = {slip.claims[1].id for slip in slips}  # a wrong number of wins makes both miss
        fewest = min(found, key=len, default=[])  # teams without a win bear out both
        slips += [slip for slip in fewest if slip.claims[1].id not in shown]
    return slips


def _record(lanes: Sequence[Lane]) -> _Record | None:
    named: dict[str, Lane] = {}
    for lane in lanes:
        bare = lane.heading.strip(" :*").lower()
        for sort, names in (("p", _PLAYED), ("w", _WON), ("d", _DRAWN), ("l", _LOST), ("pts", _POINTS)):
            if bare in names and lane.unit == "count" and lane.nth == 0:
                if sort in named:
                    return None  # at home and away: two of each
                named[sort] = lane
    if "w" not in named or "l" not in named:
        return None
    return _Record(named.get("p"), named["w"], named.get("d"), named["l"], named.get("pts"))


def _made(row: int, of: Sequence[Lane], times: Sequence[Decimal]) -> Decimal | None:
    made = Decimal(0)
    for lane, factor in zip(of, times, strict=True):
        point = lane.point(row)
        if point is None:
            return None
        made += point * factor
    return made


def _held(total: Lane, of: Sequence[Lane], times: Sequence[Decimal]) -> bool:
    """Whether two rows of three, and two at least, bear it out."""
    known = [(row, made) for row in total.rows if (made := _made(row, of, times)) is not None]
    held = sum([total.point(row) == made for row, made in known])
    return held > 1 and held * 3 >= len(known) * 2


def _misses(
    table: Table,
    total: Lane,
    of: Sequence[Lane],
    times: Sequence[Decimal],
    told: Callable[[Sequence[str], str], str],
) -> list[Slip]:
    slips: list[Slip] = []
    if not _held(total, of, times):
        return slips
    for row, claim in total.rows.items():
        made = _made(row, of, times)
        if made is None or claim.figure.reading.point == made or _MARKED.search(claim.quote):
            continue
        parts = tuple([lane.rows[row] for lane in of])
        shown = total.shown(made)
        words = (
            f"in {row_name(table, row)} {told([part.figure.surface for part in parts], shown)}, "
            f"the column “{total.heading}” says {claim.figure.surface}"
        )
        slips.append(Slip((claim, *parts), cause="total_does_not_fit", words=words, expected=shown))
    return slips


def _told_games(parts: Sequence[str], shown: str) -> str:
    names = ("won", "drawn", "lost") if len(parts) == 3 else ("won", "lost")
    games = [f"{part} {name}" for part, name in zip(parts, names, strict=True)]
    return f"{', '.join(games[:-1])} and {games[-1]} make {shown}"


def _told_points(parts: Sequence[str], shown: str) -> str:
    return f"{parts[0]} wins and {parts[1]} draws make {shown} points"
