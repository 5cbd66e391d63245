"""Linking an archive part by part: events first, then pairs of claims, then groups.

The columns are looked at here; what needs a record is sent to the crew, a part at a time. The result is that of
``link.link`` on all claims at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

import numpy as np

from figcheck.archive import tasks
from figcheck.archive.blocks import Near, Places, event_keys, near
from figcheck.archive.state import Articles
from figcheck.engine import Toolkit
from figcheck.ledger.store import Store
from figcheck.link import CROWDED
from figcheck.link.grouping import TWO_CANDIDATES
from figcheck.link.heaps import Heaps
from figcheck.model import Group
from figcheck.workers import Crew, Failed, Lost
from figcheck.workers.crew import MOST_WEIGHT

PART_PAIRS: Final = 100_000
PART_ARTICLES: Final = 1500
Aside = TypeVar("Aside")
Item = TypeVar("Item")
Result = TypeVar("Result")
Claims = list[tuple[int, int]]


class StageFailed(RuntimeError):
    """A part of linking or checking could not be done: a bug, or a process that was ended again and again."""


class LinkedArchive(NamedTuple):
    """Groups, each with the places of the articles of its claims, how many claims were left alone and why, and the
    events: the place of an article → that of the first article of its event."""

    groups: list[tuple[Group, list[int]]]
    abstained: dict[str, int]
    events: dict[int, int]


def done(
    crew: Crew[Toolkit], task: Callable[[Toolkit, Item], Result], parts: Iterable[tuple[Aside, Item]]
) -> Iterator[tuple[Aside, Result]]:
    """The result of each part, with what is put aside for it here.

    Raises StageFailed when one could not be done: nothing may be missing in silence.
    """
    waiting: deque[Aside] = deque()

    def items() -> Iterator[Item]:
        for aside, item in parts:
            waiting.append(aside)
            yield item

    for _, outcome in crew.map(task, items(), weigh=_heavy):
        if isinstance(outcome, Failed):
            raise StageFailed(f"{outcome.reason}\n{outcome.detail}")
        if isinstance(outcome, Lost):
            raise StageFailed(f"{outcome.reason}; {outcome.advice}")
        yield waiting.popleft(), outcome


def _heavy(item: object) -> int:
    return MOST_WEIGHT  # a part is a batch by itself


def link_archive(
    store: Store, articles: Articles, crew: Crew[Toolkit], on_share: Callable[[float], None] = lambda share: None
) -> LinkedArchive:
    """The groups of all articles. ``on_share`` is told which share was done now."""
    events = find_events(store, articles, crew)
    pairs = _pairs(articles, events)
    links: Claims = []
    company: Claims = []
    heaps = Heaps(int(articles.base[-1]))
    for linked, accompanied in _weighed(store, articles, events, crew, pairs):
        for later, earlier in (*linked, *accompanied):
            heaps.join(later, earlier)
        links += linked
        company += accompanied
    abstained = Counter({CROWDED: len(pairs.crowded)})
    groups: list[tuple[Group, list[int]]] = []
    parts = _claim_heaps(store, articles, events, heaps.large(), links, company)
    for places, made in done(crew, tasks.group_heaps, parts):
        abstained[TWO_CANDIDATES] += len(made.undecided)
        groups += [(it.group, sorted({places[article] for article, _ in it.members})) for it in made.groups]
    return LinkedArchive(groups, dict(+abstained), events)


# --- events ------------------------------------------------------------------------------------------------------


def find_events(store: Store, articles: Articles, crew: Crew[Toolkit]) -> dict[int, int]:
    """Place of an article that tells of an event → that of the first article of this event."""
    keys, members = articles.story_keys()
    pairs = near(keys, members, articles.days)
    alike: dict[int, list[int]] = defaultdict(list)
    heaps = Heaps(len(articles))
    parts = (_stories(store, articles, pairs.later[part], pairs.earlier[part]) for part in _by_later(pairs.later))
    for places, found in done(crew, tasks.alike_pairs, parts):
        for later, earlier in found:
            alike[places[later]].append(places[earlier])
            heaps.join(places[later], places[earlier])
    home = {place: place for place in np.unique(members).tolist()}
    batches = batched(heaps.large(), PART_ARTICLES, len)
    for batch, firsts in done(
        crew, tasks.events_in, (_story_heaps(store, articles, batch, alike) for batch in batches)
    ):
        for heap, first in zip(batch, firsts, strict=True):
            home.update({place: heap[at] for place, at in zip(heap, first, strict=True)})
    return home


def _stories(store: Store, articles: Articles, later: Places, earlier: Places) -> tuple[list[int], tasks.Stories]:
    places = np.unique(np.concatenate((later, earlier)))
    pairs = list(zip(np.searchsorted(places, later).tolist(), np.searchsorted(places, earlier).tolist(), strict=True))
    listed = places.tolist()
    kept = records_of(store, articles, ("told",), listed)
    return listed, tasks.Stories([told for (told,) in kept], pairs)


def _story_heaps(
    store: Store, articles: Articles, heaps: list[list[int]], alike: Mapping[int, list[int]]
) -> tuple[list[list[int]], list[tasks.Heap]]:
    kept = iter(records_of(store, articles, ("told",), [place for heap in heaps for place in heap]))
    made = []
    for heap in heaps:
        at = {place: number for number, place in enumerate(heap)}
        made.append(tasks.Heap([next(kept)[0] for _ in heap], [[at[it] for it in alike.get(one, ())] for one in heap]))
    return heaps, made


# --- pairs of claims -----------------------------------------------------------------------------------------------


def _pairs(articles: Articles, events: Mapping[int, int]) -> Near:
    """The pairs of claims that share a block, those of tolls of one event among them."""
    keys, members = articles.claim_keys()
    tolls, of_tolls = articles.toll_keys()
    home = np.arange(len(articles), dtype=np.int64)
    if events:
        home[list(events)] = list(events.values())
    by_event = event_keys(tolls, home[articles.article_of(of_tolls)])
    days = np.repeat(articles.days, np.diff(articles.base))
    return near(np.concatenate((keys, by_event)), np.concatenate((members, of_tolls)), days)


def _weighed(
    store: Store, articles: Articles, events: Mapping[int, int], crew: Crew[Toolkit], pairs: Near
) -> Iterator[tuple[Claims, Claims]]:
    """The pairs of claims that are linked, and those that company links, a part at a time; the later first."""
    later, earlier = articles.article_of(pairs.later), articles.article_of(pairs.earlier)
    rows = pairs.later - articles.base[later], pairs.earlier - articles.base[earlier]

    def candidates(part: slice) -> tuple[list[int], tasks.Candidates]:
        places = np.unique(np.concatenate((later[part], earlier[part])))
        one = zip(np.searchsorted(places, later[part]).tolist(), rows[0][part].tolist(), strict=True)
        other = zip(np.searchsorted(places, earlier[part]).tolist(), rows[1][part].tolist(), strict=True)
        listed = places.tolist()
        return listed, tasks.Candidates(linked_of(store, articles, events, listed), list(zip(one, other, strict=True)))

    for places, made in done(crew, tasks.weigh_pairs, (candidates(part) for part in _by_later(later))):
        first = articles.base[places].tolist()
        yield _numbered(made.links, first), _numbered(made.company, first)


def _numbered(pairs: Iterable[tuple[tasks.Claims, tasks.Claims]], first: Sequence[int]) -> Claims:
    """Pairs of claims by their numbers, for the first of each article of a part."""
    return [(first[a] + at, first[b] + other) for (a, at), (b, other) in pairs]


def _by_later(later: Places) -> Iterator[slice]:
    """Parts of pairs that are sorted by the article that comes later; those of one article stay together."""
    start = 0
    while start < len(later):
        stop = min(start + PART_PAIRS, len(later))
        most = int(np.searchsorted(later, later[start] + PART_ARTICLES))
        stop = min(stop, most)
        if stop < len(later):
            whole = int(np.searchsorted(later, later[stop]))
            stop = whole if whole > start else int(np.searchsorted(later, later[stop], side="right"))
        yield slice(start, stop)
        start = stop


# --- groups ----------------------------------------------------------------------------------------------------------


def _claim_heaps(
    store: Store,
    articles: Articles,
    events: Mapping[int, int],
    heaps: Sequence[list[int]],
    links: Claims,
    company: Claims,
) -> Iterator[tuple[list[int], tasks.ClaimHeaps]]:
    """The heaps of claims in parts, with what links them."""
    heap_of: dict[int, int] = {claim: number for number, heap in enumerate(heaps) for claim in heap}
    near_of: list[Claims] = [[] for _ in heaps]
    company_of: list[Claims] = [[] for _ in heaps]
    for pairs, of_heap in ((links, near_of), (company, company_of)):
        for later, earlier in pairs:
            of_heap[heap_of[later]].append((later, earlier))
    for batch in batched(range(len(heaps)), PART_ARTICLES, lambda number: len(heaps[number])):
        claims = np.array([claim for number in batch for claim in heaps[number]], dtype=np.int64)
        of_claims = articles.article_of(claims)
        places = np.unique(of_claims)
        at = dict(
            zip(
                claims.tolist(),
                zip(
                    np.searchsorted(places, of_claims).tolist(),
                    (claims - articles.base[of_claims]).tolist(),
                    strict=True,
                ),
                strict=True,
            )
        )
        listed = places.tolist()
        yield (
            listed,
            tasks.ClaimHeaps(
                linked_of(store, articles, events, listed),
                [[at[claim] for claim in heaps[number]] for number in batch],
                [_within(heaps[number], near_of[number]) for number in batch],
                [_within(heaps[number], company_of[number]) for number in batch],
            ),
        )


def _within(heap: Sequence[int], pairs: Claims) -> Claims:
    """Pairs by the places of their claims in a heap."""
    at = {claim: number for number, claim in enumerate(heap)}
    return [(at[one], at[other]) for one, other in pairs]


# --- what is kept ------------------------------------------------------------------------------------------------


def linked_of(store: Store, articles: Articles, events: Mapping[int, int], places: Sequence[int]) -> tasks.Articles:
    """What linking reads of the articles at some places."""
    kept = records_of(store, articles, ("rows", "told"), places)
    return tasks.Articles(
        [rows for rows, _ in kept],
        [told for _, told in kept],
        [articles.ids[events[place]] if place in events else "" for place in places],
    )


def records_of(
    store: Store, articles: Articles, columns: Sequence[str], places: Sequence[int]
) -> list[tuple[bytes, ...]]:
    """What is kept of the articles at some places, in their order."""
    numbers = [articles.numbers[place] for place in places]
    kept = store.records(columns, numbers)
    return [kept[no] for no in numbers]


def batched(items: Iterable[Item], most: int, size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Items in lists that are no larger together than the most, or of one item."""
    batch: list[Item] = []
    together = 0
    for item in items:
        if batch and together + size(item) > most:
            yield batch
            batch, together = [], 0
        batch.append(item)
        together += size(item)
    if batch:
        yield batch
