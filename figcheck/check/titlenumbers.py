"""A number of a title or a body, and whether two may be one: of one dimension, of one thing, one in rounder numbers.

Rounding goes both ways ("$15B" over $15.4 billion and over $15.8 billion, which is cut off); a count of persons or
things is not rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.causes import VICTIMS
from figcheck.check.spans import SPANS, may_be_one
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.model import Claim, Printed
from figcheck.units import convertible, dimension

_ONE: Final = Decimal(1)
_TEN: Final = Decimal(10)
_HUNDRED: Final = Decimal(100)
_THOUSAND: Final = Decimal(1000)
_ROUNDED_OFF: Final = Decimal("0.05")  # of a number: how far zeros at its end may be from what they stand for
_CUT_OFF: Final = Decimal("0.06")  # of a number: the most that is cut off its end
_TELLING: Final = Decimal(100)  # numbers that are hardly the same by chance
_ROOT: Final = 3  # letters of a word that tell it
_ANYTHING: Final = frozenset(("count", "person"))
_AT_AGE: Final = expression(r"(?:,|\(|\b(?:at|aged?|is|was|turns|turned))\s?$")
_OPENS_AGE: Final = expression(r"[,(]\s?$")
_CLOSES_AGE: Final = expression(r"[,)]")
_WORD: Final = expression(r"[a-z]+")
_BEFORE_HOURS: Final = frozenset("at by until till from before after since to".split())
_BEFORE_DAYS: Final = frozenset("on by until till from before after since the of".split())
_ROUNDED_FROM: Final = Decimal(20)  # smaller counts are not rounded in a title
_ZEROS: Final = Decimal("0.05")  # "100 students" over 96, not over 83
_PEOPLE: Final = VICTIMS | {"missing", "hostages", "detainees"}


class Number(NamedTuple):
    """A number of a title or a body: a figure (``claim``) or one that is none (``printed``)."""

    kind: str
    reading: Reading
    claim: Claim | None = None
    printed: Printed | None = None

    @property
    def unit(self) -> str:
        """The unit of a figure; "" of what is none."""
        return self.claim.figure.unit if self.claim is not None else ""

    @property
    def surface(self) -> str:
        """The number as it is printed."""
        if self.claim is not None:
            return self.claim.figure.surface
        return self.printed.passage.surface if self.printed is not None else ""


def figure(claim: Claim) -> Number:
    """A figure as a number."""
    return Number("figure", claim.figure.reading, claim)


def no_figure(printed: Printed) -> Number:
    """A number that is no figure."""
    return Number(printed.kind, Reading.exactly(printed.value, _ONE), None, printed)


def same_length(title: Number, other: Number, body: Sequence[Number]) -> bool:
    """False for lengths of time of the title and the body that are told of other things; True for any other two."""
    if title.claim is None or other.claim is None or title.unit not in SPANS:
        return True
    return may_be_one(title.claim, other.claim, [b.claim for b in body if b.claim is not None])


def comparable(a: Number, b: Number) -> bool:
    """True where one of two numbers may be the other: of one dimension, or one kind."""
    if a.claim is not None and b.claim is not None:
        return _one_dimension(a.unit, b.unit)
    if a.printed is not None and b.printed is not None:
        return a.kind == b.kind
    one, other = (a, b) if a.claim is not None else (b, a)
    if other.kind == "score":
        return False
    if one.unit in SPANS:
        return other.kind == "age" and (one.unit == "year" or one.unit in other.surface.lower())
    if one.unit != "count" or one.claim is None:
        return False
    bare = one.claim.figure.counted is None and one.claim.figure.form != "times"
    return bare or other.kind in ("name", "ordinal")


def may_bear(title: Number, other: Number) -> bool:
    """True where a number of the body may be what bears out a title's.

    A day, an hour and a number in a name are none unless the title prints a word of theirs: the 9 of "9:15 am" bears
    out no "9 missing", and that of "Highway 9" neither.
    """
    if not comparable(title, other):
        return False
    if title.claim is not None and other.claim is not None and other.claim.figure.counted is not None:
        if stands_as_age(title.claim) and _is_put_in(title.claim):
            return False  # "Woman, 1000, found dead"
    if title.claim is None or other.printed is None or other.kind not in ("date", "time", "name"):
        return True
    quote = title.claim.quote.lower()
    if other.kind == "name":
        return title.reading.low >= _TELLING or any(starts(word, other.printed.stem) for word in _WORD.findall(quote))
    before = quote[: title.claim.quote_at.start].rsplit(None, 1)
    return bool(before) and before[-1] in (_BEFORE_DAYS if other.kind == "date" else _BEFORE_HOURS)


def starts(word: str, stem: str) -> bool:
    """True where one word begins with the other: "Prop 8" and "Proposition 8"."""
    short, long = sorted((word, stem), key=len)
    return long.startswith(short) and (len(short) >= _ROOT or short == long)


def alike(a: Number, b: Number) -> bool:
    """True for two numbers that are told of one thing: one measure, one noun, one name, one kind."""
    if a.printed is not None and b.printed is not None:
        return a.kind == b.kind and a.printed.stem == b.printed.stem and (a.kind != "name" or a.printed.stem != "")
    if a.claim is None or b.claim is None:
        return False
    if a.unit != b.unit or a.unit != "count":
        return _one_dimension(a.unit, b.unit)
    if (is_bare(a) and counts_people(b)) or (is_bare(b) and counts_people(a)):
        return True  # "Seven held" over six people arrested
    if a.claim.measure == b.claim.measure != "counted" or {a.claim.measure, b.claim.measure} <= _PEOPLE:
        return True
    return a.claim.figure.counted is not None and a.claim.figure.counted == b.claim.figure.counted


def may_round(title: Number, other: Number) -> bool:
    """True where a count may be another in rounder numbers: both are of one thing, or of none named."""
    if title.reading.point == other.reading.point or is_bare(title) or is_bare(other) or alike(title, other):
        return True
    measures = {number.claim.measure for number in (title, other) if number.claim is not None}
    return "counted" in measures and counts_people(title) and counts_people(other)  # "inmates" and "people in jail"


def printed_of(title: Number, other: Number) -> bool:
    """True where a title's number, as it is printed, may be one of the body: the same, rounded, or cut off.

    What is rounded loses digits: "$38K" may stand for $37,500, but neither "$20K" for $25,000 nor "$50M" for $51m.
    """
    point, printed = title.reading.point, other.reading.point
    if point is None or printed is None or point <= 0 or printed <= 0 or title.claim is None:
        return point == printed
    off, step = abs(point - printed), title.reading.precision
    if off == 0:
        return True
    near = off <= point * _ROUNDED_OFF
    zeros = point.normalize().as_tuple().exponent
    in_full = point < _THOUSAND or title.claim.figure.number_surface[-1:].isdigit()
    if in_full and point < _HUNDRED:
        step = min(step, _ONE)  # the zeros of 30 and 80 are meant
    if step > other.reading.precision:
        to_nearest = off <= step / 2 and (near or not (in_full or printed - point == step / 2))
        if to_nearest or (point < printed < point + step and off <= point * _CUT_OFF):
            return True
    tail = _TEN**zeros if isinstance(zeros, int) and zeros > 0 else _ONE
    return near and off <= tail / 2 and tail > step and digits(printed) - digits(point) > 1


def told_before(claim: Claim, reach: int) -> str:
    """What stands before a number in its sentence, so many characters at most, in small letters."""
    start = claim.quote_at.start
    return claim.quote[max(0, start - reach) : start].lower()


def digits(value: Decimal) -> int:
    """How many digits a number has without the zeros around them."""
    return len(value.normalize().as_tuple().digits)


def rounds_to(title: Decimal, body: Decimal, in_full: bool = True) -> bool:
    """True when a title may print a number of the body so: the same, rounded, or cut off.

    ``in_full``: the zeros are printed ("1,000"), so that most of them are meant; those of "1M" are not.
    """
    if title == body:
        return True
    if title <= 0 or body <= 0:
        return False
    exponent = title.normalize().as_tuple().exponent
    step = _TEN ** (exponent if isinstance(exponent, int) else 0)
    if step <= 1 and body == body.to_integral_value() and step == 1:
        return False
    if step > 1 and title < _ROUNDED_FROM:
        return False
    one_digit = len(title.normalize().as_tuple().digits) == 1
    if in_full and one_digit and step > 1 and abs(title - body) > title * _ZEROS:
        return False
    return abs(title - body) <= step / 2 or title <= body < title + step


def other_unit(unit: str, other: str) -> bool:
    """True for two units whose numbers are not told in one another's digits."""
    return unit != other and not same_top(unit, other) and not _are_rates(unit, other)


