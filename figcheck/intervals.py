"""The algebra of intervals: what a written quantity asserts, and when two of them can both be true."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

INFINITY: Final = Decimal("Infinity")
UNBOUNDED_BELOW: Final = -INFINITY


class Reading(NamedTuple):
    """A written quantity as an interval.

    ``low`` and ``high`` are what the words assert; minus or plus infinity where they leave a side open.
    ``low_open``/``high_open`` leave the end itself out ("more than 150" is (150, inf)). ``point`` is the printed
    number, None for ranges and vague words. ``precision`` is the value of one step of the last printed digit:
    1 for "46", 100000 for "1.2 million", 10000 for "350,000" (trailing zeros may be rounding), 0 when not printed.
    """

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False
    point: Decimal | None = None
    precision: Decimal = Decimal(0)

    @classmethod
    def exactly(cls, value: Decimal, precision: Decimal = Decimal(0)) -> Reading:
        """The closed interval of one value."""
        return cls(value, value, point=value, precision=precision)

    def meets(self, other: Reading) -> bool:
        """True when some value satisfies both readings. Symmetric."""
        low, low_open = max((self.low, self.low_open), (other.low, other.low_open))
        high, high_shut = min((self.high, not self.high_open), (other.high, not other.high_open))
        return low < high or (low == high and not low_open and high_shut)

    def within(self, other: Reading) -> bool:
        """True when every value of this reading satisfies the other."""
        above = self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open))
        below = self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open))
        return above and below

    def plus(self, other: Reading) -> Reading:
        """The interval of all sums of a value of each."""
        point = None if self.point is None or other.point is None else self.point + other.point
        return Reading(
            self.low + other.low,
            self.high + other.high,
            self.low_open or other.low_open,
            self.high_open or other.high_open,
            point,
            max(self.precision, other.precision),
        )

    def scaled(self, factor: Decimal) -> Reading:
        """The interval of all values times a positive factor.

        Raises ValueError when the factor is not positive.
        """
        if factor <= 0:
            raise ValueError(f"a reading is scaled by a positive factor, not {factor}")
        return self._replace(
            low=self.low * factor,
            high=self.high * factor,
            point=None if self.point is None else self.point * factor,
            precision=self.precision * factor,
        )

    def widened(self, by: Decimal) -> Reading:
        """The reading with ``by`` (an absolute amount, not negative) added on both sides; ends become closed.

        Raises ValueError when ``by`` is negative.
        """
        if by < 0:
            raise ValueError(f"a reading is widened by an amount that is not negative, not {by}")
        if by == 0:
            return self
        return self._replace(low=self.low - by, high=self.high + by, low_open=False, high_open=False)
