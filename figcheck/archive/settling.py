"""Grouping and checking the heaps of an archive: articles that have links or wordings in common.

The rules look at nothing else together. A heap that is too large for one part is grouped first, and then checked in
several parts, each with all that touches its articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from figcheck.archive import tasks
from figcheck.archive.linking import linked_of, pairs_kept
from figcheck.archive.parts import batched, done, records_of
from figcheck.archive.state import Articles, article_keys, articles_of
from figcheck.columns import distinct
from figcheck.engine import Toolkit
from figcheck.heaps import Heaps
from figcheck.ledger.store import Store
from figcheck.link.grouping import TWO_CANDIDATES
from figcheck.model import Group
from figcheck.workers import Crew

PART_ARTICLES: Final = 400
LARGE: Final = 1500  # articles of a heap from which on it is checked in several parts


class _Linked(NamedTuple):
    """Some heaps: their articles, each heap by the places of its articles, and the pairs of claims that link them."""

    articles: Articles
    heaps: list[list[int]]
    links: list[tuple[int, int]]
    company: list[tuple[int, int]]


def settle_heaps(
    store: Store, heaps: Sequence[int], rules: frozenset[str], crew: Crew[Toolkit], focus: frozenset[str] | None = None
) -> Iterator[tuple[int, list[tasks.SettledHeap]]]:
    """Each heap with what the rules of these ids made of its parts.

    With ``focus``, ids of articles, only what touches these is asked for.
    """
    sizes = store.heap_sizes(heaps)
    small = [number for number in heaps if sizes[number] <= LARGE]
    settle = partial(_group_and_settle, rules=rules)
    parts = ((batch, _part(store, batch, focus)) for batch in batched(small, PART_ARTICLES, sizes.__getitem__))
    for batch, made in done(crew, settle, parts):
        for number, settled in zip(batch, made, strict=True):
            yield number, [settled]
    for number in heaps:
        if sizes[number] > LARGE:
            yield number, _settle_large(store, number, rules, crew, focus)


def _group_and_settle(
    tools: Toolkit, part: tuple[tasks.ClaimHeaps, tasks.Settling], *, rules: frozenset[str]
) -> list[tasks.SettledHeap]:
    return tasks.group_and_settle(tools, rules, *part)


def _settle(tools: Toolkit, part: tasks.Settling, *, rules: frozenset[str]) -> list[tasks.SettledHeap]:
    return tasks.settle_part(tools, rules, part)


def _read(store: Store, numbers: Sequence[int]) -> _Linked:
    kept = store.heaps(numbers)
    members = {number: np.frombuffer(kept[number][0], np.int64) for number in numbers}
    articles = articles_of(store, np.concatenate(list(members.values())).tolist())
    heaps = [sorted(articles.places_of(members[number]).tolist()) for number in numbers]
    pairs = [
        np.concatenate([pairs_kept(kept[number][column]) for number in numbers]).astype(np.uint64) for column in (1, 2)
    ]
    links, company = (
        list(zip(articles.claims_of(some[:, 0]).tolist(), articles.claims_of(some[:, 1]).tolist(), strict=True))
        for some in pairs
    )
    return _Linked(articles, heaps, links, company)


def _part(
    store: Store, numbers: Sequence[int], focus: frozenset[str] | None
) -> tuple[tasks.ClaimHeaps, tasks.Settling]:
    linked = _read(store, numbers)
    settling = _settling(store, linked.articles.numbers, [], linked.heaps, focus, focus)
    return _claim_heaps(linked, _connected(linked), settling.articles), settling


def _connected(linked: _Linked) -> list[list[int]]:
    """The heaps of claims."""
    heaps = Heaps(int(linked.articles.base[-1]))
    for one, other in (*linked.links, *linked.company):
        heaps.join(one, other)
    return heaps.large()


def _claim_heaps(linked: _Linked, heaps: Sequence[list[int]], held: tasks.Articles) -> tasks.ClaimHeaps:
    """Heaps of claims, with the pairs that link them; ``held`` are all articles, in their order."""
    heap_of = {claim: number for number, heap in enumerate(heaps) for claim in heap}
    inside = {claim: place for heap in heaps for place, claim in enumerate(heap)}
    near: list[list[tuple[int, int]]] = [[] for _ in heaps]
    company: list[list[tuple[int, int]]] = [[] for _ in heaps]
    for pairs, of_heap in ((linked.links, near), (linked.company, company)):
        for one, other in pairs:
            if one in heap_of:
                of_heap[heap_of[one]].append((inside[one], inside[other]))
    base = linked.articles.base
    named = [
        list(zip(places.tolist(), (np.array(heap) - base[places]).tolist(), strict=True))
        for heap, places in ((heap, linked.articles.article_of(np.array(heap))) for heap in heaps)
    ]
    return tasks.ClaimHeaps(held, named, near, company)


def _settling(
    store: Store,
    numbers: Sequence[int],
    groups: list[Group],
    heaps: list[list[int]],
    focus: frozenset[str] | None,
    whole_of: frozenset[str] | None,
) -> tasks.Settling:
    kept = records_of(store, ("claims", "beside", "text"), numbers)
    headers = store.headers(numbers)
    event = {no: placed.event for no, placed in store.places(numbers).items()}
    return tasks.Settling(
        [headers[no] for no in numbers],
        linked_of(store, numbers, event),
        [claims for claims, _, _ in kept],
        [beside for _, beside, _ in kept],
        [text for _, _, text in kept],
        groups,
        heaps,
        focus,
        whole_of,
    )


# --- large heaps -----------------------------------------------------------------------------------------------------


def _settle_large(
    store: Store, number: int, rules: frozenset[str], crew: Crew[Toolkit], focus: frozenset[str] | None
) -> list[tasks.SettledHeap]:
    linked = _read(store, [number])
    articles = linked.articles
    groups: list[tuple[Group, list[int]]] = []
    undecided = 0
    for places, made in done(crew, tasks.group_heaps, _grouping(store, linked)):
        undecided += len(made.undecided)
        groups += [(it.group, sorted({places[article] for article, _ in it.members})) for it in made.groups]
    worded = _worded(store, articles)
    asked = [place for place in linked.heaps[0] if focus is None or articles.ids[place] in focus]

    def parts() -> Iterator[tuple[None, tasks.Settling]]:
        for some in batched(asked, LARGE, lambda place: 1):  # with fewer, what touches them would be as many again
            touching = [places for _, places in groups if not set(some).isdisjoint(places)]
            near = set(some).union(*touching, *(places for place in some for places in worded.get(place, ())))
            within = [group for group, places in groups if near.issuperset(places)]
            listed = sorted(near)
            names = frozenset(articles.ids[place] for place in some)
            numbers = [articles.numbers[place] for place in listed]
            yield None, _settling(store, numbers, within, [list(range(len(listed)))], names, focus)

    settled = [it for _, made in done(crew, partial(_settle, rules=rules), parts()) for it in made]
    grouped = sum(len(group.claims) for group, _ in groups)
    counts = tasks.SettledHeap(0, 0, {TWO_CANDIDATES: undecided} if undecided else {}, grouped, b"")
    return [counts, *settled]


def _grouping(store: Store, linked: _Linked) -> Iterator[tuple[list[int], tasks.ClaimHeaps]]:
    articles = linked.articles
    event = {no: placed.event for no, placed in store.places(articles.numbers).items()}
    for some in batched(_connected(linked), PART_ARTICLES, len):
        places = distinct(articles.article_of(np.concatenate([np.array(heap) for heap in some]))).tolist()
        chosen = Articles(store.ordered([articles.numbers[place] for place in places]))
        claims = {claim for heap in some for claim in heap}
        moved = _Moved(articles, chosen)
        within = _Linked(
            chosen,
            [],
            [(moved(one), moved(other)) for one, other in linked.links if one in claims],
            [(moved(one), moved(other)) for one, other in linked.company if one in claims],
        )
        held = linked_of(store, chosen.numbers, event)
        yield places, _claim_heaps(within, [[moved(claim) for claim in heap] for heap in some], held)


class _Moved:
    """The number of a claim among other articles."""

    def __init__(self, before: Articles, after: Articles) -> None:
        self._before = before
        self._after = after
        self._place = {no: place for place, no in enumerate(after.numbers)}

    def __call__(self, claim: int) -> int:
        place = int(np.searchsorted(self._before.base, claim, side="right")) - 1
        inside = claim - int(self._before.base[place])
        return int(self._after.base[self._place[self._before.numbers[place]]]) + inside


def _worded(store: Store, articles: Articles) -> Mapping[int, list[list[int]]]:
    """For each article those that share the wording of a sentence with it."""
    keys, numbers = article_keys(list(store.entries(articles.numbers)), "wordings")
    places = articles.places_of(numbers)
    of_wording: dict[int, list[int]] = defaultdict(list)
    for key, place in zip(keys.tolist(), places.tolist(), strict=True):
        of_wording[key].append(place)
    worded: dict[int, list[list[int]]] = defaultdict(list)
    for shared in of_wording.values():
        for place in shared if len(shared) > 1 else ():
            worded[place].append(shared)
    return worded
