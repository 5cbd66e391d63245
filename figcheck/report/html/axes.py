"""Axes: which stretch of numbers or days a plot shows, where on it something stands, and what is written along it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal
from typing import Final, NamedTuple

from figcheck.report.wording import day, number

_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
_LOG_FROM: Final = 200.0  # largest over smallest from which on the small ones would lie in one line
_LONGEST_LABEL: Final = 9
_SHORT: Final = ((12, "trn"), (9, "bn"), (6, "m"), (3, "k"))
# Days between two ticks, then months: what a calendar is divided by.
_DAYS: Final = (1, 2, 7, 14)
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_MONTH_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


class Tick(NamedTuple):
    """Something written along an axis, and where."""

    at: float
    label: str


class Axis(NamedTuple):
    """A stretch from ``low`` to ``high`` drawn from pixel ``start`` to pixel ``end``; on a logarithmic one equal
    factors are equally far apart."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """The pixel of a value, no further than a pixel beyond either end of the axis."""
        low, high = self.low, self.high
        if self.logarithmic:
            value, low, high = (math.log10(max(x, 1e-300)) for x in (value, low, high))
        share = (value - low) / (high - low) if high > low else 0.5
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))


def value_axis(values: Iterable[float], start: float, end: float) -> Axis:
    """The axis that shows all of some finite values, with room around them.

    It begins at 0 unless that would press them together, and is logarithmic where they are of other magnitudes.
    """
    low, high = _ends(values)
    if low > 0 and high / low >= _LOG_FROM:
        room = (high / low) ** 0.06
        return Axis(low / room, high * room, start, end, True)
    room = (high - low) * 0.12 or abs(low) * 0.2 or 1.0
    bottom = low - room
    if low >= 0 and (low <= 0.4 * high or bottom < 0):
        bottom = 0.0
    return Axis(bottom, high + room, start, end)


def value_ticks(axis: Axis, whole: bool = False, most: int = 5) -> list[Tick]:
    """Round numbers on an axis of values, no more than about ``most``; ``whole`` numbers for what is counted."""
    if axis.logarithmic:
        powers = range(math.ceil(math.log10(axis.low)), math.floor(math.log10(axis.high)) + 1)
        every = max(1, math.ceil(len(powers) / most))
        values = [Decimal(10) ** power for power in powers][::every]
    else:
        step = Decimal(repr(_round_step((axis.high - axis.low) / most)))
        if whole:
            step = max(step, Decimal(1)).to_integral_value(ROUND_CEILING)
        first = math.ceil(Decimal(repr(axis.low)) / step)
        values = [step * n for n in range(first, math.floor(Decimal(repr(axis.high)) / step) + 1)]
    return [Tick(axis.at(float(value)), _short(value)) for value in values]


def day_axis(days: Iterable[dt.date], start: float, end: float) -> Axis:
    """The axis of days from the first to the last, as ordinals, with half a day of room on a single one."""
    ordinals = [it.toordinal() for it in days]
    low, high = min(ordinals), max(ordinals)
    room = 0.6 if low == high else (high - low) * 0.03
    return Axis(low - room, high + room, start, end)


def day_ticks(axis: Axis, most: int = 6) -> list[Tick]:
    """Days, or firsts of months or years, on an axis of days, no more than about ``most``."""
    first, last = max(1, math.ceil(axis.low)), min(dt.date.max.toordinal(), math.floor(axis.high))
    span = last - first
    for step in _DAYS:
        if span / step < most:
            ordinals = list(range(first, last + 1, step))
            return [Tick(axis.at(it), _day_label(it, ordinals)) for it in ordinals]
    months = next((step for step in _MONTHS if span / 30.44 / step < most), _MONTHS[-1])
    ticks = []
    for month in range(_month(first), _month(last) + 1):
        if month % months:
            continue
        year, of_year = divmod(month, 12)
        ordinal = dt.date(year, of_year + 1, 1).toordinal() if 1 <= year <= 9999 else 0
        if first <= ordinal <= last:
            label = f"{year}" if months >= 12 else f"{_MONTH_NAMES[of_year]} {year}"
            ticks.append(Tick(axis.at(ordinal), label))
    return ticks


def _ends(values: Iterable[float]) -> tuple[float, float]:
    told = list(values)
    return min(told), max(told)


def _round_step(rough: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999999)


def _short(value: Decimal) -> str:
    """A number as an axis has room for: "30,000", "2.5m"."""
    label = number(value)
    if len(label) <= _LONGEST_LABEL:
        return label
    for power, name in _SHORT:
        if abs(value) >= Decimal(10) ** power:
            return f"{number(value.scaleb(-power))}{name}"
    return label


def _day_label(ordinal: int, ordinals: list[int]) -> str:
    """The day, with its year where that is the first of a year on the axis."""
    date = dt.date.fromordinal(ordinal)
    at = ordinals.index(ordinal)
    if at and dt.date.fromordinal(ordinals[at - 1]).year == date.year:
        return day(date).rsplit(" ", 1)[0]
    return day(date)


def _month(ordinal: int) -> int:
    date = dt.date.fromordinal(ordinal)
    return date.year * 12 + date.month - 1
