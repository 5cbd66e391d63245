"""Why findings were made: the evidence that each carries, and what is told when somebody asks for one.

The evidence is weighed again for the two figures of a finding, never for all pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from figcheck.check.desk import published_order
from figcheck.check.readings import Room, room_needed
from figcheck.findings import Explanation, Finding, Run, SlotEvidence
from figcheck.link import ENOUGH
from figcheck.link.scales import Scales
from figcheck.link.slots import bridge, slot_evidence, slot_values
from figcheck.model import Claim, Group
from figcheck.problems import Problem, Refused
from figcheck.rules import Rule

LEAST = 4  # characters of a fingerprint that are enough to name a finding
_NEAR = 5  # fingerprints told when none fits
_HELD = 24  # claims of a group that are tried as the link between two

Basis = Literal["linked", "copied", "article"]


def with_evidence(
    findings: Iterable[Finding],
    claims: Iterable[Claim],
    groups: Iterable[Group],
    rules: Iterable[Rule],
    scales: Scales,
) -> tuple[Finding, ...]:
    """The findings, each with why its first two figures were taken for one thing."""
    by_id = {claim.id: claim for claim in claims}
    group_of = {claim: group for group in groups for claim in group.claims}
    basis = {rule.id: _basis(rule) for rule in rules}
    return tuple(
        replace(finding, evidence=_evidence(finding, basis[finding.rule], by_id, group_of, scales))
        for finding in findings
    )


def find_finding(findings: Sequence[Finding], fingerprint: str) -> Finding:
    """The one finding whose fingerprint begins so.

    Raises Refused, with the fingerprints that are near, when there is none or more than one, or when too few
    characters are given.
    """
    prefix = fingerprint.strip().lower().rstrip("….")
    if len(prefix) < LEAST:
        raise Refused(
            Problem(
                f"{fingerprint!r} is too short for a fingerprint",
                expected=f"at least its first {LEAST} characters",
                advice="`figcheck check -f concise` shows the fingerprint of each finding",
            )
        )
    hits = [finding for finding in findings if finding.fingerprint.startswith(prefix)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        listed = _listed(hits[:_NEAR], len(hits))
        raise Refused(Problem(f"{len(hits)} findings have fingerprints that begin with {prefix!r}", expected=listed))
    if not findings:
        raise Refused(Problem(f"no finding has the fingerprint {prefix!r}", advice="there are no findings at all"))
    near = sorted(findings, key=lambda f: (-_alike(prefix, f.fingerprint), f.fingerprint))[:_NEAR]
    advice = "give the options of the check that showed it: --rules, --hedges, --select"
    message = f"no finding has the fingerprint {prefix!r}"
    raise Refused(Problem(message, expected=_listed(near, len(findings)), advice=advice))


def explain(run: Run, finding: Finding, rule: Rule) -> Explanation:
    """What is told of one finding of a run, which ``rule`` made."""
    claims = {claim.id: claim for claim in run.claims}
    basis = _basis(rule)
    figures = [claims[claim] for claim in finding.figures]
    room = _room(rule, *figures) if basis != "article" and len(figures) == 2 else None
    group = next((group for group in run.groups if finding.figures and finding.figures[0] in group.claims), None)
    others: list[Claim] = []
    if group is not None and basis != "article":
        others = [claims[claim] for claim in group.claims if claim not in finding.figures]
    return Explanation(
        finding,
        basis,
        ENOUGH,
        room.absolute if room is not None else None,
        room.relative if room is not None else None,
        tuple(claim.id for claim in sorted(others, key=published_order)),
    )


def _room(rule: Rule, a: Claim, b: Claim) -> Room | None:
    first, second = a.figure.reading.point, b.figure.reading.point
    if rule.check.type == "grows" and first is not None and second is not None and first != second:
        return Room(abs(second - first), abs(second - first) / max(first, second))  # it compares printed numbers
    return room_needed(a, b)


def _basis(rule: Rule) -> Basis:
    if rule.scope.pairs == "copies":
        return "copied"
    if rule.scope.pairs in ("title", "tables"):
        return "article"
    inside = ("sum", "subset", "share", "change", "product", "rank", "bounds", "date")
    return "article" if rule.check.type in inside else "linked"


def _evidence(
    finding: Finding,
    basis: Basis,
    by_id: Mapping[str, Claim],
    group_of: Mapping[str, Group],
    scales: Scales,
) -> tuple[SlotEvidence, ...]:
    if len(finding.figures) < 2:
        return ()
    a, b = by_id[finding.figures[0]], by_id[finding.figures[1]]
    if basis == "article":
        return slot_values(a, b)
    weighed = scales.weigh(a, b)
    rows = slot_evidence(a, b, scales, weighed)
    if basis == "copied":
        # The sentence is enough, whatever else they tell.
        told = SlotEvidence("copy", weight=ENOUGH, words="one and the same sentence, a copy")
        return rows if any(row.slot == "copy" for row in rows) else (told, *rows)
    group = group_of.get(a.id)
    if group is None or (not weighed.contradiction and weighed.score >= ENOUGH):
        return rows
    members = [by_id[claim] for claim in group.claims[:_HELD]]
    between = bridge(a, b, members, scales, ENOUGH)
    if between is not None:
        surface = " ".join(between.claim.figure.surface.split())
        source = between.claim.header.outlet or between.claim.header.id
        return (
            *rows,
            SlotEvidence("group", weight=0.0, words=f"linked by {surface} ({source}), which is near to both"),
        )
    return (*rows, SlotEvidence("group", words=f"linked by others of their group of {len(group.claims)}"))


def _alike(prefix: str, fingerprint: str) -> int:
    """How many characters stand in the same places."""
    return sum(one == other for one, other in zip(prefix, fingerprint, strict=False))


def _listed(findings: Sequence[Finding], of: int) -> str:
    told = ", ".join(f"{finding.fingerprint} ({finding.rule})" for finding in findings)
    return f"{told} and {of - len(findings):,} more" if of > len(findings) else told
