"""``agree``: figures of one thing are equal within the tolerance."""

from __future__ import annotations

from itertools import combinations

from figcheck.check.causes import Cause, likely_cause
from figcheck.check.desk import (
    PAIR_CAP,
    Desk,
    Outcome,
    RuleSpec,
    finding,
    lowered,
    same_slots,
    show_number,
    subject,
)
from figcheck.check.messages import message
from figcheck.check.readings import Held, hold, told_in
from figcheck.check.totals import totals_of
from figcheck.model import SEVERITIES, Claim, Finding, Group


def check_agree(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Compare every pair of each group the rule concerns; show pairs that cannot both hold, once per pair of values."""
    for group in desk.groups:
        if rule.concerns(group.measure):
            _group(rule, desk, group, outcome)


def _group(rule: RuleSpec, desk: Desk, group: Group, outcome: Outcome) -> None:
    compared = 0
    members = desk.members(group)
    totals = totals_of(members)
    candidates: list[Finding] = []
    for a, b in combinations(members, 2):
        if (a.id, b.id) in outcome.seen or not in_reach(rule, a, b):
            continue
        if compared == PAIR_CAP:
            outcome.left_out += 1
            continue
        compared += 1
        held = hold(a, b, rule.tolerance.absolute, rule.tolerance.relative, rule.tolerance.points)
        if held.verdict == "discrepancy" and a.figure.unit == "count":
            part = next((c for c in (a, b) if c.id not in totals), None) or _smaller_part(a, b)
            if part is not None:
                outcome.abstain(part, "another figure is the total of its article: most likely a part")
                continue
        outcome.compared(rule, a, b, held.verdict, (held.reason, *group.because))
        cause = _worth_showing(a, b, held)
        if cause is None:
            continue
        candidates.append(pair_finding(rule, a, b, cause, held.reason, group))
    outcome.findings += _telling(candidates, desk)


def _telling(candidates: list[Finding], desk: Desk) -> list[Finding]:
    """One finding for any two articles, the severest, then the earliest: an article repeats its own figures.

    Inside one article the same two values are one discrepancy however often they are printed.
    """
    kept: dict[tuple[object, ...], Finding] = {}
    for candidate in sorted(candidates, key=lambda f: -SEVERITIES.index(f.severity)):
        a, b = (desk.by_id[claim] for claim in candidate.figures)
        key: tuple[object, ...] = (a.header.id, b.header.id)
        if a.header.id == b.header.id:
            key = (a.header.id, frozenset((a.figure.reading.low, a.figure.reading.high, b.figure.reading.low)))
        kept.setdefault(key, candidate)
    return list(kept.values())


def _smaller_part(a: Claim, b: Claim) -> Claim | None:
    """The smaller of two, if its wording makes it a part ("two of the victims", "four in stable condition")."""
    smaller, larger = sorted((a, b), key=lambda claim: claim.figure.reading.low)
    return smaller if smaller.role == "part" and larger.role != "part" else None


def in_reach(rule: RuleSpec, a: Claim, b: Claim) -> bool:
    """True when a rule's scope, window and slots let it compare two claims of one group."""
    within = a.header.id == b.header.id
    if (rule.scope == "within" and not within) or (rule.scope == "across" and within):
        return False
    if rule.window is not None and a.header.published and b.header.published:
        if abs(a.header.published - b.header.published) > rule.window:
            return False
    return same_slots(rule, a, b)


def _worth_showing(a: Claim, b: Claim, held: Held) -> Cause | None:
    if held.verdict == "discrepancy":
        return likely_cause(a, b)
    if held.soft:
        return Cause("open_end", "note", "they agree only because a hedge leaves the end open")
    point = a.figure.reading.point
    if held.verdict == "compatible" and point is not None and point == b.figure.reading.point and point >= 100:
        if "exact" in (a.figure.hedge, b.figure.hedge):
            return Cause("hedge_dropped", "note", "the same number with and without its hedge")
    return None


def pair_finding(rule: RuleSpec, a: Claim, b: Claim, cause: Cause, reason: str, group: Group | None) -> Finding:
    """The finding for two claims with its message filled in."""
    return finding(
        rule,
        (a, b),
        severity=lowered(rule.severity, cause.most),
        cause=cause.name,
        message=f"{message(rule.message, rule, a, b)}: {cause.words}",
        subject=subject((a, b), group),
        observed=_gap(a, b),
        because=(reason, cause.words, *(group.because if group else ())),
    )


def _gap(a: Claim, b: Claim) -> str:
    first, second = a.figure.reading.point, told_in(b, a.figure.unit)
    if first is None or second is None:
        return ""
    gap = second - first
    if gap == 0:
        return ""
    sign = "+" if gap > 0 else "−" if gap < 0 else ""
    share = f" ({sign}{show_number(abs(gap) / abs(first) * 100)} %)" if first and a.figure.unit != "percent" else ""
    return f"{sign}{show_number(abs(gap))}{' points' if a.figure.unit == 'percent' else ''}{share}"
