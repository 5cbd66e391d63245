"""Linking an archive, brought up to date when articles come and go.

First the events that the articles tell of, then the pairs of claims. Only what is new to each other is weighed; what
pairs connect, together with the wordings that articles share, is one heap of articles. Heaps are written anew where
anything in them has changed; ``settling`` then groups and checks these. With an empty store that is all of them, so
the first run and each later one are the same work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive import tasks
from figcheck.archive.blocks import Near, event_keys, near
from figcheck.archive.events import Events, update_events
from figcheck.archive.memory import digest
from figcheck.archive.nearby import worded_together
from figcheck.archive.pairs import Change, changed_pairs
from figcheck.archive.parts import by_later, done, records_of
from figcheck.archive.refused import outlines_of
from figcheck.archive.state import ROW_BITS, Articles, article_keys, articles_of, claim_keys, days_of, toll_keys
from figcheck.archive.threads import threads_beside
from figcheck.columns import Column, among, connected, distinct, distinct_pairs
from figcheck.editions import left_out
from figcheck.engine import Toolkit
from figcheck.findings import LeftOut
from figcheck.ledger.blockindex import CLAIMS, WORDINGS, Index
from figcheck.ledger.places import Places
from figcheck.ledger.store import Store
from figcheck.ledger.tables import Placed
from figcheck.workers import Crew

Pairs: TypeAlias = NDArray[np.int64]
"""Pairs of claims by their names, the later first, one a row."""

_LINKED: Final = "linked"  # the fact that tells which articles are linked


class Updated(NamedTuple):
    """What has changed: the articles that were linked anew or for the first time, and those that others stand for."""

    linked: list[int]
    left_out: tuple[LeftOut, ...]


def link_store(store: Store, crew: Crew[Toolkit], *, supersede: bool = False, lasting: bool = True) -> Updated:
    """Bring the links of a store up to date with the articles that it has.

    ``lasting``: the store will be brought up to date again; without it it must be linked here for the first time.
    """
    without, absent = _left_out(store, store.repeated(), supersede)
    placed = store.places()
    wanted = [no for no in store.numbers() if no not in without]
    added = [no for no in wanted if no not in placed]
    gone = sorted(placed.keys() - set(wanted))
    linked = _changed(store, crew, added, gone, placed, lasting)
    if lasting:
        store.note(_LINKED, _which(store, supersede))
    return Updated(linked, absent)


def is_linked(store: Store, *, supersede: bool = False) -> bool:
    """Whether the links of a store are up to date with the articles that it has."""
    return store.fact(_LINKED) == _which(store, supersede)


def _which(store: Store, supersede: bool) -> bytes:
    """What tells which articles are checked, and how."""
    return digest(store.numbers(), supersede)


def link_new(store: Store, crew: Crew[Toolkit], numbers: Sequence[int], *, supersede: bool = False) -> Updated:
    """Link the articles of these numbers in a store that is linked but for them and those that they replace; what it
    takes does not grow with the store."""
    replaced = set(store.gone())
    concerned = [no for no in store.alike([*numbers, *replaced]) if no not in replaced]
    without, absent = _left_out(store, concerned, supersede)
    placed = Places(store)
    added = [no for no in concerned if no not in without and no not in placed]
    gone = sorted(replaced.union([no for no in without if no in placed]))
    return Updated(_changed(store, crew, added, gone, placed, True), absent)


def _left_out(store: Store, numbers: Sequence[int], supersede: bool) -> tuple[set[int], tuple[LeftOut, ...]]:
    """Which of some articles another of them stands for: their numbers, and what is told of them."""
    headers = store.headers(numbers)
    absent = left_out(headers.values(), supersede=supersede)
    number_of = {header.id: no for no, header in headers.items()}
    return {number_of[row.article] for row in absent}, absent


def _changed(
    store: Store,
    crew: Crew[Toolkit],
    added: Sequence[int],
    gone: Sequence[int],
    placed: Mapping[int, Placed],
    lasting: bool,
) -> list[int]:
    linked: list[int] = []
    if added or gone:
        linked = _update(store, crew, added, gone, placed, lasting)
    store.forget()
    return linked


def _update(
    store: Store,
    crew: Crew[Toolkit],
    added: Sequence[int],
    gone: Sequence[int],
    placed: Mapping[int, Placed],
    lasting: bool,
) -> list[int]:
    events = update_events(store, crew, added, gone, placed, lasting)
    moved = sorted(no for no, event in events.event.items() if no in placed and placed[no].event != event)
    dirty = [*added, *moved]
    claims = _Claims(store, crew, events, placed, lasting)
    links, company, crowded, lost = claims.weighed(added, dirty, gone)
    heaps = _Heaped(store, claims, events, placed, lasting)
    heaps.write(added, dirty, gone, links, company, crowded, lost)
    store.unplace(gone)
    return dirty


class _Claims:
    """The pairs of claims that are new to each other."""

    def __init__(
        self, store: Store, crew: Crew[Toolkit], events: Events, placed: Mapping[int, Placed], lasting: bool
    ) -> None:
        self._store = store
        self._crew = crew
        self._events = events
        self._placed = placed
        self._lasting = lasting

    def event_of(self, no: int) -> int:
        """The event that an article tells of now, 0 for none."""
        found = self._events.event.get(no)
        if found is not None:
            return found
        return self._placed[no].event if no in self._placed else 0

    def weighed(
        self, added: Sequence[int], dirty: Sequence[int], gone: Sequence[int]
    ) -> tuple[Pairs, Pairs, Counter[int], Pairs]:
        """The pairs that are linked, and that company links, by the names of claims, the later first; how many claims
        of articles are crowded; and the pairs that are near no more."""
        index = Index(self._store, CLAIMS, ROW_BITS)
        articles, change = self._near(index, added, dirty, gone)
        over = articles.names_of(change.new.crowded) >> ROW_BITS  # of others not all blocks were looked at
        crowded = Counter(over[among(over, _in_order(dirty))].tolist())
        links, company = self._linked(
            articles, outlines_of(self._store, articles).left(change.new, threads_beside(self._crew))
        )
        ends = np.array(change.lost, dtype=np.int64).reshape(-1, 2)
        lost = np.stack((articles.names_of(ends[:, 0]), articles.names_of(ends[:, 1])), 1)
        if self._lasting and (len(gone) or len(lost) or not self._store.is_trying):
            index.change(*claim_keys(self._store, added), gone)
        return links, company, crowded, self._far(index, lost, gone)

    def _near(
        self, index: Index, added: Sequence[int], dirty: Sequence[int], gone: Sequence[int]
    ) -> tuple[Articles, Change]:
        """The articles that share blocks with those that change, and which of their claims are new to each other.

        Nothing of the keys, of which an archive has very many, is left when it returns.
        """
        new_keys, new_names = claim_keys(self._store, added)
        before = new_keys[:0], new_names[:0]
        if self._lasting:
            anew = claim_keys(self._store, [*dirty[len(added) :], *gone])[0]
            before = index.find(np.concatenate((new_keys, anew)))
        old_tolls, tolls = self._tolls(dirty, gone)
        is_gone = among(before[1] >> np.uint64(ROW_BITS), _in_order(gone))
        after = (
            np.concatenate((before[0][~is_gone], new_keys, tolls[0])),
            np.concatenate((before[1][~is_gone], new_names, tolls[1])),
        )
        del new_keys, new_names
        before = np.concatenate((before[0], old_tolls[0])), np.concatenate((before[1], old_tolls[1]))
        numbers = distinct(np.concatenate((before[1], after[1])) >> np.uint64(ROW_BITS)).astype(np.int64).tolist()
        articles = articles_of(self._store, numbers)
        is_anew = among(np.array(articles.numbers, dtype=np.int64), _in_order(dirty))
        is_dirty = np.repeat(is_anew, np.diff(articles.base))
        before, after = [(keys, articles.claims_of(names)) for keys, names in (before, after)]
        return articles, changed_pairs(before, after, articles.claim_days, is_dirty, threads_beside(self._crew))

    def _far(self, index: Index, lost: Pairs, gone: Sequence[int]) -> Pairs:
        """Of pairs that lost one block those that share no other in which they are near."""
        if not len(lost):
            return lost
        ends = distinct(lost >> ROW_BITS).tolist()
        keys, names = claim_keys(self._store, ends)
        keys, names = index.find(keys[np.isin(names, lost.astype(np.uint64))])
        without = set(gone)
        events = {self.event_of(no) for no in ends} - {0}
        others = set(self._store.of_events(sorted(events))) | {
            no for no, it in self._events.event.items() if it in events
        }
        found = {no: self.event_of(no) for no in sorted(others - without)}
        tolls = _toll_block(self._store, {no: event for no, event in found.items() if event in events})
        keys, names = np.concatenate((keys, tolls[0])), np.concatenate((names, tolls[1]))
        articles = articles_of(self._store, distinct(names >> np.uint64(ROW_BITS)).astype(np.int64).tolist())
        pairs = near(keys, articles.claims_of(names), articles.claim_days)
        close = set(zip(*(articles.names_of(end).tolist() for end in pairs.ends()), strict=True))
        return np.array([pair for pair in lost.tolist() if tuple(pair) not in close], dtype=np.int64).reshape(-1, 2)

    def _tolls(self, dirty: Sequence[int], gone: Sequence[int]) -> tuple[tuple[Column, Column], tuple[Column, Column]]:
        """Keys and names of the tolls of events that change, before and after."""
        placed = self._placed
        old_events = {placed[no].event for no in (*dirty, *gone) if no in placed} - {0}
        new_events = {self.event_of(no) for no in dirty} - {0}
        members = set(self._store.of_events(sorted(old_events | new_events))) if self._lasting else set()
        numbers = sorted(members.union(dirty, gone))
        without = set(gone)
        return (
            _toll_block(self._store, {no: placed[no].event for no in numbers if no in placed}),
            _toll_block(self._store, {no: self.event_of(no) for no in numbers if no not in without}),
        )

    def accompanied(self, links: Pairs) -> Pairs:
        """The pairs that the company of links links."""
        articles = articles_of(self._store, distinct(links >> ROW_BITS).tolist())
        names = links.astype(np.uint64)
        later, earlier = articles.claims_of(names[:, 0]), articles.claims_of(names[:, 1])
        size = int(articles.base[-1]) + 1
        return self._linked(articles, Near(np.sort(later * size + earlier), size, later[:0]))[1]

    def _linked(self, articles: Articles, pairs: Near) -> tuple[Pairs, Pairs]:
        def part(some: slice) -> tuple[list[int], tasks.Candidates]:
            later, earlier = pairs.ends(some)
            places = articles.article_of(later), articles.article_of(earlier)
            rows = later - articles.base[places[0]], earlier - articles.base[places[1]]
            both = distinct(np.concatenate(places))
            one, other = (np.searchsorted(both, of_claims) for of_claims in places)
            ends = np.stack((one, rows[0], other, rows[1]), 1)
            numbers = [articles.numbers[place] for place in both.tolist()]
            held = linked_of(self._store, numbers, {no: self.event_of(no) for no in numbers})
            return numbers, tasks.Candidates(held, ends.astype(np.int32).tobytes())

        links: list[Pairs] = []
        company: list[Pairs] = []
        for numbers, made in done(self._crew, tasks.weigh_pairs, map(part, by_later(pairs, articles.base))):
            links.append(_named(made.links, numbers))
            company.append(_named(made.company, numbers))
        return _all(links), distinct_pairs(_all(company))


def _toll_block(store: Store, event: Mapping[int, int]) -> tuple[Column, Column]:
    """The keys of the tolls of articles, by the event that each tells of, and the claim of each."""
    keys, names = toll_keys(store, [no for no, of in event.items() if of])
    numbers = (names >> np.uint64(ROW_BITS)).astype(np.int64)
    of = np.array([event[no] for no in numbers.tolist()], dtype=np.int64)
    return event_keys(keys, of), names


def _in_order(numbers: Sequence[int]) -> Column:
    """The numbers of articles as a column that is sorted."""
    return np.array(sorted(numbers), dtype=np.int64)


def _named(pairs: Sequence[tuple[tasks.Claims, tasks.Claims]], numbers: Sequence[int]) -> Pairs:
    told = np.array(pairs, dtype=np.int64).reshape(-1, 2, 2)
    return (np.array(numbers, dtype=np.int64)[told[:, :, 0]] << ROW_BITS) | told[:, :, 1]


def _all(parts: Sequence[Pairs]) -> Pairs:
    return np.concatenate(parts) if parts else np.empty((0, 2), np.int64)


def linked_of(store: Store, numbers: Sequence[int], event: Mapping[int, int]) -> tasks.Articles:
    """What linking reads of articles."""
    kept = records_of(store, ("rows", "told"), numbers)
    events = [str(event[no]) if event[no] else "" for no in numbers]
    return tasks.Articles([rows for rows, _ in kept], [told for _, told in kept], events)


class _Heaped:
    """The heaps of articles that have links or wordings in common."""

    def __init__(
        self, store: Store, claims: _Claims, events: Events, placed: Mapping[int, Placed], lasting: bool
    ) -> None:
        self._store = store
        self._claims = claims
        self._events = events
        self._placed = placed
        self._lasting = lasting

    def write(
        self,
        added: Sequence[int],
        dirty: Sequence[int],
        gone: Sequence[int],
        links: Pairs,
        company: Pairs,
        crowded: Counter[int],
        lost: Pairs,
    ) -> None:
        """Write the heaps that are concerned, and where their articles are."""
        without = set(gone)
        anew = _in_order([*dirty, *gone])
        worded = self._worded(added, gone)
        members = set(distinct(worded).tolist()).union(dirty)
        for pairs in (links, company, lost):
            members.update(distinct(pairs >> ROW_BITS).tolist())
        members -= without
        placed = self._placed
        heaps = {placed[no].heap for no in members | without if no in placed}
        was_in: dict[int, int] = {}
        held, accompanied, together = [links], [company], [worded]
        for heap, (articles, some, others) in self._store.heaps(sorted(heaps)).items():
            numbers = np.frombuffer(articles, np.int64)
            was_in.update(dict.fromkeys(numbers.tolist(), heap))
            together.append(np.stack((numbers[1:], numbers[:-1]), 1))
            held.append(_staying(some, anew, lost))
            accompanied.append(_staying(others, anew, lost))
        members.update(was_in.keys() - without)
        links, company = distinct_pairs(_all(held)), distinct_pairs(_all(accompanied))
        if len(lost):
            # What stood beside a pair that is linked no more may have been linked through it alone.
            apart = _between(company, lost)
            company = company[~apart]
            left = links[_between(links, lost)]
            company = distinct_pairs(np.concatenate((company, self._claims.accompanied(left))))
        # Of the others in a heap that goes on nothing is written: a heap may be most of an archive.
        concerned = {*dirty, *self._events.event, *crowded}
        stays_in = {no: heap for no, heap in was_in.items() if no not in concerned}
        # Where articles only come, heaps hold together; else some may fall apart.
        only_grows = self._lasting and not gone and not len(lost) and len(dirty) == len(added)
        self._write(sorted(members), heaps, links, company, _all(together) if only_grows else None, crowded, stays_in)

    def _worded(self, added: Sequence[int], gone: Sequence[int]) -> Pairs:
        """Pairs of an article that is added and one that has a wording of one time in common with it, by which all
        such are connected with those that were before; the index is brought up to date."""
        if not self._lasting:
            return np.empty((0, 2), np.int64)
        keys, numbers = article_keys(self._store, added, "wordings")
        index = Index(self._store, WORDINGS, 0)
        found, of_found = index.find(keys)
        if len(gone) or not self._store.is_trying:
            index.change(keys, numbers, gone)
        pairs = _alike(self._store, np.concatenate((keys, found)), np.concatenate((numbers, of_found)))
        return pairs[among(pairs, _in_order(added)).any(axis=1)]  # others were in one heap before

    def _write(
        self,
        members: Sequence[int],
        old: set[int],
        links: Pairs,
        company: Pairs,
        together: Pairs | None,
        crowded: Counter[int],
        stays_in: Mapping[int, int],
    ) -> None:
        """``together`` connects what articles are connected by beside these links; None where that is to be read."""
        if not members:  # all that were in these heaps are gone
            self._store.put_heaps(sorted(old), ())
            return
        known = np.array(members, dtype=np.int64)
        if together is None:
            together = _alike(self._store, *article_keys(self._store, members, "wordings"))
        joined = np.concatenate((links >> ROW_BITS, company >> ROW_BITS, together))
        roots = connected(len(known), np.searchsorted(known, joined))
        held, accompanied = _by_heap(known, roots, links), _by_heap(known, roots, company)
        order = np.argsort(roots, kind="stable")
        found, starts = np.unique(roots[order], return_index=True)
        articles = dict(zip(found.tolist(), np.split(known[order], starts[1:]), strict=True))
        self._store.put_heaps(
            sorted(old),
            (
                (int(numbers[0]), numbers.tobytes(), held.get(root, b""), accompanied.get(root, b""))
                for root, numbers in articles.items()
            ),
        )
        self._store.place(
            (no, self._placed_now(no, int(numbers[0]), crowded))
            for numbers in articles.values()
            for no in numbers.tolist()
            if stays_in.get(no) != numbers[0]
        )

    def _placed_now(self, no: int, heap: int, crowded: Counter[int]) -> Placed:
        before = self._placed.get(no, Placed(0, 0, 0, 0))
        event = self._events.event.get(no, before.event)
        story = self._events.story.get(no, before.story)
        return Placed(event, story, heap, crowded.get(no, before.crowded))


def _alike(store: Store, keys: Column, numbers: Column) -> Pairs:
    """Pairs of articles that connect all that have a wording of one time in common."""
    articles = numbers.astype(np.int64)
    order, is_alike = worded_together(keys, articles, days_of(store, articles))
    at = np.flatnonzero(is_alike)
    return np.stack((articles[order[at]], articles[order[at + 1]]), 1)


def _by_heap(known: Pairs, roots: Pairs, pairs: Pairs) -> dict[int, bytes]:
    """The pairs of each heap, sorted, as they are kept."""
    if not len(pairs):
        return {}
    of_pairs = roots[np.searchsorted(known, pairs[:, 0] >> ROW_BITS)]
    order = np.argsort(of_pairs, kind="stable")  # the pairs are sorted
    found, starts = np.unique(of_pairs[order], return_index=True)
    return {root: some.tobytes() for root, some in zip(found.tolist(), np.split(pairs[order], starts[1:]), strict=True)}


class HeapsKept(NamedTuple):
    """Some heaps: the articles of each by their numbers, all of them in order, and the pairs of claims that are linked,
    and that company links."""

    members: list[NDArray[np.int64]]
    articles: Articles
    links: Pairs
    company: Pairs


def heaps_kept(store: Store, numbers: Sequence[int]) -> HeapsKept:
    """What is kept of heaps, in the order of their numbers as they are given; at least one."""
    kept = store.heaps(numbers)
    members = [np.frombuffer(kept[number][0], np.int64) for number in numbers]
    links, company = (np.concatenate([_pairs_kept(kept[number][column]) for number in numbers]) for column in (1, 2))
    return HeapsKept(members, articles_of(store, np.concatenate(members).tolist()), links, company)


def _pairs_kept(data: bytes) -> Pairs:
    return np.frombuffer(data, np.int64).reshape(-1, 2)


def _staying(data: bytes, anew: Pairs, lost: Pairs) -> Pairs:
    """The pairs of a heap that are as they were."""
    pairs = _pairs_kept(data)
    stays = ~among(pairs >> ROW_BITS, anew).any(axis=1)
    return pairs[stays & ~_among(pairs, lost)]


def _between(pairs: Pairs, others: Pairs) -> NDArray[np.bool_]:
    """Which pairs are of two articles that others are of as well."""
    return _among(pairs >> ROW_BITS, others >> ROW_BITS)


def _among(pairs: Pairs, others: Pairs) -> NDArray[np.bool_]:
    """Which pairs are among others, of which there are few."""
    found = among(pairs[:, 0], distinct(others[:, 0])) & among(pairs[:, 1], distinct(others[:, 1]))
    known = set(map(tuple, others.tolist()))
    at = np.flatnonzero(found)
    found[at] = [tuple(pair) in known for pair in pairs[at].tolist()]
    return found
