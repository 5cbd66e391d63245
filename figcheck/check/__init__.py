"""Groups and rules → comparisons and findings. One file per kind of check, one dict of kinds."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias

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
from figcheck.findings import SEVERITIES, Abstention, Comparison, Finding
from figcheck.model import Claim, DateMention, Group, Passage, Printed

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


Rank: TypeAlias = tuple[int, str, int, int, int, str, str]
"""What findings are sorted by: the worst first, then by article and place, by rule and fingerprint."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the rules made of the groups, sorted: worst finding first. ``abstentions`` say which comparisons were
    left undone and why, ``left_out``: comparisons over the cap by the article that comes
    first in them. ``ranks`` are what the findings are sorted by."""

    comparisons: tuple[Comparison, ...]
    findings: tuple[Finding, ...]
    abstentions: tuple[Abstention, ...]
    left_out: dict[str, int]
    ranks: tuple[Rank, ...] = ()


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
    for rule in in_order(rules):
        _judge(rule, desk, outcome)
    ranks = _Ranks(desk)
    findings = sorted(gathered(_once(outcome.findings), desk), key=ranks.in_text)
    return _settled(desk, outcome, told_apart(findings, desk.by_id), ranks)


class Alone(NamedTuple):
    """What the rules made of articles each by itself: findings with what they are sorted by, abstentions, and the pairs
    of claims that are parts and wholes, by the rule that says so."""

    ranks: tuple[Rank, ...]
    findings: tuple[Finding, ...]
    abstentions: tuple[Abstention, ...]
    marked: dict[str, frozenset[tuple[str, str]]]


def settle_alone(
    claims: Iterable[Claim],
    groups: Sequence[Group],
    rules: Iterable[RuleSpec],
    dates: Iterable[DateMention],
    printed: Iterable[Printed],
) -> Alone:
    """As settle, by the rules that look at one article at a time. ``groups`` need hold no claims of other articles."""
    desk = Desk(tuple(claims), tuple(groups), tuple(dates), printed)
    outcome = Outcome()
    marked: dict[str, frozenset[tuple[str, str]]] = {}
    for rule in in_order(rules):
        if is_alone(rule):
            _judge(rule, desk, outcome)
            if outcome.seen:
                marked[rule.id] = frozenset(outcome.seen)
                outcome.seen.clear()
    settled = _settled(desk, outcome, _once(outcome.findings), _Ranks(desk))
    return Alone(settled.ranks, settled.findings, settled.abstentions, marked)


def settle_linked(
    claims: Sequence[Claim],
    copied: Collection[str],
    groups: Sequence[Group],
    rules: Iterable[RuleSpec],
    marked: Mapping[str, Iterable[tuple[str, str]]],
    focus: Collection[str] | None = None,
    around: Sequence[Claim] | None = None,
) -> Settled:
    """As settle, by the rules that look at claims of several articles: all that groups or copied sentences connect.

    ``copied`` are the ids of the claims in sentences whose wording other articles share; ``marked`` as settle_alone
    gives them; ``around`` are all claims of their articles. Findings that settle_alone gives as well, and those of one
    fingerprint, are still there: see ``each_once``.
    """
    desk = Desk(tuple(claims), tuple(groups), focus=focus, around=around)
    copies = Desk(tuple(claim for claim in claims if claim.id in copied), ())
    outcome = Outcome()
    for rule in in_order(rules):
        if is_alone(rule):
            outcome.seen.update(marked.get(rule.id, ()))
        else:
            _judge(rule, copies if rule.scope.pairs == "copies" else desk, outcome)
    return _settled(desk, outcome, gathered(_once(outcome.findings), desk), _Ranks(desk))


def each_once(
    found: Iterable[tuple[Rank, Finding]], claims: Mapping[str, Claim], rules: Iterable[RuleSpec]
) -> list[tuple[Rank, Finding]]:
    """Findings of several parts of a run as one run over all gives them: one for any two figures, each under a
    fingerprint of its own. They are sorted."""
    order = {rule.id: at for at, rule in enumerate(in_order(rules))}
    by_rule = sorted(found, key=lambda it: order[it[1].rule])
    ranks = {id(finding): rank for rank, finding in by_rule}
    once = _once([finding for _, finding in by_rule])
    once.sort(key=lambda finding: _in_text(ranks[id(finding)], finding))
    known = Counter(finding.fingerprint for finding in once)
    alike = [finding for finding in once if known[finding.fingerprint] > 1]
    kept = [(ranks[id(finding)], finding) for finding in once if known[finding.fingerprint] == 1]
    at = 0
    for finding in told_apart(alike, claims):  # the same findings in the same order, some left out, some called anew
        while not _is_same(alike[at], finding):
            at += 1
        kept.append(((*ranks[id(alike[at])][:-1], finding.fingerprint), finding))
        at += 1
    return sorted(kept, key=_by_rank)


def _is_same(one: Finding, other: Finding) -> bool:
    return one is other or replace(one, fingerprint=other.fingerprint) == other


def _by_rank(it: tuple[Rank, Finding]) -> tuple[Rank, tuple[str, ...]]:
    return it[0], it[1].figures


def _in_text(rank: Rank, finding: Finding) -> tuple[str, int, int, int, str, str]:
    return (*rank[1:5], finding.rule, finding.cause)


def in_order(rules: Iterable[RuleSpec]) -> list[RuleSpec]:
    """Rules as they are asked. Copies come first: of a copied sentence it is known best what each figure is."""
    return sorted(rules, key=lambda rule: (rule.scope.pairs != "copies", rule.id))


def is_alone(rule: RuleSpec) -> bool:
    """Whether a rule looks at one article at a time, whatever other articles say."""
    pairs = rule.scope.pairs
    return pairs in ("title", "tables") or (pairs != "copies" and rule.check.type not in ("agree", "grows"))


def _judge(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
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


def _settled(desk: Desk, outcome: Outcome, findings: Iterable[Finding], ranks: _Ranks) -> Settled:
    order = {claim.id: number for number, claim in enumerate(desk.claims)}
    findings = sorted(findings, key=ranks)
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

    def __call__(self, finding: Finding) -> Rank:
        return (-SEVERITIES.index(finding.severity), *self._first(finding), finding.rule, finding.fingerprint)

    def in_text(self, finding: Finding) -> tuple[str, int, int, int, str, str]:
        """By where it stands alone."""
        return _in_text(self(finding), finding)

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
