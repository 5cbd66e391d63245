"""Heaps that are too large to be checked at once, in units: articles, each by itself, and claims that groups or the
wording of a sentence connect.

Through one article or another many articles may lie in one heap; their claims do not, since most links are of one
event, and groups part what few links connect. So no work is as large as the heap, and what stays is remembered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Any, Final, NamedTuple

import numpy as np

from figcheck.archive import tasks, unittasks
from figcheck.archive.linking import heaps_kept, linked_of
from figcheck.archive.memory import Memory, digest, remembered
from figcheck.archive.nearby import Names, around, connected_names, worded_in
from figcheck.archive.parts import batched, done, records_of
from figcheck.archive.state import ROW_BITS, Articles, wording_keys
from figcheck.columns import among, distinct
from figcheck.engine import Toolkit
from figcheck.ledger.store import Store
from figcheck.link.grouping import TWO_CANDIDATES
from figcheck.model import Group
from figcheck.workers import Crew

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
    """What ``settle_lone`` said of articles that matters to the claims they share with others, by the number."""

    marked: dict[int, unittasks.Marked]
    named: dict[int, list[str]]


def settle_large(
    store: Store,
    heaps: Sequence[int],
    rules: frozenset[str],
    crew: Crew[Toolkit],
    focus: frozenset[str] | None,
    remembering: bool,
) -> dict[int, list[tasks.SettledHeap]]:
    """What the rules of these ids made of some heaps, by their numbers; with ``focus``, ids of articles, only of what
    touches these. Each step is taken for all heaps at once, so that no process waits for the last part of one.

    ``remembering``: of what is as it was when the store was checked before, it is remembered.
    """
    large = _read(store, heaps, focus)
    memory = Memory(store) if remembering else None
    settled: dict[int, list[tasks.SettledHeap]] = {number: [] for number in heaps}

    def of_heap(names: Names) -> list[tasks.SettledHeap]:
        return settled[large.heap_of[int(names[0]) >> ROW_BITS]]

    groups: list[_Grouped] = []
    linked = _heaps(large.articles, large.links, large.company)
    for claims, (undecided, found) in zip(linked, _groups(store, crew, large, linked, memory), strict=True):
        abstained = {TWO_CANDIDATES: undecided} if undecided else {}
        of_heap(claims.names).append(tasks.SettledHeap(0, 0, abstained, _claims_in(found)))
        groups += found
    alone = _Alone({}, {})
    for no, lone in zip(large.asked, _lone(store, crew, rules, large.asked, groups, memory), strict=True):
        settled[large.heap_of[no]].append(lone.settled)
        if lone.marked:
            alone.marked[no] = lone.marked
        if lone.named:
            alone.named[no] = lone.named
    units = _units_of(large, groups)
    for unit, made in zip(units, _linked(store, crew, rules, large, units, alone, focus, memory), strict=True):
        of_heap(unit.names).append(made)
    return {number: _in_few(some) for number, some in settled.items()}


class _Large(NamedTuple):
    """Some heaps: their articles, the heap of each by its number, those that are asked for, and the event that each
    tells of; the pairs of claims that links and company connect, and those that wordings do, with the claims of these.

    With a focus only what is connected with the articles that are asked for.
    """

    articles: Articles
    heap_of: dict[int, int]
    asked: list[int]
    events: dict[int, int]
    links: Names
    company: Names
    worded: Names
    copied: Names


def _read(store: Store, heaps: Sequence[int], focus: frozenset[str] | None) -> _Large:
    members, articles, links, company = heaps_kept(store, heaps)
    heap_of = {no: number for number, of_heap in zip(heaps, members, strict=True) for no in of_heap.tolist()}
    asked = [no for no, id in zip(articles.numbers, articles.ids, strict=True) if focus is None or id in focus]
    concerned = articles.numbers
    if focus is None:
        keys, names = wording_keys(store, articles.numbers)
        days = articles.days[articles.places_of(names >> np.uint64(ROW_BITS))]
        worded, copied = worded_in(keys, names.astype(np.int64), days)
    else:
        inside, worded, copied = around(store, np.concatenate((links, company)), asked)
        links, company = [pairs[among(pairs[:, 0], inside)] for pairs in (links, company)]
        concerned = [*asked, *distinct(inside >> ROW_BITS).tolist()]
    events = {no: placed.event for no, placed in store.places(concerned).items()}
    return _Large(articles, heap_of, asked, events, links, company, worded, copied)


def _in_few(parts: Sequence[tasks.SettledHeap]) -> list[tasks.SettledHeap]:
    """The same parts, those of which nothing is shown as one."""
    shown = [part for part in parts if part.shown or part.around]
    others = [part for part in parts if not part.shown and not part.around]
    abstained: Counter[str] = Counter()
    for part in others:
        abstained.update(part.abstained)
    compared, left_out, grouped = (sum(map(attrgetter(count), others)) for count in ("compared", "left_out", "grouped"))
    return [tasks.SettledHeap(compared, left_out, dict(abstained), grouped), *shown]


def _settle_lone(tools: Toolkit, part: unittasks.Lone, *, rules: frozenset[str]) -> list[unittasks.LoneSettled]:
    return unittasks.settle_lone(tools, rules, part)


def _settle_units(tools: Toolkit, part: unittasks.Units, *, rules: frozenset[str]) -> list[tasks.SettledHeap]:
    return unittasks.settle_units(tools, rules, part)


def _claims_in(groups: Sequence[_Grouped]) -> int:
    return sum([len(it.names) for it in groups])


# --- what is connected -----------------------------------------------------------------------------------------------


def _split(values: Names, roots: Names) -> list[Names]:
    """Values apart by their numbers, in the order of these."""
    if not len(values):
        return []
    order = np.argsort(roots, kind="stable")
    return np.split(values[order], np.flatnonzero(np.diff(roots[order])) + 1)


def _chains(groups: Sequence[_Grouped]) -> Names:
    """Pairs of claims that connect those of each group."""
    pairs = [pair for it in groups for pair in pairwise(it.names)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _heaps(articles: Articles, links: Names, company: Names) -> list[_Heap]:
    known, roots = connected_names(np.concatenate((links, company)))
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
    store: Store,
    crew: Crew[Toolkit],
    large: _Large,
    heaps: Sequence[_Heap],
    memory: Memory | None,
) -> Iterator[tuple[int, list[_Grouped]]]:
    """Of each heap of claims how many are left alone between two groups, and the groups."""

    def parts(some: list[_Heap]) -> tuple[list[int], tasks.ClaimHeaps]:
        within = _Some(large.articles, np.concatenate([heap.names for heap in some]))
        place = [{name: at for at, name in enumerate(heap.names.tolist())} for heap in some]
        near, company = (
            [[(at[one], at[other]) for one, other in pairs.tolist()] for at, pairs in zip(place, of_heaps, strict=True)]
            for of_heaps in ([heap.links for heap in some], [heap.company for heap in some])
        )
        members = [within.claims(heap.names) for heap in some]
        held = linked_of(store, within.numbers, large.events)
        return within.numbers, tasks.ClaimHeaps(held, members, near, company)

    def made(some: list[_Heap]) -> Iterator[list[Any]]:
        for numbers, found in done(crew, tasks.group_heaps, map(parts, batched(some, PART, _size_of_heap))):
            for of_heap in found:
                groups = [
                    (
                        (it.group.key, it.group.measure, it.group.claims, it.group.because),
                        [(numbers[article] << ROW_BITS) | row for article, row in it.members],
                    )
                    for it in of_heap.groups
                ]
                yield [len(of_heap.undecided), groups]

    def key(heap: _Heap) -> bytes:
        told = [large.events[no] for no in distinct(heap.names >> ROW_BITS).tolist()]
        return digest(b"group", heap.names.tobytes(), heap.links.tobytes(), heap.company.tobytes(), told)

    for undecided, found in remembered(memory, heaps, key, made):
        yield undecided, [_Grouped(Group(*group), names) for group, names in found]


def _size_of_heap(heap: _Heap) -> int:
    return len(heap.names)


# --- what is checked -------------------------------------------------------------------------------------------------


def _lone(
    store: Store,
    crew: Crew[Toolkit],
    rules: frozenset[str],
    numbers: Sequence[int],
    groups: Sequence[_Grouped],
    memory: Memory | None,
) -> Iterator[unittasks.LoneSettled]:
    """What became of articles by themselves."""
    inside: dict[int, list[Group]] = defaultdict(list)
    for group, names in groups:
        of_article: dict[int, list[str]] = defaultdict(list)
        for name, claim in zip(names, group.claims, strict=True):
            of_article[name >> ROW_BITS].append(claim)
        for no, claims in of_article.items() if len(of_article) < len(names) else ():
            if len(claims) > 1:
                inside[no].append(replace(group, claims=tuple(claims)))

    def part(some: list[int]) -> tuple[None, unittasks.Lone]:
        headers = store.headers(some)
        kept = records_of(store, ("claims", "beside", "text"), some)
        return None, unittasks.Lone(
            [headers[no] for no in some],
            [claims for claims, _, _ in kept],
            [beside for _, beside, _ in kept],
            [text for _, _, text in kept],
            [group for no in some for group in inside.get(no, ())],
        )

    def made(some: list[int]) -> Iterator[list[Any]]:
        parts = map(part, batched(some, PART, lambda no: 1))
        for _, found in done(crew, partial(_settle_lone, rules=rules), parts):
            for it in found:
                yield [tuple(it.settled), it.marked, it.named]

    def key(no: int) -> bytes:
        return digest(b"alone", no, [(group.key, group.claims) for group in inside.get(no, ())])

    for settled, marked, named in remembered(memory, numbers, key, made):
        yield unittasks.LoneSettled(tasks.SettledHeap(*settled), marked, named)


class _Unit(NamedTuple):
    """The names of claims that are connected, sorted; those in copied sentences; and their groups."""

    names: Names
    copied: Names
    groups: list[Group]


def _units_of(large: _Large, groups: Sequence[_Grouped]) -> list[_Unit]:
    """What there is to check in units: claims that stand in groups or in copied sentences."""
    units = _split(*connected_names(np.concatenate((_chains(groups), large.worded))))
    units = _ordered(large.articles, units)
    known = np.concatenate([*units, np.empty(0, np.int64)])
    of_known = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    order = np.argsort(known)
    known, of_known = known[order], of_known[order]
    firsts = np.array([it.names[0] for it in groups], dtype=np.int64)
    of_unit: dict[int, list[_Grouped]] = defaultdict(list)
    for unit, grouped in zip(of_known[np.searchsorted(known, firsts)].tolist(), groups, strict=True):
        of_unit[unit].append(grouped)
    found: list[_Unit] = []
    for number, unit in enumerate(units):
        copies = unit[among(unit, large.copied)]
        in_groups = np.array([name for it in of_unit.get(number, ()) for name in it.names], dtype=np.int64)
        if len(copies) or len(in_groups):
            names = distinct(np.concatenate((copies, in_groups)))
            found.append(_Unit(names, copies, [it.group for it in of_unit.get(number, ())]))
    return found


def _linked(
    store: Store,
    crew: Crew[Toolkit],
    rules: frozenset[str],
    large: _Large,
    units: Sequence[_Unit],
    alone: _Alone,
    focus: frozenset[str] | None,
    memory: Memory | None,
) -> Iterator[tasks.SettledHeap]:
    """What became of claims that are connected."""

    def part(some: list[_Unit]) -> tuple[None, unittasks.Units]:
        within = _Some(large.articles, np.concatenate([unit.names for unit in some]))
        numbers = within.numbers
        headers = store.headers(numbers)
        records = records_of(store, ("claims", "text"), numbers)
        marked: unittasks.Marked = defaultdict(list)
        for no in numbers:
            for rule, pairs in alone.marked.get(no, {}).items():
                marked[rule] += pairs
        return None, unittasks.Units(
            [headers[no] for no in numbers],
            linked_of(store, numbers, large.events),
            [claims for claims, _ in records],
            [text for _, text in records],
            [unittasks.Unit(within.claims(it.names), within.claims(it.copied), it.groups) for it in some],
            dict(marked),
            frozenset([claim for no in numbers for claim in alone.named.get(no, ())]),
            focus,
        )

    def made(some: list[_Unit]) -> Iterator[list[Any]]:
        parts = map(part, batched(some, PART, lambda unit: len(unit.names)))
        for _, found in done(crew, partial(_settle_units, rules=rules), parts):
            yield from (list(it) for it in found)

    def key(unit: _Unit) -> bytes:
        numbers = distinct(unit.names >> ROW_BITS).tolist()
        beside = [(large.events[no], alone.marked.get(no), alone.named.get(no)) for no in numbers]
        groups = [(group.key, group.measure, group.claims, group.because) for group in unit.groups]
        return digest(b"linked", unit.names.tobytes(), unit.copied.tobytes(), groups, beside)

    for settled in remembered(memory, units, key, made):
        yield tasks.SettledHeap(*settled)
