"""What all products share: what printed numbers can stand for, whether they meet, the finding that they do not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.desk import Outcome, RuleSpec, slack
from figcheck.check.rows import Rate, end_of
from figcheck.check.sentences import Ends, ends, put_down
from figcheck.model import Claim

_HALF: Final = Decimal("0.5")
_TWO: Final = 2  # digits that are swapped
_ROUND_FROM: Final = 1000


def times(a: Ends, b: Ends) -> Ends:
    """All products of two numbers above 0, of which only the ends are known."""
    return Ends(a.low * b.low, a.high * b.high)


def meets(rule: RuleSpec, made: Sequence[Ends], told: Ends) -> bool:
    """True when one of the numbers that were made is the one that is told, within a rule's tolerance."""
    for each in made:
        high = max((end for end in (each.high, told.high) if end.is_finite()), default=Decimal(0))
        if each.meets(told.widened(slack(rule, max(high, Decimal(0))))):
            return True
    return False


def show(
    rule: RuleSpec,
    claims: tuple[Claim, ...],
    made: Sequence[Ends],
    told: Ends,
    words: str,
    value: str,
    outcome: Outcome,
) -> None:
    """Put down that what was made is not what is told; ``words`` say so, ``value`` is what it should be."""
    cause, words = "product_does_not_fit", words
    power = _power(made, told)
    if power:
        cause, words = "power_of_ten", f"{words}: {power}"
    put_down(
        rule,
        claims,
        outcome,
        cause=cause,
        words=words,
        expected=value,
        observed=said(claims[-1]),
    )


def _power(made: Sequence[Ends], told: Ends) -> str:
    """ "out by a factor of ten"; "" where it is no such slip."""
    for factor, spoken in ((10, "ten"), (100, "a hundred"), (1000, "a thousand"), (1_000_000, "a million")):
        by = Ends(Decimal(factor), Decimal(factor))
        if made[0].is_finite and told.is_finite and (times(made[0], by).meets(told) or times(told, by).meets(made[0])):
            return f"out by a factor of {spoken}"
    return ""


def is_swapped(one: Claim, other: Claim, total: Claim) -> bool:
    """True where two numbers printed without a hedge make the digits of a total in another order: 420,000 for 402,000.

    Round numbers leave room for either, but chance seldom swaps two digits.
    """
    if any(claim.figure.hedge != "exact" for claim in (one, other, total)):
        return False
    made, told = (point_of(one) * point_of(other)).normalize(), point_of(total).normalize()
    if made == told or made.adjusted() != told.adjusted():
        return False
    length = max(len(made.as_tuple().digits), len(told.as_tuple().digits))
    first = [*made.as_tuple().digits, *([0] * length)][:length]
    second = [*told.as_tuple().digits, *([0] * length)][:length]
    return sorted(first) == sorted(second) and sum(a != b for a, b in zip(first, second, strict=True)) == _TWO


def rounded(claim: Claim) -> Ends:
    """What rounds to a printed number."""
    return ends(claim.figure.reading, _HALF)


def as_counted(claim: Claim) -> Ends:
    """What a multiplier can be: what is counted is counted whole, large numbers with zeros are rounded."""
    reading = claim.figure.reading
    whole = reading.point is not None and reading.point == reading.point.to_integral_value() and reading.precision >= 1
    if whole and (reading.precision == 1 or abs(point_of(claim)) < _ROUND_FROM):
        return Ends(reading.low, reading.high)
    return rounded(claim)


def said(claim: Claim, rate: Rate | None = None) -> str:
    """A figure as printed, with what it counts: "200 workers"; of a rate with what it is for one of."""
    if rate is None and claim.figure.form == "money":
        return " ".join(claim.figure.surface.split())
    return " ".join(claim.quote[claim.quote_at.start : rate.end if rate is not None else end_of(claim)].split())


def point_of(claim: Claim) -> Decimal:
    """The printed number, the lower of two."""
    point = claim.figure.reading.point
    return point if point is not None else claim.figure.reading.low
