"""A heap that is too large to be checked at once, in units: articles, each by itself, and claims that links or the
wording of a sentence connect.

Through one article or another nearly all of a large archive may lie in one heap of articles; its claims do not, since
most links are of one event. So no work is as large as the heap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive import tasks, unittasks
from figcheck.archive.linking import linked_of, pairs_kept
from figcheck.archive.parts import batched, done, records_of
from figcheck.archive.state import ROW_BITS, Articles, articles_of, wording_keys
from figcheck.columns import distinct, distinct_pairs
from figcheck.engine import Toolkit
from figcheck.heaps import Heaps
from figcheck.ledger.store import Store
from figcheck.link.grouping import TWO_CANDIDATES
from figcheck.model import Group
from figcheck.workers import Crew

Names: TypeAlias = NDArray[np.int64]
"""Claims by their names in the store; two in a row for pairs."""

PART: Final = 400  # articles, or claims, in one task
_ROW: Final = (1 << ROW_BITS) - 1


class _Heap(NamedTuple):
    """Claims that links connect, by their names in the order of linking, with the pairs that link them and those that
    their company links, the later first."""

    names: Names
    links: Names
    company: Names


class _Grouped(NamedTuple):
    """A group, and the names of its claims, both in reading order."""

    group: Group
    names: list[int]


class _Alone(NamedTuple):
    """What ``settle_lone`` said of articles that matters to the claims they share with others, by article."""

    marked: dict[str, unittasks.Marked]
    named: dict[str, list[str]]


def settle_large(
    store: Store, number: int, rules: frozenset[str], crew: Crew[Toolkit], focus: frozenset[str] | None
) -> list[tasks.SettledHeap]:
    """What the rules of these ids made of a heap; with ``focus``, ids of articles, only of what touches these."""
    kept, *kept_pairs = store.heaps([number])[number]
    articles = articles_of(store, np.frombuffer(kept, np.int64).tolist())
    links, company = map(pairs_kept, kept_pairs)
    worded, copied = _worded(store, articles)
    units = _split(*_connected(np.concatenate((links, company, worded))))
    asked = [place for place, id in enumerate(articles.ids) if focus is None or id in focus]
    if focus is not None:
        wanted = np.array([articles.numbers[place] for place in asked], dtype=np.int64)
        units = [unit for unit in units if np.isin(unit >> ROW_BITS, wanted).any()]
        inside = np.concatenate([*units, np.empty(0, np.int64)])
        links, company = links[np.isin(links[:, 0], inside)], company[np.isin(company[:, 0], inside)]
    groups, undecided = _groups(store, crew, articles, _heaps(articles, links, company))
    counts = tasks.SettledHeap(0, 0, {TWO_CANDIDATES: undecided} if undecided else {}, _claims_in(groups), b"")
    settled = [counts]
    marked: dict[str, unittasks.Marked] = {}
    named: dict[str, list[str]] = {}
    for _, lone in done(crew, partial(_settle_lone, rules=rules), _lone(store, articles, asked, groups)):
        settled.append(lone.settled)
        marked |= lone.marked
        named |= lone.named
    alone = _Alone(marked, named)
    parts = _units(store, articles, _ordered(articles, units), copied, groups, alone, focus)
    settled += [made for _, made in done(crew, partial(_settle_units, rules=rules), parts)]
    return settled


def _settle_lone(tools: Toolkit, part: unittasks.Lone, *, rules: frozenset[str]) -> unittasks.LoneSettled:
    return unittasks.settle_lone(tools, rules, part)


def _settle_units(tools: Toolkit, part: unittasks.Units, *, rules: frozenset[str]) -> tasks.SettledHeap:
    return unittasks.settle_units(tools, rules, part)


def _claims_in(groups: Sequence[_Grouped]) -> int:
    return sum([len(it.names) for it in groups])


# --- what is connected -----------------------------------------------------------------------------------------------


def _connected(pairs: Names) -> tuple[Names, Names]:
    """The names in pairs, each once and sorted, and for each a number that those it is connected with have as well."""
    known = distinct(pairs)
    heaps = Heaps(len(known))
    places = np.searchsorted(known, distinct_pairs(pairs)) if len(pairs) else pairs
    for one, other in places.tolist():
        heaps.join(one, other)
    return known, np.array([heaps.root(place) for place in range(len(known))], dtype=np.int64)


def _split(values: Names, roots: Names) -> list[Names]:
    """Values apart by their numbers, in the order of these."""
    if not len(values):
        return []
    order = np.argsort(roots, kind="stable")
    return np.split(values[order], np.flatnonzero(np.diff(roots[order])) + 1)


def _worded(store: Store, articles: Articles) -> tuple[Names, Names]:
    """Pairs of claims that connect all claims in sentences of one wording, where several articles have it; and these
    claims, sorted."""
    keys, names = wording_keys(list(store.entries(articles.numbers)))
    order = np.lexsort((names, keys))
    keys, claims = keys[order], names[order].astype(np.int64)
    is_alike = keys[1:] == keys[:-1]
    starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(~is_alike) + 1))[: len(keys)]
    run = np.cumsum(np.concatenate((np.zeros(1, np.int64), ~is_alike)))[: len(keys)]
    ends = np.concatenate((starts[1:] - 1, np.array([len(keys) - 1])))[: len(starts)]
    is_shared = (claims[starts] >> ROW_BITS) != (claims[ends] >> ROW_BITS)  # the claims of a key are in order
    shared = is_shared[run]
    together = np.flatnonzero(is_alike & shared[1:])
    return np.stack((claims[together + 1], claims[together]), 1), distinct(claims[shared])


def _heaps(articles: Articles, links: Names, company: Names) -> list[_Heap]:
    known, roots = _connected(np.concatenate((links, company)))
    by_root = [_by_root(known, roots, pairs) for pairs in (links, company)]
    none = np.empty((0, 2), np.int64)
    return [
        _Heap(_in_order(articles, names), *(pairs.get(root, none) for pairs in by_root))
        for root, names in zip(distinct(roots).tolist(), _split(known, roots), strict=True)
    ]


def _by_root(known: Names, roots: Names, pairs: Names) -> dict[int, Names]:
    of_pairs = roots[np.searchsorted(known, pairs[:, 0])]
    return dict(zip(distinct(of_pairs).tolist(), _split(pairs, of_pairs), strict=True))


def _in_order(articles: Articles, names: Names) -> Names:
    """Names in the order of linking."""
    return names[np.lexsort((names & _ROW, articles.places_of(names >> ROW_BITS)))]


def _ordered(articles: Articles, units: Sequence[Names]) -> list[Names]:
    """Units by where their first claims stand, so that those of one article are mostly in one task."""
    firsts = [int(articles.places_of(unit >> ROW_BITS).min()) for unit in units]
    return [units[at] for at in sorted(range(len(units)), key=firsts.__getitem__)]


class _Some:
    """Some of the articles, in the order of linking."""

    def __init__(self, articles: Articles, names: Names) -> None:
        places = np.sort(articles.places_of(distinct(names >> ROW_BITS)))
        self._all = articles
        self._places = places
        self.numbers = [articles.numbers[place] for place in places.tolist()]
        self.ids = [articles.ids[place] for place in places.tolist()]

    def claims(self, names: Names) -> list[tasks.Claims]:
        """Claims by the place of their article among these, and of their row."""
        places = np.searchsorted(self._places, self._all.places_of(names >> ROW_BITS))
        return list(zip(places.tolist(), (names & _ROW).tolist(), strict=True))


# --- groups ----------------------------------------------------------------------------------------------------------


def _groups(
    store: Store, crew: Crew[Toolkit], articles: Articles, heaps: Sequence[_Heap]
) -> tuple[list[_Grouped], int]:
    """The groups of claims, and how many claims are left alone between two."""

    def parts() -> Iterator[tuple[list[int], tasks.ClaimHeaps]]:
        for some in batched(heaps, PART, lambda heap: len(heap.names)):
            within = _Some(articles, np.concatenate([heap.names for heap in some]))
            place = [{name: at for at, name in enumerate(heap.names.tolist())} for heap in some]
            near, company = (
                [
                    [(at[one], at[other]) for one, other in pairs.tolist()]
                    for at, pairs in zip(place, of_heaps, strict=True)
                ]
                for of_heaps in ([heap.links for heap in some], [heap.company for heap in some])
            )
            members = [within.claims(heap.names) for heap in some]
            held = linked_of(store, within.numbers, _events(store, within.numbers))
            yield within.numbers, tasks.ClaimHeaps(held, members, near, company)

    groups: list[_Grouped] = []
    undecided = 0
    for numbers, made in done(crew, tasks.group_heaps, parts()):
        undecided += len(made.undecided)
        groups += [
            _Grouped(it.group, [(numbers[article] << ROW_BITS) | row for article, row in it.members])
            for it in made.groups
        ]
    return groups, undecided


def _events(store: Store, numbers: Sequence[int]) -> dict[int, int]:
    return {no: placed.event for no, placed in store.places(numbers).items()}


# --- what is checked -------------------------------------------------------------------------------------------------


def _lone(
    store: Store, articles: Articles, asked: Sequence[int], groups: Sequence[_Grouped]
) -> Iterator[tuple[None, unittasks.Lone]]:
    """Articles by themselves, some at a time."""
    inside: dict[int, list[Group]] = defaultdict(list)
    for group, names in groups:
        of_article: dict[int, list[str]] = defaultdict(list)
        for name, claim in zip(names, group.claims, strict=True):
            of_article[name >> ROW_BITS].append(claim)
        for no, claims in of_article.items() if len(of_article) < len(names) else ():
            if len(claims) > 1:
                inside[no].append(replace(group, claims=tuple(claims)))
    for some in batched(asked, PART, lambda place: 1):
        numbers = [articles.numbers[place] for place in some]
        headers = store.headers(numbers)
        kept = records_of(store, ("claims", "beside", "text"), numbers)
        yield (
            None,
            unittasks.Lone(
                [headers[no] for no in numbers],
                [claims for claims, _, _ in kept],
                [beside for _, beside, _ in kept],
                [text for _, _, text in kept],
                [group for no in numbers for group in inside.get(no, ())],
            ),
        )


def _units(
    store: Store,
    articles: Articles,
    units: Sequence[Names],
    copied: Names,
    groups: Sequence[_Grouped],
    alone: _Alone,
    focus: frozenset[str] | None,
) -> Iterator[tuple[None, unittasks.Units]]:
    """Claims with all that they are connected with, some at a time."""
    unit_of = {name: number for number, unit in enumerate(units) for name in unit.tolist()}
    of_unit: dict[int, list[_Grouped]] = defaultdict(list)
    for grouped in groups:
        of_unit[unit_of[grouped.names[0]]].append(grouped)
    kept: list[tuple[Names, Names, list[Group]]] = []
    for number, unit in enumerate(units):
        copies = unit[np.isin(unit, copied)]
        in_groups = np.array([name for it in of_unit[number] for name in it.names], dtype=np.int64)
        if len(copies) or len(in_groups):
            chosen = distinct(np.concatenate((copies, in_groups)))
            kept.append((chosen, copies, [it.group for it in of_unit[number]]))
    for some in batched(kept, PART, lambda unit: len(unit[0])):
        chosen = np.concatenate([unit[0] for unit in some])
        within = _Some(articles, chosen)
        numbers = within.numbers
        headers = store.headers(numbers)
        records = records_of(store, ("claims", "text"), numbers)
        marked: unittasks.Marked = defaultdict(list)
        for id in within.ids:
            for rule, pairs in alone.marked.get(id, {}).items():
                marked[rule] += pairs
        yield (
            None,
            unittasks.Units(
                [headers[no] for no in numbers],
                linked_of(store, numbers, _events(store, numbers)),
                [claims for claims, _ in records],
                [text for _, text in records],
                within.claims(chosen),
                within.claims(np.concatenate([unit[1] for unit in some])),
                [group for unit in some for group in unit[2]],
                dict(marked),
                frozenset([claim for id in within.ids for claim in alone.named.get(id, ())]),
                focus,
                focus,
            ),
        )
