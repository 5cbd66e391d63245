"""Which articles tell of one event.

First come the pairs that are alike, among those that share a block. What they connect is one heap; articles of two
heaps are never of one event. In a heap articles are taken in one order, and each joins the event that it fits best. So
neither the order in which articles come nor articles of other heaps change an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from figcheck.heaps import Heaps
from figcheck.link.keys import Blocks, story_keys
from figcheck.link.stories import ENOUGH, alike
from figcheck.link.told import Told, in_order

FIT: Final = -2.5  # least mean evidence against all articles of an event
SURE: Final = 4.0  # evidence that a weaker fit, or a second event as near, does not undo
LOOSE_FIT: Final = -3.0
MARGIN: Final = 1.0  # two events nearer to each other than this: none, unless one is sure
MEMBERS: Final = 12  # articles of an event that a new one is held against: the latest, and the first


def events(told: Iterable[Told]) -> dict[str, str]:
    """Article id → the event it tells of, named by the first of its articles."""
    ordered = sorted(told, key=in_order)
    heaps = Heaps(len(ordered))
    near: dict[int, list[int]] = {}
    blocks = Blocks()
    for at, article in enumerate(ordered):
        for other in blocks.partners(at, article.published, story_keys(article)):
            if alike(ordered[other], article) >= ENOUGH:
                near.setdefault(at, []).append(other)
                heaps.join(other, at)
    home = {article.article: article.article for article in ordered}
    for heap in heaps.large():
        home |= events_of_heap([ordered[at] for at in heap], _within(heap, near))
    return home


def _within(heap: Sequence[int], near: Mapping[int, Sequence[int]]) -> list[Sequence[int]]:
    """The pairs of one heap, by places in it: each member's earlier ones."""
    place = {at: number for number, at in enumerate(heap)}
    return [[place[other] for other in near.get(at, ())] for at in heap]


def events_of_heap(heap: Sequence[Told], near: Sequence[Sequence[int]]) -> dict[str, str]:
    """Article id → its event, for articles of one heap in order. ``near`` are, for each, the earlier ones that are
    alike, by their places in the heap."""
    members: list[list[Told]] = []
    home: list[int] = []
    for at, article in enumerate(heap):
        scored = sorted(
            (
                (score, -index)
                for index in {home[other] for other in near[at]}
                if (score := _fit(article, members[index])) >= ENOUGH
            ),
            reverse=True,
        )
        if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
            near_to, other = -scored[0][1], -scored[1][1]
            fit = _mean(members[near_to], members[other])
            if fit >= FIT or (scored[1][0] >= SURE and fit >= LOOSE_FIT):
                members[near_to] = sorted([*members[near_to], *members[other]], key=in_order)
                members[other] = []
                home = [near_to if index == other else index for index in home]
            elif scored[0][0] < SURE:
                scored = []
        if scored:
            index = -scored[0][1]
        else:
            index = len(members)
            members.append([])
        members[index].append(article)
        home.append(index)
    return {article.article: members[home[at]][0].article for at, article in enumerate(heap)}


def _fit(article: Told, members: Sequence[Told]) -> float:
    """The best evidence against the articles of an event; minus infinity when it fits them badly as a whole."""
    held = members if len(members) <= MEMBERS else [*members[:2], *members[2 - MEMBERS :]]
    if not held:
        return float("-inf")
    best, total = float("-inf"), 0.0
    for other in held:
        score = alike(article, other)
        total += score
        best = max(best, score)
    return best if total / len(held) >= (LOOSE_FIT if best >= SURE else FIT) else float("-inf")


def _mean(first: Sequence[Told], second: Sequence[Told]) -> float:
    scores = [alike(a, b) for a in first[:MEMBERS] for b in second[:MEMBERS]]
    return sum(scores) / len(scores) if scores else float("-inf")
