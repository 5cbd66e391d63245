"""Powers of ten: those behind a number ("1.3 x 10^6", "2.5×10⁻⁷", "4e14"), and that of its last telling digit."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from figcheck.expressions import expression

_POWER: Final = expression(
    r"\s?[x×*]\s?10(?:\^?(?P<sign>[-−+]?)(?P<power>\d{1,2})(?!\d)|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))|"
    r"e(?P<e>[-+]?\d{1,3})(?![\w.])"
)
TENS: Final = tuple(Decimal(10) ** n for n in range(40))
_ONE: Final = Decimal(1)
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def power_of_ten(low: str, position: int, whole: bool = False) -> tuple[Decimal, int] | None:
    """The power of ten behind a number ("1.3 x 10^6", "2.5×10⁻⁷", "4e14") and where it ends.

    Behind a ``whole`` number the power must be marked as one.
    """
    match = _POWER.match(low, position)
    if match is None or (whole and not match["raised"] and "^" not in match.group()):
        return None  # "4 x 100 metres"
    if match["e"]:
        power = int(match["e"])
    elif match["raised"]:
        power = int(match["raised"].translate(_RAISED))
    else:
        power = int(match["power"]) * (-1 if match["sign"] in ("-", "−") else 1)
    return Decimal(1).scaleb(power), match.end()


def trailing_step(value: Decimal) -> Decimal:
    """The value of the last digit that is not a trailing zero: 1 for 46, 10000 for 350000, 1 for 0."""
    if value == value.to_integral_value():
        return TENS[min(39, trailing_zeros(str(int(value))))]
    exponent = value.normalize().as_tuple().exponent
    return _ONE.scaleb(exponent) if isinstance(exponent, int) else _ONE


def trailing_zeros(digits: str) -> int:
    """How many zeros a run of digits ends with; 0 for one of zeros alone."""
    return len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
