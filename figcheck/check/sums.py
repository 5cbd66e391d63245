"""``sum`` and ``subset``: parts against their whole, inside one article.

Every part is an interval; "each" multiplies by the members named; a member of the rest named without a number counts at
least one. Shown only when no reading of the printed figures can hold.
"""

from __future__ import annotations

from decimal import Decimal

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, finding, show_number, subject
from figcheck.check.messages import message
from figcheck.intervals import INFINITY
from figcheck.model import Claim


def check_sum(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Add up the parts of every whole the rule concerns; show a sum that is more than the whole can be."""
    for claims in desk.articles():
        for whole in claims:
            if whole.role != "whole" or not takes(rule, whole):
                continue
            parts = [c for c in claims if c.part_of == whole.id]
            if len(parts) + len(whole.remainder_members) < 2:
                continue
            _add_up(rule, whole, parts, outcome)


def _add_up(rule: RuleSpec, whole: Claim, parts: list[Claim], outcome: Outcome) -> None:
    low = Decimal(len(whole.remainder_members))
    terms: list[str] = []
    for part in parts:
        factor = Decimal(len(part.members)) if part.each and part.members else Decimal(1)
        reading = part.figure.reading
        least = max(reading.low, Decimal(0))
        low += least * factor
        printed = show_number(reading.point if reading.point is not None else least)
        terms.append(f"{len(part.members)} × {printed}" if factor > 1 else printed)
    if whole.remainder_members:
        terms.append(f"at least 1 for each of the {len(whole.remainder_members)} others named")
    high = whole.figure.reading.high
    slack = max(rule.tolerance.absolute, rule.tolerance.relative * (high if high != INFINITY else Decimal(0)))
    slack += rule.tolerance.per_part * len(parts)
    for part in parts:
        outcome.seen.add((part.id, whole.id))
    if low <= high + slack:
        return
    listed = " + ".join(terms)
    words = f"the parts named make at least {show_number(low)} ({listed}), the whole is {whole.figure.surface}"
    outcome.findings.append(
        finding(
            rule,
            (whole, *parts),
            severity=rule.severity,
            cause="parts_exceed_whole",
            message=f"{message(rule.message, rule, whole, parts[0] if parts else None)}: {words}",
            subject=subject((whole, *parts)),
            expected=f"at most {show_number(high)}",
            observed=f"at least {show_number(low)}",
            places=(whole.remainder,) if whole.remainder else (),
            because=(words, *whole.because),
        )
    )


def check_subset(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every "including N" and "N of them" against its whole; show a part that must be larger."""
    for part in desk.claims:
        if part.role != "part" or part.part_of is None or not takes(rule, part):
            continue
        whole = desk.by_id.get(part.part_of)
        if whole is None or whole.figure.unit != part.figure.unit:
            continue
        if part.figure.reading.low <= whole.figure.reading.high:
            continue
        words = f"a part, {part.figure.surface}, is more than its whole, {whole.figure.surface}"
        outcome.findings.append(
            finding(
                rule,
                (whole, part),
                severity=rule.severity,
                cause="part_exceeds_whole",
                message=f"{message(rule.message, rule, whole, part)}: {words}",
                subject=subject((whole, part)),
                expected=f"at most {show_number(whole.figure.reading.high)}",
                observed=show_number(part.figure.reading.low),
                because=(words,),
            )
        )
