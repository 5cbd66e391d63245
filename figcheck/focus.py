"""A run seen from the changed articles: only what touches them, with the place in the changed file first.

Everything was read and compared; what is left is what a reader of a change has to look at. Fingerprints stay, so that a
finding is accepted once for the changed articles and for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from figcheck.check.agreement import told_gap
from figcheck.findings import Abstention, Finding, Reach, Run, SlotEvidence, articles_at
from figcheck.model import Claim
from figcheck.rules import FALLBACK_MEASURE


def touches(finding: Finding, articles: Collection[str], claims: Mapping[str, Claim]) -> bool:
    """Whether any figure or place of a finding, or another report, stands in one of these articles, by their ids."""
    return any(claims[claim].header.id in articles for claim in (*finding.figures, *finding.others)) or any(
        passage.article in articles for passage in finding.places
    )


def focused(run: Run, paths: Iterable[str]) -> Run:
    """The run with the findings, waived findings and remarks of the articles in these files only, told under ``focus``.

    A finding over several articles has its first figure (or place, where it has no figures) in one of them; its message
    stays as it is, told in the order of publication. What was read stays whole: articles, claims and groups; and what
    was not, since the changed articles could not be held against that. ``reach`` counts the figures and pairs of the
    changed articles, and all articles. Applied twice it gives the same.
    """
    focus = tuple(sorted(set(paths)))
    ids = articles_at(run.articles, frozenset(focus), run.left_out)
    claims = {claim.id: claim for claim in run.claims}

    def seen_from_here(finding: Finding) -> Finding:
        return _turned(finding, ids, claims)

    findings = tuple(seen_from_here(it) for it in run.findings if touches(it, ids, claims))
    set_aside = tuple(
        it._replace(finding=seen_from_here(it.finding)) for it in run.set_aside if touches(it.finding, ids, claims)
    )
    shown = [*findings, *(it.finding for it in set_aside)]
    quoted = {(claims[it].header.id, claims[it].quote) for finding in shown for it in finding.figures}
    quoted |= {(passage.article, passage.quote) for finding in shown for passage in finding.places}
    made = replace(
        run,
        findings=findings,
        set_aside=set_aside,
        remarks=tuple(remark for remark in run.remarks if remark.path in focus),
        comparisons=tuple(
            it for it in run.comparisons if claims[it.a].header.id in ids or claims[it.b].header.id in ids
        ),
        abstentions=tuple(it for it in run.abstentions if _article(it, claims) in ids),
        contexts=tuple(it for it in run.contexts if (it.article, it.quote) in quoted),
        focus=focus,
    )
    return replace(made, reach=_reach(made, ids))


def _turned(finding: Finding, ids: Collection[str], claims: Mapping[str, Claim]) -> Finding:
    """The finding with a figure of these articles first; as it is where one is, and inside one article, where the order
    tells whole and parts."""
    if not finding.figures:
        places = finding.places
        if places[0].article in ids:
            return finding
        return replace(finding, places=tuple(sorted(places, key=lambda passage: passage.article not in ids)))
    figures = [claims[claim] for claim in finding.figures]
    further = [claims[claim] for claim in finding.others]
    first = next((claim for claim in (*figures, *further) if claim.header.id in ids), figures[0])
    if figures[0].header.id in ids or first is figures[0]:
        return finding
    turned = [first, *(claim for claim in figures if claim is not first)]
    observed = finding.observed
    evidence: tuple[SlotEvidence, ...] = ()
    if first is figures[1]:
        evidence = tuple(row._replace(a=row.b, b=row.a) for row in finding.evidence)
        if observed and observed == told_gap(figures[0], figures[1]):
            observed = told_gap(turned[0], turned[1])  # it is told as seen from the first
    return replace(finding, figures=tuple(claim.id for claim in turned), observed=observed, evidence=evidence)


def _article(abstention: Abstention, claims: Mapping[str, Claim]) -> str:
    claim = claims.get(abstention.claim)
    return claim.header.id if claim is not None else abstention.claim


def _reach(run: Run, ids: Collection[str]) -> Reach:
    """How far the run got with the changed articles; of ``articles``, of what was not read and of what a cap left out
    the counts stay those of all."""
    claims = [claim for claim in run.claims if claim.header.id in ids]
    grouped = {claim for group in run.groups for claim in group.claims}
    return replace(
        run.reach,
        figures=len(claims),
        described=sum(claim.measure != FALLBACK_MEASURE for claim in claims),
        grouped=sum(claim.id in grouped for claim in claims),
        compared=len(run.comparisons),
        skipped=dict(sorted(Counter(skip.kind for article, skip, _ in run.skips if article in ids).items())),
        abstained=dict(sorted(Counter(abstention.reason for abstention in run.abstentions).items())),
    )
