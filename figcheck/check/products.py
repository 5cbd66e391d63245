"""``product``: a rate, what it is multiplied by and what they make fit together: "30,000 barrels at $80 a barrel, or
$2.4 million", "$50 a day, or $18,250 a year", "200 workers at $500 each, a total of $100,000".

Only of a sentence that has no figure besides is it known what is multiplied.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.sentences import Ends, before, between, ends, put_down
from figcheck.model import Claim
from figcheck.units import convert_range, convertible

_HALF: Final = Decimal("0.5")
_A_UNIT: Final = r"(?: (?:an?|per|each|every) [a-z]+)?"
_ABOUT: Final = r"(?:(?:just|about|some|around|roughly) )?"
_OR: Final = re.compile(rf"{_A_UNIT}(?:,? (?:or|that is|which is) {_ABOUT}| ?\((?:or )?)")
_MAKES: Final = re.compile(
    rf"(?:,? (?:each|apiece)|{_A_UNIT}),? "
    rf"(?:or|for a total of|a total of|totall?ing|making|(?:came|comes|adds up|amounts) to) {_ABOUT}"
)
_EACH: Final = re.compile(r" (?:each|apiece)\b")


def check_product(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every product that a sentence works out, and every rate that it tells twice."""
    for row in desk.sentences():
        last = row[-1]
        if not takes(rule, last) or any(c.figure.reading.point is None or c.figure.hedge == "vague" for c in row):
            continue
        if len(row) == 2:
            _twice(rule, row[0], last, outcome)
        elif len(row) == 3 and _MAKES.fullmatch(between(row[1], last)):
            _multiplied(rule, row[0], row[1], last, outcome)


def _twice(rule: RuleSpec, first: Claim, second: Claim, outcome: Outcome) -> None:
    """ "$50 a day, or $18,250 a year"."""
    unit, other = first.figure.unit, second.figure.unit
    if unit == other or "/" not in unit or "/" not in other or _OR.fullmatch(between(first, second)) is None:
        return
    if not convertible(unit, other):
        return
    printed = ends(first.figure.reading, _HALF)
    if not printed.is_finite:
        return
    low, high = convert_range(printed.low, printed.high, unit, other)
    _hold(rule, (first, second), Ends(low, high), f"{first.figure.surface} is", outcome)


def _multiplied(rule: RuleSpec, first: Claim, second: Claim, total: Claim, outcome: Outcome) -> None:
    """ "30,000 barrels at $80 a barrel, or $2.4 million", in either order."""
    for rate, number in ((second, first), (first, second)):
        if not _makes(rate, number, total):
            continue
        one, other = ends(rate.figure.reading, _HALF), ends(number.figure.reading, _HALF)
        if one.low < 0 or other.low < 0 or not (one.is_finite and other.is_finite):
            return
        made = Ends(one.low * other.low, one.high * other.high)
        words = f"{number.figure.number_surface} times {rate.figure.surface} is"
        _hold(rule, (first, second, total), made, words, outcome)
        return


def _makes(rate: Claim, number: Claim, total: Claim) -> bool:
    """True when a rate is one for each of what a number counts, and the total is of what the rate is."""
    above, slash, below = rate.figure.unit.rpartition("/")
    if not slash:
        behind = rate.quote[rate.quote_at.end :].lower()
        is_each = _EACH.match(behind) is not None and number.figure.unit == "count"
        return is_each and rate.figure.unit == total.figure.unit != "count"
    counted = number.figure.counted if number.figure.unit == "count" else number.figure.unit
    made = total.figure.counted if total.figure.unit == "count" else total.figure.unit
    return counted == below and made == above


def _hold(rule: RuleSpec, claims: tuple[Claim, ...], made: Ends, words: str, outcome: Outcome) -> None:
    """Show a total that is not what was worked out."""
    total = claims[-1]
    told = ends(total.figure.reading, _HALF)
    high = made.high if made.high.is_finite() else told.high
    slack = max(rule.tolerance.absolute, rule.tolerance.relative * max(abs(high), abs(told.high)))
    if made.meets(told.widened(slack)) or before(claims[0]).endswith(("from ", "between ")):
        return
    shown = made.shown()
    put_down(
        rule,
        claims,
        outcome,
        cause="product_does_not_fit",
        words=f"{words} {shown}, not {total.figure.surface}",
        expected=shown,
        observed=total.figure.surface,
    )