def _are_rates(unit: str, other: str) -> bool:
    """True for so many in one time, of which one tells only how many: "four coffees a day" and "four a day"."""
    top, _, bottom = unit.partition("/")
    other_top, _, other_bottom = other.partition("/")
    counts = top in _ANYTHING or other_top in _ANYTHING
    return counts and bottom == other_bottom and bottom in SPANS and dimension(top) == dimension(other_top) == "unknown"


def _one_dimension(unit: str, other: str) -> bool:
    return not other_unit(unit, other) or convertible(unit, other)


def same_top(unit: str, other: str) -> bool:
    """True where one of two units is so much of the other for each of something: "Oil tops $90" over "$85 a barrel"."""
    return ("/" in unit) != ("/" in other) and unit.partition("/")[0] == other.partition("/")[0] != "count"


def counts_people(number: Number) -> bool:
    """True for a figure that counts persons."""
    claim = number.claim
    return claim is not None and (claim.measure in _PEOPLE or claim.figure.counted == "person")


def stands_as_age(claim: Claim) -> bool:
    """True for a number without a noun where an age would stand: "Captain, 50, retires", "dies at 84"."""
    if claim.figure.unit != "count" or claim.figure.counted is not None or claim.figure.form == "times":
        return False
    start, end = claim.quote_at
    before = _AT_AGE.search(claim.quote.lower(), 0, start)
    if before is None or claim.measure not in _PEOPLE or before.group()[0].isalpha():
        return before is not None
    return _CLOSES_AGE.match(claim.quote, end) is not None  # "One dead, three hurt"


def _is_put_in(claim: Claim) -> bool:
    """True for a number between commas or in brackets."""
    start, end = claim.quote_at
    closed = _CLOSES_AGE.match(claim.quote, end) is not None
    return closed and _OPENS_AGE.search(claim.quote, max(0, start - 2), start) is not None


def is_bare(number: Number) -> bool:
    """True for a count that no noun and no measure tells what it is of."""
    return number.claim is not None and number.claim.figure.counted is None and number.claim.measure == "counted"
