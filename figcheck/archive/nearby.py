"""Which claims links and the wording of a sentence connect: of a whole heap, and with a few articles of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.blocks import mixed_with
from figcheck.archive.state import ROW_BITS, days_of, wording_keys
from figcheck.columns import Column, among, connected, distinct
from figcheck.ledger.blockindex import WORDINGS, Index
from figcheck.ledger.store import Store
from figcheck.link.told import NO_DAY
from figcheck.recurring import COPIED_WITHIN

Names: TypeAlias = NDArray[np.int64]
"""Claims by their names in the store; two in a row for pairs."""


def connected_names(pairs: Names) -> tuple[Names, Names]:
    """The names in pairs, each once and sorted, and for each a number that those it is connected with have as well."""
    known = distinct(pairs)
    return known, connected(len(known), np.searchsorted(known, pairs))


def worded_together(keys: Column, articles: Names, days: Names) -> tuple[Names, NDArray[np.bool_]]:
    """Members under the keys of wordings in order, and for each but the first whether it is a copy of one time with the
    one before it, as ``check.copies`` has it. Given are the key of each, its article, and the day of that."""
    order = np.lexsort((articles, days, keys))
    keys, days = keys[order], days[order]
    is_alike: NDArray[np.bool_] = keys[1:] == keys[:-1]
    if len(keys):
        ends = np.append(np.flatnonzero(~is_alike), len(keys) - 1)  # what has no day stands behind what has one
        is_undated = np.repeat(days[ends] == NO_DAY, np.diff(ends, prepend=-1))
        is_alike &= is_undated[1:] | (days[1:] - days[:-1] <= COPIED_WITHIN)
    return order, is_alike


def worded_in(keys: Column, names: Names, days: Names) -> tuple[Names, Names]:
    """Pairs of claims that connect all claims in sentences of one wording and time, where several articles have it; and
    these claims, sorted. Given are the keys of wordings, the claim of each, and the day of its article."""
    order, is_alike = worded_together(keys, names, days)
    keys, claims = keys[order], names[order]
    starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(~is_alike) + 1))[: len(keys)]
    run = np.cumsum(np.concatenate((np.zeros(1, np.int64), ~is_alike)))[: len(keys)]
    ends = np.concatenate((starts[1:] - 1, np.array([len(keys) - 1])))[: len(starts)]
    is_shared = (claims[starts] >> ROW_BITS) != (claims[ends] >> ROW_BITS)  # the claims of a key are in order
    shared = is_shared[run]
    together = np.flatnonzero(is_alike & shared[1:])
    return np.stack((claims[together + 1], claims[together]), 1), distinct(claims[shared])


def around(store: Store, links: Names, numbers: Sequence[int]) -> tuple[Names, Names, Names]:
    """The claims that links and wordings connect with any of these articles, sorted; and of their wordings what
    ``worded_in`` gives. Only the wordings of articles that are met on the way are read."""
    known, roots = connected_names(links)
    worded = _Worded(store)
    asked = np.array(sorted(numbers), dtype=np.int64)
    inside = known[among(known >> ROW_BITS, asked)]
    others = asked
    while True:
        before = len(inside)
        inside = distinct(np.concatenate((inside, known[among(roots, distinct(roots[among(known, inside)]))])))
        has_more = worded.read(np.concatenate((others, inside >> ROW_BITS)))
        met, others = worded.met(among(worded.names, inside) | among(worded.names >> ROW_BITS, asked))
        inside = distinct(np.concatenate((inside, worded.names[met])))
        if not has_more and len(inside) == before:
            return inside, *worded_in(worded.keys[met], worded.names[met], worded.days[met])


class _Worded:
    """The wordings of the articles that are met: key, claim and day of each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = Index(store, WORDINGS, 0)
        self._read: Names = np.empty(0, np.int64)
        self.keys: Column = np.empty(0, np.uint64)
        self.names: Names = np.empty(0, np.int64)
        self.days: Names = np.empty(0, np.int64)
        # Under the keys that were looked up all articles, each under a key by a number for both, and its time there.
        self._known: Column = self.keys
        self._spots: Column = self.keys
        self._articles: Names = self.names
        self._times: Names = self.names

    def read(self, articles: Names) -> bool:
        """Read the wordings of articles; whether any of them were not read before."""
        new = np.setdiff1d(articles, self._read)
        self._read = np.concatenate((self._read, new))
        keys, names = wording_keys(self._store, new.tolist())
        named = names.astype(np.int64)
        self.keys = np.concatenate((self.keys, keys))
        self.names = np.concatenate((self.names, named))
        self.days = np.concatenate((self.days, days_of(self._store, named >> ROW_BITS)))
        return bool(len(new))

    def met(self, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Names]:
        """Which wordings are those of chosen ones, of one time with these; and the articles that have such."""
        self._look_up(np.setdiff1d(self.keys[chosen], self._known))
        places = np.flatnonzero(among(self.keys, self._known))
        spots = mixed_with(self.keys[places], self.names[places] >> ROW_BITS)
        times = self._times[np.searchsorted(self._spots, spots)]
        wanted = distinct(times[chosen[places]])
        met = np.zeros(len(self.keys), bool)
        met[places] = among(times, wanted)
        return met, distinct(self._articles[among(self._times, wanted)])

    def _look_up(self, keys: Column) -> None:
        found, members = self._index.find(keys)
        articles = members.astype(np.int64)
        order, is_alike = worded_together(found, articles, days_of(self._store, articles))
        firsts = np.concatenate((np.ones(1, bool), ~is_alike))[: len(order)]
        times = np.cumsum(firsts, dtype=np.int64) + len(self._times)
        spots = np.concatenate((self._spots, mixed_with(found, articles)[order]))
        articles, times = np.concatenate((self._articles, articles[order])), np.concatenate((self._times, times))
        order = np.argsort(spots)
        self._spots, self._articles, self._times = spots[order], articles[order], times[order]
        self._known = distinct(np.concatenate((self._known, keys)))
