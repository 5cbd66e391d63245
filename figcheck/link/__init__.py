"""Claims → groups about the same thing. A claim joins the one group the evidence points to, or none.

First it is told which articles speak of one event (events.py). Claims then meet only in blocks that share an anchor
(keys.py), so no pair of all claims is ever formed. Within a block what contradicts forbids a link
(contradictions.py), and the evidence is weighed slot by slot (evidence.py); what it links is grouped (grouping.py).
Figures in tables are not linked: a cell's heading alone seldom tells of which place and time it is.
Nothing depends on claims outside a claim's own blocks, and claims are taken in one fixed order, so neither the order of
articles nor unrelated ones change a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from figcheck.findings import Abstention
from figcheck.heaps import Heaps
from figcheck.lexicon import Lexicon
from figcheck.link.events import events
from figcheck.link.grouping import COMPANY, ENOUGH, TWO_CANDIDATES, beside, companions, groups_of_heap, label_of, links
from figcheck.link.keys import BLOCK, Blocks, claim_keys, toll_key
from figcheck.link.rowmaking import LinkedMeasure, rows_of
from figcheck.link.rows import Row, in_order
from figcheck.link.scales import Scales
from figcheck.link.told import Told, told_by
from figcheck.model import Claim, Group

__all__ = ["COMPANY", "ENOUGH", "Linked", "link", "scales_of"]

STAGE: Final = "link"
CROWDED: Final = f"more than {BLOCK} candidates in a block: those nearest in time looked at"
OF_THE_PAGE: Final = "a number of the page around the article"


@dataclass(frozen=True, slots=True)
class Linked:
    """Groups of two or more claims, sorted by key, and the claims that were left alone though candidates stood.

    ``scales`` are what they were weighed with.
    """

    groups: tuple[Group, ...]
    abstentions: tuple[Abstention, ...]
    scales: Scales = field(compare=False, repr=False)


def link(claims: Iterable[Claim], lexicon: Lexicon, measures: Mapping[str, LinkedMeasure]) -> Linked:
    """Groups of claims about the same thing. Only claims of mode ``stated`` are linked.

    ``measures`` says what the figures of each measure are to an article. The order of the claims does not matter. Every
    group has at least two.
    """
    told, rows = _rows(claims, lexicon, measures)
    of_the_page = [row for row in rows if row.counted in lexicon.page_counts]
    linked = [row for row in rows if row.is_linked]
    heaps = Heaps(len(linked))
    places = {row.id: at for at, row in enumerate(linked)}
    near: dict[str, list[str]] = {}
    accompanied: dict[str, list[str]] = defaultdict(list)
    of_article: dict[str, list[Row]] = defaultdict(list)
    for row in linked:
        of_article[row.article].append(row)
    blocks = Blocks()
    held: set[tuple[str, str]] = set()
    for at, row in enumerate(linked):
        keys = claim_keys(row, lexicon)
        if row.event and row.is_toll:
            keys.append(toll_key(row, row.event))
        found = links(row, [linked[other] for other in blocks.partners(at, row.published, keys)], told)
        near[row.id] = [other.id for other in found]
        for other in found:
            heaps.join(places[other.id], at)
            if other.article == row.article:
                continue
            one_side = beside(row, of_article[row.article])
            other_side = beside(other, of_article[other.article])
            for one, two in companions(one_side, other_side, held, told):
                # Both ways: of the two, either may come later.
                accompanied[one.id].append(two.id)
                accompanied[two.id].append(one.id)
                heaps.join(places[one.id], places[two.id])
    groups: list[Group] = []
    abstentions = [Abstention(row.id, STAGE, OF_THE_PAGE) for row in of_the_page]
    abstentions += [Abstention(linked[at].id, STAGE, CROWDED) for at in sorted(blocks.crowded)]
    for heap in heaps.large():
        grouped = groups_of_heap([linked[at] for at in heap], near, accompanied, told)
        abstentions += [Abstention(claim, STAGE, TWO_CANDIDATES) for claim in grouped.undecided]
        groups += [group_of(members, because) for members, because in grouped.groups]
    return Linked(tuple(told_apart(groups)), tuple(abstentions), Scales({row.id: row for row in rows}, told))


def scales_of(claims: Sequence[Claim], lexicon: Lexicon, measures: Mapping[str, LinkedMeasure]) -> Scales:
    """What weighs the claims of one run: its lexicon, measures, and the events that its articles tell of."""
    told, rows = _rows(claims, lexicon, measures)
    return Scales({row.id: row for row in rows}, told)


def _rows(
    claims: Iterable[Claim], lexicon: Lexicon, measures: Mapping[str, LinkedMeasure]
) -> tuple[dict[str, Told], list[Row]]:
    """The articles that tell of events, and the rows of claims in the order in which they are taken."""
    ordered = sorted(claims, key=_by_article)
    told = told_by(ordered, lexicon)
    home = events(told.values())
    rows: list[Row] = []
    for article, of_article in groupby(ordered, key=_article):
        made = rows_of(list(of_article), lexicon, measures)
        for row in made:
            row.event = home.get(article, "")
        rows += made
    return told, sorted(rows, key=in_order)


def _by_article(claim: Claim) -> tuple[str, int]:
    return claim.header.id, claim.number


def _article(claim: Claim) -> str:
    return claim.header.id


def group_of(rows: Sequence[Row], because: tuple[str, ...]) -> Group:
    """The group of rows in order, under its label."""
    return Group(label_of(rows), rows[0].measure, tuple(row.id for row in rows), because)


def told_apart(groups: Iterable[Group]) -> list[Group]:
    """Groups sorted by key; equal keys are told apart by a number."""
    seen: dict[str, int] = {}
    unique = []
    for group in sorted(groups, key=by_key):
        count = seen[group.key] = seen.get(group.key, 0) + 1
        key = group.key if count == 1 else f"{group.key} ({count})"
        unique.append(Group(key, group.measure, group.claims, group.because))
    return unique


def by_key(group: Group) -> tuple[str, tuple[str, ...]]:
    """What groups are sorted by."""
    return group.key, group.claims
