"""Claims → groups about the same thing. A claim joins the one group the evidence points to, or none.

First it is told which articles speak of one event (stories.py). Claims then meet only in blocks that share an anchor
(keys.py), so no pair of all claims is ever formed. Within a block what contradicts forbids a link
(contradictions.py), and the evidence is weighed slot by slot (evidence.py).
Figures in tables are not linked: a cell's heading alone seldom tells of which place and time it is.
Nothing depends on claims outside a claim's own blocks, and claims are taken in one fixed order, so neither the order of
articles nor unrelated ones change a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from figcheck.lexicon import Lexicon
from figcheck.link.evidence import Evidence, LinkedMeasure, Scales
from figcheck.link.keys import BLOCK, Blocks
from figcheck.link.stories import events, told_by
from figcheck.model import Abstention, Claim, Group

STAGE: Final = "link"
ENOUGH: Final = 3.0  # evidence below this joins nothing
COMPANY: Final = 2.0  # a neighbouring figure already linked counts so much
MARGIN: Final = 0.75  # two groups nearer to each other than this: abstain
MEMBERS: Final = 12  # claims of a group that one is held against: the first, and the latest
HARD: Final = frozenset(("unit", "sentence", "role", "kind"))  # what contradicts however many others agree


@dataclass(frozen=True, slots=True)
class Linked:
    """Groups of two or more claims, sorted by key, and the claims that were left alone though candidates stood.

    ``scales`` are what they were weighed with.
    """

    groups: tuple[Group, ...]
    abstentions: tuple[Abstention, ...]
    scales: Scales = field(compare=False, repr=False)


@dataclass(slots=True)
class _Draft:
    claims: list[Claim]
    because: dict[str, None] = field(default_factory=dict)


def link(claims: Iterable[Claim], lexicon: Lexicon, measures: Mapping[str, LinkedMeasure]) -> Linked:
    """Groups of claims about the same thing. Only claims of mode ``stated`` are linked.

    ``measures`` says what the figures of each measure are to an article. The order of the claims does not matter. Every
    group has at least two.
    """
    ordered = sorted((c for c in claims if c.mode == "stated" and c.figure.cell is None), key=reading_order)
    scales = scales_of(ordered, lexicon, measures)
    drafts: list[_Draft] = []
    blocks = Blocks()
    abstentions: list[Abstention] = []
    for claim in ordered:
        if claim.figure.counted in lexicon.page_counts:
            abstentions.append(Abstention(claim.id, STAGE, "a number of the page around the article"))
            continue
        keys = scales.keys(claim)
        candidates, crowded = blocks.near(keys)
        if crowded:
            abstentions.append(
                Abstention(claim.id, STAGE, f"more than {BLOCK} candidates in a block: the latest looked at")
            )
        scored = []
        for index in candidates:
            evidence = _against(claim, drafts[index], scales)
            if evidence is not None and evidence.score >= ENOUGH:
                scored.append((evidence.score, -index, evidence))
        scored.sort(key=lambda row: row[:2], reverse=True)
        if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
            near, other = -scored[0][1], -scored[1][1]
            if _may_be_one(drafts[near], drafts[other], scales):
                _merge(drafts, blocks, near, other, scales)
            elif not _one_value(drafts[near], drafts[other]):
                abstentions.append(Abstention(claim.id, STAGE, "two candidates equally near"))
                scored = []
        if scored:
            _, negative, evidence = scored[0]
            index = -negative
            drafts[index].claims.append(claim)
            drafts[index].because |= dict.fromkeys(evidence.because)
        else:
            index = len(drafts)
            drafts.append(_Draft([claim]))
        blocks.add(keys, index)
    _join_companions(drafts, blocks, scales)
    groups = [_group(draft) for draft in drafts if len(draft.claims) > 1]
    return Linked(tuple(_unique(groups)), tuple(abstentions), scales)


def scales_of(claims: Sequence[Claim], lexicon: Lexicon, measures: Mapping[str, LinkedMeasure]) -> Scales:
    """What weighs the claims of one run: its lexicon, measures, and the events that its articles tell of."""
    told = told_by(claims)
    return Scales(lexicon, measures, told, events(told, lexicon), claims)


def _join_companions(drafts: list[_Draft], blocks: Blocks, scales: Scales) -> None:
    """Second pass: a claim alone joins the group whose claims stand beside figures already linked with its neighbours.

    "16 killed and 25 wounded" in two articles: once the 16 are linked, so are the 25.
    """
    home = {claim.id: index for index, draft in enumerate(drafts) if len(draft.claims) > 1 for claim in draft.claims}
    beside: dict[str, list[Claim]] = defaultdict(list)
    for draft in drafts:
        for claim in draft.claims:
            beside[claim.header.id].append(claim)
    for index, draft in enumerate(drafts):
        if len(draft.claims) != 1:
            continue
        claim = draft.claims[0]
        vague = claim.figure.hedge == "vague"
        near = {home[c.id] for c in beside[claim.header.id] if c.id in home and _neighbours(claim, c)}
        if not near:
            continue
        keys = scales.keys(claim)
        scored = []
        for other in blocks.near(keys)[0]:
            if other == index or not drafts[other].claims:
                continue
            if vague and any(member.figure.hedge != "vague" for member in drafts[other].claims):
                continue
            evidence = _against(claim, drafts[other], scales, company=True)
            if evidence is None or evidence.score + COMPANY < ENOUGH:
                continue
            company = (
                home.get(c.id) in near and _neighbours(member, c)
                for member in drafts[other].claims
                for c in beside[member.header.id]
            )
            if any(company):
                scored.append((evidence.score, -other, evidence))
        scored.sort(key=lambda row: row[:2], reverse=True)
        if scored and (len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN):
            target = drafts[-scored[0][1]]
            target.claims = sorted([*target.claims, claim], key=reading_order)
            target.because |= dict.fromkeys((*scored[0][2].because, "stands beside a figure that is linked too"))
            draft.claims = []


def _neighbours(a: Claim, b: Claim) -> bool:
    """True for two claims of different measures in one sentence or the next."""
    if a.header.id != b.header.id or a.measure == b.measure:
        return False
    first, second = sorted((a.figure.sentence, b.figure.sentence))
    return second.start - first.end < 120


def reading_order(claim: Claim) -> tuple[str, str, str, int]:
    """Earlier published first, then by article and place in it: the one order in which claims are taken."""
    published = claim.header.published
    return (
        published.isoformat() if published else "9999",
        claim.header.id,
        claim.measure,
        claim.number,
    )


def _against(claim: Claim, draft: _Draft, scales: Scales, company: bool = False) -> Evidence | None:
    """The best evidence against a group's claims; None when they contradict.

    One claim that contradicts is enough, but for the tolls of one event: there many sentences speak, and a slot that
    was misread in one of them decides nothing.
    """
    best: Evidence | None = None
    held = draft.claims if len(draft.claims) <= MEMBERS else [*draft.claims[:4], *draft.claims[4 - MEMBERS :]]
    event = scales.event(claim)
    against = 0
    for other in held:  # none left: the group was merged into another
        evidence = scales.weigh(claim, other, company)
        if evidence.contradiction:
            against += 1
            if (
                event is None
                or evidence.contradiction in HARD
                or event != scales.event(other)
                or against * 4 > len(held)
            ):
                return None
        elif best is None or evidence.score > best.score:
            best = evidence
    return best


def _may_be_one(first: _Draft, second: _Draft, scales: Scales) -> bool:
    """True when no claim of one group contradicts any of the other: a claim near to both shows they are one."""
    return not any(scales.weigh(a, b).contradiction for a in first.claims[:MEMBERS] for b in second.claims[:MEMBERS])


def _merge(drafts: list[_Draft], blocks: Blocks, into: int, gone: int, scales: Scales) -> None:
    """Move the claims of one group into another; the emptied one stays behind so that no index changes."""
    for claim in drafts[gone].claims:
        blocks.move(scales.keys(claim), gone, into)
    drafts[into].claims = sorted([*drafts[into].claims, *drafts[gone].claims], key=reading_order)
    drafts[into].because |= drafts[gone].because
    drafts[gone].claims = []


def _one_value(first: _Draft, second: _Draft) -> bool:
    """True when both groups state one and the same value, so that which of them is joined makes no difference."""
    values = {claim.figure.reading.point for claim in (*first.claims, *second.claims)}
    return len(values) == 1 and None not in values


def _group(draft: _Draft) -> Group:
    first = draft.claims[0]
    label = [first.measure]
    for slot in ("who", "where", "about"):
        named = sorted(
            frozenset().union(*(getattr(c.scope, slot) or frozenset() for c in draft.claims if slot not in c.inherited))
        )
        if named:
            label.append(", ".join(named[:3]))
    if len(label) == 1:
        label.append(first.figure.counted or first.figure.surface)
    return Group(" | ".join(label), first.measure, tuple(claim.id for claim in draft.claims), tuple(draft.because))


def _unique(groups: Sequence[Group]) -> list[Group]:
    """Groups sorted by key; equal keys are told apart by a number."""
    seen: dict[str, int] = {}
    unique = []
    for group in sorted(groups, key=lambda g: (g.key, g.claims)):
        count = seen[group.key] = seen.get(group.key, 0) + 1
        key = group.key if count == 1 else f"{group.key} ({count})"
        unique.append(Group(key, group.measure, group.claims, group.because))
    return unique
