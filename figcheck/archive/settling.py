"""Checking an archive part by part: whole articles, with all that they have in common with others.

Articles that share a group or the wording of a sentence lie in one heap; the rules look at nothing else together. A
heap that is too large for one part is checked in several, each with all that touches its articles.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from figcheck.archive import tasks
from figcheck.archive.linking import LinkedArchive, batched, done, linked_of, records_of
from figcheck.archive.state import Articles
from figcheck.engine import Toolkit
from figcheck.ledger.store import Store
from figcheck.link.heaps import Heaps
from figcheck.model import Group
from figcheck.workers import Crew

PART_ARTICLES: Final = 400
LARGE: Final = 1500  # articles of a heap from which on it is checked in several parts

Groups = Sequence[tuple[Group, list[int]]]


class Together(NamedTuple):
    """Heaps of articles by their places, the groups of each, and for every article those that share a wording."""

    heaps: list[list[int]]
    groups: list[list[tuple[Group, list[int]]]]
    worded: Mapping[int, list[list[int]]]


def together(articles: Articles, groups: Groups) -> Together:
    """Which articles have to be checked together."""
    heaps = Heaps(len(articles))
    for _, places in groups:
        for place in places[1:]:
            heaps.join(places[0], place)
    worded: dict[int, list[list[int]]] = defaultdict(list)
    for places in _wordings(articles):
        for place in places:
            heaps.join(places[0], place)
            worded[place].append(places)
    found = sorted([*heaps.large(), *([place] for place in heaps.alone())])
    heap_of = {place: number for number, heap in enumerate(found) for place in heap}
    of_heaps: list[list[tuple[Group, list[int]]]] = [[] for _ in found]
    for group in groups:
        of_heaps[heap_of[group[1][0]]].append(group)
    return Together(found, of_heaps, worded)


def _wordings(articles: Articles) -> Iterator[list[int]]:
    """The articles that share the wording of a sentence, for each that two or more have."""
    keys, places = articles.wordings()
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    stops = np.append(starts[1:], len(keys))
    several = stops - starts > 1
    for start, stop in zip(starts[several].tolist(), stops[several].tolist(), strict=True):
        found = sorted(set(places[start:stop].tolist()))
        if len(found) > 1:
            yield found


def settle_heaps(
    store: Store,
    articles: Articles,
    linked: LinkedArchive,
    joined: Together,
    numbers: Sequence[int],
    rules: frozenset[str],
    crew: Crew[Toolkit],
) -> Iterator[tuple[int, list[tasks.SettledHeap]]]:
    """What the rules made of the heaps of these numbers, each with all its parts, in no order but always the same."""
    settle = partial(_settle, rules=rules)
    small = [number for number in numbers if len(joined.heaps[number]) <= LARGE]
    parts = (
        (batch, _part(store, articles, linked, joined, batch))
        for batch in batched(small, PART_ARTICLES, lambda number: len(joined.heaps[number]))
    )
    for batch, made in done(crew, settle, parts):
        for number, settled in zip(batch, made, strict=True):
            yield number, [settled]
    for number in numbers:
        if len(joined.heaps[number]) > LARGE:
            split = (
                (None, _split(store, articles, linked, joined, number, some))
                for some in batched(joined.heaps[number], PART_ARTICLES, lambda place: 1)
            )
            yield number, [settled for _, made in done(crew, settle, split) for settled in made]


def _settle(tools: Toolkit, part: tasks.Settling, *, rules: frozenset[str]) -> list[tasks.SettledHeap]:
    return tasks.settle_part(tools, rules, part)


def _part(
    store: Store, articles: Articles, linked: LinkedArchive, joined: Together, batch: Sequence[int]
) -> tasks.Settling:
    places = [place for number in batch for place in joined.heaps[number]]
    groups = [group for number in batch for group, _ in joined.groups[number]]
    at = {place: local for local, place in enumerate(sorted(places))}
    heaps = [[at[place] for place in joined.heaps[number]] for number in batch]
    return _settling(store, articles, linked, places, groups, heaps)


def _split(
    store: Store, articles: Articles, linked: LinkedArchive, joined: Together, number: int, some: Sequence[int]
) -> tasks.Settling:
    """Some articles of a large heap, with those that share a group or a wording with them."""
    asked = set(some)
    touching = [(group, places) for group, places in joined.groups[number] if not asked.isdisjoint(places)]
    near = asked.union(*[places for _, places in touching])
    near = near.union(*[places for place in some for places in joined.worded.get(place, ())])
    groups = [group for group, places in joined.groups[number] if near.issuperset(places)]
    focus = frozenset(articles.ids[place] for place in some)
    made = _settling(store, articles, linked, sorted(near), groups, [list(range(len(near)))])
    return made._replace(focus=focus)


def _settling(
    store: Store,
    articles: Articles,
    linked: LinkedArchive,
    places: Sequence[int],
    groups: list[Group],
    heaps: list[list[int]],
) -> tasks.Settling:
    listed = sorted(places)
    kept = records_of(store, articles, ("claims", "beside", "text"), listed)
    headers = store.headers([articles.numbers[place] for place in listed])
    return tasks.Settling(
        [headers[articles.numbers[place]] for place in listed],
        linked_of(store, articles, linked.events, listed),
        [claims for claims, _, _ in kept],
        [beside for _, beside, _ in kept],
        [text for _, _, text in kept],
        groups,
        heaps,
    )


def heap_digest(articles: Articles, joined: Together, number: int, salt: bytes) -> bytes:
    """What the outcome of a heap depends on: its articles as they were read, and its groups."""
    digest = hashlib.blake2b(salt, digest_size=16)
    for place in joined.heaps[number]:
        digest.update(f"{articles.ids[place]}\0".encode("utf-8", "surrogatepass"))
        digest.update(articles.seen[place])
    for group, _ in sorted(joined.groups[number], key=_by_claims):
        digest.update("\0".join((group.key, *group.claims, "", *group.because, "")).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _by_claims(row: tuple[Group, list[int]]) -> tuple[str, ...]:
    return row[0].claims
