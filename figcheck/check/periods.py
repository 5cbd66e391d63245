"""How many of a period make a longer one: all of them, or those that people work ("$15 an hour, or $31,200 a year")."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from figcheck.check.sentences import Ends

# How many of a period make a longer one: all of them, or those that people work.
_PERIODS: Final[dict[tuple[str, str], tuple[tuple[int, int | float], ...]]] = {
    ("second", "minute"): ((60, 60),),
    ("second", "hour"): ((3600, 3600),),
    ("second", "day"): ((86400, 86400),),
    ("minute", "hour"): ((60, 60),),
    ("minute", "day"): ((1440, 1440), (360, 720)),
    ("hour", "day"): ((24, 24), (5, 12)),
    ("hour", "week"): ((168, 168), (15, 72)),
    ("hour", "month"): ((672, 744), (60, 300)),
    ("hour", "year"): ((8736, 8784), (800, 3000)),
    ("day", "week"): ((7, 7), (4, 6)),
    ("day", "month"): ((28, 31), (16, 27)),
    ("day", "quarter"): ((90, 92), (60, 80)),
    ("day", "year"): ((360, 366), (170, 313)),
    ("night", "week"): ((7, 7),),
    ("night", "month"): ((28, 31),),
    ("night", "year"): ((360, 366),),
    ("week", "month"): ((4, 4.45),),
    ("week", "quarter"): ((12, 13),),
    ("week", "year"): ((50, 53), (36, 50)),
    ("month", "quarter"): ((3, 3),),
    ("month", "year"): ((12, 12),),
    ("quarter", "year"): ((4, 4),),
    ("year", "decade"): ((10, 10),),
    ("month", "decade"): ((120, 120),),
    ("day", "decade"): ((3650, 3653),),
    ("week", "decade"): ((520, 523),),
}
_SAID: Final[dict[tuple[str | None, str | None], Decimal]] = {
    ("day", "month"): Decimal(30),
    ("day", "year"): Decimal(365),
    ("week", "month"): Decimal("4.3"),
    ("week", "year"): Decimal(52),
}


def periods(small: str | None, large: str | None) -> tuple[Ends, ...]:
    """How many of a period make another, with the ways to count; () where it is not the longer, or no period."""
    if small is None or large is None:
        return ()
    return tuple(Ends(Decimal(low), Decimal(str(high))) for low, high in _PERIODS.get((small, large), ()))


def usual(small: str | None, large: str | None) -> Decimal:
    """How many of a period are said to make another."""
    return _SAID.get((small, large)) or Decimal(str(_PERIODS[small or "", large or ""][0][1]))
