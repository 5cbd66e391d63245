"""Numbers that are a slip of one another: the same digits in another order, a zero too many, another unit.

Two figures of one matter seldom differ so by chance. So where two reports of a day name the same, this speaks for them
telling one thing, in whatever other words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from figcheck.link.rows import Row

_FACTORS: Final = (10, 100, 1000, 1_000_000)
_OFTEN_MIXED: Final = frozenset(("USD", "EUR", "GBP"))


def digits_of(point: str) -> str:
    """The digits of a printed number but for zeros, sorted; "" for a number below ten."""
    digits = point.partition("E")[0].replace(".", "").replace("-", "").replace("0", "")
    return "".join(sorted(digits)) if len(digits) > 1 or "E" in point else ""


def is_slip(a: Row, b: Row) -> bool:
    """True for two numbers of which one is most likely the other, mistyped."""
    if not a.digits or a.digits != b.digits:
        return False
    if a.unit != b.unit:
        return a.point == b.point and a.measure != "duration" and (a.basis == b.basis or are_currencies_mixed(a, b))
    low, high = (a.size, b.size) if a.size < b.size else (b.size, a.size)
    if low <= 0.0 or low == high:
        return False
    return (high < 10 * low and _places(a.point) == _places(b.point)) or round(high / low, 6) in _FACTORS


def are_currencies_mixed(a: Row, b: Row) -> bool:
    """True for one number of two currencies that are often taken for each other; whose dollars "$" are is not told."""
    return a.unit != b.unit and a.point == b.point and a.unit in _OFTEN_MIXED and b.unit in _OFTEN_MIXED


def _places(point: str) -> tuple[int, int]:
    """How many digits a printed number has before its point, and which power of ten it is times."""
    digits, _, power = point.partition("E")
    return digits.find(".") if "." in digits else len(digits), int(power or 0)
