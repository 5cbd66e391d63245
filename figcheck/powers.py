"""Powers of ten behind a number: "1.3 x 10^6", "2.5×10⁻⁷", "4e14"."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from figcheck.expressions import expression

_POWER: Final = expression(
    r"\s?[x×*]\s?10(?:\^?(?P<sign>[-−+]?)(?P<power>\d{1,2})(?!\d)|(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))|"
    r"e(?P<e>[-+]?\d{1,3})(?![\w.])"
)
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def power_of_ten(low: str, position: int) -> tuple[Decimal, int] | None:
    """The power of ten behind a number ("1.3 x 10^6", "2.5×10⁻⁷", "4e14") and where it ends."""
    match = _POWER.match(low, position)
    if match is None:
        return None
    if match["e"]:
        power = int(match["e"])
    elif match["raised"]:
        power = int(match["raised"].translate(_RAISED))
    else:
        power = int(match["power"]) * (-1 if match["sign"] in ("-", "−") else 1)
    return Decimal(1).scaleb(power), match.end()
