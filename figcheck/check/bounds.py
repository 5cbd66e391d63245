"""``bounds``: a figure lies where figures of its kind can lie: a turnout between 0 and 100, a magnitude below 10."""

from __future__ import annotations

from decimal import Decimal

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, finding, show_number, slack, subject
from figcheck.check.messages import message
from figcheck.model import Claim
from figcheck.units import convert_range, convertible


def check_bounds(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Show every figure of which no reading lies within the bounds; within the tolerance it does."""
    for claim in desk.claims:
        if claim.mode != "stated" or claim.figure.hedge == "vague" or not takes(rule, claim):
            continue
        ends = _told_in(claim, rule.check.unit)
        if ends is None:
            continue
        low, high = ends
        least, most = rule.check.low, rule.check.high
        if least is not None and high < least - slack(rule, least):
            words = f"{claim.figure.surface} is less than {show_number(least)}"
        elif most is not None and low > most + slack(rule, most):
            words = f"{claim.figure.surface} is more than {show_number(most)}"
        else:
            continue
        outcome.findings.append(
            finding(
                rule,
                (claim,),
                severity=rule.severity,
                cause="out_of_bounds",
                message=f"{message(rule.message, rule, claim)}: {words}",
                subject=subject((claim,)),
                expected=_between(least, most, rule.check.unit),
                observed=claim.figure.surface,
                because=(words,),
            )
        )


def _told_in(claim: Claim, unit: str | None) -> tuple[Decimal, Decimal] | None:
    """The ends of a figure in the unit of the bounds; None where it has a unit that does not convert."""
    reading = claim.figure.reading
    if unit is None or unit == claim.figure.unit:
        return reading.low, reading.high
    if not convertible(claim.figure.unit, unit):
        return None
    return convert_range(reading.low, reading.high, claim.figure.unit, unit)


def _between(least: Decimal | None, most: Decimal | None, unit: str | None) -> str:
    tail = f" {unit}" if unit else ""
    if least is None or most is None:
        return f"at most {show_number(most)}{tail}" if most is not None else f"at least {show_number(least or 0)}{tail}"
    return f"between {show_number(least)} and {show_number(most)}{tail}"
