"""What a rule leaves alone although it found it (``unless``), and what it says louder (``escalate``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.readings import told_in
from figcheck.findings import SEVERITIES, Finding, Severity
from figcheck.model import Claim
from figcheck.prose import WORD

# What a cause is worth at most, whatever a rule's severity.
MOST: Final[dict[str, Severity]] = {
    "vague_wording": "note",
    "different_scope": "note",
    "stated_revision": "note",
    "update_over_time": "note",
    "rounding": "note",
    "another_day": "note",
    "hedge_dropped": "note",
    "open_end": "note",
    "fall_over_time": "warning",
    "old_figure_repeated": "warning",
    "different_noun": "warning",
    "power_of_ten": "error",
    "digits_swapped": "error",
    "unit_slip": "error",
    "inconsistent": "error",
    "pace_over_time": "error",
    "title_not_borne_out": "error",
    "parts_exceed_whole": "error",
    "part_exceeds_whole": "error",
    "part_exceeds_group": "error",
    "parts_fall_short": "error",
    "answers_exceed_hundred": "error",
    "answers_fall_short": "error",
    "total_does_not_follow": "error",
    "rank_given_twice": "error",
    "rank_out_of_order": "error",
    "gap_does_not_fit": "error",
    "out_of_bounds": "error",
    "share_does_not_fit": "error",
    "impossible_share": "error",
    "wrong_side_of_half": "error",
    "change_does_not_fit": "error",
    "opposite_direction": "error",
    "percent_for_points": "note",
    "product_does_not_fit": "error",
    "conversion_does_not_fit": "error",
    "converted_backwards": "error",
    "rates_differ": "error",
    "superlative_does_not_hold": "error",
    "different_counts": "error",
    "weekday_does_not_fit": "error",
    "age_does_not_fit": "error",
    "duration_does_not_fit": "error",
    "anniversary_does_not_fit": "error",
    "impossible_date": "error",
    "dates_run_backwards": "error",
    "date_after_publication": "error",
    "stale_weekday": "error",
    "total_does_not_fit": "error",
    "shares_miss_hundred": "error",
    "average_does_not_fit": "error",
}


def most(cause: str) -> Severity:
    """What a cause is worth at most."""
    return MOST.get(cause, "error")


def takes(rule: RuleSpec, claim: Claim) -> bool:
    """True for a claim that a rule looks at: of its measure, hedges, sources, files and sections, and what it finds."""
    figure = claim.figure
    if not rule.concerns(claim.measure) or (rule.hedges and figure.hedge not in rule.hedges):
        return False
    scope, sources = rule.scope, rule.sources
    # Most rules look everywhere, and this is asked of every figure by every rule.
    if scope.sections or scope.paths or scope.not_paths:
        if not scope.holds(claim.header.path, figure.in_title, claim.in_lead):
            return False
    if (sources.outlets or sources.not_outlets) and not sources.holds(claim.header.outlet):
        return False
    return rule.find is None or bool(rule.find.holds(figure.counted, figure.unit, claim.quote))


def weighed(rule: RuleSpec, findings: Iterable[Finding], desk: Desk, outcome: Outcome) -> list[Finding]:
    """The findings of a rule without those that it leaves alone, each with the severity that it deserves.

    What is left alone is an abstention of its first figure, of its article where it has none.
    """
    kept: list[Finding] = []
    for found in findings:
        claims = [desk.by_id[claim] for claim in found.figures]
        reason = _left_alone(rule.unless, found, claims)
        if reason:
            outcome.abstain(
                claims[0].id if claims else found.places[0].article, f"left alone by the rule {rule.id}: {reason}"
            )
        elif _is_worse(rule.escalate, found, claims):
            kept.append(_raised(rule.escalate, found))
        else:
            kept.append(found)
    return kept


def _left_alone(unless: Any, found: Finding, claims: Sequence[Claim]) -> str:
    """What of ``unless`` holds for a finding; "" when nothing does."""
    if found.cause in unless.causes:
        return str(found.cause.replace("_", " "))
    for claim in claims:
        if claim.figure.hedge in unless.hedges:
            return f'a figure is "{claim.figure.hedge.replace("_", " ")}"'
    quotes = [claim.quote for claim in claims] or [passage.quote for passage in found.places]
    for phrase in unless.words:
        spoken = f" {_plain(phrase)} "
        if any(spoken in f" {_plain(quote)} " for quote in quotes):
            return f'"{phrase}" in the sentence'
    return ""


def _plain(text: str) -> str:
    """A text as its words in lower case, one space between."""
    return " ".join(WORD.findall(text.lower().replace("’", "'")))


def _is_worse(escalate: Any, found: Finding, claims: Sequence[Claim]) -> bool:
    if escalate is None:
        return False
    if found.cause in escalate.causes:
        return True
    if len(claims) != 2:
        return False
    first = claims[0].figure.reading.point
    second = told_in(claims[1], claims[0].figure.unit)
    if first is None or second is None:
        return False
    gap, larger = abs(first - second), max(abs(first), abs(second), Decimal(0))
    if escalate.absolute is not None and gap > escalate.absolute:
        return True
    return escalate.relative is not None and gap > escalate.relative * larger


def _raised(escalate: Any, found: Finding) -> Finding:
    """A finding as severe as the rule wants it, no more than its cause deserves unless the rule names the cause."""
    wanted: Severity = escalate.severity
    if found.cause not in escalate.causes:
        wanted = min(wanted, most(found.cause), key=SEVERITIES.index)
    return replace(found, severity=max(wanted, found.severity, key=SEVERITIES.index))
