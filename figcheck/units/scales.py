"""What units measure and how large they are: dimension, whether two can be compared, conversion.

Sizes are exact (``sizes.json``, made by ``python -m figcheck.units``). A compound ("mile/hour", "USD/barrel",
"death/100000 person") is worked out from its parts; a part that is no unit counts itself. Currencies are each a
thing of their own, since a rate would be needed.
"""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.model import Figure

SIZES: Final = Path(__file__).with_name("sizes.json")

_NUMBERED: Final = expression(r"(\d+) (.+)")
_CURRENCY: Final = expression(r"[A-Z]{3}|cent|dime|penny|kopeck|paisa|sen")
UNKNOWN: Final = "unknown"  # the dimension of what is no unit


class Size(NamedTuple):
    """Value × ``factor`` + ``offset`` is the value in the dimension's base; None: of no fixed size.

    ``low`` and ``high`` are the smallest and largest factor of a name that stands for several sizes ("ton").
    """

    dimension: str
    factor: Fraction | None
    offset: Fraction = Fraction(0)
    low: Fraction | None = None
    high: Fraction | None = None

    def written(self) -> list[str | None]:
        """The row of the shipped table; what is absent at the end is left out."""
        row = [self.dimension, *(str(x) if x is not None else None for x in self[1:])]
        row[2] = None if row[2] == "0" else row[2]
        while len(row) > 1 and row[-1] is None:
            row.pop()
        return row


class Scale(NamedTuple):
    """A unit as it is compared: units of one ``basis`` can be converted. Conversion as in ``Size``."""

    basis: str
    dimension: str
    factor: Fraction
    offset: Fraction
    low: Fraction
    high: Fraction


@lru_cache(maxsize=4096)
def scale(name: str) -> Scale:
    """The scale of a unit's canonical name, compound or not. A name that nobody knows is a basis of its own."""
    size = _sizes().get(name)
    upper, slash, lower = name.rpartition("/")
    if slash and size is None:
        return _over(scale(upper), scale(lower))
    if size is not None and size.factor is not None:
        low, high = size.low or size.factor, size.high or size.factor
        return Scale(size.dimension, size.dimension, size.factor, size.offset, low, high)
    if size is None:
        numbered = _NUMBERED.fullmatch(name)
        if numbered is not None:
            below, times = scale(numbered[2]), int(numbered[1])
            return below._replace(factor=below.factor * times, low=below.low * times, high=below.high * times)
    dimension = size.dimension if size else "currency" if _CURRENCY.fullmatch(name) else UNKNOWN
    one = Fraction(1)
    return Scale(name, dimension, one, Fraction(0), one, one)


def _over(above: Scale, below: Scale) -> Scale:
    parts = f"{_spoken(above)}/{_spoken(below)}"
    basis = f"{above.basis}/{below.basis}"
    compounds = _compounds()
    return Scale(
        compounds.get(basis, basis),
        compounds.get(parts, parts),
        above.factor / below.factor,
        Fraction(0),
        above.low / below.high,
        above.high / below.low,
    )


def _spoken(part: Scale) -> str:
    return part.basis if part.dimension == UNKNOWN else part.dimension


def dimension(name: str) -> str:
    """The dimension of a canonical name as quantulum3 calls it ("time", "speed"), composed where it has no name
    ("currency/volume"); "unknown" for what is no unit."""
    return scale(name).dimension


def convertible(a: str, b: str) -> bool:
    """True when a value in one unit can be told in the other."""
    return a == b or scale(a).basis == scale(b).basis


def convert(value: Decimal, a: str, b: str) -> Decimal:
    """A finite value in unit ``a`` told in unit ``b``: exact up to 28 digits. Raises ValueError when it cannot be."""
    one, other = scale(a), scale(b)
    if one.basis != other.basis:
        raise ValueError(f"{a} cannot be converted to {b}")
    if a == b:
        return value
    return _decimal((Fraction(value) * one.factor + one.offset - other.offset) / other.factor)


def convert_range(low: Decimal, high: Decimal, a: str, b: str, change: bool = False) -> tuple[Decimal, Decimal]:
    """The ends of an interval in unit ``a`` told in unit ``b``, as wide as the sizes that either name stands for.

    Infinite ends stay infinite. ``change``: the values are differences, so the zero of a scale does not matter (a
    warming by 1.5 °C is one by 2.7 °F). Raises ValueError when the units cannot be converted.
    """
    one, other = scale(a), scale(b)
    if one.basis != other.basis:
        raise ValueError(f"{a} cannot be converted to {b}")
    factors = (one.low / other.high, one.high / other.low)
    shift = Fraction(0) if change else (one.offset - other.offset) / other.factor
    ends = []
    for end, pick in ((low, min), (high, max)):
        if end.is_finite():
            end = _decimal(pick(Fraction(end) * factor for factor in factors) + shift)
        ends.append(end)
    return ends[0], ends[1]


def thing(figure: Figure) -> str | None:
    """What a figure counts; where it measures, the basis of its unit, so that kilometres are one thing with miles."""
    return scale(figure.unit).basis if figure.form == "measure" else figure.counted


def has_zero_of_its_own(name: str) -> bool:
    """True for a unit whose zero is not nothing (degrees Celsius), so that a change converts otherwise than a value."""
    return scale(name).offset != 0


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


@lru_cache(maxsize=1)
def load_sizes() -> tuple[dict[str, str], dict[str, Size]]:
    """The shipped table: compounds that have a name of their own ("length/time" → "speed"), and name → size."""
    rows = json.loads(SIZES.read_text("utf-8"))
    compounds: dict[str, str] = rows.pop("compounds")
    return compounds, {name: _size(*row) for name, row in rows.items()}


def _size(
    dimension: str,
    factor: str | None = None,
    offset: str | None = None,
    low: str | None = None,
    high: str | None = None,
) -> Size:
    return Size(
        dimension,
        Fraction(factor) if factor else None,
        Fraction(offset or 0),
        Fraction(low) if low else None,
        Fraction(high) if high else None,
    )


def _compounds() -> dict[str, str]:
    return load_sizes()[0]


def _sizes() -> dict[str, Size]:
    return load_sizes()[1]
