"""Groups and rules → comparisons and findings. One file per kind of check, one dict of kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from figcheck.check.agreement import check_agree
from figcheck.check.bounds import check_bounds
from figcheck.check.changes import check_change
from figcheck.check.conditions import weighed
from figcheck.check.copies import check_copies
from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.growth import check_grows
from figcheck.check.headline import check_title
from figcheck.check.products import check_product
from figcheck.check.ranks import check_rank
from figcheck.check.shares import check_share
from figcheck.check.subsets import check_subset
from figcheck.check.sums import check_sum
from figcheck.model import SEVERITIES, Abstention, Claim, Comparison, Finding, Group

CHECKS: Final = {
    "agree": check_agree,
    "grows": check_grows,
    "sum": check_sum,
    "subset": check_subset,
    "rank": check_rank,
    "bounds": check_bounds,
    "share": check_share,
    "change": check_change,
    "product": check_product,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rules made of the groups, sorted: worst finding first. ``abstentions`` say which comparisons were
    left undone and why, ``left_out``: comparisons over the cap."""

    comparisons: tuple[Comparison, ...]
    findings: tuple[Finding, ...]
    abstentions: tuple[Abstention, ...]
    left_out: int


def settle(claims: Iterable[Claim], groups: Sequence[Group], rules: Iterable[RuleSpec]) -> Settled:
    """Hold the claims of each group, and the parts of each article, against every rule that concerns them.

    Each pair is compared once, by the first rule in order of id that concerns it; of equal findings one is kept.
    """
    desk = Desk(tuple(claims), tuple(groups))
    outcome = Outcome()
    # Copies come first: of a copied sentence it is known best what each figure is.
    for rule in sorted(rules, key=lambda rule: (rule.scope.pairs != "copies", rule.id)):
        before = len(outcome.findings)
        if rule.scope.pairs == "copies":
            check_copies(rule, desk, outcome)
        elif rule.scope.pairs == "title":
            check_title(rule, desk, outcome)
        else:
            CHECKS[rule.check.type](rule, desk, outcome)
        outcome.findings[before:] = weighed(rule, outcome.findings[before:], desk, outcome)
    order = {claim.id: number for number, claim in enumerate(desk.claims)}
    findings = {finding.fingerprint: finding for finding in reversed(_once(outcome.findings))}
    return Settled(
        tuple(sorted(outcome.comparisons, key=lambda c: (order[c.a], order[c.b], c.rule))),
        tuple(sorted(findings.values(), key=lambda f: _rank(f, order))),
        tuple(outcome.abstentions),
        outcome.left_out,
    )


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with one for any two figures: the severest, else the first rule's. A slip is shown once."""
    best: dict[frozenset[str], Finding] = {}
    for finding in findings:
        pair = frozenset(finding.figures)
        other = best.get(pair)
        if other is None or SEVERITIES.index(finding.severity) > SEVERITIES.index(other.severity):
            best[pair] = finding
    return list(best.values())


def _rank(finding: Finding, order: Mapping[str, int]) -> tuple[int, int, str, str]:
    first = min((order[claim] for claim in finding.figures), default=0)
    return (-SEVERITIES.index(finding.severity), first, finding.rule, finding.fingerprint)
