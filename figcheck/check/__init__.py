"""Groups and rules → comparisons and findings. One file per kind of check, one dict of kinds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from figcheck.check.agreement import check_agree
from figcheck.check.bounds import check_bounds
from figcheck.check.changes import check_change
from figcheck.check.conditions import weighed
from figcheck.check.copies import check_copies
from figcheck.check.dates import check_date
from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.fingerprints import told_apart
from figcheck.check.gathering import gathered
from figcheck.check.growth import check_grows
from figcheck.check.headline import check_title
from figcheck.check.products import check_product
from figcheck.check.ranks import check_rank
from figcheck.check.shares import check_share
from figcheck.check.subsets import check_subset
from figcheck.check.sums import check_sum
from figcheck.check.tables import check_tables
from figcheck.model import SEVERITIES, Abstention, Claim, Comparison, DateMention, Finding, Group, Passage, Printed

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
    "date": check_date,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rules made of the groups, sorted: worst finding first. ``abstentions`` say which comparisons were
    left undone and why, ``left_out``: comparisons over the cap by the article that comes
    first in them. ``ranks`` are what the findings are sorted by."""

    comparisons: tuple[Comparison, ...]
    findings: tuple[Finding, ...]
    abstentions: tuple[Abstention, ...]
    left_out: dict[str, int]
    ranks: tuple[tuple[int, str, int, int, int, str, str], ...] = ()


def settle(
    claims: Iterable[Claim],
    groups: Sequence[Group],
    rules: Iterable[RuleSpec],
    dates: Iterable[DateMention] = (),
    printed: Iterable[Printed] = (),
    focus: Collection[str] | None = None,
) -> Settled:
    """Hold the claims of each group, and the parts and dates of each article, against every rule that concerns them.

    ``printed`` are the numbers that are no figures and bear on the titles of articles. With ``focus``, ids of articles,
    all that touches one of these is found, exactly as without; of the rest whatever comes along.

    Each pair is compared once, by the first rule in order of id that concerns it; of equal findings one is kept.
    """
    desk = Desk(tuple(claims), tuple(groups), tuple(dates), printed, focus)
    outcome = Outcome()
    # Copies come first: of a copied sentence it is known best what each figure is.
    for rule in sorted(rules, key=lambda rule: (rule.scope.pairs != "copies", rule.id)):
        before = len(outcome.findings)
        if rule.scope.pairs == "copies":
            check_copies(rule, desk, outcome)
        elif rule.scope.pairs == "title":
            check_title(rule, desk, outcome)
        elif rule.scope.pairs == "tables":
            check_tables(rule, desk, outcome)
        else:
            CHECKS[rule.check.type](rule, desk, outcome)
        outcome.findings[before:] = weighed(rule, outcome.findings[before:], desk, outcome)
    order = {claim.id: number for number, claim in enumerate(desk.claims)}
    ranks = _Ranks(desk)
    findings = told_apart(sorted(gathered(_once(outcome.findings), desk), key=ranks.in_text), desk.by_id)
    findings.sort(key=ranks)
    return Settled(
        tuple(sorted(outcome.comparisons, key=lambda c: (order[c.a], order[c.b], c.rule))),
        tuple(findings),
        tuple(outcome.abstentions),
        dict(outcome.left_out),
        tuple(ranks(finding) for finding in findings),
    )


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with one for any two figures or dates: the severest, else the first rule's. A slip is shown once."""
    best: dict[frozenset[object], Finding] = {}
    for finding in findings:
        marks = finding.marks
        other = best.get(marks)
        if other is None or SEVERITIES.index(finding.severity) > SEVERITIES.index(other.severity):
            best[marks] = finding
    return list(best.values())


class _Ranks:
    """Sorts findings: the worst first, then by article and by where the first of what they mark stands."""

    def __init__(self, desk: Desk) -> None:
        self._by_id = desk.by_id
        self._claims = desk.claims
        self._starts: dict[str, list[tuple[int, int]]] | None = None

    def __call__(self, finding: Finding) -> tuple[int, str, int, int, int, str, str]:
        return (-SEVERITIES.index(finding.severity), *self._first(finding), finding.rule, finding.fingerprint)

    def in_text(self, finding: Finding) -> tuple[str, int, int, int, str, str]:
        """By where it stands alone."""
        return (*self._first(finding), finding.rule, finding.cause)

    def _first(self, finding: Finding) -> tuple[str, int, int, int]:
        figures = [self._by_id[claim] for claim in finding.figures]
        at = [(claim.header.id, claim.number, 1, 0) for claim in figures]
        return min(at or [self._beside(passage) for passage in finding.places])

    def _beside(self, passage: Passage) -> tuple[str, int, int, int]:
        """Article, number of the figure that follows a passage, 0 for before it, and the passage's own place."""
        start = passage.place.start or 0
        if self._starts is None:
            self._starts = {}
            for claim in self._claims:
                self._starts.setdefault(claim.header.id, []).append((claim.place.start or 0, claim.number))
        starts = self._starts.get(passage.article, [])
        index = bisect_left(starts, (start, 0))
        number = starts[index][1] if index < len(starts) else len(starts) + 1
        return passage.article, number, 0, start
