"""Figures of one sentence, side by side: what stands between two of them, and as what numbers they can be read."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from figcheck.check.conditions import MOST
from figcheck.check.desk import Outcome, RuleSpec, finding, lowered, show_number, subject
from figcheck.check.messages import message
from figcheck.findings import Severity
from figcheck.intervals import Reading
from figcheck.model import Claim, Passage
from figcheck.prose import one_spaced

_ZEROS: Final = Decimal("0.05")
_CORNER: Final = Decimal("0.85")
_ROUND_FROM: Final = 1000
_STEPS: Final = (Decimal(1), Decimal("0.1"), Decimal("0.01"))


class Ends(NamedTuple):
    """The least and the most that a printed number can stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Ends) -> bool:
        """True when some number is both."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Decimal) -> Ends:
        """The ends, ``by`` farther apart on both sides."""
        return Ends(self.low - by, self.high + by)

    @property
    def is_finite(self) -> bool:
        """False where a side is open."""
        return self.low.is_finite() and self.high.is_finite()

    def shown(self) -> str:
        """The ends for a message: "27.3", or "25 to 30"."""
        low, high = show_number(self.low), show_number(self.high)
        return low if low == high else f"{low} to {high}"


def middling(made: Ends, told: Reading, worked: Decimal) -> str:
    """What numbers make, for a message: ``worked`` of them as printed, as fine as what was told unless both read alike.

    "About" where that is not what they make to the last digit, and the numbers are too round to say it.
    """
    middle = worked if made.low <= worked <= made.high else (made.low + made.high) / 2
    step = min(told.precision, Decimal(1)) if told.precision > 0 else Decimal(1)
    rounded = middle.quantize(step, ROUND_HALF_UP) if step in _STEPS else middle
    if rounded == told.point or abs(rounded - middle) > abs(middle) / 10:
        rounded = middle
    shown = show_number(rounded)
    if 0 < abs(rounded) < 1:
        shown = shown.rstrip("0")  # "0.8", not "0.80"
    return f"{'about ' if made.high - made.low > 1 and rounded != worked else ''}{shown}"


def between(a: Claim, b: Claim) -> str:
    """What stands between two figures of a sentence, behind what the first counts, in lower case with one space for any
    white space."""
    end = a.quote_at.end
    if a.figure.counted_span is not None:
        counted = a.figure.counted_span.end - a.figure.sentence.start
        end = max(end, counted) if counted <= b.quote_at.start else end  # "12 of 44 plants"
    return one_spaced(a.quote[end : b.quote_at.start].lower())


def ends(reading: Reading, steps: Decimal) -> Ends:
    """What a reading can stand for, ``steps`` of its last printed digit to either side; open ends are without end.

    Zeros at the end may be meant: from 1,000 on they stand for five per cent at most, below for nothing.
    """
    width = reading.precision * steps
    if reading.precision > 1 and reading.point is not None:
        size = abs(reading.point)
        width = min(width, size * _ZEROS) if size >= _ROUND_FROM else steps
    return Ends(reading.low - width, reading.high + width)


def together(one: Reading, other: Reading) -> tuple[Reading, Reading]:
    """Two numbers that stand for one thing at two times, as fine as they are printed together.

    Who rounds prints the larger number no finer than the smaller. Where it is finer by a digit, the zeros of the
    smaller are meant as far: "from £140,000 to £245,000".
    """
    return _beside(one, other), _beside(other, one)


def _beside(reading: Reading, other: Reading) -> Reading:
    """A round number from 1,000 on as fine as a larger one that is finer by a digit."""
    if reading.point is None or other.point is None or reading.low != reading.high:
        return reading
    finer = reading.precision / 10
    if _ROUND_FROM <= abs(reading.point) < abs(other.point) and other.precision == finer >= 1:
        return reading._replace(precision=finer)
    return reading


def likely(made: Ends, worked: Decimal) -> Ends:
    """What two rounded numbers make, without the last corner in which both are rounded as far as can be.

    ``worked`` is what they make as printed. Numbers that are rounded freely lie in that corner twice in a hundred.
    """
    if not (made.is_finite and made.low < worked < made.high):
        return made
    return Ends(worked - (worked - made.low) * _CORNER, worked + (made.high - worked) * _CORNER)


def percentage(reading: Reading) -> Ends:
    """What a printed percentage can stand for: what rounds to it, up or down; its zeros are meant."""
    step = min(reading.precision, Decimal(1))
    return Ends(reading.low - step, reading.high + step)


def put_down(
    rule: RuleSpec,
    claims: tuple[Claim, ...],
    outcome: Outcome,
    *,
    cause: str,
    words: str,
    expected: str,
    observed: str,
    about: str = "",
    most: Severity = "error",
    places: tuple[Passage, ...] = (),
) -> None:
    """Put down the finding that figures of one article do not fit.

    ``about`` is what it is about (default: what the last figure is), ``most`` the most it is worth showing as. It is no
    more severe than its cause deserves.
    """
    outcome.findings.append(
        finding(
            rule,
            claims,
            severity=lowered(lowered(rule.severity, MOST.get(cause, "error")), most),
            cause=cause,
            message=f"{message(rule.message, rule, claims[0], claims[-1])}: {words}",
            subject=about or subject(claims[-1:]),
            expected=expected,
            observed=observed,
            places=places,
            because=(words,),
        )
    )
