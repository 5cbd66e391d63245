"""Which articles of an archive tell of one event, brought up to date when articles come and go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from figcheck.archive import tasks
from figcheck.archive.pairs import Change, changed_pairs
from figcheck.archive.parts import batched, by_later, done, records_of
from figcheck.archive.state import Articles, article_keys, articles_of
from figcheck.archive.threads import threads_beside
from figcheck.columns import Column, among, distinct
from figcheck.engine import Toolkit
from figcheck.heaps import Heaps
from figcheck.ledger.blockindex import STORIES, Index
from figcheck.ledger.store import Store
from figcheck.ledger.tables import Placed
from figcheck.workers import Crew

PART_ARTICLES = 1500


class Events(NamedTuple):
    """What became of stories: of each article concerned the number of its event, and its heap of stories."""

    event: dict[int, int]
    story: dict[int, int]


def update_events(
    store: Store,
    crew: Crew[Toolkit],
    added: Sequence[int],
    gone: Sequence[int],
    placed: Mapping[int, Placed],
    lasting: bool,
) -> Events:
    """Link the stories of articles that are added, and unlink those of articles that are gone.

    ``placed`` tells where the latter were. With ``lasting`` the block index is kept up as well.
    """
    keys, members = article_keys(store, added, "story_keys")
    old_keys, old_members = article_keys(store, gone, "story_keys")
    if not len(keys) and not len(old_keys):
        return Events({}, {})
    index = Index(store, STORIES, 0)
    before = index.find(np.concatenate((keys, old_keys))) if lasting else (keys[:0], members[:0])
    numbers = distinct(np.concatenate((before[1], members))).astype(np.int64)
    articles = articles_of(store, numbers.tolist())
    is_dirty = np.zeros(len(articles), bool)
    is_dirty[articles.places_of(distinct(members))] = True
    change = _change(articles, before, (keys, members), old_members, is_dirty, threads_beside(crew))
    alike = _alike(store, articles, crew, change)
    of_place = articles.numbers
    lost = {(of_place[later], of_place[earlier]) for later, earlier in change.lost}
    heaps = {placed[no].story for no in gone if no in placed}
    ends = {no for pair in (*alike, *lost) for no in pair}
    known = store.places(sorted(ends))
    heaps |= {known[no].story for no in ends if no in known}
    stored = store.stories(sorted(heaps))
    without = set(gone)
    stories = set(distinct(members).tolist()) | (ends - without)
    pairs = set(alike)
    for held, of_heap in stored.values():
        stories.update(set(np.frombuffer(held, np.int64).tolist()) - without)
        for later, earlier in np.frombuffer(of_heap, np.int64).reshape(-1, 2).tolist():
            if later not in without and earlier not in without and (later, earlier) not in lost:
                pairs.add((later, earlier))
    found = _events(store, crew, sorted(stories), pairs, heaps)
    if lasting and (len(gone) or not store.is_trying):
        index.change(keys, members, gone)
    return found


def _change(
    articles: Articles,
    before: tuple[Column, Column],
    added: tuple[Column, Column],
    gone: Column,
    is_dirty: Column,
    threads: int,
) -> Change:
    old = before[0], articles.places_of(before[1])
    stays = ~among(before[1], distinct(gone))
    new_keys = np.concatenate((before[0][stays], added[0]))
    new = np.concatenate((old[1][stays], articles.places_of(added[1])))
    return changed_pairs(old, (new_keys, new), articles.days, is_dirty, threads)


def _alike(store: Store, articles: Articles, crew: Crew[Toolkit], change: Change) -> list[tuple[int, int]]:
    """The new pairs that are alike, by the numbers of their articles."""

    def part(some: slice) -> tuple[list[int], tasks.Stories]:
        later, earlier = change.new.ends(some)
        places = distinct(np.concatenate((later, earlier)))
        pairs = zip(np.searchsorted(places, later).tolist(), np.searchsorted(places, earlier).tolist(), strict=True)
        numbers = [articles.numbers[place] for place in places.tolist()]
        return numbers, tasks.Stories([told for (told,) in records_of(store, ("told",), numbers)], list(pairs))

    found: list[tuple[int, int]] = []
    for numbers, alike in done(crew, tasks.alike_pairs, map(part, by_later(change.new, np.arange(len(articles) + 1)))):
        found += [(numbers[later], numbers[earlier]) for later, earlier in alike]
    return found


def _events(
    store: Store, crew: Crew[Toolkit], stories: Sequence[int], pairs: set[tuple[int, int]], gone: set[int]
) -> Events:
    """The events of stories that pairs connect; heaps of more than one are written in the place of those that were."""
    articles = articles_of(store, stories)
    at = {no: place for place, no in enumerate(articles.numbers)}
    heaps = Heaps(len(articles))
    near: dict[int, list[int]] = defaultdict(list)
    of_heap: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for later, earlier in pairs:
        heaps.join(at[later], at[earlier])
        near[at[later]].append(at[earlier])
    for later, earlier in pairs:
        of_heap[heaps.root(at[later])].append((later, earlier))
    first_of = {no: no for no in articles.numbers}
    story = dict(first_of)
    large = heaps.large()

    def parts() -> Iterator[tuple[list[list[int]], list[tasks.Heap]]]:
        for batch in batched(large, PART_ARTICLES, len):
            told = iter(records_of(store, ("told",), [articles.numbers[place] for heap in batch for place in heap]))
            made = []
            for heap in batch:
                inside = {place: number for number, place in enumerate(heap)}
                earlier = [[inside[other] for other in near.get(place, ())] for place in heap]
                made.append(tasks.Heap([next(told)[0] for _ in heap], earlier))
            yield batch, made

    rows: list[tuple[int, bytes, bytes]] = []
    for batch, firsts in done(crew, tasks.events_in, parts()):
        for heap, first in zip(batch, firsts, strict=True):
            numbers = [articles.numbers[place] for place in heap]
            name = min(numbers)
            first_of.update({no: numbers[one] for no, one in zip(numbers, first, strict=True)})
            story.update(dict.fromkeys(numbers, name))
            linked = np.array(sorted(of_heap[heap[0]]), dtype=np.int64)
            rows.append((name, np.array(numbers, dtype=np.int64).tobytes(), linked.tobytes()))
    store.put_stories(sorted(gone), rows)
    before = {no: placed.event for no, placed in store.places(stories).items() if placed.event}
    return Events(_numbered(first_of, before, store.last_event() + 1), story)


def _numbered(first_of: Mapping[int, int], before: Mapping[int, int], unused: int) -> dict[int, int]:
    """The number of the event of each article, by the first article of the event.

    An event keeps the number that most of its articles had before, if most of those went there: what stays together
    need not be linked anew. Others take numbers from ``unused`` on.
    """
    shared = Counter((number, first_of[no]) for no, number in before.items())
    number_of: dict[int, int] = {}
    taken: set[int] = set()
    for (number, first), _ in sorted(shared.items(), key=lambda it: (-it[1], it[0])):
        if number not in taken and first not in number_of:
            number_of[first] = number
            taken.add(number)
    for first in first_of.values():
        if first not in number_of:
            number_of[first] = unused
            unused += 1
    return {no: number_of[first] for no, first in first_of.items()}
