"""A rate that a sentence tells twice: "$50 a day, or $18,250 a year", "200 barrels a day, or 6,000 a month"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.desk import Outcome, RuleSpec
from figcheck.check.periods import periods, usual
from figcheck.check.rows import PERIODS, ahead, amount, is_money, rate_of, stretch
from figcheck.check.sentences import Ends
from figcheck.check.working import meets, point_of, rounded, said, show, times
from figcheck.expressions import expression
from figcheck.model import Claim

_ABOUT: Final = r"(?:(?:just|about|some|around|roughly|almost|nearly|over|more than) )?"
_OR: Final = expression(
    rf"(?:,? (?:or|that is|which is|(?:which )?(?:adds|comes) (?:up )?to|meaning|equal to|equivalent to|"
    rf"i\.e\.) {_ABOUT}|,? ?\((?:or )?{_ABOUT}| ?[—–] ?{_ABOUT})"
)
_PASS: Final = expression(
    r"\b(?:pass|passes|tickets?|subscri\w+|members|membership|hire|rentals?|permits?|deals?|rooms?|hotels?|"
    r"villas?|cabins?|cottages?)\b",
    re.IGNORECASE,
)


def check_twice(rule: RuleSpec, first: Claim, second: Claim, outcome: Outcome) -> None:
    """Show two figures that tell one rate by two periods, where no way to count these makes one of the other."""
    one, other = rate_of(first), rate_of(second)
    if one is None or other is None:
        return
    leads = stretch(first, one.end, second.quote_at.start)
    if _OR.fullmatch(leads) is None:
        return
    if one.above != other.above and (other.above is not None or is_money(one.above)):
        return
    if one.below == other.below or one.above in PERIODS:
        return
    down = periods(one.below, other.below)
    up = periods(other.below, one.below)
    printed, told = rounded(first), rounded(second)
    if printed.low <= 0 or told.low <= 0:
        return
    if down:
        made = [times(printed, factor) for factor in down]
        shown = point_of(first) * usual(one.below, other.below)
    elif up:
        made = [Ends(printed.low / factor.high, printed.high / factor.low) for factor in up]
        shown = point_of(first) / usual(other.below, one.below)
    else:
        return
    if meets(rule, made, told) or ahead(first).endswith(("from ", "between ")):
        return
    if _is_choice(first, leads, made, told):
        return
    value = amount(shown, second)
    words = f"{said(first, one)} is {value} a {other.below}, not {said(second)}"
    show(rule, (first, second), made, told, words, value, outcome)


def _is_choice(first: Claim, leads: str, made: Sequence[Ends], told: Ends) -> bool:
    """True where the longer period is likely sold for less ("$10 a day or $50 a month for parking")."""
    if first.figure.form != "money" or told.low > made[0].high:
        return False
    return leads.strip() == "or" or _PASS.search(first.quote) is not None
