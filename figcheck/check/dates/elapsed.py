"""How long it is from one date to another, whether a length of time may be told of it, and what is shown when not.

Counting from the first day or from the one behind it are both right, and a length is rounded to its unit.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.dates.resolved import Days, Noted, days_of, nearest, put_down, told, told_days
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.model import DateMention

_DAYS: Final = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25")}
# Half a unit for rounding, and a little for months and years of unequal length.
_ROOM: Final = {"day": Decimal(0), "week": Decimal("0.5"), "month": Decimal("0.6"), "year": Decimal("0.55")}
_UNITS_A_YEAR: Final = {"day": 365, "week": 52, "month": 12, "year": 1}
_DAY: Final = dt.timedelta(days=1)
_HALF_YEAR: Final = 200  # days of one year that are not printed lie no farther apart


class Elapsed(NamedTuple):
    """The fewest and the most days between two dates."""

    low: int
    high: int


def hold_to_publication(rule: RuleSpec, length: DateMention, date: DateMention, outcome: Outcome) -> None:
    """Hold a length against the time from a date to the day of publication."""
    published = length.header.published
    if published is None:
        return
    if date.year is not None or length.low * _DAYS[length.unit] < _HALF_YEAR:
        meant = nearest(date)
    else:
        # "A year ago, on 7 October": of which year is told by the length itself.
        back = int(min(length.low / _UNITS_A_YEAR[length.unit], Decimal(150))) + 2
        meant = [days for step in range(back) if (days := days_of(date, published.year - step))]
    past = [days for days in meant if days.first <= published]
    now = Days(published - _DAY, published)
    if past and not any(fits(length, elapsed(days, now)) for days in past):
        _show(rule, length, [(date, past[0])], now, outcome)


def hold_between(
    rule: RuleSpec,
    length: DateMention,
    first: DateMention,
    last: DateMention,
    outcome: Outcome,
    *,
    within: bool = False,
) -> None:
    """Hold a length against the time from one date to another, in whichever years they can be."""
    if None in (first.year, last.year) and first is not last and length.high * _DAYS[length.unit] > _HALF_YEAR:
        return  # of which years the days are is told by the length itself
    pairs = list(_pairs(first, last))
    if not pairs:
        return
    if any(fits(length, elapsed(one, other), within=within) for one, other in pairs):
        return
    forth = [(a, b) for a, b in pairs if a.first <= b.last]
    if not forth:
        return  # most likely one of the dates is of something else
    one, other = forth[0]
    marked = [(first, one)] if first is last else [(first, one), (last, other)]
    _show(rule, length, marked, other, outcome, first=one)


def _pairs(first: DateMention, last: DateMention) -> list[tuple[Days, Days]]:
    """The days that the ends of a time can be. Where no year is printed, they lie in one year or across its turn."""
    if first is last:
        meant = nearest(first) if first.year is None else [days for days in (days_of(first),) if days]
        return [(Days(days.first, _end_of(first, days)), Days(days.last, days.last)) for days in meant]
    if first.year is not None or last.year is not None:
        known = first.year if first.year is not None else last.year
        assert known is not None
        ones = [first.year] if first.year is not None else [known - 1, known, known + 1]
        others = [last.year] if last.year is not None else [known - 1, known, known + 1]
    else:
        published = first.header.published
        year = published.year if published is not None else 2023
        ones, others = [year], [year - 1, year, year + 1]
    found = []
    for a in ones:
        for b in others:
            one, other = days_of(first, a), days_of(last, b)
            if one is None or other is None:
                continue
            if None in (first.year, last.year) and abs((other.first - one.first).days) > _HALF_YEAR:
                continue
            found.append((one, other))
    return found


def _end_of(mention: DateMention, days: Days) -> dt.date:
    """The last day of the beginning of a range that is printed in one: all of the year, of "2003-11"."""
    return days.first if mention.month is not None else days.first.replace(month=12, day=31)


def elapsed(first: Days, last: Days) -> Elapsed:
    """The days from one date to another, at least and at most."""
    return Elapsed((last.first - first.last).days, (last.last - first.first).days)


def fits(length: DateMention, days: Elapsed, *, within: bool = False) -> bool:
    """True when a time of so many days may be told as that length; with ``within``, when it has room for it."""
    unit, room = _DAYS[length.unit], _ROOM[length.unit]
    if days.high < 0:
        return False
    high = Decimal(days.high) / unit + room
    if length.unit == "day" and length.way not in ("ago",):
        high = Decimal(days.high + (length.low > 1 or length.way in ("", "long")))
    elif length.unit == "day":
        high = Decimal(days.high + 1)
    low = Decimal(0) if within else Decimal(days.low) / unit - room
    return length.low <= high and low <= length.high


def _show(
    rule: RuleSpec,
    length: DateMention,
    marked: Sequence[tuple[DateMention, Days]],
    last: Days,
    outcome: Outcome,
    first: Days | None = None,
) -> None:
    begin = first if first is not None else marked[0][1]
    mention = marked[0][0]
    found = _shown(elapsed(begin, last), length)
    end = told_days(marked[1][0], last) if len(marked) > 1 else f"publication ({told(last.last)})"
    if len(marked) == 1 and first is not None:
        end = told_days(mention, Days(last.last, last.last))
    if len(marked) > 1 and mention.kind == marked[1][0].kind == "year" and length.unit == "year":
        found = plural(last.first.year - begin.first.year, "year")
    put_down(
        rule,
        [Noted(length, ""), *(Noted(it, "") for it, _ in marked)],
        outcome,
        cause="duration_does_not_fit",
        words=f"from {told_days(mention, begin)} to {end} is {found}, not {counted(length)}",
        subject="length of time and dates",
        expected=found,
        observed=counted(length),
    )


def counted(length: DateMention) -> str:
    """A length for a message: "two weeks", "four days" of "a four-day visit"."""
    words = " ".join(length.surface.split()[: -1 if length.way in ("ago", "later", "earlier") else None])
    if length.way == "long":
        words = re.sub(r"^an? ", "", words.replace("-", " "), flags=re.IGNORECASE)
        words += "s" if length.high != 1 else ""
    return words.lower()


def _shown(days: Elapsed, length: DateMention) -> str:
    """The time between two dates in the unit of a length: "6 days", "12 or 13 years"."""
    if days.high < 0:
        return "less than nothing"
    unit = _DAYS[length.unit]
    low, high = (max(Decimal(0), Decimal(n) / unit) for n in days)
    if length.unit == "day":
        low = high
    ends = sorted({int(low.to_integral_value()), int(high.to_integral_value())})
    if len(ends) > 1 and ends[1] - ends[0] > 1:
        return plural(int(((low + high) / 2).to_integral_value()), length.unit)
    return f"{' or '.join(map(str, ends[:-1]))}{' or ' if len(ends) > 1 else ''}{plural(ends[-1], length.unit)}"


def plural(count: int, noun: str) -> str:
    """A count with its noun: "1 day", "6 days"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
