"""Rules of scope ``title``: a figure in the title that nothing in the body bears out.

Rounding, hedges and sums of the body's own figures are allowed. A title figure is shown only when the body has a linked
figure that contradicts it and no figure anywhere that supports it.
"""

from __future__ import annotations

from itertools import combinations
from typing import Final

from figcheck.check.agreement import pair_finding
from figcheck.check.causes import Cause
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.readings import hold
from figcheck.model import Claim

_SUM_CAP: Final = 12  # figures of one unit whose pairs and triples are tried


def check_title(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold each title figure against the figures of its own body."""
    for claims in desk.articles():
        body = [c for c in claims if not c.figure.in_title]
        for title in claims:
            if not title.figure.in_title or not takes(rule, title) or title.mode != "stated":
                continue
            if title.figure.form == "single":  # one person named; the body may tell of others
                continue
            group = desk.group_of.get(title.id)
            linked = [c for c in body if group is not None and c.id in group.claims]
            against = [c for c in linked if _held(rule, title, c) == "discrepancy"]
            if not against or any(_supports(rule, title, c) for c in body) or _adds_up(title, body):
                continue
            if _is_sum(against[0], [c for c in claims if c.figure.in_title and c.measure == title.measure]):
                continue
            cause = Cause("title_not_borne_out", "error", "nothing in the body bears the title's figure out")
            outcome.findings.append(pair_finding(rule, title, against[0], cause, "title against body", group))


def _held(rule: RuleSpec, a: Claim, b: Claim) -> str:
    return hold(a, b, rule.tolerance.absolute, rule.tolerance.relative, rule.tolerance.points).verdict


def _supports(rule: RuleSpec, title: Claim, other: Claim) -> bool:
    return title.figure.unit == other.figure.unit and _held(rule, title, other) != "discrepancy"


def _is_sum(body: Claim, titles: list[Claim]) -> bool:
    """True when the title's figures of one measure are the parts of the body's ("2 adults, 2 teens" of four people)."""
    points = [c.figure.reading.point for c in titles]
    return (
        len(points) > 1 and None not in points and sum(p for p in points if p is not None) == body.figure.reading.point
    )


def _adds_up(title: Claim, body: list[Claim]) -> bool:
    """True when two or three figures of the body add up to the title's, or differ by it."""
    point = title.figure.reading.point
    values = sorted(
        {
            c.figure.reading.point
            for c in body
            if c.figure.unit == title.figure.unit and c.figure.reading.point is not None
        }
    )[:_SUM_CAP]
    if point is None:
        return False
    sums = {x + y for x, y in combinations(values, 2)} | {x + y + z for x, y, z in combinations(values, 3)}
    return point in sums | {y - x for x, y in combinations(values, 2)}
