"""``share``: a percentage fits the count and the base that stand with it: "12 of 44 companies, or 27 per cent".

A printed percentage stands for what rounds to it, up or down. Of few, not every percentage can be: 39 per cent of 11
people is between four people and five (the GRIM test: N. Brown and J. Heathers, 2017).
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number
from figcheck.check.sentences import Ends, between, ends, percentage, put_down
from figcheck.model import Claim

_OF: Final = re.compile(r" (?:out )?of (?:(?:the|its|their|his|her|all|these|those|some|about) )?")
_OR: Final = re.compile(
    r",? (?:or|i\.e\.,?|that is,?|equal to|which is) (?:(?:just|about|some|around) )?| ?\((?:or )?| [-–—] "
)
_OF_WHAT: Final = re.compile(r"(?: of [a-z’' -]{1,40})?(?:,? or | ?\()")
_FEW: Final = 100


def check_share(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every percentage against the part and the whole beside it, or against a small whole alone."""
    for row in desk.sentences():
        for i in range(len(row) - 1):
            first, second = row[i], row[i + 1]
            third = row[i + 2] if i + 2 < len(row) else None
            if third is not None and _is_count(first, second) and _OF.fullmatch(between(first, second)):
                if _is_share(third) and _OR.fullmatch(between(second, third)) and takes(rule, third):
                    _hold(rule, first, second, third, outcome)
            elif third is not None and _is_share(first) and _is_count(second, third) and takes(rule, first):
                if _OF_WHAT.fullmatch(between(first, second)) and _OF.fullmatch(between(second, third)):
                    _hold(rule, second, third, first, outcome)
            if _is_share(first) and takes(rule, first) and _OF.fullmatch(between(first, second)):
                _of_few(rule, first, second, outcome)


def _is_count(*claims: Claim) -> bool:
    return all(claim.figure.unit == "count" and claim.figure.form == "plain" for claim in claims)


def _is_share(claim: Claim) -> bool:
    return claim.figure.unit == "percent"


def _hold(rule: RuleSpec, part: Claim, whole: Claim, share: Claim, outcome: Outcome) -> None:
    """Show a share that the part and the whole cannot make."""
    least, most = ends(part.figure.reading, Decimal(0)), ends(whole.figure.reading, Decimal(0))
    if not (least.low > 0 and most.low > 0 and least.is_finite and most.is_finite):
        return
    made = Ends(least.low / most.high * 100, least.high / most.low * 100)
    if made.low > 100 or made.meets(_told(rule, share)):
        return
    shown = made.shown()
    words = f"{_printed(part)} of {_printed(whole)} is {shown} per cent, not {share.figure.surface}"
    put_down(
        rule,
        (share, part, whole),
        outcome,
        cause="share_does_not_fit",
        words=words,
        expected=f"{shown} per cent",
        observed=share.figure.surface,
    )


def _of_few(rule: RuleSpec, share: Claim, whole: Claim, outcome: Outcome) -> None:
    """Show a share that no number of so few makes."""
    base, reading = whole.figure.reading.point, share.figure.reading
    if not _is_count(whole) or base is None or whole.figure.hedge != "exact" or share.figure.hedge != "exact":
        return
    if share.figure.form == "share" or reading.point is None or reading.precision <= 0 or not 0 < reading.point < 100:
        return
    if base != base.to_integral_value() or not 1 < base < _FEW / min(reading.precision, Decimal(1)):
        return
    told = _told(rule, share)
    least = (told.low * base / 100).to_integral_value(ROUND_CEILING)
    if least * 100 <= told.high * base:
        return
    below = (reading.point * base / 100).to_integral_value(ROUND_FLOOR)
    near = [f"{show_number(n)} are {show_number(n / base * 100)} per cent" for n in (below, below + 1)]
    words = f"no number of {show_number(base)} is {share.figure.surface}: {near[0]}, {near[1]}"
    put_down(
        rule,
        (share, whole),
        outcome,
        cause="impossible_share",
        words=words,
        expected=" or ".join(near),
        observed=share.figure.surface,
    )


def _told(rule: RuleSpec, share: Claim) -> Ends:
    """What a printed percentage can stand for, with the points that the rule allows."""
    slack = max(rule.tolerance.points, Decimal(1) if share.figure.form == "share" else Decimal(0))
    return percentage(share.figure.reading).widened(slack)


def _printed(claim: Claim) -> str:
    point = claim.figure.reading.point
    return show_number(point) if point is not None else claim.figure.surface
