"""``grows``: a running total moves in one direction at a believable pace.

Printed points are compared, hedges told beside them. The pace before is the earlier total over the days since the
stated start (any claim of the group may state it); the pace between is the difference over the days between. Shown when
the pace between is more than ``rate`` times the pace before, or when the total moves against its direction.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from figcheck.check.agreement import in_reach, pair_finding
from figcheck.check.causes import Cause, likely_cause, slip
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, as_of, pairs_of, show_number, slack
from figcheck.check.readings import hold
from figcheck.findings import Verdict
from figcheck.model import Claim

_JUMP: Final = Decimal("1.5")  # without a known start: this much more within the gap below
_JUMP_DAYS: Final = 14
_FAR: Final = 10
_NEAR: Final = Decimal("0.03")  # how near to a factor of ten what is ten times another comes
_LEAST: Final = Decimal("0.05")  # of the earlier total: a day's few more are no other pace


def check_grows(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Compare the running totals of each group the rule concerns, in the order of the days they hold for."""
    for group in desk.groups:
        if not rule.concerns(group.measure):
            continue
        members = [c for c in desk.members(group) if c.kind == "running_total" and takes(rule, c)]
        start = min((c.start_date for c in desk.members(group) if c.start_date), default=None)
        if not members:
            continue
        pairs = list(pairs_of(members))
        outcome.leave_out(members[0], len(members), len(pairs))
        for a, b in pairs:
            if (a.id, b.id) in outcome.seen or not in_reach(rule, a, b):
                continue
            day_a, day_b = as_of(a), as_of(b)
            if day_a is not None and day_b is not None and day_b < day_a:
                a, b, day_a, day_b = b, a, day_b, day_a
            if _are_worlds_apart(a, b):
                outcome.abstain(a.id, "too far apart to be one total")
                continue
            verdict, cause, reason = _judge(rule, a, b, day_a, day_b, start)
            outcome.compared(rule, a, b, verdict, (reason, *group.because))
            if cause is not None:
                outcome.findings.append(pair_finding(rule, a, b, cause, reason, group))


def _are_worlds_apart(a: Claim, b: Claim) -> bool:
    """A country's dead and the world's: many times as many, and by no slip of a digit."""
    first, second = a.figure.reading.point, b.figure.reading.point
    if first is None or second is None or min(first, second) <= 0:
        return False
    times = max(first, second) / min(first, second)
    if times <= _FAR or slip(first, second) is not None:
        return False
    # A zero too many in a total that has grown a little since: "78,755" and then "788,270".
    return all([abs(times / factor - 1) > _NEAR for factor in (10, 100, 1000)]) or a.start_date != b.start_date


def _is_rounded_down(claim: Claim) -> bool:
    """ "Over 500", which is said of all up to 600: a pace is not to be had of it over a day."""
    return claim.figure.hedge in ("more_than", "at_least") and claim.figure.reading.precision > 1


def _judge(
    rule: RuleSpec, a: Claim, b: Claim, day_a: dt.date | None, day_b: dt.date | None, start: dt.date | None
) -> tuple[Verdict, Cause | None, str]:
    first, second = a.figure.reading.point, b.figure.reading.point
    held = hold(a, b, rule.tolerance.absolute, rule.tolerance.relative, rule.tolerance.points)
    if first is None or second is None or day_a is None or day_b is None or day_a == day_b:
        return held.verdict, likely_cause(a, b) if held.verdict == "discrepancy" else None, held.reason
    if first == second:
        return held.verdict, None, held.reason
    moved = second - first
    if abs(moved) <= slack(rule, max(first, second, Decimal(0))):
        return "compatible", None, "within the tolerance"
    if _is_rounded_down(a) and 0 < moved < a.figure.reading.precision:
        return "compatible", None, f"{a.figure.surface} may have been {show_number(second)}"
    days = (day_b - day_a).days
    against = moved < 0 if rule.check.direction == "up" else moved > 0 if rule.check.direction == "down" else False
    if against:
        return (
            "discrepancy",
            likely_cause(a, b),
            f"a running total went from {show_number(first)} to {show_number(second)}",
        )
    between = abs(moved) / days
    spoken = f"{show_number(abs(moved))} in {days} day{'s' if days != 1 else ''} is {show_number(between)} a day"
    if start is not None and start < day_a:
        before = first / (day_a - start).days
        since = f"{(day_a - start).days} days since {start.isoformat()}"
        earlier = f"{show_number(first)} in {since} is {show_number(before)} a day"
        if before > 0 and between > before * rule.check.rate and abs(moved) > abs(first) * _LEAST:
            words = f"update over time at {show_number(between / before)} times the earlier pace: {earlier}; {spoken}"
            return "discrepancy", Cause("pace_over_time", "error", words), f"{earlier}; {spoken}"
        told = "in line with the pace before" if between <= before * rule.check.rate else "small beside the total"
        words = f"an update over time, {told}: {earlier}; {spoken}"
        return "compatible", Cause("update_over_time", "note", words), words
    if second > first * _JUMP and days <= _JUMP_DAYS:
        words = f"update over time, large for the gap and with no start stated: {spoken}"
        return "discrepancy", Cause("pace_over_time", "error", words), words
    return "compatible", Cause("update_over_time", "note", f"an update over time: {spoken}"), spoken
