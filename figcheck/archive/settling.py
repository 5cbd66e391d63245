"""Grouping and checking the heaps of an archive: articles that have links or wordings in common.

The rules look at nothing else together. A heap that is too large for one part is cut into units (``units``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

import numpy as np

from figcheck.archive import tasks
from figcheck.archive.linking import heaps_kept, linked_of
from figcheck.archive.parts import batched, done, records_of
from figcheck.archive.state import Articles
from figcheck.archive.units import settle_large
from figcheck.engine import Toolkit
from figcheck.heaps import Heaps
from figcheck.ledger.store import Store
from figcheck.workers import Crew

PART_ARTICLES: Final = 400
TOGETHER: Final = 10_000  # articles of large heaps that are checked in one go
LARGE: Final = 30  # articles of a heap from which on it is checked in units, of which those that stay are remembered
LARGE_ONCE: Final = 1000  # where nothing is remembered: units are more work than the whole


class _Linked(NamedTuple):
    """Some heaps: their articles, each heap by the places of its articles, and the pairs of claims that link them."""

    articles: Articles
    heaps: list[list[int]]
    links: list[tuple[int, int]]
    company: list[tuple[int, int]]


def settle_heaps(
    store: Store,
    heaps: Sequence[int],
    rules: frozenset[str],
    crew: Crew[Toolkit],
    focus: frozenset[str] | None = None,
    *,
    remembering: bool = False,
) -> Iterator[tuple[int, list[tasks.SettledHeap]]]:
    """Each heap with what the rules of these ids made of its parts.

    With ``focus``, ids of articles, only what touches these is asked for. ``remembering``: the store will be checked
    again.
    """
    sizes = store.heap_sizes(heaps)
    most = LARGE if remembering or focus is not None else LARGE_ONCE
    small = [number for number in heaps if sizes[number] <= most]
    settle = partial(_group_and_settle, rules=rules)
    parts = ((batch, _part(store, batch, focus)) for batch in batched(small, PART_ARTICLES, sizes.__getitem__))
    for batch, made in done(crew, settle, parts):
        for number, settled in zip(batch, made, strict=True):
            yield number, [settled]
    large = [number for number in heaps if sizes[number] > most]
    for some in batched(large, TOGETHER, sizes.__getitem__):
        yield from settle_large(store, some, rules, crew, focus, remembering).items()


def _group_and_settle(
    tools: Toolkit, part: tuple[tasks.ClaimHeaps, tasks.Settling], *, rules: frozenset[str]
) -> list[tasks.SettledHeap]:
    return tasks.group_and_settle(tools, rules, *part)


def _read(store: Store, numbers: Sequence[int]) -> _Linked:
    members, articles, *pairs = heaps_kept(store, numbers)
    heaps = [sorted(articles.places_of(of_heap).tolist()) for of_heap in members]
    links, company = (
        list(zip(*(articles.claims_of(some[:, end].astype(np.uint64)).tolist() for end in (0, 1)), strict=True))
        for some in pairs
    )
    return _Linked(articles, heaps, links, company)


def _part(
    store: Store, numbers: Sequence[int], focus: frozenset[str] | None
) -> tuple[tasks.ClaimHeaps, tasks.Settling]:
    linked = _read(store, numbers)
    settling = _settling(store, linked.articles.numbers, linked.heaps, focus)
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
    store: Store, numbers: Sequence[int], heaps: list[list[int]], focus: frozenset[str] | None
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
        heaps,
        focus,
    )
